"""``selfeval.templates.fields``: what data a template needs."""

from __future__ import annotations

from selfeval.api.sources import TemplateName
from selfeval.intake.fields import NeededSheet, fields_of
from selfeval.templates.opening import opened


def fields(template: TemplateName) -> dict[str, NeededSheet]:
    """The sheets and labels a template reads, by sheet, each label with its type and the places that use it.

    Where a form asks for them the types are the form's; for a bare Word file they are guessed from the names.

    Args:
        template: a form's name, a form's folder, or a Word file.

    Raises:
        TemplateError: no such template, or a tag in it cannot be read.
    """
    found = opened(template)
    return fields_of(found.data, found.form)
