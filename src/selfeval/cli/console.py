"""What the terminal needs: an encoding that never fails, errors as one sentence, exit codes (design.md section 5)."""

from __future__ import annotations

import functools
import io
import os
import re
import sys
from collections.abc import Callable
from typing import ParamSpec

import click

from selfeval.errors import ForeignDocument, OutputError, SelfevalError, TemplateError
from selfeval.findings import Findings

Parameters = ParamSpec("Parameters")
FAILED, WRONG_USAGE, TEMPLATE_OR_OUTPUT = 1, 2, 3

_USAGE = (
    (r"No such command '([^']*)'.*", "没有命令 {0}。"),
    (r"Missing argument '(.*)'\.", "还要写明 {0}。"),
    (r"No such option '?(-[^\s']*)'?.*", "没有选项 {0}。"),
    (r"Option '(.*)' requires an argument\.", "选项 {0} 后面还要写一个值。"),
    (r"Got unexpected extra arguments? \((.*)\)", "多写了 {0}。"),
    (r"Invalid value for '(.*)': (?:File|Path|Directory) '(.*)' does not exist\.", "{0}：没有找到 {1}。"),
    (r"Invalid value for '(.*)': (?:File|Path) '(.*)' is a directory\.", "{0}：{1} 是文件夹，这里要写文件。"),
    (r"Invalid value for '(.*)': (.*)", "{0} 不对：{1}"),
)
"""click words wrong usage in English."""


def run_safely(command: click.Group) -> None:
    """Run the command line and exit; nothing that can happen on the way prints a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a GBK console prints ? for what it lacks
    try:
        code = command.main(standalone_mode=False)
        sys.stdout.flush()
    except click.UsageError as error:
        click.echo(f"命令写错了：{_in_chinese(error.format_message())}", err=True)
        name = error.ctx.command_path if error.ctx else "selfeval"
        click.echo(f"用法见：{name} --help", err=True)
        code = WRONG_USAGE
    except click.ClickException as error:
        click.echo(f"错误：{error.format_message()}", err=True)
        code = error.exit_code
    except (KeyboardInterrupt, click.Abort):
        click.echo("已中断。", err=True)
        code = 130
    except OSError as error:  # the terminal or pipe that the output goes to
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what is still buffered must not fail again at exit
        click.echo(f"错误：输出写不出去（{error.strerror}）。", err=True)
        code = TEMPLATE_OR_OUTPUT
    sys.exit(code)


def _in_chinese(message: str) -> str:
    for pattern, chinese in _USAGE:
        if match := re.fullmatch(pattern, message, re.DOTALL):
            return chinese.format(*match.groups())
    return message


def say(text: str) -> None:
    """Print a line of the result; without colours where NO_COLOR asks for that (no-color.org)."""
    click.echo(text, color=False if os.environ.get("NO_COLOR") else None)


def tell(work: Callable[[], int], about: str = "") -> int:
    """Do the work; an error of selfeval becomes its sentence, after what it is about, and its exit code."""
    try:
        return work()
    except SelfevalError as error:
        click.echo(f"{about}错误：{error}", err=True)
        return code_of(error)


def code_of(error: SelfevalError) -> int:
    """The exit code of an error."""
    return TEMPLATE_OR_OUTPUT if isinstance(error, TemplateError | OutputError | ForeignDocument) else FAILED


def code_of_findings(findings: Findings) -> int:
    """The exit code of what was found: 0 without errors, and another where the template is at fault than where the workbook is."""
    if any(found.rule.startswith("template.") for found in findings.errors):
        return TEMPLATE_OR_OUTPUT
    return FAILED if findings.errors else 0


def guarded(command: Callable[Parameters, int]) -> Callable[Parameters, None]:
    """Run a command that returns its exit code."""

    @functools.wraps(command)
    def run(*args: Parameters.args, **kwargs: Parameters.kwargs) -> None:
        click.get_current_context().exit(tell(lambda: command(*args, **kwargs)))

    return run
