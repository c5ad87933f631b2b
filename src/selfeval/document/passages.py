"""A document as verifying reads it: passages of tokens, however their text is split, laid out or saved.

A passage is a paragraph, or a whole row of a table. A token is a number, or one character; blanks are none. Two numbers
are one where they are equal: 1,234.50 is 1234.5.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from selfeval.document.places import part_label
from selfeval.document.positions import Positions
from selfeval.ooxml.relations import content_types
from selfeval.ooxml.text import own_pieces
from selfeval.ooxml.xml import Element, W, parse_xml

BETWEEN: Final = "│"
"""The token between two paragraphs of a row."""
_READ = ("document.main", "header", "footer", "footnotes", "endnotes", "comments")
_VOLATILE = frozenset(
    ("PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION", "DATE", "TIME", "PRINTDATE", "SAVEDATE", "CREATEDATE", "PAGEREF")
)
"""Fields that Word computes anew on each page or day: their text is nobody's."""
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_ALTERNATIVE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


class Token(NamedTuple):
    """A number or a character.

    Attributes:
        key: what it is compared by.
        text: as it stands.
        paragraph: the number of its paragraph in the part.
        start: where it stands in the text of the paragraph, and ``end`` behind it.
        number: whether it is a number.
    """

    key: str
    text: str
    paragraph: int
    start: int
    end: int
    number: bool


class Passage(NamedTuple):
    """A paragraph or a row of a table.

    Attributes:
        kind: the kind of part it stands in; parts change their names when a document is saved.
        part: the part.
        place: where it stands, in words.
        tokens: what it holds.
    """

    kind: str
    part: str
    place: str
    tokens: tuple[Token, ...]

    @property
    def key(self) -> tuple[str, ...]:
        """What two passages that say the same have in common."""
        return tuple(token.key for token in self.tokens)

    def text(self, first: int = 0, last: int | None = None) -> str:
        """The text of the tokens, blanks left out."""
        return "".join(token.text for token in self.tokens[first:last])


def passages(parts: Mapping[str, bytes]) -> Iterator[Passage]:
    """Every passage with text, part by part.

    Raises:
        XmlError, KeyError: it is no whole document.
    """
    for name, kind in sorted(content_types(parts).items()):
        word = kind.rpartition("wordprocessingml.")[2].removesuffix("+xml")
        if word in _READ and name in parts:
            yield from _of_part(word, name, parse_xml(parts[name]))


def _of_part(kind: str, part: str, root: Element) -> Iterator[Passage]:
    positions = Positions(root)
    held: dict[Element, list[Element]] = {}
    for paragraph in root.iter(f"{W}p"):
        if next(paragraph.iterancestors(_ALTERNATIVE), None) is None:
            rows = list(paragraph.iterancestors(f"{W}tr"))
            held.setdefault(rows[-1] if rows else paragraph, []).append(paragraph)
    for holder, paragraphs in held.items():
        tokens: list[Token] = []
        for paragraph in paragraphs:
            own = list(_tokens(paragraph, positions.of(paragraph).paragraph))
            if own and tokens:
                tokens.append(Token(BETWEEN, BETWEEN, 0, 0, 0, False))
            tokens += own
        if tokens:
            position = positions.of(paragraphs[0])
            row = position.table and holder.tag == f"{W}tr"
            words = f"表{position.table}第{position.row}行" if row else position.words()
            yield Passage(kind, part, part_label(part) + words, tuple(tokens))


def _tokens(paragraph: Element, number: int) -> Iterator[Token]:
    text = "".join("\0" * len(text) if hidden else text for text, hidden in _shown(paragraph))
    kept = [(index, character) for index, character in enumerate(text) if not _is_blank(character)]
    packed = "".join(character for _, character in kept)
    position = 0
    while position < len(packed):
        found = _NUMBER.match(packed, position)
        end = found.end() if found else position + 1
        piece = packed[position:end]
        start, stop = kept[position][0], kept[end - 1][0] + 1
        yield Token(_value(piece) if found else piece, piece, number, start, stop, found is not None)
        position = end


def _value(digits: str) -> str:
    """The number by its value; what is no one number stays as it is."""
    if (digits.count(",") and _THOUSANDS.fullmatch(digits) is None) or digits.count(".") > 1:
        return digits
    plain = "".join(str(unicodedata.decimal(digit)) if digit.isdecimal() else digit for digit in digits if digit != ",")
    return (plain.rstrip("0").rstrip(".") if "." in plain else plain).lstrip("0") or "0"


def _is_blank(character: str) -> bool:
    return character.isspace() or character == "\0" or unicodedata.category(character) == "Cf"


def _shown(paragraph: Element) -> Iterator[tuple[str, bool]]:
    """The pieces of a paragraph's own text, each with whether nobody wrote it or somebody took it away."""
    fields: list[list[str]] = []  # of each field that is open: its code, and "" once its result begins
    pieces: Mapping[Element, str] = dict(own_pieces(paragraph))
    for element in paragraph.iter():
        if element.tag == f"{W}fldChar":
            match element.get(f"{W}fldCharType"):
                case "begin":
                    fields.append([""])
                case "separate" if fields:
                    fields[-1].append("result")
                case "end" if fields:
                    fields.pop()
        elif element.tag == f"{W}instrText" and fields:
            fields[-1][0] += element.text or ""
        elif element in pieces:
            simple = [str(field.get(f"{W}instr")) for field in element.iterancestors(f"{W}fldSimple")]
            codes = simple + [field[0] for field in fields if len(field) > 1]
            moved = next(element.iterancestors(f"{W}moveFrom"), None) is not None
            yield pieces[element], moved or any(_is_volatile(code) for code in codes)


def _is_volatile(code: str) -> bool:
    return bool(code.split()) and code.split(maxsplit=1)[0].upper() in _VOLATILE


def keys(found: Sequence[Passage]) -> list[tuple[str, tuple[str, ...]]]:
    """What passages are matched by: the same words in the same kind of part."""
    return [(passage.kind, passage.key) for passage in found]
