"""Tracked changes, ranges and fields around and inside tags: deleted text is never filled, pairs stay pairs."""

from __future__ import annotations

import re

import pytest

from selfeval.document import fill, structure
from selfeval.ooxml.zipped import write_zip
from tests.support.documents import BODY, faults, filled_lines, report, template, with_body

VALUES = report(甲={"文": "值", "名": "名值", "无": None})
NAMED = 'w:id="1" w:author="a"'


def run(text: str, kind: str = "t") -> str:
    return f'<w:r><w:{kind} xml:space="preserve">{text}</w:{kind}></w:r>'


def paragraph(xml: str) -> bytes:
    return with_body(template("甲", "尾"), "<w:r><w:t>甲</w:t></w:r>", xml)


def deleted(*texts: str) -> str:
    return f"<w:del {NAMED}>{''.join(run(text, 'delText') for text in texts)}</w:del>"


@pytest.mark.parametrize(
    "xml",
    [
        deleted("{{ 甲.文 }}"),
        deleted("{", "{ 甲.", "文 }", "}"),
        deleted("{% if 1 %}"),
        f"<w:moveFrom {NAMED}>{run('{{ 甲.文 }}')}</w:moveFrom>",
        f"<w:del {NAMED}>{run('{{ 甲.文 }}', 'delInstrText')}</w:del>",
        f"<w:del {NAMED}>{run('{{ 甲.文 }}')}</w:del>",
        f'<w:del {NAMED}><w:r w:rsidR="{{{{ 甲.文 }}}}"/></w:del>',
    ],
)
def test_a_tag_in_text_that_was_deleted_or_moved_away_is_told(xml: str) -> None:
    assert faults(paragraph(xml), VALUES).rows() == [("正文第1段", "template.tag-in-deleted-text")]


def test_deleted_text_without_tags_stays_deleted() -> None:
    filled = fill(paragraph(deleted("旧字") + run("{{ 甲.文 }}")), VALUES)

    assert filled_lines(filled)[0] == "值"
    assert '<w:delText xml:space="preserve">旧字</w:delText>' in filled.parts[BODY].decode()


def test_inserted_text_is_filled_and_stays_inserted() -> None:
    filled = fill(paragraph(f"<w:ins {NAMED}>{run('{{ 甲.文 }}')}</w:ins>"), VALUES)

    assert filled_lines(filled)[0] == "值"
    assert f"<w:ins {NAMED}>" in filled.parts[BODY].decode()


def test_a_name_corrected_with_tracked_changes_is_read_as_it_reads_now() -> None:
    xml = run("前{{ 甲.") + deleted("文") + f'<w:ins w:id="2" w:author="a">{run("名")}</w:ins>' + run(" }}后")
    filled = fill(paragraph(xml), VALUES)

    assert filled_lines(filled)[0] == "前名值后"
    assert structure(write_zip(filled.parts)) == []


RANGES = [
    ('<w:bookmarkStart w:id="5" w:name="书签"/>', '<w:bookmarkEnd w:id="5"/>'),
    ('<w:commentRangeStart w:id="5"/>', '<w:commentRangeEnd w:id="5"/><w:r><w:commentReference w:id="5"/></w:r>'),
    ('<w:moveToRangeStart w:id="5" w:name="m"/>', '<w:moveToRangeEnd w:id="5"/>'),
]


