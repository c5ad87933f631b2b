"""docxtpl's objects as values of plain data: from the mapping through the report into the document."""

from __future__ import annotations

import io
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import docx
import docxtpl
import pytest
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage, Listing, RichText, RichTextParagraph

import selfeval
from selfeval.errors import InvalidReport
from selfeval.report import Live
from tests.support.documents import saved, template
from tests.support.live import document_lines, docxtpl_lines, guest, png, sound
from tests.support.validator import faults as validator_faults
from tests.support.validator import program
from tests.support.word import parts

LAYOUT = (
    "单位：{{r 封面.单位名称 }}。",
    "{{ 封面.列 }}",
    "{{p 封面.段 }}",
    "图{{ 封面.图 }}",
    "{%p for 行 in 表 %}",
    "{{r 行.名 }}",
    "{%p endfor %}",
)


@pytest.fixture
def template_path(tmp_path: Path) -> Path:
    path = tmp_path / "模板.docx"
    path.write_bytes(template(*LAYOUT, header="{{r 封面.单位名称 }}"))
    return path


def values(engine: DocxTemplate) -> dict[str, Any]:
    name = RichText("某某局", bold=True, font="仿宋_GB2312", color="#FF0000", size=32)
    name.add("（盖章）", italic=True)
    paragraph = RichTextParagraph(RichText("第一段", bold=True), parastyle="Heading 1")
    paragraph.add("第二段")
    picture = InlineImage(engine, io.BytesIO(png()), width=Mm(30))
    return {
        "封面": {"单位名称": name, "列": Listing("一、\n二、\a三、<&>"), "段": paragraph, "图": picture},
        "表": [{"名": RichText(f"第{number}行", underline=True)} for number in (1, 2)],
    }


def test_they_reach_the_document_with_the_text_docxtpl_prints(template_path: Path) -> None:
    document = sound(bytes(selfeval.render(values(DocxTemplate(template_path)), template=template_path)))

    assert document_lines(document) == docxtpl_lines(template_path.read_bytes(), values)
    assert document_lines(document, "word/header1.xml") == ["某某局（盖章）"]
    assert "word/media/image1.png" in parts(document)


def test_the_same_values_give_the_same_bytes(template_path: Path) -> None:
    first, second = (
        bytes(selfeval.render(values(DocxTemplate(template_path)), template=template_path)) for _ in range(2)
    )

    assert first == second


@pytest.mark.validator
@pytest.mark.skipif(program() is None, reason="the Open XML validator is not installed")
def test_the_document_is_valid(template_path: Path, tmp_path: Path) -> None:
    selfeval.render(values(DocxTemplate(template_path)), tmp_path / "报告.docx", template=template_path)

    assert validator_faults(tmp_path / "报告.docx") == ""


def test_the_report_holds_what_they_held_and_pickles(template_path: Path) -> None:
    report = selfeval.load(values(DocxTemplate(template_path)), template=template_path)
    found = report["封面.单位名称"]

    assert isinstance(found, Live)
    assert found.kind == "RichText"
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301


def test_a_change_after_reading_changes_nothing(template_path: Path) -> None:
    given = values(DocxTemplate(template_path))
    report = selfeval.load(given, template=template_path)
    before = report["封面.单位名称"]
    given["封面"]["单位名称"].add("后加的")

    assert before == report["封面.单位名称"]
    assert "后加的".encode() not in before.data  # type: ignore[union-attr]


class RichTextOfAnother:
    """Looks like one, and is none of docxtpl's."""

    xml = "<w:r><w:t>x</w:t></w:r>"


@pytest.mark.parametrize("value", [RichTextOfAnother(), object(), print, {1}, b"<w:r/>"])
def test_any_other_object_stays_a_finding(template_path: Path, value: object) -> None:
    given = values(DocxTemplate(template_path))
    given["封面"]["单位名称"] = value

    with pytest.raises(InvalidReport) as refused:
        selfeval.render(given, template=template_path)

    assert [(item.place, item.rule) for item in refused.value.findings] == [("封面.单位名称", "cell.unsupported-value")]


