"""What Jinja has and selfeval's templates lack: each refused with its place."""

from tests.corpus.builder import document
from tests.corpus.entry import DATA, Entry

_FILTER, _TEST = "template.unknown-filter", "template.unknown-test"
_REASON = "not in the list of filters and tests yet"
_DATA = {**DATA, "乙": {"名": "水利局"}}


def _lacks(key: str, tag: str, meant: str, rule: str = _FILTER, *, reason: str = _REASON) -> Entry:
    refused = [("正文第1段", rule)]
    return Entry(key, key.replace("-", " "), document(tag), refused=refused, meant=[meant], data=_DATA, reason=reason)


ENTRIES = (
    _lacks("capitalize", "{{ 'abc' | capitalize }}", "Abc"),
    _lacks("title", "{{ 'a b' | title }}", "A B"),
    _lacks("truncate", "{{ '甲乙丙丁' | truncate(2, true, '…', 0) }}", "甲…"),
    _lacks("wordcount", "{{ '一 二' | wordcount }}", "2"),
    _lacks("format", "{{ '%s个' | format(甲.数) }}", "3个"),
    _lacks("int", "{{ '3' | int + 1 }}", "4"),
    _lacks("float", "{{ '3.5' | float }}", "3.5"),
    _lacks("min", "{{ [3, 1, 2] | min }}", "1"),
    _lacks("max", "{{ [3, 1, 2] | max }}", "3"),
    _lacks("select", "{{ [1, 2, 3] | select('odd') | join(',') }}", "1,3"),
    _lacks("reject", "{{ [1, 2, 3] | reject('odd') | join(',') }}", "2"),
    _lacks("groupby", "{% for 组, 行 in 表 | groupby('源') %}{{ 组 }}{{ 行 | length }}{% endfor %}", "市1省2"),
    _lacks("batch", "{% for 批 in [1, 2, 3] | batch(2) %}{{ 批 | join(',') }};{% endfor %}", "1,2;3;"),
    _lacks("slice", "{% for 片 in [1, 2, 3] | slice(2) %}{{ 片 | join(',') }};{% endfor %}", "1,2;3;"),
    _lacks("dictsort", "{% for 项, 值 in 乙 | dictsort %}{{ 项 }}{{ 值 }}{% endfor %}", "名水利局"),
    _lacks("items", "{% for 项, 值 in 乙 | items %}{{ 项 }}{{ 值 }}{% endfor %}", "名水利局"),
    _lacks("tojson", "{{ [1, 2] | tojson }}", "[1, 2]"),
    _lacks("urlencode", "{{ 'a b' | urlencode }}", "a%20b"),
    _lacks("striptags", "{{ '<b>x</b>' | striptags }}", "x"),
    _lacks("indent", "{{ 'x' | indent(2) }}", "x"),
    _lacks("filesizeformat", "{{ 1234567 | filesizeformat }}", "1.2 MB"),
    _lacks("safe", "{{ 'x' | safe }}", "x", reason="every value is escaped, always; leave the filter out"),
    _lacks("reverse-of-a-text", "{{ 'abc' | reverse }}", "cba", "fill.not-printable"),
    _lacks(
        "map-with-a-filter", "{{ 表 | map(attribute='名') | map('upper') | join }}", "堤防泵站水库", "fill.no-such-item"
    ),
    _lacks("rounding-down", "{{ 2.345 | round(2, 'floor') }}", "2.34", "fill.failed"),
    _lacks("is-integer", "{% if 甲.数 is integer %}整{% endif %}", "整", _TEST),
    _lacks("is-iterable", "{% if 表 is iterable %}列{% endif %}", "列", _TEST),
    _lacks("is-mapping", "{% if 甲 is mapping %}表{% endif %}", "表", _TEST),
    _lacks("is-sequence", "{% if 表 is sequence %}列{% endif %}", "列", _TEST),
    _lacks("is-true", "{% if true is true %}真{% endif %}", "真", _TEST),
    _lacks("is-lower", "{% if 'a' is lower %}小{% endif %}", "小", _TEST),
    _lacks("is-sameas", "{% if 甲.数 is sameas(3) %}同{% endif %}", "同", _TEST),
    _lacks(
        "guarded-by-is-defined",
        "{% if 甲.别名 is defined %}{{ 甲.别名 }}{% endif %}末",
        "末",
        "template.unknown-name",
        reason="the condition is not followed into its branch yet; write default",
    ),
    _lacks(
        "loop-over-the-labels-of-a-sheet",
        "{% for 项 in 乙 %}{{ 项 }}{% endfor %}",
        "名",
        "fill.not-a-list",
        reason="a sheet is no list; name the values",
    ),
    _lacks("power", "{{ 2 ** 3 }}", "8", "fill.no-operator", reason="bounded arithmetic: + - * / // % only"),
    _lacks(
        "lists-added",
        "{% set x = [1, 2] + [3] %}{{ x | length }}",
        "3",
        "fill.cannot-compute",
        reason="+ adds numbers and texts",
    ),
    _lacks(
        "percent-format",
        "{{ '%02d' % 3 }}",
        "03",
        "fill.cannot-compute",
        reason="% is the remainder; values print by their type",
    ),
    _lacks(
        "texts-compared",
        "{{ '甲' if '10' < '9' else '乙' }}",
        "甲",
        "fill.cannot-compute",
        reason="texts have no order; compare numbers",
    ),
)
