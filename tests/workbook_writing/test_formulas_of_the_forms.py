"""The live formulas of the built-in forms, recalculated by LibreOffice, give what selfeval computes."""

from __future__ import annotations

import shutil
import tomllib
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

import selfeval
from selfeval.form import Form, builtin_form, builtin_names
from selfeval.form.builtin import preferred_form
from selfeval.form.model import Derived
from selfeval.form.order import Computation
from selfeval.report import Blank, Number
from selfeval.workbook.layout import lay_out
from tests.support.word import paragraphs
from tests.workbook_writing.test_live_formulas import computed

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


SEEN = {"hunan": 25, "sichuan": 0, "xiangmu": 2}
"""Formulas of each form of which more than so many show a value in its examples."""


def examples(form: Form) -> list[Path]:
    """The example workbooks of the form."""
    return [path for path in sorted(EXAMPLES.glob("*.xlsx")) if str(selfeval.load(path)["封面.表式"]) == form.id]


@pytest.mark.libreoffice
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("name", builtin_names())
def test_every_default_shows_what_selfeval_computes_and_is_still_no_answer(name: str, tmp_path: Path) -> None:
    form = builtin_form(name)
    layout = lay_out(form)
    paths = examples(form)
    books = computed(tmp_path, [openpyxl.load_workbook(path) for path in paths])
    seen = 0
    for number, (path, book) in enumerate(zip(paths, books, strict=True)):
        saved = tmp_path / "out" / f"{number}.xlsx"
        ours, again = selfeval.load(path), selfeval.load(saved)
        in_yuan = str(ours["封面.金额单位"]) == "元"
        for item in form.computations:
            if not isinstance(item, Computation) or isinstance(item.target, Derived) or item.expression.is_constant:
                continue
            area = layout.area((item.sheet, item.name), item.column)
            assert area is not None
            shown = book[area.sheet].cell(area.row, area.column).value
            mine = ours[item.path]
            if shown in (None, "") or isinstance(mine, Blank):
                continue  # left to selfeval, or the sheet as a whole
            seen += 1
            if isinstance(mine, Number) and mine.nil:
                assert shown == "无"
                continue
            scale = 10_000 if in_yuan and item.target.type == "金额" else 1
            assert Decimal(str(shown)) / scale == pytest.approx(Decimal(str(Decimal(mine))), abs=Decimal("1e-9"))
            assert Decimal(again[item.path]) == pytest.approx(Decimal(mine))  # LibreOffice computes with floats
        assert [found.rule for found in selfeval.check(saved) if "differs" in found.rule] == []
        # a blank annex holds nothing but what formulas show: it stays out of the report all the same
        assert paragraphs(bytes(selfeval.render(saved))) == paragraphs(bytes(selfeval.render(path)))
    assert seen > SEEN[name]


def test_the_data_of_the_examples_repeat_no_figure_that_a_default_gives() -> None:
    for path in EXAMPLES.glob("*.toml"):
        answers = tomllib.loads(path.read_text(encoding="utf-8"))
        form = builtin_form(answers["封面"]["表式"]) if "表式" in answers["封面"] else preferred_form()
        for item in form.computations:
            if isinstance(item, Computation) and item.column:
                assert item.column not in answers.get(item.sheet, {}).get(item.name, {}), item.path
