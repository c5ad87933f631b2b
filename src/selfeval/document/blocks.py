"""Whether the blocks of a part are whole: each begun is ended, in the same place, and nothing crosses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jinja2 import Environment, TemplateSyntaxError, nodes

from selfeval.document.control_paragraphs import BRANCHES, ENDS
from selfeval.document.lower import Lowered, Tag, tags_in_order
from selfeval.document.tags import BLOCK_SET, statement
from selfeval.findings import Finding
from selfeval.names import closest

_ALONE = {"set"}
_KNOWN = ({*ENDS, *ENDS.values(), *BRANCHES, *_ALONE}) - {BLOCK_SET}
_REFUSED = {
    **dict.fromkeys(("filter", "endfilter"), "template.no-filter-block"),
    **dict.fromkeys(("block", "endblock"), "template.no-block"),
    **dict.fromkeys(("extends", "include", "import", "from"), "template.no-include"),
    **dict.fromkeys(("autoescape", "endautoescape"), "template.no-autoescape"),
    **dict.fromkeys(("raw", "endraw"), "template.no-raw"),
    **dict.fromkeys(("call", "endcall"), "template.call-block"),
    **dict.fromkeys(("break", "continue"), "template.no-break"),
    "do": "template.no-do",
    "trans": "template.unsupported-tag",
}
"""What Jinja has and templates do not, by the rule that names the edit instead."""


_LABEL = re.compile(
    r"([^\W\d]\w*)\s*[.．。]\s*((?:\d|[^\s|｜}｝%％]*[（(“”‘’\"'①-⑳])[^|｜}｝%％]*?)"
    r"(?=\s*(?:[|｜}｝%％]|$)|\s+(?:if|else|and|or|is|in|[-+*/=<>~!]))"
)
"""A label behind a dot that begins with a digit, or holds a bracket or quote."""


@dataclass
class _Open:
    tag: Tag
    word: str
    has_else: bool = False


def block_findings(lowered: Lowered, *, all_tags: bool = True) -> Iterator[Finding]:
    """A finding for each block that is not whole, and each statement that templates do not have.

    ``all_tags`` is false where a tag could not be placed: then no block is said to lack its beginning or end.
    """
    opened: list[_Open] = []
    for tag in tags_in_order(lowered):
        if not tag.block:
            continue
        word = statement(tag.body)
        if word in _REFUSED:
            yield tag.finding(_REFUSED[word], name=word)
        elif word not in _KNOWN and word != BLOCK_SET:
            near = closest(word, _KNOWN) if word else None
            yield tag.finding("template.unknown-tag", name=word, **suggestion(near))
        elif not all_tags:
            continue
        elif word in ENDS:
            opened.append(_Open(tag, word))
        elif word in BRANCHES or word in ENDS.values():
            yield from _closing(tag, word, opened)
    for block in opened:
        yield block.tag.finding("template.unclosed-block", expected=f"{{% {ENDS[block.word]} %}}")


def _closing(tag: Tag, word: str, opened: list[_Open]) -> Iterator[Finding]:
    wanted = BRANCHES.get(word) or {opening for opening, end in ENDS.items() if end == word}
    if not any(block.word in wanted for block in opened):
        yield tag.finding("template.stray-end", name=word)
        return
    while opened[-1].word not in wanted:
        block = opened.pop()
        yield block.tag.finding("template.unclosed-block", expected=f"{{% {ENDS[block.word]} %}}")
    block = opened[-1]
    if block.tag.chain != tag.chain:
        yield tag.finding("template.crossed-block", other=block.tag.typed, other_place=block.tag.place)
    if word in ENDS.values():
        opened.pop()
    elif block.has_else:
        yield tag.finding("template.stray-end", name=word)
    elif word == "else":
        block.has_else = True


def read_alone(lowered: Lowered, environment: Environment) -> tuple[nodes.Template, list[Finding]]:
    """Each tag read by itself, one after the other, and a finding for each that Jinja cannot read.

    What a template with faults reads is known from it, though not what its blocks hold.
    """
    tree = nodes.Template([], lineno=1)
    found: list[Finding] = []
    for line, tag in sorted(lowered.tags.items()):
        source = alone(tag)
        if source:
            try:
                # The tag on its own line, so that what is found in it has its place.
                tree.body += environment.parse("\n" * (line - 2) + source).body
            except TemplateSyntaxError as error:
                found.append(
                    tag.finding("template.syntax", reason=error.message or "", **suggestion(_in_brackets(tag)))
                )
            except (ValueError, RecursionError, MemoryError) as error:
                found.append(tag.finding("template.too-complex", reason=type(error).__name__))
    return tree, found


def _in_brackets(tag: Tag) -> str | None:
    """The bracket form of a label that no name can be: 表["因公出国（境）费"]; None where there is none."""
    match = _LABEL.search(tag.typed)
    return None if match is None else f'{match[1]}["{match[2].strip()}"]'


def alone(tag: Tag) -> str:
    """A source in which the tag stands by itself; ``""`` for one that says nothing alone."""
    word = statement(tag.body)
    if not tag.body:
        return ""
    if not tag.block:
        return tag.source
    if word in ENDS:
        return f"{tag.source}{{% {ENDS[word]} %}}"
    if word in BRANCHES:
        return f"{{% if 1 %}}{tag.source}{{% endif %}}"
    return tag.source if word in _ALONE else ""


def suggestion(near: str | None) -> dict[str, str]:
    """The words 「您是否想写……」 of a finding; none where nothing is near."""
    return {"suggestion": f"（您是否想写「{near}」？）", "suggestion_en": f" (did you mean {near!r}?)"} if near else {}
