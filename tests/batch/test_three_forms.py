"""Workbooks of several forms in one batch: what means the same stands in one column."""

from __future__ import annotations

from pathlib import Path

import openpyxl

import selfeval

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


def test_totals_under_other_names_stand_in_one_column(tmp_path: Path) -> None:
    for _ in selfeval.render_batch(
        [EXAMPLES / f"{name}.xlsx" for name in ("shuiliju", "wenlvju", "yinshui")], tmp_path
    ):
        pass
    heads, *rows = openpyxl.load_workbook(tmp_path / "汇总.xlsx")["汇总"].iter_rows(values_only=True)
    units = {row[1]: dict(zip(heads, row, strict=True)) for row in rows}
    water, culture, supply = (
        units[name] for name in ("清江市水利局", "锦川县文化广播电视和旅游局", "青溪县农村供水管理站")
    )
    assert [culture[head] for head in ("财政拨款收入（万元）", "支出合计（万元）", "得分", "等级")] == [
        1380.57, 1398.62, 97.2, "优秀",
    ]  # fmt: skip
    assert [water["得分"], water["等级"], supply["得分"]] == [98.74, "优", 97.64]
    rates = [head for head in heads if "执行率" in str(head)]
    budget, executed = (next(head for head in heads if word in str(head)) for word in ("全年预算数", "全年执行数"))
    for unit in (water, culture, supply):
        assert len(rates) == 1
        assert abs(unit[executed] / unit[budget] - unit[rates[0]]) < 1e-9
