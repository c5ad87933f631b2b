"""Figures 1 to 3: one document after the other in a warm process, beside openpyxl + docxtpl, the floor, and node."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import selfeval
from bench import workbooks
from bench.annexes import ready_made
from bench.floor import floor_filler
from bench.measure import Batch, Spread, Way, side_by_side, spread, timed, times
from bench.node_peers import processes
from bench.peers import add_rates, docxtpl_filler
from bench.results import Figure, Goal, Table, at_least, at_most, factors, milliseconds
from bench.settings import Settings
from bench.texts import require_same
from bench.workbooks import Case

OURS, PEER, FLOOR = "selfeval", "openpyxl + docxtpl", "floor"
_OURS_FILE, _PEER_FILE, _FLOOR_FILE = f"{OURS}, durable file", f"{PEER}, plain file", f"{FLOOR}, durable file"
_HEAD = ("ms for one document", "min", "median", "max", "how many times selfeval's")
Filler = Callable[[Path], bytes]


def ours(case: Case) -> Filler:
    """selfeval's way: the public call, all defaults but ``prose``."""
    return lambda path: bytes(selfeval.render(path, template=case.form, prose=False))


def peer(case: Case) -> Filler:
    """The usual way."""
    derive = add_rates if case.name == "wide" else ready_made(case.books) if case.name == "annexes" else None
    return docxtpl_filler(case.template, case.shape, derive)


def hunan(settings: Settings) -> Figure:
    """The report of the form hunan: bytes, files, the floor, and the peers in JavaScript."""
    case = workbooks.hunan(settings.folder, settings.books)
    mine, theirs = ours(case), peer(case)
    floor = floor_filler(case, mine)
    same_texts(case, mine, {PEER: theirs, FLOOR: floor})
    ways = [
        timed(OURS, mine),
        timed(PEER, theirs),
        timed(FLOOR, floor),
        _into_files(_OURS_FILE, lambda path, target: selfeval.render(path, target, prose=False), settings.folder),
        _into_files(_PEER_FILE, lambda path, target: target.write_bytes(theirs(path)), settings.folder),
        _into_files(_FLOOR_FILE, lambda path, target: _durably(target, floor(path)), settings.folder),
    ]
    note = "The peers in JavaScript were not asked for."
    names: list[str] = []
    if settings.node:
        try:
            with processes.peers(case, settings.folder) as started:
                for one in started:
                    _same_texts_from_node(case, mine, one, settings.folder)
                names = [one.name for one in started]
                taken = _measured(settings, case, [*ways, *processes.ways(started)])
            note = f"Node {processes.node_version()}; {_NODE}"
        except processes.Unavailable as reason:
            taken, note = _measured(settings, case, ways), f"The peers in JavaScript did not run here: {reason}."
    else:
        taken = _measured(settings, case, ways)
    goals = [
        at_least("hunan, path in, bytes out, against openpyxl + docxtpl", 15, times(taken, OURS, PEER)),
        at_least("hunan, ending in a durable file", 12, times(taken, _OURS_FILE, _PEER_FILE)),
        at_most("hunan against the floor, bytes out", 2.5, times(taken, FLOOR, OURS)),
        at_most("hunan against the floor, durable file", 2.5, times(taken, _FLOOR_FILE, _OURS_FILE)),
        *(at_least(f"hunan against {name}", 5, times(taken, OURS, name)) for name in names),
    ]
    return Figure(
        "The hunan report", goals, [_table(taken, {_PEER_FILE: _OURS_FILE, _FLOOR_FILE: _OURS_FILE})], [*_NOTES, note]
    )


def wide(settings: Settings) -> Figure:
    """Three wide tables of 30 rows."""
    case = workbooks.wide(settings.folder, settings.books)
    mine, theirs = ours(case), peer(case)
    floor = floor_filler(case, mine)
    same_texts(case, mine, {PEER: theirs, FLOOR: floor})
    taken = _measured(settings, case, [timed(OURS, mine), timed(PEER, theirs), timed(FLOOR, floor)])
    goal: Goal = at_least("three wide tables of 30 rows, bytes out", 10, times(taken, OURS, PEER))
    return Figure("Three wide tables of 30 rows", [goal], [_table(taken, {})], [_WIDE])


def annexes(settings: Settings) -> Figure:
    """The report with its three annexes."""
    case = workbooks.annexes(settings.folder, settings.books)
    mine, theirs = ours(case), peer(case)
    same_texts(case, mine, {PEER: theirs})
    taken = _measured(settings, case, [timed(OURS, mine), timed(PEER, theirs)])
    goal: Goal = at_least("the report with all annexes, bytes out", 10, times(taken, OURS, PEER))
    return Figure("The report with all annexes", [goal], [_table(taken, {})], [_ANNEXES])


