"""Bookmarks, comment ranges, tracked changes, fields and sections around and inside tags and loops."""

from tests.corpus.builder import PAGE, Xml, bookmark, commented, control, document, field, p, picture, run, table
from tests.corpus.entry import Entry

_INS = '<w:ins w:id="{}" w:author="审" w:date="2026-01-01T00:00:00Z">{}</w:ins>'
_DEL = '<w:del w:id="{}" w:author="审" w:date="2026-01-01T00:00:00Z"><w:r><w:delText xml:space="preserve">{}</w:delText></w:r></w:del>'
_TURNS = ("{%p for 项 in 表 %}", "{%p endfor %}")

ENTRIES = (
    Entry(
        "bookmark-around",
        "a bookmark around a tag",
        document(p("前", bookmark(1, "签", "{{ 甲.名 }}"), "后")),
        ["前‹bookmark 签›水利局后"],
    ),
    Entry(
        "bookmark-inside",
        "a bookmark that begins inside a tag",
        document(
            p("{{ 甲", Xml('<w:bookmarkStart w:id="1" w:name="签"/>'), ".名 }}后", Xml('<w:bookmarkEnd w:id="1"/>'))
        ),
        ["水利局‹bookmark 签›后"],
    ),
    Entry(
        "bookmark-from-control",
        "a bookmark that begins in a control paragraph",
        document(
            p("{%p if 甲.数 %}", Xml('<w:bookmarkStart w:id="1" w:name="签"/>')),
            p("印", Xml('<w:bookmarkEnd w:id="1"/>')),
            "{%p endif %}",
        ),
        ["‹bookmark 签›", "印"],
    ),
    Entry(
        "bookmark-in-a-loop",
        "a bookmark in a loop",
        document(_TURNS[0], p(bookmark(1, "签", "{{ 项.名 }}")), _TURNS[1]),
        ["‹bookmark 签›堤防", "‹bookmark 签_2›泵站", "‹bookmark 签_3›水库"],
    ),
    Entry(
        "bookmark-over-a-condition",
        "a condition takes one end of a bookmark away",
        document(
            p("头", Xml('<w:bookmarkStart w:id="1" w:name="签"/>')),
            "{%p if 甲.空 %}",
            p("藏", Xml('<w:bookmarkEnd w:id="1"/>')),
            "{%p endif %}",
        ),
        ["头‹bookmark 签›"],
    ),
    Entry(
        "go-back",
        "the bookmark of Word's last edit, in a loop",
        document(_TURNS[0], p(bookmark(0, "_GoBack"), "{{ 项.名 }}"), _TURNS[1]),
        ["堤防", "泵站", "水库"],
    ),
    Entry(
        "comment-around",
        "a comment range around a tag",
        document(p("前", commented("{{ 甲.名 }}"), "后"), comment=p("批")),
        ["前水利局‹comment›后", "comments: 批"],
    ),
    Entry(
        "comment-inside",
        "a comment range that begins inside a tag",
        document(p("{{ 甲", commented(".名 }}后")), comment=p("批")),
        ["水利局后‹comment›", "comments: 批"],
    ),
    Entry(
        "comment-in-a-loop",
        "a comment range in a loop",
        document(_TURNS[0], p(commented("{{ 项.名 }}")), _TURNS[1], comment=p("批")),
        ["堤防‹comment›", "泵站", "水库", "comments: 批"],
    ),
    Entry(
        "picture-in-a-loop",
        "a picture in a loop",
        document(_TURNS[0], p("{{ 项.名 }}", picture(7, "图")), _TURNS[1]),
        ["堤防‹picture 图›", "泵站‹picture 图›", "水库‹picture 图›"],
    ),
    Entry(
        "picture-in-header-too",
        "a picture in a loop, one in the header",
        document(_TURNS[0], p("{{ 项.名 }}", picture(7, "图")), _TURNS[1], header=p("{{ 甲.名 }}", picture(8, "徽"))),
        ["堤防‹picture 图›", "泵站‹picture 图›", "水库‹picture 图›", "header: 水利局‹picture 徽›"],
    ),
    Entry(
        "control-in-a-loop",
        "a content control in a loop",
        document(_TURNS[0], p(control("{{ 项.名 }}", properties='<w:id w:val="5"/>')), _TURNS[1]),
        ["堤防", "泵站", "水库"],
    ),
    Entry(
        "field-in-a-loop",
        "a field in a loop",
        document(_TURNS[0], p(field(" SEQ 表 ", "1"), "{{ 项.名 }}"), _TURNS[1]),
        ["‹field SEQ 表›1堤防", "‹field SEQ 表›1泵站", "‹field SEQ 表›1水库"],
    ),
    Entry(
        "field-inside",
        "a field between the runs of a tag",
        document(p("{{ 甲", field(" PAGE ", "1"), ".名 }}")),
        refused=[("正文第1段", "template.unknown-name")],
    ),
    Entry(
        "proof-marks-inside",
        "marks of the spelling check inside a tag",
        document(
            p("{{ ", Xml('<w:proofErr w:type="spellStart"/>'), "甲.名", Xml('<w:proofErr w:type="spellEnd"/>'), " }}")
        ),
        ["水利局"],
    ),
    Entry(
        "page-break-mark-inside",
        "the mark of the last page break inside a tag",
        document(p("{{ 甲", Xml("<w:r><w:lastRenderedPageBreak/><w:t>.名 }}</w:t></w:r>"))),
        ["水利局"],
    ),
    Entry(
        "inserted-inside",
        "a part of a tag inserted in a tracked change",
        document(p("{{ 甲.", Xml(_INS.format(1, run("名"))), " }}后")),
        ["水利局后"],
    ),
    Entry(
        "deleted-inside",
        "text deleted in a tracked change inside a tag",
        document(p("{{ 甲.", Xml(_DEL.format(1, "旧")), "名 }}后")),
        ["水利局~旧~后"],
    ),
    Entry(
        "deleted-tag",
        "a tag in deleted text",
        document(p("前", Xml(_DEL.format(1, "{{ 甲.名 }}")), "后")),
        refused=[("正文第1段", "template.tag-in-deleted-text")],
    ),
    Entry(
        "inserted-in-a-loop",
        "a tracked insertion in a loop",
        document(_TURNS[0], p(Xml(_INS.format(1, run("{{ 项.名 }}")))), _TURNS[1]),
        ["堤防", "泵站", "水库"],
    ),
    Entry(
        "section-in-a-loop",
        "a section break in a loop",
        document(_TURNS[0], "{{ 项.名 }}", p("", look=f"<w:sectPr>{PAGE}</w:sectPr>"), _TURNS[1], "末"),
        ["堤防", "‹section›", "泵站", "‹section›", "水库", "‹section›", "末"],
    ),
    Entry(
        "section-with-a-control-tag",
        "a control tag in the paragraph of a section break",
        document("甲", p("{%p if 甲.数 %}", look=f"<w:sectPr>{PAGE}</w:sectPr>"), "乙", "{%p endif %}"),
        refused=[("正文第2段", "template.section-in-control")],
        meant=["甲", "‹section›", "乙"],
    ),
    Entry(
        "section-with-a-plain-tag",
        "a plain control tag in the paragraph of a section break",
        document("甲", p("{% if 甲.数 %}", look=f"<w:sectPr>{PAGE}</w:sectPr>"), "乙{% endif %}"),
        ["甲", "‹section›", "乙"],
    ),
    Entry(
        "table-bookmark-in-rows",
        "a bookmark in rows of a loop",
        document(table(["{%tr for 项 in 表 %}"], [p(bookmark(1, "行", "{{ 项.名 }}"))], ["{%tr endfor %}"]), ""),
        ["| ‹bookmark 行›堤防 |", "| ‹bookmark 行_2›泵站 |", "| ‹bookmark 行_3›水库 |", ""],
    ),
)
