"""``{%tr %}``, ``{%tc %}``, ``vm``, ``hm``, ``colspan``, ``cellbg``: tables that grow, merge and vanish."""

from tests.corpus.builder import Xml, cell, document, p, run, table
from tests.corpus.entry import Entry

_END = ""

ENTRIES = (
    Entry(
        "tr-for",
        "rows in {%tr for %}",
        document(
            table(["名称", "数"], ["{%tr for 项 in 表 %}", ""], ["{{ 项.名 }}", "{{ 项.数 }}"], ["{%tr endfor %}", ""]),
            _END,
        ),
        ["| 名称 | 数 |", "| 堤防 | 1.50 |", "| 泵站 | 2.00 |", "| 水库 | 40.00 |", ""],
    ),
    Entry(
        "tr-if",
        "a row under {%tr if %}",
        document(table(["甲"], ["{%tr if 甲.空 %}"], ["藏"], ["{%tr else %}"], ["印"], ["{%tr endif %}"]), _END),
        ["| 甲 |", "| 印 |", ""],
    ),
    Entry(
        "tr-for-nothing",
        "a loop over no rows keeps the header row",
        document(table(["名称"], ["{%tr for 项 in 空表 %}"], ["{{ 项.名 }}"], ["{%tr endfor %}"]), _END),
        ["| 名称 |", ""],
    ),
    Entry(
        "all-rows-vanish",
        "a table whose rows all vanish",
        document("前", table(["{%tr for 项 in 空表 %}"], ["{{ 项.名 }}"], ["{%tr endfor %}"]), "后"),
        ["前", "后"],
    ),
    Entry(
        "tc-for",
        "cells in {%tc for %}",
        document(table(["名称", "{%tc for 项 in 表 %}", "{{ 项.名 }}", "{%tc endfor %}"]), _END),
        ["| 名称 | 堤防 | 泵站 | 水库 |", ""],
    ),
    Entry(
        "tc-if",
        "a cell under {%tc if %}",
        document(table(["甲", "{%tc if 甲.空 %}", "藏", "{%tc endif %}", "乙"]), _END),
        ["| 甲 | 乙 |", ""],
    ),
    Entry(
        "all-cells-vanish",
        "a row whose cells all vanish",
        document(table(["甲", "乙", "丙"], ["{%tc if 甲.空 %}", "藏", "{%tc endif %}"]), _END),
        ["| 甲 | 乙 | 丙 |", ""],
    ),
    Entry(
        "all-paragraphs-of-a-cell-vanish",
        "a cell whose paragraphs all vanish",
        document(table(["甲", Xml(p("{%p if 甲.空 %}") + p("藏") + p("{%p endif %}"))]), _END),
        ["| 甲 |  |", ""],
    ),
    Entry(
        "for-in-a-cell",
        "a loop within a cell",
        document(table(["{% for 项 in 表 %}{{ 项.名 }} {% endfor %}", "右"]), _END),
        ["| 堤防 泵站 水库  | 右 |", ""],
    ),
    Entry(
        "p-for-in-a-cell",
        "{%p for %} within a cell",
        document(table([Xml(p("{%p for 项 in 表 %}") + p("{{ 项.名 }}") + p("{%p endfor %}")), "右"]), _END),
        ["| 堤防 ¶ 泵站 ¶ 水库 | 右 |", ""],
    ),
    Entry(
        "table-in-a-loop",
        "a table for each turn of {%p for %}",
        document("{%p for 项 in 表 %}", "{{ 项.名 }}：", table(["{{ 项.数 }}"]), "{%p endfor %}", _END),
        ["堤防：", "| 1.50 |", "泵站：", "| 2.00 |", "水库：", "| 40.00 |", ""],
    ),
    Entry(
        "table-in-a-cell",
        "a table within a cell, its rows in a loop",
        document(
            table([Xml(table(["{%tr for 项 in 表 %}"], ["{{ 项.名 }}"], ["{%tr endfor %}"]) + p("")), "右"]), _END
        ),
        ["| | 堤防 | ¶ | 泵站 | ¶ | 水库 | ¶  | 右 |", ""],
    ),
    Entry(
        "colspan",
        "{% colspan %}",
        document(table(["{% colspan 2 %}宽"], ["甲", "乙"]), _END),
        ["| ‹gridSpan 2›宽 |", "| 甲 | 乙 |", ""],
    ),
    Entry(
        "colspan-of-a-value",
        "{% colspan %} of a value",
        document(table(["{% colspan 甲.数 %}{{ 甲.名 }}"], ["一", "二", "三"]), _END),
        ["| ‹gridSpan 3›水利局 |", "| 一 | 二 | 三 |", ""],
    ),
    Entry(
        "cellbg",
        "{% cellbg %}",
        document(table(["{% cellbg 'FFFF00' %}黄"]), _END),
        ["| ‹shd FFFF00›黄 |", ""],
    ),
    Entry(
        "cellbg-replaces",
        "{% cellbg %} in a cell that has a colour",
        document(
            table([cell("{% cellbg 'FFFF00' %}黄", '<w:shd w:val="clear" w:color="auto" w:fill="00FF00"/>')]), _END
        ),
        ["| ‹shd FFFF00›黄 |", ""],
    ),
    Entry(
        "cellbg-of-each-row",
        "{% cellbg %} by a condition in each row",
        document(
            table(
                ["{%tr for 项 in 表 %}"],
                ["{% cellbg 'FF0000' if 项.源 == '市' else 'FFFFFF' %}{{ 项.名 }}"],
                ["{%tr endfor %}"],
            ),
            _END,
        ),
        ["| ‹shd FFFFFF›堤防 |", "| ‹shd FFFFFF›泵站 |", "| ‹shd FF0000›水库 |", ""],
    ),
    Entry(
        "cellbg-split-runs",
        "{% cellbg %} split over runs",
        document(table([p("{% cell", run("bg 'FFFF00' %}", "<w:b/>"), "黄")]), _END),
        ["| ‹shd FFFF00›黄 |", ""],
    ),
    Entry(
        "vm",
        "{% vm %}",
        document(table(["{%tr for 项 in 表 %}", ""], ["{% vm %}一类", "{{ 项.名 }}"], ["{%tr endfor %}", ""]), _END),
        ["| ‹vMerge restart›一类 | 堤防 |", "| ‹vMerge continue› | 泵站 |", "| ‹vMerge continue› | 水库 |", ""],
    ),
    Entry(
        "hm",
        "{% hm %}",
        document(
            table(
                ["{%tc for 项 in 表 %}", "{% hm %}合计", "{%tc endfor %}"],
                ["{%tc for 项 in 表 %}", "{{ 项.名 }}", "{%tc endfor %}"],
            ),
            _END,
        ),
        ["| ‹gridSpan 3›合计 |", "| 堤防 | 泵站 | 水库 |", ""],
    ),
    Entry(
        "hm-wide",
        "{% hm %} in a cell that spans two columns",
        document(
            table(
                ["{%tc for 项 in 表 %}", cell("{% hm %}合计", '<w:gridSpan w:val="2"/>'), "{%tc endfor %}"],
                ["{%tc for 项 in 表 %}", "{{ 项.名 }}", "{{ 项.源 }}", "{%tc endfor %}"],
            ),
            _END,
        ),
        ["| ‹gridSpan 6›合计 |", "| 堤防 | 省 | 泵站 | 省 | 水库 | 市 |", ""],
    ),
    Entry(
        "loop-over-cells",
        "a plain {% for %} that opens in one cell and closes in another",
        document(table(["{% for 项 in 表 %}{{ 项.名 }}", "{{ 项.数 }}{% endfor %}"]), _END),
        refused=[("正文表1第1行第2列", "template.crossed-block")],
    ),
    Entry(
        "loop-over-rows",
        "a plain {% for %} that opens in one row and closes in another",
        document(table(["{% for 项 in 表 %}{{ 项.名 }}"], ["{{ 项.数 }}{% endfor %}"]), _END),
        refused=[("正文表1第2行第1列", "template.crossed-block")],
    ),
    Entry(
        "loop-from-body-into-cell",
        "a loop that opens before a table and closes in it",
        document("{% for 项 in 表 %}", table(["{{ 项.名 }}{% endfor %}"]), _END),
        refused=[("正文表1第1行第1列", "template.crossed-block")],
    ),
    Entry(
        "tr-over-two-tables",
        "{%tr for %} that opens in one table and closes in another",
        document(
            table(["{%tr for 项 in 表 %}"], ["{{ 项.名 }}"]), "间", table(["{{ 项.数 }}"], ["{%tr endfor %}"]), _END
        ),
        refused=[("正文表2第2行第1列", "template.crossed-block")],
    ),
    Entry(
        "tc-over-two-rows",
        "{%tc for %} that opens in one row and closes in another",
        document(table(["{%tc for 项 in 表 %}", "{{ 项.名 }}"], ["{{ 项.数 }}", "{%tc endfor %}"]), _END),
        refused=[("正文表1第2行第2列", "template.crossed-block")],
    ),
    Entry(
        "tr-outside-a-table",
        "{%tr %} outside a table",
        document("{%tr for 项 in 表 %}", "{{ 项.名 }}", "{%tr endfor %}"),
        refused=[("正文第1段", "template.misplaced-tag"), ("正文第3段", "template.misplaced-tag")],
    ),
    Entry(
        "colspan-outside-a-table",
        "{% colspan %} outside a table",
        document("{% colspan 2 %}宽"),
        refused=[("正文第1段", "template.misplaced-tag")],
    ),
)
