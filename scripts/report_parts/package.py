"""Puts the parts into one Word file, the same bytes on every run and every machine."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from .styles import (
    FOOTER,
    LANDSCAPE,
    LANDSCAPE_FOOTER,
    font_table_part,
    footer_part,
    landscape_footer_part,
    settings_part,
    styles_part,
)
from .wordml import DECLARATION, NAMESPACES

_TEMPLATES = Path(__file__).parents[2] / "templates"

_DAY = "2024-01-01T00:00:00Z"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"

_WORD_PARTS = (
    # relationship id, kind, part
    ("rId1", "styles", "styles.xml"),
    ("rId2", "settings", "settings.xml"),
    ("rId3", "fontTable", "fontTable.xml"),
    (FOOTER, "footer", "footer1.xml"),
    (LANDSCAPE_FOOTER, "footer", "footer2.xml"),
)


def document_part(parts: Iterable[Callable[[], str]]) -> str:
    """The part word/document.xml: the parts in order, of which the last ends with a section of its own."""
    body = "".join(part() for part in parts) + LANDSCAPE  # nothing is left to print in it
    return f"{DECLARATION}<w:document {NAMESPACES}><w:body>\n{body}</w:body></w:document>"


def _content_types() -> str:
    overrides = [
        ("/word/document.xml", f"{_WORD}.document.main+xml"),
        *((f"/word/{part}", f"{_WORD}.{kind}+xml") for _, kind, part in _WORD_PARTS),
        ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
        ("/docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml"),
    ]
    return (
        f'{DECLARATION}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides)
        + "</Types>"
    )


def _relationships(targets: Mapping[str, tuple[str, str]]) -> str:
    return (
        f'{DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">'
        + "".join(f'<Relationship Id="{key}" Type="{kind}" Target="{part}"/>' for key, (kind, part) in targets.items())
        + "</Relationships>"
    )


def _core_properties(title: str) -> str:
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{title}</dc:title><dc:creator>selfeval</dc:creator>"
        "<cp:lastModifiedBy>selfeval</cp:lastModifiedBy><cp:revision>1</cp:revision>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{_DAY}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{_DAY}</dcterms:modified></cp:coreProperties>'
    )


def package(title: str, document: str) -> dict[str, str]:
    """Every part of the file by its name, in the order they are written."""
    return {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships(
            {
                "rId1": (f"{_OFFICE}/relationships/officeDocument", "word/document.xml"),
                "rId2": (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
                "rId3": (f"{_OFFICE}/relationships/extended-properties", "docProps/app.xml"),
            }
        ),
        "word/document.xml": document,
        "word/_rels/document.xml.rels": _relationships(
            {key: (f"{_OFFICE}/relationships/{kind}", part) for key, kind, part in _WORD_PARTS}
        ),
        "word/styles.xml": styles_part(),
        "word/settings.xml": settings_part(),
        "word/fontTable.xml": font_table_part(),
        "word/footer1.xml": footer_part(),
        "word/footer2.xml": landscape_footer_part(),
        "docProps/core.xml": _core_properties(title),
        "docProps/app.xml": f'{DECLARATION}<Properties xmlns="{_OFFICE}/extended-properties">'
        "<Application>selfeval</Application></Properties>",
    }


def write(target: Path, title: str, document: str) -> None:
    """Write the template: its title, and the part word/document.xml."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w") as archive:
        for name, xml in package(title, document).items():
            # Stored, because deflate gives other bytes with another zlib.
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.create_system = 0
            archive.writestr(entry, xml.encode(), compress_type=zipfile.ZIP_STORED)


def make(form: str, title: str, parts: Iterable[Callable[[], str]]) -> None:
    """Write the template of the form to its place and say so."""
    target = _TEMPLATES / form / "report.docx"
    write(target, title, document_part(parts))
    print(target)
