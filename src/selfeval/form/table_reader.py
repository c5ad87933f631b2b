"""Reads the tables of form.toml by the description of their keys, and places each fault in its file and line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from selfeval.expressions import Expression, ExpressionError, parse
from selfeval.findings import Finding, finding
from selfeval.form.key_values import mismatch
from selfeval.form.keys import KEYS, Section
from selfeval.form.shelf import FORM_FILE
from selfeval.names import closest


class TableReader:
    """Reads tables one by one and gathers every fault.

    Attributes:
        findings: what is wrong so far.
        place_of: gives file and line of the key with these keys around it.
    """

    def __init__(self, place_of: Callable[..., str]) -> None:
        self.findings: list[Finding] = []
        self.place_of = place_of

    def table(self, section: Section, body: Any, where: tuple[str, ...]) -> dict[str, Any]:
        """The values of a table that are of the right type; a finding for each that is not, is unknown or missing."""
        keys = {key.name: key for key in KEYS[section]}
        if not isinstance(body, Mapping):
            self.add("form.wrong-value", where, found=_shown(body), expected="一个表")
            return {}
        values: dict[str, Any] = {}
        for name, value in body.items():
            if name not in keys:
                near = closest(name, keys)
                suggestion = f"，您是否想写「{near}」？" if near else ""
                self.add(
                    "form.unknown-key", (*where, name), found=name, expected="、".join(keys), suggestion=suggestion
                )
            elif expected := mismatch(keys[name], value):
                self.add("form.wrong-value", (*where, name), found=_shown(value), expected=expected)
            else:
                values[name] = value
        for key in keys.values():
            if key.needed and key.name not in body:
                self.add("form.missing-key", where, expected=key.name)
        return values

    def expression(self, source: str | None, where: tuple[str, ...]) -> Expression | None:
        """The expression, None where there is none or it has a fault, which is told."""
        if source is None:
            return None
        try:
            return parse(source)
        except ExpressionError as error:
            self.add("form.expression", where, found=str(error))
            return None

    def add(self, rule: str, where: tuple[str, ...], **details: str) -> None:
        """Note a fault at the keys ``where``."""
        label = ".".join(f'"{key}"' if not key.isascii() else key for key in where) or FORM_FILE
        self.findings.append(finding(rule, self.place_of(*where), label=label, **details))


def _shown(value: Any) -> str:
    return f"「{value}」" if isinstance(value, str) else str(value)
