"""What Word's autocorrect and a Chinese keyboard make of a tag."""

from tests.corpus.builder import document, p
from tests.corpus.entry import Entry

_QUOTES = {"甲": {"名": "水利局", "空": None, "“三公”经费": 5}}

ENTRIES = (
    Entry("full-width-braces", "full-width braces", document("｛｛ 甲.名 ｝｝"), ["水利局"]),
    Entry("full-width-one-brace", "one brace of each width", document("{｛ 甲.名 ｝}"), ["水利局"]),
    Entry(
        "full-width-percent",
        "full-width braces and percent signs",
        document("｛％ if 甲.数 ％｝有｛％ else ％｝无｛％ endif ％｝"),
        ["有"],
    ),
    Entry("full-width-comment", "a full-width comment", document("前｛＃ 说明 ＃｝后"), ["前后"]),
    Entry("full-width-p", "a full-width {%p %}", document("｛％p if 甲.数 ％｝", "印", "｛％p endif ％｝"), ["印"]),
    Entry("full-width-spaces", "full-width spaces in a tag", document("{{　甲.名　}}"), ["水利局"]),
    Entry("full-width-bar", "a full-width ｜", document("{{ 甲.空 ｜ default('无', true) }}"), ["无"]),
    Entry("full-width-comma", "a full-width comma", document("{{ 甲.空 | default('无'， true) }}"), ["无"]),
    Entry(
        "full-width-brackets-of-a-call",
        "full-width （ ） of a call",
        document("{{ 甲.空 | default（'无', true） }}"),
        ["无"],
    ),
    Entry(
        "full-width-operators", "full-width signs", document("{% if 甲.数 ＞ 2 %}{{ 甲.数 ＋ 1 }}{% endif %}"), ["4"]
    ),
    Entry("full-width-square", "full-width square brackets", document("{{ 表［0］.名 }}"), ["堤防"]),
    Entry("full-width-equals", "full-width ＝＝", document("{{ '是' if 甲.数 ＝＝ 3 else '否' }}"), ["是"]),
    Entry("no-break-space", "a no-break space in a tag", document("{{\u00a0甲.名\u00a0}}"), ["水利局"]),
    Entry("curly-double", "“ ” around a literal", document("{{ “文” ~ 甲.名 }}"), ["文水利局"]),
    Entry("curly-single", "‘ ’ around a literal", document("{{ ‘文’ ~ 甲.名 }}"), ["文水利局"]),
    Entry(
        "curly-in-brackets",
        "“ ” around a name that has them too",
        document("{{ 甲[““三公”经费”] }}"),
        ["5"],
        data=_QUOTES,
    ),
    Entry("curly-both-closing", "two ” around a literal", document("{{ ”文” ~ 甲.名 }}"), ["文水利局"]),
    Entry("curly-in-condition", "“ ” in a condition", document("{% if 甲.名 == “水利局” %}对{% endif %}"), ["对"]),
    Entry(
        "full-width-in-a-literal",
        "full-width signs inside a literal stay",
        document("{{ ['甲', '乙'] | join('，') }}{{ '｜｛｛（' }}"),
        ["甲，乙｜｛｛（"],
    ),
    Entry(
        "full-width-in-text",
        "full-width signs beside a tag stay",
        document("（{{ 甲.名 }}，｛甲｝）"),
        ["（水利局，｛甲｝）"],
    ),
    Entry(
        "full-width-in-a-value",
        "a value of full-width braces",
        document("{{ 甲.文 }}"),
        ["｛｛ 甲.名 ｝｝"],
        data={"甲": {"文": "｛｛ 甲.名 ｝｝"}},
    ),
    Entry(
        "full-width-split", "full-width braces split over runs", document(p("｛", "｛ 甲", ".名 ｝", "｝")), ["水利局"]
    ),
    Entry(
        "bracket-after-a-dot",
        "a bare （ after a dot",
        document("{{ 甲.因公出国（境）费 }}"),
        refused=[("正文第1段", "template.syntax")],
        data={"甲": {"因公出国（境）费": 5}},
    ),
    Entry(
        "name-of-another-width",
        "a name typed in another width",
        document("{{ 甲.Ａ项 }}"),
        ["5"],
        data={"甲": {"A项": 5}},
    ),
)
