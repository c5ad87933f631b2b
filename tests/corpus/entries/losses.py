"""What docxtpl loses without a word: text beside block tags, what stands behind a bad character, and so on."""

from tests.corpus.builder import Xml, document, p, run, table
from tests.corpus.entry import Entry

_FIRST = "正文第1段"


def _value(text: str) -> dict[str, dict[str, str]]:
    return {"甲": {"文": text}}


ENTRIES = (
    Entry(
        "text-beside-p",
        "text beside {%p if %}",
        document("留下 {%p if 甲.数 %}", "印", "{%p endif %}"),
        refused=[(_FIRST, "template.text-beside-tag")],
    ),
    Entry(
        "text-behind-p",
        "text behind {%p endif %}",
        document("{%p if 甲.数 %}", "印", "{%p endif %} 留下"),
        refused=[("正文第3段", "template.text-beside-tag")],
    ),
    Entry(
        "two-p-in-one-paragraph",
        "two {%p %} in one paragraph",
        document("{%p if 甲.数 %}{%p if 甲.空 %}", "印", "{%p endif %}", "{%p endif %}"),
        refused=[(_FIRST, "template.text-beside-tag")] * 2,
    ),
    Entry(
        "value-beside-p",
        "a value beside {%p for %}",
        document("{{ 甲.名 }}{%p for 项 in 表 %}", "{{ 项.名 }}", "{%p endfor %}"),
        refused=[(_FIRST, "template.text-beside-tag")],
    ),
    Entry(
        "footnote-beside-p",
        "a picture or note beside {%p if %}",
        document(
            p("{%p if 甲.数 %}", Xml('<w:r><w:footnoteReference w:id="1"/></w:r>')),
            "印",
            "{%p endif %}",
            footnotes=p("注"),
        ),
        refused=[(_FIRST, "template.text-beside-tag")],
    ),
    Entry(
        "text-beside-tr",
        "text in another cell of a {%tr for %} row",
        document(table(["{%tr for 项 in 表 %}", "留下"], ["{{ 项.名 }}", ""], ["{%tr endfor %}", ""]), ""),
        refused=[("正文表1第1行第1列", "template.text-beside-tag")],
    ),
    Entry(
        "text-beside-tc",
        "text beside {%tc for %}",
        document(table(["留下 {%tc for 项 in 表 %}", "{{ 项.名 }}", "{%tc endfor %}"]), ""),
        refused=[("正文表1第1行第1列", "template.text-beside-tag")],
    ),
    Entry(
        "text-beside-r",
        "text in the run of {%r if %}",
        document(p("前{%r if 甲.数 %}", run("中", "<w:b/>"), "{%r endif %}后")),
        ["前‹b›中‹/›后"],
    ),
    Entry(
        "text-beside-join",
        "text before {%- %} in its paragraph",
        document("甲", "留下{%- if 甲.数 %}乙{% endif %}"),
        ["甲留下乙"],
    ),
    Entry(
        "bell",
        "the character BEL in a value",
        document("{{ 甲.文 }}后"),
        refused=[(_FIRST, "fill.illegal-character")],
        data=_value("a\x07b"),
    ),
    Entry(
        "form-feed",
        "a form feed in a value",
        document("{{ 甲.文 }}后"),
        refused=[(_FIRST, "fill.illegal-character")],
        data=_value("a\x0cb"),
    ),
    Entry(
        "vertical-tab",
        "a vertical tab in a value",
        document("{{ 甲.文 }}后"),
        refused=[(_FIRST, "fill.illegal-character")],
        data=_value("a\x0bb"),
    ),
    Entry(
        "nul",
        "NUL in a value",
        document("{{ 甲.文 }}后"),
        refused=[(_FIRST, "fill.illegal-character")],
        data=_value("a\x00b"),
    ),
    Entry(
        "not-a-character",
        "U+FFFE in a value",
        document("{{ 甲.文 }}后"),
        refused=[(_FIRST, "fill.illegal-character")],
        data=_value("a\ufffeb"),
    ),
    Entry(
        "lone-surrogate",
        "a lone surrogate in a value",
        document("{{ 甲.文 }}后", "其后"),
        refused=[(_FIRST, "fill.illegal-character")],
        data=_value("a\ud800b"),
    ),
    Entry(
        "astral", "a character beyond U+FFFF in a value", document("{{ 甲.文 }}后"), ["𠮷野家后"], data=_value("𠮷野家")
    ),
    Entry(
        "separators",
        "U+2028 and a zero-width space in a value",
        document("{{ 甲.文 }}"),
        ["a\u2028b\u200bc"],
        data=_value("a\u2028b\u200bc"),
    ),
    Entry("next-line", "U+0085 in a value", document("{{ 甲.文 }}"), ["a\u0085b"], data=_value("a\u0085b")),
    Entry(
        "carriage-return",
        "a carriage return in a value",
        document("前{{ 甲.文 }}"),
        ["前一⏎二⏎三"],
        data=_value("一\r\n二\r三"),
    ),
    Entry(
        "docxtpl-escapes",
        "what docxtpl takes for escaped braces",
        document("{{ 甲.文 }}与{_{ 甲 }_}"),
        ["{_{ a }_}与{_{ 甲 }_}"],
        data=_value("{_{ a }_}"),
    ),
    Entry(
        "listing-signs-in-text",
        "a tab and a break in the template's own text",
        document(p("左", Xml("<w:r><w:tab/></w:r>"), "{{ 甲.数 }}", Xml("<w:r><w:br/></w:r>"), "右")),
        ["左⇥3⏎右"],
    ),
)
