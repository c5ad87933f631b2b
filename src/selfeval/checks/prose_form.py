"""The form of running text: punctuation, leftovers of copying and document numbers, each with the text to write instead.

What stands here changes no word and no figure, so that ``tidy`` may apply it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from selfeval.checks.prose_text import Line, Prose
from selfeval.findings import Finding, finding

_HAN = r"\u3400-\u9fff\U00020000-\U0002fa1f"
_OPENING, _CLOSING = "“‘《（〔「『", "”’》）〕」』"
_POINTS = "，。、；：！？"
_FULL_WIDTH = str.maketrans(",;:?!.()", "，；：？！。（）")
_AROUND = 6
_BLANKS = " \t\u00a0\u3000\u2002-\u200a\u202f"


class Change(NamedTuple):
    """What a rule would write instead: the typed text and the better one, both with a little around them."""

    before: str
    after: str


class Rewriting(NamedTuple):
    """One rule of form.

    Attributes:
        pattern: what is wrong.
        replacement: what to write for a match.
        hint: characters one of which a wrong text holds; a text without them is not looked at.
    """

    rule: str
    pattern: re.Pattern[str]
    replacement: Callable[[re.Match[str]], str]
    hint: re.Pattern[str]

    def changes(self, text: str) -> Iterator[Change]:
        """Each change it would make."""
        for match in self.pattern.finditer(text):
            new = self.replacement(match)
            if new != match.group():
                before = text[max(0, match.start() - _AROUND) : match.start()]
                behind = text[match.end() : match.end() + _AROUND]
                yield Change(before + match.group() + behind, before + new + behind)

    def apply(self, text: str) -> str:
        """The text as the rule would write it."""
        return self.pattern.sub(self.replacement, text)


def _one_blank_at_most(match: re.Match[str]) -> str:
    """A blank between two words stays one; beside punctuation and at the ends there is none."""
    text, (start, end) = match.string, match.span()
    if start == 0 or end == len(text):
        return ""
    beside = text[start - 1] + text[end]
    return "" if any(mark in _POINTS + _OPENING + _CLOSING for mark in beside) else " "


def _rewriting(rule: str, hint: str, pattern: str, replacement: Callable[[re.Match[str]], str]) -> Rewriting:
    return Rewriting(rule, re.compile(pattern), replacement, re.compile(hint))


REWRITINGS = (
    _rewriting(
        "prose-leftover",
        r"[ \t\u00a0\u3000\u200b\u2060\ufeff]",
        rf"[\u200b\u2060\ufeff]+|[{_BLANKS}]*[\t\u00a0\u3000][{_BLANKS}]*|[{_BLANKS}]{{2,}}|(?<=[{_POINTS}]) (?=[{_HAN}{_OPENING}])",
        lambda match: "" if match.group()[:1] in "\u200b\u2060\ufeff" else _one_blank_at_most(match),
    ),
    _rewriting(
        "prose-document-number",
        "号",
        rf"(?<=[{_HAN}])[【\[［（(](\d{{4}})[】\]］）)](?=\s?第?\d+号)",
        lambda match: f"〔{match[1]}〕",
    ),
    _rewriting(
        "prose-half-width",
        r"[,;:?!.(]",
        rf"(?<=[{_HAN}{_CLOSING}])[,;:?!] ?(?=[{_HAN}{_OPENING}])|(?<=[{_HAN}{_CLOSING}])\.(?=[{_HAN}{_OPENING}])"
        rf"|(?<=[{_HAN}{_CLOSING}])[,;.]$|(?<=[{_HAN}])\([^()（）]*[{_HAN}][^()（）]*\)",
        lambda match: _widened(match.group()),
    ),
    _rewriting(
        "prose-repeated",
        rf"[{_POINTS}]{{2}}",
        rf"([{_POINTS}])\1+|[，、；]+(?=。)",
        lambda match: match[1] or "",
    ),
)
"""The rules of form, in the order in which they are applied."""


def _widened(text: str) -> str:
    if text.startswith("("):
        return f"（{text[1:-1]}）"
    return text.strip().translate(_FULL_WIDTH)


def tidied(text: str, rewritings: Sequence[Rewriting] = REWRITINGS) -> str:
    """The text with the rules of form applied, until none has anything left to do."""
    while True:
        better = text
        for rewriting in rewritings:
            if rewriting.hint.search(better):
                better = rewriting.apply(better)
        if better == text:
            return text
        text = better


def judge_form(prose: Prose) -> list[Finding]:
    """A finding for each rule of form and each value that breaks it, with the first place and how many there are."""
    found = []
    for rewriting in REWRITINGS:
        if rewriting.hint.search(prose.text):
            for lines in _by_value(prose, rewriting):
                changes = [change for line in lines for change in rewriting.changes(line.text)]
                if changes:
                    found.append(
                        finding(
                            rewriting.rule,
                            lines[0].place,
                            found=changes[0].before,
                            expected=changes[0].after,
                            more=more_of(len(changes)),
                        )
                    )
    return found


def _by_value(prose: Prose, rewriting: Rewriting) -> list[list[Line]]:
    """The lines worth a look, those of one value together."""
    groups: dict[tuple[int, str], list[Line]] = {}
    last = -1
    for match in rewriting.hint.finditer(prose.text):
        index = prose.index_at(match.start())
        if index != last:
            line = prose.lines[index]
            groups.setdefault((id(line.record), line.label), []).append(line)
            last = index
    return list(groups.values())


def more_of(count: int) -> str:
    """How a sentence says that there are more of what it quotes: `` 等 3 处``."""
    return f"等 {count} 处" if count > 1 else ""
