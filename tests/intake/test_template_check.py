"""`selfeval template check`: what is wrong with a template, found before anybody fills it."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

import selfeval
from selfeval import templates
from selfeval.errors import OutputError, TemplateError
from selfeval.findings import Findings
from tests.support.documents import saved, template, with_body
from tests.support.word import paragraphs, parts
from tests.support.workbooks import workbook

FORM = """
id = "试"
version = "1"
title = "报告"
unit = "万元"

[sheet."封面"]
kind = "fields"
field."单位名称" = { means = "unit_name" }
field."传真" = {}
field."收入" = { type = "金额" }
field."支出" = { type = "金额" }
field."等级" = { type = "选项", choices = ["优", "良"] }

[sheet."项目"]
kind = "table"
column."名称" = {}
column."金额" = { type = "金额" }

[derived."封面.结余"]
value = '封面.收入 - 封面.支出'
type = "金额"
"""
PLAIN = ("{{ 封面.单位名称 }}", "{{ 封面.结余 }}万元，{{ 封面.等级 }}")
TABLE = [["名称", "金额"], ["{%tr for 项 in 项目 %}", ""], ["{{ 项.名称 }}", "{{ 项.金额 }}"], ["{%tr endfor %}", ""]]


def form_folder(tmp_path: Path, *body: str, form: str = FORM, table: list[list[str]] | None = None) -> Path:
    folder = tmp_path / "试"
    folder.mkdir(exist_ok=True)
    (folder / "form.toml").write_text(form, encoding="utf-8")
    (folder / "report.docx").write_bytes(template(*(body or PLAIN), table=TABLE if table is None else table))
    return folder


def written(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "mine.docx"
    path.write_bytes(data)
    return path


def rules(found: Findings) -> list[tuple[str, str]]:
    return [(one.place, one.rule) for one in found]


@pytest.mark.parametrize("name", ["hunan", "sichuan", "xiangmu"])
def test_the_built_in_forms_are_clean_but_for_notes(name: str) -> None:
    found = templates.check(name, gongwen=True)
    assert [one.message() for one in (*found.errors, *found.warnings)] == []


def test_a_field_asked_and_never_printed_is_a_note_unless_a_figure_reads_it(tmp_path: Path) -> None:
    found = templates.check(form_folder(tmp_path))
    assert rules(found) == [("封面.传真", "lint.not-printed")]
    assert found.notes == found


def test_a_name_printed_and_never_asked_is_an_error_with_its_place(tmp_path: Path) -> None:
    found = templates.check(form_folder(tmp_path, *PLAIN, "{{ 封面.电话 }}"))
    assert ("正文第3段", "template.unknown-name") in rules(found)


def test_a_fault_of_the_form_is_told_like_any_other(tmp_path: Path) -> None:
    form = FORM + '\n[check."x.y"]\nleft = "封面.没有"\nequal = "封面.收入"\n'
    assert [one.rule for one in templates.check(form_folder(tmp_path, form=form))] == ["form.unknown-name"]


def test_every_fault_of_the_tags_is_told_in_one_pass(tmp_path: Path) -> None:
    found = templates.check(written(tmp_path, template("{{ 封面.单位名称", "{% fro 项 in 项目 %}", "一、概况")))
    assert {one.rule for one in found} == {"template.unclosed-tag", "template.unknown-tag", "lint.heading-style"}


def test_a_loop_begun_in_one_cell_and_ended_in_another_wants_rows_of_its_own(tmp_path: Path) -> None:
    table = [["名称", "金额"], ["{% for 项 in 项目 %}{{ 项.名称 }}", "{{ 项.金额 }}{% endfor %}"]]
    found = templates.check(form_folder(tmp_path, table=table))
    (said,) = (one for one in found if one.rule == "lint.row-loop")
    assert (said.place, "{%tr for" in said.hint()) == ("正文表1第2行第1列", True)


def test_the_same_loop_in_several_cells_of_a_row_wants_rows_of_its_own(tmp_path: Path) -> None:
    cell = "{% for 项 in 项目 %}{{ 项.名称 }}{% endfor %}"
    found = templates.check(form_folder(tmp_path, table=[["名称", "再"], [cell, cell]]))
    assert ("正文表1第2行第1列", "lint.row-loop") in rules(found)


def test_one_loop_in_one_cell_is_no_fault(tmp_path: Path) -> None:
    table = [["各项", "数"], ["{% for 项 in 项目 %}{{ 项.名称 }}{{ 项.金额 }}{% endfor %}", "{{ 封面.收入 }}"]]
    assert "lint.row-loop" not in {one.rule for one in templates.check(form_folder(tmp_path, table=table))}


@pytest.mark.parametrize("text", ["一、基本情况", "（二）主要职责", "{{ 编号(1) }}基本情况"])
def test_what_looks_like_a_heading_wants_a_heading_style(tmp_path: Path, text: str) -> None:
    path = written(tmp_path, template("{{ 封面.单位名称 }}", text))
    assert rules(templates.check(path)) == [("正文第2段", "lint.heading-style")]
    document = docx.Document(io.BytesIO(path.read_bytes()))
    document.paragraphs[1].style = "Heading 1"
    path.write_bytes(saved(document))
    assert rules(templates.check(path)) == []


def test_a_sentence_that_begins_with_a_number_is_no_heading(tmp_path: Path) -> None:
    body = template("{{ 封面.单位名称 }}", "一、本年收入增加，支出减少。", "（一）人员经费；")
    assert rules(templates.check(written(tmp_path, body))) == []


def test_headings_numbered_by_hand_beside_counted_ones_are_told(tmp_path: Path) -> None:
    document = docx.Document(io.BytesIO(template("{{ 封面.单位名称 }}", "一、概况", "{{ 编号(1) }}整改")))
    for paragraph in document.paragraphs[1:]:
        paragraph.style = "Heading 1"
    assert rules(templates.check(written(tmp_path, saved(document)))) == [("正文第3段", "lint.mixed-numbers")]


def test_what_is_told_of_the_build_comes_in_the_order_of_the_document(tmp_path: Path) -> None:
    cells = ["{% for 项 in 项目 %}{{ 项.名称 }}", "{{ 项.金额 }}{% endfor %}"]
    document = docx.Document(io.BytesIO(template("一、概况", "{{ 封面.年度 }}", table=[["名称", "金额"], cells])))
    document.add_paragraph("二、项目")
    found = templates.check(written(tmp_path, saved(document)))
    assert [place for place, rule in rules(found) if rule.startswith("lint.")] == [
        "正文第1段",
        "正文表1第2行第1列",
        "正文第7段",
    ]


def test_tags_in_a_paragraph_word_numbers_itself_are_told(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("概况{{ 封面.单位名称 }}", style="List Number")
    document.add_paragraph("要点{{ 封面.年度 }}", style="List Bullet")
    assert rules(templates.check(written(tmp_path, saved(document)))) == [("正文第1段", "lint.automatic-number")]


def test_chinese_in_a_latin_font_alone_is_told_once_with_how_often(tmp_path: Path) -> None:
    document = docx.Document()
    defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    defaults.remove(defaults.find(qn("w:rFonts")))
    for text in ("{{ 封面.单位名称 }}", "自评", "abc"):
        document.add_paragraph().add_run(text).font.name = "Arial"
    (said,) = templates.check(written(tmp_path, saved(document)))
    assert (said.rule, said.place, said.details["number"]) == ("lint.no-chinese-font", "正文第1段", "2")


def test_open_changes_around_tags_are_told(tmp_path: Path) -> None:
    data = template("{{ 封面.单位名称 }}自评")
    changed = with_body(data, "<w:r>", '<w:ins w:id="1" w:author="甲"><w:r><w:t>新</w:t></w:r></w:ins><w:r>')
    assert ("正文第1段", "lint.open-changes") in rules(templates.check(written(tmp_path, changed)))


def test_a_condition_that_never_holds_is_told_once_for_all_that_stands_in_it(tmp_path: Path) -> None:
    body = (*PLAIN, "{%p if 封面.收入 < 0 %}", "赤字{{ 封面.收入 }}", "{%p endif %}")
    found = templates.check(form_folder(tmp_path, *body))
    assert ("正文第3段", "lint.never-holds") in rules(found)


@pytest.mark.parametrize(
    "condition",
    [
        '封面.等级 == "良"',
        "封面.收入 > 封面.支出",
        "封面.收入 < 封面.支出",
        "封面.收入 == 封面.支出",
        "not 项目",
        "not 封面.收入",
    ],
)
def test_conditions_that_may_hold_are_reached(tmp_path: Path, condition: str) -> None:
    body = (*PLAIN, f"{{%p if {condition} %}}", "有{{ 封面.单位名称 or 封面.结余 or 1 }}", "{%p endif %}")
    assert "lint.never-printed" not in {one.rule for one in templates.check(form_folder(tmp_path, *body))}


def test_an_answer_read_and_never_printed_is_told(tmp_path: Path) -> None:
    found = templates.check(form_folder(tmp_path, *PLAIN, "{{ 封面.传真 if false else 封面.单位名称 }}"))
    assert ("lint.not-come-out", "封面.传真") in {(one.rule, one.details.get("name")) for one in found}


def test_an_answer_behind_a_condition_that_nobody_can_judge_is_not_told(tmp_path: Path) -> None:
    body = (*PLAIN, "{%p if 封面.结余 == 0.123 %}", "{{ 封面.传真 }}", "{%p endif %}")
    assert rules(templates.check(form_folder(tmp_path, *body))) == []


@pytest.mark.parametrize("name", ["hunan", "sichuan", "xiangmu"])
def test_the_word_file_of_a_built_in_form_is_clean_but_for_notes_without_its_form(name: str) -> None:
    path = Path(__file__).parents[2] / "templates" / name / "report.docx"
    found = templates.check(path)
    assert found.notes == found


def test_a_bare_word_file_is_tried_with_what_it_needs_itself(tmp_path: Path) -> None:
    path = written(tmp_path, template(*PLAIN[:1], table=TABLE))
    assert rules(templates.check(path)) == []


def test_a_picture_that_is_not_there_yet_is_no_fault_of_the_template(tmp_path: Path) -> None:
    found = templates.check(
        form_folder(tmp_path, *PLAIN, '{{ 图片("附件照片/1.png", 宽=40) }}', "{{ 图片(封面.传真) }}")
    )
    assert [one.rule for one in (*found.errors, *found.warnings)] == []


def test_a_sum_over_a_column_of_a_bare_word_file_is_no_fault(tmp_path: Path) -> None:
    path = written(tmp_path, template("{{ 封面.单位名称 }}", "共{{ 合计(项目.金额) }}万元", table=TABLE))
    assert rules(templates.check(path)) == []


def test_a_word_file_without_a_tag_is_no_template(tmp_path: Path) -> None:
    assert [one.rule for one in templates.check(written(tmp_path, template("写好的报告")))] == ["template.no-tags"]


def test_what_is_no_word_file_is_told(tmp_path: Path) -> None:
    assert [one.severity.value for one in templates.check(written(tmp_path, b"PK"))] == ["error"]
    with pytest.raises(TemplateError):
        templates.check(tmp_path / "没有.docx")


def test_a_workbook_judges_the_names_of_a_bare_word_file(tmp_path: Path) -> None:
    book = tmp_path / "数据.xlsx"
    book.write_bytes(workbook({"封面": [["项目", "填报内容"], ["单位名称", "某局"]]}))
    path = written(tmp_path, template("{{ 封面.单位名称 }}", "{{ 封面.单位名 }}"))
    assert rules(templates.check(path, data=book)) == [("正文第2段", "template.unknown-name")]


def test_a_workbook_shows_what_its_answers_do_to_the_template(tmp_path: Path) -> None:
    book = tmp_path / "数据.xlsx"
    book.write_bytes(workbook({"封面": [["项目", "填报内容"], ["人数", "十余人"]]}))
    path = written(tmp_path, template("{{ 封面.人数 + 1 }}"))
    assert rules(templates.check(path)) == []
    assert rules(templates.check(path, data=book)) == [("正文第1段", "fill.cannot-compute")]


def test_a_workbook_of_another_form_is_told(tmp_path: Path) -> None:
    book = tmp_path / "数据.xlsx"
    selfeval.new_workbook(book, template="sichuan")
    assert ("数据.xlsx", "form.differs") in rules(templates.check("hunan", data=book))


class TestGongwen:
    def test_margins_paper_fonts_and_sizes_that_differ_are_told(self, tmp_path: Path) -> None:
        document = docx.Document()
        section = document.sections[0]
        section.page_width, section.page_height = Mm(216), Mm(279)
        section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = map(Mm, (37, 35, 28, 32))
        document.add_paragraph("一、概况", style="Heading 1")
        run = document.add_paragraph().add_run("{{ 封面.单位名称 }}自评")
        run.font.size = Pt(12)
        path = written(tmp_path, saved(document))
        found = templates.check(path, gongwen=True)
        told = [(one.rule, one.details.get("name", ""), one.found) for one in found]
        assert ("lint.gongwen-paper", "", "216 × 279") in told
        assert [one for one in told if one[0] == "lint.gongwen-margin"] == [("lint.gongwen-margin", "右", "32")]
        assert ("lint.gongwen-letters", "正文的字号", "12 磅") in told
        assert not any(rule.startswith("lint.gongwen") for rule in {one.rule for one in templates.check(path)})

    def test_a_margin_that_is_not_in_words_units_is_not_judged(self, tmp_path: Path) -> None:
        document = docx.Document()
        document.add_paragraph("{{ 封面.单位名称 }}")
        margins = document.sections[0]._sectPr.find(qn("w:pgMar"))
        for side in ("top", "bottom", "left", "right"):
            margins.set(qn(f"w:{side}"), "1.5in")
        data = saved(document)
        found = templates.check(written(tmp_path, data), gongwen=True)
        assert "lint.gongwen-margin" not in {one.rule for one in found}

    def test_a_page_as_the_standard_has_it_is_clean(self, tmp_path: Path) -> None:
        document = docx.Document()
        section = document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = map(Mm, (37, 35, 28, 26))
        for text, font, style in (
            ("一、概况", "黑体", "Heading 1"),
            ("{{ 封面.单位名称 }}自评", "仿宋_GB2312", "Normal"),
        ):
            run = document.add_paragraph(style=style).add_run(text)
            run.font.size = Pt(16)
            run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
        assert rules(templates.check(written(tmp_path, saved(document)), gongwen=True)) == []


class TestAnnotating:
    def test_problems_become_comments_at_their_places_and_the_text_stays(self, tmp_path: Path) -> None:
        path = written(tmp_path, template("{{ 封面.单位名称", "一、概况"))
        out = templates.annotate(path, tmp_path / "批注.docx", templates.check(path))
        assert paragraphs(out.read_bytes()) == ["{{ 封面.单位名称", "一、概况"]
        body = parts(out.read_bytes())["word/document.xml"].decode()
        first, second = body.split("</w:p>")[:2]
        assert (first.count("commentReference"), second.count("commentReference")) == (1, 1)
        comments = "".join(paragraphs(out.read_bytes(), "word/comments1.xml"))
        assert "template.unclosed-tag" in comments
        assert "lint.heading-style" in comments
        assert "w:date" not in parts(out.read_bytes())["word/comments1.xml"].decode()

    def test_all_that_is_said_of_one_paragraph_stands_in_one_comment(self, tmp_path: Path) -> None:
        path = written(tmp_path, template("一、概况{{ 封面.单位名称 }}{{ 封面.收入|万圆 }}"))
        found = templates.check(path)
        out = templates.annotate(path, tmp_path / "批注.docx", found)
        assert len(found) == 2
        assert parts(out.read_bytes())["word/comments1.xml"].decode().count("<w:comment ") == 1
        text = "".join(paragraphs(out.read_bytes(), "word/comments1.xml"))
        assert all(one.body() in text and one.hint() in text for one in found)

    def test_a_problem_without_a_paragraph_stands_at_the_first(self, tmp_path: Path) -> None:
        folder = form_folder(tmp_path)
        out = templates.annotate(folder, tmp_path / "批注.docx", templates.check(folder))
        assert "封面.传真" in "".join(paragraphs(out.read_bytes(), "word/comments1.xml"))

    def test_a_file_without_a_paragraph_gets_one_for_its_comment(self, tmp_path: Path) -> None:
        document = docx.Document()
        assert not document.paragraphs
        path = written(tmp_path, saved(document))
        out = templates.annotate(path, tmp_path / "批注.docx", templates.check(path))
        assert "template.no-tags" in "".join(paragraphs(out.read_bytes(), "word/comments1.xml"))

    def test_a_file_without_text_is_refused(self, tmp_path: Path) -> None:
        document = docx.Document()
        document.element.remove(document.element.body)
        with pytest.raises(TemplateError):
            templates.annotate(written(tmp_path, saved(document)), tmp_path / "批注.docx", [])

    def test_nothing_that_is_there_is_overwritten(self, tmp_path: Path) -> None:
        path = written(tmp_path, template("{{ 封面.单位名称 }}"))
        with pytest.raises(OutputError):
            templates.annotate(path, path, [])

    def test_a_problem_in_a_text_box_stands_beside_the_box(self, tmp_path: Path) -> None:
        document = docx.Document()
        paragraph = document.add_paragraph("{{ 封面.年度 }}")
        run = paragraph.add_run()._r
        box = OxmlElement("w:txbxContent")
        inner = OxmlElement("w:p")
        text = OxmlElement("w:r")
        text.append(OxmlElement("w:t"))
        text[0].text = "{{ 封面.单位名称"
        inner.append(text)
        box.append(inner)
        holder = OxmlElement("w:pict")
        holder.append(box)
        run.append(holder)
        path = written(tmp_path, saved(document))
        out = templates.annotate(path, tmp_path / "批注.docx", templates.check(path))
        body = parts(out.read_bytes())["word/document.xml"].decode()
        assert "commentReference" not in body[body.index("<w:txbxContent>") : body.index("</w:txbxContent>")]
        assert "commentReference" in body
