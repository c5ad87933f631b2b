"""Two years of workbooks side by side: ``compare``, and what a batch with last year's workbooks shows of them."""

from __future__ import annotations

import json
import os
import sqlite3
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from pathlib import Path, PurePosixPath

from selfeval.api.sources import TemplateName, forms_of
from selfeval.batch.departments import Inputs, gathered, handed_in
from selfeval.batch.inputs import Gathered, Input
from selfeval.batch.journal import LAST_YEAR_FILE, Journal
from selfeval.batch.outcome import Outcome
from selfeval.errors import OutputError
from selfeval.figures.movements import LARGE, Movement, movements
from selfeval.files import exists
from selfeval.form import Form
from selfeval.names import fold
from selfeval.review.columns import FISCAL_YEAR, columns, meaning_of, values_of
from selfeval.review.comparison import Comparison, write_comparison

_TABLES = """
CREATE TABLE handed_in (last INTEGER, name TEXT, shown TEXT, figures TEXT, PRIMARY KEY (last, name)) WITHOUT ROWID;
CREATE TABLE moved (
  quiet INTEGER, known INTEGER, size REAL, department TEXT, figure TEXT, last TEXT, this TEXT, change TEXT
);
"""
_BOTH = """
SELECT now.shown, now.figures, before.figures FROM handed_in AS now
JOIN handed_in AS before ON before.name = now.name AND before.last = 1 WHERE now.last = 0
"""
_ONE = """
SELECT shown FROM handed_in AS one WHERE last = ?
AND NOT EXISTS (SELECT 1 FROM handed_in WHERE name = one.name AND last = 1 - one.last) ORDER BY shown
"""
_RANKED = """
SELECT department, figure, last, this, change, quiet FROM moved ORDER BY quiet, known, size, department, figure
"""


def compare(
    this_year: Inputs,
    last_year: Inputs,
    output: str | os.PathLike[str],
    *,
    template: TemplateName | None = None,
    large: Decimal = LARGE,
    overwrite: bool = False,
) -> Comparison:
    """Compare the figures that a form marks for the summary, year on year, and write them as a workbook.

    Departments are matched by their names, figures by ``means``, so the years may have different forms.

    Args:
        this_year, last_year: workbooks, zip files, folders, patterns.
        output: the workbook to write; ``.xlsx``.
        template: as for ``check``; a workbook that names another built-in form is read by that.
        large: from which part of last year's figure a movement is large.
        overwrite: whether a file that is there may be replaced.

    Raises:
        OutputError: the file is there already, or it cannot be written there.
        TemplateError: the template named is not there or has faults.
    """
    target = Path(output)
    if exists(target) and not overwrite:
        raise OutputError(f"{target} 已经存在，没有覆盖。确要覆盖请加 --force，或换一个文件名。")
    forms, years = forms_of(template), TwoYears(large)
    units = {column.id: column.unit for column in columns(forms)}
    said: tuple[set[str], set[str]] = (set(), set())
    for year, inputs, told in ((years.this, this_year, said[0]), (years.last, last_year, said[1])):
        given = gathered(inputs)
        years.unread += [f"{missing}：没有找到" for missing in given.missing]
        for one in handed_in(given.inputs, template):
            if one.loaded is None:
                years.unread.append(f"{one.input.key}：{one.reason}")
            else:
                told.add(meaning_of(one.loaded.report, one.loaded.source.form, FISCAL_YEAR))
                year(one.department, one.input.key, values_of(one.loaded.report, one.loaded.source.form, units))
    found = replace(years.comparison(forms), years=(tuple(sorted(said[0] - {""})), tuple(sorted(said[1] - {""}))))
    write_comparison(target, found)
    return found


