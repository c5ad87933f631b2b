"""Spreads chunks of work over an executor: ours of processes, which survives the death of a worker, or anybody's."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import connection
from multiprocessing.context import BaseContext
from typing import Protocol

from selfeval.batch.limits import settle
from selfeval.batch.outcome import Outcome
from selfeval.batch.work import Job, Options, Work, lost
from selfeval.errors import SelfevalError

Chunk = Sequence[Job]
_AHEAD = 2
"""Chunks handed out for each worker: one in work, one waiting, so that none is ever idle and memory stays flat."""

_LAST_BREATH = 5.0
_LONGEST_FOLDER = 107 - len("/pymp-12345678/listener-12345678")
"""Bytes: the name of a socket has at most 107."""


class Workers(Protocol):
    """Does chunks, in whatever order they get done."""

    jobs: int

    def run(self, work: Work, options: Options, chunks: Iterable[Chunk]) -> Iterator[list[Outcome]]:
        """The outcomes of each chunk as it is done."""
        ...

    def close(self, *, at_once: bool) -> None:
        """Let the workers go; ``at_once``: what they are doing is not waited for."""
        ...


class Processes:
    """Worker processes of ours, warm before the first workbook. One that dies or hangs costs the workbook it was at."""

    def __init__(self, jobs: int, warm: Callable[[], None]) -> None:
        """``jobs``: how many processes; ``warm`` prepares each."""
        self.jobs = jobs
        self._warm = warm
        self._pool = self._started(self.jobs)
        self._survived = False

    def run(self, work: Work, options: Options, chunks: Iterable[Chunk]) -> Iterator[list[Outcome]]:
        """The outcomes of each chunk as it is done.

        Raises:
            SelfevalError: no worker can be started at all.
        """
        waiting = iter(chunks)
        pending: dict[Future[list[Outcome]], Chunk] = {}
        while True:
            broken: list[Chunk] = []
            while len(pending) < self.jobs * _AHEAD and (chunk := next(waiting, None)) is not None:
                try:
                    pending[self._pool.submit(work, options, chunk)] = chunk
                except BrokenProcessPool:
                    broken.append(chunk)
                    break
            if not pending and not broken:
                return
            done = wait(pending, return_when=FIRST_COMPLETED).done if pending else set()
            for future in done:
                chunk = pending.pop(future)
                try:
                    outcomes = future.result()
                except BrokenProcessPool:
                    broken.append(chunk)
                    continue
                self._survived = True
                yield outcomes
            if broken:
                yield from self._after_a_death(work, options, broken, pending)

    def _after_a_death(
        self, work: Work, options: Options, broken: list[Chunk], pending: dict[Future[list[Outcome]], Chunk]
    ) -> Iterator[list[Outcome]]:
        """A worker died and took the pool along: everything under way is done again, each workbook by itself."""
        for future, chunk in pending.items():
            wait([future])
            if future.exception() is None:
                yield future.result()
            else:
                broken.append(chunk)
        pending.clear()
        self._pool.shutdown(wait=False)
        alone = self._started(1)
        try:
            for job in (job for chunk in broken for job in chunk):
                try:
                    yield alone.submit(work, options, [job]).result()
                    self._survived = True
                except BrokenProcessPool:
                    self._require_workers()
                    yield [lost(options, job)]
                    alone.shutdown(wait=False)
                    alone = self._started(1)
        finally:
            alone.shutdown(wait=False)
        self._pool = self._started(self.jobs)

    def _require_workers(self) -> None:
        """Raise unless some worker has ever lived: then it is not the workbook that is at fault."""
        if self._survived:
            return
        with self._started(1) as pool:
            try:
                pool.submit(os.getpid).result()
            except BrokenProcessPool as error:
                raise SelfevalError(
                    "工作进程启动不了。在脚本里请把调用放进 if __name__ == '__main__':，或用 jobs=1 以外的 executor=。"
                ) from error
        self._survived = True

    def close(self, *, at_once: bool) -> None:
        """Let the workers go."""
        processes = list((getattr(self._pool, "_processes", None) or {}).values()) if at_once else []
        for process in processes:
            with contextlib.suppress(OSError, ValueError):
                process.kill()
        for process in processes:
            with contextlib.suppress(OSError, ValueError):
                connection.wait([process.sentinel], _LAST_BREATH)  # what it was writing is taken away afterwards
        self._pool.shutdown(wait=not at_once, cancel_futures=True)

    def _started(self, jobs: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(jobs, _context(), initializer=_begin, initargs=(self._warm,))


class Foreign:
    """Somebody else's executor: threads, processes, a cluster. It brings its own bounds and its own workers' lives."""

    def __init__(self, executor: Executor, jobs: int | None) -> None:
        """``jobs``: how many chunks are handed out at a time, by twice as many."""
        self._executor = executor
        self.jobs = jobs or getattr(executor, "_max_workers", None) or cores()

    def run(self, work: Work, options: Options, chunks: Iterable[Chunk]) -> Iterator[list[Outcome]]:
        """The outcomes of each chunk as it is done.

        Raises:
            SelfevalError: the executor fails.
        """
        waiting = iter(chunks)
        pending: set[Future[list[Outcome]]] = set()
        try:
            while True:
                while len(pending) < self.jobs * _AHEAD and (chunk := next(waiting, None)) is not None:
                    pending.add(self._executor.submit(work, options, chunk))
                if not pending:
                    return
                done, pending = wait(pending, return_when=FIRST_COMPLETED)
                for future in done:
                    yield future.result()
        except SelfevalError:
            raise
        except Exception as error:
            raise SelfevalError(
                f"执行器出了问题：{type(error).__name__}: {error}。已生成的都已记下，再运行同一条命令会接着做。"
            ) from error
        finally:
            for future in pending:
                future.cancel()

    def close(self, *, at_once: bool) -> None:
        """The executor is the caller's; it stays."""


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _context() -> BaseContext:
    """How worker processes come to be.

    A process that is forked while threads run (a progress bar has one) may find their locks held for ever, so none is
    forked from this one. The server that forks them listens in the folder for temporary files, whose path may be too
    long for that.
    """
    if sys.platform != "linux" or len(os.fsencode(tempfile.gettempdir())) > _LONGEST_FOLDER:
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["selfeval.batch.warm"])
    return context


def _begin(warm: Callable[[], None]) -> None:
    settle()
    warm()
