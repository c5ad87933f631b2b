"""The stage that computes defaults and derived figures."""

from selfeval.figures.compute import compute

__all__ = ["compute"]
