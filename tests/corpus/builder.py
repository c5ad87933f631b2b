"""Small Word files written as they stand: paragraphs of runs, tables, and the parts a document may have beside its body."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from selfeval.ooxml.zipped import write_zip

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_SPACES = {
    "w": _WORD,
    "r": f"{_OFFICE}/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "v": "urn:schemas-microsoft-com:vml",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
}
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_COLUMN = 2000
_MARGINS = (
    '<w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="720" w:footer="720" w:gutter="0"/>'
)
PAGE = f'<w:pgSz w:w="11906" w:h="16838"/>{_MARGINS}'


class Xml(str):
    """XML to be taken as it is; all other text is escaped."""

    __slots__ = ()


def run(text: str, look: str = "") -> Xml:
    """A run of a text; ``look`` is what stands in its ``w:rPr``."""
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return Xml(f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>')


def p(*pieces: str, look: str = "") -> Xml:
    """A paragraph: each piece a text, which becomes a run, or XML; ``look`` is what stands in its ``w:pPr``."""
    properties = f"<w:pPr>{look}</w:pPr>" if look else ""
    inner = "".join(piece if isinstance(piece, Xml) else run(piece) for piece in pieces)
    return Xml(f"<w:p>{properties}{inner}</w:p>")


def cell(content: str, properties: str = "") -> Xml:
    """A cell of a text or of blocks."""
    blocks = content if isinstance(content, Xml) else p(content)
    return Xml(f'<w:tc><w:tcPr><w:tcW w:w="{_COLUMN}" w:type="dxa"/>{properties}</w:tcPr>{blocks}</w:tc>')


def table(*rows: Sequence[str]) -> Xml:
    """A table: each cell a text, blocks, or a whole ``w:tc``."""
    width = max(map(len, rows))
    grid = f'<w:gridCol w:w="{_COLUMN}"/>' * width
    written = "".join(f"<w:tr>{''.join(map(_cell, row))}</w:tr>" for row in rows)
    return Xml(
        f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{written}</w:tbl>'
    )


def _cell(content: str) -> str:
    return content if content.startswith("<w:tc>") else cell(content)


def bookmark(number: int, name: str, *inner: str) -> Xml:
    """A bookmark around pieces of a paragraph."""
    pieces = "".join(piece if isinstance(piece, Xml) else run(piece) for piece in inner)
    start = f'<w:bookmarkStart w:id="{number}" w:name={quoteattr(name)}/>'
    return Xml(f'{start}{pieces}<w:bookmarkEnd w:id="{number}"/>')


def field(code: str, *inner: str) -> Xml:
    """A field: its code and the pieces of its result."""
    pieces = "".join(piece if isinstance(piece, Xml) else run(piece) for piece in inner)
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    instruction = f'<w:r><w:instrText xml:space="preserve">{escape(code)}</w:instrText></w:r>'
    return Xml(f"{mark.format('begin')}{instruction}{mark.format('separate')}{pieces}{mark.format('end')}")


def picture(number: int, alt: str) -> Xml:
    """A run with a drawing (a rectangle) of that id and alternative text."""
    return Xml(
        f'<w:r><w:drawing><wp:inline><wp:extent cx="360000" cy="360000"/>'
        f'<wp:docPr id="{number}" name="图" descr={quoteattr(alt)}/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/main"/></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


def text_box(*blocks: str) -> Xml:
    """A run with a text box."""
    return Xml(
        '<w:r><w:pict><v:shape id="box" style="width:100pt;height:50pt"><v:textbox><w:txbxContent>'
        f"{''.join(blocks)}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )


def control(*pieces: str, properties: str = "") -> Xml:
    """A content control around pieces of a paragraph."""
    inner = "".join(piece if isinstance(piece, Xml) else run(piece) for piece in pieces)
    return Xml(f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>")


def link(number: int, *pieces: str) -> Xml:
    """A hyperlink; its target is the document's ``links[number]``."""
    inner = "".join(piece if isinstance(piece, Xml) else run(piece) for piece in pieces)
    return Xml(f'<w:hyperlink r:id="rIdL{number}">{inner}</w:hyperlink>')


_NOTE_LOOKS = ("separator", "continuationSeparator")


def _notes(kind: str, blocks: str) -> str:
    separators = "".join(
        f'<w:{kind} w:type="{look}" w:id="{index - 1}"><w:p><w:r><w:{look}/></w:r></w:p></w:{kind}>'
        for index, look in enumerate(_NOTE_LOOKS)
    )
    return f'{separators}<w:{kind} w:id="1">{blocks}</w:{kind}>'


def footnote() -> Xml:
    """The reference to the footnote."""
    return Xml('<w:r><w:footnoteReference w:id="1"/></w:r>')


def endnote() -> Xml:
    """The reference to the endnote."""
    return Xml('<w:r><w:endnoteReference w:id="1"/></w:r>')


def commented(*pieces: str) -> Xml:
    """Pieces of a paragraph with the document's comment."""
    inner = "".join(piece if isinstance(piece, Xml) else run(piece) for piece in pieces)
    return Xml(
        f'<w:commentRangeStart w:id="1"/>{inner}<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>'
    )


