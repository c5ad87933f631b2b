"""What no template may bring: macros, links to files elsewhere, fields that fetch or run something."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from selfeval.document.places import part_label
from selfeval.findings import Finding, finding
from selfeval.ooxml.relations import Relation
from selfeval.ooxml.xml import W, XmlError, parse_xml

_HARMLESS_OUTSIDE = frozenset({"hyperlink"})
_MACRO_PARTS = re.compile(r"(?:^|/)(?:vbaProject\.bin|vbaData\.xml)$|(?:^|/)activeX/", re.IGNORECASE)
_FIELDS = re.compile(
    r"(?<![A-Za-z])(DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE|INCLUDE|IMPORT|LINK|DATABASE|RD|MACROBUTTON)(?![A-Za-z])",
    re.IGNORECASE,
)
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')


def safety_findings(parts: Mapping[str, bytes], types: Mapping[str, str], links: list[Relation]) -> Iterator[Finding]:
    """A finding for each thing that reaches outside the document or runs."""
    for name in sorted(parts):
        if _MACRO_PARTS.search(name) or "macroEnabled" in types.get(name, ""):
            yield finding("template.macro", part_label(name), found=name)
    for link in links:
        if link.external and link.kind not in _HARMLESS_OUTSIDE:
            yield finding("template.external", _holder(link), found=link.target, name=link.kind)
    for name, kind in sorted(types.items()):
        if "wordprocessingml" in kind and kind.endswith("+xml"):
            yield from field_findings(name, parts[name])


def _holder(link: Relation) -> str:
    """What Word's user calls the part that the link stands in."""
    return part_label(link.source.removesuffix(".rels").replace("_rels/", "")) or "文件"


def field_findings(name: str, data: bytes) -> Iterator[Finding]:
    """A finding for each field of the part that fetches or runs something."""
    if b"instrText" not in data and b"fldSimple" not in data:
        return
    try:
        root = parse_xml(data)
    except XmlError:
        return  # told elsewhere
    codes = [element.get(f"{W}instr") or "" for element in root.iter(f"{W}fldSimple")]
    running: list[str] = []
    for element in root.iter(f"{W}fldChar", f"{W}instrText", f"{W}delInstrText"):
        if element.tag == f"{W}fldChar":
            codes.append("".join(running))
            running = []
        else:
            running.append(element.text or "")
    codes.append("".join(running))
    for code in codes:
        dangerous = _FIELDS.match(_QUOTED.sub('""', code).strip())
        if dangerous:
            yield finding("template.field", part_label(name), found=code.strip()[:80], name=dangerous[1].upper())
