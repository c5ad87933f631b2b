"""The stamp says whose work a document is, and whether a person has edited it since."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import docx
import pytest

from selfeval.document import Stamp, fill, is_untouched, read_stamp, stamp, structure, values_hash
from selfeval.ooxml.guard import unpack
from selfeval.ooxml.zipped import write_zip
from selfeval.report import Number, Origin
from tests.support.documents import AMOUNT, report, saved, template, with_parts, zip_times

MARK = Stamp("0.1.0", "hunan", "2025", "ab12", {"undefined": "error", "prose": "true"}, "cd34")


def stamped(text: str = "{{ 甲.文 }}") -> bytes:
    return write_zip(stamp(fill(template(text), report(甲={"文": "值"})).parts, MARK, "报告 <一> & 二"))


def test_the_stamp_is_read_back() -> None:
    found = read_stamp(stamped())

    assert found is not None
    assert replace(found, parts_hash="") == MARK
    assert is_untouched(stamped())
    assert structure(stamped()) == []


def test_a_document_of_another_has_no_stamp() -> None:
    assert read_stamp(template("甲")) is None
    assert not is_untouched(template("甲"))


@pytest.mark.parametrize("data", [b"", b"hello", write_zip({"docProps/custom.xml": b"<a/>"})])
def test_what_is_no_document_has_no_stamp(data: bytes) -> None:
    assert read_stamp(data) is None
    assert not is_untouched(data)


def test_an_edit_is_seen() -> None:
    body = unpack(stamped(), ".docx")["word/document.xml"]
    edited = with_parts(stamped(), word__document_dot_xml=body.replace("值".encode(), "改".encode()))

    assert read_stamp(edited) is not None
    assert not is_untouched(edited)


def test_a_part_added_or_taken_away_is_seen() -> None:
    assert not is_untouched(with_parts(stamped(), word__new_dot_xml=b"<a/>"))
    assert not is_untouched(with_parts(stamped(), word__settings_dot_xml=None))


def test_other_properties_and_another_zip_do_not_matter() -> None:
    assert is_untouched(with_parts(stamped(), docProps__app_dot_xml=b"<a/>"))


def test_saving_it_with_another_program_is_seen(tmp_path: object) -> None:
    document = docx.Document(_file(stamped()))

    assert read_stamp(saved(document)) is not None
    assert not is_untouched(saved(document))


def _file(data: bytes) -> object:
    import io

    return io.BytesIO(data)


def test_the_properties_tell_title_and_program_and_nobodys_name() -> None:
    document = docx.Document()
    document.core_properties.author = "张三"
    document.core_properties.last_modified_by = "李四"
    document.core_properties.comments = "C:/Users/zhang"
    parts = stamp(fill(saved(document), report()).parts, MARK, "报告 <一> & 二")

    core = parts["docProps/core.xml"].decode()
    assert "<dc:title>报告 &lt;一&gt; &amp; 二</dc:title><dc:creator>selfeval</dc:creator>" in core
    everything = b"".join(parts[name] for name in parts if name.startswith("docProps/") and name.endswith(".xml"))
    assert not re.search("张三|李四|zhang|dcterms", everything.decode())


def test_properties_of_the_template_stay() -> None:
    custom = stamp(fill(template("甲"), report()).parts, MARK)["docProps/custom.xml"]
    own = custom.replace(b"selfeval.version", b"my.own")
    parts = fill(template("甲"), report()).parts

    again = stamp({**parts, "docProps/custom.xml": own}, MARK)["docProps/custom.xml"].decode()

    assert again.count("my.own") == 1
    assert again.count("selfeval.version") == 1
    pids = re.findall(r'pid="(\d+)"', again)
    assert len(pids) == len(set(pids))


def test_the_same_input_gives_the_same_bytes() -> None:
    assert stamped() == stamped()
    assert zip_times(stamped()) == {(1980, 1, 1, 0, 0, 0)}


def test_the_hash_of_the_values_goes_by_name_and_exact_value() -> None:
    one = report(甲={"数": Decimal("1.50"), "文": "x"}, 乙={"a": None})
    same = report(乙={"a": None}, 甲={"文": "x", "数": Decimal("1.5")})
    fine = report(甲={"数": Decimal("1.500000000000000000000000000000000001"), "文": "x"}, 乙={"a": None})

    assert values_hash(one) == values_hash(same)
    assert values_hash(one) != values_hash(fine)
    assert values_hash(one) != values_hash(report(甲={"数": "1.5", "文": "x"}, 乙={"a": None}))


def test_the_hash_leaves_out_computed_figures() -> None:
    one, other = report(甲={"数": Decimal(1)}), report(甲={"数": Decimal(1)})
    other.record("甲").set("和", Number(2, AMOUNT), Origin(expression="甲.数 * 2"))  # type: ignore[union-attr]

    assert values_hash(one) == values_hash(other)
