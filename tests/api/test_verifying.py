"""A document against its workbook: every changed digit is found, and nothing that only looks different."""

from __future__ import annotations

import copy
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import selfeval
from selfeval.document import Difference, Trace
from selfeval.document.alignment import align
from selfeval.ooxml.text import own_pieces
from selfeval.ooxml.xml import Element, W, parse_xml, write_xml
from selfeval.ooxml.zipped import write_zip
from tests.support import pdf
from tests.support.answers import workbook
from tests.support.documents import BODY, template
from tests.support.word import parts

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.xlsx"))
PAGE = template(
    "{{ 甲.名 }}支出{{ 甲.数 }}万元，其中5万元，{{ 甲.数 }}万元。",
    "{{ 甲.文 }}",
    "合计{{ 甲.数 + 1 }}",
    table=[["名", "数"], ["{%tr for 项 in 表 %}", ""], ["{{ 项.名 }}", "{{ 项.数 }}"], ["{%tr endfor %}", ""]],
    header="第{{ 甲.年 }}号",
)


def data(**changes: Any) -> dict[str, Any]:
    given = {"名": "某局", "数": Decimal("12.5"), "年": 2021, "文": "开展3次活动，惠及120人。"} | changes
    rows = [{"名": "子", "数": 1}, {"名": "丑", "数": 2}, {"名": "寅", "数": 1}]
    return {"甲": given, "表": rows}


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A template of one's own."""
    path = tmp_path_factory.mktemp("own") / "自己的.docx"
    path.write_bytes(PAGE)
    return path


@cache
def example(workbook: Path) -> tuple[bytes, Trace]:
    document = selfeval.render(workbook)
    return bytes(document), document.trace


def edited(document: bytes, edit: Callable[[Element], object], part: str = BODY) -> bytes:
    """The document with a part changed, zipped again."""
    held = parts(document)
    root = parse_xml(held[part])
    edit(root)
    return write_zip({**held, part: write_xml(root)})


def with_text(root: Element, number: int, position: int, text: str) -> None:
    """Replace one character of a paragraph's text."""
    paragraph = list(root.iter(f"{W}p"))[number - 1]
    for piece, held in own_pieces(paragraph):
        if position < len(held):
            piece.text = held[:position] + text + held[position + 1 :]
            return
        position -= len(held)
    raise AssertionError("no such place")


def found(document: bytes, own: Path, **changes: Any) -> list[Difference]:
    return list(selfeval.verify(document, data(**changes), template=own).differences)


def _put(old: str, new: str) -> Callable[[Element], None]:
    """Puts one text in place of another, within one text element."""

    def edit(root: Element) -> None:
        [piece] = [piece for piece in root.iter(f"{W}t") if old in (piece.text or "")]
        piece.text = (piece.text or "").replace(old, new)

    return edit


def replaced(document: bytes, old: str, new: str, part: str = BODY) -> bytes:
    held = parts(document)
    assert old.encode() in held[part]
    return write_zip({**held, part: held[part].replace(old.encode(), new.encode(), 1)})


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_any_digit_changed_in_any_value_is_caught(drawn: st.DataObject) -> None:
    workbook = drawn.draw(st.sampled_from(EXAMPLES))
    document, trace = example(workbook)
    places = [
        (value, index)
        for value in trace
        if value.part == BODY and value.start >= 0 and value.paragraphs == 1
        for index, character in enumerate(value.text)
        if character in "0123456789"
    ]
    value, index = drawn.draw(st.sampled_from(places))
    digit = drawn.draw(st.sampled_from([digit for digit in "0123456789" if digit != value.text[index]]))
    changed = edited(document, lambda root: with_text(root, value.position.paragraph, value.start + index, digit))

    result = selfeval.verify(changed, workbook)

    assert not result.agrees
    assert value.place in [one.place for one in result.judged] or value.position.table
    assert any(one.cells == value.cells for one in result.judged)


