"""On which line a key of form.toml stands: by its path, not by its first word somewhere above."""

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from selfeval.errors import TemplateError
from selfeval.form import builtin_names, forms_folder, parse_form
from selfeval.form.key_lines import key_lines

TEXT = '''id = "t" # a comment with [brackets] and = signs
"guide" = [
  "a = 1", # one
  "[x]",
]
long = """
[not."a".table]
x = 1
"""
literal = \'\'\'
y = "2"\'\'\'

[sheet."甲"]
kind = "fields"
field."乙" = { help = "丙 = {}", choices = { "A" = ["a", "b"], "B" = [] } }
field."丙" = { type = "金额" }

[ sheet . "乙" ]
kind = "table"
column."丙" . type = "金额"
column."a\\"b" = {}
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("id",), 1),
        (("guide",), 2),
        (("long",), 6),
        (("literal",), 10),
        (("sheet",), 13),
        (("sheet", "甲", "field", "乙"), 15),
        (("sheet", "甲", "field", "乙", "choices", "B"), 15),
        (("sheet", "甲", "field", "丙", "type"), 16),
        (("sheet", "乙"), 18),
        (("sheet", "乙", "column", "丙", "type"), 20),
        (("sheet", "乙", "column", 'a"b'), 21),
    ],
)
def test_a_key_is_found_by_its_path(path: tuple[str, ...], line: int) -> None:
    assert key_lines(TEXT)[path] == line


def _paths(table: dict[str, Any], path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for key, value in table.items():
        yield (*path, key)
        if isinstance(value, dict):
            yield from _paths(value, (*path, key))


@pytest.mark.parametrize("name", builtin_names())
def test_every_key_that_tomllib_reads_has_a_line_that_holds_it(name: str) -> None:
    text = (forms_folder() / name / "form.toml").read_text(encoding="utf-8")
    lines = text.splitlines()
    found = key_lines(text)
    assert set(found) == set(_paths(tomllib.loads(text)))
    assert all(path[-1] in lines[number - 1] for path, number in found.items())


def test_a_fault_is_placed_at_its_own_key_though_the_word_stands_in_a_comment_and_another_sheet_above() -> None:
    text = 'id = "t"\nversion = "1"\ntitle = "T"\n# 支出 is required\n[sheet."甲"]\nkind = "fields"\n'
    text += 'help = "支出 places"\nfield."支出" = { places = 1 }\n[sheet."乙"]\nkind = "fields"\nfield."支出" = { places = -1 }\n'
    with pytest.raises(TemplateError) as raised:
        parse_form(text.encode())
    assert raised.value.findings.rows() == [("form.toml:11", "form.wrong-value")]
