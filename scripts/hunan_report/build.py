"""Puts the parts of the hunan report together."""

from __future__ import annotations

from pathlib import Path

from scripts.report_parts import package

from .sections import PARTS, TITLE

TARGET = package.TEMPLATES / "hunan" / "report.docx"


def document_part() -> str:
    """The part word/document.xml."""
    return package.document_part(part() for part in PARTS)


def write(target: Path, document: str) -> None:
    """Write the template with that part word/document.xml."""
    package.write(target, TITLE, document)


def main() -> None:
    """Write the template to its place and say so."""
    write(TARGET, document_part())
    print(TARGET)
