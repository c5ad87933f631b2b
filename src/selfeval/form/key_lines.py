"""On which line of a TOML text each key stands. The text has been read by ``tomllib``: nothing is judged here."""

from __future__ import annotations

import re
import tomllib

Path = tuple[str, ...]

_BLANK = re.compile(r"(?:[\s,]|#[^\n]*)*")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_STRING = re.compile(r'"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'', re.DOTALL)
_DOT = re.compile(r"[ \t]*\.[ \t]*")
_SCALAR = re.compile(r"[^,\]}#\n]+")


def key_lines(text: str) -> dict[Path, int]:
    """The line, from 1, of every key and table by its path: ``("sheet", "封面", "field", "年度", "type")``."""
    return _Scan(text).lines


class _Scan:
    def __init__(self, text: str) -> None:
        self._text, self._at = text, 0
        self._counted, self._line = 0, 1
        self.lines: dict[Path, int] = {}
        table: Path = ()
        self._skip()
        while self._at < len(text):
            start = self._at
            if text[self._at] == "[":
                self._at += 2 if text.startswith("[[", self._at) else 1
                table = self._keys(())
                self._at = text.index("]", self._at) + 1
                while text.startswith("]", self._at):
                    self._at += 1
            else:
                self._pair(table)
            self._skip()
            if self._at == start:  # never for TOML that is valid
                return

    def _skip(self) -> None:
        match = _BLANK.match(self._text, self._at)
        if match is not None:
            self._at = match.end()

    def _keys(self, table: Path) -> Path:
        """The dotted key that begins here, within the table; each part of it is noted where it stands first."""
        while True:
            self._skip()
            self._line += self._text.count("\n", self._counted, self._at)
            self._counted = self._at
            quoted = _STRING.match(self._text, self._at)
            match = quoted or _BARE.match(self._text, self._at)
            if match is None:
                return table
            self._at = match.end()
            table = (*table, _plain(match[0]) if quoted else match[0])
            self.lines.setdefault(table, self._line)
            dot = _DOT.match(self._text, self._at)
            if dot is None:
                return table
            self._at = dot.end()

    def _pair(self, table: Path) -> None:
        path = self._keys(table)
        self._at = self._text.index("=", self._at) + 1
        self._value(path)

    def _value(self, path: Path | None) -> None:
        """Go past the value; ``path`` is None in an array, whose items no key names."""
        self._skip()
        text = self._text
        opening = text[self._at : self._at + 1]
        if opening in {"{", "["}:
            self._at += 1
            self._skip()
            while not text.startswith(("}", "]"), self._at):
                if opening == "[":
                    self._value(None)
                elif path is None:
                    self._keys_unnoted()
                else:
                    self._pair(path)
                self._skip()
            self._at += 1
            return
        match = _STRING.match(text, self._at) or _SCALAR.match(text, self._at)
        self._at = match.end() if match is not None else self._at + 1

    def _keys_unnoted(self) -> None:
        noted = dict(self.lines)
        self._pair(())
        self.lines = noted


def _plain(quoted: str) -> str:
    return quoted[1:-1] if "\\" not in quoted else str(next(iter(tomllib.loads(f"{quoted} = 0"))))
