"""What is told of how a template is built, and what is not: people's own Word files raise no false alarm."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from selfeval import templates
from tests.support.documents import saved, template

TAG = "{{ 封面.单位名称 }}"


def rules(path: Path, *, gongwen: bool = False) -> list[tuple[str, str]]:
    return [(one.place, one.rule) for one in templates.check(path, gongwen=gongwen)]


def written(tmp_path: Path, document: docx.document.Document) -> Path:
    path = tmp_path / "mine.docx"
    path.write_bytes(saved(document))
    return path


class TestHeadings:
    def document(
        self, *, size: int = 16, bold: bool = True, aligned: int | None = None, text: str = "基本情况"
    ) -> object:
        document = docx.Document()
        document.styles["Normal"].font.size = Pt(12)
        document.add_paragraph(TAG + "是本级预算单位，主管全县水利工作，下设三个股室")
        paragraph = document.add_paragraph()
        run = paragraph.add_run(text)
        run.font.size, run.bold, paragraph.alignment = Pt(size), bold, aligned
        return document

    def test_a_short_line_that_is_larger_and_bold_looks_like_one(self, tmp_path: Path) -> None:
        assert rules(written(tmp_path, self.document())) == [("正文第2段", "lint.heading-style")]  # type: ignore[arg-type]

    @pytest.mark.parametrize(
        "look",
        [
            {"size": 12},
            {"bold": False},
            {"aligned": WD_ALIGN_PARAGRAPH.CENTER},
            {"aligned": WD_ALIGN_PARAGRAPH.RIGHT},
            {"text": "请注意：以下内容由财务股填写。"},
            {"text": "基" * 31},
        ],
    )
    def test_what_is_not_larger_bold_short_or_stands_in_the_middle_does_not(
        self, tmp_path: Path, look: dict[str, object]
    ) -> None:
        assert rules(written(tmp_path, self.document(**look))) == []  # type: ignore[arg-type]


class TestOpenChanges:
    def changed(self, where: str) -> docx.document.Document:
        document = docx.Document(io.BytesIO(template(TAG, table=[["名称", TAG]])))
        row, paragraph = document.tables[0].rows[0]._tr, document.paragraphs[0]._p
        holder = row.get_or_add_trPr() if where == "row" else paragraph.get_or_add_pPr()
        if where == "end":
            holder.append(OxmlElement("w:rPr"))
            holder = holder[-1]
        change = OxmlElement("w:ins")
        change.set(qn("w:id"), "9")
        change.set(qn("w:author"), "甲")
        holder.append(change)
        return document

    @pytest.mark.parametrize(("where", "place"), [("end", "正文第1段"), ("row", "正文表1第1行第2列")])
    def test_an_open_end_of_a_paragraph_or_an_open_row_is_told(self, tmp_path: Path, where: str, place: str) -> None:
        assert (place, "lint.open-changes") in rules(written(tmp_path, self.changed(where)))


class TestLoopsInCells:
    @pytest.mark.parametrize(
        "cell",
        [
            "{% for 项 in 项目 %}{{ 项.名称 }}、{% endfor %}",
            "{% for 项 in 项目 %}{{ 项.名称 }}{{ '' if loop.last else ';' }}{% endfor %}",
        ],
    )
    def test_cells_that_each_list_all_in_one_line_are_meant_so(self, tmp_path: Path, cell: str) -> None:
        path = tmp_path / "mine.docx"
        path.write_bytes(template(TAG, table=[["各项", "同"], [cell, cell]]))
        assert rules(path) == []


class TestGongwen:
    @pytest.mark.parametrize("font", ["仿宋_GB2312", "FangSong_GB2312", "方正仿宋_GBK", "华文仿宋", "STFangsong"])
    def test_a_font_is_known_by_every_name_it_goes_by(self, tmp_path: Path, font: str) -> None:
        document = docx.Document()
        for text, named in (("一、概况", "SimHei"), (TAG + "自评", font)):
            run = document.add_paragraph().add_run(text)
            run.font.size = Pt(16)
            run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), named)
        found = rules(written(tmp_path, document), gongwen=True)
        assert "lint.gongwen-letters" not in {rule for _, rule in found}

    def test_a_figure_in_a_font_of_its_own_is_no_fault_of_the_chinese_font(self, tmp_path: Path) -> None:
        document = docx.Document()
        heading = document.add_paragraph().add_run("一、概况")
        number = document.add_paragraph().add_run("2025")
        for run, font in ((heading, "黑体"), (number, "宋体")):
            run.font.size = Pt(16)
            run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
        found = rules(written(tmp_path, document), gongwen=True)
        assert "lint.gongwen-letters" not in {rule for _, rule in found}


def test_a_faulty_form_and_its_faulty_word_file_are_told_in_one_pass(tmp_path: Path) -> None:
    (tmp_path / "form.toml").write_text(
        'id = "试"\nversion = "1"\ntitle = "报告"\nunit = "万元"\nrequird = 1\n', "utf-8"
    )
    (tmp_path / "report.docx").write_bytes(template("{{ 封面.单位名称", "一、概况"))
    told = {rule for _, rule in rules(tmp_path)}
    assert {"form.unknown-key", "template.unclosed-tag", "lint.heading-style"} <= told
