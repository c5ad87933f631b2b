"""``selfeval.templates.diff``: which fields came, went or changed from one template to another."""

from __future__ import annotations

from selfeval.api.sources import TemplateName
from selfeval.intake.differences import FieldDifference, data_of_form, differences
from selfeval.intake.fields import NeededSheet, fields_of
from selfeval.templates.opening import Opened, opened


def diff(old: TemplateName, new: TemplateName) -> list[FieldDifference]:
    """The differences between what two templates need; ``any(one.breaks for one in found)`` tells that old workbooks no longer do.

    A form needs what it asks, a bare Word file what it reads.

    Args:
        old: a form's name, a form's folder, or a Word file.
        new: the same.

    Raises:
        TemplateError: one of them is not there or has faults.
    """
    before, after = opened(old), opened(new)
    return differences(_data(before), _data(after), after.form)


def _data(template: Opened) -> dict[str, NeededSheet]:
    return fields_of(template.data) if template.form is None else data_of_form(template.form)