def against_last_year(
    out: Path,
    journal: Journal,
    last_year: Gathered,
    look: Callable[[Journal, Mapping[str, Input]], Iterable[Outcome]],
    forms: Sequence[Form],
) -> Comparison:
    """A batch beside last year's workbooks.

    These are read as this year's are, by the same workers, and noted in a journal of their own: a workbook of last
    year whose bytes have not changed is not read again.

    Args:
        out: the output folder.
        journal: what this year's workbooks said.
        last_year: last year's workbooks.
        look: has the workers look at them and note what they say.
        forms: those a workbook may be read by.

    Raises:
        OutputError: the folder cannot be written to.
    """
    years, inputs = TwoYears(), {one.key: one for one in last_year.inputs}
    years.unread += [f"{missing}：没有找到" for missing in last_year.missing]
    for outcome in journal.outcomes():
        name = outcome.department or PurePosixPath(outcome.key).stem
        years.this(name, outcome.key, outcome.sound_values)
    with closing(Journal(out, LAST_YEAR_FILE)) as noted:
        for _ in look(noted, inputs):
            pass
        for outcome in noted.outcomes():
            if outcome.status == "failed":
                years.unread.append(f"{outcome.key}：{outcome.findings[0].body()}")
            else:
                years.last(outcome.department or PurePosixPath(outcome.key).stem, outcome.key, outcome.values)
    return years.comparison(forms)


class TwoYears:
    """Gathers the figures of two years by department, on disk as far as they are many.

    Attributes:
        unread: workbooks that could not be read, each with the reason.
    """

    def __init__(self, large: Decimal = LARGE) -> None:
        self._large = large
        self._store = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        weakref.finalize(self, self._store.close)
        self._store.executescript(_TABLES)
        self._store.execute("BEGIN")
        self._twice: list[str] = []
        self.unread: list[str] = []

    def this(self, department: str, key: str, values: Mapping[str, str]) -> None:
        """A workbook of this year: its figures by their ids, as text. Of several of a department the last counts."""
        self._add(0, department, key, values)

    def last(self, department: str, key: str, values: Mapping[str, str]) -> None:
        """A workbook of last year."""
        self._add(1, department, key, values)

    def _add(self, last: int, department: str, key: str, values: Mapping[str, str]) -> None:
        row = (last, fold(department), department, json.dumps(dict(values)))
        if self._store.execute("INSERT OR IGNORE INTO handed_in VALUES (?, ?, ?, ?)", row).rowcount == 0:
            self._store.execute("INSERT OR REPLACE INTO handed_in VALUES (?, ?, ?, ?)", row)
            self._twice.append(f"{department}：{key}")

    def comparison(self, forms: Sequence[Form]) -> Comparison:
        """What both years know, large movements first; the columns are those of the forms."""
        self._store.executemany(
            "INSERT INTO moved VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (*one.rank, one.department, one.figure, *map(_text, (one.last, one.this, one.change)))
                for name, this, last in self._store.execute(_BOTH)
                for one in movements(name, _numbers(this), _numbers(last), self._large)
            ),
        )
        (count,) = self._store.execute("SELECT count(*) FROM moved").fetchone()
        (large,) = self._store.execute("SELECT count(*) FROM moved WHERE quiet = 0").fetchone()
        moved = {figure for (figure,) in self._store.execute("SELECT DISTINCT figure FROM moved")}
        only_this, only_last = ([name for (name,) in self._store.execute(_ONE, (last,))] for last in (0, 1))
        shown = [column for column in columns(forms) if column.id in moved]
        return Comparison(
            _Ranked(self), shown, only_this, only_last, self.unread, self._twice, count, large, self._large
        )

    def ranked(self) -> Iterator[Movement]:
        """The movements, large ones first."""
        for department, figure, last, this, change, quiet in self._store.execute(_RANKED):
            share = None if change is None else Decimal(change)
            yield Movement(department, figure, Decimal(last), Decimal(this), share, not quiet)


class _Ranked(Iterable[Movement]):
    """The movements, as often as they are iterated over."""

    def __init__(self, years: TwoYears) -> None:
        self._years = years

    def __iter__(self) -> Iterator[Movement]:
        return self._years.ranked()


def _text(number: Decimal | None) -> str | None:
    return None if number is None else str(Decimal(number))


def _numbers(figures: str) -> dict[str, Decimal]:
    found = {}
    for name, text in json.loads(figures).items():
        try:
            number = Decimal(text)
        except InvalidOperation:
            continue  # a grade, or the / of a rate that cannot be had
        if number.is_finite():
            found[name] = number
    return found
