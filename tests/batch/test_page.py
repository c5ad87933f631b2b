from __future__ import annotations

import json
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from selfeval.figures.movements import Movement
from selfeval.findings import Findings, finding
from selfeval.review.comparison import Comparison
from selfeval.review.entry import Entry
from selfeval.review.page import write_page
from tests.batch.test_summary import BUDGET, RATE, SCORE, SCORED, SPENT, entry, review
from tests.support.batches import book, run, unbalanced, write
from tests.support.browser import found_by, needs_chromium

ROWS = "return [...document.querySelectorAll('#table tbody tr')].map((row) => row.cells[0].textContent);"
CLICK = (
    "const click = (label) => [...document.querySelectorAll('#table thead button')]"
    ".find((one) => one.textContent.startsWith(label)).click();"
)


def failed(name: str) -> Entry:
    found = finding("batch.name", f"{name}.xlsx", found="坏")
    return Entry(f"{name}.xlsx", name, "", "failed", f"../in/{name}.xlsx", "", {}, Findings([found]))


def page(tmp_path: Path, entries: list[Entry], **more: Any) -> Path:
    write_page(tmp_path / "index.html", review(entries, **more))
    return tmp_path / "index.html"


def data(path: Path) -> dict[str, Any]:
    matched = re.search(
        r'<script type="application/json" id="data">(.*?)</script>', path.read_text(encoding="utf-8"), re.DOTALL
    )
    assert matched
    return json.loads(matched[1])


def test_the_page_needs_nothing_from_elsewhere(tmp_path: Path) -> None:
    text = page(tmp_path, [failed("坏"), *SCORED]).read_text(encoding="utf-8")
    assert (
        re.findall(r"""(?:src|href)=["'](?!data:|#|\.\./in/|[^"']*\.docx)[^"']*|@import|url\(|https?://""", text) == []
    )
    assert "default-src 'none'" in text


def test_figures_are_shown_as_printed_and_sort_by_their_value(tmp_path: Path) -> None:
    rows = data(page(tmp_path, SCORED))["rows"]
    assert rows[0][8] == [["100.00", 100], ["90.00", 90], ["90.00%", 0.9], ["95.5", 95.5], "优"]
    assert rows[3][8] == ["", "", "", "", ""]


