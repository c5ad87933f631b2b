"""Templates as they come from others: broken, reaching outside, or without an end."""

from __future__ import annotations

import functools
from collections.abc import Callable

from selfeval.ooxml.guard import unpack
from selfeval.ooxml.zipped import write_zip
from tests.spoiled.case import Case, case
from tests.support.documents import template, with_body, with_parts
from tests.support.workbooks import packed, parts

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS, _BODY = "word/_rels/document.xml.rels", "word/document.xml"
_STRICT = {
    b"http://schemas.openxmlformats.org/wordprocessingml/2006/main": b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships"
    ),
}


@functools.cache
def good() -> bytes:
    """The template that is then spoiled."""
    return template("{{ 封面.单位名称 }}", "支出合计{{ 一般公共预算.支出合计 }}万元")


def _tags(*lines: str) -> Callable[[], bytes]:
    return lambda: template("{{ 封面.单位名称 }}", *lines)


def _field(code: str) -> Callable[[], bytes]:
    return lambda: with_body(good(), "</w:p>", f'<w:fldSimple w:instr="{code}"/></w:p>')


def _related(kind: str) -> Callable[[], bytes]:
    def build() -> bytes:
        changed = dict(unpack(good(), ".docx"))
        new = f'<Relationship Id="rId99" Type="{_OFFICE}/{kind}" Target="http://example.org/x" TargetMode="External"/>'
        changed[_RELATIONS] = changed[_RELATIONS].replace(b"</Relationships>", new.encode() + b"</Relationships>")
        return write_zip(changed)

    return build


def _body(change: Callable[[bytes], bytes]) -> Callable[[], bytes]:
    return lambda: with_parts(good(), word__document_dot_xml=change(dict(unpack(good(), ".docx"))[_BODY]))


def _strict() -> bytes:
    members = parts(good())
    for name, body in members.items():
        for old, new in _STRICT.items():
            body = body.replace(old, new)  # noqa: PLW2901
        members[name] = body
    return packed(members)


def _with_doctype(body: bytes) -> bytes:
    head, mark, rest = body.partition(b"?>")
    return head + mark + b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + rest


TEMPLATES: tuple[Case, ...] = (
    case("nothing spoiled", "taken", "", good),
    case("a tag without its end", "refused", "template.unclosed-tag", _tags("{{ 封面.年度")),
    case("a name nobody knows", "refused", "template.unknown-name", _tags("{{ 封面.年渡 }}")),
    case("a loop without its end", "refused", "template.unclosed-block", _tags("{% for 项 in 项目支出 %}")),
    case("Python behind a value", "refused", "template.call-of-python", _tags("{{ 封面.单位名称.upper() }}")),
    case("Python's insides", "refused", "template.unknown-name", _tags("{{ 封面.__class__ }}")),
    case("a file of the machine", "refused", "template.no-include", _tags("{% include '/etc/passwd' %}")),
    case("loops without an end", "refused", "fill.too-much", _tags("{% for 甲 in range(10000) %}{% for 乙 in range(10000) %}{{ 乙 }}{% endfor %}{% endfor %}")),
    case("a number without an end", "refused", "fill.wrong-argument", _tags("{{ 9 ** (9 ** 9) }}")),
    case("a text without an end", "refused", "fill.cannot-compute", _tags("{% set 甲 = '一' * 1000000000 %}{{ 甲 }}")),
    case("a document already written", "refused", "template.no-tags", lambda: template("去年的报告")),
    case("a macro of Word", "refused", "template.macro", lambda: with_parts(good(), word__vbaProject_dot_bin=b"x")),
    case("a DDE field", "refused", "template.field", _field("DDEAUTO c:\\\\x")),
    case("a field that reads a file", "refused", "template.field", _field("INCLUDETEXT &quot;c:\\\\x&quot;")),
    case("a picture elsewhere", "refused", "template.external", _related("image")),
    case("a template attached from elsewhere", "refused", "template.external", _related("attachedTemplate")),
    case("an object elsewhere", "refused", "template.external", _related("oleObject")),
    case("a link for readers", "taken", "", _related("hyperlink")),
    case("one member name twice", "refused", "file.doubled-part", lambda: packed([*parts(good()).items(), (_BODY.upper(), b"<x/>")])),
    case("a body in UTF-16", "taken", "", _body(lambda body: body.decode().replace("UTF-8", "UTF-16").encode("utf-16"))),
    case("a Strict document", "refused", "template.not-word", _strict),
    case("a bomb", "refused", "file.zip-bomb", lambda: packed({**parts(good()), "word/media/a.bin": bytes(40 * 2**20)})),
    case("a DOCTYPE", "refused", "file.doctype", _body(_with_doctype)),
    case("a part outside the package", "refused", "file.unsafe-part", lambda: packed({**parts(good()), "word/../../x": b"x"})),
    case("half the file", "refused", "file.truncated", lambda: good()[: len(good()) // 2]),
    case("no bytes", "refused", "file.empty", lambda: b""),
    case("no Word file", "refused", "file.foreign", lambda: b"%PDF-1.7\n"),
)  # fmt: skip
