"""Turns one part of a template into Jinja source: tags taken out of their runs, the XML around them left as it is.

Each tag first becomes a placeholder in the tree, so that quotes, signs and braces inside it never meet the XML; the
placeholders of the serialised part are then replaced by what Jinja reads, each on a line of its own. By its line an
error finds its tag.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from lxml import etree

from selfeval.document import surgery
from selfeval.document.cell_tags import CELL_TAGS, lower_cell_tag
from selfeval.document.control_paragraphs import ENDS, KEEPING, liftable
from selfeval.document.joins import Joins
from selfeval.document.paragraph_breaks import only_texts, paragraph_break
from selfeval.document.places import Places, words_at
from selfeval.document.tags import OPENING, Level, Span, find_tags, statement
from selfeval.findings import Finding
from selfeval.names import fold
from selfeval.ooxml.tables import tables_beside
from selfeval.ooxml.text import own_text
from selfeval.ooxml.xml import Element, W

_ELEMENTS: dict[Level, str] = {"p": f"{W}p", "tr": f"{W}tr", "tc": f"{W}tc"}
_WORDS: dict[Level, tuple[str, str]] = {"p": ("段落", "paragraph"), "tr": ("表格行", "row"), "tc": ("单元格", "cell")}
_CONTENT = (
    "fldChar",
    "drawing",
    "pict",
    "object",
    "footnoteReference",
    "endnoteReference",
    "footnoteRef",
    "endnoteRef",
)
_PRINTED: frozenset[Level] = frozenset({"", "r", "p"})
"""The levels at which a value is printed."""
_PROTECTED = {"{{": "{&#123;", "{%": "&#123;%", "{#": "&#123;#"}
_MOST_SHOWN = 120
_CALL = re.compile(r"(?:macro\s+)?([^\W\d]\w*)\s*\(")
_LOOPS = {"for": 1, "endfor": -1, "macro": 1, "endmacro": -1}
_PARAGRAPH_ID = re.compile(r' w14:(?:paraId|textId)="[^"]*"')
"""What Word writes anew where it is missing, and what a loop would double."""
_MARKS = [chr(code) for code in range(0x10FFF0, 0x10FFFE)]


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag of a template.

    Attributes:
        typed: as it stands in the Word file.
        source: what Jinja reads, marks included; ``""`` for a comment.
        body: what stands between the marks.
        block: whether it is a ``{% %}``.
        place: where it stands, in words.
        heading: the heading above.
        chain: the elements it stands in by name, cells and the like by number too; a block has to end where it began.
        plain: whether it stands where only characters can: in an attribute or a field code.
        new_paragraph: what a line break in its value becomes, where its value is all there is in the paragraph.
        level: that of a ``{{p }}`` or ``{{r }}``; blocks and comments have left theirs.
    """

    typed: str
    source: str
    body: str
    block: bool
    place: str
    heading: str
    chain: tuple[str, ...] = ()
    plain: bool = False
    new_paragraph: str = ""
    level: Level = ""

    def finding(self, rule: str, **words: str) -> Finding:
        """A finding at this tag."""
        return words_at(rule, self.place, self.heading, **{"found": shown(self.typed), **words})


def shown(typed: str) -> str:
    """What was typed, shortened where it is long."""
    return typed if len(typed) <= _MOST_SHOWN else typed[: _MOST_SHOWN - 1] + "…"


@dataclass(frozen=True)
class Lowered:
    """A part ready for Jinja.

    Attributes:
        source: what Jinja reads.
        tags: the tag on each line that has one.
        has_comments: whether comments were taken out.
        tables_meet: whether what stands between two tables may go.
    """

    part: str
    source: str
    tags: dict[int, Tag]
    has_comments: bool
    tables_meet: bool = False


@dataclass(frozen=True, slots=True)
class _Placed:
    token: str
    level: Level
    printing: bool = False