@pytest.mark.parametrize("source", ["没有这个文件.png", io.BytesIO(b"x" * (20 * 2**20 + 1)), 7])
def test_a_picture_that_cannot_be_read_is_a_finding(template_path: Path, source: Any) -> None:
    given = values(DocxTemplate(template_path))
    given["封面"]["图"] = InlineImage(DocxTemplate(template_path), source)

    with pytest.raises(InvalidReport) as refused:
        selfeval.render(given, template=template_path)

    assert refused.value.findings.rows() == [("封面.图", "cell.unsupported-value")]
    assert "InlineImage" in refused.value.findings[0].found


def test_a_form_takes_them_for_text_and_not_for_numbers() -> None:
    given = {"封面": {"单位名称": RichText("某某局")}, "一般公共预算": {"支出合计": RichText("1.5")}}
    found = {item.place: item.rule for item in selfeval.check(given, template="hunan").errors}

    assert "封面.单位名称" not in found
    assert found["一般公共预算.支出合计"] == "cell.unsupported-value"


def test_a_subdocument_is_carried_over(tmp_path: Path) -> None:
    pytest.importorskip("docxcompose", reason="docxtpl's Subdoc needs docxcompose")
    path = tmp_path / "模板.docx"
    path.write_bytes(template("前", "{{p 封面.附 }}", "中", "{{p 封面.新 }}", "后{{ 封面.文 }}"))
    source = tmp_path / "附.docx"
    source.write_bytes(saved(guest()))
    engine = DocxTemplate(path)
    new = engine.new_subdoc()
    new.add_paragraph("新写的一段", style="Heading 2")
    new.add_picture(io.BytesIO(png(6, 6)))
    given = {"封面": {"附": engine.new_subdoc(str(source)), "新": new, "文": "x"}}

    document = sound(bytes(selfeval.render(given, template=path)))

    assert document_lines(document) == [
        "前",
        "附件标题",
        "自己的样式",
        "第一项",
        "第二项",
        "",
        "格",
        "",
        "中",
        "新写的一段",
        "",
        "后x",
    ]
    assert {name for name in parts(document) if "media/" in name} == {"word/media/image1.png", "word/media/image2.png"}


class SubdocOfDocxtpl:
    """What docxtpl's Subdoc is to its reader; the class itself needs docxcompose."""

    def __init__(self, engine: DocxTemplate) -> None:
        self.docx = engine.get_docx()
        self.subdocx = docx.Document()
        self.subdocx._part = self.docx._part


def test_a_subdocument_is_read_with_the_parts_of_its_template(
    template_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(docxtpl, "Subdoc", SubdocOfDocxtpl, raising=False)
    subdoc = SubdocOfDocxtpl(DocxTemplate(template_path))
    subdoc.subdocx.add_paragraph("新写的一段", style="Heading 2")
    subdoc.subdocx.add_picture(io.BytesIO(png(6, 6)))
    given = values(DocxTemplate(template_path))
    given["封面"]["段"] = subdoc

    document = sound(bytes(selfeval.render(given, template=template_path)))

    assert "新写的一段" in document_lines(document)
    assert {name for name in parts(document) if "media/" in name} == {"word/media/image1.png", "word/media/image2.png"}


def test_a_subdocument_that_cannot_be_read_is_a_finding(template_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docxtpl, "Subdoc", SubdocOfDocxtpl, raising=False)
    subdoc = SubdocOfDocxtpl(DocxTemplate(template_path))
    subdoc.docx = None
    given = values(DocxTemplate(template_path))
    given["封面"]["段"] = subdoc

    with pytest.raises(InvalidReport) as refused:
        selfeval.render(given, template=template_path)

    assert refused.value.findings.rows() == [("封面.段", "cell.unsupported-value")]


def test_a_plain_template_loads_neither_docxtpl_nor_python_docx(template_path: Path, tmp_path: Path) -> None:
    path = tmp_path / "平.docx"
    path.write_bytes(template("{{r 封面.单位名称 }}", "{{p 封面.文 }}"))
    script = (
        "import sys, selfeval; selfeval.render({'封面': {'单位名称': '某某局', '文': ['一', '二']}}, "
        f"template={str(path)!r}); print([m for m in ('docx', 'docxtpl', 'selfeval.document.placing', "
        "'selfeval.workbook.live') if m in sys.modules])"
    )

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"
