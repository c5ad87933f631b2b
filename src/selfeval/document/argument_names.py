"""The Chinese names of arguments: ``连接(末="和")`` is ``连接(last="和")``, whichever name the filter has."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Final, cast

from jinja2 import nodes

from selfeval.names import fold

IN_ENGLISH: Final[Mapping[str, str]] = {
    "位数": "places",
    "单位": "unit",
    "整": "ending",
    "前缀": "prefix",
    "方式": "way",
    "级别": "level",
    "格式": "form",
    "分隔": "separator",
    "栏": "attribute",
    "末": "last",
    "上年": "before",
    "总数": "total",
    "值": "default_value",
    "只": "only",
    "宽": "width",
    "高": "height",
    "说明": "description",
    "类别": "categories",
    "系列": "series",
    "标题": "title",
}
"""Each Chinese name by what the code calls it. A macro's own names are left alone."""
_IN_CHINESE: Final = {english: chinese for chinese, english in IN_ENGLISH.items()}


def name_arguments(tree: nodes.Template, functions: Container[str]) -> None:
    """Give the arguments of filters, and of these functions, the names that their code has."""
    for node in tree.find_all((nodes.Filter, nodes.Call)):
        match node:
            case nodes.Call(node=nodes.Name(name=name), kwargs=given) if name in functions:
                keywords = given
            case nodes.Filter(kwargs=given):
                keywords = cast("list[nodes.Keyword]", given)
            case _:
                continue
        for keyword in keywords:
            keyword.key = IN_ENGLISH.get(fold(keyword.key), keyword.key)


def in_chinese(name: str) -> str:
    """What a person who writes Chinese calls the argument; its own name where it has no other."""
    return _IN_CHINESE.get(name, name)
