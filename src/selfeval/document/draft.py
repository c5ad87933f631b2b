"""A draft: a filled document marked as one, with each finding as a comment where its value stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from selfeval.document.draft_header import mark_headers
from selfeval.document.filling import Filled
from selfeval.document.trace import TracedValue
from selfeval.findings import Finding
from selfeval.ooxml.additions import Additions
from selfeval.ooxml.comments import Comments
from selfeval.ooxml.relations import ROOT_RELATIONS, relations
from selfeval.ooxml.text import own_text
from selfeval.ooxml.xml import Element, W, parse_xml, write_xml

AUTHOR: Final = "selfeval"


def drafted(filled: Filled, trace: Sequence[TracedValue], findings: Iterable[Finding]) -> Filled:
    """The filled document with 草稿 in its headers and a comment for each finding.

    A finding stands at the paragraph that prints its value; where nothing prints it, it is listed in one comment at the
    first paragraph. The paragraphs of the body stay as many as they were, so the trace holds for the draft too.

    Args:
        filled: the document.
        trace: every value in it.
        findings: what is to be said.
    """
    additions = Additions(dict(filled.parts))
    main = next(link.target for link in relations(filled.parts) if _is_main(link.source, link.kind))
    root = parse_xml(filled.parts[main])
    comments = Comments(additions, main, AUTHOR)
    anchors = _Anchors(root, [value for value in trace if value.part == main and value.start >= 0])
    nowhere: list[Finding] = []
    for found in findings:
        paragraph = anchors.of(found)
        if paragraph is None:
            nowhere.append(found)
        else:
            comments.add(paragraph, list(_told(found)))
    first = next(root.iter(f"{W}p"), None)
    if nowhere and first is not None:
        comments.add(first, list(_listed(nowhere)))
    comments.write()
    mark_headers(root, additions, main)
    additions.put(main, write_xml(root))
    additions.write()
    return replace(filled, parts=additions.parts, fresh=filled.fresh | additions.changed)


def _is_main(source: str, kind: str) -> bool:
    return source == ROOT_RELATIONS and kind == "officeDocument"


class _Anchors:
    """Which paragraph prints the value of a finding."""

    def __init__(self, root: Element, values: Iterable[TracedValue]) -> None:
        self._paragraphs = list(root.iter(f"{W}p"))
        self._by_cell: Mapping[str, list[TracedValue]] = defaultdict(list)
        for value in values:
            for cell in value.cells:
                self._by_cell[cell].append(value)

    def of(self, found: Finding) -> Element | None:
        """The paragraph; None where none prints it."""
        for cell in dict.fromkeys((found.place, *found.cells)):
            values = self._by_cell.get(cell)
            if values:
                own = [value for value in values if len(value.cells) == 1]
                return self._saying(found, own or values)
        return None

    def _saying(self, found: Finding, values: Iterable[TracedValue]) -> Element:
        """Of the paragraphs that print the values the first that holds what the finding quotes."""
        paragraphs = [
            self._paragraphs[value.position.paragraph - 1 + more]
            for value in values
            for more in range(value.paragraphs)
        ]
        for quoted in (found.details.get("sentence", ""), found.found):
            for paragraph in paragraphs if quoted else ():
                if quoted in own_text(paragraph):
                    return _outermost(paragraph)
        return _outermost(paragraphs[0])


def _outermost(paragraph: Element) -> Element:
    """The paragraph that holds the text box the paragraph stands in: Word takes no comment inside."""
    boxes = list(paragraph.iterancestors(f"{W}txbxContent"))
    return next(boxes[-1].iterancestors(f"{W}p"), paragraph) if boxes else paragraph


def _told(found: Finding) -> Iterator[str]:
    yield f"{found.severity.word}：{found.body()}"
    if found.hint():
        yield found.hint()
    yield " ".join(filter(None, (found.place, f"[{found.rule}]")))


def _listed(found: Sequence[Finding]) -> Iterator[str]:
    yield f"下面 {len(found)} 处问题的内容没有印在文中："
    for one in found:
        yield f"{one.severity.word}：{one.message()}"