@pytest.mark.parametrize(("start", "end"), RANGES)
@pytest.mark.parametrize(
    "shape",
    [
        "{s}<r>{{{{ 甲.文 }}}}</r>{e}",
        "<r>{{{{ 甲</r>{s}<r>.文 }}}}</r>{e}",
        "<r>{{{{ 甲</r>{s}<r>.</r>{e}<r>文 }}}}</r>",
        "{s}<r>{{% if 甲.无 %}}</r>{e}<r>藏{{% endif %}}</r>",
        "<r>{{% for x in [1, 2] %}}</r>{s}<r>{{{{ x }}}}</r>{e}<r>{{% endfor %}}</r>",
        "<r>{{% if 甲.无 %}}</r>{s}<r>藏{{% endif %}}印</r>{e}",
    ],
)
def test_ranges_around_and_inside_tags_stay_paired(start: str, end: str, shape: str) -> None:
    xml = shape.format(s=start, e=end).replace("<r>", '<w:r><w:t xml:space="preserve">').replace("</r>", "</w:t></w:r>")
    data = paragraph(xml)

    if start.startswith("<w:moveTo") and "%" in shape:
        return  # Word writes moved ranges around whole paragraphs only
    assert structure(write_zip(fill(data, VALUES).parts)) == []


@pytest.mark.parametrize(("start", "end"), RANGES)
def test_ranges_over_control_paragraphs_stay_paired(start: str, end: str) -> None:
    data = template("{%p if 1 %}", "印", "{% endif %}")
    data = with_body(data, "<w:r><w:t>{%p", start + "<w:r><w:t>{%p")
    data = with_body(data, "<w:r><w:t>{% endif", end.partition("<w:r>")[0] + "<w:r><w:t>{% endif")
    filled = fill(data, VALUES)

    assert filled_lines(filled) == ["印"]
    assert structure(write_zip(filled.parts)) == []


def field(*inside: str) -> str:
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    code, result, *behind = inside
    return begin + run(code, "instrText") + separate + result + end + "".join(behind)


def test_tags_in_the_code_and_result_of_a_field_are_filled() -> None:
    filled = fill(paragraph(field(' HYPERLINK "http://a.cn/{{ 甲.文 }}" ', run("见{{ 甲.名 }}"))), VALUES)

    assert filled_lines(filled)[0] == "见名值"
    assert 'HYPERLINK "http://a.cn/值"' in filled.parts[BODY].decode()
    assert filled.parts[BODY].count(b"fldChar ") == 3


def test_a_field_within_a_block_goes_or_stays_as_a_whole() -> None:
    for condition, left in (("甲.无", 0), ("甲.文", 3)):
        xml = run(f"{{% if {condition} %}}") + field(" PAGE ", run("1")) + run("{% endif %}")

        assert fill(paragraph(xml), VALUES).parts[BODY].count(b"fldChar ") == left


@pytest.mark.parametrize(
    "xml",
    [
        field(" PAGE ", run("{% if 甲.无 %}1"), run("{% endif %}")),
        run("{% if 甲.无 %}") + field(" PAGE ", run("1{% endif %}")),
        run("{% for x in [1, 2] %}") + field(" PAGE ", run("{% endfor %}")),
    ],
)
def test_a_block_that_would_cut_a_field_is_told(xml: str) -> None:
    assert faults(paragraph(xml), VALUES).rows() == [("正文第1段", "template.crossed-block")]


def test_a_field_over_paragraphs_is_not_cut_by_a_block_of_paragraphs() -> None:
    begin, end = ('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', '<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    data = template("首", "{%p if 甲.无 %}", "中", "{%p endif %}", "尾")
    cut = with_body(with_body(data, "<w:r><w:t>首", begin + "<w:r><w:t>首"), "<w:r><w:t>中", end + "<w:r><w:t>中")
    whole = with_body(with_body(data, "<w:r><w:t>首", begin + "<w:r><w:t>首"), "<w:r><w:t>尾", end + "<w:r><w:t>尾")
    beside = with_body(
        with_body(data, "<w:r><w:t>{%p if", begin + "<w:r><w:t>{%p if"), "<w:r><w:t>尾", end + "<w:r><w:t>尾"
    )

    assert [item.rule for item in faults(cut, VALUES)] == ["template.crossed-block"]
    assert re.findall("fldCharType=.(\\w+)", fill(whole, VALUES).parts[BODY].decode()) == ["begin", "end"]
    assert [item.rule for item in faults(beside, VALUES)] == ["template.text-beside-tag"]
