"""Where a tag may stand: headers, notes, comments, text boxes, content controls, links, properties, alt text, fields."""

from tests.corpus.builder import (
    Xml,
    bookmark,
    commented,
    control,
    document,
    endnote,
    field,
    footnote,
    link,
    p,
    picture,
    run,
    table,
    text_box,
)
from tests.corpus.entry import Entry

_BINDING = '<w:dataBinding w:xpath="/a" w:storeItemID="{00000000-0000-0000-0000-000000000000}"/>'
_SETTINGS = "application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"
_GLOSSARY = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.glossary+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

ENTRIES = (
    Entry("header", "a header", document("正文", header=p("页眉{{ 甲.名 }}")), ["正文", "header: 页眉水利局"]),
    Entry("footer", "a footer", document("正文", footer=p("页脚{{ 甲.名 }}")), ["正文", "footer: 页脚水利局"]),
    Entry(
        "header-only",
        "tags in the header alone, blocks too",
        document("正文", header=Xml(p("{%p for 项 in 表 %}") + p("{{ 项.名 }}") + p("{%p endfor %}"))),
        ["正文", "header: 堤防", "header: 泵站", "header: 水库"],
    ),
    Entry(
        "header-that-vanishes",
        "a header whose paragraphs all vanish",
        document("正文", header=Xml(p("{%p if 甲.空 %}") + p("藏") + p("{%p endif %}"))),
        ["正文"],
    ),
    Entry(
        "header-table",
        "a table in a header",
        document("正文", header=Xml(table(["{{ 甲.名 }}"]) + p(""))),
        [
            "正文",
            "header: | 水利局 |",
        ],
    ),
    Entry(
        "footnote",
        "a footnote",
        document(p("正文", footnote()), footnotes=p("注{{ 甲.名 }}")),
        ["正文‹footnote›", "footnotes: 注水利局"],
    ),
    Entry(
        "endnote",
        "an endnote",
        document(p("正文", endnote()), endnotes=p("注{{ 甲.名 }}")),
        ["正文‹endnote›", "endnotes: 注水利局"],
    ),
    Entry(
        "comment-part",
        "a comment of Word's",
        document(p(commented("正文")), comment=p("批{{ 甲.名 }}")),
        ["正文‹comment›", "comments: 批水利局"],
    ),
    Entry(
        "text-box",
        "a text box",
        document(p("外", text_box(p("{{ 甲.名 }}")))),
        ["外", "box: 水利局"],
    ),
    Entry(
        "text-box-loop",
        "a loop in a text box, a tag beside it",
        document(p("{{ 甲.数 }}", text_box(p("{%p for 项 in 表 %}"), p("{{ 项.名 }}"), p("{%p endfor %}")))),
        ["3", "box: 堤防", "box: 泵站", "box: 水库"],
    ),
    Entry(
        "text-box-in-a-loop",
        "a text box for each turn of a loop",
        document("{%p for 项 in 表 %}", p("框", text_box(p("{{ 项.名 }}"))), "{%p endfor %}"),
        ["框", "box: 堤防", "框", "box: 泵站", "框", "box: 水库"],
    ),
    Entry(
        "text-box-in-a-tag",
        "a text box between the runs of a tag",
        document(p("{{ 甲", text_box(p("框")), ".名 }}")),
        ["水利局", "box: 框"],
    ),
    Entry(
        "content-control",
        "a content control",
        document(p("前", control("{{ 甲.名 }}", properties='<w:id w:val="5"/>'), "后")),
        ["前水利局后"],
    ),
    Entry(
        "content-control-around-blocks",
        "a content control around paragraphs",
        document(
            Xml(
                '<w:sdt><w:sdtPr><w:id w:val="5"/></w:sdtPr><w:sdtContent>'
                + p("{%p for 项 in 表 %}")
                + p("{{ 项.名 }}")
                + p("{%p endfor %}")
                + "</w:sdtContent></w:sdt>"
            )
        ),
        ["堤防", "泵站", "水库"],
    ),
    Entry(
        "content-control-title",
        "the title of a content control",
        document(p(control("正文", properties='<w:alias w:val="{{ 甲.名 }}"/><w:id w:val="5"/>'))),
        ["‹control 水利局›正文"],
    ),
    Entry(
        "content-control-bound",
        "a bound content control is freed, so that Word does not put the old value back",
        document(p(control("{{ 甲.名 }}", properties=f'<w:alias w:val="单位"/>{_BINDING}'))),
        ["‹control 单位›水利局"],
    ),
    Entry(
        "tag-over-a-content-control",
        "a tag that begins before a content control and ends in it",
        document(p("{{ 甲.", control("名 }}后", properties='<w:id w:val="5"/>'))),
        ["水利局后"],
    ),
    Entry(
        "link-text",
        "the text of a hyperlink",
        document(p("见", link(1, "{{ 甲.名 }}")), links={1: "http://example.org/"}),
        ["见水利局", "target: http://example.org/"],
    ),
    Entry(
        "link-target",
        "the target of a hyperlink",
        document(p(link(1, "网站")), links={1: "{{ 甲.址 }}?a=1"}),
        ["网站", "target: http://example.org/水 利?a=1"],
        data={"甲": {"址": "http://example.org/水 利"}},
    ),
    Entry(
        "link-target-encoded",
        "the target as Word encodes what is typed",
        document(p(link(1, "网站")), links={1: "http://example.org/%7B%7B%20%E7%94%B2.%E5%90%8D%20%7D%7D"}),
        ["网站", "target: http://example.org/水利局"],
    ),
    Entry(
        "property-title",
        "the title in the document's properties",
        document("正文", title="{{ 甲.名 }}自评报告"),
        ["正文", "title: 水利局自评报告"],
    ),
    Entry(
        "property-extended",
        "an extended property",
        document("正文", manager="{{ 甲.名 }}"),
        ["正文", "Manager: 水利局"],
    ),
    Entry(
        "property-custom",
        "a custom property",
        document("正文", custom="{{ 甲.名 }}"),
        ["正文", "lpwstr: 水利局"],
    ),
    Entry(
        "alt-text",
        "the alternative text of a picture",
        document(p("图", picture(1, "{{ 甲.名 }}的图"))),
        ["图‹picture 水利局的图›"],
    ),
    Entry(
        "alt-text-quotes",
        "a value with quotes and signs in alternative text",
        document(p("图", picture(1, "{{ 甲.文 }}"))),
        ["图‹picture \"<a> & 'b'›"],
        data={"甲": {"文": "\"<a> & 'b'"}},
    ),
    Entry(
        "field-code",
        "the code of a field",
        document(p(field(" SEQ {{ 甲.名 }} ", "1"))),
        ["‹field SEQ 水利局›1"],
    ),
    Entry(
        "field-result",
        "the result of a field",
        document(p("第", field(" PAGE ", "{{ 甲.数 }}"), "页")),
        ["第‹field PAGE›3页"],
    ),
    Entry(
        "bookmark-name",
        "the name of a bookmark",
        document(p(bookmark(1, "{{ 甲.名 }}", "正文"))),
        ["‹bookmark 水利局›正文"],
    ),
    Entry(
        "inserted-text",
        "text inserted in a tracked change",
        document(
            p(
                "前",
                Xml(f'<w:ins w:id="1" w:author="审" w:date="2026-01-01T00:00:00Z">{run("{{ 甲.名 }}")}</w:ins>'),
                "后",
            )
        ),
        ["前水利局后"],
    ),
    Entry(
        "part-nobody-fills",
        "a tag in a part nobody fills",
        document(
            "正文",
            more={
                "word/glossary/document.xml": (
                    _GLOSSARY,
                    f"{_RELATION}/glossaryDocument",
                    f'<w:glossaryDocument xmlns:w="{_WORD}"><w:docParts><w:docPart><w:docPartBody>'
                    f"{p('{{ 甲.名 }}')}</w:docPartBody></w:docPart></w:docParts></w:glossaryDocument>",
                )
            },
        ),
        refused=[("文档部件", "template.part-not-filled")],
    ),
)
