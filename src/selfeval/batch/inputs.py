"""What a run is given: files, folders, patterns and zip files become a list of workbooks, and of what is passed over."""

from __future__ import annotations

import glob
import os
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Literal

from selfeval.findings import Finding, finding
from selfeval.ooxml.archive import members
from selfeval.ooxml.guard import Refused

WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xltx", ".xls", ".et", ".ods"})
"""What is tried; the other formats of spreadsheets too, for their department has to be told."""
ARCHIVE = ".zip"
SEALED = frozenset({".rar", ".7z", ".tar", ".gz", ".tgz"})
"""Archives that nobody here can open: workbooks of departments may lie in them, so each is told as a failure."""
SUMMARY_FILE, PAGE_FILE = "汇总.xlsx", "index.html"
OWN_FILES = (SUMMARY_FILE, PAGE_FILE)
"""What a run writes beside the documents."""
OLD_FOLDER = "旧报告"
"""Where it puts documents that it could not renew."""
Reason = Literal["lock", "hidden", "resource", "folder", "other", "outside", "link", "nested"]
REASONS: dict[Reason, str] = {
    "lock": "Excel 打开工作簿时的临时文件",
    "hidden": "隐藏文件",
    "resource": "macOS 附带的文件",
    "folder": "名称像工作簿的文件夹",
    "other": "不是工作簿",
    "outside": "压缩包里路径不安全的文件",
    "link": "压缩包里的链接",
    "nested": "压缩包里的压缩包",
}


@dataclass(frozen=True, slots=True)
class Input:
    """One workbook to be done.

    Attributes:
        path: the file, or the zip it is in.
        key: its path as people see it, from the folder that all inputs share, a zip being a folder in it; unique.
        member: its place in the zip; -1 for a file of its own.
        refusal: why it cannot be opened, where that is known already.
    """

    path: Path
    key: str
    member: int = -1
    refusal: tuple[Finding, ...] = ()

    @property
    def stem(self) -> str:
        """Its file name without the suffix."""
        return PurePosixPath(self.key).stem


@dataclass(frozen=True, slots=True)
class PassedOver:
    """Something that was not taken for a workbook, and why."""

    key: str
    reason: Reason

    def __str__(self) -> str:
        return f"{self.key}：{REASONS[self.reason]}"


@dataclass
class Gathered:
    """The workbooks of a run in the order of their keys, what was passed over, and what was not there."""

    inputs: list[Input] = field(default_factory=list)
    passed_over: list[PassedOver] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def gather(given: Iterable[str | os.PathLike[str]], out: Path | None) -> Gathered:
    """Look through everything given.

    Args:
        given: workbooks, zip files, folders (looked through to the bottom, links to folders not followed), patterns.
        out: the folder written to; what lies in it is no input, but for a workbook that was named itself. None where there is none.
    """
    found = Gathered()
    starts: dict[Path, bool] = {}
    for one in [os.fspath(one) for one in given]:
        named = os.path.lexists(one)
        paths = [one] if named else glob.glob(one, recursive=True) if glob.has_magic(one) else []  # noqa: PTH207
        if not paths:
            found.missing.append(one)
        for path in paths:
            starts[Path(path).absolute()] = starts.get(Path(path).absolute(), False) or named
    base = _shared(starts)
    seen: set[Path] = set()
    for start, named in sorted(starts.items()):
        if start.is_dir() and (named or start.suffix.lower() not in WORKBOOKS):
            for one_within in _within(start, out and out.resolve(), base, found):
                _take(one_within, base, found, seen)
        elif start.is_dir():
            found.passed_over.append(PassedOver(_key(start, base), "folder"))
        elif not _passed_over_by_name(start.name, _key(start, base), found, named=named):
            _take(start, base, found, seen)
    found.inputs.sort(key=lambda one: one.key)
    found.passed_over.sort(key=lambda one: one.key)
    return found


def is_pattern(text: str) -> bool:
    """Whether it is a pattern such as ``收件/*.xlsx`` that the shell has left as it is."""
    return glob.has_magic(text) and not os.path.lexists(text)


