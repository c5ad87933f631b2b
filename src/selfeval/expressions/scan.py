"""The source of an expression as tokens: full-width signs folded, text literals untouched, each with its place.

Jinja's parser knows lines only, and explains itself in English; so everything that can be told from the signs alone
is refused here, with its place and the next step.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple, NoReturn

from selfeval.amounts import from_float
from selfeval.expressions.errors import ExpressionError
from selfeval.names import fold

MOST_CHARACTERS = 4000
MOST_BRACKETS = 30  # Jinja descends some 14 calls a bracket, and Python ends at 1000

KEYWORDS = frozenset({"and", "or", "not", "if", "else", "in", "is"})

_WIDTH = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_FOLDED = {**_WIDTH, "×": "*", "÷": "/", "−": "-", "≥": ">=", "≤": "<=", "≠": "!="}
_CLOSING_QUOTE = {'"': '"', "'": "'", "“": "”", "‘": "’", "＂": "＂", "＇": "＇"}
_WORD = re.compile(r"[\w·＿]+")
_DIGITS = "[0-9０-９]+"
_NUMBER = re.compile(rf"{_DIGITS}(?:[.．]{_DIGITS})?(?:[eEｅＥ][-+－＋]?{_DIGITS})?")
_LABEL = re.compile(r"[^\s+\-*/×÷−＋－＊／=<>!＝＜＞！,，.．\[\]［］|;；]*")
_BRACKETED = re.compile(r"[（(][^\s（）()\[\],，.．\"']*[）)]")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_BRACKETS = {")": "(", "]": "["}
_DOUBLED = frozenset({"==", "!=", "<=", ">=", "**", "//", "<>", "&&", "||", "{{", "}}"})
_ACCEPTED = frozenset({"+", "-", "*", "/", "==", "!=", "<", "<=", ">", ">=", "(", ")", "[", "]", ",", "."})
_REFUSED = {
    "=": "比较请写 ==",
    "<>": "不等于请写 !=",
    "!": "不等于请写 !=，否定请写 not",
    "&&": "并且请写 and",
    "&": "并且请写 and",
    "||": "或者请写 or",
    "|": "公式里不能用过滤器（|），怎样显示由 type 和 places 决定",
    "**": "公式里没有乘方（**），请写成连乘",
    "^": "公式里没有乘方（^），请写成连乘",
    "//": "公式里没有整除（//），请写 /，需要取整时用 四舍五入(…, 0)",
    "%": "公式里没有 %，百分数请写成小数，如 0.98",
    "~": "公式里不能拼接文字（~）",
    "{{": "公式两边不用写 {{ }}，请去掉",
    "}}": "公式两边不用写 {{ }}，请去掉",
    "{": "公式里不能用花括号",
    "}": "公式里不能用花括号",
    ":": "公式里不能用冒号",
    ";": "一条公式只能写一个表达式，请去掉分号",
    "、": "参数之间请用逗号",
    "。": "公式末尾不用句号，请去掉",
    "”": "引号没有成对，请检查前面的引号",
    "’": "引号没有成对，请检查前面的引号",
}


class Token(NamedTuple):
    """One word of an expression.

    Attributes:
        kind: what it is.
        text: as Jinja is to read it, on one line.
        start: its place in the source, counted from 0.
        end: the place behind it.
    """

    kind: Literal["name", "number", "text", "sign"]
    text: str
    start: int
    end: int


def scan(source: str) -> list[Token]:
    """The tokens of the source.

    Raises:
        ExpressionError: a sign, number or label the language does not have, brackets or quotes that do not pair.
    """
    if len(source) > MOST_CHARACTERS:
        raise ExpressionError(f"公式超过 {MOST_CHARACTERS} 个字，请拆成几个指标", source, MOST_CHARACTERS)
    return _Scanner(source).scan()


class _Scanner:
    def __init__(self, source: str) -> None:
        self._source = source
        self._tokens: list[Token] = []
        self._open: list[Token] = []

    def scan(self) -> list[Token]:
        position = 0
        while position < len(self._source):
            position = self._next(position)
        if self._open:
            self._fail("括号没有配对，请补上右括号", self._open[-1].start)
        if not self._tokens:
            self._fail("公式是空的，请写上表达式", 0)
        return self._tokens

    def _next(self, position: int) -> int:
        """Read what stands at the position; the place behind it."""
        char = self._source[position]
        if char.isspace() or not fold(char):  # a space, or a mark that does not show
            return position + 1
        if char in _CLOSING_QUOTE:
            return self._text(position)
        if number := _NUMBER.match(self._source, position):
            return self._number(number[0], position, number.end())
        if word := _WORD.match(self._source, position):
            return self._word(word[0], position, word.end())
        return self._sign(position)

    def _add(self, kind: Literal["name", "number", "text", "sign"], text: str, start: int, end: int) -> int:
        self._tokens.append(Token(kind, text, start, end))
        return end

    def _text(self, start: int) -> int:
        opening = self._source[start]
        if self._after_dot:
            self._fail_label(start)
        closing = _CLOSING_QUOTE[opening]
        end = start + 1
        while end < len(self._source) and self._source[end] != closing:
            # Only between straight quotes a backslash means something: nobody types one between “ and ”.
            end += 2 if self._source[end] == "\\" and opening in "\"'" else 1
        if end >= len(self._source):
            self._fail(f"引号没有成对，请补上 {closing}", start)
        value = self._source[start + 1 : end]
        if opening in "\"'":
            if any(escaped not in "\\\"'" for escaped in _ESCAPE.findall(value)):
                self._fail("文字里的反斜杠请写成两个：\\\\", start)
            value = _ESCAPE.sub(r"\1", value)
        elif opening in value:
            self._fail('引号套着引号，分不清文字到哪里为止，外层请用英文引号 "…"', start)
        if self._tokens and self._tokens[-1].kind == "text":
            self._fail("两段文字之间少了运算符或逗号", start)
        return self._add("text", quoted(value), start, end + 1)

    def _number(self, written: str, start: int, end: int) -> int:
        if self._after_dot or _WORD.match(self._source, end):
            self._fail_label(start)
        text = "".join(_WIDTH.get(char, char) for char in written)
        if len(text) > 1 and text[0] == "0" and text[1].isdigit():
            self._fail("数不要以 0 开头", start)
        mantissa = text.lower().partition("e")[0].replace(".", "").strip("0")
        is_float = not text.isdigit()
        if is_float and (len(mantissa) > 15 or not from_float(float(text)).is_finite()):
            self._fail("这个数太大或位数太多，不能准确计算，请写短一些", start)
        if is_float and mantissa and not float(text):  # 1e-400
            self._fail("这个数太小，不能准确计算", start)
        return self._add("number", text, start, end)

    def _word(self, word: str, start: int, end: int) -> int:
        if not word.isidentifier():
            self._fail_label(start)
        # A label with brackets would read as a call: 因公出国（境）费.
        bracketed = _BRACKETED.match(self._source, end)
        following = _WORD.match(self._source, bracketed.end()) if bracketed else None
        if following and following[0] not in KEYWORDS and word not in KEYWORDS:
            self._fail_label(start)
        if self._after_dot and self._source[end : end + 1] in {"(", "（", "“", '"'}:
            self._fail_label(start)
        return self._add("name", word, start, end)

    def _sign(self, start: int) -> int:
        char = self._source[start]
        sign = _FOLDED.get(char, char)
        end = start + 1
        if end < len(self._source):
            both = sign + _FOLDED.get(self._source[end], self._source[end])
            if both in _DOUBLED:
                sign, end = both, end + 1
        if sign not in _ACCEPTED:
            self._fail(_REFUSED.get(sign, f'不认识「{char}」，请删去，或把名称写成 表["…"]'), start)
        self._add("sign", sign, start, end)
        if sign in "([":
            self._open.append(self._tokens[-1])
            if len(self._open) > MOST_BRACKETS:
                self._fail(f"括号套了 {MOST_BRACKETS} 层以上，请拆成几个指标", start)
        elif sign in _BRACKETS and (not self._open or self._open.pop().text != _BRACKETS[sign]):
            self._fail("括号没有配对，请检查左括号", start)
        return end

    @property
    def _after_dot(self) -> bool:
        return bool(self._tokens) and self._tokens[-1].text == "."

    def _fail(self, reason: str, position: int) -> NoReturn:
        raise ExpressionError(reason, self._source, position)

    def _fail_label(self, start: int) -> NoReturn:
        """Show how a label that is no identifier is written."""
        label = _LABEL.match(self._source, start)
        name = label[0] if label else ""
        while name.endswith((")", "）")) and len(re.findall("[(（]", name)) < len(re.findall("[)）]", name)):
            name = name[:-1]
        sheet = ""
        for token in reversed(self._tokens):
            if not (token.kind == "name" and token.text not in KEYWORDS) and token.text != ".":
                break
            sheet = token.text + sheet
        written = f'{sheet.rstrip(".") or "表"}["{name}"]'
        self._fail(f"名称「{name}」里有括号、引号或以数字开头，请写成 {written}", start)


def quoted(value: str) -> str:
    r"""The text as a Jinja literal on one line: ``他说"好"`` gives ``"\u4ed6\u8bf4\"\u597d\""``."""
    escaped = value.encode("unicode_escape").decode("ascii").replace('"', '\\"')
    return f'"{escaped}"'
