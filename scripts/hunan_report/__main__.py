"""Entry point of ``python -m scripts.hunan_report``."""

from scripts.report_parts.package import make

from .sections import PARTS, TITLE

make("hunan", TITLE, PARTS)
