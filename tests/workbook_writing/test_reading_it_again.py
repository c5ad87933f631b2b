from __future__ import annotations

import io

import openpyxl
import pytest

from selfeval.form import Form, builtin_form
from selfeval.report import Blank, Record, Report, Table
from selfeval.workbook import cover_form, new_workbook, open_workbook, read_report
from tests.support.forms_writing import header_row, row_of
from tests.support.reports import form_of
from tests.workbook_writing.test_live_formulas import FORM

FORMS = {"hunan": builtin_form("hunan"), "with formulas and fixed rows": form_of(FORM)}


def read(form: Form, data: bytes) -> tuple[Report, list[str]]:
    report, findings = read_report(open_workbook(data), form)
    return report, [str(found) for found in findings]


@pytest.mark.parametrize("name", FORMS)
def test_a_blank_workbook_is_read_without_a_finding_and_holds_nothing_but_constants(name: str):
    form = FORMS[name]
    report, findings = read(form, new_workbook(form))
    assert findings == []
    assert list(report.sheets) == list(form.sheets)
    constants = {field.path for field in form.fields() if field.default is not None and field.default.is_constant}
    for sheet in report.sheets.values():
        if isinstance(sheet, Record):
            filled = {f"{sheet.name}.{label}" for label, value in sheet.items() if not isinstance(value, Blank)}
            assert filled <= constants | {"封面.表式", "封面.表式版本"}
        elif isinstance(sheet, Table) and sheet.row_names is None:
            assert len(sheet) == 0


def test_the_cover_of_a_blank_workbook_names_its_form():
    form = FORMS["hunan"]
    assert cover_form(open_workbook(new_workbook(form))) == (form.id, form.version)


def test_answers_typed_where_the_workbook_asks_for_them_are_read():
    form = FORMS["hunan"]
    book = openpyxl.load_workbook(io.BytesIO(new_workbook(form)))
    budget, projects, basics = book["一般公共预算"], book["项目支出"], book["基本情况"]
    budget.cell(row_of(budget, "支出合计"), 2).value = 258.9
    duties = row_of(basics, "主要职责")
    for further, text in enumerate(("第一条", "第二条", "第三条")):
        basics.cell(duties + further, 2).value = text
    first = header_row(projects, "项目名称") + 1
    answers = {"项目名称": "电子政务内网建设经费", "全年执行数": 3.22, "资金来源": "政府性基金预算"}
    headers = [cell.value for cell in projects[first - 1]]
    for label, value in answers.items():
        column = next(at for at, header in enumerate(headers, start=1) if str(header).startswith(label))
        projects.cell(first, column).value = value  # type: ignore[assignment]
    file = io.BytesIO()
    book.save(file)
    report, findings = read(form, file.getvalue())
    assert findings == []
    assert str(report["一般公共预算.支出合计"]) == "258.90"
    assert report["基本情况.主要职责"] == ("第一条", "第二条", "第三条")
    table = report["项目支出"]
    assert isinstance(table, Table)
    assert [{label: str(value) for label, value in row.items() if str(value)} for row in table] == [
        {label: str(value) for label, value in answers.items()}
    ]