@pytest.mark.parametrize("workbook", EXAMPLES, ids=lambda path: path.stem)
def test_an_untouched_document_agrees_and_says_how_many_figures(workbook: Path) -> None:
    result = selfeval.verify(example(workbook)[0], workbook)

    assert (result.agrees, result.differences, result.notes) == (True, (), ())
    assert result.figures > 10


@pytest.mark.libreoffice
@pytest.mark.skipif(not pdf.available(), reason="needs LibreOffice")
@pytest.mark.parametrize("workbook", EXAMPLES, ids=lambda path: path.stem)
def test_a_document_saved_by_libreoffice_agrees(workbook: Path, tmp_path: Path) -> None:
    path = tmp_path / "in" / "a.docx"
    path.parent.mkdir()
    path.write_bytes(example(workbook)[0])

    result = selfeval.verify(pdf.saved_again(path, tmp_path / "out"), workbook)

    assert result.differences == ()


@pytest.mark.libreoffice
@pytest.mark.skipif(not pdf.available(), reason="needs LibreOffice")
def test_tables_and_headers_saved_by_libreoffice_agree(own: Path, tmp_path: Path) -> None:
    path = tmp_path / "in" / "a.docx"
    path.parent.mkdir()
    selfeval.render(data(), path, template=own)

    assert selfeval.verify(pdf.saved_again(path, tmp_path / "out"), data(), template=own).differences == ()


def _split_runs(root: Element) -> None:
    for run in list(root.iter(f"{W}r")):
        text = run.find(f"{W}t")
        if text is not None and len(text.text or "") > 1:
            other = copy.deepcopy(run)
            run.addnext(other)
            text.text, other.find(f"{W}t").text = text.text[:1], text.text[1:]  # type: ignore[index, union-attr]


def _blanks(root: Element) -> None:
    for text in root.iter(f"{W}t"):
        text.text = f" {text.text}\u00a0\u200b"


def _moved(root: Element) -> None:
    body = root[0]
    body.insert(0, body[2])


def _trailing_zero(root: Element) -> None:
    for text in root.iter(f"{W}t"):
        text.text = (text.text or "").replace("12.5", "12.50")


@pytest.mark.parametrize("edit", [_split_runs, _blanks, _moved, _trailing_zero])
def test_what_only_looks_different_agrees(own: Path, edit: Callable[[Element], None]) -> None:
    document = edited(bytes(selfeval.render(data(), template=own)), edit)

    assert found(document, own) == []


def test_a_workbook_changed_since_tells_what_stands_and_what_it_says(own: Path) -> None:
    document = bytes(selfeval.render(data(), template=own))

    assert [(one.kind, one.place, one.found, one.expected) for one in found(document, own, 数=Decimal(13))] == [
        ("differs", "正文第1段", "12.5", "13"), ("differs", "正文第1段", "12.5", "13"), ("differs", "正文第3段", "13.5", "14"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("惠及120人", "惠及102人", ("differs", "正文第2段", "102", "120")),
        ("某局支出", "某局收入", ("rewritten", "正文第1段", "", "")),
        ("次活动，惠及120人", "次活动", ("rewritten", "正文第2段", "", "")),
        ("丑", "卯", ("rewritten", "正文表1第3行", "卯│2", "丑│2")),
    ],
)
def test_numbers_in_prose_are_judged_and_words_are_told(own: Path, old: str, new: str, told: tuple[str, ...]) -> None:
    kind, place, stands, expected = told
    document = edited(bytes(selfeval.render(data(), template=own)), _put(old, new))

    [one] = found(document, own)

    assert (one.kind, one.place) == (kind, place)
    assert not stands or (one.found, one.expected) == (stands, expected)


def test_a_figure_taken_out_has_vanished(own: Path) -> None:
    document = edited(bytes(selfeval.render(data(), template=own)), _put("13.5", ""))

    [one] = [one for one in found(document, own) if one.kind != "rewritten"]

    assert (one.kind, one.place, one.found) == ("vanished", "正文第3段", "")


