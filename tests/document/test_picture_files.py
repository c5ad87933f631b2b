"""图片(…): a picture from the folder of the workbook, and from nowhere else; what is wrong with one is told at its place."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import selfeval
from selfeval.document import Filled, fill, structure
from selfeval.document import picture_files as files
from selfeval.errors import TemplateError
from selfeval.findings import Finding
from selfeval.ooxml.relations import content_types
from selfeval.ooxml.zipped import write_zip
from tests.support.documents import BODY, faults, report, template
from tests.support.live import jpeg, png

MILLIMETRE = 36_000
SYNTAX = (Path(__file__).parents[2] / "docs" / "template-syntax.md").read_text(encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "照片").mkdir()
    (tmp_path / "照片" / "1.png").write_bytes(png())
    (tmp_path / "照片" / "2.jpg").write_bytes(jpeg(40, 20))
    (tmp_path / "公章.png").write_bytes(png(10, 10))
    return tmp_path


def filled(folder: Path | None, *paragraphs: str, **sheets: Any) -> Filled:
    made = fill(template(*paragraphs), report(**sheets), folder=folder)
    assert structure(write_zip(made.parts)) == []
    return made


def told(folder: Path | None, path: str, arguments: str = "") -> Finding:
    [found] = faults(template("前", "{{ 图片('" + path + "'" + arguments + ") }}"), folder=folder)
    assert found.place == "正文第2段"
    assert re.search("[一-龥]", found.body("zh"))
    return found


def test_the_picture_is_a_part_of_its_type_as_wide_as_asked_with_the_name_of_its_file_as_text(folder: Path) -> None:
    made = filled(folder, "见{{ 图片('照片/2.jpg', 宽=80) }}。")

    body = made.parts[BODY].decode()
    assert made.parts["word/media/image1.jpeg"] == jpeg(40, 20)
    assert content_types(made.parts)["word/media/image1.jpeg"] == "image/jpeg"
    assert f'cx="{80 * MILLIMETRE}" cy="{40 * MILLIMETRE}"' in body
    assert re.search(r'<wp:docPr id="\d+" name="图片" descr="2"/>', body)


@pytest.mark.parametrize(
    ("arguments", "size"),
    [("高=10", (20, 10)), ("宽=10, 高=10", (10, 10)), ("宽=12.5", (12.5, 6.25)), ("width=40", (40, 20))],
)
def test_one_side_gives_the_other(folder: Path, arguments: str, size: tuple[float, float]) -> None:
    body = filled(folder, "{{ 图片('照片/2.jpg', " + arguments + ") }}").parts[BODY].decode()

    width, height = (round(side * MILLIMETRE) for side in size)
    assert f'cx="{width}" cy="{height}"' in body


def test_the_english_name_and_a_description_do_the_same(folder: Path) -> None:
    one = filled(folder, "{{ picture('照片/1.png', width=5, description='堤防 \"1\" & 2') }}")

    assert one.parts == filled(folder, "{{ 图片('照片/1.png', 宽=5, 说明='堤防 \"1\" & 2') }}").parts
    assert 'descr="堤防 &quot;1&quot; &amp; 2"' in one.parts[BODY].decode()


def test_the_path_comes_from_a_field_and_in_a_loop_from_each_row(folder: Path) -> None:
    rows = [{"照": "照片/1.png"}, {"照": "公章.png"}, {"照": None}, {"照": "照片\\1.png"}]
    made = filled(
        folder, "{% for 项 in 表 %}{{ 图片(项.照) }}{% endfor %}", "{{ 图片(甲.章) }}", 表=rows, 甲={"章": "公章.png"}
    )

    ids = re.findall('docPr id="(.*?)"', made.parts[BODY].decode())
    assert len(ids) == len(set(ids)) == 4
    assert sorted(name for name in made.parts if "media/" in name) == ["word/media/image1.png", "word/media/image2.png"]
    assert set(made.files) == {"照片/1.png", "公章.png", "照片\\1.png"}


EXAMPLES = re.findall(
    r"\| `((?:图片|picture)\(.*?)` \|$", SYNTAX.split("## Pictures")[1].split("\n## ")[0], re.MULTILINE
)


@pytest.mark.parametrize("call", EXAMPLES)
def test_an_example_of_the_page_is_filled(call: str, folder: Path) -> None:
    for name in ("附件照片/1.jpg", "photos/1.jpg"):
        (folder / name).parent.mkdir()
        (folder / name).write_bytes(jpeg(4, 4))

    assert len(EXAMPLES) == 4
    assert "<w:drawing" in filled(folder, "{{ " + call + " }}", 封面={"公章": "公章.png"}).parts[BODY].decode()


def test_a_blank_path_prints_nothing(folder: Path) -> None:
    assert "<w:drawing" not in filled(folder, "章{{ 图片(甲.章) }}", 甲={"章": None}).parts[BODY].decode()


def test_the_same_files_give_the_same_bytes(folder: Path) -> None:
    one, other = (filled(folder, "{{ 图片('照片/1.png') }}{{ 图片('公章.png') }}") for _ in range(2))

    assert write_zip(one.parts) == write_zip(other.parts)


def test_a_file_that_is_not_there_is_told_with_those_near(folder: Path) -> None:
    found = told(folder, "照片/1.jpg")
    assert found.rule == "fill.no-picture"
    assert "照片/2.jpg" in found.body("zh")
    assert "1.png、2.jpg" in found.hint("zh")
    assert told(folder, "没有/1.jpg").rule == "fill.no-picture"
    assert told(folder, "照片").rule == "fill.no-picture"


@pytest.mark.parametrize(
    "path",
    [
        "../公章.png",
        "照片/../../公章.png",
        "/etc/passwd",
        "C:/公章.png",
        "\\\\server\\share",
        "~/公章.png",
        ".",
        "a\\0.png",
    ],
)
def test_a_path_out_of_the_folder_is_refused_whether_the_file_is_there_or_not(folder: Path, path: str) -> None:
    path = path.replace("\\", "\\\\").replace("\\\\0", "\\u0000")

    assert told(folder / "照片", path).rule == "fill.picture-file"


def test_a_link_out_of_the_folder_is_refused_and_one_within_is_followed(folder: Path) -> None:
    inside = folder / "照片"
    (inside / "外.png").symlink_to(folder / "公章.png")
    (inside / "内.png").symlink_to(inside / "1.png")
    (inside / "夹").symlink_to(folder)
    (inside / "环").symlink_to(inside / "环")

    assert told(inside, "外.png").rule == "fill.picture-file"
    assert told(inside, "夹/公章.png").rule == "fill.picture-file"
    assert told(inside, "环").rule in {"fill.picture-file", "fill.no-picture"}
    assert filled(inside, "{{ 图片('内.png') }}").parts["word/media/image1.png"] == png()


def test_without_a_folder_there_are_no_pictures() -> None:
    assert told(None, "公章.png").rule == "fill.picture-file"


def test_a_file_that_is_too_large_or_no_picture_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "字.png").write_text("字", encoding="utf-8")
    assert told(folder, "字.png").rule == "fill.picture"
    monkeypatch.setattr(files, "MOST_PICTURE_BYTES", 10)
    assert told(folder, "公章.png").rule == "fill.picture-file"


@pytest.mark.parametrize("arguments", [", 宽=0", ", 宽=-1", ", 高=5000"])
def test_a_length_nobody_can_see_is_refused(folder: Path, arguments: str) -> None:
    assert told(folder, "公章.png", arguments).rule == "fill.wrong-argument"


def test_wrong_arguments_are_told_with_the_right_ones(folder: Path) -> None:
    assert "[宽]、[高]、[说明]" in told(folder, "公章.png", ", 长=5").body("zh")


def test_a_traced_filling_gives_the_same_document(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(png())
    (tmp_path / "t.docx").write_bytes(template("{{ 甲.名 }}{{ 图片(甲.图) }}"))
    (tmp_path / "x.xlsx").write_bytes(workbook({"甲": {"名": "某", "图": "a.png"}}))

    document = selfeval.render(tmp_path / "x.xlsx", template=tmp_path / "t.docx")

    assert [(value.text, value.cells) for value in document.trace] == [("某", ("甲!B2",)), ("", ("甲!B3",))]
    assert list(document.files) == ["a.png"]


def workbook(sheets: dict[str, dict[str, str]]) -> bytes:
    import io

    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, fields in sheets.items():
        sheet = book.create_sheet(name)
        sheet.append(["项目", "填报内容", "单位", "填报说明"])
        for label, text in fields.items():
            sheet.append([label, text])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_bytes_and_mappings_have_no_folder_and_say_so(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "t.docx").write_bytes(template("{{ 甲.名 }}{{ 图片('公章.png') }}"))
    for given in ({"甲": {"名": "某"}}, workbook({"甲": {"名": "某"}})):
        with pytest.raises(TemplateError) as refused:
            selfeval.render(given, template=tmp_path / "t.docx")  # type: ignore[arg-type]
        assert [found.rule for found in refused.value.findings] == ["fill.picture-file"]


def test_a_batch_writes_a_document_again_when_its_picture_has_changed(tmp_path: Path) -> None:
    (tmp_path / "收").mkdir()
    (tmp_path / "t.docx").write_bytes(template("{{ 甲.名 }}{{ 图片('a.png') }}"))
    (tmp_path / "收" / "a.png").write_bytes(png())
    (tmp_path / "收" / "x.xlsx").write_bytes(workbook({"甲": {"名": "某"}}))

    def status() -> list[str]:
        batch = selfeval.render_batch(tmp_path / "收", tmp_path / "出", template=tmp_path / "t.docx", jobs=1)
        return [result.status for result in batch]

    assert status() == ["done"]
    assert status() == ["unchanged"]
    (tmp_path / "收" / "a.png").write_bytes(png(9, 9))
    assert status() == ["done"]
    (tmp_path / "收" / "a.png").unlink()
    assert status() == ["failed"]
