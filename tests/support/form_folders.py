"""Folders of forms, written in the test: a small one to build on, and whatever builds on it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from selfeval.errors import TemplateError
from selfeval.form import load_form
from tests.support.documents import template

BASE = """id = "base"
version = "2025"
title = "自评报告"

[sheet."封面"]
kind = "fields"
field."单位名称" = { required = true, means = "unit_name", help = "全称" }
field."表式" = { required = true, default = '"base"' }
field."表式版本" = { required = true, default = '"2025"' }

[sheet."收支"]
kind = "fields"
field."支出合计" = { type = "金额", required = true }
field."基本支出" = { type = "金额" }
field."项目支出" = { type = "金额" }
field."性质" = { type = "选项", choices = ["行政", "事业"] }

[derived."收支.基本占比"]
value = '收支.基本支出 / 收支.支出合计'
type = "百分比"

[sheet."指标"]
kind = "table"
optional = "附件1"
column."名称" = { required = true }
column."分值" = { type = "数" }

[derived."自评.总分"]
value = '合计(指标.分值)'
type = "数"
optional = "附件1"

[check."tie.total"]
left = '收支.支出合计'
equal = '收支.基本支出 + 收支.项目支出'

[check."points"]
left = '合计(指标.分值)'
at_most = '100'
optional = "附件1"
"""
REPORT = template("{{ 封面.单位名称 }}", "支出{{ 收支.支出合计 }}万元。")


def folder(
    root: Path, name: str, text: str, report: bytes | None = None, parts: Mapping[str, bytes] | None = None
) -> Path:
    """A form's folder of that name."""
    made = root / name
    made.mkdir(parents=True, exist_ok=True)
    (made / "form.toml").write_text(text, encoding="utf-8")
    if report is not None:
        (made / "report.docx").write_bytes(report)
    for part, data in (parts or {}).items():
        (made / "parts").mkdir(exist_ok=True)
        (made / "parts" / f"{part}.docx").write_bytes(data)
    return made


def base(root: Path) -> Path:
    """The small form to build on."""
    return folder(root, "base", BASE, REPORT)


def faults(form: Path) -> list[tuple[str, str]]:
    """(place, rule) of each fault of the form in the folder."""
    with pytest.raises(TemplateError) as raised:
        load_form(form)
    return raised.value.findings.rows()
