"""Reads the tables of form.toml by the description of their keys, and finds the line of each fault."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from selfeval.expressions import Expression, ExpressionError, parse
from selfeval.findings import Finding, finding
from selfeval.form.key_values import mismatch
from selfeval.form.keys import KEYS, Section
from selfeval.names import closest

FORM_FILE = "form.toml"


class TableReader:
    """Reads tables one by one and gathers every fault.

    Attributes:
        findings: what is wrong so far.
    """

    def __init__(self, text: str) -> None:
        self.findings: list[Finding] = []
        self._lines = text.splitlines()

    def place_of(self, *keys: str) -> str:
        """``form.toml:12``: the line found by searching the innermost key, after those around it."""
        line = 0
        for key in keys:
            whole = re.compile(rf"(?<!\w){re.escape(key)}(?!\w)")
            line = next((number for number in range(line, len(self._lines)) if whole.search(self._lines[number])), line)
        return f"{FORM_FILE}:{line + 1}" if keys else FORM_FILE

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
