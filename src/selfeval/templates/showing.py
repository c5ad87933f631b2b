"""``selfeval.templates.show``: the form.toml a form comes to, with where each thing is written."""

from __future__ import annotations

from selfeval.api.sources import TemplateName, form_of
from selfeval.form.extending import Merged, read_layers
from selfeval.form.shelf import FORM_FILE
from selfeval.form.written import written_form


def show(form: TemplateName) -> str:
    """The text of the form.toml that a form and all it builds on come to: file and line stand behind everything.

    Read again it gives the same form. What prints it is told in the comment at its head.

    Args:
        form: a form's name or folder.

    Raises:
        TemplateError: no such form, or it has faults.
    """
    loaded = form_of(form)
    if loaded.folder is None:
        return ""
    merged = Merged(read_layers((loaded.folder / FORM_FILE).read_bytes(), loaded.folder))
    head = [f"# {layer.place}：{layer.folder}" for layer in merged.layers]
    if loaded.template is not None:
        head.append(f"# 报告：{loaded.template}")
    head += [f"# 报告的部分“{name}”：{file}" for name, file in loaded.part_files()]
    return "\n".join([*head, "", written_form(merged)])
