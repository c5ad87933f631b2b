"""The bounds of one workbook in a worker process of ours: time, memory, and the life of the run that started it."""

from __future__ import annotations

import contextlib
import faulthandler
import functools
import os
import signal
import sys
import threading
from collections.abc import Iterator
from multiprocessing import connection, parent_process
from typing import IO

MOST_MEMORY = 4 * 2**30
"""Bytes of address space of a worker; beyond it an allocation fails. Where the system keeps no such bound, none holds."""

_ours = False


def settle() -> None:
    """Make this process a worker: bounded, deaf to Ctrl-C, and gone as soon as the run that started it is."""
    global _ours  # noqa: PLW0603 - what this process is
    _ours = True
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_follow, args=(parent.sentinel,), daemon=True).start()
    if sys.platform == "linux":
        import resource  # noqa: PLC0415 - there is none on Windows

        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY if hard < 0 else min(MOST_MEMORY, hard), hard))


def _follow(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)


@contextlib.contextmanager
def bounded(seconds: float) -> Iterator[None]:
    """End this process if the block takes longer; in a process that is not ours nothing is done.

    The watch runs in C, beside the interpreter: it ends even a worker that is stuck in a library.
    """
    if not _ours:
        yield
        return
    faulthandler.dump_traceback_later(seconds, exit=True, file=_nowhere())
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()


@functools.cache
def _nowhere() -> IO[bytes]:
    """The null device, open as long as a watch may write to it."""
    return open(os.devnull, "wb")  # noqa: PTH123 - as long as the process lasts
