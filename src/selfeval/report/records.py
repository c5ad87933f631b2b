"""Records and tables: values looked up by folded label, data first and never a Python attribute."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import overload

from selfeval.names import closest, fold
from selfeval.report.values import BLANK, Blank, Origin, Value

_MOST_WIDER = 32


class Layout:
    """The labels of a record, shared by all records of one sheet.

    Attributes:
        labels: the labels as the form prints them, in order.
    """

    __slots__ = ("_index", "_wider", "labels")

    def __init__(self, labels: Iterable[str], names: Mapping[str, str] | None = None) -> None:
        """``names`` maps a label to the identifier templates may use for it as well."""
        self.labels = tuple(labels)
        self._index: dict[str, int] = {}
        self._wider: dict[tuple[str, ...], Layout] = {}
        for position, label in enumerate(self.labels):
            for name in (label, (names or {}).get(label, label)):
                self._index.setdefault(fold(name), position)
                self._index.setdefault(name, position)

    def position(self, name: str) -> int | None:
        """Where the label or name stands, None where there is none such."""
        position = self._index.get(name)
        return self._index.get(fold(name)) if position is None else position

    def extended(self, labels: Iterable[str]) -> Layout:
        """This layout with further labels at the end; the same ones give the same layout, so that rows share it."""
        further = tuple(labels)
        known = self._wider.get(further)
        if known is not None:
            return known
        if len(self._wider) >= _MOST_WIDER:  # labels come from workbooks, and the layout of a form stays
            self._wider.clear()
        wider = self._wider[further] = Layout(())
        wider.labels = (*self.labels, *further)
        wider._index = dict(self._index)
        for position in range(len(self.labels), len(wider.labels)):
            for name in (wider.labels[position], fold(wider.labels[position])):
                wider._index.setdefault(name, position)
        return wider

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self.position(name) is not None


class Record(Mapping[str, Value]):
    """The values of a fields sheet, or of one row of a table, by label.

    ``record["支出合计"]`` gives the value; ``record.cell_of("支出合计")`` where it stands.
    """

    __slots__ = ("_origins", "_values", "layout", "name", "related")

    def __init__(
        self,
        name: str,
        layout: Layout,
        values: list[Value] | None = None,
        origins: list[Origin | None] | None = None,
    ) -> None:
        """``name`` is the sheet (``一般公共预算``) or the row (``项目支出[3]``)."""
        self.name = name
        self.layout = layout
        self._values: list[Value] = values if values is not None else [BLANK] * len(layout.labels)
        self._origins: list[Origin | None] = origins if origins is not None else [None] * len(layout.labels)
        self.related: Mapping[str, Table] | None = None
        """Rows of other tables that belong to this one, by folded name; None where the form declares none."""

    def rows_of(self, name: str) -> Table | None:
        """The rows of another table that belong to this one: ``项.指标``; None where the form declares none such."""
        related = self.related
        return None if related is None else related.get(name) or related.get(fold(name))

    @property
    def is_filled_in(self) -> bool:
        """Whether anybody typed anything: what is computed, also by a live formula in the workbook, was not typed."""
        return any(o is not None and o.typed and not (o.live or o.expression) for o in self._origins)

    def lookup(self, name: str) -> Value | None:
        """The value of that label, None where there is no such label."""
        position = self.layout.position(name)
        return None if position is None else self._values[position]

    def origin(self, name: str) -> Origin | None:
        """Where the value of that label came from; None for one nobody gave, or an unknown label."""
        position = self.layout.position(name)
        return None if position is None else self._origins[position]

    def entries(self) -> Iterator[tuple[str, Value, Origin | None]]:
        """Each label with its value and where that came from, in order."""
        return zip(self.layout.labels, self._values, self._origins, strict=True)

    def cell_of(self, name: str) -> str:
        """The cell the value stands in, or would stand in: ``一般公共预算!B7``; ``""`` where it stands in none.

        Raises:
            KeyError: no such label.
        """
        if name not in self.layout:
            raise KeyError(self._unknown(name))
        origin = self.origin(name)
        return origin.place if origin else ""

    def cells_of(self, name: str) -> tuple[str, ...]:
        """Every cell the value rests on; none for a blank nobody typed, and an unknown label."""
        position = self.layout.position(name)
        origin = None if position is None else self._origins[position]
        if position is None or origin is None or (isinstance(self._values[position], Blank) and not origin.typed):
            return ()
        return origin.cells

    def set(self, name: str, value: Value, origin: Origin | None) -> None:
        """Put a value in, with where it came from; a label not there yet is added at the end."""
        position = self.layout.position(name)
        if position is None:
            self.layout = self.layout.extended((name,))
            self._values.append(value)
            self._origins.append(origin)
        else:
            self._values[position] = value
            self._origins[position] = origin

    def _unknown(self, name: str) -> str:
        near = closest(name, self.layout.labels)
        return f"{self.name} 没有「{name}」" + (f"，您是否想写「{near}」？" if near else "")

    def __getitem__(self, name: str) -> Value:
        value = self.lookup(name)
        if value is None:
            raise KeyError(self._unknown(name))
        return value

    def __contains__(self, name: object) -> bool:
        return name in self.layout

    def __iter__(self) -> Iterator[str]:
        return iter(self.layout.labels)

    def __len__(self) -> int:
        return len(self.layout.labels)

    def __repr__(self) -> str:
        return f"<{self.name}: {', '.join(f'{label}={value}' for label, value in self.items())}>"


class Table(Sequence[Record]):
    """The rows of a table sheet. Where the first column names the rows, ``table.row("公务接待费")`` gives one.

    Attributes:
        name: the sheet.
        layout: the columns.
        rows: the records, in the order of the sheet.
        row_names: the layout of the row names of a table with fixed rows, None for any other table.
    """

    __slots__ = ("layout", "name", "row_names", "rows")

    def __init__(self, name: str, layout: Layout, rows: Iterable[Record] = (), row_names: Layout | None = None) -> None:
        self.name = name
        self.layout = layout
        self.rows = list(rows)
        self.row_names = row_names

    def row(self, name: str) -> Record | None:
        """The row of that name, None where there is none or the rows have no names."""
        position = None if self.row_names is None else self.row_names.position(name)
        return None if position is None else self.rows[position]

    @overload
    def __getitem__(self, index: int) -> Record: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Record]: ...
    def __getitem__(self, index: int | slice) -> Record | Sequence[Record]:
        return self.rows[index]

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Record]:
        return iter(self.rows)

    def __repr__(self) -> str:
        return f"<{self.name}: {len(self.rows)} rows of {', '.join(self.layout.labels)}>"
