"""Other departments' templates, as a library: what ``selfeval template ...`` does on the command line.

Composes ``intake`` with the stages: names of forms and files become forms and bytes here. A function's home has another
name than the function (``checking.check``), so that importing the one does not hide the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from selfeval.lazy import lazy_names

if TYPE_CHECKING:
    from selfeval.templates.checking import check
    from selfeval.templates.commenting import annotate
    from selfeval.templates.differing import diff
    from selfeval.templates.listing import Listed, list  # noqa: A004 - as the command is called
    from selfeval.templates.making import new
    from selfeval.templates.marking import mark
    from selfeval.templates.needing import fields
    from selfeval.templates.showing import show

_HOMES = {
    "Listed": "listing",
    "annotate": "commenting",
    "check": "checking",
    "diff": "differing",
    "fields": "needing",
    "list": "listing",
    "mark": "marking",
    "new": "making",
    "show": "showing",
}

__all__ = [
    "Listed",
    "annotate",
    "check",
    "diff",
    "fields",
    "list",
    "mark",
    "new",
    "show",
]


__getattr__ = lazy_names(__name__, _HOMES)


def __dir__() -> tuple[str, ...]:
    return (*__all__,)
