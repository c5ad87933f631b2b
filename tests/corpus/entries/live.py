"""docxtpl's objects: text with a look, lists of lines, pictures. Subdoc needs a library of its own and is tested elsewhere."""

from __future__ import annotations

import io
from typing import Any

from docx.shared import Mm
from docxtpl import InlineImage, Listing, RichText, RichTextParagraph

from tests.corpus.builder import document
from tests.corpus.entry import DATA, Entry
from tests.support.live import png


def _rich() -> RichText:
    made = RichText("某局", bold=True)
    made.add("（盖章）", italic=True)
    return made


def _paragraphs() -> RichTextParagraph:
    made = RichTextParagraph("第一段")
    made.add("第二段")
    return made


def _entry(key: str, title: str, data: dict[str, Any], lines: list[str], *blocks: str, **more: Any) -> Entry:
    return Entry(key, title, document(*blocks), lines, data={**DATA, "丁": data}, **more)


ENTRIES = (
    _entry("r-value", "{{r }} of a plain value", {}, ["单位：水利局。"], "单位：{{r 甲.名 }}。"),
    _entry("p-value", "{{p }} of a plain value", {}, ["水利局", "末"], "{{p 甲.名 }}", "末"),
    _entry("p-blank", "{{p }} of a blank takes its paragraph along", {}, ["末"], "{{p 甲.空 }}", "末"),
    _entry("rich-text", "RichText", {"文": _rich()}, ["前‹b›某局‹/›‹i›（盖章）‹/›后"], "前{{r 丁.文 }}后"),
    _entry("rich-text-paragraph", "RichTextParagraph", {"段": _paragraphs()}, ["第一段", "第二段"], "{{p 丁.段 }}"),
    _entry(
        "listing",
        "Listing: new lines, new paragraphs",
        {"列": Listing("一、\n二、\a三、<&>")},
        ["一、⏎二、", "三、<&>"],
        "{{ 丁.列 }}",
    ),
    _entry(
        "inline-image",
        "InlineImage",
        {"图": lambda engine: InlineImage(engine, io.BytesIO(png()), width=Mm(30))},
        ["图‹picture None›"],
        "图{{ 丁.图 }}",
    ),
)
