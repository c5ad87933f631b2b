"""Pictures from files: ``{{ 图片("附件照片/1.jpg", 宽=80) }}``, read from the folder of the workbook and nowhere else."""

from __future__ import annotations

import hashlib
import re
from decimal import Decimal
from pathlib import Path, PurePosixPath
from typing import Final

from jinja2 import pass_context
from jinja2.runtime import Context

from selfeval.document.arguments import wrong
from selfeval.document.faults import Fault
from selfeval.document.missing import Missing, plain
from selfeval.document.operators import is_blank
from selfeval.document.printing import text_of
from selfeval.document.state import state_of
from selfeval.expressions import arithmetic as exact
from selfeval.names import closest
from selfeval.report import BLANK, Blank, Live

MOST_PICTURE_BYTES: Final = 20 * 2**20
_MOST_NAMED = 12
_MOST_LOOKED_AT = 500
_EMU = Decimal(36_000)
"""Of a millimetre."""
_MOST_LENGTH = 1_000
_ABSOLUTE = re.compile(r"[/~]|[A-Za-z]:")


class PictureFolder:
    """The folder that the pictures of one document lie in.

    Attributes:
        used: the path of each picture that was asked for, from the folder, with the SHA-256 of the file.
    """

    def __init__(self, folder: Path | None) -> None:
        """``folder`` is that of the workbook; None where the input is no file."""
        self._folder = folder
        self._read: dict[str, bytes] = {}
        self.used: dict[str, str] = {}

    def read(self, name: str) -> bytes:
        """The bytes of the picture at this path.

        Raises:
            Fault: there is no such file, the path leads out of the folder, or the file is too large.
        """
        if name not in self._read:
            self._read[name] = self._bytes(name)
            self.used[name] = hashlib.sha256(self._read[name]).hexdigest()
        return self._read[name]

    def _bytes(self, name: str) -> bytes:
        path = self._inside(name)
        if not path.is_file():
            raise self._missing(name, path)
        try:
            with path.open("rb") as file:
                data = file.read(MOST_PICTURE_BYTES + 1)
        except OSError as error:
            raise _outside(name, f"读不出来：{error.strerror}", f"it cannot be read: {error.strerror}") from error
        if len(data) > MOST_PICTURE_BYTES:
            most = MOST_PICTURE_BYTES // 2**20
            raise _outside(name, f"超过 {most} MB，请缩小后再放", f"it has more than {most} MB")
        return data

    def _inside(self, name: str) -> Path:
        """Where the file is: below the folder, links followed."""
        if self._folder is None:
            raise _outside(
                name,
                "输入不是文件夹里的工作簿文件，没有可以取图片的文件夹",
                "the input is no workbook in a folder, so there is none to take pictures from",
            )
        parts = [part for part in name.replace("\\", "/").split("/") if part not in {"", "."}]
        if _ABSOLUTE.match(name.replace("\\", "/")) or ".." in parts or not parts or "\0" in name:
            raise _outside(
                name,
                "只能写工作簿所在文件夹里的相对路径，不能写盘符、开头的 / 或 ..",
                "write a path within the folder of the workbook: no drive, no / in front, no ..",
            )
        try:
            folder = self._folder.resolve()
            path = folder.joinpath(*parts).resolve()
        except (OSError, RuntimeError) as error:  # a link that leads to itself
            raise _outside(name, "链接没有指向文件", "the link leads to no file") from error
        if not path.is_relative_to(folder):
            raise _outside(name, "这个链接指向工作簿所在文件夹之外", "the link leads out of the folder of the workbook")
        return path

    def _missing(self, name: str, path: Path) -> Fault:
        """The fault of a file that is not there, with those that are."""
        from selfeval.document.blocks import suggestion  # it knows what may be called, this among it

        above = PurePosixPath(name.replace("\\", "/")).parent
        try:
            there = sorted(one.name for one, _ in zip(path.parent.iterdir(), range(_MOST_LOOKED_AT), strict=False))
        except OSError:
            there = []
        near = closest(path.name, there)
        listed = "、".join(there[:_MOST_NAMED]) + ("……" if len(there) > _MOST_NAMED else "")
        words = suggestion(None if near is None else str(above / near))
        return Fault("fill.no-picture", name=name, expected=listed or "（没有这个文件夹，或里面没有文件）", **words)


def _outside(name: str, reason: str, reason_en: str) -> Fault:
    return Fault("fill.picture-file", name=name[:_MOST_LENGTH], reason=reason, reason_en=reason_en)


def digest_of(folder: Path | None, name: str) -> str:
    """The SHA-256 of a picture as a document would take it now; ``""`` where it would not."""
    pictures = PictureFolder(folder)
    try:
        pictures.read(name)
    except Fault:
        return ""
    return pictures.used[name]


@pass_context
def picture(
    context: Context, path: object, width: object = None, height: object = None, description: object = ""
) -> object:
    """``图片("附件照片/1.jpg", 宽=80)``: the picture, in millimetres; one side gives the other, none the file's own size.

    ``description`` is the alternative text; the file's name where there is none. A blank path is a blank.
    """
    if isinstance(path, Missing):
        return path
    name = path if is_blank(path) else text_of(path).strip()
    if not isinstance(name, str) or not name:
        return BLANK
    folder = state_of(context).pictures or PictureFolder(None)
    told = plain(description)
    text = PurePosixPath(name.replace("\\", "/")).stem if is_blank(told) else text_of(told)
    return Live("InlineImage", folder.read(name), _length(width), _length(height), text=text)


def _length(millimetres: object) -> int | None:
    if millimetres is None:
        return None
    number = exact.number(plain(millimetres))
    if isinstance(number, Blank):
        return None
    if not 0 < number <= _MOST_LENGTH:
        raise wrong("图片", "宽和高请写毫米数，如 宽=80", "give width and height in millimetres: width=80")
    return int(number * _EMU)
