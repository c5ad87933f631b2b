"""The JSON Schema of a template's data: what selfeval.render takes satisfies it, and what it does not is refused by it."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

import selfeval
from selfeval.form import builtin_form
from selfeval.intake.fields import fields_of
from selfeval.intake.fields_schema import fields_schema
from tests.support.answers import answers
from tests.support.documents import template

_TYPES = {"object": dict, "array": list, "string": str, "number": int | float, "integer": int}


def faults(schema: dict[str, Any], value: Any, path: str = "") -> list[str]:
    """What in a value breaks the schema, by the keywords our schemas use; any other is an error of the test."""
    unknown = schema.keys() - {
        "$schema", "title", "description", "type", "properties", "required", "items", "anyOf", "enum", "pattern",
    }  # fmt: skip
    assert not unknown
    if "anyOf" in schema and all(faults(one, value, path) for one in schema["anyOf"]):
        return [path]
    types = schema.get("type", [])
    if types and not isinstance(value, tuple(_TYPES[one] for one in ([types] if isinstance(types, str) else types))):
        return [path]
    if "enum" in schema and value not in schema["enum"]:
        return [path]
    if "pattern" in schema and not re.search(schema["pattern"], value):
        return [path]
    found = [f"{path}.{name}" for name in schema.get("required", ()) if name not in value]
    for name, one in schema.get("properties", {}).items():
        found += faults(one, value[name], f"{path}.{name}") if isinstance(value, dict) and name in value else []
    for item in value if "items" in schema else ():
        found += faults(schema["items"], item, f"{path}[]")
    return found


def schema_of(*paragraphs: str, **more: Any) -> dict[str, Any]:
    schema = fields_schema(fields_of(template(*paragraphs, **more)).values(), "甲")
    assert json.loads(json.dumps(schema)) == schema
    return schema


EVERYTHING = (
    "{{ 封面.单位名称 }}{{ 封面.年度 }}{{ 封面.填报日期 }}{{ 概况.在职人数 }}{{ 概况.执行率 }}",
    '{% if 概况.等级 == "优" or 概况.等级 == "良" %}{{ 概况.等级 }}{% endif %}',
    "{% for 项 in 项目 %}{{ 项.名称 }}{{ 项.支出金额 }}{% endfor %}{{ 三公.接待.上年 }}",
)
DATA: dict[str, Any] = {
    "封面": {"单位名称": "甲局", "年度": 2025, "填报日期": "2026-04-15"},
    "概况": {"在职人数": 9, "执行率": 0.98, "等级": "优"},
    "项目": [{"名称": "甲", "支出金额": "258.90"}, {"名称": "乙", "支出金额": 3.5}],
    "三公": {"接待": {"上年": "1"}},
}


def test_data_that_fills_the_template_satisfies_the_schema(tmp_path: Any) -> None:
    (tmp_path / "t.docx").write_bytes(template(*EVERYTHING))
    assert selfeval.render(DATA, template=tmp_path / "t.docx").findings.errors == selfeval.Findings()
    assert faults(schema_of(*EVERYTHING), DATA) == []


@pytest.mark.parametrize(
    ("sheet", "wrong", "where"),
    [
        ("封面", {"年度": "今年"}, ".封面.年度"),
        ("封面", [], ".封面"),
        ("概况", {"在职人数": []}, ".概况.在职人数"),
        ("概况", {"等级": "差"}, ".概况.等级"),
        ("项目", {"名称": "甲"}, ".项目"),
        ("项目", [{"名称": 1}], ".项目[].名称"),
        ("三公", {"接待": {"上年": {}}}, ".三公.接待.上年"),
    ],
)
def test_data_of_another_shape_does_not(sheet: str, wrong: Any, where: str) -> None:
    assert faults(schema_of(*EVERYTHING), {**DATA, sheet: wrong}) == [where]


def test_a_form_s_schema_says_what_is_required_and_leaves_out_what_is_computed() -> None:
    form = builtin_form("hunan")
    assert form.template is not None
    schema = fields_schema(fields_of(form.template.read_bytes(), form).values(), "hunan")
    assert "自评" not in schema["properties"]
    assert "预算执行率" not in schema["properties"]["一般公共预算"]["properties"]
    data = json.loads(json.dumps(answers(), default=str))
    data["基本情况"] = {
        key: "。".join(value) if isinstance(value, list) else value for key, value in data["基本情况"].items()
    }
    assert faults(schema, data) == []
    del data["封面"]["单位名称"]
    assert faults(schema, data) == [".封面.单位名称"]
