"""A blank answer of a ``carry`` column takes the one above, with its origin."""

from __future__ import annotations

from selfeval.form.model import Field, Sheet
from selfeval.report import Blank, Origin, Record, Value
from selfeval.workbook.reading import Answer

Carried = dict[str, Answer]
"""The last answer of each carry column, by label."""


def is_unanswered(value: Value, origin: Origin | None) -> bool:
    """Whether nothing was typed; an answer that could not be understood was."""
    return isinstance(value, Blank) and not (origin and origin.typed)


def keep(carried: Carried, sheet: Sheet, asked: Field, answer: Answer) -> None:
    """A new answer of a carry column; those behind it start afresh, as 二级指标 under another 一级指标."""
    before = carried.get(asked.label)
    if before is not None and before[0] != answer[0]:
        labels = list(sheet.fields)
        for label in labels[labels.index(asked.label) + 1 :]:
            carried.pop(label, None)
    carried[asked.label] = answer


def carry_down(record: Record, sheet: Sheet, carried: Carried) -> None:
    """Fill the blank carry columns of a row from those above, and keep its own for the rows below."""
    for asked in sheet.fields.values():
        if not asked.carry:
            continue
        value, origin = record[asked.label], record.origin(asked.label)
        if not is_unanswered(value, origin):
            keep(carried, sheet, asked, (value, origin or Origin()))
        elif asked.label in carried:
            record.set(asked.label, *carried[asked.label])
