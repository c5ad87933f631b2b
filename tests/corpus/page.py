"""``docs/docxtpl.md``: what docxtpl and selfeval make of each entry of the corpus."""

from __future__ import annotations

import platform
from collections import Counter
from collections.abc import Iterable, Sequence
from importlib.metadata import version

from selfeval.findings import Findings
from tests.corpus.entries import CHAPTERS
from tests.corpus.entry import Entry
from tests.corpus.outcome import Made, Standing, made, peer, standing
from tests.corpus.peer import STOPPED, Given
from tests.corpus.seen import seen

VERSIONS = (
    f"docxtpl {version('docxtpl')}, Jinja {version('jinja2')}, Python {'.'.join(platform.python_version_tuple()[:2])}"
)

_LONGEST = 130
_MEANINGS: dict[Standing, str] = {
    "same": "both give the same document",
    "better": "docxtpl loses, mangles or breaks something, or stops; selfeval gives what was meant",
    "refused": "selfeval says where the template or value is wrong, and what to do; "
    "docxtpl stops without a place, or goes on and loses or does something nobody asked for",
    "refused, docxtpl fills it": "docxtpl gives what was meant; selfeval refuses, on purpose or because it lacks something yet: the reason is given",
    "different": "both are right in their own way; the reason is given",
}
_OPENING = """\
# selfeval beside docxtpl

<!-- Written by `python -m scripts.corpus` from tests/corpus; do not edit. -->

Each row is a small Word template of the corpus in `tests/corpus`, filled by both with the same values ({versions}).
docxtpl is called with `autoescape=True`; where its default gives something else, that stands below it.
How the two compare is computed from the documents, never typed. What is right is written down by hand in the entries: for
nearly all before either ran; a few expected findings were set right after a look at what came out, and in the chapter of what
docxtpl fills and selfeval refuses, what was meant is what docxtpl gives.

{counts}

How documents are written here: each line is a paragraph; `| a | b |` is a row of a table and `¶` parts the paragraphs of a
cell; `‹b›…‹/›` is the look of runs, other `‹…›` are properties and marks; `⏎` is a line break, `⇥` a tab, `~…~` deleted
text; `header:` and the like name the part, `target:` is where a link leads; `‹fault …›` is what the structural check says
about the document.

## Where docxtpl is right and selfeval does otherwise

All of them. `undefined="blank"` gives docxtpl's way with unknown names.

{otherwise}
"""


def page() -> str:
    """The whole page."""
    rows = {title: [_compared(entry) for entry in entries] for title, entries in CHAPTERS.items()}
    standings = Counter(row[3] for chapter in rows.values() for row in chapter)
    counts = "\n".join(f"- **{name}** ({standings[name]}): {meaning}" for name, meaning in _MEANINGS.items())
    reasons = [row for chapter in rows.values() for row in chapter if row[0].reason]
    otherwise = "\n".join(f"- {row[0].title}: {row[0].reason} (`{row[0].key}`)" for row in reasons)
    pieces = [_OPENING.format(versions=VERSIONS, counts=counts, otherwise=otherwise)]
    for title, chapter in rows.items():
        pieces.append(f"\n## {title}\n\n| construct | docxtpl | selfeval | |\n|---|---|---|---|\n")
        pieces += [f"| {_construct(row[0])} | {row[1]} | {row[2]} | {row[3]} |\n" for row in chapter]
    return "".join(pieces)


def _compared(entry: Entry) -> tuple[Entry, str, str, Standing]:
    given, ours = peer(entry), made(entry)
    theirs = _given(given)
    if not entry.harmful and not given.failure:
        plain = peer(entry, autoescape=False)
        if plain != given:
            theirs += f"<br>by default: {_given(plain)}"
    return entry, theirs, _made(ours), standing(entry, given)


def _construct(entry: Entry) -> str:
    title = entry.title.replace("|", "\\|").replace("*", "\\*").replace("_", "\\_")
    try:
        typed = seen(entry.template)
    except Exception:  # what is no document cannot be shown
        return title
    mode = "" if entry.mode == "error" else f'<br>`undefined="{entry.mode}"`'
    return f"{title}<br>{_code(typed)}{mode}"


def _given(given: Given) -> str:
    if given.failure == STOPPED:
        return STOPPED
    return f"stops: {_span(given.failure)}" if given.failure else _code(given.lines)


def _made(ours: Made) -> str:
    return _code(ours.lines) if ours.document else _refusal(ours.findings)


def _refusal(findings: Findings) -> str:
    told = dict.fromkeys(
        f"{_span(found.rule)} {_words(found.place or 'the file')}: {_words(found.body('en'))}; {_words(found.hint('en'))}"
        for found in findings
    )
    return "<br>".join(told)


def _code(lines: Sequence[str]) -> str:
    shown = list(lines)
    while shown and not shown[-1]:
        shown.pop()
    return "<br>".join(_span(line) for line in _counted(shown)) or "*nothing*"


def _counted(lines: Iterable[str]) -> list[str]:
    """The lines; one that is told several times over is told once."""
    return [
        line for index, line in enumerate(lines) if not line.startswith("‹fault") or line not in list(lines)[:index]
    ]


def _span(line: str) -> str:
    return f"`{_short(line).replace('|', chr(92) + '|')}`" if line.strip() else "(empty)"


def _words(text: str) -> str:
    return _short(text).replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*")


def _short(text: str) -> str:
    flat = "".join(character if character.isprintable() else repr(character)[1:-1] for character in text)
    return flat if len(flat) <= _LONGEST else flat[: _LONGEST - 1] + "…"
