"""``python -m selfeval`` is the same as ``selfeval``."""

from selfeval.cli import main

main()
