"""No template does harm: nothing of Python is reached, nothing runs without bound, a value is never a template."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest

from selfeval.document import fill
from tests.support.documents import faults, filled_text, lines, report, template

SHEETS = {"甲": {"文": "x", "数": Decimal("1.5")}, "表": [{"名": "一"}, {"名": "二"}]}
ATTRIBUTES = ("__class__", "__init__", "__globals__", "_values", "format", "mro")


def rules(*paragraphs: str, **options: object) -> list[str]:
    started = time.process_time()
    found = faults(template(*paragraphs), report(**SHEETS), **options)
    assert time.process_time() - started < 10
    assert all(item.place for item in found)
    return [item.rule for item in found]


@pytest.mark.parametrize("holder", ["甲", "甲.文", "甲.数", "表", "''", "[]", "loop", "namespace(a=1)", "宏", "1.5"])
def test_no_attribute_of_python_is_reached(holder: str) -> None:
    for attribute in ATTRIBUTES:
        for access in (f"{holder}.{attribute}", f"{holder}['{attribute}']", f"{holder}|map('{attribute}')|list"):
            typed = "{% macro 宏() %}{% endmacro %}{% for x in [1] %}{{ " + access + " }}{% endfor %}"

            assert rules(typed)
            data, values = template(typed), report(**SHEETS)
            if not faults(data, values, undefined="mark"):
                assert filled_text(fill(data, values, undefined="mark")).endswith(f"{attribute}〕")


@pytest.mark.parametrize(
    ("expression", "rule"),
    [
        ("range(10**12)", "fill.wrong-argument"),
        ("range(1000000000000)", "fill.wrong-argument"),
        ("range(0, 1000000000000, 2) | length", "fill.wrong-argument"),
        ("'a'*10**10", "fill.cannot-compute"),
        ("'a' * 10000000000", "fill.cannot-compute"),
        ("[1] * 10000000000", "fill.cannot-compute"),
        ("'%999999999d' % 1", "fill.wrong-argument"),
        ("'%999999999d' | format(1)", "fill.wrong-argument"),
        ("'%.999999999f' % 1", "fill.wrong-argument"),
        ("'%d' * 100000000 % 1", "fill.cannot-compute"),
        ("'%*d' % (999999999, 1)", "fill.wrong-argument"),
        ("'%(x)s' % 甲", "fill.wrong-argument"),
        ("[1] | batch(10**9, 1)", "fill.wrong-argument"),
        ("[1] | slice(10**9)", "fill.wrong-argument"),
        ("['a'] | map('center', 10**9)", "fill.wrong-argument"),
        ("['a'] | map('§put', 1, '')", "fill.no-such-item"),
        ("甲.文 | truncate(10**9)", "fill.wrong-argument"),
        ("甲.文 | wordwrap(0)", "fill.wrong-argument"),
        ("'9' | int(base=10**9)", "fill.wrong-argument"),
        ("1.5 ** 0.5", "fill.wrong-argument"),
        ("1e300 ** 100", "fill.cannot-compute"),
        ("0 ** -1", "fill.division-by-zero"),
        ("1e300 | filesizeformat | int", "fill.wrong-argument"),
        ("'%d' % 1e300", "fill.too-much"),
        ("'{:999999999}'.format(1)", "template.call-of-python"),
        ("甲.文 | center(10**9)", "fill.wrong-argument"),
        ("甲.文 | center(1000000000)", "fill.wrong-argument"),
        ("甲.文 | indent(1000000000)", "fill.wrong-argument"),
        ("甲.文 | xmlattr", "template.no-code"),
        ("lipsum(1000000)", "template.unknown-function"),
        ("self", "template.unknown-name"),
        ("cycler.__init__.__globals__.os", "template.unknown-name"),
        ("2 ** 100000000", "fill.wrong-argument"),
        ("甲.数 | round(1000000000)", "fill.wrong-argument"),
        ("1e1000000", "fill.cannot-compute"),
    ],
)
def test_what_has_no_bound_is_refused(expression: str, rule: str) -> None:
    assert rules("{{ " + expression + " }}") == [rule]


@pytest.mark.parametrize(
    "step",
    [
        "n.x ~ n.x",
        "n.x + n.x",
        "[n.x, n.x] | join",
        "n.x | 写作('{}{}')",
        "n.x | replace('a', 'aa')",
        "[n.x, n.x] | 连接(n.x)",
        "'%s%s' % (n.x, n.x)",
        "n.x | indent(n.x, true)",
        "[[n.x]] | map('join', n.x) | first ~ n.x",
    ],
)
def test_a_text_that_doubles_in_each_turn_is_stopped(step: str) -> None:
    typed = "{% set n = namespace(x='a') %}{% for i in range(60) %}{% set n.x = " + step + " %}{% endfor %}"

    assert rules(typed) == ["fill.too-much"]


def test_a_list_that_doubles_in_each_turn_is_stopped_when_used() -> None:
    typed = "{% set n = namespace(x=[1]) %}{% for i in range(60) %}{% set n.x = [n.x, n.x] %}{% endfor %}{{ n.x }}"

    assert rules(typed) == ["fill.not-printable"]


@pytest.mark.parametrize(
    ("typed", "rule"),
    [
        ("{% include 'x' %}", "template.no-include"),
        ("{% import 'x' as y %}", "template.no-include"),
        ("{% from 'x' import y %}", "template.no-include"),
        ("{% extends 'x' %}", "template.no-include"),
        ("{% for a in [1] recursive %}{{ loop([1]) }}{% endfor %}", "template.call-of-python"),
        ("{% macro 宏() %}{{ 宏() }}{% endmacro %}{{ 宏() }}", "template.macro-recursion"),
        ("{" * 1000, "template.unclosed-tag"),
        ("{{" * 1000 + "}}" * 1000, "template.unclosed-tag"),
        ("{% if 1 %}" * 1000 + "x" + "{% endif %}" * 1000, "template.too-complex"),
        ("{{ " + "[" * 1000 + "]" * 1000 + " }}", "template.too-complex"),
        ("{{ " + "-" * 5000 + "1 }}", "template.too-complex"),
        ("{{ 1" + "+1" * 20000 + " }}", "template.too-complex"),
    ],
)
def test_what_reaches_elsewhere_or_nests_without_end_is_refused(typed: str, rule: str) -> None:
    assert rule in rules(typed)


@pytest.mark.parametrize(
    "value", ["{{ 甲.密 }}", "{% if 1 %}", "{# x #}", "{{r x }}", "｛｛ 甲.密 ｝｝", "</w:t>", "&#123;{ 甲.密 }}"]
)
def test_a_value_is_never_read_as_a_template(value: str) -> None:
    sheets = {"甲": {"文": value, "密": "秘密"}}

    assert lines("前{{ 甲.文 }}后", **sheets) == [f"前{value}后"]
    assert lines("{% macro 印(x) %}{{ x }}{% endmacro %}", "{% set y = 甲.文 %}{{ 印(y) }}", **sheets) == [value]


def test_nested_loops_are_bounded_in_time() -> None:
    loops = "".join(f"{{% for a{i} in range(10000) %}}" for i in range(4))

    assert rules(loops + "{{ a3 }}" + "{% endfor %}" * 4) == ["fill.too-much"]


def test_a_list_that_doubles_in_each_turn_is_stopped() -> None:
    typed = "{% set n = namespace(x=[1]) %}{% for i in range(60) %}{% set n.x = n.x + n.x %}{% endfor %}"

    assert rules(typed) == ["fill.too-much"]