class Lowering:
    """Lowers one part; the tree is changed on the way."""

    def __init__(self, part: str, root: Element, headings: frozenset[str]) -> None:
        self.findings: list[Finding] = []
        self._part, self._root = part, root
        self._places = Places(part, root, headings)
        self._tags: list[Tag] = []
        self._tagged: list[Element] = []
        self._holders = surgery.holders(root)
        self._joining: list[tuple[Element, Span, str]] = []
        self._lifted: dict[int, Element] = {}
        self._cut: set[Element] = set()
        self._macros: dict[str, int] = {}
        text = etree.tostring(root, encoding="unicode")
        self._mark, leave, resume = [mark for mark in _MARKS if mark not in text][:3]
        self._leaving = leave, resume
        self._token = re.compile(f"{self._mark}(\\d+){self._mark}")

    def run(self) -> Lowered:
        """The part's source."""
        surgery.drop_go_back(self._root)
        beside = bool(tables_beside(self._root))
        self._deleted = set(surgery.deleted_texts(self._root))
        self._fields = surgery.fields(self._root)
        for paragraph in list(self._root.iter(f"{W}p")):
            self._paragraph(paragraph)
        self._join()
        self._lift_plain()
        self._lift_calls()
        for paragraph in self._tagged:
            if paragraph not in self._cut:
                self._breaks(paragraph)
        self._outside_text()
        tables = not beside and any(parent.find(f"{W}tbl") is not None for parent in set(self._lifted.values()))
        return self._assembled(tables)

    def _paragraph(self, paragraph: Element) -> None:
        texts = [
            piece for piece in paragraph.iter(f"{W}t", f"{W}delText") if next(piece.iterancestors(f"{W}p")) is paragraph
        ]
        deleted = "".join(piece.text or "" for piece in texts if piece in self._deleted) if self._deleted else ""
        if next(find_tags(deleted), None):
            self._add("template.tag-in-deleted-text", paragraph, deleted)
        pieces = [piece for piece in texts if piece not in self._deleted] if self._deleted else texts
        text = "".join(piece.text or "" for piece in pieces)
        spans = list(find_tags(text))
        if not spans:
            return
        self._tagged.append(paragraph)
        for span in spans:
            if span.kind == "block" and not span.trim and (span.joins_before or span.joins_after):
                self._joining.append((paragraph, span, text[span.start : span.end]))
        homes = surgery.homes(pieces, spans)
        for home in homes:
            surgery.unbind(home)
        after: list[Callable[[], None]] = []
        placed = [self._placed(text, span, home, after) for span, home in zip(spans, homes, strict=True)]
        surgery.rewrite(pieces, spans, homes, [item.token for item in placed])
        for act in after:
            act()
        run_tokens = [item.token for item in placed if item.level == "r" and not item.printing]
        for run in {id(run): run for home in homes for run in home.iterancestors(f"{W}r")}.values():
            surgery.split_run(run, run_tokens)
        for item in placed:
            if item.level in _ELEMENTS:
                self._lift(paragraph, item)

    def _placed(self, text: str, span: Span, home: Element, after: list[Callable[[], None]]) -> _Placed:
        typed = text[span.start : span.end]
        word, _, rest = span.body.partition(" ")
        if not span.closed:
            self._add("template.unclosed-tag", home, typed)
        elif span.trim or (span.kind == "print" and span.level not in _PRINTED):
            self._add("template.unsupported-tag", home, typed)
        elif span.kind == "block" and word in CELL_TAGS and not span.level:
            cell = next(home.iterancestors(f"{W}tc"), None)
            if cell is None:
                self._add("template.misplaced-tag", home, typed, expected="单元格", expected_en="cell")
            else:
                after.append(lambda: lower_cell_tag(cell, word, rest.strip(), self._maker(home, typed)))
        else:
            in_run = span.level == "" or span.kind == "print"
            chain = self._chain(home if in_run else next(home.iterancestors(f"{W}r")).getparent(), home)
            return _Placed(self._add_tag(span, home, typed, chain), span.level, span.kind == "print")
        return _Placed("", "")

    def _add_tag(self, span: Span, home: Element, typed: str, chain: tuple[str, ...], *, plain: bool = False) -> str:
        before, after = ("-" if minus else "" for minus in (span.joins_before, span.joins_after))
        source = {"print": f"{{{{{before}\n{span.body} {after}}}}}", "block": f"{{%\n{span.body} %}}", "comment": ""}[
            span.kind
        ]
        place, heading = self._places.of(home), self._places.heading(home)
        level: Level = span.level if span.kind == "print" else ""
        is_block = span.kind == "block"
        return self._new_token(Tag(typed, source, span.body, is_block, place, heading, chain, plain, level=level))

    def _new_token(self, tag: Tag) -> str:
        self._tags.append(tag)
        if tag.block and statement(tag.body) == "macro" and (name := _CALL.match(tag.body)):
            self._macros[fold(name[1])] = len(self._tags) - 1
        return f"{self._mark}{len(self._tags) - 1}{self._mark}"

    def _chain(self, element: Element | None, inside: Element) -> tuple[str, ...]:
        """The fields that are open and the elements around: a block has to end where it began."""
        return (*self._fields.get(inside, ()), *surgery.chain(element, self._holders))

    def _maker(self, home: Element, typed: str) -> Callable[[str], str]:
        place, heading = self._places.of(home), self._places.heading(home)
        return lambda source: self._new_token(Tag(typed, source, "", False, place, heading, (), plain=True))

    def _lift(self, paragraph: Element, item: _Placed) -> None:
        """Replace the paragraph, row or cell that holds the tag by the tag; a value is printed in its paragraph."""
        wanted = _ELEMENTS[item.level]
        element = paragraph if item.level == "p" else next(paragraph.iterancestors(wanted), None)
        index = int(item.token.strip(self._mark))
        tag = self._tags[index]
        expected, expected_en = _WORDS[item.level]
        if element is None:
            self.findings.append(tag.finding("template.misplaced-tag", expected=expected, expected_en=expected_en))
            return
        others = "\n".join(own_text(inner) for inner in element.iter(f"{W}p")).replace(item.token, "", 1).strip()
        if others or any(element.find(f".//{W}{name}") is not None for name in _CONTENT):
            beside = self._token.sub(lambda match: self._tags[int(match[1])].typed, others)[:40]
            self.findings.append(
                tag.finding("template.text-beside-tag", expected=expected, expected_en=expected_en, beside=beside)
            )
            return
        if element.find(f".//{W}sectPr") is not None:
            self.findings.append(tag.finding("template.section-in-control"))
            return
        if item.printing:
            return
        self._goes(element, [index], item.token)

    def _goes(self, element: Element, numbers: list[int], tokens: str) -> None:
        """Put the tags in the place of the element that holds nothing else."""
        parent = element.getparent()
        if parent is None:
            return
        for number in numbers:
            self._tags[number] = replace(self._tags[number], chain=self._chain(parent, element))
            if element.tag == f"{W}p":
                self._lifted[number] = parent
        surgery.replace_by_text(element, tokens, after=self._tags[numbers[0]].body.startswith("end"))

    def _join(self) -> None:
        """Join the paragraphs that ``{%- -%}`` joins, in the order of the part."""
        joins = Joins()
        for paragraph, span, typed in self._joining:
            if (span.joins_before and not joins.before(paragraph)) or (span.joins_after and not joins.after(paragraph)):
                self._add("template.nothing-to-join", joins.host(paragraph), typed)
        self._tagged = list(dict.fromkeys(map(joins.host, self._tagged)))

    def _lift_plain(self) -> None:
        """Replace paragraphs of nothing but plain block tags by their tags, as if these were written with ``p``."""
        held = {paragraph: self._only_blocks(paragraph) for paragraph in self._tagged}
        holders = {number: paragraph for paragraph, numbers in held.items() for number in numbers}
        if not holders:
            return
        numbers = map(int, self._token.findall(etree.tostring(self._root, encoding="unicode")))
        blocks = [(number, statement(self._tags[number].body)) for number in numbers if self._tags[number].block]
        for paragraph in liftable(holders, self._lifted, blocks):
            kept = self._kept_spans(paragraph)
            if any(len(span) > 1 for span in kept):
                self._leave_out(paragraph, kept)
            else:
                tokens = [f"{self._mark}{number}{self._mark}" for number in held[paragraph]]
                self._goes(paragraph, held[paragraph], "".join(tokens))

    def _only_blocks(self, paragraph: Element) -> list[int]:
        """The numbers of the tags, where block tags and what they keep are all it holds; none where it may not go."""
        texts = only_texts(paragraph)
        if not texts or paragraph.getparent() is None or paragraph.find(f"{W}pPr/{W}sectPr") is not None:
            return []
        text = "".join(piece.text or "" for piece in texts)
        numbers = list(map(int, self._token.findall(text)))
        kept = self._kept_spans(paragraph)
        for span in kept:
            start, end = (text.index(f"{self._mark}{span[at]}{self._mark}") for at in (0, -1))
            text = text[:start] + text[end:]
        if self._token.sub("", text).strip() or any(self._tags[span[0]].source.startswith("{{") for span in kept):
            return []
        alone = len(numbers) < 2 or next(surgery.range_marks(paragraph), None) is None
        return numbers if alone else []

    def _kept_spans(self, paragraph: Element) -> list[list[int]]:
        """The tags of the paragraph by number: each alone, those of a block that only keeps what it holds together."""
        spans: list[list[int]] = []
        words: list[str] = []
        text = "".join(piece.text or "" for piece in paragraph.iter(f"{W}t"))
        for number in map(int, self._token.findall(text)):
            tag = self._tags[number]
            word = statement(tag.body) if tag.block else ""
            if words:
                spans[-1].append(number)
            else:
                spans.append([number])
            if word in KEEPING:
                words.append(ENDS[word])
            elif words and word == words[-1]:
                words.pop()
        return spans

    def _leave_out(self, paragraph: Element, kept: list[list[int]]) -> None:
        """Mark what is left out of the paragraph: all but its tags and what they keep."""
        leave, resume = self._leaving
        self._cut.add(paragraph)
        parent = paragraph.getparent()
        firsts, lasts = {span[0] for span in kept}, {span[-1] for span in kept}
        for number in firsts & lasts:
            self._tags[number] = replace(self._tags[number], chain=self._chain(parent, paragraph))

        def marked(match: re.Match[str]) -> str:
            number = int(match[1])
            return (resume if number in firsts else "") + match[0] + (leave if number in lasts else "")

        for piece in paragraph.iter(f"{W}t"):
            piece.text = self._token.sub(marked, piece.text or "")
        surgery.leave_out_around(paragraph, self._leaving)

    def _lift_calls(self) -> None:
        """Replace paragraphs of nothing but the call of a macro that holds paragraphs by the call."""
        for paragraph in self._tagged if self._macros else ():
            text = "".join(piece.text or "" for piece in only_texts(paragraph) or ()).strip()
            token = self._token.fullmatch(text)
            if token is None or paragraph in self._cut or paragraph.find(f"{W}pPr/{W}sectPr") is not None:
                continue
            tag = self._tags[int(token[1])]
            macro = None if tag.block else self._macro(tag.body)
            if macro is not None and macro.chain[-1] != "t":
                self._goes(paragraph, [int(token[1])], token[0])

    def _macro(self, body: str) -> Tag | None:
        """The tag of the macro that the body of a tag calls; None where it calls none."""
        name = _CALL.match(body)
        number = None if name is None else self._macros.get(fold(name[1]))
        return None if number is None else self._tags[number]

    def _breaks(self, paragraph: Element) -> None:
        """Where one value is all the text of the paragraph, a line break in it begins a new one."""
        texts = only_texts(paragraph) or []
        if self._token.sub("", "".join(text.text or "" for text in texts)).strip():
            return
        values = [(int(index), text) for text in texts for index in self._token.findall(text.text or "")]
        values = [(index, text) for index, text in values if self._tags[index].source.startswith("{{")]
        if len(values) == 1:
            index, text = values[0]
            self._tags[index] = replace(self._tags[index], new_paragraph=paragraph_break(paragraph, text))

    def _outside_text(self) -> None:
        """Tags in attributes, field codes and other text that no run of the body holds."""
        for element in self._root.iter():
            for name, value in element.items():
                if OPENING.search(str(value)):
                    element.set(name, self._plain(element, str(value), f"@{name!s}"))
            text = element.text or ""
            if element.tag not in {f"{W}t", f"{W}delText"} and OPENING.search(text):
                element.text = self._plain(element, text, "")

    def _plain(self, element: Element, value: str, where: str) -> str:
        pieces: list[str] = []
        position = 0
        for span in find_tags(value):
            typed = value[span.start : span.end]
            pieces.append(value[position : span.start])
            position = span.end
            if not span.closed:
                self._add("template.unclosed-tag", element, typed)
            elif surgery.is_deleted(element):
                self._add("template.tag-in-deleted-text", element, typed)
            elif span.level or span.trim or span.joins_before or span.joins_after:
                self._add("template.unsupported-tag", element, typed)
            else:
                pieces.append(
                    self._add_tag(span, element, typed, (*surgery.chain(element, self._holders), where), plain=True)
                )
        return "".join([*pieces, value[position:]])

    def _assembled(self, tables_meet: bool) -> Lowered:
        tags: dict[int, Tag] = {}
        source: list[str] = []
        line, loops = 1, 0
        written = etree.tostring(self._root, encoding="unicode")
        if self._cut:
            written = re.sub("{}.*?{}".format(*self._leaving), "", written, flags=re.DOTALL)
        for index, piece in enumerate(self._token.split(written)):
            if index % 2:
                tag = self._tags[int(piece)]
                written = tag.source
                if written:
                    tags[line + 1] = tag
                loops += _LOOPS.get(statement(tag.body), 0) if tag.block else 0
            else:
                written = _protect(_PARAGRAPH_ID.sub("", piece) if loops > 0 else piece)
            source.append(written)
            line += written.count("\n")
        comments = any(not tag.source for tag in self._tags)
        return Lowered(self._part, "".join(source), tags, comments, tables_meet)

    def _add(self, rule: str, element: Element, typed: str, **words: str) -> None:
        place, heading = self._places.of(element), self._places.heading(element)
        self.findings.append(words_at(rule, place, heading, **{"found": shown(typed), **words}))


def _protect(text: str) -> str:
    for delimiter, protected in _PROTECTED.items():
        text = text.replace(delimiter, protected)
    return text


def tags_in_order(lowered: Lowered) -> Iterator[Tag]:
    """The tags in the order Jinja reads them."""
    yield from (lowered.tags[line] for line in sorted(lowered.tags))
