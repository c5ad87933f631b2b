"""Templates come from others: what reaches out, runs on or blows up does no harm. And packages that are no templates."""

from selfeval.ooxml.guard import unpack
from selfeval.ooxml.zipped import write_zip
from tests.corpus.builder import Xml, document, field, p
from tests.corpus.entry import Entry

_FIRST = "正文第1段"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _tag(tag: str, rule: str, *more: str, key: str, title: str, **options: object) -> Entry:
    rules = [(_FIRST, name) for name in (rule, *more)]
    return Entry(key, title, document(tag), refused=rules, harmful=True, **options)  # type: ignore[arg-type]


def _related(kind: str, target: str) -> bytes:
    """A package with a further relationship to something outside."""
    parts = dict(unpack(document("{{ 甲.名 }}", links={1: "http://example.org/"}), ".docx"))
    name = "word/_rels/document.xml.rels"
    new = f'<Relationship Id="rId9" Type="{_OFFICE}/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
    return write_zip({**parts, name: parts[name].replace(b"</Relationships>", new.encode())})


def _with_doctype() -> bytes:
    parts = dict(unpack(document("{{ 甲.名 }}"), ".docx"))
    body = parts["word/document.xml"].replace(b"<w:document", b'<!DOCTYPE x [<!ENTITY a "b">]><w:document', 1)
    return write_zip({**parts, "word/document.xml": body})


def _with_macro() -> bytes:
    parts = dict(unpack(document("{{ 甲.名 }}"), ".docx"))
    return write_zip({**parts, "word/vbaProject.bin": b"x"})


ENTRIES = (
    _tag("{{ ''.__class__.__mro__ }}", "fill.no-such-item", key="class", title="__class__"),
    _tag("{{ 甲['__class__'] }}", "template.unknown-name", key="class-in-brackets", title="['__class__']"),
    _tag(
        "{{ cycler.__init__.__globals__.os.popen('echo run').read() }}",
        "template.unknown-function",
        "template.unknown-name",
        key="shell-command",
        title="a shell command",
    ),
    _tag(
        "{% for x in range(10**12) %}{{ x }}{% endfor %}",
        "fill.wrong-argument",
        key="endless-range",
        title="range(10**12)",
    ),
    _tag(
        "{% for x in range(1000000000000) %}{{ x }}{% endfor %}",
        "fill.wrong-argument",
        key="long-range",
        title="range of twelve digits",
    ),
    _tag(
        "{% for a in range(9999) %}{% for b in range(9999) %}{{ b }}{% endfor %}{% endfor %}",
        "fill.too-much",
        key="nested-ranges",
        title="a hundred million turns",
    ),
    _tag("{{ 'a' * 10000000000 }}", "fill.cannot-compute", key="long-text", title="'a' * 10**10"),
    _tag("{{ '%999999999d' % 1 }}", "fill.wrong-argument", key="wide-format", title="'%999999999d' % 1"),
    _tag("{{ 'a'.center(1000000000) }}", "template.call-of-python", key="center", title="center(10**9)"),
    _tag("{{ 'a' | center(1000000000) }}", "fill.wrong-argument", key="center-filter", title="| center(10**9)"),
    _tag("{{ 9 ** (9 ** 9) }}", "fill.wrong-argument", key="tower", title="9 ** (9 ** 9)"),
    _tag("{% include 'x' %}", "template.no-include", key="include", title="{% include %}"),
    _tag("{% import 'x' as y %}", "template.no-include", key="import", title="{% import %}"),
    _tag(
        "{% for x in 表 recursive %}{{ loop(表) }}{% endfor %}",
        "template.unsupported-tag",
        "template.call-of-python",
        key="recursion",
        title="a recursive loop without end",
    ),
    _tag(
        "{{ " + "(" * 1000 + "1" + ")" * 1000 + " }}",
        "template.too-complex",
        key="deep-brackets",
        title="a thousand brackets",
    ),
    _tag("{" * 1000, "template.unclosed-tag", key="thousand-braces", title="a thousand opened braces"),
    _tag("{{ " + "9" * 5000 + " }}", "template.too-complex", key="long-number", title="a number of 5,000 digits"),
    Entry(
        "dde-field",
        "a DDE field",
        document(p(field(" DDEAUTO c:\\x ", "{{ 甲.名 }}"))),
        refused=[("正文", "template.field")],
    ),
    Entry(
        "includetext-field",
        "an INCLUDETEXT field",
        document(p(field(' INCLUDETEXT "c:\\x" ', "{{ 甲.名 }}"))),
        refused=[("正文", "template.field")],
    ),
    Entry(
        "field-from-a-value",
        "a value that makes a field dangerous",
        document(p(Xml('<w:fldSimple w:instr="{{ 甲.文 }}"/>'))),
        refused=[("正文", "template.field")],
        data={"甲": {"文": "DDEAUTO c:\\x"}},
    ),
    Entry(
        "remote-picture",
        "a picture elsewhere",
        _related("image", "http://example.org/a.png"),
        refused=[("正文", "template.external")],
    ),
    Entry(
        "external-template",
        "a template elsewhere",
        _related("attachedTemplate", "http://example.org/a.dotm"),
        refused=[("正文", "template.external")],
    ),
    Entry("macro", "a macro", _with_macro(), refused=[("word/vbaProject.bin", "template.macro")]),
    Entry("doctype", "a DOCTYPE", _with_doctype(), refused=[("正文", "file.doctype")]),
)
