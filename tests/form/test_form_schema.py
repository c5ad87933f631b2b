"""The JSON Schema of form.toml: made from the code, and it takes and refuses what the loader does."""

import tomllib
from pathlib import Path

import pytest

from scripts.form_schema import FILE, schema, text
from selfeval.errors import TemplateError
from selfeval.form import builtin_names, forms_folder, parse_form
from tests.support.form_folders import BASE
from tests.support.json_schema import violations


def judged(form: str) -> list[str]:
    return list(violations(tomllib.loads(form), schema(), schema()))


def test_the_file_is_the_one_the_code_describes() -> None:
    assert FILE.read_text(encoding="utf-8") == text()


@pytest.mark.parametrize("name", builtin_names())
def test_the_built_in_forms_follow_it(name: str) -> None:
    assert judged((forms_folder() / name / "form.toml").read_text(encoding="utf-8")) == []


def test_the_example_package_follows_it() -> None:
    forms = list((Path(__file__).parents[2] / "examples" / "forms-package").rglob("form.toml"))
    assert forms
    assert [judged(form.read_text(encoding="utf-8")) for form in forms] == [[] for _ in forms]


def test_a_form_that_extends_another_may_leave_everything_out_but_its_id() -> None:
    assert judged('id = "x"\nextends = "hunan"\n[sheet."封面"]\nfield."x" = {}\n') == []
    assert judged('extends = "hunan"\n') == [": lacks id"]
    assert ": lacks title" in judged('id = "x"\nversion = "1"\n')


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('kind = "table"', 'kind = "tabel"'),
        ("required = true", 'required = "yes"'),
        ("help =", "halp ="),
        ('type = "金额"', 'type = "金钱"'),
        ('choices = ["行政", "事业"]', 'choices = "行政"'),
        ("left = '收支.支出合计'", "left = 3"),
        ('version = "2025"', ""),
        ('kind = "table"\n', ""),
    ],
)
def test_what_the_loader_refuses_the_schema_refuses(old: str, new: str) -> None:
    assert judged(BASE) == []
    changed = BASE.replace(old, new)
    with pytest.raises(TemplateError):
        parse_form(changed.encode())
    assert judged(changed)
