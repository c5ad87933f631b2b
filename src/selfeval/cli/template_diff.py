"""``selfeval template diff``: what came, went or changed from one template to another."""

from __future__ import annotations

from dataclasses import asdict

import click

from selfeval import templates
from selfeval.cli.as_json import say_json
from selfeval.cli.commands import Command
from selfeval.cli.console import FAILED, guarded, say
from selfeval.cli.template_fields import KINDS
from selfeval.cli.width import columns

_WORDS = {"came": "新增", "went": "去掉", "renamed": "改名", "changed": "改变"}
_WIDEST = 40


@click.command(cls=Command)
@click.argument("old", metavar="旧模板")
@click.argument("new", metavar="新模板")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="text（默认）或 json。")
@guarded
def diff(old: str, new: str, form: str) -> int:
    """比较两份模板要的数据：哪些项目新增、去掉、改变。

    按旧模板填好的工作簿不再够用的（新增了必填项、类型变了等），退出码为 1。
    """
    found = templates.diff(old, new)
    breaking = sum(one.breaks for one in found)
    if form == "json":
        say_json({"old": old, "new": new, "fits": not breaking, "differences": [asdict(one) for one in found]})
        return FAILED if breaking else 0
    rows = [
        (_WORDS[one.change], one.path, _told(one.old, one.new) + ("  ← 旧工作簿要改" if one.breaks else ""))
        for one in found
    ]
    for line in columns(rows, _WIDEST) if rows else ():
        say(line)
    if not found:
        say("两份模板要的数据相同。")
    elif breaking:
        say(f"共 {len(found)} 处不同，其中 {breaking} 处按旧模板填好的工作簿不再够用，请补填或改正后再用。")
    else:
        say(f"共 {len(found)} 处不同，按旧模板填好的工作簿仍然可用。")
    return FAILED if breaking else 0


def _told(old: str, new: str) -> str:
    old, new = KINDS.get(old, old), KINDS.get(new, new)
    return f"{old} → {new}" if old and new else old or new
