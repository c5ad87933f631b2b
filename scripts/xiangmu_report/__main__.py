"""Entry point of ``python -m scripts.xiangmu_report``."""

from scripts.report_parts.package import make

from .sections import PARTS, TITLE

make("xiangmu", TITLE, PARTS)
