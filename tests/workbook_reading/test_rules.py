import string

import pytest

from selfeval.findings.workbook_rules import WORKBOOK_RULES

WORDS = {"label", "found", "expected", "suggestion", "suffix", "program", "program_en"}
WORDS |= {"kind", "where", "instead", "cell", "column", "row", "more"}


@pytest.mark.parametrize("rule", WORKBOOK_RULES)
def test_every_rule_speaks_both_languages_and_uses_known_words(rule: str) -> None:
    said = WORKBOOK_RULES[rule]
    assert said.zh
    assert said.en
    assert bool(said.hint_zh) == bool(said.hint_en)
    assert said.hint_zh or said.severity == "note"
    for sentence in said[1:]:
        assert {word for _, word, _, _ in string.Formatter().parse(sentence) if word} <= WORDS
        assert not sentence.endswith(("。", "."))


def test_ids_are_in_kebab_case_under_what_they_are_about() -> None:
    prefixes = {"file", "sheet", "label", "row", "cell", "unit", "paragraphs"}
    for rule in WORKBOOK_RULES:
        prefix, _, name = rule.partition(".")
        assert prefix in prefixes
        assert name == name.lower().strip("-")
