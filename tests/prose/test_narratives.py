"""One false alarm is a bug: narratives written before the rules, the examples, and whole reports pasted as they are."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import selfeval
from tests.support.prose import PERFORMANCE, data_of, prose_findings, rules

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
NARRATIVES = sorted((HERE / "narratives").glob("*.toml"))
EXAMPLES = sorted((ROOT / "examples").glob("*.toml"))
SEED = ROOT.parent / "shared" / "seed-report.txt"
FIGURES = {"prose-figure", "prose-sum", "prose-count"}
AMOUNT = re.compile(r"\d+(?:\.\d+)?(?=万元)")


def pasted(answers: Path, text: str) -> list[tuple[str, list[str]]]:
    """Section and lines of each way in which a whole report and its parts may be pasted."""
    lines = [line for line in text.split("\n") if line.strip()]
    general = next(index for index, line in enumerate(lines) if line.startswith("二、"))
    fund = next(index for index, line in enumerate(lines) if line.startswith("三、"))
    end = next(index for index, line in enumerate(lines) if line.startswith("4、"))
    return [
        (PERFORMANCE, lines),
        ("基本支出情况", lines[general:fund]),
        ("项目支出情况", lines[general:fund]),
        ("政府性基金预算支出情况", lines[fund:end]),
    ]


def found_in(answers: Path, section: str, lines: list[str]) -> list[str]:
    return rules([each for each in judged_in(answers, section, lines) if each.rule in FIGURES])


def judged_in(answers: Path, section: str, lines: list[str]) -> list[Any]:
    data = data_of(answers)
    data["正文"] = [{"章节": section, "内容": lines}]
    return prose_findings(data)


def changed_digits(text: str) -> list[tuple[int, int, str]]:
    """Each amount of the text with another last digit, then with another first one: where it stands and what for it."""
    changes = []
    for match in AMOUNT.finditer(text):
        figure = match.group()
        last = figure[:-1] + str((int(figure[-1]) + 1) % 10)
        first = str(int(figure[0]) % 9 + 1) + figure[1:]
        changes += [(match.start(), match.end(), new) for new in dict.fromkeys((last, first)) if new != figure]
    return changes


@pytest.mark.parametrize("path", [*NARRATIVES, *EXAMPLES], ids=lambda path: path.stem)
def test_a_narrative_that_agrees_with_its_workbook_has_no_figure_found_in_it(path: Path) -> None:
    assert len(NARRATIVES) == 10
    data = data_of(path)
    assert not selfeval.check(data).errors
    assert [str(each) for each in prose_findings(data) if each.rule in FIGURES] == []


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_examples_are_in_good_form(path: Path) -> None:
    assert prose_findings(data_of(path)) == []


REPORTS = [
    pytest.param(HERE / "pasted" / "workbook.toml", HERE / "pasted" / "report.txt", id="own"),
    pytest.param(
        ROOT / "examples" / "tongzhanbu.toml",
        SEED,
        id="real",
        marks=pytest.mark.skipif(not SEED.exists(), reason="the real report is not beside this checkout"),
    ),
]


@pytest.mark.parametrize(("answers", "report"), REPORTS)
def test_a_whole_report_pasted_gives_no_error_and_no_false_figure(answers: Path, report: Path) -> None:
    for section, lines in pasted(answers, report.read_text("utf-8")):
        data = data_of(answers)
        data["正文"] = [{"章节": section, "内容": lines}]
        assert not selfeval.check(data).errors
        assert found_in(answers, section, lines) == []


@pytest.mark.parametrize(("answers", "report"), REPORTS)
def test_any_amount_of_the_budget_sections_that_is_changed_is_found_wherever_they_are_pasted(
    answers: Path, report: Path
) -> None:
    seen = 0
    for section, lines in pasted(answers, report.read_text("utf-8"))[1:]:
        text = "\n".join(lines)
        for start, end, new in changed_digits(text):
            assert found_in(answers, section, (text[:start] + new + text[end:]).split("\n")) == ["prose-figure"], new
            seen += 1
    assert seen > 40


@pytest.mark.parametrize(("answers", "report"), REPORTS)
def test_any_amount_of_the_budget_sections_that_is_changed_is_found_in_the_report_pasted_whole(
    answers: Path, report: Path
) -> None:
    text = "\n".join(pasted(answers, report.read_text("utf-8"))[0][1])
    first, last = text.index("\n二、"), text.index("\n4、")
    for start, end, new in changed_digits(text):
        if first < start < last:
            lines = (text[:start] + new + text[end:]).split("\n")
            assert found_in(answers, PERFORMANCE, lines) == ["prose-figure"], new


@pytest.mark.parametrize(("answers", "report"), REPORTS)
def test_a_changed_number_of_posts_or_staff_is_found(answers: Path, report: Path) -> None:
    text = report.read_text("utf-8")
    for noun in ("行政编制", "在职人员"):
        changed = re.sub(rf"(?<={noun})\d+", lambda found: str(int(found.group()) + 1), text)
        found = [
            each
            for each in judged_in(answers, PERFORMANCE, [line for line in changed.split("\n") if line.strip()])
            if each.rule in FIGURES
        ]
        assert [noun in each.details["found"] for each in found] == [True]


@pytest.mark.parametrize(("answers", "report"), REPORTS)
def test_the_broken_numbering_headings_and_leftovers_of_a_pasted_report_are_told(answers: Path, report: Path) -> None:
    section, lines = pasted(answers, report.read_text("utf-8"))[0]
    assert rules(judged_in(answers, section, lines)) == ["prose-numbering", "prose-heading", "prose-leftover"]
