import io
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml as parse_ooxml
from lxml import etree

import selfeval
from selfeval.document import is_untouched, read_stamp, structure
from selfeval.ooxml.guard import unpack
from tests.support import validator
from tests.support.answers import answers, workbook
from tests.support.documents import saved
from tests.support.live import document_lines
from tests.support.word import paragraphs

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BAD: dict[str, Any] = {
    "封面": {"单位名称": None, "联系人": "XX"},
    "一般公共预算": {"支出合计": 260},
    "正文": [
        *answers()["正文"],
        {"章节": "其他需要说明的情况", "内容": ["没有别的。", "项目支出91.89万元。", "就此说明。"]},
    ],
}


def bad_workbook(folder: Path, **changes: Any) -> Path:
    return workbook(folder / "a.xlsx", **{**BAD, **changes})


def comments(document: bytes) -> list[tuple[str, str]]:
    """Each comment: the text of the paragraph it stands at, and its own."""
    parts = unpack(document, ".docx")
    texts = {
        comment.get(f"{W}id"): "\n".join(
            "".join(piece.text or "" for piece in line.iter(f"{W}t")) for line in comment.iter(f"{W}p")
        )
        for comment in etree.fromstring(parts["word/comments1.xml"])
    }
    found = []
    for paragraph in etree.fromstring(parts["word/document.xml"]).iter(f"{W}p"):
        for start in paragraph.iter(f"{W}commentRangeStart"):
            number = start.get(f"{W}id")
            assert [end.get(f"{W}id") for end in paragraph.iter(f"{W}commentRangeEnd")].count(number) == 1
            text = "".join(piece.text or "" for piece in paragraph.iter(f"{W}t"))
            found.append((text, texts.pop(number)))
    assert texts == {}
    return found


def test_without_a_draft_errors_write_nothing(tmp_path: Path) -> None:
    with pytest.raises(selfeval.InvalidReport):
        selfeval.render(bad_workbook(tmp_path), tmp_path / "a.docx")
    assert not (tmp_path / "a.docx").exists()


def test_a_draft_is_written_in_spite_of_errors_and_tells_them(tmp_path: Path) -> None:
    path = bad_workbook(tmp_path)
    document = selfeval.render(path, tmp_path / "a.docx", draft=True)
    assert document.is_draft
    assert document.findings.errors == selfeval.check(path).errors != selfeval.Findings()
    assert (tmp_path / "a.docx").read_bytes() == bytes(document)


def test_each_finding_is_a_comment_at_the_paragraph_that_prints_its_value(tmp_path: Path) -> None:
    found = dict(comments(bytes(selfeval.render(bad_workbook(tmp_path), draft=True))))
    total = next(text for at, text in found.items() if "支出合计260.00万元" in at)
    assert "错误：支出合计 260.00 万元，基本支出与项目支出之和 258.90 万元，相差 1.10 万元" in total
    assert "tie-out.total-expenditure" in total
    assert "单位名称 没有填写" in found["〔待填：单位名称〕"]


def test_a_figure_in_prose_has_its_comment_at_the_very_paragraph_of_several(tmp_path: Path) -> None:
    found = comments(bytes(selfeval.render(bad_workbook(tmp_path), draft=True)))
    assert [at for at, text in found if "prose-figure" in text] == ["项目支出91.89万元。"]


def test_what_stands_nowhere_in_the_document_is_listed_in_one_comment_at_the_first_paragraph(tmp_path: Path) -> None:
    document = bytes(selfeval.render(bad_workbook(tmp_path), draft=True))
    listed = [(at, text) for at, text in comments(document) if "没有印在文中" in text]
    assert [at for at, _ in listed] == [paragraphs(document)[0]]
    assert "封面!B8" in listed[0][1]  # 联系人 is not printed


def test_comments_are_by_selfeval_and_carry_no_date(tmp_path: Path) -> None:
    part = unpack(bytes(selfeval.render(bad_workbook(tmp_path), draft=True)), ".docx")["word/comments1.xml"]
    names = {name for comment in etree.fromstring(part) for name in comment.attrib}
    assert names == {f"{W}id", f"{W}author"}
    assert {comment.get(f"{W}author") for comment in etree.fromstring(part)} == {"selfeval"}


