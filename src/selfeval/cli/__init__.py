"""The command line: takes options, calls the library, says what happened in Chinese."""
