"""How much of a finished report ``template mark`` finds and names, measured on the reports of the examples."""

from pathlib import Path

import pytest

import selfeval
from scripts.mark_measure import measure
from selfeval.form import builtin_form

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
FORMS = {"tongzhanbu": "hunan", "xiaoxue": "hunan", "shuiliju": "hunan", "wenlvju": "sichuan", "yinshui": "xiangmu"}


@pytest.mark.parametrize("name", FORMS)
def test_nine_in_ten_amounts_are_found_and_seven_in_ten_named_as_the_workbook_names_them(
    name: str, tmp_path: Path
) -> None:
    report = tmp_path / "去年.docx"
    filled = selfeval.render(EXAMPLES / f"{name}.xlsx", report)
    found = measure(report, filled.report, builtin_form(FORMS[name]))
    assert found.amounts >= 7
    assert found.found >= 0.9 * found.amounts, found.missed
    assert found.right >= 0.7 * found.amounts, found.missed
