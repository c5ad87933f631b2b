"""Text on a terminal, where a Chinese character takes two columns: its width, lines of it, and the look of the help."""

from __future__ import annotations

import shutil
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

import click

_WIDE = frozenset("WF")
_NEVER_FIRST = frozenset("，。；：、！？）】〕》”’…%,.;:!?)]")
_HEADINGS = {"Options": "选项", "Commands": "命令"}
_TERM_COLUMNS = 30


def display_width(text: str) -> int:
    """Columns the text takes."""
    return sum(2 if unicodedata.east_asian_width(char) in _WIDE else not unicodedata.combining(char) for char in text)


def terminal_width() -> int:
    """Columns of the terminal; 0 where the output is none, and lines are left whole."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else 0


def lines(text: str, width: int, indent: int = 0) -> Iterator[str]:
    """The text in lines of at most ``width`` columns, all but the first indented; whole where the width is 0.

    Latin words stay whole, and no line opens with a closing mark.
    """
    if width <= indent + 8:
        yield text
        return
    line, room = "", width
    for word in _words(text):
        if display_width(line + word.rstrip()) > room and line.strip():
            yield line.rstrip()
            line, room = " " * indent, width
            word = word.lstrip()  # noqa: PLW2901 - a line never opens with the space between two words
        line += word
    yield line.rstrip()


def _words(text: str) -> Iterator[str]:
    """What may not be torn apart: a Latin word, or one wide character with the closing marks behind it."""
    word = ""
    for char in text:
        wide = unicodedata.east_asian_width(char) in _WIDE
        if word and char not in _NEVER_FIRST and (wide or char == " " or display_width(word[-1:]) == 2):
            yield word
            word = ""
        word += char
    if word:
        yield word


def shortened(text: str, most: int) -> str:
    """The text in one line of at most so many columns."""
    text = " ".join(text.split())
    if display_width(text) <= most:
        return text
    while display_width(text) > most - 1:
        text = text[:-1]
    return text + "…"


def columns(rows: Sequence[Sequence[str]], most: int) -> Iterator[str]:
    """The rows as lines whose columns line up, no column but the last wider than ``most``."""
    cells = [[*(shortened(cell, most) for cell in row[:-1]), row[-1]] for row in rows]
    widths = [max(map(display_width, column)) for column in zip(*cells, strict=True)][:-1]
    for *row, last in cells:
        padded = [cell + " " * (width - display_width(cell)) for cell, width in zip(row, widths, strict=True)]
        yield "  ".join([*padded, last]).rstrip()


class ChineseFormatter(click.HelpFormatter):
    """Help with Chinese headings and columns that line up."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """``用法：selfeval fill …``."""
        super().write_usage(prog, args, "用法：" if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        """The heading of a section."""
        self.write(f"{'':>{self.current_indent}}{_HEADINGS.get(heading, heading)}：\n")

    def write_text(self, text: str) -> None:
        """Paragraphs; one that opens with ``\\b`` keeps its lines."""
        indent = " " * self.current_indent
        for number, paragraph in enumerate(text.split("\n\n")):
            kept = paragraph.split("\n")[1:] if paragraph.startswith("\b") else [paragraph.replace("\n", "")]
            written = [line for one in kept for line in lines(indent + one, self.width, len(indent))]
            self.write(("\n" if number else "") + "\n".join(written) + "\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = _TERM_COLUMNS, col_spacing: int = 2) -> None:
        """Terms and what they mean."""
        rows = list(rows)
        column = min(max(display_width(term) for term, _ in rows), col_max) + col_spacing + self.current_indent
        for term, meaning in rows:
            head = " " * self.current_indent + term
            gap = column - display_width(head)
            if gap < col_spacing:
                self.write(head + "\n")
                head, gap = "", column
            self.write("\n".join(lines(head + " " * gap + meaning, self.width, column)) + "\n")
