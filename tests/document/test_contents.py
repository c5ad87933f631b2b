"""A contents page: its field, its mark and its styles stay; entries that repeat tags are filled, or made anew by Word."""

from __future__ import annotations

import re
from typing import Any

import pytest

from selfeval.document import Filled, fill, structure
from selfeval.ooxml.zipped import write_zip
from tests.support.documents import BODY, filled_lines, report, template, with_body, with_parts
from tests.support.word import parts

PAGE = "PAGEREF _Toc1 \\h"
SETTINGS = "word/settings.xml"
SHEETS: dict[str, Any] = {"甲": {"名": "某局"}, "表": [{"名": "堤防"}, {"名": "泵站"}]}


def char(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def code(text: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve"> {text} </w:instrText></w:r>'


def entry(text: str, *, linked: bool = True) -> str:
    page = f"{char('begin')}{code(PAGE)}{char('separate')}<w:r><w:t>3</w:t></w:r>{char('end')}"
    runs = f"<w:r><w:t>{text}</w:t></w:r><w:r><w:tab/></w:r>{page}"
    return f'<w:hyperlink w:anchor="_Toc1" w:history="1">{runs}</w:hyperlink>' if linked else runs


def contents(*entries: str, linked: bool = True) -> str:
    """A contents page as Word writes it: the field begins in the first entry and ends behind the last."""
    begin = char("begin") + code('TOC \\o "1-3" \\h \\z \\u') + char("separate")
    made = [entry(text, linked=linked) for text in entries]
    paragraphs = "".join(f"<w:p>{begin if at == 0 else ''}{text}</w:p>" for at, text in enumerate(made))
    return f"<w:sdt><w:sdtContent>{paragraphs}<w:p>{char('end')}</w:p></w:sdtContent></w:sdt>"


def lines(made: Filled) -> list[str]:
    return [line.replace("\t", "") for line in filled_lines(made)]


def filled(*entries: str, paragraphs: tuple[str, ...] = ("{{ 甲.名 }}概况",), linked: bool = True) -> Filled:
    data = with_body(template(*paragraphs), "<w:body>", f"<w:body>{contents(*entries, linked=linked)}")
    made = fill(data, report(**SHEETS))
    assert structure(write_zip(made.parts)) == []
    body = made.parts[BODY].decode()
    kinds = re.findall('fldCharType="(.*?)"', body)
    assert kinds.count("begin") == kinds.count("end") == kinds.count("separate")
    assert 'TOC \\o "1-3" \\h \\z \\u' in body
    return made


def test_the_mark_of_the_settings_and_the_code_of_the_field_stay() -> None:
    settings = parts(template("x"))[SETTINGS].replace(b"<w:zoom", b'<w:updateFields w:val="true"/><w:zoom', 1)
    assert b"updateFields" in settings
    data = with_body(template("{{ 甲.名 }}概况"), "<w:body>", f"<w:body>{contents('概况')}")
    made = fill(with_parts(data, word__settings_dot_xml=settings), report(**SHEETS))

    assert made.parts[SETTINGS] == settings
    assert "dirty" not in made.parts[BODY].decode()  # nothing of it was filled: the mark is the author's to set
    assert lines(made)[0].startswith("概况")


@pytest.mark.parametrize("linked", [True, False])
def test_an_entry_that_repeats_a_heading_is_filled_like_it_and_marked_to_be_made_anew(linked: bool) -> None:
    made = filled("{{ 甲.名 }}概况", "结论", linked=linked)

    assert lines(made) == ["某局概况3", "结论3", "", "某局概况"]
    assert made.parts[BODY].decode().count('w:dirty="true"') == 1


@pytest.mark.parametrize("linked", [True, False])
@pytest.mark.parametrize(
    "text",
    [
        "{{ 项.名 }}",
        "{{ 编号(1) }}概况",
        "{% if 甲.名 %}有{% endif %}",
        "{{ 甲.名 }}的{{ 项 . 名 | upper }}",
        "{%p for 项 in 表 %}",
    ],
)
def test_an_entry_that_means_something_only_where_its_heading_stands_is_left_to_word(text: str, linked: bool) -> None:
    loop = ("{%p for 项 in 表 %}", "{{ 编号(1) }}{{ 项.名 }}", "{%p endfor %}")
    for entries in ((text, "结论"), ("概况", text), ("概况", text, "结论"), (text,)):
        made = filled(*entries, paragraphs=loop, linked=linked)

        shown = lines(made)
        assert [line for line in shown if line.endswith("3")] == [f"{one}3" for one in entries if one != text]
        assert shown[-2:] == ["一、堤防", "二、泵站"]
        assert 'w:dirty="true"' in made.parts[BODY].decode()


def test_a_name_that_only_looks_like_that_of_a_loop_is_filled() -> None:
    made = filled("{{ 甲.名 }}", paragraphs=("{%p for 名 in 表 %}", "{{ 名.名 }}", "{%p endfor %}"))

    assert lines(made)[0] == "某局3"


def test_fields_of_other_kinds_are_left_alone() -> None:
    other = (
        f"<w:p>{char('begin')}{code('TOCX')}{char('separate')}<w:r><w:t>{{{{ 甲.名 }}}}</w:t></w:r>{char('end')}</w:p>"
    )
    made = fill(with_body(template("x"), "<w:body>", f"<w:body>{other}"), report(**SHEETS))

    assert lines(made)[0] == "某局"
    assert "dirty" not in made.parts[BODY].decode()
