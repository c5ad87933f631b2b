"""自查: each check of the form as formulas in plain Excel functions, made from the expressions that the check judges by.

Both sides stand in cells of their own, in the form's unit; a third formula compares them by the rule of
``form.comparison``. What a formula would judge in another way than ``selfeval check`` is left out and named.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from selfeval.amounts import convert, is_money_unit
from selfeval.expressions import Expression, ExpressionError, NoExcelFormula, Path
from selfeval.expressions.tree import (
    Aggregate,
    Arithmetic,
    Choice,
    Column,
    Constant,
    Function,
    Logic,
    Name,
    Node,
    Not,
    replaced,
    walk,
)
from selfeval.form.comparison import HALF_A_CENT, LEAST_TOLERANCE, compared_places, style_of
from selfeval.form.model import AMOUNT_UNIT, SELFCHECK_SHEET, Check, Field, FieldType, Form
from selfeval.names import fold
from selfeval.report import Number, NumberStyle
from selfeval.workbook.formulas import NIL_WORDS, answered_by, live_formula
from selfeval.workbook.layout import Area, WorkbookLayout

HOLDS, OPEN, NOT_A_NUMBER, NOT_WHOLE, NOT_MEANT, BROKEN = (
    "相符",
    "待填",
    "请改为数字",
    "请改为整数",
    "不适用",
    "有错误值",
)
FAILS = {"equal": "相差", "at_most": "超出", "at_least": "不足"}
"""What the result of a check shows; behind a word of ``FAILS`` stands by how much."""
RELATIONS = {"equal": "等于", "at_most": "不大于", "at_least": "不小于"}

LEFT, RIGHT, RESULT = 2, 3, 4
FACTOR_ROW, FACTOR_COLUMN = 3, 4
"""The cell that says by how much typed amounts are divided to be in the form's unit."""
_FACTOR = ("", "倍数")
_MOST_DIGITS = 9  # of a difference: what floats add behind them is no difference


@dataclass(frozen=True)
class LiveCheck:
    """One check as formulas without their equals sign, in the row ``row`` of the sheet.

    Attributes:
        areas: the answer cells that the check reads.
        style: how its figures print.
    """

    check: Check
    row: int
    left: str
    right: str
    result: str
    areas: tuple[Area, ...]
    style: NumberStyle


def words_for(form: Form, check: Check) -> str:
    """What the check asks, in plain Chinese: 支出合计等于基本支出与项目支出之和."""

    def label(path: Path) -> str:
        sheet = form.sheet_by_spelling.get(fold(path[0]))
        if sheet is not None and sheet.kind == "table":
            return f"“{path[-1]}”表" if len(path) == 1 else path[-1]
        if sheet is not None and sheet.name != group_of(form, check):
            return f"{sheet.name}的{'的'.join(path[1:])}"
        return "的".join(path[1:]) or path[0]

    return f"{check.left.explain(label)}{RELATIONS[check.relation]}{check.right.explain(label)}"


def group_of(form: Form, check: Check) -> str:
    """The sheet under whose name the check stands: that of its left side."""
    path = check.left.paths[0] if check.left.paths else ("",)
    sheet = form.sheet_by_spelling.get(fold(path[0]))
    return path[0] if sheet is None else sheet.name


def is_count(check: Check) -> bool:
    """Whether the left side counts rows."""
    return isinstance(check.left.tree, Aggregate) and check.left.tree.function == "计数"


