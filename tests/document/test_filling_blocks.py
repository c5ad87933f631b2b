"""Conditions, loops and functions of templates."""

from __future__ import annotations

from decimal import Decimal

import pytest

from selfeval.document import fill
from tests.support.documents import faults, filled_lines, filled_text, lines, report, template, with_body

ROWS = [
    {"名": "甲", "数": Decimal("1.5"), "源": "一"},
    {"名": "乙", "数": Decimal("2"), "源": "二"},
    {"名": "丙", "数": None, "源": "一"},
]


def value(expression: str, **sheets: object) -> str:
    return lines("{{ " + expression + " }}", **(sheets or {"表": ROWS}))[0]


def test_a_control_paragraph_vanishes() -> None:
    assert lines("{%p if 甲.有 %}", "印", "{%p else %}", "不印", "{%p endif %}", 甲={"有": "x"}) == ["印"]


def test_a_control_row_vanishes_and_its_loop_makes_a_row_each() -> None:
    table = [["名称"], ["{%tr for 项 in 表 %}"], ["{{ 项.名 }}"], ["{%tr endfor %}"]]

    assert filled_lines(fill(template(table=table), report(表=ROWS))) == ["名称", "甲", "乙", "丙"]


def test_a_control_run_keeps_the_look_of_what_stands_beside_it() -> None:
    data = template("前{%r if 甲.无 %}藏{%r endif %}后")
    data = with_body(data, "<w:r><w:t>前", "<w:r><w:rPr><w:b/></w:rPr><w:t>前")

    filled = fill(data, report(甲={"无": None}))

    assert filled_lines(filled) == ["前后"]
    assert filled.parts["word/document.xml"].count(b"<w:b/>") == 2


def test_a_part_of_nothing_but_comments_loses_them() -> None:
    filled = fill(template("{{ 1 }}", header="页{# 说明 #}眉"), report())

    assert filled_text(filled, "word/header1.xml") == "页眉"


def test_inline_conditions_need_no_else() -> None:
    assert lines("{{ '；' if 甲.有 }}。", 甲={"有": None}) == ["。"]


def test_loops_know_where_they_are() -> None:
    printed = lines(
        "{% for 项 in 表 %}{{ loop.index }}{{ 项.名 }}{{ '。' if loop.last else '；' }}{% endfor %}", 表=ROWS
    )

    assert printed == ["1甲；2乙；3丙。"]


def test_a_text_is_looped_over_by_its_lines() -> None:
    assert lines("{%p for 段 in 甲.文 %}", "{{ 段 }}", "{%p endfor %}", 甲={"文": "一\n\n二"}) == ["一", "二"]


def test_a_blank_is_looped_over_not_at_all() -> None:
    assert lines("{%p for 段 in 甲.文 %}", "{{ 段 }}", "{%p else %}", "无。", "{%p endfor %}", 甲={"文": None}) == [
        "无。"
    ]


def test_numbers_are_counted_where_they_are_printed() -> None:
    data = template(
        *("{{ 编号(1) }}甲", "{{ 编号(2) }}", "{%p if 0 %}", "{{ 编号(2) }}藏", "{%p endif %}", "{{ 编号(2) }}"),
        *("{{ 编号(1) }}", "{{ 编号(2) }}", "{{ 编号('附件') }}", "{{ 编号('附件') }}"),
    )

    for _ in range(2):  # each filling counts from the start
        assert filled_lines(fill(data, report())) == ["一、甲", "（一）", "（二）", "二、", "（一）", "附件1", "附件2"]


def test_numbering_goes_on_in_the_order_of_the_body() -> None:
    filled = fill(template("{{ 编号(1) }}", header="{{ 编号(1) }}"), report())

    assert filled_text(filled).strip() == "一、"
    assert filled_text(filled, "word/header1.xml").strip() == "二、"


@pytest.mark.parametrize(
    ("expression", "printed"),
    [
        ('合计(表.数, 源 == "一")', "1.50"),
        ("合计(表.数) * 2", "7.00"),
        ("计数(表)", "3"),
        ('计数(表.名, 源 == "一")', "2"),
        ("最大(表.数)", "2.00"),
        ('合计(表.数, 源 == "无")', ""),
        ("首(表.名)", "甲"),
        ("四舍五入(合计(表.数) / 3, 2)", "1.17"),
        ('(表 | 筛选("源", "一") | first).名', "甲"),
        ('表 | 筛选("源", "一") | length', "2"),
        ("表 | map(attribute='名') | 连接('，')", "甲，乙，丙"),
        ("(表 | sort(attribute='数', reverse=true) | first).名", "乙"),
        ("表 | sum('数')", "3.50"),
        ("(表 | selectattr('源', 'equalto', '二') | first).名", "乙"),
        ("表[1].名", "乙"),
        ("表[:2] | map('名') | 连接", "甲、乙"),
        ("(表 | map('源') | unique | list) | 连接", "一、二"),
    ],
)
def test_computes_over_the_rows_of_a_table(expression: str, printed: str) -> None:
    assert value(expression) == printed


