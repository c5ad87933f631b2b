"""Whole files only: a document is written beside its place and renamed, so that no torn file is ever seen."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path

from selfeval.errors import OutputError, OutputUnusable

_OURS = ".selfeval-*.tmp"
_FULL = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EROFS})


def exists(path: Path) -> bool:
    """Whether something is there.

    Raises:
        OutputError: no file can be there: the name is too long, or a folder on the way cannot be entered.
    """
    try:
        return path.exists()
    except (OSError, ValueError) as error:
        raise OutputError(
            f"不能使用文件名 {path.name[:80]}：{error}。请换一个短些的、不含特殊字符的文件名。"
        ) from error


def write_durably(path: Path, data: bytes) -> None:
    """Write the bytes to ``path`` so that after a crash there is the old file or the new one, never a part.

    Temporary file in the same folder, fsync, rename, fsync of the folder (facts.md: a plain write left a torn file in
    134 of 150 kills). A replaced file keeps its mode; a new one gets what the umask gives.

    Raises:
        OutputError: the folder is missing or not writable, the disk is full, the file is held open (Windows).
    """
    with _told(path):
        path = path.resolve()  # what a link points to is replaced, the link stays
        mode = path.stat().st_mode & 0o777 if path.exists() else None
        temporary = _temporary(path.parent)
        try:
            with temporary.open("xb") as file:  # mkstemp would make it 0600; this one follows the umask
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            if mode is not None:
                temporary.chmod(mode)
            temporary.replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                temporary.unlink()
            raise
        _sync_folder(path.parent)


@contextlib.contextmanager
def written_beside(path: Path) -> Iterator[Path]:
    """A path to write a file to piece by piece, in a folder of its own; it takes its place when the block ends well.

    Raises:
        OutputError: as for ``write_durably``.
    """
    with _told(path):
        folder = _temporary(path.parent)
        folder.mkdir()
        try:
            yield folder / path.name
            with (folder / path.name).open("rb+") as file:
                os.fsync(file.fileno())
            (folder / path.name).replace(path)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        _sync_folder(path.parent)


def clear_temporaries(folder: Path) -> None:
    """Take away what a killed process left unfinished in the folder; nobody else may be writing there."""
    for left in folder.glob(_OURS):
        if left.is_dir() and not left.is_symlink():
            shutil.rmtree(left, ignore_errors=True)
        else:
            with contextlib.suppress(OSError):
                left.unlink()


def _temporary(folder: Path) -> Path:
    return folder / _OURS.replace("*", secrets.token_hex(8))


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    """What the system says about writing becomes a sentence with the next step."""
    try:
        yield
    except FileNotFoundError as error:
        raise OutputError(f"文件夹不存在：{path.parent}。请先建立该文件夹，或换一个位置。") from error
    except PermissionError as error:
        raise OutputError(
            f"无法写入 {path}：没有写入权限，或该文件正被其他程序打开。请关闭该文件，或换一个位置。"
        ) from error
    except OSError as error:
        kind = OutputUnusable if error.errno in _FULL else OutputError
        raise kind(f"无法写入 {path}：{error.strerror or error}。请检查磁盘空间和文件夹后重试。") from error


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows cannot open a folder; the rename itself is durable there
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
