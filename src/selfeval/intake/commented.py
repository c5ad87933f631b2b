"""A template with the problems found in it as comments at their places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from selfeval.document.places import Places
from selfeval.findings import Finding
from selfeval.ooxml.additions import Additions
from selfeval.ooxml.comments import Comments
from selfeval.ooxml.guard import refused, unpack
from selfeval.ooxml.relations import ROOT_RELATIONS, relations
from selfeval.ooxml.xml import Element, W, XmlError, parse_xml, write_xml
from selfeval.ooxml.zipped import write_zip

AUTHOR = "selfeval"


def commented(template: bytes, findings: Iterable[Finding]) -> bytes:
    """The Word file with a comment at each paragraph that a finding is about; what has no paragraph in the body stands at the first.

    Its text is left as it is, tags with faults too.

    Raises:
        Refused: it is no Word document, or one saved as Strict Open XML, whose elements have other names.
    """
    additions = Additions(dict(unpack(template, ".docx")))
    try:
        links = relations(additions.parts)
        main = next(one.target for one in links if one.source == ROOT_RELATIONS and one.kind == "officeDocument")
        root = parse_xml(additions.parts[main])
    except (XmlError, KeyError, StopIteration) as error:
        raise refused("template.not-word", suffix=".docx", reason=str(error)) from error
    places = Places(main, root, frozenset())
    paragraphs: dict[str, Element] = {}
    for paragraph in root.iter(f"{W}p"):
        paragraphs.setdefault(places.of(paragraph), paragraph)
    body = root.find(f"{W}body")
    if body is None:
        raise refused("template.not-word", suffix=".docx", reason=etree.QName(root).namespace or "")
    first = next(iter(paragraphs.values()), None)
    if first is None:
        first = etree.Element(f"{W}p")
        body.insert(0, first)
    comments = Comments(additions, main, AUTHOR)
    said: dict[Element, list[str]] = {}
    for found in findings:
        at = paragraphs.get(found.place)
        boxes = [] if at is None else list(at.iterancestors(f"{W}txbxContent"))
        if boxes:  # Word takes no comment inside a text box
            at = next(boxes[-1].iterancestors(f"{W}p"), first)
        said.setdefault(first if at is None else at, []).extend(_told(found, found.place if at is None else ""))
    for paragraph, lines in said.items():
        comments.add(paragraph, lines)
    comments.write()
    additions.put(main, write_xml(root))
    additions.write()
    return write_zip(additions.parts)


def _told(found: Finding, place: str) -> Iterator[str]:
    """What the comment says of one finding: all that is said of a paragraph stands in one comment."""
    yield f"{found.severity.word}：{found.body()}"
    if found.hint():
        yield found.hint()
    yield f"{place} [{found.rule}]".strip()