def test_blank_required_answers_are_red_marks_with_the_label_alone(tmp_path: Path) -> None:
    document = bytes(selfeval.render(bad_workbook(tmp_path), draft=True))
    assert paragraphs(document).count("〔待填：单位名称〕") == 2  # on the cover and at the end
    root = etree.fromstring(unpack(document, ".docx")["word/document.xml"])
    marked = [run for run in root.iter(f"{W}r") if "待填" in "".join(piece.text or "" for piece in run.iter(f"{W}t"))]
    assert {run.find(f"{W}rPr/{W}color").get(f"{W}val") for run in marked} == {"FF0000"}


def test_the_text_of_a_draft_is_that_of_the_document(tmp_path: Path) -> None:
    assert paragraphs(bytes(selfeval.render(answers(), draft=True))) == paragraphs(bytes(selfeval.render(answers())))


def test_the_same_workbook_gives_the_same_draft_to_the_byte(tmp_path: Path) -> None:
    path = bad_workbook(tmp_path)
    assert bytes(selfeval.render(path, draft=True)) == bytes(selfeval.render(path, draft=True))


def test_a_draft_is_built_as_word_needs_it(tmp_path: Path) -> None:
    assert structure(bytes(selfeval.render(bad_workbook(tmp_path), draft=True))) == []


@pytest.mark.validator
@pytest.mark.skipif(validator.program() is None, reason="no validator")
def test_a_draft_is_valid(tmp_path: Path) -> None:
    selfeval.render(bad_workbook(tmp_path), tmp_path / "a.docx", draft=True)
    assert validator.faults(tmp_path / "a.docx") == ""


def test_the_trace_of_a_draft_names_the_paragraphs_it_has(tmp_path: Path) -> None:
    document = selfeval.render(bad_workbook(tmp_path), template=own_template(tmp_path), draft=True)
    for value in document.trace:
        line = document_lines(bytes(document), value.part)[value.position.paragraph - 1]
        assert line[value.start :].startswith(value.text)
    assert {value.part for value in document.trace} == {"word/document.xml", "word/header1.xml"}


# ------------------------------------------------------------ drafts and final documents


def test_a_final_document_replaces_a_draft(tmp_path: Path) -> None:
    target = tmp_path / "a.docx"
    selfeval.render(answers(), target, draft=True)
    selfeval.render(answers(), target)
    assert "draft" not in read_stamp(target.read_bytes()).options  # type: ignore[union-attr]


def test_a_draft_never_replaces_a_final_document_unless_told_to(tmp_path: Path) -> None:
    target = tmp_path / "a.docx"
    selfeval.render(answers(), target)
    final = target.read_bytes()
    with pytest.raises(selfeval.OutputError, match="正式文件"):
        selfeval.render(answers(), target, draft=True)
    assert target.read_bytes() == final
    selfeval.render(answers(), target, draft=True, overwrite=True)
    assert target.read_bytes() != final


def test_a_draft_replaces_a_draft_but_none_that_a_person_edited(tmp_path: Path) -> None:
    target = tmp_path / "a.docx"
    selfeval.render(bad_workbook(tmp_path), target, draft=True)
    assert is_untouched(target.read_bytes())
    selfeval.render(answers(), target, draft=True)
    edited = docx.Document(str(target))
    edited.add_paragraph("改了")
    edited.save(str(target))
    with pytest.raises(selfeval.OutputError, match="修改过"):
        selfeval.render(answers(), target, draft=True)


def test_verify_says_that_a_document_is_a_draft_and_compares_its_figures(tmp_path: Path) -> None:
    path = bad_workbook(tmp_path)
    draft = bytes(selfeval.render(path, draft=True))
    assert selfeval.verify(draft, path).agrees
    assert "这份文件是草稿。" in selfeval.verify(draft, path).notes
    other = workbook(tmp_path / "b.xlsx", **{**BAD, "一般公共预算": {"支出合计": 261}})
    assert [(one.found, one.expected) for one in selfeval.verify(draft, other).judged] == [("260.00", "261.00")]


