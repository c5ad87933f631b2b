from __future__ import annotations

import os
import stat
import sys
import zipfile
from pathlib import Path

import pytest

from selfeval.batch.inputs import Gathered, gather
from tests.support.batches import write, zipped


def keys(found: Gathered) -> list[str]:
    return [one.key for one in found.inputs]


def passed(found: Gathered) -> dict[str, str]:
    return {one.key: one.reason for one in found.passed_over}


def test_a_folder_is_looked_through_to_the_bottom_in_order(tmp_path: Path) -> None:
    for name in ("收件/b.xlsx", "收件/a/深/c.XLSX", "收件/a.xls", "收件/d.et", "收件/e.xlsm"):
        write(tmp_path / name, b"x")
    assert keys(gather([tmp_path / "收件"], tmp_path / "out")) == ["a.xls", "a/深/c.XLSX", "b.xlsx", "d.et", "e.xlsm"]


def test_what_is_no_workbook_is_passed_over_and_counted(tmp_path: Path) -> None:
    for name in (
        "~$a.xlsx",
        ".a.xlsx",
        "._a.xlsx",
        "说明.docx",
        "目录.xlsx/里面.xlsx",
        "__MACOSX/b.xlsx",
        ".git/c.xlsx",
    ):
        write(tmp_path / name, b"x")
    found = gather([tmp_path], tmp_path / "out")
    assert found.inputs == []
    assert passed(found) == {
        "~$a.xlsx": "lock",
        ".a.xlsx": "hidden",
        "._a.xlsx": "resource",
        "说明.docx": "other",
        "目录.xlsx": "folder",
        "__MACOSX": "resource",
        ".git": "hidden",
    }


def test_archives_nobody_can_open_are_told_for_workbooks_may_lie_in_them(tmp_path: Path) -> None:
    write(tmp_path / "收件/资料.rar", b"Rar!")
    write(tmp_path / "收件/补交.zip", zipped({"乙.7z": b"7z"}))
    found = gather([tmp_path / "收件"], tmp_path / "out")
    assert [(one.key, [said.rule for said in one.refusal]) for one in found.inputs] == [
        ("补交.zip/乙.7z", ["file.sealed"]),
        ("资料.rar", ["file.sealed"]),
    ]


def test_what_a_run_has_written_is_no_input(tmp_path: Path) -> None:
    for name in ("a.xlsx", "报告/汇总.xlsx", "报告/b.xlsx"):
        write(tmp_path / name, b"x")
    assert keys(gather([tmp_path], tmp_path / "报告")) == ["a.xlsx"]
    assert keys(gather([tmp_path / "报告"], tmp_path / "报告")) == ["b.xlsx"]


def test_a_pattern_takes_what_matches_and_a_file_named_twice_counts_once(tmp_path: Path) -> None:
    for name in ("a1.xlsx", "a2.xlsx", "b.xlsx", "a3.docx"):
        write(tmp_path / name, b"x")
    found = gather([f"{tmp_path}/a*", tmp_path / "a1.xlsx", tmp_path], tmp_path / "out")
    assert keys(found) == ["a1.xlsx", "a2.xlsx", "b.xlsx"]
    assert passed(found)["a3.docx"] == "other"


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    assert gather([tmp_path / "没有.xlsx", f"{tmp_path}/*.xlsx"], tmp_path / "out").missing == [
        str(tmp_path / "没有.xlsx"),
        f"{tmp_path}/*.xlsx",
    ]


def test_folders_given_together_keep_their_names_in_the_keys(tmp_path: Path) -> None:
    write(tmp_path / "甲" / "x.xlsx", b"x")
    write(tmp_path / "乙" / "x.xlsx", b"x")
    assert keys(gather([tmp_path / "甲", tmp_path / "乙"], tmp_path / "out")) == ["乙/x.xlsx", "甲/x.xlsx"]


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_names_in_a_zip_are_read_whatever_wrote_them(tmp_path: Path, encoding: str) -> None:
    write(tmp_path / "a.zip", zipped({"名单/水利局.xlsx": b"x", "统战部\\表.xlsx": b"x"}, encoding))
    assert keys(gather([tmp_path], tmp_path / "out")) == ["a.zip/名单/水利局.xlsx", "a.zip/统战部/表.xlsx"]


def test_members_that_lead_outside_and_links_are_passed_over(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link.xlsx")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for name in (
            "../x.xlsx",
            "/etc/y.xlsx",
            "C:/z.xlsx",
            "ok/../../w.xlsx",
            "good.xlsx",
            "__MACOSX/._good.xlsx",
            "b.zip",
        ):
            archive.writestr(name, b"x")
        archive.writestr(link, b"/etc/passwd")
    found = gather([tmp_path], tmp_path / "out")
    assert keys(found) == ["a.zip/good.xlsx"]
    assert sorted(passed(found).values()) == ["link", "nested", "outside", "outside", "outside", "outside", "resource"]


def test_a_zip_that_is_none_is_an_input_that_says_so(tmp_path: Path) -> None:
    write(tmp_path / "a.zip", b"no zip")
    (only,) = gather([tmp_path], tmp_path / "out").inputs
    assert [found.rule for found in only.refusal] == ["file.truncated"]


def test_two_members_of_one_name_are_two_inputs(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("x.xlsx", b"1")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("x.xlsx", b"2")
    assert keys(gather([tmp_path], tmp_path / "out")) == ["a.zip/x.xlsx", "a.zip/x.xlsx#1"]


@pytest.mark.skipif(sys.platform == "win32", reason="names there are no bytes")
def test_names_that_are_no_utf8_are_shown_as_gbk_or_by_their_bytes(tmp_path: Path) -> None:
    for raw in ("水利局".encode("gbk"), b"\xff\xff"):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + raw + b".xlsx")).write_bytes(b"x")
    assert keys(gather([tmp_path], tmp_path / "out")) == ["\\xff\\xff.xlsx", "水利局.xlsx"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_links_to_folders_are_not_followed(tmp_path: Path) -> None:
    write(tmp_path / "a" / "x.xlsx", b"x")
    (tmp_path / "a" / "round").symlink_to(tmp_path / "a", target_is_directory=True)
    assert keys(gather([tmp_path / "a"], tmp_path / "out")) == ["x.xlsx"]