def document(
    *blocks: str,
    header: Xml | None = None,
    footer: Xml | None = None,
    footnotes: Xml | None = None,
    endnotes: Xml | None = None,
    comment: Xml | None = None,
    links: Mapping[int, str] | None = None,
    title: str = "",
    manager: str = "",
    custom: str = "",
    more: Mapping[str, tuple[str, str, str]] | None = None,
) -> bytes:
    """The package.

    Args:
        blocks: paragraphs and tables; a text is a paragraph.
        header, footer, footnotes, endnotes, comment: their blocks.
        links: targets by the number that ``link`` names.
        title, manager, custom: a core, an extended and a custom property.
        more: further parts by name: their content type, the kind of the relationship to them, their text.
    """
    parts: dict[str, str] = {}
    types: dict[str, str] = {}
    related: list[str] = []
    section = ""
    for name, element, content in (
        ("header1", "hdr", header),
        ("footer1", "ftr", footer),
        ("footnotes", "footnotes", None if footnotes is None else _notes("footnote", footnotes)),
        ("endnotes", "endnotes", None if endnotes is None else _notes("endnote", endnotes)),
        (
            "comments",
            "comments",
            None if comment is None else f'<w:comment w:id="1" w:author="审核" w:initials="审">{comment}</w:comment>',
        ),
    ):
        if content is None:
            continue
        kind = name.rstrip("1")
        parts[f"word/{name}.xml"] = _root(element, content)
        types[f"word/{name}.xml"] = f"{_TYPE}.{kind}+xml"
        related.append(_relation(f"rId{kind}", f"{_OFFICE}/relationships/{kind}", f"{name}.xml"))
        if kind in {"header", "footer"}:
            section += f'<w:{kind}Reference w:type="default" r:id="rId{kind}"/>'
    for number, target in (links or {}).items():
        related.append(_relation(f"rIdL{number}", f"{_OFFICE}/relationships/hyperlink", target, external=True))
    for index, (name, (kind, relation, text)) in enumerate((more or {}).items()):
        parts[name] = text
        types[name] = kind
        related.append(_relation(f"rIdM{index}", relation, f"/{name}"))
    body = "".join(block if isinstance(block, Xml) else p(block) for block in blocks)
    parts["word/document.xml"] = _root("document", f"<w:body>{body}<w:sectPr>{section}{PAGE}</w:sectPr></w:body>")
    types["word/document.xml"] = f"{_TYPE}.document.main+xml"
    if related:
        parts["word/_rels/document.xml.rels"] = _relations(related)
    packed = [_relation("rId1", f"{_OFFICE}/relationships/officeDocument", "word/document.xml")]
    for name, kind, relation, text in _properties(title, manager, custom):
        parts[name], types[name] = text, kind
        packed.append(_relation(f"rId{len(packed) + 1}", relation, name))
    parts["_rels/.rels"] = _relations(packed)
    parts["[Content_Types].xml"] = _content_types(types)
    return write_zip({name: text.encode("utf-8", "surrogatepass") for name, text in parts.items()})


def _root(element: str, content: str) -> str:
    used = [prefix for prefix in _SPACES if prefix == "w" or f"{prefix}:" in content]
    declared = " ".join(f'xmlns:{prefix}="{_SPACES[prefix]}"' for prefix in used)
    ignorable = ' mc:Ignorable="w14"' if "w14" in used else ""
    if ignorable and "mc" not in used:
        declared += f' xmlns:mc="{_SPACES["mc"]}"'
    return f"{_HEAD}<w:{element} {declared}{ignorable}>{content}</w:{element}>"


def _relation(key: str, kind: str, target: str, *, external: bool = False) -> str:
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationship Id="{key}" Type="{kind}" Target={quoteattr(target)}{mode}/>'


def _relations(items: Sequence[str]) -> str:
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(items)}</Relationships>'


def _content_types(types: Mapping[str, str]) -> str:
    overrides = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in types.items())
    defaults = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="bin" ContentType="application/octet-stream"/>'
    )
    return f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">{defaults}{overrides}</Types>'


def _properties(title: str, manager: str, custom: str) -> list[tuple[str, str, str, str]]:
    found = []
    if title:
        space = f'xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        text = f"{_HEAD}<cp:coreProperties {space}><dc:title>{escape(title)}</dc:title></cp:coreProperties>"
        kind = "application/vnd.openxmlformats-package.core-properties+xml"
        found.append(("docProps/core.xml", kind, f"{_PACKAGE}/relationships/metadata/core-properties", text))
    if manager:
        inner = f"<Manager>{escape(manager)}</Manager>"
        text = f'{_HEAD}<Properties xmlns="{_OFFICE}/extended-properties">{inner}</Properties>'
        kind = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
        found.append(("docProps/app.xml", kind, f"{_OFFICE}/relationships/extended-properties", text))
    if custom:
        space = f'xmlns="{_OFFICE}/custom-properties" xmlns:vt="{_OFFICE}/docPropsVTypes"'
        inner = f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="单位"><vt:lpwstr>{escape(custom)}'
        text = f"{_HEAD}<Properties {space}>{inner}</vt:lpwstr></property></Properties>"
        kind = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
        found.append(("docProps/custom.xml", kind, f"{_OFFICE}/relationships/custom-properties", text))
    return found
