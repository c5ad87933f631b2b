"""Every document a test has filled is built as Word needs it, whoever called ``fill``: the test, or selfeval itself."""

from __future__ import annotations

import functools
from typing import Any

from selfeval.document import filling
from selfeval.document.structural import structure
from selfeval.ooxml.zipped import write_zip

_fill = filling.fill


@functools.wraps(_fill)
def _fill_checked(template: bytes, *values: Any, **options: Any) -> filling.Filled:
    filled = _fill(template, *values, **options)
    found = structure(write_zip(filled.parts, filled.fresh))
    if found:
        of_the_template = structure(template)
        assert [item for item in found if item not in of_the_template] == [], (
            "the document is not built as Word needs it"
        )
    return filled


filling.fill = _fill_checked  # before any test module imports it
