"""What the terminal needs: an encoding that never fails, errors as one sentence, exit codes (design.md section 5)."""

from __future__ import annotations

import functools
import io
import sys
from collections.abc import Callable
from typing import ParamSpec

import click

from selfeval.errors import InvalidReport, OutputError, SelfevalError, TemplateError

Parameters = ParamSpec("Parameters")
FAILED, TEMPLATE_OR_OUTPUT = 1, 3


def prepare() -> None:
    """Let no character fail: a GBK console prints ? for what it lacks, and no file name stops a message."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def say(text: str) -> None:
    """Print a line of the result."""
    click.echo(text)


def guarded(command: Callable[Parameters, int]) -> Callable[Parameters, None]:
    """Run a command that returns its exit code; an error of selfeval becomes its sentence and its exit code."""

    @functools.wraps(command)
    def run(*args: Parameters.args, **kwargs: Parameters.kwargs) -> None:
        try:
            code = command(*args, **kwargs)
        except (TemplateError, OutputError) as error:
            click.echo(f"错误：{error}", err=True)
            code = TEMPLATE_OR_OUTPUT
        except (InvalidReport, SelfevalError) as error:
            click.echo(f"错误：{error}", err=True)
            code = FAILED
        click.get_current_context().exit(code)

    return run
