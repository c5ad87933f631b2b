"""The benchmark still runs, on a size that says nothing about speed. No time is asserted anywhere."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from bench import measure, texts, workbooks
from bench.__main__ import main
from bench.batch_runs import GivenUp, Runs
from bench.figures import FIGURES
from bench.figures.speed import ours, peer
from bench.node_peers.transliterate import transliterate
from bench.plots import Line, log_plot
from tests.support.workbooks import parts, spoiled


@pytest.fixture(scope="module")
def docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The docs of a tiny run, in which every comparison has checked that the texts agree."""
    folder = tmp_path_factory.mktemp("docs")
    assert main(["--size", "tiny", "--rounds", "2", "--docs", str(folder)]) == 0
    return folder


def test_the_page_has_rows_for_every_figure(docs: Path) -> None:
    page = (docs / "performance.md").read_text("utf-8")
    for title in (
        "The hunan report",
        "Three wide tables",
        "The report with all annexes",
        "Memory",
        "Starting up",
        "Growth",
        "What the stages cost",
        "Tracing",
        "A batch",
    ):
        section = page.partition(f"## {title}")[2].partition("\n## ")[0]
        assert section.count("\n| ") > 3 or "not measured" in section
    assert len(FIGURES) == page.count("\n## ") - 2  # the goals and the versions beside them


def test_the_page_names_the_machine_and_neither_paths_nor_hosts(docs: Path) -> None:
    page = (docs / "performance.md").read_text("utf-8")
    assert " cores" in page
    assert str(docs.parent) not in page
    assert "://" not in page


def test_half_a_million_units_are_reckoned_from_the_figures_of_the_run(docs: Path) -> None:
    page = (docs / "performance.md").read_text("utf-8")
    table = page.partition("20 departments, 2 processes")[2]
    own = re.search(r"own time for one result, ms \| ([\d.]+)", table)
    told = re.search(r"500,000 units.*spends ([\d.]+) ms of its own", table)
    assert own is not None
    assert told is not None
    assert f"{float(own[1]):.2f}" == told[1]


def test_a_run_that_fails_says_what_it_said(tmp_path: Path) -> None:
    case = workbooks.hunan(tmp_path, 1)
    runs = Runs(case, tmp_path / "nowhere", tmp_path)
    with pytest.raises(GivenUp, match=r"selfeval fill failed: .*nowhere"):
        runs.fill(prose=False)


def test_workbooks_written_by_several_processes_are_those_written_by_one(tmp_path: Path) -> None:
    many, few = workbooks.hunan(tmp_path / "many", 21), workbooks.hunan(tmp_path / "few", 3)
    assert [book.read_bytes() for book in many.books[:3]] == [book.read_bytes() for book in few.books]


def test_each_plot_is_there_and_is_xml(docs: Path) -> None:
    page = (docs / "performance.md").read_text("utf-8")
    plots = sorted((docs / "performance").iterdir())
    assert [plot.name for plot in plots] == ["growth-paragraphs.svg", "growth-rows.svg"]
    for plot in plots:
        ElementTree.fromstring(plot.read_text("utf-8"))
        assert f"performance/{plot.name}" in page


def test_a_run_stops_where_the_texts_differ(tmp_path: Path) -> None:
    case = workbooks.wide(tmp_path, 1)
    document, other = ours(case)(case.books[0]), peer(case)(case.books[0])
    texts.require_same(document, other, "wide")
    changed = spoiled(other, "word/document.xml", lambda xml: xml.replace("年度附表".encode(), "附表".encode()))
    with pytest.raises(texts.TextsDiffer, match=r"word/document\.xml"):
        texts.require_same(document, changed, "wide")


def test_rounds_take_the_same_items_for_every_way_and_another_way_begins_each_time() -> None:
    calls: list[tuple[str, str]] = []
    ways = [
        measure.timed(name, lambda path, name=name: calls.append((name, str(path))))  # type: ignore[misc]
        for name in ("one", "other")
    ]
    taken = measure.side_by_side(ways, [Path("a"), Path("b"), Path("c")], rounds=2, batch=2)
    assert {name: len(seconds) for name, seconds in taken.items()} == {"one": 2, "other": 2}
    assert [name for name, _ in calls] == ["one", "one", "other", "other", "other", "other", "one", "one"]
    assert [path for _, path in calls] == ["a", "b", "a", "b", "c", "a", "c", "a"]


def test_the_template_for_node_keeps_the_text_between_the_tags(tmp_path: Path) -> None:
    case = workbooks.hunan(tmp_path, 1)
    template = case.template.read_bytes()
    written, module = transliterate(template)
    xml = parts(written)["word/document.xml"].decode()
    assert "{%" not in xml
    assert "{{" not in xml
    assert "基本情况" in xml
    assert module.count("{") == module.count("}")
    names = {name for name in parts(template) if name != "word/document.xml"}
    assert {name: parts(written)[name] for name in names} == {name: parts(template)[name] for name in names}


def test_workbooks_are_distinct_and_the_same_on_every_run(tmp_path: Path) -> None:
    one, other = (workbooks.hunan(tmp_path / name, 5) for name in ("one", "other"))
    contents = [book.read_bytes() for book in one.books]
    assert len(set(contents)) == 5
    assert contents == [book.read_bytes() for book in other.books]
    assert one.template.read_bytes() == other.template.read_bytes()
    here = dataclasses.replace(one, books=(), template=other.template)
    assert here == dataclasses.replace(other, books=())


def test_a_plot_of_one_decade_is_drawn_too() -> None:
    svg = log_plot("标题 <&>", "x", "y", [Line("a", [(1, 1), (1, 1)])])
    assert "标题 &lt;&amp;&gt;" in svg
    ElementTree.fromstring(svg)