def _shared(paths: Iterable[Path]) -> Path:
    """The folder all paths have in common."""
    folders = [path if path.is_dir() else path.parent for path in paths]
    try:
        return Path(os.path.commonpath(folders)) if folders else Path()
    except ValueError:  # drives of Windows have nothing in common
        return Path()


def _within(folder: Path, out: Path | None, base: Path, found: Gathered) -> Iterator[Path]:
    for root, folders, files in os.walk(folder):
        here = Path(root)
        kept = []
        for name in sorted(folders):
            path = here / name
            if path.resolve() == out or path.is_symlink() or (here.resolve() == out and name == OLD_FOLDER):
                continue
            if name.startswith(".") or name == "__MACOSX":
                found.passed_over.append(PassedOver(_key(path, base), "hidden" if name[0] == "." else "resource"))
            elif path.suffix.lower() in WORKBOOKS:
                found.passed_over.append(PassedOver(_key(path, base), "folder"))
            else:
                kept.append(name)
        folders[:] = kept
        ours = here.resolve() == out
        for name in sorted(files):
            path = here / name
            if ours and (name in OWN_FILES or name.startswith(".selfeval-") or path.suffix.lower() == ".docx"):
                continue
            if not _passed_over_by_name(name, _key(path, base), found, named=False):
                yield path


def _passed_over_by_name(name: str, key: str, found: Gathered, *, named: bool, nested: bool = False) -> bool:
    reason = _reason(name, named, nested)
    if reason:
        found.passed_over.append(PassedOver(key, reason))
    return reason is not None


def _reason(name: str, named: bool, nested: bool) -> Reason | None:
    suffix = PurePosixPath(name).suffix.lower()
    if name.startswith("~$"):
        return "lock"
    if name.startswith("._"):
        return "resource"
    if name.startswith("."):
        return "hidden"
    if nested and suffix == ARCHIVE:
        return "nested"
    return "other" if suffix not in WORKBOOKS | SEALED and suffix != ARCHIVE and not named else None


def _take(path: Path, base: Path, found: Gathered, seen: set[Path]) -> None:
    real = path.resolve()
    if real in seen:
        return
    seen.add(real)
    key = _key(path, base)
    suffix = path.suffix.lower()
    if suffix != ARCHIVE:
        found.inputs.append(Input(path, key, refusal=_sealed(suffix)))
        return
    try:
        packed = list(members(path))
    except Refused as refusal:
        found.inputs.append(Input(path, key, refusal=tuple(refusal.findings)))
        return
    taken: set[str] = set()
    for member in packed:
        name = unicodedata.normalize("NFC", member.name)
        inside = f"{key}/{_printable(name)}"
        parts = PurePosixPath(name).parts
        if member.oddity:
            found.passed_over.append(PassedOver(inside, member.oddity))
        elif "__MACOSX" in parts[:-1]:
            found.passed_over.append(PassedOver(inside, "resource"))
        elif not _passed_over_by_name(parts[-1], inside, found, named=False, nested=True):
            if inside in taken:  # two members of one name
                inside = f"{inside}#{member.index}"
            taken.add(inside)
            sealed = _sealed(PurePosixPath(name).suffix.lower())
            found.inputs.append(Input(path, inside, member.index, sealed))


def _sealed(suffix: str) -> tuple[Finding, ...]:
    return (finding("file.sealed", found=suffix),) if suffix in SEALED else ()


def _key(path: Path, base: Path) -> str:
    try:
        relative: Path | PurePosixPath = path.relative_to(base)
    except ValueError:
        relative = path
    return unicodedata.normalize("NFC", _printable(relative.as_posix()))


def _printable(name: str) -> str:
    """The name with bytes that are not UTF-8 read as GBK, or shown by their numbers."""
    if name.isascii() or not any("\udc80" <= char <= "\udcff" for char in name):
        return name.encode("utf-8", "backslashreplace").decode()
    raw = name.encode("utf-8", "surrogateescape")
    try:
        return raw.decode("gb18030")
    except UnicodeDecodeError:
        return raw.decode("utf-8", "backslashreplace")
