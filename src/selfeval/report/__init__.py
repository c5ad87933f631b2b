"""The report: values by name, beside each where it came from. What every stage hands to the next."""

from selfeval.report.live import Live, LiveKind
from selfeval.report.records import Layout, Record, Table
from selfeval.report.report import Report
from selfeval.report.values import BLANK, PLAIN, Blank, Date, Number, NumberStyle, Origin, Paragraphs, Value, printed

__all__ = [
    "BLANK",
    "PLAIN",
    "Blank",
    "Date",
    "Layout",
    "Live",
    "LiveKind",
    "Number",
    "NumberStyle",
    "Origin",
    "Paragraphs",
    "Record",
    "Report",
    "Table",
    "Value",
    "printed",
]
