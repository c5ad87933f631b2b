"""What every command has in common: help in Chinese, the option for a template, a workbook as argument."""

from __future__ import annotations

from pathlib import Path

import click

from selfeval.cli.width import ChineseFormatter

TEMPLATE_HELP = "表式的名称、表式文件夹，或 Word 文件（.docx）。不写则按工作簿封面的“表式”。"
INPUT = click.Path(path_type=Path)


class Context(click.Context):
    """Prints help in Chinese."""

    formatter_class = ChineseFormatter


class Command(click.Command):
    """A command whose help is Chinese."""

    context_class = Context

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """``-h``, told in Chinese."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示这段说明。"
        return option

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """The pieces of ``用法：``."""
        return [piece.replace("[OPTIONS]", "[选项]") for piece in super().collect_usage_pieces(ctx)]


class Group(Command, click.Group):
    """A group of such commands."""

    command_class = Command

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """The pieces of ``用法：``."""
        return ["命令" if piece.startswith("COMMAND") else piece for piece in super().collect_usage_pieces(ctx)]
