"""``selfeval template fields``: what data a template needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

import click

from selfeval import templates
from selfeval.cli.as_json import say_json
from selfeval.cli.commands import Command
from selfeval.cli.console import guarded, say
from selfeval.cli.width import columns

if TYPE_CHECKING:
    from selfeval.intake.fields import NeededLabel, NeededSheet

_WIDEST = 30
_MOST_PLACES = 3
KINDS = {"fields": "一项一行", "table": "一条一行", "rows": "固定各行"}


@click.command(cls=Command)
@click.argument("template", metavar="模板")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "schema"]),
    default="text",
    help="text（默认）；json：数据；schema：JSON Schema，说明 selfeval.render 可用的数据。",
)
@guarded
def fields(template: str, form: str) -> int:
    """列出一份模板要哪些数据：表、项目、类型、用在哪里。不写文件。

    Word 文件的类型按名称猜；表式的按 form.toml。
    """
    needed = templates.fields(template)
    if form == "schema":
        from selfeval.intake.fields_schema import fields_schema

        say_json(fields_schema(needed.values(), PurePath(template).stem))
    elif form == "json":
        say_json({"template": PurePath(template).name, "sheets": [_record(sheet) for sheet in needed.values()]})
    else:
        _tell(template, needed)
    return 0


def _tell(template: str, needed: Mapping[str, NeededSheet]) -> None:
    if not needed:
        say(
            f"{template} 里没有占位符，不要任何数据。由普通的 Word 文件做模板，可以运行：selfeval template mark {template}"
        )
        return
    for sheet in needed.values():
        within = f"，属于“{sheet.within}”的各行" if sheet.within else ""
        say(click.style(f"【{sheet.name}】", bold=True) + f"{KINDS[sheet.kind]}{within}")
        if sheet.rows:
            say(f"  行：{'、'.join(sheet.rows)}")
        for line in columns([_row(one) for one in sheet.labels.values()], _WIDEST):
            say(f"  {line}")
    say(f"共 {len(needed)} 张表，{sum(len(sheet.labels) for sheet in needed.values())} 项。")


def _row(one: NeededLabel) -> tuple[str, ...]:
    what = "（由表式计算）" if one.computed else one.type.value + (f"（{one.unit}）" if one.unit else "")
    more = f" 等 {len(one.places)} 处" if len(one.places) > _MOST_PLACES else ""
    choices = f"：{'、'.join(one.choices)}" if one.choices else ""
    return one.label, what + choices, "、".join(one.places[:_MOST_PLACES]) + more


def _record(sheet: NeededSheet) -> dict[str, Any]:
    return {
        "name": sheet.name,
        "kind": sheet.kind,
        "rows": list(sheet.rows),
        "within": sheet.within or None,
        "labels": list(_labels(sheet)),
    }


def _labels(sheet: NeededSheet) -> Iterator[dict[str, Any]]:
    for one in sheet.labels.values():
        yield {
            "label": one.label,
            "type": one.type.value,
            "unit": one.unit,
            "choices": list(one.choices),
            "required": bool(one.field and one.field.required),
            "computed": one.computed,
            "places": list(one.places),
        }