def test_a_workbook_that_cannot_be_read_gives_no_draft(tmp_path: Path) -> None:
    with pytest.raises(selfeval.InvalidReport):
        selfeval.render(b"no workbook", tmp_path / "a.docx", draft=True)
    assert list(tmp_path.iterdir()) == []


# ------------------------------------------------------------ templates of one's own: headers, comments, text boxes

_BOX = (
    '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml">'
    '<w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t xml:space="preserve">合计{{ 一般公共预算.支出合计 }}</w:t>'
    "</w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)


def own_template(folder: Path, *, sections: int = 2, first_page: bool = False, even: bool = False) -> Path:
    """A template whose second section has a header of its own."""
    document = docx.Document()
    document.add_paragraph("{{ 封面.单位名称 }}")
    for _ in range(sections - 1):
        document.add_section().header.is_linked_to_previous = True
    document.add_paragraph("支出{{ 一般公共预算.支出合计 }}")
    document.sections[-1].header.is_linked_to_previous = False
    document.sections[-1].header.paragraphs[0].add_run("{{ 封面.年度 }}年度")
    document.sections[0].different_first_page_header_footer = first_page
    document.settings.odd_and_even_pages_header_footer = even
    path = folder / "mine.docx"
    path.write_bytes(saved(document))
    return path


@pytest.mark.parametrize("first_page", [False, True])
@pytest.mark.parametrize("even", [False, True])
def test_every_header_that_any_section_prints_says_that_it_is_a_draft(
    tmp_path: Path, first_page: bool, even: bool
) -> None:
    template = own_template(tmp_path, first_page=first_page, even=even)
    draft = docx.Document(io.BytesIO(bytes(selfeval.render(answers(), template=template, draft=True))))
    for section in draft.sections:
        headers = [section.header]
        headers += [section.first_page_header] if section.different_first_page_header_footer else []
        headers += [section.even_page_header] if even else []
        for header in headers:
            assert [paragraph.text for paragraph in header.paragraphs][-1] == "草稿"
    assert draft.sections[-1].header.paragraphs[0].text == "2025年度"


def test_a_header_used_by_two_sections_is_marked_once(tmp_path: Path) -> None:
    path = own_template(tmp_path, sections=1)
    document = docx.Document(str(path))
    reference = document.sections[0]._sectPr.find(f"{W}headerReference")
    document.add_section()._sectPr.insert(0, parse_ooxml(etree.tostring(reference)))
    document.add_paragraph("第二节")
    path.write_bytes(saved(document))
    draft = bytes(selfeval.render(answers(), template=path, draft=True))
    assert paragraphs(draft, "word/header1.xml") == ["2025年度", "草稿"]


def test_comments_of_the_template_stay_beside_those_of_the_draft(tmp_path: Path) -> None:
    path = own_template(tmp_path)
    document = docx.Document(str(path))
    document.add_comment(document.paragraphs[0].runs, text="请核对", author="王科长", initials="王")
    path.write_bytes(saved(document))
    draft = bytes(selfeval.render(bad_workbook(tmp_path), template=path, draft=True))
    assert structure(draft) == []
    authors = [comment.author for comment in docx.Document(io.BytesIO(draft)).comments]
    assert authors[0] == "王科长"
    assert set(authors[1:]) == {"selfeval"}
    numbers = [comment.comment_id for comment in docx.Document(io.BytesIO(draft)).comments]
    assert len(set(numbers)) == len(numbers) > 2


def test_a_value_in_a_text_box_has_its_comment_at_the_paragraph_that_holds_the_box(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("题目")
    document.add_paragraph("附图").runs[0]._r.addnext(parse_ooxml(_BOX))
    path = tmp_path / "box.docx"
    path.write_bytes(saved(document))
    draft = bytes(selfeval.render(bad_workbook(tmp_path), template=path, draft=True))
    root = etree.fromstring(unpack(draft, ".docx")["word/document.xml"])
    inside = [mark for box in root.iter(f"{W}txbxContent") for mark in box.iter(f"{W}commentRangeStart")]
    assert inside == []
    assert any("tie-out.total-expenditure" in text for at, text in comments(draft) if at.startswith("附图"))
