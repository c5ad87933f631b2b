"""The command line: takes options, calls the library, says what happened in Chinese."""

from selfeval.cli.main import main

__all__ = ["main"]
