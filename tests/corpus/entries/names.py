"""Names, filters, tests and functions nobody knows; blocks that are not whole; values that do not fit."""

from tests.corpus.builder import document
from tests.corpus.entry import Entry

_FIRST = "正文第1段"

ENTRIES = (
    Entry(
        "unknown-name", "an unknown name", document("单位：{{ 甲.名字 }}"), refused=[(_FIRST, "template.unknown-name")]
    ),
    Entry(
        "unknown-name-mark",
        "the same, undefined='mark'",
        document("单位：{{ 甲.名字 }}。"),
        ["单位：‹color FF0000›〔待填：甲.名字〕‹/›。"],
        mode="mark",
    ),
    Entry(
        "unknown-name-blank",
        "the same, undefined='blank'",
        document("单位：{{ 甲.名字 }}。"),
        ["单位：。"],
        mode="blank",
    ),
    Entry(
        "unknown-sheet",
        "a name of an unknown sheet",
        document("{{ 乙.名 }}"),
        refused=[(_FIRST, "template.unknown-name")],
    ),
    Entry(
        "unknown-sheet-blank",
        "the same, undefined='blank'",
        document("前{{ 乙.名 }}后"),
        ["前后"],
        mode="blank",
    ),
    Entry(
        "unknown-sheet-mark",
        "the same, undefined='mark'",
        document("前{{ 乙.名 }}后"),
        ["前‹color FF0000›〔待填：乙.名〕‹/›后"],
        mode="mark",
    ),
    Entry(
        "unknown-in-condition",
        "an unknown name in a condition",
        document("{% if 甲.没有 %}有{% else %}无{% endif %}"),
        refused=[(_FIRST, "template.unknown-name")],
        meant=["无"],
        reason='undefined="blank" restores it; or ask with `is defined`',
    ),
    Entry(
        "unknown-in-condition-blank",
        "the same, undefined='blank'",
        document("{% if 甲.没有 %}有{% else %}无{% endif %}"),
        ["无"],
        mode="blank",
    ),
    Entry(
        "unknown-in-branch",
        "an unknown name in a branch that is not taken",
        document("{% if 甲.空 %}{{ 甲.没有 }}{% endif %}印"),
        refused=[(_FIRST, "template.unknown-name")],
        meant=["印"],
        reason='undefined="blank" restores it; else the fault would show only with other values',
    ),
    Entry(
        "unknown-in-loop",
        "a loop over an unknown name",
        document("{% for 项 in 没有 %}{{ 项 }}{% endfor %}末"),
        refused=[(_FIRST, "template.unknown-name")],
        meant=["末"],
        reason='undefined="blank" restores it',
    ),
    Entry(
        "unknown-column",
        "an unknown column in a loop, beside a known one",
        document("{%p for 项 in 表 %}", "{{ 项.名 }}{{ 项.金额 }}", "{%p endfor %}"),
        refused=[("正文第2段", "template.unknown-name")],
    ),
    Entry("is-defined", "is defined", document("{% if 甲.没有 is defined %}有{% else %}无{% endif %}"), ["无"]),
    Entry("default-of-unknown", "default of an unknown name", document("{{ 甲.没有 | default('—') }}"), ["—"]),
    Entry(
        "column-outside-a-loop",
        "a column of a table outside a loop",
        document("合计：{{ 表.数 }}"),
        refused=[(_FIRST, "template.column-outside-loop")],
    ),
    Entry(
        "all-in-one-pass",
        "several faults in one template",
        document("{{ 甲.名字 }}", "{{ 甲.名 | 大写 }}", "{% 如果 %}", "{{ 甲.名"),
        refused=[
            ("正文第4段", "template.unclosed-tag"),
            ("正文第3段", "template.unknown-tag"),
            ("正文第2段", "template.unknown-filter"),
            ("正文第1段", "template.unknown-name"),
        ],
    ),
    Entry(
        "unknown-filter",
        "an unknown filter",
        document("{{ 甲.名 | 没有 }}"),
        refused=[(_FIRST, "template.unknown-filter")],
    ),
    Entry(
        "unknown-test", "an unknown test", document("{{ 甲.名 is 没有 }}"), refused=[(_FIRST, "template.unknown-test")]
    ),
    Entry(
        "unknown-function",
        "an unknown function",
        document("{{ 没有(1) }}"),
        refused=[(_FIRST, "template.unknown-function")],
    ),
    Entry("unknown-tag", "an unknown statement", document("{% 没有 %}"), refused=[(_FIRST, "template.unknown-tag")]),
    Entry(
        "unclosed-tag",
        "a tag without its end",
        document("甲{{ 甲.名", "乙"),
        refused=[(_FIRST, "template.unclosed-tag")],
    ),
    Entry(
        "tag-over-paragraphs",
        "a tag that begins in one paragraph and ends in the next",
        document("{{ 甲.", "名 }}"),
        refused=[(_FIRST, "template.unclosed-tag")],
    ),
    Entry(
        "unclosed-block",
        "a block without its end",
        document("{%p if 甲.数 %}", "甲"),
        refused=[(_FIRST, "template.unclosed-block")],
    ),
    Entry("stray-end", "an end without its block", document("甲{% endif %}"), refused=[(_FIRST, "template.stray-end")]),
    Entry(
        "crossed-blocks",
        "blocks that cross",
        document("{% for 项 in 表 %}{% if 1 %}甲{% endfor %}{% endif %}"),
        refused=[(_FIRST, "template.unclosed-block"), (_FIRST, "template.stray-end")],
    ),
    Entry(
        "crossed-levels",
        "a block that opens within a run's text and ends with p",
        document("甲{% if 甲.数 %}乙", "丙", "{%p endif %}"),
        refused=[("正文第3段", "template.crossed-block")],
    ),
    Entry("bad-syntax", "a bracket that never closes", document("{{ (甲.数 }}"), refused=[(_FIRST, "template.syntax")]),
    Entry("empty-tag", "a tag that says nothing", document("{{ }}"), refused=[(_FIRST, "template.syntax")]),
    Entry(
        "division-by-zero",
        "a division by zero",
        document("{{ 甲.数 / 0 }}"),
        refused=[(_FIRST, "fill.division-by-zero")],
    ),
    Entry(
        "text-added-to-number",
        "a number added to a text",
        document("{{ 甲.名 + 1 }}"),
        refused=[(_FIRST, "fill.cannot-compute")],
    ),
    Entry(
        "text-compared",
        "a text compared with a number",
        document("{{ 甲.名 > 1 }}"),
        refused=[(_FIRST, "fill.cannot-compute")],
    ),
    Entry("table-printed", "a whole table printed", document("{{ 表 }}"), refused=[(_FIRST, "fill.not-printable")]),
    Entry("sheet-printed", "a whole sheet printed", document("{{ 甲 }}"), refused=[(_FIRST, "fill.not-printable")]),
    Entry(
        "loop-over-a-number",
        "a loop over a number",
        document("{% for x in 甲.数 %}{{ x }}{% endfor %}"),
        refused=[(_FIRST, "fill.not-a-list")],
    ),
    Entry(
        "attribute-of-a-text",
        "a name behind a text",
        document("{{ 甲.名.长 }}"),
        refused=[(_FIRST, "fill.no-such-item")],
    ),
    Entry(
        "method-not-called",
        "items of a sheet that has no such label",
        document("{{ 甲.items }}"),
        refused=[(_FIRST, "template.unknown-name")],
    ),
)
