"""One line of text in the language of templates: ``{{封面.单位名称}}-{{封面.年度}}``, such as the name of a file."""

from __future__ import annotations

import html
from functools import lru_cache
from typing import NamedTuple

from jinja2 import Template as JinjaTemplate
from jinja2 import TemplateSyntaxError, UndefinedError

from selfeval.document.environment import environment_for
from selfeval.document.faults import Fault
from selfeval.document.lower import Tag
from selfeval.document.rewrite import rewrite
from selfeval.document.scopes import Scopes
from selfeval.document.state import STATE, ListCopies, State
from selfeval.document.tags import find_tags
from selfeval.errors import TemplateError
from selfeval.expressions import Expression, ExpressionError
from selfeval.findings import Findings
from selfeval.names import fold
from selfeval.numbering import Numbering
from selfeval.report import Report


class Line(NamedTuple):
    """A line, compiled.

    Attributes:
        source: as typed.
        paths: the names it reads, each by its parts.
    """

    source: str
    template: JinjaTemplate
    tag: Tag
    expressions: tuple[Expression, ...]
    paths: tuple[tuple[str, ...], ...]


@lru_cache(maxsize=8)
def compiled_line(source: str) -> Line:
    """The line, ready to be filled.

    Raises:
        TemplateError: it cannot be read.
    """
    pieces, position = [], 0
    for span in find_tags(source):
        opening, closing = {"print": ("{{", "}}"), "block": ("{%", "%}"), "comment": ("{#", "#}")}[span.kind]
        if not span.closed or span.level:
            raise _wrong(source, source[span.start : span.end])
        pieces += [source[position : span.start], f"{opening} {span.body} {closing}"]
        position = span.end
    text = "".join([*pieces, source[position:]]).replace("\n", " ")
    tag = Tag(source, text, source, False, "", "", plain=True)
    environment = environment_for("error")
    try:
        tree = environment.parse(text)
        scopes = Scopes(tree)
        if scopes.wrong:
            raise _wrong(source, scopes.wrong[0].name)
        expressions = rewrite(tree, scopes)
        tree.set_environment(environment)
        template = JinjaTemplate.from_code(environment, environment.compile(tree), {})
    except (TemplateSyntaxError, SyntaxError, ValueError, RecursionError) as error:
        raise _wrong(source, str(error)) from error
    return Line(source, template, tag, tuple(expressions), tuple(use.path for use in scopes.uses))


def fill_line(line: Line, report: Report, more: dict[str, str]) -> str:
    """The line filled with a report, and with the texts ``more`` by name where no sheet is called so.

    Raises:
        TemplateError: it names what the report has not, or cannot be computed.
    """
    values: dict[str, object] = {fold(name): text for name, text in more.items()}
    values |= {fold(name): sheet for name, sheet in report.sheets.items()}
    tags, expressions = {1: line.tag}, list(line.expressions)
    state = State("", tags, expressions, Numbering(), [], lambda path: False, False, ListCopies(0), {})
    try:
        return html.unescape(line.template.render({**values, STATE: state}))
    except (UndefinedError, Fault, ExpressionError, ArithmeticError, TypeError) as error:
        reason = getattr(error, "message", None) or getattr(error, "reason", None) or str(error)
        raise _wrong(line.source, reason) from error


def _wrong(source: str, reason: str) -> TemplateError:
    return TemplateError(f"文件名的写法 {source} 有误：{reason}。请核对 --name 里的名称，写法与模板相同。", Findings())
