"""A line plot with logarithmic axes as SVG, readable on light and dark pages. Nothing but text is needed."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape

_WIDTH, _HEIGHT = 640, 400
_LEFT, _RIGHT, _TOP, _BOTTOM = 70, 170, 50, 50
_COLOURS = ("#1f6fb4", "#c4572b", "#3c8c4a")
_STYLE = (
    "text{font:13px sans-serif;fill:#444}.title{font-size:15px;font-weight:bold}.grid{stroke:#999;stroke-opacity:.35}"
    "@media(prefers-color-scheme:dark){text{fill:#ccc}}"
)

Point = tuple[float, float]


class Line(NamedTuple):
    """A line of the plot."""

    name: str
    points: Sequence[Point]


class _Axis(NamedTuple):
    """A logarithmic axis over whole powers of ten, from one place of the picture to another."""

    low: int
    high: int
    begin: float
    end: float

    def at(self, value: float) -> float:
        return self.begin + (math.log10(value) - self.low) / (self.high - self.low) * (self.end - self.begin)

    def ticks(self) -> Iterator[tuple[float, str]]:
        for power in range(self.low, self.high + 1):
            yield self.at(10.0**power), f"{10**power:,}" if power >= 0 else f"{10.0**power:g}"


def log_plot(title: str, across: str, up: str, lines: Sequence[Line]) -> str:
    """The plot; all values are greater than zero."""
    x_axis = _axis([x for line in lines for x, _ in line.points], _LEFT, _WIDTH - _RIGHT)
    y_axis = _axis([y for line in lines for _, y in line.points], _HEIGHT - _BOTTOM, _TOP)
    pieces = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img">',
        f"<title>{escape(title)}</title><style>{_STYLE}</style>",
        _text(_LEFT, 25, title, "start", "title"),
        _text((_LEFT + _WIDTH - _RIGHT) / 2, _HEIGHT - 10, across, "middle"),
        _text(_LEFT - 10, _TOP - 12, up, "end"),
    ]
    for x, label in x_axis.ticks():
        pieces.append(_grid(x, _TOP, x, _HEIGHT - _BOTTOM) + _text(x, _HEIGHT - _BOTTOM + 18, label, "middle"))
    for y, label in y_axis.ticks():
        pieces.append(_grid(_LEFT, y, _WIDTH - _RIGHT, y) + _text(_LEFT - 8, y + 4, label, "end"))
    for number, line in enumerate(lines):
        pieces.append(_line(line, x_axis, y_axis, _COLOURS[number % len(_COLOURS)]))
    return "\n".join([*pieces, "</svg>", ""])


def _axis(values: Sequence[float], begin: float, end: float) -> _Axis:
    low = math.floor(math.log10(min(values)))
    return _Axis(low, max(math.ceil(math.log10(max(values))), low + 1), begin, end)


def _line(line: Line, x_axis: _Axis, y_axis: _Axis, colour: str) -> str:
    places = [(x_axis.at(x), y_axis.at(y)) for x, y in line.points]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>' for x, y in places)
    x, y = places[-1]
    label = f'<text x="{x + 10:.1f}" y="{y + 4:.1f}" style="fill:{colour}">{escape(line.name)}</text>'
    return f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>{dots}{label}'


def _grid(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line class="grid" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'


def _text(x: float, y: float, text: str, anchor: str, kind: str = "") -> str:
    of_kind = f' class="{kind}"' if kind else ""
    return f'<text{of_kind} x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'
