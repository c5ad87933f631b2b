"""Entry point of ``python -m scripts.hunan_report``."""

from .build import main

main()
