"""A worksheet some of whose rows have a height to start with and still grow with what is typed into them."""

from __future__ import annotations

from typing import Any

from xlsxwriter.worksheet import Worksheet


class GrowingSheet(Worksheet):
    """XlsxWriter marks every row with a height as set by hand, and Excel never fits such a row to its text again."""

    def __init__(self) -> None:
        super().__init__()
        self.growing: set[int] = set()
        """The rows, counted from 1, whose height follows their text."""

    def _xml_start_tag_unencoded(self, tag: str, attributes: Any = None) -> None:
        super()._xml_start_tag_unencoded(tag, self._loosened(tag, attributes))

    def _loosened(self, tag: str, attributes: Any) -> Any:
        if tag != "row" or int(dict(attributes).get("r", 0)) not in self.growing:
            return attributes
        return [pair for pair in attributes if pair[0] != "customHeight"]
