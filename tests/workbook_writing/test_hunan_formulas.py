"""The live formulas of the hunan form, recalculated by LibreOffice, give what selfeval computes."""

from __future__ import annotations

import shutil
import tomllib
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

import selfeval
from selfeval.form import builtin_form
from selfeval.form.model import Derived
from selfeval.form.order import Computation
from selfeval.report import Blank
from selfeval.workbook.layout import lay_out
from tests.support.word import paragraphs
from tests.workbook_writing.test_live_formulas import computed

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@pytest.mark.libreoffice
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_every_default_shows_what_selfeval_computes_and_is_still_no_answer(tmp_path: Path) -> None:
    form = builtin_form("hunan")
    layout = lay_out(form)
    paths = [EXAMPLES / f"{name}.xlsx" for name in ("shuiliju", "tongzhanbu", "xiaoxue")]
    books = computed(tmp_path, [openpyxl.load_workbook(path) for path in paths])
    seen = 0
    for number, (path, book) in enumerate(zip(paths, books, strict=True)):
        again = selfeval.load(tmp_path / "out" / f"{number}.xlsx")
        ours = selfeval.load(path)
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
            scale = 10_000 if in_yuan and item.target.type == "金额" else 1
            assert Decimal(str(shown)) / scale == pytest.approx(Decimal(str(Decimal(mine))), abs=Decimal("1e-9"))
        assert [
            found.rule for found in selfeval.check(tmp_path / "out" / f"{number}.xlsx") if "differs" in found.rule
        ] == []
        assert str(again["自评.得分"]) == str(ours["自评.得分"])
        assert [again[f"基础数据.三公经费.{column}"] for column in form.sheets["基础数据"].fields] == [
            ours[f"基础数据.三公经费.{column}"] for column in form.sheets["基础数据"].fields
        ]
    assert seen > 25
    # the school's annexes hold nothing but what formulas show: they stay out of the report
    document = bytes(selfeval.render(tmp_path / "out" / "2.xlsx"))
    assert "附件" not in "".join(paragraphs(document))


def test_the_data_of_the_examples_repeat_no_figure_that_a_default_gives() -> None:
    form = builtin_form("hunan")
    for path in EXAMPLES.glob("*.toml"):
        answers = tomllib.loads(path.read_text(encoding="utf-8"))
        for item in form.computations:
            if isinstance(item, Computation) and item.column:
                assert item.column not in answers.get(item.sheet, {}).get(item.name, {}), item.path
