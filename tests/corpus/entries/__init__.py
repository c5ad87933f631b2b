"""All entries of the corpus by their keys, in the order of the table in the docs."""

from collections.abc import Mapping, Sequence

from tests.corpus.entries import (
    blocks,
    jinja,
    lacking,
    live,
    losses,
    marks,
    names,
    places,
    printing,
    sandbox,
    signs,
    tables,
)
from tests.corpus.entry import Entry

CHAPTERS: Mapping[str, Sequence[Entry]] = {
    "Values": printing.ENTRIES,
    "Conditions, loops, variables": blocks.ENTRIES,
    "Tables": tables.ENTRIES,
    "Places": places.ENTRIES,
    "Signs that autocorrect and Chinese keyboards make": signs.ENTRIES,
    "Bookmarks, comments, tracked changes, fields, sections": marks.ENTRIES,
    "Names and faults": names.ENTRIES,
    "Losses": losses.ENTRIES,
    "Filters, tests and functions of Jinja": jinja.ENTRIES,
    "Objects of docxtpl": live.ENTRIES,
    "What docxtpl fills and selfeval refuses": lacking.ENTRIES,
    "Templates that would do harm": sandbox.ENTRIES,
}
"""By the chapter's title."""

ENTRIES: Mapping[str, Entry] = {entry.key: entry for entries in CHAPTERS.values() for entry in entries}
"""By key."""
