"""The order in which the schema wants the properties of runs, paragraphs, cells and tables: Word refuses any other."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping

from selfeval.ooxml.xml import Element, W, local_name

_RUN = """ins del moveFrom moveTo rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint
noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl
cs em lang eastAsianLayout specVanish oMath … rPrChange"""
_PARAGRAPH = """pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs
suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid
spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId
cnfStyle … rPr sectPr pPrChange"""
_CELL = """cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark headers …
cellIns cellDel cellMerge tcPrChange"""
_TABLE = """tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd
tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription … tblPrChange"""
_OTHER = "…"
"""Where elements of other namespaces stand."""
_RANKS: Mapping[str, Mapping[str, int]] = {
    f"{W}{name}": {word: rank for rank, word in enumerate(words.split())}
    for name, words in (("rPr", _RUN), ("pPr", _PARAGRAPH), ("tcPr", _CELL), ("tblPr", _TABLE))
}


def out_of_order(root: Element) -> Iterator[Element]:
    """The properties below the element whose children stand in another order than the schema's."""
    for properties in root.iter(*_RANKS):
        ranks = [_rank(properties, child) for child in properties]
        if any(later < earlier for earlier, later in itertools.pairwise(ranks)):
            yield properties


def put_in_order(root: Element) -> None:
    """Give the properties below the element the schema's order; those of one rank keep theirs."""
    for properties in list(out_of_order(root)):
        properties[:] = sorted(properties, key=lambda child: _rank(properties, child))


def put_property(properties: Element, new: Element) -> None:
    """Put the property in its place, instead of another of its name."""
    old = properties.find(str(new.tag))
    if old is not None:
        properties.remove(old)
    rank = _rank(properties, new)
    follower = next((child for child in properties if _rank(properties, child) > rank), None)
    if follower is None:
        properties.append(new)
    else:
        follower.addprevious(new)


def _rank(properties: Element, child: Element) -> int:
    ranks = _RANKS[str(properties.tag)]
    name = local_name(child) if isinstance(child.tag, str) and child.tag.startswith(W) else _OTHER
    return ranks.get(name, ranks[_OTHER])
