"""The look of the blank workbook: one palette, one set of fonts, and number formats by type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from selfeval.form.model import Field, FieldType
from selfeval.workbook.measure import BODY_SIZE

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

BODY_FONT = "宋体"
HEADING_FONT = "黑体"
INK, NAVY, GREY, RED = "#262626", "#1F3864", "#6B7280", "#C00000"
LINE = "#A6B1C2"
HEADER_FILL, LABEL_FILL, INPUT_FILL, COMPUTED_FILL, FIXED_FILL = "#DCE6F2", "#F3F6FA", "#FFFBE0", "#E4F1DC", "#EDEDED"
NORMAL: dict[str, Any] = {"font_name": BODY_FONT, "font_size": BODY_SIZE, "font_family": 3, "font_charset": 134}
"""The font of the workbook's Normal style, of which column widths and default row heights are made."""
NORMAL_COLUMN_PIXELS = 72
"""Excel's standard column under 宋体 11: a digit is 8 pixels wide."""

TEXT_FORMAT = "@"
_DATE_FORMAT = 'yyyy"年"m"月"d"日"'

_LOOKS: dict[str, dict[str, Any]] = {
    "title": {"font_name": HEADING_FONT, "font_size": 16, "font_color": NAVY, "align": "center"},
    "help": {"font_size": 10, "font_color": GREY, "text_wrap": True},
    "unit_line": {"font_size": 10, "font_color": INK, "align": "right"},
    "header": {
        "font_name": HEADING_FONT,
        "font_color": NAVY,
        "bg_color": HEADER_FILL,
        "align": "center",
        "text_wrap": True,
        "border": 1,
    },
    "label": {"font_color": INK, "bg_color": LABEL_FILL, "text_wrap": True, "border": 1, "align": "left", "indent": 1},
    "input": {"font_color": INK, "bg_color": INPUT_FILL, "text_wrap": True, "border": 1, "align": "left", "indent": 1},
    "computed": {
        "font_color": INK,
        "bg_color": COMPUTED_FILL,
        "text_wrap": True,
        "border": 1,
        "align": "left",
        "indent": 1,
    },
    "fixed": {"font_color": GREY, "bg_color": FIXED_FILL, "text_wrap": True, "border": 1, "align": "left", "indent": 1},
    "unit": {"font_color": INK, "align": "center", "border": 1},
    "hint": {"font_size": 10, "font_color": GREY, "text_wrap": True, "border": 1, "align": "left", "indent": 1},
    "guide_title": {"font_name": HEADING_FONT, "font_size": 20, "font_color": NAVY, "align": "center"},
    "guide_subtitle": {"font_name": HEADING_FONT, "font_size": 14, "font_color": NAVY, "align": "center"},
    "guide_source": {"font_size": 10, "font_color": GREY, "align": "center", "text_wrap": True},
    "guide_section": {
        "font_name": HEADING_FONT,
        "font_size": 12,
        "font_color": NAVY,
        "bottom": 2,
        "bottom_color": NAVY,
    },
    "guide_number": {"font_color": INK, "align": "right", "valign": "top"},
    "guide_text": {"font_color": INK, "text_wrap": True, "valign": "top"},
    "guide_cell": {"font_color": INK, "text_wrap": True, "border": 1, "align": "left", "indent": 1},
    "guide_centred": {"font_color": INK, "align": "center", "border": 1},
    "guide_link": {"font_color": "#0563C1", "underline": 1, "border": 1, "align": "left", "indent": 1},
    "star": {"font_name": HEADING_FONT, "font_color": RED, "bold": True},
    "plain": {"font_color": INK},
    "header_text": {"font_name": HEADING_FONT, "font_color": NAVY},
}
_BY_TYPE: dict[FieldType, dict[str, Any]] = {
    FieldType.NUMBER: {"align": "right"},
    FieldType.AMOUNT: {"align": "right"},
    FieldType.PERCENT: {"align": "right"},
    FieldType.INTEGER: {"align": "right"},
    FieldType.YEAR: {"align": "left"},
    FieldType.DATE: {"align": "left"},
    FieldType.PARAGRAPHS: {"valign": "top"},
}


class Styles:
    """The formats of one workbook, each made once."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def get(self, look: str, **changes: Any) -> Format:
        """The format of that look, with changes."""
        properties = {**NORMAL, "valign": "vcenter", **_LOOKS[look], **changes}
        if "border" in properties:
            properties.setdefault("border_color", LINE)
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._workbook.add_format(properties)
        return self._made[key]

    def highlight(self, **changes: Any) -> Format:
        """What a conditional format changes in a cell."""
        key = ("highlight", ""), *sorted(changes.items())
        if key not in self._made:
            self._made[key] = self._workbook.add_format(changes)
        return self._made[key]

    def answer(self, field: Field, look: str = "input", **changes: Any) -> Format:
        """The format of an answer cell: the look with the field's number format and alignment, and changes."""
        return self.get(look, num_format=number_format(field, look), **_BY_TYPE.get(field.type, {}), **changes)


def number_format(field: Field, look: str = "input") -> str:
    """The number format of a field's answer cell.

    Text is formatted as text, so that a leading zero or a phone number stays as typed; paragraphs are not, because
    older versions of Excel show ##### for more than 255 characters in such a cell. Nor are formulas: Excel would show
    the formula once it is edited.
    """
    places = field.places or 0
    match field.type:
        case FieldType.AMOUNT:
            return "#,##0" + _decimals(places) if field.places is not None else "General"
        case FieldType.PERCENT:
            return "0" + _decimals(places) + "%"
        case FieldType.INTEGER | FieldType.YEAR:
            return "0"
        case FieldType.DATE:
            return _DATE_FORMAT
        case FieldType.TEXT:
            return "General" if look == "computed" else TEXT_FORMAT
        case _:
            return "General"


def _decimals(places: int) -> str:
    return "." + "0" * places if places else ""
