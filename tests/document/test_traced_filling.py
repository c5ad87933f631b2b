"""Traced filling: the same code over values that know their cells; the same document, and each value's origin."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import selfeval
from selfeval.document import fill, traced
from selfeval.document.filters import FILTERS
from selfeval.document.template import compiled
from selfeval.ooxml.text import own_text
from selfeval.ooxml.xml import W, parse_xml
from tests.support.documents import BODY, template, with_body
from tests.support.traces import answers, cells_of, trace_of, values
from tests.support.word import parts

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.xlsx"))

NAMED = [
    ("{{ 甲.名 }}", "某局", "甲!B2"),
    ("{{ 甲.率 }}", "98.00%", "甲!B4"),
    ("{{ 甲.日 }}", "2022年4月15日", "甲!B5"),
    ('{{ 甲["名"] }}', "某局", "甲!B2"),
    ("{{ 行.二.数 }}", "4.00", "行!B3"),
    ("{{ 甲.默 }}", "13.48", "甲!B3 甲!B4"),
    ("{{ 甲.比 }}", "416.67%", "甲!B3 表!C2 表!C3"),
    ("{{ 表[1].名 }}", "丑", "表!A3"),
    ("{{ 甲.段[1] }}", "第二段", "甲!B6"),
]
COMPUTED = [
    ("{{ 甲.数 + 行.一.数 }}", "15.50", "甲!B3 行!B2"),
    ("{{ 甲.数 * 2 }}", "25.00", "甲!B3"),
    ("{{ -甲.数 }}", "-12.50", "甲!B3"),
    ("{{ 甲.数 - 甲.数 }}", "0.00", "甲!B3"),
    ("{{ 甲.名 ~ '：' ~ 甲.数 }}", "某局：12.50", "甲!B2 甲!B3"),
    ("{{ 甲.名[:1] }}", "某", "甲!B2"),
    ("{{ 甲.名 if 甲.数 > 3 else 甲.日 }}", "某局", "甲!B2"),
    ("{{ 甲.空 or 甲.名 }}", "某局", "甲!B2"),
    ("{{ '无' if 甲.空 is 空 else 甲.名 }}", "无", ""),
    ("{{ 合计(表.额) }}", "3.00", "表!C2 表!C3"),
    ("{{ 合计(表.额, 类 == '公') + 行.一.数 }}", "4.00", "表!C2 表!C3 表!B2 表!B3 表!B4 行!B2"),
    ("{{ 计数(表) }}", "3", "表!A2 表!A3 表!A4"),
    ("{% set x = 甲.数 / 2 %}{{ x }}", "6.25", "甲!B3"),
    ("{% set x %}共{{ 甲.数 }}{% endset %}{{ x }}", "共12.50", "甲!B3"),
    (
        "{% set n = namespace(和=0) %}{% for r in 行 %}{% set n.和 = n.和 + r.数 %}{% endfor %}{{ n.和 }}",
        "7.00",
        "行!B2 行!B3",
    ),
    ('{% set 栏 = 甲.名 ~ "" %}{% set 表头 = {"某局": 甲.数} %}{{ 表头[栏] }}', "12.50", "甲!B3"),
    ("{{ 编号(1) }}", "一、", ""),
    ("{% macro 印(x) %}{{ x }}{% endmacro %}{{ 印(甲.数) }}", "12.50", "甲!B3"),
    ("{% macro 印(x) %}{{ x ~ '元' }}{% endmacro %}{{ 印(x=甲.数) if 1 }}", "12.50元", "甲!B3"),
]
ALSO_FILTERED = [
    ("{{ 表 | join(',', attribute='名') }}", "子,丑,寅", "表!A2 表!A3 表!A4"),
    ("{{ 行 | sum(attribute='数', start=甲.数) }}", "19.50", "行!B2 行!B3 甲!B3"),
    ("{{ 表 | map(attribute='名') | map('upper') | last }}", "寅", "表!A4"),
    ("{{ '%d' % 甲.数 }}", "12", "甲!B3"),
    ("{{ 甲.数 ** 2 }}", "156.25", "甲!B3"),
    ("{{ ([甲.名] + [甲.数]) | last }}", "12.50", "甲!B3"),
    ("{% for 类, 行们 in 表 | groupby('类') if 类 == '私' %}{{ 行们[0].名 }}{% endfor %}", "丑", "表!A3"),
    ("{% for 项, 值 in 甲 | items if 项 == '名' %}{{ 值 }}{% endfor %}", "某局", "甲!B2"),
    ("{% set d = dict(a=甲.数) %}{{ d.a }}", "12.50", "甲!B3"),
]
FILTERED = {
    "筛选": ("{{ (表 | 筛选('类', '私') | first).名 }}", "丑", "表!A3"),
    "去单位": ("{{ 甲.率 | 去单位('%') }}", "98.00", "甲!B4"),
    "附单位": ("{{ 甲.数 | 附单位('元') }}", "12.50元", "甲!B3"),
    "写作": ("{{ 甲.数 | 写作('共{}万元') }}", "共12.50万元", "甲!B3"),
    "连接": ("{{ [甲.名, 甲.空, 行.一.数] | 连接 }}", "某局、3.00", "甲!B2 行!B2"),
    "万元": ("{{ 甲.数 | 万元 }}", "12.50", "甲!B3"),
    "元": ("{{ 甲.数 | 元 }}", "125000.00", "甲!B3"),
    "百分比": ("{{ 甲.率 | 百分比(1) }}", "98.0%", "甲!B4"),
    "日期": ("{{ 甲.日 | 日期 }}", "2022年4月15日", "甲!B5"),
    "亿元": ("{{ 甲.数 | 亿元(4) }}", "0.0013", "甲!B3"),
    "千分位": ("{{ 甲.数 | 元 | 千分位 }}", "125,000.00", "甲!B3"),
    "大写金额": ("{{ 甲.数 | 大写金额 }}", "壹拾贰万伍仟元整", "甲!B3"),
    "中文数字": ("{{ 甲.率 | 中文数字 }}", "百分之九十八", "甲!B4"),
    "序号": ("{{ 行.一.数 | 序号(2) }}", "（三）", "行!B2"),
    "年月": ("{{ 甲.日 | 年月 }}", "2022年4月", "甲!B5"),
    "默认": ("{{ 甲.空 | 默认(甲.名) }}", "某局", "甲!B2"),
    "增减": ("{{ 甲.数 | 增减(行.一.数) }}", "增加9.50万元，增长316.67%", "甲!B3 行!B2"),
    "占比": ("{{ 行.一.数 | 占比(甲.数) }}", "24.00%", "行!B2 甲!B3"),
    "wan": ("{{ 甲.数 | wan }}", "12.50", "甲!B3"),
    "yuan": ("{{ 甲.数 | yuan(places=0) }}", "125000", "甲!B3"),
    "yi": ("{{ 甲.数 | yi(4) }}", "0.0013", "甲!B3"),
    "percent": ("{{ 甲.率 | percent }}", "98.00%", "甲!B4"),
    "thousands": ("{{ 甲.数 | yuan | thousands }}", "125,000.00", "甲!B3"),
    "capital_amount": ("{{ 甲.数 | capital_amount }}", "壹拾贰万伍仟元整", "甲!B3"),
    "chinese_number": ("{{ 甲.数 | chinese_number }}", "十二点五", "甲!B3"),
    "list_number": ("{{ 行.一.数 | list_number(5) }}", "③", "行!B2"),
    "date": ("{{ 甲.日 | date('chinese') }}", "二〇二二年四月十五日", "甲!B5"),
    "year_month": ("{{ 甲.日 | year_month }}", "2022年4月", "甲!B5"),
    "enumerated": ("{{ 表 | enumerated(attribute='名', last='和') }}", "子、丑和寅", "表!A2 表!A3 表!A4"),
    "change": ("{{ 甲.数 | change(行.一.数, only='rate') }}", "增长316.67%", "甲!B3 行!B2"),
    "share": ("{{ 行.一.数 | share(甲.数, places=0) }}", "24%", "行!B2 甲!B3"),
    "length": ("{{ 表 | length }}", "3", "表!A2 表!A3 表!A4"),
    "count": ("{{ 表 | 筛选('类', '公') | count }}", "2", "表!A2 表!A4"),
    "default": ("{{ 甲.名 | default('无') }}", "某局", "甲!B2"),
    "d": ("{{ 甲.空 | d(甲.名) }}", "某局", "甲!B2"),
    "join": ("{{ 表 | map(attribute='名') | join(',') }}", "子,丑,寅", "表!A2 表!A3 表!A4"),
    "first": ("{{ 甲.段 | first }}", "第一段", "甲!B6"),
    "last": ("{{ ['字', 甲.名] | last }}", "某局", "甲!B2"),
    "list": ("{{ (甲.段 | list)[1] }}", "第二段", "甲!B6"),
    "map": ("{{ (表 | map(attribute='名'))[1] }}", "丑", "表!A3"),
    "sum": ("{{ 行 | sum(attribute='数') }}", "7.00", "行!B2 行!B3"),
    "sort": ("{{ (表 | sort(attribute='额', reverse=true) | first).名 }}", "丑", "表!A3"),
    "reverse": ("{{ ['字', 甲.名] | reverse | join }}", "某局字", "甲!B2"),
    "unique": ("{{ [甲.名, 甲.名] | unique | join }}", "某局", "甲!B2"),
    "selectattr": ("{{ (表 | selectattr('类', 'eq', '私') | first).额 }}", "2.00", "表!C3"),
    "rejectattr": ("{{ (表 | rejectattr('类', 'eq', '公') | first).额 }}", "2.00", "表!C3"),
    "round": ("{{ 甲.数 | round(1) }}", "12.5", "甲!B3"),
    "abs": ("{{ 甲.数 | abs }}", "12.50", "甲!B3"),
    "upper": ("{{ 甲.名 | upper }}", "某局", "甲!B2"),
    "lower": ("{{ 甲.名 | lower }}", "某局", "甲!B2"),
    "trim": ("{{ 甲.名 | trim }}", "某局", "甲!B2"),
    "string": ("{{ 甲.数 | string }}", "12.50", "甲!B3"),
    "replace": ("{{ 甲.名 | replace('某', '财政') }}", "财政局", "甲!B2"),
    "e": ("{{ 甲.名 | e }}", "某局", "甲!B2"),
    "escape": ("{{ 甲.名 | escape }}", "某局", "甲!B2"),
    "forceescape": ("{{ 甲.名 | forceescape }}", "某局", "甲!B2"),
    "attr": ("{{ 甲 | attr('名') }}", "某局", "甲!B2"),
    "items": ("{{ (甲 | items)[1][1] }}", "12.50", "甲!B3"),
    "dictsort": ("{{ (甲 | dictsort(by='value') | first)[1] }}", "98.00%", "甲!B4"),
    "groupby": ("{{ (表 | groupby('类') | last).grouper }}", "私", "表!B3"),
    "batch": ("{{ ([甲.名, 甲.数] | batch(1))[1][0] }}", "12.50", "甲!B3"),
    "slice": ("{{ ([甲.名, 甲.数] | slice(2))[1][0] }}", "12.50", "甲!B3"),
    "min": ("{{ [甲.数, 行.一.数] | min }}", "3.00", "行!B2"),
    "max": ("{{ (表 | max(attribute='额')).名 }}", "丑", "表!A3"),
    "select": ("{{ [甲.名, 甲.数] | select('number') | first }}", "12.50", "甲!B3"),
    "reject": ("{{ [甲.名, 甲.数] | reject('number') | first }}", "某局", "甲!B2"),
    "int": ("{{ 甲.数 | int }}", "12", "甲!B3"),
    "float": ("{{ 甲.数 | float }}", "12.5", "甲!B3"),
    "filesizeformat": ("{{ 甲.数 | filesizeformat }}", "12 Bytes", "甲!B3"),
    "capitalize": ("{{ 甲.名 | capitalize }}", "某局", "甲!B2"),
    "title": ("{{ 甲.名 | title }}", "某局", "甲!B2"),
    "center": ("{{ 甲.名 | center(4) }}", " 某局 ", "甲!B2"),
    "indent": ("{{ 甲.名 | indent(1, true) }}", " 某局", "甲!B2"),
    "truncate": ("{{ 甲.名 | truncate(1, true, '', 0) }}", "某", "甲!B2"),
    "wordwrap": ("{{ 甲.名 | wordwrap(9) }}", "某局", "甲!B2"),
    "wordcount": ("{{ 甲.名 | wordcount }}", "1", "甲!B2"),
    "striptags": ("{{ 甲.名 | striptags }}", "某局", "甲!B2"),
    "urlencode": ("{{ 甲.日 | urlencode }}", "2022%E5%B9%B44%E6%9C%8815%E6%97%A5", "甲!B5"),
    "format": ("{{ '%s共%.1f' | format(甲.名, 甲.数) }}", "某局共12.5", "甲!B2 甲!B3"),
}


@pytest.mark.parametrize(("tag", "text", "cells"), [*NAMED, *COMPUTED, *FILTERED.values(), *ALSO_FILTERED])
def test_a_value_knows_every_cell_it_came_from_in_order_and_once(tag: str, text: str, cells: str) -> None:
    assert cells_of(tag) == [(text, cells.split())]


def test_each_filter_there_is_keeps_the_cells() -> None:
    assert set(FILTERED) == set(FILTERS)


def test_in_a_loop_each_turn_tells_its_own_row() -> None:
    assert cells_of("{%p for 项 in 表 %}", "{{ 项.名 }}{{ 项.额 }}", "{%p endfor %}") == [
        ("子", ["表!A2"]), ("1.00", ["表!C2"]), ("丑", ["表!A3"]), ("2.00", ["表!C3"]), ("寅", ["表!A4"]),
    ]  # fmt: skip


def test_each_paragraph_of_a_text_and_each_item_written_in_the_template_tells_its_own() -> None:
    assert cells_of("{%p for 段 in 甲.段 %}", "{{ 段 }}", "{%p endfor %}", "{% for x in ['字', 甲.名] %}{{ x }}{% endfor %}") == [
        ("第一段", ["甲!B6"]), ("第二段", ["甲!B6"]), ("字", []), ("某局", ["甲!B2"]),
    ]  # fmt: skip


def test_the_name_and_the_tag_stand_beside_the_value() -> None:
    found = trace_of(template("{{ 甲.数 | 写作('{}万') }}", "{{ 甲.数 / 2 }}"))

    assert [(value.name, value.tag) for value in found] == [
        ("甲.数", "{{ 甲.数 | 写作('{}万') }}"), ("", "{{ 甲.数 / 2 }}"),
    ]  # fmt: skip


def test_an_answer_still_to_be_given_tells_the_cell_to_fill_in() -> None:
    data, report = template("{{ 甲.空 }}", "{{ 没有.名 }}"), values()

    found = traced(
        lambda tracer: fill(data, report, undefined="mark", required=lambda path: path == "甲.空", tracer=tracer)
    )

    assert [(value.text, value.cells) for value in found] == [
        ("〔待填：空〕", ("甲!B7",)),
        ("〔待填：没有.名〕", ()),
    ]


def test_a_value_is_found_at_its_paragraph_row_and_column_and_where_it_begins() -> None:
    data = template(
        "{{ 甲.名 }}的{{ 甲.数 }}", "{%p for 项 in 表 %}", "x{{ 项.名 }}", "{%p endfor %}",
        header="页眉{{ 甲.名 }}", table=[["头", "{{ 甲.日 }}"], ["a", "第{{ 甲.率 }}"]],
    )  # fmt: skip

    found = trace_of(data)

    assert [(value.place, value.start, value.text) for value in found] == [
        ("正文第1段", 0, "某局"), ("正文第1段", 3, "12.50"),
        ("正文第2段", 1, "子"), ("正文第3段", 1, "丑"), ("正文第4段", 1, "寅"),
        ("正文表1第1行第2列", 0, "2022年4月15日"), ("正文表1第2行第2列", 1, "98.00%"),
        ("页眉1第1段", 2, "某局"),
    ]  # fmt: skip


@pytest.mark.parametrize("piece", ["", "前"])
def test_a_value_that_begins_with_a_line_break_is_found_where_its_text_begins(piece: str) -> None:
    given = answers()
    given["甲"]["名"] = "\n某\n局\n"
    data = template("零", piece + "{{ 甲.名 }}")

    [value] = trace_of(data, values(given))

    assert value.text == "\n某\n局\n"
    assert value.cells == ("甲!B2",)
    assert value.position.paragraph >= 2


def test_a_value_in_an_attribute_or_property_is_told_as_outside_the_text() -> None:
    data = with_body(template("{{ 甲.数 }}"), "<w:body>", '<w:body w:note="{{ 甲.名 }}至{{ 甲.日 }}">')

    assert [(value.text, value.cells, value.plain, value.start) for value in trace_of(data)] == [
        ("12.50", ("甲!B3",), False, 0), ("某局", ("甲!B2",), True, -1), ("2022年4月15日", ("甲!B5",), True, -1),
    ]  # fmt: skip


def test_a_document_that_holds_the_characters_of_the_marks_is_traced_all_the_same() -> None:
    given = answers()
    given["甲"]["名"] = "\U0010fff0局\U000ffff1"

    assert [value.text for value in trace_of(template("{{ 甲.名 }}{{ 甲.数 }}"), values(given))] == [
        "\U0010fff0局\U000ffff1", "12.50",
    ]  # fmt: skip


def test_nothing_is_compiled_for_a_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    data = template("{{ 甲.名 }}{% if 甲.数 %}{{ 甲.数 }}{% endif %}")
    [part] = compiled(data, "mark").filled
    monkeypatch.setattr("builtins.compile", None)

    assert len(trace_of(data)) == 2
    assert part.traced is not None
    assert part.traced.root_render_func.__code__ == part.template.root_render_func.__code__  # type: ignore[union-attr]


@pytest.mark.parametrize("workbook", EXAMPLES, ids=lambda path: path.stem)
def test_the_trace_of_a_report_points_at_each_value_in_the_finished_document(workbook: Path) -> None:
    document = selfeval.render(workbook)

    paragraphs = list(parse_xml(parts(bytes(document))[BODY]).iter(f"{W}p"))
    body = [value for value in document.trace if value.part == BODY]
    assert len(body) > 40
    for value in body:
        text = own_text(paragraphs[value.position.paragraph - 1])
        assert text[value.start : value.start + len(value.text)] == value.text.split("\n")[0] or "\n" in value.text


@pytest.mark.parametrize("workbook", EXAMPLES, ids=lambda path: path.stem)
def test_every_figure_of_a_report_that_has_a_name_has_a_cell(workbook: Path) -> None:
    found = selfeval.trace(workbook)

    assert [value for value in found if value.name and re.search(r"\d", value.text) and not value.cells] == []


def test_a_trace_is_searched_by_cell_and_by_text() -> None:
    found = trace_of(template("{{ 甲.数 }}，{{ 甲.默 }}，{{ 甲.数 | 写作('共{}万') }}，{{ 甲.名 }}"))

    assert [value.text for value in found.of_cell("甲!B3")] == ["12.50", "13.48", "共12.50万"]
    assert list(found.of_cell("'甲'！$b$4")) == [found[1]]
    assert [value.text for value in found.of_text("12.50")] == ["12.50", "共12.50万"]
    assert list(found.of_text("2.50")) == list(found.of_text("12.5")) == list(found.of_text("")) == []
    assert [value.text for value in found.of_text("局")] == ["某局"]


def test_a_report_changed_after_filling_is_no_longer_traced(tmp_path: Path) -> None:
    (tmp_path / "t.docx").write_bytes(template("{{ 封面.单位 }}"))
    document = selfeval.render({"封面": {"单位": "甲"}}, template=tmp_path / "t.docx")
    document.report["封面"].set("单位", "乙", None)  # type: ignore[union-attr]

    with pytest.raises(selfeval.SelfevalError, match="请重新生成"):
        _ = document.trace
