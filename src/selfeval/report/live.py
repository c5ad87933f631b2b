"""A value that only a document can place: rich text, a picture, a document of its own. Opaque everywhere else."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal

LiveKind = Literal["RichText", "RichTextParagraph", "Listing", "InlineImage", "Subdoc"]
"""The classes of docxtpl that are let through, by name."""


@dataclass(frozen=True, slots=True)
class Live:
    """What one of docxtpl's objects held when the input was read; it changes no more, and nothing of it is trusted yet.

    Attributes:
        kind: the class of docxtpl it was.
        data: the XML of a RichText, the text of a Listing (both UTF-8), the file of a picture, the .docx of a Subdoc.
        width, height: of a picture, in EMU (914,400 an inch); None where the picture's own size goes.
        link: the address a picture leads to, ``""`` for none.
        text: the alternative text of a picture.
    """

    kind: LiveKind
    data: bytes
    width: int | None = None
    height: int | None = None
    link: str = ""
    text: str = ""

    def __str__(self) -> str:
        digest = hashlib.sha256(self.data).hexdigest()
        return "|".join(map(str, (self.kind, digest, self.width, self.height, self.link)))
