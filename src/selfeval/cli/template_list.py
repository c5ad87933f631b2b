"""``selfeval template list``: which forms there are, and where from."""

from __future__ import annotations

from collections.abc import Iterator

import click

from selfeval import templates
from selfeval.cli.as_json import FORMATS, say_json
from selfeval.cli.commands import Command
from selfeval.cli.console import guarded, say
from selfeval.cli.width import display_width, lines, terminal_width
from selfeval.form.shelf import VARIABLE, user_folder
from selfeval.templates.listing import Listed

_BOARDS = {"builtin": "内置", "folder": VARIABLE, "user": "用户文件夹", "package": "软件包"}


@click.command(cls=Command)
@click.option("--format", "output", type=FORMATS, default="text", help="text（默认，给人看）或 json（给程序用）。")
@guarded
def list_forms(output: str) -> int:
    """列出能用的表式：名称、版本、标题、从哪里来。

    内置的名称不能被别的表式占用；其余按列出的次序，同名的用前面一个。
    """
    forms = templates.list()
    if output == "json":
        say_json([_record(form) for form in forms])
        return 0
    widest = max((display_width(form.name) for form in forms), default=0)
    for form in forms:
        for line in _lines(form, widest):
            say(line)
    say("")
    say(f"自己的表式可以放进 {user_folder()}，或把所在的文件夹写进环境变量 {VARIABLE}。")
    return 0


def _lines(form: Listed, widest: int) -> Iterator[str]:
    head = f"{form.name}{' ' * (widest - display_width(form.name))}  "
    words = [part for part in (form.version, form.title) if part]
    if form.extends:
        words.append(f"（以 {form.extends[0]} 为基础）")
    words.append(f"{_BOARDS[form.board]}{f'：{form.source}' if form.source else ''}")
    if form.fault:
        words.append(f"不能用：{form.fault}")
    elif form.hidden_by is not None:
        words.append(f"没有采用：同名的 {form.hidden_by} 在前")
    yield from lines(head + "  ".join(words), terminal_width(), display_width(head))


def _record(form: Listed) -> dict[str, object]:
    return {
        "name": form.name,
        "version": form.version,
        "title": form.title,
        "from": form.board,
        "source": form.source,
        "folder": str(form.folder),
        "extends": [*form.extends],
        "hidden_by": "" if form.hidden_by is None else str(form.hidden_by),
        "fault": form.fault,
    }
