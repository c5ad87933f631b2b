import os
from pathlib import Path

import pytest

import selfeval
from selfeval.ooxml.zipped import write_zip
from tests.support.answers import answers, workbook
from tests.support.word import parts


def edited(document: bytes) -> bytes:
    """As a person would leave it: one word changed in Word."""
    changed = parts(document)
    changed["word/document.xml"] = changed["word/document.xml"].replace("某市甲局".encode(), "某市乙局".encode())
    return write_zip(changed)


def test_a_document_of_our_own_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    selfeval.render(answers(), path)
    selfeval.render(answers(封面={"单位名称": "某市乙局"}), path)
    assert b"".join(parts(path.read_bytes()).values()).decode().count("某市乙局")


def test_a_document_somebody_edited_is_kept_unless_forced(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    changed = edited(bytes(selfeval.render(answers())))
    path.write_bytes(changed)
    with pytest.raises(selfeval.OutputError, match="有人修改过"):
        selfeval.render(answers(), path)
    assert path.read_bytes() == changed
    selfeval.render(answers(), path, overwrite=True)
    assert path.read_bytes() != changed


@pytest.mark.parametrize("there", [b"", b"hello", b"PK\x03\x04broken"])
def test_a_file_selfeval_did_not_write_is_kept(tmp_path: Path, there: bytes) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(there)
    with pytest.raises(selfeval.OutputError, match="不是 selfeval 生成的"):
        selfeval.render(answers(), path)
    assert path.read_bytes() == there


def test_overwrite_false_replaces_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    selfeval.render(answers(), path)
    with pytest.raises(selfeval.OutputError, match="已经存在"):
        selfeval.render(answers(), path, overwrite=False)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(selfeval.OutputError, match="文件夹不存在"):
        selfeval.render(answers(), tmp_path / "none" / "a.docx")


def test_no_temporary_file_stays_when_the_place_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.docx").mkdir()
    with pytest.raises(selfeval.OutputError):
        selfeval.render(answers(), tmp_path / "a.docx")
    assert [path.name for path in tmp_path.iterdir()] == ["a.docx"]


def test_a_new_document_follows_the_umask_and_a_replaced_one_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    before = os.umask(0o027)
    try:
        selfeval.render(answers(), path)
    finally:
        os.umask(before)
    assert path.stat().st_mode & 0o777 == 0o640
    path.chmod(0o600)
    selfeval.render(answers(), path)
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_blank_workbook_never_overwrites(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    selfeval.new_workbook(path)
    before = path.read_bytes()
    with pytest.raises(selfeval.OutputError, match="没有覆盖"):
        selfeval.new_workbook(path)
    assert path.read_bytes() == before


def test_a_blank_workbook_asks_for_what_is_required_and_says_nothing_else(tmp_path: Path) -> None:
    selfeval.new_workbook(tmp_path / "a.xlsx")
    findings = selfeval.check(tmp_path / "a.xlsx")
    assert {rule for _, rule in findings.errors.rows()} == {"value.required"}
    assert {found.details["label"] for found in findings.errors} >= {"年度", "单位名称", "支出合计", "主要职责"}


def test_the_report_is_never_written_over_its_own_workbook(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx")
    before = path.read_bytes()
    with pytest.raises(selfeval.OutputError, match="输入的工作簿"):
        selfeval.render(path, path, overwrite=True)
    assert path.read_bytes() == before


def test_a_link_stays_a_link_and_what_it_points_to_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "link.docx").symlink_to(tmp_path / "real.docx")
    selfeval.render(answers(), tmp_path / "link.docx")
    assert (tmp_path / "link.docx").is_symlink()
    assert (tmp_path / "real.docx").stat().st_size > 5000


@pytest.mark.parametrize("overwrite", [True, "own"])
def test_a_name_too_long_is_told(tmp_path: Path, overwrite: selfeval.api.document.Overwrite) -> None:  # type: ignore[name-defined]
    with pytest.raises(selfeval.OutputError):
        selfeval.render(answers(), tmp_path / ("长" * 200 + ".docx"), overwrite=overwrite)
