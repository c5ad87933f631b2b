"""What it costs to follow each value to its cells: a traced fill beside a plain one."""

from __future__ import annotations

from pathlib import Path

import selfeval
from bench import workbooks
from bench.measure import side_by_side, spread, timed, times
from bench.results import Figure, Table, at_most, milliseconds
from bench.settings import Settings
from selfeval.api.loading import read
from selfeval.document import fill, known_names, traced

_PLAIN, _BOTH = "document", "document and its trace"
_FILL, _TRACED = "filling alone", "traced filling alone"


def tracing(settings: Settings) -> Figure:
    """The hunan report: the document, the document and its trace, and the stage of filling alone."""
    case = workbooks.hunan(settings.folder, settings.books)
    loaded = {book: read(book, case.form).report for book in case.books}
    template = case.template.read_bytes()
    known = known_names(None, [next(iter(loaded.values()))])

    def plain(book: Path) -> object:
        return fill(template, loaded[book], known=known)

    def followed(book: Path) -> object:
        return traced(lambda tracer: fill(template, loaded[book], known=known, tracer=tracer))

    ways = [
        timed(_PLAIN, lambda book: bytes(selfeval.render(book, template=case.form, prose=False))),
        timed(_BOTH, lambda book: selfeval.render(book, template=case.form, prose=False).trace),
        timed(_FILL, plain),
        timed(_TRACED, followed),
    ]
    for way in ways:
        way.run(case.books[:1])
    taken = side_by_side(ways, case.books, settings.rounds, settings.batch)
    rows = [
        (name, *milliseconds(spread(taken[name])), f"{times(taken, base, name).middle:.2f} ×")
        for name, base in ((_PLAIN, _PLAIN), (_BOTH, _PLAIN), (_FILL, _FILL), (_TRACED, _FILL))
    ]
    goals = [
        at_most("hunan, path in, document and trace out, against the document", 1.5, times(taken, _PLAIN, _BOTH)),
        at_most("hunan, traced filling against plain filling", 1.5, times(taken, _FILL, _TRACED)),
    ]
    head = ("ms for one document", "min", "median", "max", "times the plain one")
    return Figure("Tracing", goals, [Table(head, rows)], [_NOTE])


_NOTE = (
    "`doc.trace` fills a second time by the same compiled code, over values that know their cells, and proves that the document is the "
    "same. The upper two rows are the public calls; the lower two are the stage of filling, which plain filling runs on bare values."
)
