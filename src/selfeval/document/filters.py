"""The filters of a template: a closed list, each bounded in what it can give."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from jinja2 import Undefined

from selfeval.document import filters_lists as lists
from selfeval.document import filters_numbers as numbers
from selfeval.document import filters_numerals as numerals
from selfeval.document import filters_rows as rows
from selfeval.document import filters_shares as shares
from selfeval.document import filters_text as text
from selfeval.document.operators import is_blank


def default(value: object, default_value: object = "", boolean: bool = False) -> object:
    """Another value in place of a blank or unknown one; with ``true`` in place of zero and false too."""
    if isinstance(value, Undefined) or is_blank(value) or (boolean and not value):
        return default_value
    return value


def unchanged(value: object) -> object:
    """``e``, ``escape``, ``forceescape``: everything is escaped anyway."""
    return value


OFFICIAL: Mapping[str, Callable[..., object]] = {
    "万元": numbers.in_unit(numbers.WAN),
    "元": numbers.in_unit(numbers.YUAN),
    "亿元": numbers.in_unit(numbers.YI),
    "百分比": numbers.percent,
    "千分位": numbers.with_commas,
    "大写金额": numerals.capital_amount,
    "中文数字": numerals.chinese_number,
    "序号": numerals.list_number,
    "日期": numerals.date,
    "年月": numerals.year_month,
    "连接": lists.join,
    "默认": default,
    "增减": shares.change,
    "占比": shares.share,
}
"""What official documents need, by the Chinese name."""

ENGLISH: Mapping[str, str] = {
    "万元": "wan",
    "元": "yuan",
    "亿元": "yi",
    "百分比": "percent",
    "千分位": "thousands",
    "大写金额": "capital_amount",
    "中文数字": "chinese_number",
    "序号": "list_number",
    "日期": "date",
    "年月": "year_month",
    "连接": "enumerated",
    "默认": "default",
    "增减": "change",
    "占比": "share",
}
"""The English name of each of them."""

FILTERS: Mapping[str, Callable[..., object]] = {
    "筛选": rows.select_rows,
    "写作": text.phrase,
    "附单位": text.with_unit,
    "去单位": text.without_unit,
    **OFFICIAL,
    **{ENGLISH[name]: function for name, function in OFFICIAL.items()},
    "length": lists.length,
    "count": lists.length,
    "d": default,
    "join": lists.plain_join,
    "first": lists.first,
    "last": lists.last,
    "list": lists.items,
    "map": rows.each,
    "attr": rows.part,
    "items": rows.pairs,
    "dictsort": rows.sorted_pairs,
    "groupby": rows.grouped,
    "sort": lists.sort,
    "reverse": lists.backwards,
    "unique": lists.unique,
    "batch": lists.batch,
    "slice": lists.portions,
    "min": lists.extreme(min),
    "max": lists.extreme(max),
    "select": rows.chooser("select", True),
    "reject": rows.chooser("reject", False),
    "selectattr": rows.chooser("selectattr", True),
    "rejectattr": rows.chooser("rejectattr", False),
    "sum": numbers.total,
    "round": numbers.rounded,
    "abs": numbers.absolute,
    "int": numbers.to_number("int"),
    "float": numbers.to_number("float"),
    "filesizeformat": numbers.file_size,
    "upper": text.of_text(str.upper),
    "lower": text.of_text(str.lower),
    "capitalize": text.of_text(str.capitalize),
    "title": text.of_text(text.titled),
    "trim": text.of_text(text.trimmed),
    "string": text.of_text(text.itself),
    "replace": text.of_text(text.replace),
    "center": text.of_text(text.centred),
    "indent": text.of_text(text.indented),
    "truncate": text.of_text(text.truncated),
    "wordwrap": text.of_text(text.wrapped),
    "wordcount": text.count_words,
    "striptags": text.of_text(text.without_elements),
    "urlencode": text.url_part,
    "format": text.filled_in,
    "e": unchanged,
    "escape": unchanged,
    "forceescape": unchanged,
}
"""Every filter by its name in a template."""
