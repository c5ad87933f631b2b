"""Forms by name: the built-in ones, loaded once, and those found beside them."""

from __future__ import annotations

from functools import cache

from selfeval.form.loader import load_form
from selfeval.form.model import Form
from selfeval.form.shelf import builtin_names, folder_of, forms_folder


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


def named_form(name: str) -> Form | None:
    """The form of that name, built in or not (``form.shelf``); None where there is none.

    Raises:
        TemplateError: it has faults.
    """
    folder = folder_of(name)
    if folder is None:
        return None
    return builtin_form(folder.name) if folder.parent == forms_folder() else load_form(folder)
