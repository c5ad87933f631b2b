"""The built-in forms, found from a wheel (``selfeval/_forms``) and from a checkout (``templates``) alike."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from selfeval.form.loader import load_form
from selfeval.form.model import Form
from selfeval.form.table_reader import FORM_FILE

_PACKAGE = Path(__file__).resolve().parent.parent


def forms_folder() -> Path:
    """The folder that holds one folder for each built-in form."""
    installed = _PACKAGE / "_forms"
    return installed if installed.is_dir() else _PACKAGE.parent.parent / "templates"


@cache
def builtin_names() -> tuple[str, ...]:
    """The ids of the built-in forms."""
    return tuple(sorted(path.parent.name for path in forms_folder().glob(f"*/{FORM_FILE}")))


@cache
def builtin_form(name: str) -> Form:
    """The built-in form of that id, loaded once.

    Raises:
        TemplateError: there is none such, or it has faults.
    """
    return load_form(forms_folder() / name)


@cache
def preferred_form() -> Form:
    """The built-in form taken where nothing names one: the one whose form.toml says ``preferred = true``.

    Raises:
        TemplateError: a form has faults.
    """
    forms = [builtin_form(name) for name in builtin_names()]
    return next((form for form in forms if form.preferred), forms[0])
