"""Jinja's filters, tests and functions, each filled as Jinja does."""

from typing import Any

from tests.corpus.builder import document
from tests.corpus.entry import DATA, Entry

_DATA = {**DATA, "乙": {"名": "水利局", "码": "a b"}, "丙": {}}


def _gives(key: str, tag: str, line: str, **more: Any) -> Entry:
    return Entry(key, key.replace("-", " "), document(tag), [line], data=_DATA, **more)


ENTRIES = (
    _gives("capitalize", "{{ 'abc' | capitalize }}", "Abc"),
    _gives("title", "{{ 'a b' | title }}", "A B"),
    _gives("truncate", "{{ '甲乙丙丁' | truncate(2, true, '…', 0) }}", "甲…"),
    _gives("wordcount", "{{ '一 二' | wordcount }}", "2"),
    _gives("wordwrap", "{{ '甲乙丙丁' | wordwrap(2) | replace('\\n', '/') }}", "甲乙/丙丁"),
    _gives("centred-text", "[{{ 'a' | center(5) }}]", "[  a  ]"),
    _gives("indent", "{{ '一\\n二' | indent(2, true) | replace('\\n', '/') }}", "  一/  二"),
    _gives("format", "{{ '%s个' | format(甲.数) }}", "3个"),
    _gives("format-of-places", "{{ '%.1f|%5d|%-4s|%02x' | format(2.25, 3, 'a', 10) }}", "2.3|    3|a   |0a"),
    _gives("percent-format", "{{ '%02d' % 3 }}", "03"),
    _gives("int", "{{ '3' | int + 1 }}", "4"),
    _gives("int-cuts-off", "{{ 2.7 | int }}{{ '-2.7' | int }}{{ 'x' | int(9) }}{{ 'ff' | int(0, 16) }}", "2-29255"),
    _gives("float", "{{ '3.5' | float }}", "3.5"),
    _gives(
        "float-of-a-whole-number", "{{ 3 | float }}", "3", also=["3.0"], reason="a number prints without zeros behind"
    ),
    _gives("min", "{{ [3, 1, 2] | min }}", "1"),
    _gives("max", "{{ [3, 1, 2] | max }}", "3"),
    _gives("row-with-the-most", "{{ (表 | max(attribute='数')).名 }}{{ (表 | min(attribute='数')).名 }}", "水库堤防"),
    _gives("sum-of-a-list", "{{ [1, 2] | sum(start=10) }}", "13"),
    _gives("join-of-a-column", "{{ 表 | join('、', attribute='名') }}", "堤防、泵站、水库"),
    _gives("select", "{{ [1, 2, 3] | select('odd') | join(',') }}", "1,3"),
    _gives("reject", "{{ [1, 2, 3] | reject('odd') | join(',') }}", "2"),
    _gives("select-what-is-there", "{{ [0, 1, '', 'a'] | select | join(',') }}", "1,a"),
    _gives("groupby", "{% for 组, 行 in 表 | groupby('源') %}{{ 组 }}{{ 行 | length }}{% endfor %}", "市1省2"),
    _gives(
        "groupby-by-names",
        "{% for 组 in 表 | groupby('源') %}{{ 组.grouper }}{% for 项 in 组.list %}{{ 项.名 }}{% endfor %}{% endfor %}",
        "市水库省堤防泵站",
    ),
    _gives("batch", "{% for 批 in [1, 2, 3] | batch(2) %}{{ 批 | join(',') }};{% endfor %}", "1,2;3;"),
    _gives(
        "batch-filled-up", "{% for 批 in [1, 2, 3] | batch(2, '无') %}{{ 批 | join(',') }};{% endfor %}", "1,2;3,无;"
    ),
    _gives("slice", "{% for 片 in [1, 2, 3] | slice(2) %}{{ 片 | join(',') }};{% endfor %}", "1,2;3;"),
    _gives(
        "slice-filled-up", "{% for 片 in [1, 2, 3] | slice(2, '无') %}{{ 片 | join(',') }};{% endfor %}", "1,2;3,无;"
    ),
    _gives("dictsort", "{% for 项, 值 in 乙 | dictsort %}{{ 项 }}{{ 值 }}{% endfor %}", "名水利局码a b"),
    _gives("dictsort-by-value", "{% for 项, 值 in 乙 | dictsort(by='value') %}{{ 项 }}{% endfor %}", "码名"),
    _gives("items", "{% for 项, 值 in 乙 | items %}{{ 项 }}{{ 值 }}{% endfor %}", "名水利局码a b"),
    _gives("sort-by-two-columns", "{{ 表 | sort(attribute='源,名') | map(attribute='名') | join }}", "水库堤防泵站"),
    _gives("sort-from-the-end", "{{ 表 | sort(true, attribute='源') | map(attribute='名') | join }}", "堤防泵站水库"),
    _gives("sort-whatever-the-case", "{{ ['b', 'A', 'c'] | sort | join }}", "Abc"),
    _gives("unique-by-column", "{{ 表 | unique(attribute='源') | map(attribute='名') | join }}", "堤防水库"),
    _gives("urlencode", "{{ 乙.码 | urlencode }}", "a%20b"),
    _gives("striptags", "{{ '<b>x</b>' | striptags }}", "x"),
    _gives("filesizeformat", "{{ 1234567 | filesizeformat }}", "1.2 MB"),
    _gives("filesizeformat-binary", "{{ 2048 | filesizeformat(true) }}", "2.0 KiB"),
    _gives("trim-of-signs", "{{ '--x-' | trim('-') }}", "x"),
    _gives("replace-once", "{{ 'aaa' | replace('a', 'b', 1) }}", "baa"),
    _gives("forceescape", "{{ 'x' | forceescape }}", "x"),
    _gives("reverse-of-a-text", "{{ 'abc' | reverse }}", "cba"),
    _gives("length-of-a-record", "{{ 乙 | length }}", "2"),
    _gives("map-with-a-filter", "{{ 表 | map(attribute='名') | map('upper') | join }}", "堤防泵站水库"),
    _gives("map-with-arguments", "{{ [1.25, 2.75] | map('round', 1, 'floor') | join(',') }}", "1.2,2.7"),
    _gives("map-with-default", "{{ [{'a': 1}, {}] | map(attribute='a', default='无') | join(',') }}", "1,无"),
    _gives("rounding-down", "{{ 2.345 | round(2, 'floor') }}", "2.34"),
    _gives("rounding-up", "{{ 2.341 | round(2, 'ceil') }}", "2.35"),
    _gives("rounding-an-amount", "{{ 甲.额 | round(1) }}", "258.9"),
    _gives("rounding-to-tens", "{{ 1234 | round(-1) }}", "1230"),
    _gives("power", "{{ 2 ** 3 }}", "8"),
    _gives("lists-added", "{% set x = [1, 2] + [3] %}{{ x | length }}", "3"),
    _gives(
        "list-gathered-in-a-loop",
        "{% set n = namespace(列=[]) %}{% for 项 in 表 if 项.源 == '省' %}{% set n.列 = n.列 + [项.名] %}{% endfor %}{{ n.列 | join('、') }}",
        "堤防、泵站",
    ),
    _gives("dict", "{% set d = dict(a=1, b='x') %}{{ d.a }}{{ d['b'] }}", "1x"),
    _gives("is-integer", "{% if 甲.数 is integer %}整{% endif %}", "整"),
    _gives("is-float", "{% if 2.5 is float and 2 is not float %}小数{% endif %}", "小数"),
    _gives("is-boolean", "{% if true is boolean and 1 is not boolean %}真假{% endif %}", "真假"),
    _gives("is-iterable", "{% if 表 is iterable %}列{% endif %}", "列"),
    _gives("is-mapping", "{% if 甲 is mapping and 表 is not mapping %}表{% endif %}", "表"),
    _gives("is-sequence", "{% if 表 is sequence %}列{% endif %}", "列"),
    _gives("is-true", "{% if true is true and false is false and 1 is not true %}真{% endif %}", "真"),
    _gives("is-lower", "{% if 'a' is lower and 'A' is upper %}小{% endif %}", "小"),
    _gives("is-sameas", "{% if 甲.数 is sameas(3) and 甲.数 is not sameas('3') %}同{% endif %}", "同"),
    _gives("is-callable", "{% if 甲.名 is callable %}函数{% else %}值{% endif %}", "值"),
    _gives("is-in", "{% if '水' is in(甲.名) %}有{% endif %}", "有"),
    _gives("is-none", "{% if none is none %}无{% endif %}", "无"),
    _gives(
        "turn-before-and-after",
        "{% for 项 in 表 %}{{ loop.previtem.名 if loop.previtem is defined }}<{{ 项.名 }}>{% if loop.nextitem %}{{ loop.nextitem.名 }}{% endif %};{% endfor %}",
        "<堤防>泵站;堤防<泵站>水库;泵站<水库>;",
    ),
    _gives(
        "depth-of-a-loop",
        "{% for a in [1] %}{{ loop.depth }}{% for b in [1] %}{{ loop.depth0 }}{% endfor %}{% endfor %}",
        "10",
    ),
    _gives("guarded-by-is-defined", "{% if 甲.别名 is defined %}{{ 甲.别名 }}{% endif %}末", "末"),
    _gives("guarded-by-is-not-defined", "{% if 甲.别名 is not defined %}无{% else %}{{ 甲.别名 }}{% endif %}", "无"),
    _gives("guarded-in-a-choice", "{{ 甲.别名 if 甲.别名 is defined else '无' }}", "无"),
    _gives("guarded-with-and", "{% if 甲.别名 is defined and 甲.别名 > 1 %}{{ 甲.别名 }}{% endif %}末", "末"),
    _gives("guarded-sheet", "{% if 丁 is defined %}{% for 项 in 丁 %}{{ 项.名 }}{% endfor %}{% endif %}末", "末"),
    _gives(
        "guarded-column",
        "{% for 项 in 表 %}{% if 项.别 is defined %}{{ 项.别 }}{% endif %}{{ 项.名 }}{% endfor %}",
        "堤防泵站水库",
    ),
    _gives("attr-of-a-record", "{{ 甲 | attr('名') }}", "水利局"),
)
