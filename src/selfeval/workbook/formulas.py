"""Live formulas: the default of a field as the cell of a blank workbook computes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from selfeval.expressions import NoExcelFormula, Path
from selfeval.expressions.tree import Aggregate, Arithmetic, Function, Node, children, paths_of, walk
from selfeval.form.model import Field, Sheet
from selfeval.names import fold
from selfeval.workbook.layout import WorkbookLayout

NIL_WORDS = '"无","—","——","-","/"'
"""Texts of a number cell that count as zero, as words of an Excel array."""


def live_formula(layout: WorkbookLayout, field: Field, column: str = "") -> str | None:
    """The Excel formula of the field's default, None where it has none or Excel would not compute what selfeval does.

    It shows nothing while an answer it reads is blank, or is a number in words (258.9万元) that Excel cannot add: a
    formula without a value is no answer, and selfeval computes it. ``column`` is the column of the cell on a sheet
    with fixed rows.
    """
    if field.default is None or field.default.is_constant:
        return None
    try:
        formula = field.default.excel(_address(layout, field.sheet, column))
    except NoExcelFormula:
        return None
    if any(isinstance(node, Arithmetic) and node.operator == "/" for node in walk(field.default.tree)):
        formula = f'IFERROR({formula},"")'  # a division by zero: blank, as in selfeval
    guards = _all_guards(layout, field.sheet, field.default.tree, column)
    if not guards:
        return f"={formula}"
    missing = guards[0] if len(guards) == 1 else f"OR({','.join(guards)})"
    return f'=IF({missing},"",{formula})'


def _address(layout: WorkbookLayout, sheet: str, column: str) -> Callable[[Path], str | None]:
    def address(path: Path) -> str | None:
        field = _column_of_table(layout, path)
        # A blank cell there means the default or the cell above, which no formula over the range would see.
        if field is not None and (field.carry or field.default is not None):
            return None
        return layout.address(path, sheet, column)

    return address


def _column_of_table(layout: WorkbookLayout, path: Path) -> Field | None:
    sheet = _sheet(layout, path)
    return sheet.by_spelling.get(fold(path[1])) if sheet and sheet.kind == "table" and len(path) > 1 else None


def _sheet(layout: WorkbookLayout, path: Path) -> Sheet | None:
    return layout.form.sheet_by_spelling.get(fold(path[0]))


def _all_guards(layout: WorkbookLayout, from_sheet: str, tree: Node, column: str) -> list[str]:
    """The conditions under which the formula shows nothing; 合计 of several cells passes over the blank ones."""
    guards: dict[str, None] = {}

    def visit(node: Node) -> None:
        if isinstance(node, Function) and node.name == "合计":
            guards.update(dict.fromkeys(_sum_guards(layout, from_sheet, paths_of(node), column)))
            return
        parts = children(node)
        if not parts or isinstance(node, Aggregate):
            for path in paths_of(node):
                guards.update(dict.fromkeys(_guards(layout, from_sheet, path, column)))
        for part in () if isinstance(node, Aggregate) else parts:
            visit(part)

    visit(tree)
    return list(guards)


def _sum_guards(layout: WorkbookLayout, from_sheet: str, paths: Iterable[Path], column: str) -> list[str]:
    areas = [area for path in paths if (area := layout.area(path, column)) is not None and area.is_cell]
    cells = [area.reference(from_sheet) for area in areas]
    blank = ",".join(f'{cell}=""' for cell in cells)
    in_words = [f'IF(ISTEXT({cell}),ISNA(MATCH({cell},{{"",{NIL_WORDS}}},0)))' for cell in cells]
    return [f"AND({blank})", *in_words] if cells else []


def _guards(layout: WorkbookLayout, from_sheet: str, path: Path, column: str) -> list[str]:
    """The conditions under which what is read there is not an answer that Excel can compute with."""
    area, asked = layout.area(path, column), answered_by(layout, path, column)
    if area is None or asked is None:
        return []
    cell = area.reference(from_sheet)
    if area.is_cell:
        in_words = f"ISNA(MATCH({cell},{{{NIL_WORDS}}},0))"  # the "" of another live formula is blank
        return [f'IF(ISTEXT({cell}),{in_words},{cell}="")' if asked.type.is_number else f'{cell}=""']
    blank = f"COUNTBLANK({cell})=ROWS({cell})"
    in_words = f'SUMPRODUCT(ISTEXT({cell})*ISNA(MATCH({cell},{{"",{NIL_WORDS}}},0)))>0'
    return [blank, in_words] if asked.type.is_number else [blank]


def answered_by(layout: WorkbookLayout, path: Path, column: str) -> Field | None:
    """The field whose type the answer has: for a sheet with fixed rows the column."""
    sheet = _sheet(layout, path)
    if sheet is None or len(path) < 2:
        return None
    if sheet.kind == "rows" and fold(path[1]) in sheet.row_by_spelling:
        return sheet.by_spelling.get(fold(path[2] if len(path) > 2 else column))
    return sheet.by_spelling.get(fold(path[1]))
