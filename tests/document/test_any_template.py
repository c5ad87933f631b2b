"""Whatever a template holds: it is filled, or refused with findings that have a place; nothing else comes out."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from selfeval.document import fill, structure, traced
from selfeval.errors import TemplateError
from selfeval.ooxml.zipped import write_zip
from selfeval.report import Live
from tests.support.documents import faults, report, template
from tests.support.live import png

_PIECES = """{{ ¦}}¦{%¦%}¦{#¦#}¦{%p ¦{%tr ¦{%r ¦{{r ¦{{p ¦甲.富 ¦甲.段 ¦甲.列 ¦甲.图 ¦{{ 甲.富 }}¦{{ 甲.列 }}¦{¦}¦%¦-¦ ¦{{ 甲.文 }}¦{{ 甲.没有 }}¦{{ 行.名 }}¦{% if 甲.空 %}¦{% else %}
¦{% endif %}¦{% for 行 in 表 %}¦{% endfor %}¦{%p if 1 %}¦{%p endif %}¦{%r if 1 %}¦{%r endif %}¦{% set x = 甲.数 / 0 %}
¦甲.文¦表¦|¦筛选('名', '乙')¦合计(表.数)¦if¦for¦in¦endif¦endfor¦'¦"¦“¦”¦(¦)¦[¦]¦~¦+¦==¦1.5¦文字¦<&>¦{% vm %}
¦{% colspan 2 %}¦编号(1)¦｛｛ ¦ ｝｝¦｛％ ¦％｝¦｜¦（¦）¦，¦{%- if 1 %}¦{% endif -%}¦{% set y %}¦{% endset %}¦{{ y }}¦{% set n = namespace(a=1) %}¦{% set n.a = 2 %}¦{{ n.a }}¦{% endfor %}¦{% macro 宏(x) %}¦{% endmacro %}¦{{ 宏(1) }}¦{{p 宏(甲.文) }}¦{{ x }}¦{%p endfor %}¦{%p for 行 in 表 %}¦{# 注 #}¦{{- 甲.文 -}}¦{{ loop.cycle(1, 2) }}¦{{ 甲.文.upper() }}¦\\¦\t"""
PIECES = st.sampled_from(_PIECES.replace("\n", "").split("¦"))
PARAGRAPHS = st.lists(st.lists(PIECES, max_size=6), max_size=5)
VALUES = report(
    甲={
        "文": "x{{ y }}",
        "数": 1,
        "空": None,
        "富": Live("RichText", b"<w:r><w:t>{{ a\nb\tc</w:t></w:r>"),
        "段": Live("RichTextParagraph", b"<w:p><w:r><w:t>{% x</w:t></w:r></w:p>"),
        "列": Live("Listing", b"a\x07b\x0cc\n"),
        "图": Live("InlineImage", png()),
    },
    表=[{"名": "甲", "数": Decimal(1)}, {"名": "乙", "数": None}],
)


@given(paragraphs=PARAGRAPHS, cells=st.lists(st.lists(PIECES, max_size=3).map("".join), max_size=3))
@settings(max_examples=300, deadline=None)
def test_is_filled_or_refused_with_a_place(paragraphs: list[list[str]], cells: list[str]) -> None:
    data = template(*paragraphs, table=[[cell] for cell in cells])

    found = faults(data, VALUES)

    assert all(finding.place and finding.message("zh") and finding.message("en") for finding in found)
    assert found or structure(write_zip(fill(data, VALUES).parts)) == []


@given(paragraphs=PARAGRAPHS, cells=st.lists(st.lists(PIECES, max_size=3).map("".join), max_size=3))
@settings(max_examples=250, deadline=None)
def test_is_traced_to_the_very_same_document(paragraphs: list[list[str]], cells: list[str]) -> None:
    data = template(*paragraphs, table=[[cell] for cell in cells])
    try:
        plain = fill(data, VALUES)
    except TemplateError:
        return

    again = []
    found = traced(lambda tracer: again.append(fill(data, VALUES, tracer=tracer)))

    assert again[-1] == plain
    assert sorted(value.text for value in found) == sorted(value.text for value in plain.printed)
