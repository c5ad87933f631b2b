"""``selfeval template``: other departments' templates. Each command is loaded when it is called."""

from __future__ import annotations

from importlib import import_module

import click

from selfeval.cli.commands import Group

_HOMES: dict[str, str] = {
    "check": "template_check:check",
    "new": "template_new:new",
    "mark": "template_mark:mark",
    "fields": "template_fields:fields",
    "diff": "template_diff:diff",
    "list": "template_list:list_forms",
    "show": "template_show:show",
}
"""Command → the module and the name in it."""


class _Lazy(Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_HOMES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        home = _HOMES.get(cmd_name)
        if home is None:
            return None
        module, name = home.split(":")
        command: click.Command = getattr(import_module(f"selfeval.cli.{module}"), name)
        return command


@click.group(cls=_Lazy)
def template() -> None:
    """自带模板：检查一份 Word 模板，看它要哪些数据，由它做出表式。"""
