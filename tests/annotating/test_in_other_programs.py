"""Marks survive LibreOffice, can be taken away after it, and are valid."""

from __future__ import annotations

import shutil
import subprocess
from decimal import Decimal
from pathlib import Path

import pytest

import selfeval
from selfeval.workbook import annotate_workbook
from tests.support import validator
from tests.support.answers import workbook
from tests.support.marking import fill, findings, full_workbook, notes, opened

WRONG = {"一般公共预算": {"支出合计": Decimal("260.90"), "公用经费": None}}


@pytest.mark.libreoffice
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_notes_survive_libreoffice_and_can_be_taken_away_after_it(tmp_path: Path):
    path = workbook(tmp_path / "填报.xlsx", **WRONG)
    marked = tmp_path / "标注.xlsx"
    selfeval.annotate(path, marked)
    profile = (tmp_path / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "xlsx"]
    subprocess.run(
        [*command, "--outdir", str(tmp_path / "out"), str(marked)], check=True, capture_output=True, timeout=180
    )
    saved = (tmp_path / "out" / "标注.xlsx").read_bytes()

    assert notes(saved) == notes(marked.read_bytes())
    places = ["B6", "B9"]
    assert [fill(saved, place) for place in places] == ["FFC7C3", "FFC7C3"]
    assert selfeval.check(saved).rows() == selfeval.check(path).rows()
    cleared = selfeval.annotate(saved, clear=True)
    assert notes(cleared) == {}
    assert [fill(cleared, place) for place in places] == [fill(path.read_bytes(), place) for place in places]
    assert "检查结果" not in opened(cleared).sheetnames
    again = selfeval.annotate(saved)
    assert notes(again) == notes(saved)
    assert opened(again).sheetnames.count("检查结果") == 1


@pytest.mark.validator
@pytest.mark.skipif(validator.program() is None, reason="the Open XML validator is not installed")
def test_the_validator_finds_no_fault(tmp_path: Path):
    places = ("一般公共预算!B2", "一般公共预算!B3", "一般公共预算!C40", "图表!A1", "填报.xlsx")
    whole, clean = tmp_path / "whole.xlsx", tmp_path / "clean.xlsx"
    whole.write_bytes(annotate_workbook(full_workbook(), findings(*places)))
    clean.write_bytes(bytes(selfeval.annotate(workbook(tmp_path / "填报.xlsx", **WRONG))))
    assert validator.faults(clean) == ""
    unmarked = tmp_path / "unmarked.xlsx"
    unmarked.write_bytes(full_workbook())
    assert validator.faults(whole).replace(whole.name, "") == validator.faults(unmarked).replace(unmarked.name, "")
