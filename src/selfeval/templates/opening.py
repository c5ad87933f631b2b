"""From what a person calls a template to the form it belongs to and the Word file itself."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from selfeval.api.sources import TemplateName, sources_of, template_bytes, template_of
from selfeval.form import Form


@dataclass(frozen=True)
class Opened:
    """A template.

    Attributes:
        name: what people call it: the form's id, or the file's name.
        form: what is asked; None for a bare Word file.
        document: the Word file.
        data: its bytes, the parts of the form put together.
    """

    name: str
    form: Form | None
    document: Path
    data: bytes


def opened(template: TemplateName) -> Opened:
    """The template of that name: a form's name, a form's folder or a Word file.

    Raises:
        TemplateError: there is none such, its form has faults, or it has no Word file.
    """
    source = sources_of(template)[-1]
    document = template_of(source)
    name = document.name if source.form is None else source.form.id
    return Opened(name, source.form, document, template_bytes(source).data)
