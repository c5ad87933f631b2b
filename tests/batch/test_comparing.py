from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

import selfeval
from selfeval.cli.main import cli
from selfeval.figures.movements import movements
from tests.support.batches import book, sheet, write


def test_large_movements_come_first_and_from_nothing_to_something_is_large() -> None:
    this = {"甲": {"a": Decimal(130), "b": Decimal(131), "c": Decimal(1), "d": Decimal(0)}, "乙": {"a": Decimal(5)}}
    last = {"甲": {"a": Decimal(100), "b": Decimal(100), "c": Decimal(0), "d": Decimal(0)}, "丙": {"a": Decimal(5)}}
    found = [(one.figure, one.change, one.large) for one in movements(this, last)]
    assert found == [
        ("c", None, True),
        ("b", Decimal("0.31"), True),
        ("d", None, False),
        ("a", Decimal("0.3"), False),
    ]


def test_two_years_are_matched_by_department_and_meaning(tmp_path: Path) -> None:
    write(tmp_path / "本年/a.xlsx", book("某县 水利局", 一般公共预算={"年初预算数": Decimal("510.9")}))
    write(tmp_path / "本年/新.xlsx", book("新单位"))
    write(tmp_path / "本年/坏.xlsx", b"x")
    write(tmp_path / "上年/b.xlsx", book("某县水利局"))
    found = selfeval.compare(tmp_path / "本年", tmp_path / "上年", tmp_path / "对比.xlsx")
    (first, *others) = found.movements
    assert (first.department, first.figure, first.change) == ("某县 水利局", "initial_budget", Decimal(1))
    assert not any(one.large for one in others)
    assert (found.only_this, found.only_last, len(found.unread)) == (["新单位"], [], 1)
    rows = sheet(tmp_path / "对比.xlsx", "年度对比")
    assert rows[1] == ["某县 水利局", "年初预算数（万元）", 255.45, 510.9, pytest.approx(255.45), 1, "大"]
    assert sheet(tmp_path / "对比.xlsx", "年度对比", values=False)[1][4] == "=D2-C2"
    assert sheet(tmp_path / "对比.xlsx", "只有本年") == [["新单位"]]


def test_the_command_shows_what_moved_and_never_overwrites(tmp_path: Path) -> None:
    one, two = (
        write(tmp_path / "a.xlsx", book(一般公共预算={"年初预算数": Decimal(1000)})),
        write(tmp_path / "b.xlsx", book()),
    )
    arguments = ["compare", str(one), str(two), "-o", str(tmp_path / "c.xlsx")]
    done = CliRunner().invoke(cli, arguments)
    assert done.exit_code == 0
    assert "某市甲局  年初预算数  255.45  1000  +291.5%" in done.output
    assert "1 个幅度大" in done.output
    assert CliRunner().invoke(cli, arguments).exit_code == 3
    assert CliRunner().invoke(cli, [*arguments, "--force", "--over", "300"]).output.startswith("对比了")