@dataclass(frozen=True)
class SelfCheck:
    """Writes checks as formulas over the cells of a layout."""

    form: Form
    layout: WorkbookLayout

    def live(self, check: Check, row: int) -> LiveCheck:
        """The formulas of a check in that row of the sheet.

        Raises:
            NoExcelFormula: it has none that judges as the check does.
        """
        if check.each:
            raise NoExcelFormula(check.each)
        sides = [check.left, check.right]
        read = [*sides, *([check.when] if check.when is not None else [])]
        for expression in read:
            self._refuse(expression, condition=expression is check.when)
        style = self._style(check)
        left, right = f"$B${row}", f"$C${row}"
        places = compared_places(style)
        apart = f"ROUND(ROUND({left}-{right},{_MOST_DIGITS}),{places})"
        beyond = {"equal": f"ABS({apart})", "at_most": apart, "at_least": f"-{apart}"}[check.relation]
        shown = "0" if places == 0 or is_count(check) else "0." + "0" * (places - (2 if style.kind == "百分比" else 0))
        shown += "%" if style.kind == "百分比" else ""
        told = f'"{FAILS[check.relation]} "&TEXT(ABS({apart}),"{shown}")'
        judged = f'IF(ROUND({beyond}-{self._tolerance(check)},{_MOST_DIGITS})<=0,"{HOLDS}",{told})'
        if check.when is not None:
            judged = f'IF({self._formula(check.when)},{judged},"{NOT_MEANT}")'
        blank = [f'{left}=""', f'{right}=""', *(self._blanks(check.when) if check.when is not None else [])]
        whole = _unique(condition for expression in read for condition in self._not_whole(expression))
        words = _unique(condition for expression in read for condition in self._in_words(expression))
        for conditions, answer in ((blank, OPEN), (whole, NOT_WHOLE), (words, NOT_A_NUMBER)):
            if conditions:
                judged = f'IF({_any(conditions)},"{answer}",{judged})'
        return LiveCheck(
            check,
            row,
            self._side(check.left),
            self._side(check.right),
            f'IFERROR({judged},"{BROKEN}")',
            tuple(area for expression in sides for area in self._areas(expression)),
            style,
        )

    @cached_property
    def factor(self) -> str | None:
        """By how much typed amounts are divided, as a formula over the cover's unit; None where there is one unit only."""
        field = self.form.meaning(AMOUNT_UNIT)
        address = self.layout.address((field.sheet, field.label)) if field is not None else None
        if field is None or address is None or not is_money_unit(self.form.unit):
            return None
        formula = "1"
        for unit in field.choices:
            if is_money_unit(unit) and unit != self.form.unit:
                spelt = [unit, *(word for word, choice in field.choice_aliases.items() if choice == unit)]
                asked = _any(_unique(f'{address}="{word}"' for word in spelt))
                formula = f"IF({asked},{convert(_ONE, self.form.unit, unit):f},{formula})"
        return None if formula == "1" else formula

    # ------------------------------------------------------------ one side

    def _side(self, expression: Expression) -> str:
        not_ready = [*self._in_words(expression), *self._blanks(expression)]
        formula = self._formula(expression)
        return f'IFERROR(IF({_any(not_ready)},"",{formula}),"")' if not_ready else formula

    def _formula(self, expression: Expression) -> str:
        scaled = Expression(expression.source, replaced(expression.tree, self._scaled))
        return scaled.excel(self._address, self._spellings)

    def _scaled(self, node: Node) -> Node | None:
        """An amount typed in another unit, divided into the form's."""
        if self.factor is None:
            return None
        item = node.item if isinstance(node, Aggregate) and node.function != "计数" else node
        field = self._field(item.path) if isinstance(item, Name | Column) else None
        if field is not None and field.type is FieldType.AMOUNT and field.unit in ("", self.form.unit):
            return Arithmetic("/", node, Name(_FACTOR))
        return None

    def _address(self, path: Path) -> str | None:
        if path == _FACTOR:
            return f"${'ABCD'[FACTOR_COLUMN - 1]}${FACTOR_ROW}"
        return self.layout.address(path, SELFCHECK_SHEET)

    def _spellings(self, path: Path, text: str) -> tuple[str, ...]:
        """What the cells of a column may hold for a choice: its other spellings, and nothing where it is the default."""
        field = self._field(path)
        if field is None:
            return (text,)
        spelt = [text, *(word for word, choice in field.choice_aliases.items() if fold(choice) == fold(text))]
        if field.default is not None and field.default.is_constant:
            default = field.default.evaluate(_no_names)
            if isinstance(default, str) and fold(default) == fold(text):
                spelt.append("")
        return tuple(spelt)

    def _refuse(self, expression: Expression, *, condition: bool) -> None:
        """Refuse what a formula would not judge as the check does."""
        for node in walk(expression.tree):
            extreme = isinstance(node, Function) and node.name in {"合计", "最大", "最小"}  # they pass over blanks
            many = isinstance(node, Aggregate) and node.function != "计数" and not isinstance(node.item, Column)
            if isinstance(node, Choice | Not) or extreme or many:
                raise NoExcelFormula(expression.source)
            if isinstance(node, Logic) and not (condition and node.operator == "and"):
                raise NoExcelFormula(expression.source)
            if isinstance(node, Aggregate) and node.function in {"首", "末"}:
                raise NoExcelFormula(expression.source)
        counted = {
            path
            for node in walk(expression.tree)
            if isinstance(node, Aggregate)
            for part in (node.condition, node.item if node.function == "计数" else None)
            if part is not None
            for path in (inner.path for inner in walk(part) if isinstance(inner, Column))
        }
        for path in expression.paths:
            field = self._field(path)
            computed = field is not None and field.default is not None and not field.default.is_constant
            rows_of = self.form.sheet_by_spelling[fold(path[0])] if field is not None else None
            crossed = rows_of is not None and rows_of.kind == "rows" and self._is_column(path)
            if field is None or crossed or field.carry or (computed and live_formula(self.layout, field) is None):
                raise NoExcelFormula(".".join(path))
            if path not in counted and not field.type.is_number:
                raise NoExcelFormula(".".join(path))

    # ------------------------------------------------------------ answers that are none

    def _answers(self, expression: Expression) -> Iterator[tuple[Path, str, Field]]:
        """The answers that are computed with: path, reference and what is asked. Texts that are only counted are none."""
        for path in expression.paths:
            field, reference = self._field(path), self._address(path)
            if field is not None and field.type.is_number and reference is not None:
                yield path, reference, field

    def _blanks(self, expression: Expression) -> list[str]:
        conditions = [
            f'{reference}=""' for path, reference, _ in self._answers(expression) if not self._is_column(path)
        ]
        for node in walk(expression.tree):
            if isinstance(node, Aggregate) and node.function != "计数":
                conditions.append(f"{self._rows(node)}=0")
        return conditions

    def _in_words(self, expression: Expression) -> list[str]:
        conditions = []
        for path, cell, _ in self._answers(expression):
            if self._is_column(path):
                conditions.append(
                    f'SUMPRODUCT(({cell}<>"")*(1-ISNUMBER({cell}))*ISNA(MATCH({cell},{{{NIL_WORDS}}},0)))>0'
                )
            else:
                conditions.append(f'IF(OR(ISNUMBER({cell}),{cell}=""),FALSE,ISNA(MATCH({cell},{{{NIL_WORDS}}},0)))')
        return conditions

    def _not_whole(self, expression: Expression) -> list[str]:
        return [
            f"N({cell})<>INT(N({cell}))"
            for path, cell, field in self._answers(expression)
            if field.type is FieldType.INTEGER and not self._is_column(path)
        ]

    # ------------------------------------------------------------ tolerance and style

    def _tolerance(self, check: Check) -> str:
        if check.tolerance is not None:
            return f"{check.tolerance:f}"
        if check.relation != "equal":
            return "0"
        terms = list(_terms(check.right.tree))
        sums = [self._rows(term) for term in terms if isinstance(term, Aggregate) and term.function == "合计"]
        others = len(terms) - len(sums)
        if not sums:
            return f"{max(LEAST_TOLERANCE, HALF_A_CENT * (others + 1)):f}"
        return f"MAX({LEAST_TOLERANCE},{HALF_A_CENT}*({'+'.join(sums)}+{others + 1}))"

    def _rows(self, node: Aggregate) -> str:
        """How many figures the aggregate takes."""
        counted = Aggregate("计数", node.table, node.item, node.condition)
        return Expression("", counted).excel(self._address, self._spellings)

    def _style(self, check: Check) -> NumberStyle:
        """How the figures of the check print: found by computing it with a one in each cell."""

        def one(node: Node) -> Node | None:
            if isinstance(node, Aggregate):
                return Constant(_ONE) if node.function == "计数" or node.item is None else _named(node.item)
            return None

        def value(path: Path) -> object:
            field = self._field(path)
            return _ONE if field is None else Number(1, field.style)

        sides = (Expression(side.source, replaced(side.tree, one)) for side in (check.left, check.right))
        try:
            return style_of(*(side.evaluate(value) for side in sides))
        except ExpressionError as error:
            raise NoExcelFormula(check.id) from error

    # ------------------------------------------------------------ the form

    def _areas(self, expression: Expression) -> Iterator[Area]:
        for path, _, _ in self._answers(expression):
            area = self.layout.area(path)
            if area is not None:
                yield area

    def _is_column(self, path: Path) -> bool:
        area = self.layout.area(path)
        return area is not None and not area.is_cell

    def _field(self, path: Path) -> Field | None:
        return answered_by(self.layout, path, "")


_ONE = Decimal(1)


def _named(item: Node) -> Node:
    return Name(item.path) if isinstance(item, Column) else item


def _terms(node: Node) -> Iterator[Node]:
    """The terms of a sum, as ``count_addends`` counts them."""
    if isinstance(node, Arithmetic) and node.operator in {"+", "-"}:
        yield from _terms(node.left)
        yield from _terms(node.right)
    else:
        yield node


def _any(conditions: list[str]) -> str:
    return conditions[0] if len(conditions) == 1 else f"OR({','.join(conditions)})"


def _unique(conditions: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(conditions))


def _no_names(path: Path) -> object:
    raise KeyError(path)
