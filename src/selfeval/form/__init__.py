"""The form: what is asked, as pure data, and its loader."""

from selfeval.form.builtin import builtin_form
from selfeval.form.loader import load_form, parse_form
from selfeval.form.model import Check, Derived, Field, FieldType, Form, Sheet
from selfeval.form.shelf import builtin_names, forms_folder

__all__ = [
    "Check",
    "Derived",
    "Field",
    "FieldType",
    "Form",
    "Sheet",
    "builtin_form",
    "builtin_names",
    "forms_folder",
    "load_form",
    "parse_form",
]
