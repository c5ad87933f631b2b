"""Writes a docxtpl template in the syntax that docxtemplater and easy-template-x share, with the model it needs.

Neither library computes: a tag is a name or a block. So each tag gets a name of its own (``{v7}``, ``{#c8}…{/c8}``), and
the template's expressions go into a function in JavaScript that builds the view model from the sheets, as a user of
these libraries writes it by hand. An ``else`` becomes a second block with the opposite condition. The document's text,
styles and order stay the same.
"""

from __future__ import annotations

import copy
import io
import re
import zipfile
from dataclasses import dataclass, field

from lxml import etree

from bench.node_peers.expressions import to_javascript

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DOCUMENT = "word/document.xml"
_TAG = re.compile(r"\{\{(?P<value>.*?)\}\}|\{%(?:p|r|tr)?\s+(?P<statement>.*?)\s*%\}")


def transliterate(template: bytes) -> tuple[bytes, str]:
    """The template in their syntax, and the module in JavaScript that builds its view model."""
    with zipfile.ZipFile(io.BytesIO(template)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    root = etree.fromstring(parts[_DOCUMENT])
    model = _Model()
    for text in list(root.iter(f"{_W}t")):
        if _TAG.search(text.text or ""):
            _rewrite(text, model)
    parts[_DOCUMENT] = etree.tostring(root, encoding="UTF-8", standalone=True)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return target.getvalue(), model.module()


def _rewrite(text: etree._Element, model: _Model) -> None:
    pieces = [model.tag(found) for found in _TAG.finditer(text.text or "")]
    if len(pieces) == 1 and len(pieces[0]) != 1:  # a block's tag that became none (set) or two (else)
        paragraph = next(text.iterancestors(f"{_W}p"))
        container = next(paragraph.iterancestors())
        for piece in pieces[0]:
            text.text = piece
            container.insert(container.index(paragraph), copy.deepcopy(paragraph))
        container.remove(paragraph)
        return
    new = iter(piece for found in pieces for piece in found)
    text.text = _TAG.sub(lambda found: next(new), text.text or "")


@dataclass
class _Block:
    """An open block: what closes it in the template, and what is still open in the model's code."""

    name: str
    loop: bool
    turned: bool = False
    names: list[str] = field(default_factory=list)


class _Model:
    """The view model as code that grows with each tag."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._open: list[_Block] = []
        self._count = 0

    def module(self) -> str:
        """The module's source."""
        head = [
            '"use strict";',
            "module.exports = function build(data, h) {",
            "  const m = {};",
            "  const 编号 = h.numbering();",
        ]
        return "\n".join([*head, *(f"  {line}" for line in self._lines), "  return m;", "};", ""])

    def tag(self, found: re.Match[str]) -> list[str]:
        """What stands in the template instead of a tag."""
        if found["value"] is not None:
            name = self._name("v")
            self._lines.append(f"m.{name} = String({self._javascript(found['value'])});")
            return [f"{{{name}}}"]
        word, _, rest = found["statement"].partition(" ")
        match word:
            case "if":
                return self._open_if(rest)
            case "for":
                return self._open_for(rest)
            case "else":
                return self._turn()
            case "endif" | "endfor":
                return self._close()
            case "set":
                return self._set(rest)
        raise ValueError(f"no transliteration for {found[0]}")

    def _open_if(self, condition: str) -> list[str]:
        name = self._name("c")
        self._lines.append(f"if ((m.{name} = h.truthy({self._javascript(condition)}))) {{")
        self._open.append(_Block(name, loop=False))
        return [f"{{#{name}}}"]

    def _open_for(self, rest: str) -> list[str]:
        target, _, items = rest.partition(" in ")
        name = self._name("l")
        self._lines.append(f"m.{name} = {self._javascript(items)}.map(({target}, i, all) => {{")
        self._lines.append("const m = {}, loop = { first: i === 0, last: i === all.length - 1 };")
        self._open.append(_Block(name, loop=True, names=[target]))
        return [f"{{#{name}}}"]

    def _turn(self) -> list[str]:
        block = self._open[-1]
        other = self._name("n")
        if block.loop:
            self._lines += ["return m;", "});", f"if ((m.{other} = m.{block.name}.length === 0)) {{"]
        else:
            self._lines += ["} else {", f"m.{other} = true;"]
        closing, block.name, block.turned, block.names = block.name, other, True, []
        return [f"{{/{closing}}}", f"{{#{other}}}"]

    def _close(self) -> list[str]:
        block = self._open.pop()
        self._lines += ["return m;", "});"] if block.loop and not block.turned else ["}"]
        return [f"{{/{block.name}}}"]

    def _set(self, rest: str) -> list[str]:
        target, _, value = rest.partition(" = ")
        self._lines.append(f"const {target} = {self._javascript(value)};")
        self._open[-1].names.append(target)
        return []

    def _javascript(self, source: str) -> str:
        return to_javascript(source, [name for block in self._open for name in block.names])

    def _name(self, kind: str) -> str:
        self._count += 1
        return f"{kind}{self._count}"