@pytest.mark.parametrize(
    "text", ["</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"&'{{ 7*7 }}", "\u2028", "\ud800"]
)
def test_no_text_becomes_part_of_the_page(tmp_path: Path, text: str) -> None:
    odd = Entry(
        text,
        text,
        text,
        "failed",
        quote(text.encode("utf-8", "replace")),
        "",
        {"grade": text},
        Findings([finding("batch.name", text, found=text)]),
    )
    path = page(tmp_path, [odd], missing=[text], passed_over=[text])
    written = path.read_text(encoding="utf-8")
    assert "<script>alert" not in written
    assert "<img src=x" not in written
    assert data(path)["rows"][0][0] == text.replace("\ud800", "\ufffd")


def test_failures_stand_first_with_their_findings(tmp_path: Path) -> None:
    write(tmp_path / "in/a.xlsx", book("甲"))
    write(tmp_path / "in/b.xlsx", unbalanced("乙"))
    run(tmp_path / "in", tmp_path / "out")
    path = tmp_path / "out/index.html"
    assert [row[0] for row in data(path)["rows"]] == ["乙", "甲"]
    text = path.read_text(encoding="utf-8")
    assert text.index("未生成的工作簿（1）") < text.index("tie-out.total-expenditure") < text.index("各单位")
    assert (tmp_path / "out" / data(path)["rows"][0][4]).samefile(tmp_path / "in/b.xlsx")


def test_charts_show_rates_scores_and_budget_against_execution(tmp_path: Path) -> None:
    text = page(tmp_path, SCORED).read_text(encoding="utf-8")
    assert text.count("<svg") == 3
    assert "<title>甲 90.00%</title>" in text
    assert "<title>90–100：2</title>" in text
    assert "<title>甲：100.00 → 90.00</title>" in text
    write_page(tmp_path / "index.html", replace(review([failed("坏")], BUDGET)))
    assert "<svg" not in (tmp_path / "index.html").read_text(encoding="utf-8")


def movement(name: str, figure: str, last: str, this: str, *, large: bool = True) -> Movement:
    before, now = Decimal(last), Decimal(this)
    return Movement(name, figure, before, now, (now - before) / abs(before) if before else None, large)


MOVED = Comparison(
    [
        movement("甲", BUDGET.id, "0", "5.005"),
        movement("乙", SPENT.id, "100", "40"),
        movement("丙", BUDGET.id, "100", "260"),
        movement("丁", BUDGET.id, "100", "101", large=False),
    ],
    (BUDGET, SPENT),
    ["新局"],
    ["撤销的局</ul><script>"],
    count=4,
    large=3,
)


def test_large_movements_are_told_and_departments_of_one_year_alone(tmp_path: Path) -> None:
    path = page(tmp_path, SCORED, comparison=MOVED)
    moved = data(path)["moved"]
    assert moved["columns"] == ["年初预算数（万元）", "支出合计（万元）"]
    assert moved["rows"] == [
        ["甲", 0, [["0.00", 0], ["5.01", 5.005], ["5.01", 5.005]], ""],
        ["乙", 1, [["100.00", 100], ["40.00", 40], ["-60.00", -60]], ["-60.0%", -0.6]],
        ["丙", 0, [["100.00", 100], ["260.00", 260], ["160.00", 160]], ["+160.0%", 1.6]],
    ]
    text = path.read_text(encoding="utf-8")
    assert "4 个数，3 个增减超过 30%" in text
    assert "<li>新局</li>" in text
    assert "撤销的局&lt;/ul&gt;" in text
    assert data(page(tmp_path, SCORED))["moved"] is None
    assert "年度对比" not in path.read_text(encoding="utf-8")


@pytest.mark.chromium
@needs_chromium
def test_movements_sort_and_filter_apart_from_the_departments(tmp_path: Path) -> None:
    path = page(tmp_path, [failed("坏"), *SCORED], comparison=MOVED)
    moved = ROWS.replace("#table", "#moved-table")
    both = f"return [(() => {{ {moved} }})(), (() => {{ {ROWS} }})()];"
    assert found_by(path, both, tmp_path) == ([["甲", "乙", "丙"], ["坏", "甲", "乙", "丙", "丁"]], [])
    by_change = f"{CLICK.replace('#table', '#moved-table')} click('增减率'); {both}"
    assert found_by(path, by_change, tmp_path)[0][0] == ["丙", "乙", "甲"]
    chosen = (
        "const one = document.getElementById('moved-status'); one.value = '年初预算数（万元）';"
        f"one.dispatchEvent(new Event('change')); {both}"
    )
    assert found_by(path, chosen, tmp_path) == ([["甲", "丙"], ["坏", "甲", "乙", "丙", "丁"]], [])
    box = f"document.getElementById('moved-warned').click(); {both}"
    assert found_by(path, box, tmp_path)[0][0] == ["乙"]
    count = "return document.getElementById('moved-count').textContent;"
    assert found_by(path, count, tmp_path) == ("共 3 个", [])


def test_the_same_batch_gives_the_same_page(tmp_path: Path) -> None:
    first = page(tmp_path, SCORED).read_bytes()
    assert page(tmp_path, SCORED).read_bytes() == first


@pytest.mark.chromium
@needs_chromium
def test_the_table_sorts_by_value_and_what_has_none_stays_below(tmp_path: Path) -> None:
    path = page(tmp_path, [failed("坏"), *SCORED])
    rows, console = found_by(path, ROWS, tmp_path)
    assert (rows, console) == (["坏", "甲", "乙", "丙", "丁"], [])
    assert found_by(path, f"{CLICK} click('年初预算数'); {ROWS}", tmp_path) == (["甲", "乙", "坏", "丙", "丁"], [])
    twice = f"{CLICK} click('年初预算数'); click('年初预算数'); {ROWS}"
    assert found_by(path, twice, tmp_path) == (["乙", "甲", "坏", "丙", "丁"], [])
    sorted_ = f"{CLICK} click('单位'); return document.querySelector('#table th').getAttribute('aria-sort');"
    assert found_by(path, sorted_, tmp_path) == ("ascending", [])


@pytest.mark.chromium
@needs_chromium
def test_the_table_filters_and_tells_findings_and_links(tmp_path: Path) -> None:
    path = page(tmp_path, [failed("坏"), *SCORED])
    filtered = f"const one = document.getElementById('status'); one.value = '未生成'; one.dispatchEvent(new Event('change')); {ROWS}"
    assert found_by(path, filtered, tmp_path) == (["坏"], [])
    opened = (
        "document.querySelector('#table tbody button').click();"
        "return [document.querySelector('tr.more').textContent, [...document.querySelectorAll('#table tbody a')].map((a) => a.getAttribute('href'))];"
    )
    (told, links), console = found_by(path, opened, tmp_path)
    assert "起不出文件名：坏" in told
    assert links[:3] == ["../in/坏.xlsx", "甲.docx", "../in/甲.xlsx"]
    assert console == []


@pytest.mark.chromium
@needs_chromium
def test_ten_thousand_rows_are_quick(tmp_path: Path) -> None:
    many = [
        entry(
            f"第{number}局", initial_budget=str(number), total_expenditure=str(number * 7 % 1000 + 1), self_score="90"
        )
        for number in range(10_000)
    ]
    write_page(tmp_path / "index.html", review(many, BUDGET, SPENT, RATE, SCORE))
    script = (
        f"{CLICK} const begin = performance.now(); click('支出合计'); document.body.offsetHeight;"
        "return [document.getElementById('count').textContent, performance.now() - begin, performance.now()];"
    )
    (count, sorting, loading), console = found_by(tmp_path / "index.html", script, tmp_path)
    assert count == "共 10000 份"
    assert sorting < 1500
    assert loading < 10_000
    assert console == []
