"""The converters by themselves, against a program that does as it is told."""

from __future__ import annotations

import threading
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from selfeval.batch import libreoffice
from selfeval.batch.libreoffice import VARIABLE, Converters, pages, soffice
from selfeval.errors import OutputError
from tests.support.soffice import (
    DIES,
    HANGS,
    HANGS_AT_FIRST,
    HAS_NO_PAGES,
    IS_CUT_OFF,
    WRITES_EMPTY,
    WRITES_NOTHING,
    Soffice,
)

SECONDS = 0.6


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Soffice:
    return Soffice(tmp_path, monkeypatch)


@pytest.fixture
def converters(program: Soffice) -> Iterator[Converters]:
    one = Converters(1, SECONDS)
    yield one
    one.close()


def converted(converters: Converters, *words: str) -> list[str]:
    """What is wrong with the PDF of each document."""
    found = converters.submit(converters.convert, [word.encode() for word in words]).result()
    assert all(bool(one.pdf) != bool(one.problem) for one in found)
    return [one.problem for one in found]


def test_many_documents_are_done_in_one_call(program: Soffice, converters: Converters) -> None:
    assert converted(converters, *"abcde") == [""] * 5
    assert program.calls == [5]


def test_nothing_to_do_calls_nothing(program: Soffice, converters: Converters) -> None:
    assert converted(converters) == []
    assert program.calls == []


def test_a_document_that_hangs_costs_only_itself(program: Soffice, converters: Converters) -> None:
    assert converted(converters, "a", "b", HANGS, "c", "d") == ["", "", "hung", "", ""]
    assert program.calls == [5, 1, 2]
    assert program.running == []


@pytest.mark.parametrize("word", [DIES, WRITES_NOTHING, WRITES_EMPTY, HAS_NO_PAGES, IS_CUT_OFF])
def test_a_document_without_a_whole_pdf_costs_only_itself(word: str, converters: Converters) -> None:
    assert converted(converters, "a", word, "b") == ["", "none", ""]


def test_several_at_fault_are_all_found(converters: Converters) -> None:
    words = [DIES, "a", HANGS, DIES, "b", WRITES_NOTHING]
    assert converted(converters, *words) == ["none", "", "hung", "none", "", "none"]


def test_what_hangs_but_once_has_its_pdf(converters: Converters) -> None:
    assert converted(converters, "a", HANGS_AT_FIRST, "b") == ["", "", ""]


def test_a_new_profile_follows_one_that_was_ended(program: Soffice, converters: Converters) -> None:
    converted(converters, "a", HANGS_AT_FIRST, "b")
    first, second, third = program.profiles
    assert first != second == third


def test_each_converter_has_a_profile_of_its_own_and_all_are_taken_away(program: Soffice) -> None:
    converters = Converters(3, SECONDS)
    together = threading.Barrier(3)

    def work(word: bytes) -> None:
        together.wait(10)
        converters.convert([word])

    for one in [converters.submit(work, word) for word in (b"a", b"b", b"c")]:
        one.result()
    converters.close()
    profiles = {Path(one.partition("file://")[2]) for one in program.profiles}
    assert len(profiles) == 3
    assert not any(profile.parent.exists() for profile in profiles)


def test_closing_ends_what_hangs_with_its_children_at_once(program: Soffice) -> None:
    converters = Converters(1, 60)
    converters.submit(converters.convert, [HANGS.encode()])
    until = time.monotonic() + 20
    while len(program.running) < 2 and time.monotonic() < until:
        time.sleep(0.05)
    assert len(program.running) == 2
    begin = time.monotonic()
    converters.close()
    assert time.monotonic() - begin < 5
    time.sleep(0.1)
    assert program.running == []


def test_a_libreoffice_that_can_do_nothing_is_told_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Soffice(tmp_path, monkeypatch, broken=True)
    converters = Converters(1, 0.3)
    with pytest.raises(OutputError, match="一行文字也转不成 PDF"):
        converters.submit(converters.convert, [b"a"]).result()
    converters.close()


def test_without_libreoffice_a_sentence_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(libreoffice, "usual_places", lambda: [tmp_path / "soffice"])
    with pytest.raises(OutputError, match="没有找到 LibreOffice，转不了 PDF。请安装"):
        soffice()
    (tmp_path / "soffice").touch()
    assert soffice() == tmp_path / "soffice"
    monkeypatch.setenv(VARIABLE, str(tmp_path / "elsewhere"))
    with pytest.raises(OutputError, match="elsewhere 不能运行"):
        soffice()


@pytest.mark.parametrize(
    ("system", "platform", "place"),
    [
        ("nt", "win32", "LibreOffice/program/soffice.com"),
        ("posix", "darwin", "Applications/LibreOffice.app/Contents/MacOS/soffice"),
        ("posix", "linux", "usr/lib/libreoffice/program/soffice"),
    ],
)
def test_the_usual_places_of_each_system_are_known(
    system: str, platform: str, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ProgramFiles", "/C")
    with monkeypatch.context() as patched:
        patched.setattr(libreoffice.sys, "platform", platform)
        patched.setattr(libreoffice, "_WINDOWS", system == "nt")
        found = [path.as_posix() for path in libreoffice.usual_places()]
    assert any(one.endswith(place) for one in found)


PAGE = b"<</Type /Page /Parent 1 0 R>>"


@pytest.mark.parametrize(
    ("pdf", "count"),
    [
        (b"", 0),
        (b"%PDF-1.7\n%%EOF\n", 0),
        (b"PK\x03\x04" + PAGE + b"%%EOF", 0),
        (b"%PDF-1.7\n" + PAGE * 3 + b"\n%%EOF\n", 3),
        (b"%PDF-1.7\n<</Type/Pages/Count 9>><</Type/PageLabel>>" + PAGE + b"\n%%EOF", 1),
        (b"%PDF-1.7\n" + PAGE * 3 + b"\nstartxref\n", 0),
        (b"%PDF-1.7\n<</Type/ObjStm/N 2/Length 9>>\nstream\r\n" + zlib.compress(PAGE * 2) + b"\nendstream\n%%EOF\n", 2),
        (b"%PDF-1.7\n<</Type/ObjStm>>stream\nnot deflated\nendstream\n%%EOF\n", 0),
    ],
)
def test_pages_are_counted_and_a_pdf_cut_off_has_none(pdf: bytes, count: int) -> None:
    assert pages(pdf) == count
