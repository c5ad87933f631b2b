"""``{% %}``, ``{%p %}``, ``{%r %}`` and ``{%- -%}``: conditions, loops, variables, joins."""

from tests.corpus.builder import Xml, document, p, run, table
from tests.corpus.entry import Entry

_NAMES = "{% for 项 in 表 %}{{ 项.名 }}{{ '。' if loop.last else '、' }}{% endfor %}"

ENTRIES = (
    Entry("if-inline", "a condition within a paragraph", document("甲{% if 甲.数 %}乙{% endif %}丙"), ["甲乙丙"]),
    Entry(
        "if-elif-else",
        "elif and else",
        document("{% if 甲.空 %}一{% elif 甲.数 == 3 %}二{% else %}三{% endif %}"),
        ["二"],
    ),
    Entry("for-inline", "a loop within a paragraph", document(_NAMES), ["堤防、泵站、水库。"]),
    Entry(
        "for-else",
        "else of a loop over nothing",
        document("{% for 项 in 空表 %}{{ 项 }}{% else %}无{% endfor %}"),
        ["无"],
    ),
    Entry(
        "for-with-condition",
        "a loop with a condition",
        document("{% for 项 in 表 if 项.源 == '省' %}{{ loop.index }}{{ 项.名 }}{% endfor %}"),
        ["1堤防2泵站"],
    ),
    Entry("for-over-numbers", "a loop over range", document("{% for x in range(3) %}{{ x }}{% endfor %}"), ["012"]),
    Entry(
        "for-unpacked",
        "a loop that unpacks pairs",
        document("{% for a, b in [(1, '一'), (2, '二')] %}{{ a }}{{ b }}{% endfor %}"),
        ["1一2二"],
    ),
    Entry(
        "if-p",
        "paragraphs under {%p if %}",
        document("{%p if 甲.数 %}", "印", "{%p else %}", "藏", "{%p endif %}"),
        ["印"],
    ),
    Entry(
        "for-p",
        "paragraphs in {%p for %}",
        document("{%p for 项 in 表 %}", "{{ 项.名 }}：", "{{ 项.数 }}", "{%p endfor %}"),
        [
            *("堤防：", "1.50", "泵站：", "2.00", "水库：", "40.00"),
        ],
    ),
    Entry(
        "for-p-nested",
        "nested {%p for %} and {%p if %}",
        document(
            "{%p for 项 in 表 %}", "{%p if 项.源 == '市' %}", "{{ 项.名 }}", "{%p endif %}", "{%p endfor %}", "末"
        ),
        ["水库", "末"],
    ),
    Entry("comment-p", "a comment with p", document("前", "{#p 说明 #}", "后"), ["前", "后"]),
    Entry(
        "if-alone",
        "{% if %} alone in its paragraph, without p",
        document("{% if 甲.数 %}", "印", "{% endif %}", "末"),
        ["印", "末"],
    ),
    Entry(
        "for-alone",
        "{% for %} alone in its paragraph, without p",
        document("{% for 项 in 表 %}", "{{ 项.名 }}", "{% endfor %}"),
        ["堤防", "泵站", "水库"],
    ),
    Entry(
        "if-over-paragraphs",
        "{% if %} with text beside it, ended paragraphs later",
        document("甲{% if 甲.数 %}乙", "丙{% endif %}丁"),
        ["甲乙", "丙丁"],
    ),
    Entry(
        "if-over-paragraphs-false",
        "the same, not true: what stands outside stays",
        document("甲{% if 甲.空 %}乙", "丙{% endif %}丁"),
        ["甲丁"],
    ),
    Entry(
        "r-if",
        "{%r if %} around a run",
        document(p("甲", "{%r if 甲.空 %}", run("藏", "<w:b/>"), "{%r endif %}", run("乙", "<w:i/>"))),
        ["甲‹i›乙‹/›"],
    ),
    Entry(
        "r-for",
        "{%r for %} repeats runs",
        document(p("{%r for 项 in 表 %}", run("{{ 项.名 }}", "<w:b/>"), "，", "{%r endfor %}", "完")),
        ["‹b›堤防‹/›，‹b›泵站‹/›，‹b›水库‹/›，完"],
    ),
    Entry(
        "r-in-one-run",
        "{%r if %} in one run with its text",
        document(p(run("前{%r if 甲.空 %}藏{%r endif %}后", "<w:b/>"))),
        ["‹b›前后‹/›"],
    ),
    Entry(
        "joins",
        "{%- -%} joins paragraphs",
        document("房子在", "{%- if 甲.数 -%}", "城里", "{%- else -%}", "乡下", "{%- endif -%}", "，我喜欢。"),
        ["房子在城里，我喜欢。"],
    ),
    Entry(
        "joins-text-beside",
        "text beside a joining tag",
        document("甲", "留下 {%- if 甲.数 %}乙{% endif -%} 也留", "丙"),
        ["甲留下 乙 也留丙"],
    ),
    Entry(
        "joins-look",
        "the look of the run that a joining tag leaves",
        document("甲", p("{%- if 甲.数 %}", run("乙", "<w:b/>"), "{% endif %}")),
        ["甲‹b›乙‹/›"],
    ),
    Entry(
        "joins-nothing",
        "a joining tag with no paragraph before it",
        document("{%- if 甲.数 %}甲{% endif %}"),
        refused=[("正文第1段", "template.nothing-to-join")],
        meant=["甲"],
        reason="there is nothing to join; without the minus sign it is filled",
    ),
    Entry("set", "a variable", document("{% set x = 甲.数 %}{{ x + 1 }}"), ["4"]),
    Entry("set-alone", "{% set %} alone in its paragraph", document("前", "{% set x = 3 %}", "{{ x }}"), ["前", "3"]),
    Entry("set-p", "{%p set %}", document("前", "{%p set x = 3 %}", "{{ x }}"), ["前", "3"]),
    Entry(
        "set-block",
        "a block set of text",
        document("{% set 称 %}{{ 甲.名 }}（本级）{% endset %}{{ 称 }}、{{ 称 }}"),
        ["水利局（本级）、水利局（本级）"],
    ),
    Entry(
        "namespace",
        "namespace",
        document("{% set n = namespace(和=0) %}{% for 项 in 表 %}{% set n.和 = n.和 + 1 %}{% endfor %}{{ n.和 }}"),
        ["3"],
    ),
    Entry("with", "{% with %}", document("{% with x = 甲.数 %}{{ x }}{% endwith %}"), ["3"]),
    Entry(
        "loop-variable-hides",
        "a loop variable ends with its loop",
        document("{% set x = '外' %}{% for x in [1] %}{{ x }}{% endfor %}{{ x }}"),
        ["1外"],
    ),
    Entry(
        "trim-in-print",
        "{{- -}} around a value",
        document("前 {{- 甲.名 -}} 后"),
        ["前水利局后"],
    ),
    Entry(
        "raw",
        "{% raw %}",
        document("{% raw %}{{ 甲.名 }}{% endraw %}"),
        refused=[("正文第1段", "template.no-raw"), ("正文第1段", "template.no-raw")],
        meant=["{{ 甲.名 }}"],
        reason="braces are printed by a literal: {{ '{{ 甲.名 }}' }}",
    ),
    Entry(
        "filter-block",
        "{% filter %}",
        document("{% filter upper %}abc{% endfilter %}"),
        refused=[("正文第1段", "template.no-filter-block"), ("正文第1段", "template.no-filter-block")],
        meant=["ABC"],
        reason="filters are written behind a value: {{ 'abc' | upper }}",
    ),
    Entry(
        "jinja-macro",
        "a macro of text",
        document(
            "{% macro 印(名, 尾='。') %}{{ 名 }}{{ 尾 }}{% endmacro %}始", "{{ 印(甲.名) }}{{ 印('乙', 尾='；') }}"
        ),
        ["始", "水利局。乙；"],
    ),
    Entry(
        "jinja-macro-of-paragraphs",
        "a macro of paragraphs, called with p",
        document("{%p macro 段(题) %}", "题：{{ 题 }}", "{%p endmacro %}", "{{p 段(甲.名) }}", "{{p 段('乙') }}"),
        ["题：水利局", "题：乙"],
    ),
    Entry(
        "loop-cycle-and-changed",
        "loop.cycle and loop.changed",
        document("{% for 项 in 表 %}{{ loop.cycle('单', '双') }}{{ '新' if loop.changed(项.源) else '' }}{% endfor %}"),
        ["单新双单新"],
    ),
    Entry(
        "method-call",
        "a method of a value",
        document("{{ 甲.名.upper() }}"),
        refused=[("正文第1段", "template.call-of-python")],
        meant=["水利局"],
        reason="nothing of Python is called; the filter upper does it",
    ),
    Entry(
        "dict-items",
        "items() of a record",
        document("{% for 项, 值 in 乙.items() %}{{ 项 }}{{ 值 }}{% endfor %}"),
        refused=[("正文第1段", "template.call-of-python")],
        meant=["名水利局"],
        data={"乙": {"名": "水利局"}},
        reason="nothing of Python is called; the filter items does it",
    ),
    Entry(
        "page-break-with-a-block",
        "a page break beside a block tag stays",
        document("甲", p("{% if 甲.数 %}", Xml('<w:r><w:br w:type="page"/></w:r>')), "乙", "{% endif %}"),
        ["甲", "‹page›", "乙", ""],
    ),
    Entry(
        "control-in-the-last-paragraph-of-a-cell",
        "blocks alone in the paragraphs of a cell",
        document(table([Xml(p("{% for 项 in 表 %}") + p("{{ 项.名 }}") + p("{% endfor %}")), "右"]), ""),
        ["| 堤防 ¶ 泵站 ¶ 水库 | 右 |", ""],
    ),
)
