"""``{{ }}`` and ``{# #}``: values, their looks, their line breaks, their signs."""

from decimal import Decimal

from tests.corpus.builder import document, p, run, table
from tests.corpus.entry import Entry

BOLD, CENTRED = "<w:b/>", '<w:jc w:val="center"/>'

ENTRIES = (
    Entry("print-a-value", "a value", document("单位：{{ 甲.名 }}。"), ["单位：水利局。"]),
    Entry("print-several", "several values in one paragraph", document("{{ 甲.名 }}{{ 甲.数 }}个"), ["水利局3个"]),
    Entry("print-an-amount", "an amount", document("{{ 甲.额 }}万元"), ["258.90万元"]),
    Entry("print-a-blank", "a blank", document("前{{ 甲.空 }}后"), ["前后"]),
    Entry("print-a-sum", "whole numbers added", document("{{ 甲.数 + 1 }}"), ["4"]),
    Entry("comment", "a comment", document("前{# 说明 #}后"), ["前后"]),
    Entry(
        "split-over-runs",
        "a tag split over runs",
        document(p("前{", "{ 甲", ".名", " }", "}后")),
        ["前水利局后"],
    ),
    Entry(
        "look-of-the-run",
        "a value takes the look of the run its tag stands in",
        document(p("单位：", run("{{ 甲.名 }}", BOLD), "。")),
        ["单位：‹b›水利局‹/›。"],
    ),
    Entry(
        "look-of-the-name",
        "only the name is bold, the braces are not: the value is bold",
        document(p("{{ ", run("甲.名", BOLD), " }}。")),
        ["‹b›水利局‹/›。"],
    ),
    Entry(
        "look-of-an-open-brace",
        "the first brace is bold, the name is not: the value is not",
        document(p(run("前{", BOLD), "{ 甲.名 }}。")),
        ["‹b›前‹/›水利局。"],
    ),
    Entry(
        "line-break-alone",
        "a line break in a value that is all of its paragraph",
        document(p("{{ 甲.段 }}", look=CENTRED)),
        ["‹jc center›第一段", "‹jc center›第二段"],
        also=["‹jc center›第一段⏎第二段"],
        reason="a value alone in its paragraph begins a paragraph of the same style at each line break",
    ),
    Entry(
        "line-break-in-the-middle",
        "a line break in a value in the middle of a paragraph",
        document("见：{{ 甲.段 }}。"),
        ["见：第一段⏎第二段。"],
    ),
    Entry(
        "line-break-in-a-cell",
        "a line break in a value that is all of a cell",
        document(table(["{{ 甲.段 }}", "右"]), ""),
        ["| 第一段 ¶ 第二段 | 右 |", ""],
        also=["| 第一段⏎第二段 | 右 |", ""],
        reason="a value alone in its paragraph begins a paragraph of the same style at each line break",
    ),
    Entry("tab-in-a-value", "a tab in a value", document("{{ 甲.文 }}"), ["左⇥右"], data={"甲": {"文": "左\t右"}}),
    Entry(
        "spaces-around-a-value",
        "spaces on both sides of a value",
        document("[{{ 甲.文 }}]"),
        ["[  左 右  ]"],
        data={"甲": {"文": "  左 右  "}},
    ),
    Entry("signs-in-a-value", "&, < and > in a value", document("{{ 甲.号 }}。"), ["A & B <c> 5<10。"]),
    Entry(
        "entities-in-a-value",
        "a value that looks like XML",
        document("{{ 甲.文 }}"),
        ["&amp; <w:br/> ]]> &#10;"],
        data={"甲": {"文": "&amp; <w:br/> ]]> &#10;"}},
    ),
    Entry("ampersand-in-a-literal", "& in a literal", document("{{ 'a & b' }}"), ["a & b"]),
    Entry("less-than-in-a-literal", "< in a literal", document("{{ '5<10' }}"), ["5<10"]),
    Entry("less-than-in-a-condition", "< in a condition", document("{{ '小' if 甲.数 < 10 else '大' }}"), ["小"]),
    Entry("ampersand-in-text", "& and < beside a tag", document("A & B < {{ 甲.数 }}"), ["A & B < 3"]),
    Entry(
        "braces-in-a-value",
        "a value that itself contains a tag",
        document("{{ 甲.文 }}。"),
        ["{{ 甲.名 }}{% if %}{# #}。"],
        data={"甲": {"文": "{{ 甲.名 }}{% if %}{# #}"}},
    ),
    Entry(
        "single-braces-in-text", "single braces in text", document("集合{1, 2}，{{ 甲.名 }}"), ["集合{1, 2}，水利局"]
    ),
    Entry(
        "braces-in-a-literal",
        "braces in a literal",
        document("{{ '}} {{' }}。"),
        ["}} {{。"],
    ),
    Entry(
        "name-in-brackets",
        "a name that is no identifier, in brackets",
        document('{{ 甲["因公出国（境）费"] }}'),
        ["5"],
        data={"甲": {"因公出国（境）费": 5}},
    ),
    Entry(
        "name-with-quotes-in-it",
        "a name that holds curly quotes, in brackets",
        document('{{ 甲["“三公”经费"] }}'),
        ["5"],
        data={"甲": {"“三公”经费": 5}},
    ),
    Entry(
        "name-of-a-method",
        "a label that Python knows as a method",
        document("{{ 甲.items }}{{ 甲.get }}"),
        ["项目取得"],
        data={"甲": {"items": "项目", "get": "取得"}},
    ),
    Entry("row-by-number", "a row by its number", document("{{ 表[1].名 }}{{ (表 | last).名 }}"), ["泵站水库"]),
    Entry("curly-quotes-in-a-literal", "curly quotes inside a literal", document("{{ '“好”' }}"), ["“好”"]),
    Entry("escaped-quote", "an escaped quote in a literal", document(r"{{ 'it\'s' }}"), ["it's"]),
    Entry("inline-if", "a condition without else", document("{{ '有' if 甲.空 }}。"), ["。"]),
    Entry("filter-default", "default", document("{{ 甲.空 | default('—', true) }}"), ["—"]),
    Entry("filter-join", "map and join", document("{{ 表 | map(attribute='名') | join('、') }}"), ["堤防、泵站、水库"]),
    Entry("filter-length", "length", document("{{ 表 | length }}"), ["3"]),
    Entry(
        "filter-sum",
        "sum of a column",
        document("{{ 表 | sum(attribute='数') }}"),
        ["43.50"],
        also=["43.5"],
        reason="a sum of amounts prints with the places of an amount",
    ),
    Entry(
        "filter-selectattr",
        "rows by a test",
        document("{% for 项 in 表 | selectattr('源', 'equalto', '市') %}{{ 项.名 }}{% endfor %}"),
        ["水库"],
    ),
    Entry(
        "filter-sort",
        "rows sorted",
        document("{% for 项 in 表 | sort(attribute='数', reverse=true) %}{{ 项.名 }}{% endfor %}"),
        ["水库泵站堤防"],
    ),
    Entry("concatenate", "~ between values", document("{{ 甲.名 ~ 甲.数 ~ '个' }}"), ["水利局3个"]),
    Entry(
        "true-and-false",
        "a comparison printed",
        document("{{ 甲.数 > 2 }}"),
        ["是"],
        also=["True"],
        reason="a report is Chinese: a truth value prints 是 or 否",
    ),
    Entry("decimals-added", "0.1 + 0.2", document("{{ 0.1 + 0.2 }}"), ["0.3"]),
    Entry(
        "decimals-compared", "an amount compared with 258.9", document("{{ '等' if 甲.额 == 258.9 else '异' }}"), ["等"]
    ),
    Entry("amount-times-decimal", "an amount times 0.01", document("{{ 甲.额 * 0.01 }}"), ["2.59"]),
    Entry(
        "amount-beyond-a-float",
        "an amount beyond what a float holds",
        document("{{ 甲.额 + 1 }}"),
        ["12345678901234568.90"],
        data={"甲": {"额": Decimal("12345678901234567.90")}},
    ),
    Entry(
        "great-whole-number",
        "a whole number of 20 digits",
        document("{{ 12345678901234567890 }}"),
        ["12345678901234567890"],
    ),
    Entry("small-decimal", "0.00001 as a literal", document("{{ 0.00001 }}"), ["0.00001"]),
)