def test_a_condition_of_an_aggregate_may_read_a_variable_of_the_template() -> None:
    printed = lines(
        "{% for 源名 in ['一', '二'] %}{{ 合计(表.数, 源 == 源名) }};{% endfor %}",
        "{% for 项 in 表 %}{{ 计数(表, 源 == 项.源) }}{% endfor %}",
        "{% set 选 = 表 | 筛选('源', '一') %}{{ 计数(选) }}{{ 合计(选.数) }}",
        表=ROWS,
    )

    assert printed == ["1.50;2.00;", "212", "21.50"]


@pytest.mark.parametrize(
    ("expression", "printed"),
    [
        ("甲.额 == 258.9", "是"),
        ("甲.额 * 0.01", "2.59"),
        ("甲.额 / 甲.额", "1"),
        ("0.1 + 0.2", "0.3"),
        ("0.1 + 0.2 == 0.3", "是"),
        ("1 / 3 * 3 == 1", "否"),
        ("甲.额 + 甲.空", ""),
        ("甲.空 > 0", ""),
        ("1 < 甲.数 < 3", "是"),
        ("-甲.额", "-258.90"),
        ("甲.数 % 2", "0"),
        ("7 // 2", "3"),
        ("甲.文 == ' Ａ（一） '", "是"),
        ("'一' in 甲.文", "是"),
        ("甲.数 in [1, 2]", "是"),
        ("甲.数 ~ '人'", "2人"),
        ("甲.数 | 写作('共{}人')", "共2人"),
        ("甲.空 | 写作('共{}人')", ""),
        ("'98%' | 去单位('%')", "98"),
        ("甲.数 | 附单位('个') | 去单位('个')", "2"),
        ("甲.数 | 去单位('个')", "2"),
        ("'新建3个' | 去单位('个')", "新建3个"),
        ("'2025年12月底前' | 去单位(甲.空)", "2025年12月底前"),
        ("甲.空 | 去单位('个')", ""),
        ("[甲.空 | 写作('a{}'), 甲.数, 甲.文] | 连接", "2、A(一)"),
        ("[] | 连接", ""),
        ("甲.额 | 元", "2589000.00"),
        ("甲.额 | 万元(1)", "258.9"),
        ("(甲.数 / 4) | 百分比", "50.00%"),
        ("甲.空 | default('—')", "—"),
        ("甲.文 | lower", "a(一)"),
        ("甲.额 | round(1)", "258.9"),
        ("甲.空 is 空 and 甲.数 is not 空", "是"),
        ("甲 is 有数", "是"),
        ("甲.数 is even", "是"),
        ("甲.没有 is defined", "否"),
        ("甲.没有 | default('—')", "—"),
    ],
)
def test_computes_exactly(expression: str, printed: str) -> None:
    sheet = {"额": Decimal("258.9"), "数": 2, "空": None, "文": "A(一)"}

    assert value(expression, 甲=sheet) == printed


def test_names_are_folded() -> None:
    sheet = {"因公出国（境）费": "x", "A项": "y"}

    assert lines('{{ 甲乙["因公出国(境) 费"] }}{{ 甲乙.Ａ项 }}', 甲乙=sheet) == ["xy"]


def test_data_comes_before_python() -> None:
    assert lines("{{ 甲.items }}{{ 甲.get }}{{ 甲.name }}", 甲={"items": "a", "get": "b", "name": "c"}) == ["abc"]


@pytest.mark.parametrize("name", ["items", "keys", "layout", "lookup", "__class__", "_values"])
def test_never_gives_a_python_attribute(name: str) -> None:
    with_dot, with_brackets = "{{ 甲." + name + " }}", "{{ 甲['" + name + "'] }}"
    found = faults(template(with_dot, with_brackets), report(甲={"数": 1}))

    assert [(one.rule, one.place, one.found) for one in found] == [
        ("template.unknown-name", "正文第1段", f"{with_dot}、{with_brackets}")
    ]


def test_a_variable_shadows_a_sheet() -> None:
    assert lines("{% set 甲 = '变' %}{{ 甲 }}", 甲={"a": 1}) == ["变"]


def test_filled_rows_merge_as_docxtpl_merges_them() -> None:
    table = [["{%tr for 项 in 表 %}", ""], ["{% vm %}{{ 项.源 }}", "{{ 项.名 }}"], ["{%tr endfor %}", ""]]

    filled = fill(template(table=table), report(表=ROWS))

    assert filled_lines(filled) == ["一", "甲", "", "乙", "", "丙"]
    assert filled.parts["word/document.xml"].count(b'<w:vMerge w:val="continue"/>') == 2