def test_figures_swapped_between_two_rows_are_found(own: Path) -> None:
    def swap(root: Element) -> None:
        one, two = [text for text in root.iter(f"{W}t") if text.text in {"1", "2"}][:2]
        one.text, two.text = two.text, one.text

    places = {one.place for one in found(edited(bytes(selfeval.render(data(), template=own)), swap), own)}

    assert places == {"正文表1第2行", "正文表1第3行"}


def test_a_sign_put_before_a_figure_is_found(own: Path) -> None:
    document = edited(bytes(selfeval.render(data(), template=own)), _put("13.5", "-13.5"))

    assert [one.kind for one in found(document, own)][:1] == ["differs"]


def test_a_figure_in_the_header_is_verified_too(own: Path) -> None:
    document = bytes(selfeval.render(data(), template=own))
    header = next(name for name in parts(document) if "header" in name and b"2021" in parts(document)[name])

    assert [one.place for one in found(replaced(document, "2021", "2012", header), own)] == ["页眉1第1段"]


def test_a_deletion_that_is_only_tracked_counts_as_done(own: Path) -> None:
    def track(root: Element) -> None:
        run = next(text for text in root.iter(f"{W}t") if "13.5" in (text.text or "")).getparent()
        assert run is not None
        for text in run.iter(f"{W}t"):
            text.tag = f"{W}delText"
        change = copy.deepcopy(run)
        run.getparent().replace(run, change)  # type: ignore[union-attr]
        wrapped = change.makeelement(f"{W}del", {f"{W}id": "9"})
        change.addprevious(wrapped)
        wrapped.append(change)

    kinds = [one.kind for one in found(edited(bytes(selfeval.render(data(), template=own)), track), own)]

    assert "vanished" in kinds


def test_a_document_made_elsewhere_or_none_at_all_gets_a_plain_answer() -> None:
    for document, said in ((template("支出12.50万元"), "没有生成标记"), (b"PK no", "不是可用的 Word 文件")):
        with pytest.raises(selfeval.ForeignDocument, match=said):
            selfeval.verify(document, EXAMPLES[0])


def test_a_document_of_ones_own_template_asks_for_it_by_name(own: Path) -> None:
    with pytest.raises(selfeval.TemplateError, match=r"自己的\.docx.*-t"):
        selfeval.verify(bytes(selfeval.render(data(), template=own)), data())


def test_findings_of_the_workbook_do_not_stop_it_and_are_told() -> None:
    result = selfeval.verify(bytes(selfeval.render(EXAMPLES[0])), {"封面": {"表式": "hunan"}})

    assert not result.agrees
    assert any("处错误" in note for note in result.notes)


def test_a_figure_that_the_workbook_has_no_more_is_found(own: Path) -> None:
    document = bytes(selfeval.render(data(), template=own))

    assert [(one.kind, one.found, one.expected) for one in found(document, own, 年=None)] == [("differs", "2021", "")]


@given(st.lists(st.sampled_from("ab1"), max_size=12), st.integers(0, 11))
def test_one_item_replaced_is_the_one_found_to_differ(items: list[str], index: int) -> None:
    if index < len(items):
        changed = [*items[:index], "x", *items[index + 1 :]]
        assert align(items, changed) == list(range(len(items)))
    assert align(items, [*items[:index], *items[index:]]) == list(range(len(items)))


def test_a_document_that_was_tidied_is_compared_with_the_tidied_text(tmp_path: Path) -> None:
    rows = [{"章节": "存在的问题及原因分析", "内容": "工作经费,偏少，，还差3万元。"}]
    given = workbook(tmp_path / "a.xlsx", 正文=rows)
    tidied, plain = (bytes(selfeval.render(given, tidy=tidy)) for tidy in (True, False))

    assert parts(tidied)[BODY] != parts(plain)[BODY]
    assert selfeval.verify(tidied, given).differences == selfeval.verify(plain, given).differences == ()
