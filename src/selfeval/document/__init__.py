"""Word documents: a template filled with a report, proven, stamped. See ``filling.fill``, the one way in.

The names are imported when first used: jinja2 and lxml take longer to load than a help text to print.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from selfeval.lazy import lazy_names

if TYPE_CHECKING:
    from selfeval.document.draft import drafted
    from selfeval.document.environment import UndefinedMode
    from selfeval.document.filling import Filled, fill, unmet
    from selfeval.document.known import Known, KnownSheet, known_names, required_by
    from selfeval.document.line import Line, compiled_line, fill_line
    from selfeval.document.parts import assembled
    from selfeval.document.picture_files import digest_of
    from selfeval.document.plan import Assembled, Part, Plan
    from selfeval.document.stamps import STAMPED, Stamp, is_untouched, read_stamp, stamp, values_hash
    from selfeval.document.state import Printed
    from selfeval.document.structural import structure
    from selfeval.document.trace import Trace, TracedValue, Tracer, traced
    from selfeval.document.verify import Difference, Verification, compare

_HOMES = {
    "Assembled": "plan",
    "Difference": "verify",
    "Filled": "filling",
    "Known": "known",
    "KnownSheet": "known",
    "Line": "line",
    "Part": "plan",
    "Plan": "plan",
    "Printed": "state",
    "STAMPED": "stamps",
    "Stamp": "stamps",
    "Trace": "trace",
    "TracedValue": "trace",
    "Tracer": "trace",
    "UndefinedMode": "environment",
    "Verification": "verify",
    "assembled": "parts",
    "compare": "verify",
    "compiled_line": "line",
    "digest_of": "picture_files",
    "drafted": "draft",
    "fill": "filling",
    "fill_line": "line",
    "is_untouched": "stamps",
    "known_names": "known",
    "read_stamp": "stamps",
    "required_by": "known",
    "stamp": "stamps",
    "structure": "structural",
    "traced": "trace",
    "unmet": "filling",
    "values_hash": "stamps",
}

__all__ = [
    "STAMPED",
    "Assembled",
    "Difference",
    "Filled",
    "Known",
    "KnownSheet",
    "Line",
    "Part",
    "Plan",
    "Printed",
    "Stamp",
    "Trace",
    "TracedValue",
    "Tracer",
    "UndefinedMode",
    "Verification",
    "assembled",
    "compare",
    "compiled_line",
    "digest_of",
    "drafted",
    "fill",
    "fill_line",
    "is_untouched",
    "known_names",
    "read_stamp",
    "required_by",
    "stamp",
    "structure",
    "traced",
    "unmet",
    "values_hash",
]


__getattr__ = lazy_names(__name__, _HOMES)
