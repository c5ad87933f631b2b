"""Entry point of ``python -m scripts.sichuan_report``."""

from scripts.report_parts.package import make

from .sections import PARTS, TITLE

make("sichuan", TITLE, PARTS)
