"""The figures of the report, each measured by a function from settings to a ``Figure``."""

from collections.abc import Callable, Mapping

from bench.figures.batch import batch
from bench.figures.checks import checks
from bench.figures.cost import cost
from bench.figures.growth import growth
from bench.figures.memory import memory
from bench.figures.prose import prose
from bench.figures.speed import annexes, hunan, wide
from bench.figures.startup import startup
from bench.figures.tracing import tracing
from bench.results import Figure
from bench.settings import Settings

FIGURES: Mapping[str, Callable[[Settings], Figure]] = {
    "hunan": hunan,
    "wide": wide,
    "annexes": annexes,
    "memory": memory,
    "startup": startup,
    "growth": growth,
    "cost": cost,
    "tracing": tracing,
    "prose": prose,
    "checks": checks,
    "batch": batch,
}
"""By the name that ``--only`` takes, in the order of the report."""
