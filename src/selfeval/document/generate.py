"""Writes the Python of a compiled template: Jinja's own, without what our printing has done already."""

from __future__ import annotations

from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame


class PrintingCode(CodeGenerator):
    """Every output is text that ``printing.put`` has escaped for where it stands: it is put out as it is."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write("(")
