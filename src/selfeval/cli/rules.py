"""``selfeval rules``: what each rule means, what breaks it, how to put it right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

import click

import selfeval
from selfeval.cli.commands import Command
from selfeval.cli.console import guarded, say
from selfeval.cli.width import display_width, lines, terminal_width
from selfeval.findings.explained import KINDS, kind_of
from selfeval.names import closest

if TYPE_CHECKING:
    from selfeval.api.explaining import RuleHelp

_FORM_KIND = "表式的规则"


@click.command(cls=Command)
@click.argument("wanted", metavar="[ID]", default="")
@click.option("-t", "--template", metavar="模板", help="表式的名称，或表式文件夹。不写则用部门整体支出绩效自评报告。")
@guarded
def rules(wanted: str, template: str | None) -> int:
    """说明各条规则：什么意思，怎样会违反，怎样改正。

    ID 是问题末尾方括号里的标识，如 tie-out.total-expenditure；也可以只写一类，如 prose、cell。不写则列出全部。
    """
    known = selfeval.rules(template)
    if not wanted:
        for line in _listed(known):
            say(line)
        return 0
    wanted = wanted.strip("[]")
    found = [rule for rule in known if rule.rule == wanted] or [
        rule for rule in known if _is_of_kind(rule.rule, wanted)
    ]
    if not found:
        near = closest(wanted, [rule.rule for rule in known])
        raise click.UsageError(
            f"没有规则 {wanted}。" + (f"您是否想写 {near}？" if near else "") + "全部规则见 selfeval rules。"
        )
    for number, rule in enumerate(found):
        for line in (*([""] if number else []), *_explained(rule)):
            say(line)
    return 0


def _is_of_kind(rule: str, wanted: str) -> bool:
    """Whether the rule is one of those meant by the first part of their ids: ``prose``, ``tie-out``."""
    return rule.startswith((f"{wanted}.", f"{wanted}-"))


def _explained(rule: RuleHelp) -> Iterator[str]:
    severity = rule.severity.word if rule.severity is not None else "已关闭"
    yield f"{click.style(rule.rule, bold=True)}（{severity}）"
    for title, text in (("意思", rule.meaning), ("例如", rule.example), ("改正", rule.remedy)):
        for number, line in enumerate(text.split("\n")):
            head = f"  {title}：" if number == 0 else " " * display_width(f"  {title}：")
            yield from lines(head + line, terminal_width(), display_width(head))


def _listed(known: Sequence[RuleHelp]) -> Iterator[str]:
    widest = max(len(rule.rule) for rule in known)
    for title, members in groupby(known, _title):
        yield click.style(f"【{title}】", bold=True)
        for rule in members:
            severity = rule.severity.word if rule.severity is not None else "关闭"
            head = f"  {severity} {rule.rule:<{widest}} "
            yield from lines(head + rule.meaning, terminal_width(), display_width(head))
    yield f"共 {len(known)} 条。某一条的例子和改法：selfeval rules ID"


def _title(rule: RuleHelp) -> str:
    from selfeval.findings.catalog import CATALOG

    return KINDS[kind_of(rule.rule)] if rule.rule in CATALOG else _FORM_KIND
