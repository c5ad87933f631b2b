"""Opens a template: checked once, every part with tags compiled, cached within the process by its bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache, partial
from types import CodeType
from typing import cast

from jinja2 import Template as JinjaTemplate
from jinja2 import TemplateSyntaxError, nodes

from selfeval.document.arguments import arguments_of, takes
from selfeval.document.blocks import block_findings, read_alone, suggestion
from selfeval.document.capture import capture
from selfeval.document.contents import settle_contents
from selfeval.document.environment import (
    CALLED,
    DICTIONARY,
    NAMESPACE,
    TemplateEnvironment,
    UndefinedMode,
    environment_for,
)
from selfeval.document.filters import FILTERS, OFFICIAL
from selfeval.document.identity import drawing_ids, needs_identity
from selfeval.document.instead import FILTERS_REFUSED
from selfeval.document.lower import Lowered, Lowering, Tag
from selfeval.document.macros import macro_findings
from selfeval.document.outside import OUTSIDE, outside_root
from selfeval.document.places import heading_styles, part_label
from selfeval.document.predicates import TESTS
from selfeval.document.rewrite import rewrite
from selfeval.document.safety import safety_findings
from selfeval.document.scopes import Scopes, Use
from selfeval.document.tags import PART_WORDS, WHOLE
from selfeval.document.turns import count_turns
from selfeval.document.whole import is_whole
from selfeval.errors import TemplateError
from selfeval.expressions import Expression
from selfeval.expressions.convert import FUNCTIONS
from selfeval.findings import Finding, Findings, finding
from selfeval.names import closest
from selfeval.ooxml.guard import Refused, unpack
from selfeval.ooxml.lists import NO_LISTS, Lists
from selfeval.ooxml.order import put_in_order
from selfeval.ooxml.relations import ROOT_RELATIONS, content_types, relations, with_content_type
from selfeval.ooxml.xml import XmlError, parse_xml, write_xml
from selfeval.ooxml.zipped import CONTENT_TYPES

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_DOCUMENT = f"{_WORD}.document.main+xml"
_DOTX = f"{_WORD}.template.main+xml"
_FILLED = {_DOCUMENT, *(f"{_WORD}.{kind}+xml" for kind in ("header", "footer", "footnotes", "endnotes", "comments"))}
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_CACHED = 8
_ELEMENT = re.compile(r"<[^>]*>")
_CELL_WORDS = ("{%tc", "colspan", "hm")
_TOO_COMPLEX = (SyntaxError, ValueError, RecursionError, MemoryError)


@dataclass(frozen=True, eq=False)
class CompiledPart:
    """One part with tags, ready to render; without a compiled template where it has faults. Equal to itself only."""

    name: str
    template: JinjaTemplate | None
    tags: Mapping[int, Tag]
    uses: tuple[Use, ...]
    expressions: tuple[Expression, ...]
    needs_identity: bool = False
    is_whole: bool = False
    """Whether nothing that is filled in can make it need parsing again."""
    tables_meet: bool = False
    lists: Mapping[str, int] = field(default_factory=dict)
    code: CodeType | None = None

    @cached_property
    def traced(self) -> JinjaTemplate | None:
        """The same code in the environment that keeps origins."""
        if self.template is None or self.code is None:
            return None
        from selfeval.document.traced_environment import traced_environment

        return JinjaTemplate.from_code(
            traced_environment(cast(TemplateEnvironment, self.template.environment).mode), self.code, {}
        )

    @cached_property
    def cells_vary(self) -> bool:
        """Whether rows may get more or fewer cells than the template shows."""
        return any(word in tag.typed for tag in self.tags.values() for word in _CELL_WORDS)


@dataclass(frozen=True)
class Compiled:
    """A template, read and compiled.

    Attributes:
        parts: all parts as they are.
        filled: those with tags, the body first.
        faults: everything that is wrong with it, names aside.
        drawings: the ids of the drawings in parts that are not filled.
        numbering, last_list: the part that holds the numbered lists, and the highest number one has.
    """

    parts: Mapping[str, bytes]
    filled: tuple[CompiledPart, ...]
    faults: tuple[Finding, ...]
    drawings: frozenset[str]
    numbering: str
    last_list: int


@lru_cache(maxsize=_CACHED)
def compiled(template: bytes, mode: UndefinedMode) -> Compiled:
    """The template, opened, checked and compiled.

    Raises:
        TemplateError: it is no Word document, or brings what no template may.
    """
    parts = dict(_unpacked(template))
    try:
        types = content_types(parts)
        links = list(relations(parts))
    except (XmlError, KeyError) as error:
        raise _failure([finding("template.not-word", reason=str(error))]) from error
    main = next((link.target for link in links if link.source == ROOT_RELATIONS and link.kind == "officeDocument"), "")
    if types.get(main) == _DOTX:
        parts[CONTENT_TYPES] = with_content_type(parts[CONTENT_TYPES], main, _DOCUMENT)
        types[main] = _DOCUMENT
    found = list(safety_findings(parts, types, links))
    if types.get(main) != _DOCUMENT and not found:
        found.append(finding("template.not-word", reason=types.get(main, "")))
    if _STRICT in parts.get(main, b""):  # other names for every element: nothing in it would be found
        found.append(finding("template.not-word", reason="以“Strict Open XML 文档”格式保存"))
    if found:
        raise _failure(found)
    styles = next((parts[name] for name, kind in types.items() if kind == f"{_WORD}.styles+xml"), None)
    headings = heading_styles(styles)
    numbering = next((name for name, kind in types.items() if kind == f"{_WORD}.numbering+xml"), "")
    lists = _lists(parts.get(numbering))
    filled: list[CompiledPart] = []
    holding = {name: parts[name] for name in types if types[name] in _FILLED} | dict(_outside(parts, types))
    for name in sorted(holding, key=lambda name: (types[name] in OUTSIDE, name != main, name)):
        part, faults = _compiled_part(name, holding[name], headings, lists, environment_for(mode))
        found += faults
        if part is not None:
            filled.append(part)
    others = {name for name in types if types[name] in _FILLED} - {part.name for part in filled}
    drawings = frozenset(drawing_ids(parts, others))
    return Compiled(parts, tuple(filled), (*found, *_unfilled(parts, types, holding)), drawings, numbering, lists.last)


def _lists(numbering: bytes | None) -> Lists:
    try:
        return Lists(numbering or NO_LISTS)
    except XmlError:
        return Lists(NO_LISTS)


def _unpacked(template: bytes) -> Mapping[str, bytes]:
    try:
        return unpack(template, ".docx")
    except Refused as error:
        raise _failure([_placed(found) for found in error.findings]) from error


def _placed(found: Finding) -> Finding:
    """The finding with the part it speaks of as its place."""
    return replace(found, place=part_label(found.found)) if found.rule == "file.doctype" else found


def _failure(found: list[Finding]) -> TemplateError:
    return TemplateError(f"模板有 {len(found)} 处问题，没有生成文件：", Findings(found))


def _outside(parts: Mapping[str, bytes], types: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """The links and properties with tags, ready to be compiled."""
    for name, kind in types.items():
        if kind in OUTSIDE and any(sign in parts[name] for sign in (b"{", b"%7", "｛".encode())):
            root = outside_root(kind, parts[name])
            if root is not None:
                yield name, write_xml(root)


def _unfilled(parts: Mapping[str, bytes], types: Mapping[str, str], holding: Mapping[str, bytes]) -> Iterator[Finding]:
    """Parts with tags that nobody fills."""
    for name, kind in sorted(types.items()):
        if not kind.endswith("xml") and not kind.startswith("text/"):
            continue
        text = "" if name in holding else parts[name].decode(errors="ignore")
        if WHOLE.search(text) or ("{" in text and WHOLE.search(_ELEMENT.sub("", text))):
            yield finding("template.part-not-filled", part_label(name), found=name)


def _compiled_part(
    name: str, data: bytes, headings: frozenset[str], lists: Lists, environment: TemplateEnvironment
) -> tuple[CompiledPart | None, list[Finding]]:
    try:
        root = parse_xml(data)
    except XmlError as error:
        return None, [finding("template.not-word", name, reason=str(error))]
    put_in_order(root)
    if b"TOC" in data:
        settle_contents(root)
    lowering = Lowering(name, root, headings)
    lowered = lowering.run()
    if not lowered.tags and (lowering.findings or not lowered.has_comments):
        return None, lowering.findings
    found = [*lowering.findings, *block_findings(lowered, all_tags=not lowering.findings)]
    excuse = "template.syntax"
    try:
        if not found:
            return _compile(lowered, lists, environment)
    except TemplateSyntaxError:
        pass  # one tag at least cannot be read: find all of them below
    except _TOO_COMPLEX:
        excuse = "template.too-complex"
    try:
        tree, unread = read_alone(lowered, environment)
        capture(tree)
        scopes = Scopes(tree, in_pieces=True)
        found = [*found, *unread, *_wrong_words(tree, lowered.tags), *_wrong_calls(scopes, lowered.tags)]
    except _TOO_COMPLEX:
        return None, [*found, tag_at(lowered.tags, 1).finding("template.too-complex")]
    if not found:
        found = [tag_at(lowered.tags, 1).finding(excuse)]
    return CompiledPart(lowered.part, None, lowered.tags, tuple(scopes.uses), ()), found


def _compile(lowered: Lowered, lists: Lists, environment: TemplateEnvironment) -> tuple[CompiledPart, list[Finding]]:
    tree = environment.parse(lowered.source)
    capture(tree)
    scopes = Scopes(tree)
    found = [*_wrong_words(tree, lowered.tags), *_wrong_calls(scopes, lowered.tags)]
    found += macro_findings(tree, partial(tag_at, lowered.tags))
    uses = tuple(scopes.uses)
    if found:
        return CompiledPart(lowered.part, None, lowered.tags, uses, ()), found
    identity = needs_identity(lowered.source)
    is_document = not lowered.part.endswith(".rels")
    whole = is_document and not identity and is_whole(tree)
    expressions = rewrite(tree, scopes)
    turns = count_turns(tree, lists.counts)
    tree.set_environment(environment)
    code = environment.compile(tree, lowered.part, lowered.part)
    return CompiledPart(
        lowered.part,
        JinjaTemplate.from_code(environment, code, {}),
        lowered.tags,
        uses,
        tuple(expressions),
        needs_identity=identity,
        is_whole=whole,
        tables_meet=lowered.tables_meet,
        lists=turns.lists,
        code=code,
    ), []


def _wrong_words(tree: nodes.Template, tags: Mapping[int, Tag]) -> Iterator[Finding]:
    for node in tree.find_all((nodes.Filter, nodes.Test, nodes.AssignBlock, nodes.For)):
        tag = tag_at(tags, node.lineno)
        match node:
            case nodes.Filter(name=name) if name in FILTERS_REFUSED:
                yield tag.finding(FILTERS_REFUSED[name], name=name)
            case nodes.Filter(name=name) if name not in FILTERS:
                yield tag.finding(
                    "template.unknown-filter",
                    name=name,
                    expected="、".join(FILTERS),
                    **suggestion(closest(name, FILTERS)),
                )
            case nodes.Filter(name=name, dyn_args=None, dyn_kwargs=None) if not takes(
                FILTERS[name], len(node.args), (str(keyword.key) for keyword in node.kwargs)
            ):
                yield tag.finding(
                    "template.filter-arguments",
                    name=name,
                    expected=arguments_of(FILTERS[name], chinese=name in OFFICIAL),
                )
            case nodes.Test(name=name) if name not in TESTS:
                yield tag.finding(
                    "template.unknown-test", name=name, expected="、".join(TESTS), **suggestion(closest(name, TESTS))
                )
            case nodes.AssignBlock() | nodes.For(recursive=True):
                yield tag.finding("template.unsupported-tag")


def _wrong_calls(scopes: Scopes, tags: Mapping[int, Tag]) -> Iterator[Finding]:
    callable_names = (*FUNCTIONS, *CALLED, NAMESPACE, DICTIONARY, *(macro.name for macro in scopes.macros.values()))
    for call in scopes.wrong:
        tag = tag_at(tags, call.line)
        if call.reason:
            yield tag.finding("template.expression", name=call.name, reason=call.reason)
        elif call.name in PART_WORDS:
            yield tag.finding("template.part-place")
        elif call.instead:
            yield tag.finding("template.call-of-python", name=call.name, expected=call.instead)
        else:
            near = None if call.name in callable_names else call.near or closest(call.name, callable_names)
            yield tag.finding(
                "template.unknown-function", name=call.name, expected="、".join(callable_names), **suggestion(near)
            )


def tag_at(tags: Mapping[int, Tag], line: int) -> Tag:
    """The tag that reaches over the line: the last that begins at or before it."""
    before = [number for number in tags if number <= line]
    return tags[max(before) if before else min(tags)]
