"""Runs the compiled template of a part; what goes wrong in it is a finding at the tag that was running."""

from __future__ import annotations

from jinja2 import Template, UndefinedError

from selfeval.document.faults import Fault
from selfeval.document.template import CompiledPart, tag_at
from selfeval.expressions import DivisionByZero, ExpressionError
from selfeval.findings import Finding


def rendered(part: CompiledPart, template: Template | None, values: dict[str, object]) -> tuple[str, Finding | None]:
    """The rendered part, or the finding that says at which tag it stopped, and why.

    Args:
        part: the part.
        template: its compiled template in the environment that is wanted.
        values: the context.
    """
    if template is None:
        raise ValueError(f"{part.name} has faults")
    try:
        context = template.new_context(values, shared=True)
        return "".join(template.root_render_func(context)), None
    except Exception as error:  # whatever a template makes Jinja raise is the template's fault
        return "", _explained(part, error)


def _explained(part: CompiledPart, error: Exception) -> Finding:
    tag = tag_at(part.tags, _line(part, error))
    match error:
        case Fault():
            return tag.finding(error.rule, **error.details)
        case UndefinedError():
            return tag.finding("fill.no-such-name", name=error.message or "")
        case DivisionByZero():
            return tag.finding("fill.division-by-zero", reason=error.reason)
        case ExpressionError():
            reason_en = f" ({error.english})" if error.english else ""
            return tag.finding("fill.cannot-compute", reason=error.reason, reason_en=reason_en)
    return tag.finding("fill.failed", reason=f"{type(error).__name__}: {error}"[:200])


def _line(part: CompiledPart, error: BaseException) -> int:
    """The line of the template's source at which the error came up."""
    line, trace = 1, error.__traceback__
    while trace is not None and part.template is not None:
        if trace.tb_frame.f_code.co_filename == part.name:
            line = part.template.get_corresponding_lineno(trace.tb_lineno)
        trace = trace.tb_next
    return line
