"""A last section that a condition emptied leaves no blank page behind."""

from __future__ import annotations

from selfeval.document import Tracer, fill, traced
from selfeval.ooxml.text import own_text
from selfeval.ooxml.xml import W, parse_xml
from tests.support.documents import report, template, with_body

UPRIGHT = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
WIDE = '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/></w:sectPr>'


def widths(text: str) -> tuple[list[str], list[str]]:
    """The widths of the sections in order, and the paragraphs, where 甲.有 holds the text."""
    data = template("正文", "节末甲", "{%p if 甲.有 is not 空 %}", "附表", "节末乙", "{%p endif %}")
    for text_of_end, section in (("节末甲", UPRIGHT), ("节末乙", WIDE)):
        run = f"<w:r><w:t>{text_of_end}</w:t></w:r>"
        data = with_body(data, f"<w:p>{run}", f"<w:p><w:pPr>{section}</w:pPr>{run}")
    body = parse_xml(fill(data, report(甲={"有": text})).parts["word/document.xml"])[0]
    assert body[-1].tag == f"{W}sectPr"
    sizes = [size.get(f"{W}w") or "" for size in body.iter(f"{W}pgSz")]
    return sizes, [own_text(paragraph) for paragraph in body.iter(f"{W}p")]


def test_the_section_before_ends_the_document() -> None:
    assert widths("x") == (["11906", "16838"], ["正文", "节末甲", "附表", "节末乙"])
    assert widths("") == (["11906"], ["正文", "节末甲"])


def test_a_last_section_with_content_stays() -> None:
    data = template("正文", "节末甲", "最后")
    data = with_body(data, "<w:p><w:r><w:t>节末甲", f"<w:p><w:pPr>{UPRIGHT}</w:pPr><w:r><w:t>节末甲")
    body = parse_xml(fill(data + b"", report(甲={"有": "x"})).parts["word/document.xml"])[0]
    assert len(list(body.iter(f"{W}sectPr"))) == 2


def test_what_is_left_of_it_is_the_same_in_a_traced_filling() -> None:
    data = template("正文{{ 甲.有 }}", "节末甲")
    data = with_body(data, "<w:p><w:r><w:t>节末甲</w:t></w:r></w:p>", f"<w:p><w:pPr>{UPRIGHT}</w:pPr></w:p>")
    values = report(甲={"有": "x"})
    plain = fill(data, values).parts

    def again(tracer: Tracer) -> None:
        assert fill(data, values, tracer=tracer).parts == plain

    traced(again)
    assert b"<w:p/><w:sectPr>" in plain["word/document.xml"]
