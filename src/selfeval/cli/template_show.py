"""``selfeval template show``: the form.toml a form comes to."""

from __future__ import annotations

import click

from selfeval import templates
from selfeval.cli.commands import Command
from selfeval.cli.console import guarded, say


@click.command(cls=Command)
@click.argument("form", metavar="表式")
@guarded
def show(form: str) -> int:
    """印出一个表式合起来的 form.toml，每一项后面注明写在哪个文件第几行。

    表式写名称或文件夹。以别的表式为基础（extends）的，继承来的和自己写的都在里面；印出的内容可以存成 form.toml 直接使用。
    """
    say(templates.show(form).rstrip("\n"))
    return 0
