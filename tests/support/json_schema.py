"""The few words of JSON Schema that docs/form.schema.json uses, judged; any other word is an error of the test."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

_TYPES: Mapping[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "number": (int, float, Decimal),
}
_SILENT = {"$schema", "title", "description", "definitions"}


def violations(value: Any, schema: Mapping[str, Any], whole: Mapping[str, Any], path: str = "") -> Iterator[str]:
    """Where the value does not follow the schema."""
    for word, said in schema.items():
        if word in _SILENT or word in {"then", "else"}:
            continue
        yield from _judged(word, said, value, path, schema=schema, whole=whole)


def _judged(
    word: str, said: Any, value: Any, path: str, *, schema: Mapping[str, Any], whole: Mapping[str, Any]
) -> Iterator[str]:
    match word:
        case "type":
            if not isinstance(value, _TYPES[said]) or (isinstance(value, bool) and said != "boolean"):
                yield f"{path}: not {said}"
        case "enum":
            if value not in said:
                yield f"{path}: {value!r}"
        case "minimum" | "maximum":
            if isinstance(value, int) and (value < said if word == "minimum" else value > said):
                yield f"{path}: {value}"
        case "$ref":
            yield from violations(value, whole["definitions"][said.rpartition("/")[2]], whole, path)
        case "anyOf":
            if all(list(violations(value, one, whole, path)) for one in said):
                yield f"{path}: none of"
        case "items":
            for item in value if isinstance(value, list) else ():
                yield from violations(item, said, whole, f"{path}[]")
        case "required":
            yield from (f"{path}: lacks {key}" for key in said if isinstance(value, dict) and key not in value)
        case "properties":
            for key, inner in said.items():
                if isinstance(value, dict) and key in value:
                    yield from violations(value[key], inner, whole, f"{path}.{key}")
        case "additionalProperties":
            known = schema.get("properties", {})
            for key, item in value.items() if isinstance(value, dict) else ():
                if key not in known and said is False:
                    yield f"{path}.{key}: unknown"
                elif key not in known:
                    yield from violations(item, said, whole, f"{path}.{key}")
        case "if":
            branch = "else" if list(violations(value, said, whole, path)) else "then"
            yield from violations(value, schema.get(branch, {}), whole, path)
        case _:
            raise AssertionError(f"the schema uses {word}")
