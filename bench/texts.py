"""Whether two documents say the same: the text of every part, paragraph by paragraph."""

from __future__ import annotations

import io
import zipfile

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class TextsDiffer(AssertionError):
    """Two ways of filling gave different texts: a comparison of their speed would mean nothing."""


def texts_of(document: bytes) -> dict[str, list[str]]:
    """The paragraphs that hold text, by part; a part without any is left out."""
    texts = {}
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        for name in archive.namelist():
            if name.startswith("word/") and name.endswith(".xml"):
                root = etree.fromstring(archive.read(name))
                found = [_text(paragraph) for paragraph in root.iter(f"{_W}p")]
                if any(found):
                    texts[name] = [text for text in found if text]
    return texts


def require_same(ours: bytes, theirs: bytes, what: str) -> None:
    """Stop the run where the texts differ.

    Raises:
        TextsDiffer: with the part and the first paragraph that differs.
    """
    one, other = texts_of(ours), texts_of(theirs)
    for part in one.keys() | other.keys():
        left, right = one.get(part, []), other.get(part, [])
        if left != right:
            at = next((i for i, pair in enumerate(zip(left, right, strict=False)) if pair[0] != pair[1]), -1)
            pair = f"{left[at]!r} and {right[at]!r}" if at >= 0 else f"{len(left)} and {len(right)} paragraphs"
            raise TextsDiffer(f"{what}: {part} differs: {pair}")


def _text(paragraph: etree._Element) -> str:
    return "".join(node.text or "" for node in paragraph.iter(f"{_W}t"))
