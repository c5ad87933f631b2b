"""Writes ``docs/form.schema.json``, the JSON Schema of form.toml for editors: run ``python -m scripts.form_schema``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from selfeval.form.keys import KEYS, Key, Section

FILE = Path(__file__).resolve().parent.parent / "docs" / "form.schema.json"

_TABLES: dict[tuple[Section, str], Section] = {
    ("form", "sheet"): "sheet",
    ("form", "derived"): "derived",
    ("form", "relation"): "relation",
    ("form", "scoring"): "scoring",
    ("form", "check"): "check",
    ("form", "section"): "section",
    ("form", "rule"): "rule",
    ("form", "part"): "part",
    ("sheet", "field"): "field",
    ("sheet", "column"): "field",
    ("sheet", "row"): "field",
    ("sheet", "cell"): "cell",
    ("scoring", "rule"): "score",
    ("score", "band"): "band",
}
"""What the tables by name below a key are."""
_TEXTS = {"type": "array", "items": {"type": "string"}}


def schema() -> dict[str, Any]:
    """The schema. A form that extends another may leave out what that one says."""
    whole: dict[str, Any] = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "selfeval form.toml",
        "description": "selfeval 的表式。A form of selfeval. Made by scripts/form_schema.py from src/selfeval/form/keys.py.",
        **_table("form"),
        "required": ["id"],
        "if": {"required": ["extends"]},
        "else": {
            "required": _needed("form"),
            "properties": {
                key: {"additionalProperties": {"required": _needed(section)}}
                for (holder, key), section in _TABLES.items()
                if holder == "form" and _needed(section)
            },
        },
    }
    whole["definitions"] = {section: _table(section) for section in KEYS if section != "form"}
    return whole


def _needed(section: Section) -> list[str]:
    return [key.name for key in KEYS[section] if key.needed]


def _table(section: Section) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {key.name: _key(section, key) for key in KEYS[section]},
    }


def _key(section: Section, key: Key) -> dict[str, Any]:
    return {"description": f"{key.zh} {key.en}", **_value(section, key)}


def _value(section: Section, key: Key) -> dict[str, Any]:
    match key.type:
        case "text" | "expression":
            return {"type": "string"}
        case "texts":
            return _TEXTS
        case "flag":
            return {"type": "boolean"}
        case "count":
            return {"type": "integer", "minimum": 0, "maximum": 10_000}
        case "number":
            return {"type": "number"}
        case "word":
            numbers = [int(word) for word in key.words if word.isdecimal()]  # zero = 0 is as good as zero = "0"
            return {"enum": [*key.words, *numbers]}
        case "choices":
            return {"anyOf": [_TEXTS, {"type": "object", "additionalProperties": _TEXTS}]}
        case "tables":
            below = {"$ref": f"#/definitions/{_TABLES[section, key.name]}"}
            return {"type": "object", "additionalProperties": below}


def text() -> str:
    """The file's text."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
    print(f"wrote {FILE.name}")
