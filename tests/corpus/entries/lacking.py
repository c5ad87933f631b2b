"""What docxtpl fills and selfeval refuses on purpose: each with its place and the edit that restores it."""

from tests.corpus.builder import document
from tests.corpus.entry import DATA, Entry

_DATA = {**DATA, "乙": {"名": "水利局"}}


def _refuses(key: str, tag: str, meant: str, rules: str | tuple[str, ...], reason: str) -> Entry:
    refused = [("正文第1段", rule) for rule in ([rules] if isinstance(rules, str) else rules)]
    return Entry(key, key.replace("-", " "), document(tag), refused=refused, meant=[meant], data=_DATA, reason=reason)


ENTRIES = (
    _refuses(
        "safe", "{{ 'x' | safe }}", "x", "template.no-safe", "every value is escaped, always; leave the filter out"
    ),
    _refuses(
        "random", "{{ [1] | random }}", "1", "template.no-random", "the same values always give the same document"
    ),
    _refuses("tojson", "{{ [1, 2] | tojson }}", "[1, 2]", "template.no-code", "a report is no program; join the list"),
    _refuses(
        "autoescape",
        "{% autoescape true %}{{ 'x' }}{% endautoescape %}",
        "x",
        ("template.no-autoescape",) * 2,
        "every value is escaped, always; delete the two tags",
    ),
    _refuses(
        "block",
        "{% block 段 %}x{% endblock %}",
        "x",
        ("template.no-block",) * 2,
        "a template is one file; delete the two tags",
    ),
    _refuses(
        "joiner",
        "{% set 顿 = joiner('、') %}{% for 项 in 表 %}{{ 顿() }}{{ 项.名 }}{% endfor %}",
        "堤防、泵站、水库",
        ("template.call-of-python", "template.unknown-function"),
        "nothing of Python is called; write {{ '、' if not loop.first }}",
    ),
    _refuses(
        "cycler",
        "{% set 轮 = cycler('单', '双') %}{% for 项 in 表 %}{{ 轮.next() }}{% endfor %}",
        "单双单",
        ("template.call-of-python", "template.unknown-function"),
        "nothing of Python is called; write {{ loop.cycle('单', '双') }}",
    ),
    _refuses(
        "int-of-a-word",
        "{{ '三' | int }}",
        "0",
        "fill.wrong-argument",
        "a 0 that nobody typed would be a lie; int(0) gives it",
    ),
    _refuses(
        "loop-over-the-labels-of-a-sheet",
        "{% for 项 in 乙 %}{{ 项 }}{% endfor %}",
        "名",
        "fill.not-a-list",
        "a sheet is no list; write 乙 | items",
    ),
    _refuses(
        "texts-compared",
        "{{ '甲' if '10' < '9' else '乙' }}",
        "甲",
        "fill.wrong-argument",
        "10 before 9 is nearly always a fault; make numbers of the texts with float",
    ),
)