def same_texts(case: Case, mine: Filler, others: dict[str, Filler]) -> None:
    """Stop unless every way gives the same text for every workbook; this also warms everything up."""
    for path in case.books:
        document = mine(path)
        for name, fill in others.items():
            require_same(document, fill(path), f"{OURS} and {name} on {case.name} {path.stem}")


def _same_texts_from_node(case: Case, mine: Filler, one: processes.NodePeer, folder: Path) -> None:
    with tempfile.TemporaryDirectory(dir=folder) as out:
        one.fill(case.books, Path(out))
        for path in case.books:
            theirs = (Path(out) / f"{path.stem}.docx").read_bytes()
            require_same(mine(path), theirs, f"{OURS} and {one.name} on {case.name} {path.stem}")


def _measured(settings: Settings, case: Case, ways: Sequence[Way]) -> dict[str, list[float]]:
    return side_by_side(ways, case.books, settings.rounds, settings.batch)


def _table(taken: dict[str, list[float]], beside: dict[str, str]) -> Table:
    rows = []
    for name, seconds in taken.items():
        base = beside.get(name, OURS)
        own = name in (OURS, _OURS_FILE)
        ratio: Spread = times(taken, base, name)
        rows.append((name, *milliseconds(spread(seconds)), "" if own else _ratio(ratio)))
    return Table(_HEAD, rows)


def _ratio(ratio: Spread) -> str:
    if ratio.middle >= 1:
        return factors(ratio)
    return f"selfeval takes {1 / ratio.middle:.2f} × ({1 / ratio.most:.2f} to {1 / ratio.least:.2f})"


def _into_files(name: str, one: Callable[[Path, Path], object], folder: Path) -> Way:
    """A way that writes each document to a new file; the folder it writes to is made before the clock runs."""

    def run(batch: Batch) -> float:
        with tempfile.TemporaryDirectory(dir=folder) as out:
            targets = [(path, Path(out) / f"{path.stem}.docx") for path in batch]
            begin = time.perf_counter()
            for path, target in targets:
                one(path, target)
            return time.perf_counter() - begin

    return Way(name, run)


def _durably(path: Path, data: bytes) -> None:
    """Temporary file, fsync, rename, fsync of the folder, and nothing else."""
    temporary = path.with_suffix(".tmp")
    with temporary.open("wb", buffering=0) as file:
        file.write(data)
        os.fsync(file.fileno())
    temporary.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


_NOTES = [
    "Each round takes the next workbooks, the same ones for every way, so that each workbook is timed once; the way that "
    "begins changes from round to round. Before, every way fills every workbook untimed, and the run stops unless all "
    "give the same text in every part, paragraph by paragraph.",
    "selfeval reads, computes, checks, fills, proves, stamps and zips. openpyxl + docxtpl (`bench/peers.py`) reads the "
    "sheets it needs in its fastest mode (read-only, values only), builds a dict and fills the same `report.docx`, with "
    "the template's filters in plain Python and one jinja environment for all documents; it computes, checks and proves "
    "nothing. The floor (`bench/floor.py`) reads the same bytes with calamine into lists, puts the cells into the "
    "finished XML by one f-string and zips it, with the parts that never change at hand compressed.",
    "Ending in a file: selfeval writes it durably (temporary file, fsync of file and folder), as does the floor; "
    "openpyxl + docxtpl writes plainly.",
]
_NODE = (
    "each library runs in one warm process that takes the batch from a pipe, timed by node's own clock. SheetJS parses "
    "only the sheets it needs. Both libraries get the same `report.docx` with each tag in their syntax; as neither "
    "computes, the template's expressions are functions in JavaScript that build the view model "
    "(`bench/node_peers/transliterate.py`), an `else` is a second block with the opposite condition, and no figure is "
    "checked. The text is the same; easy-template-x leaves empty paragraphs where blocks stood."
)
_ANNEXES = (
    "The example with 15 indicators of the department and 21 of three projects. docxtpl fills the same template, without the "
    "marks of cells to merge; all derived figures, scores and merged cells are handed to it ready-made."
)
_WIDE = (
    "Three tables of ten, eight and nine columns, 30 rows each, on a landscape page; one derived rate for each row of "
    "the first table, five checks, three of them for each row. The peer computes the rates as well, in plain Python. "
    "The form is in `bench/forms/wide`, so selfeval gets `template=folder`; else all defaults but `prose=False`."
)
