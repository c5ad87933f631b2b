"""The journal of a folder of documents: what was done, from what, so that a run can go on where another stopped.

One SQLite file, held exclusively as long as the run lasts: the lock goes with the process, whatever ends it, and a
second run into the same folder is refused. In write-ahead mode a kill at any moment leaves the last whole entry.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from selfeval.batch.outcome import Outcome, loaded
from selfeval.errors import OutputError, OutputUnusable

FILE, LAST_YEAR_FILE = ".selfeval-journal.sqlite", ".selfeval-last-year.sqlite"
_FORMAT = 3
_MOST_KEYS = 500
_COLUMNS = "key, status, fingerprint, name, document, digest, draft, data"
_TABLES = """
CREATE TABLE IF NOT EXISTS done (
  key TEXT PRIMARY KEY, status TEXT, fingerprint TEXT, name TEXT, document TEXT, digest TEXT, draft INTEGER, data TEXT,
  department TEXT, year TEXT, run INTEGER
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS retired (document TEXT PRIMARY KEY, digest TEXT, key TEXT, draft INTEGER) WITHOUT ROWID;
"""
_FROM_OLDER = """
INSERT INTO done SELECT key, status, '', name, document, digest, 0, ?, department, year, run FROM older
"""
"""Of an older selfeval only the documents matter: all is done again, and those under names that go are taken away."""


class Journal:
    """The journal, open for one run.

    Attributes:
        run: the number of this run.
    """

    def __init__(self, folder: Path, file: str = FILE) -> None:
        """Open it, or make a new one; ``LAST_YEAR_FILE`` keeps what was read of last year's workbooks.

        Raises:
            OutputError: another run holds it, it is damaged, or the folder cannot be written to.
        """
        self._path = folder / file
        self._connection: sqlite3.Connection | None = None
        with self._told():
            self._connection = sqlite3.connect(self._path, timeout=0, isolation_level=None, check_same_thread=False)
            self._execute("PRAGMA locking_mode = EXCLUSIVE")
            self._execute("PRAGMA journal_mode = WAL")
            self._execute("PRAGMA synchronous = NORMAL")
            self._execute("BEGIN EXCLUSIVE")
            (format_,) = self._execute("PRAGMA user_version").fetchone()
            if format_ > _FORMAT:
                raise OutputError(f"{self._path} 是另一个版本的 selfeval 写的。请换一个输出文件夹，或删去这个文件。")
            if 0 < format_ < _FORMAT:
                self._execute("ALTER TABLE done RENAME TO older")
                self._execute("DROP TABLE IF EXISTS retired")
            for statement in filter(str.strip, _TABLES.split(";")):
                self._execute(statement)
            if 0 < format_ < _FORMAT:
                self._execute(_FROM_OLDER, (Outcome("", "done").dumped(),))
                self._execute("DROP TABLE older")
            self._execute(f"PRAGMA user_version = {_FORMAT}")
            self._execute("COMMIT")
            (last,) = self._execute("SELECT max(run) FROM done").fetchone()
        self.run = (last or 0) + 1

    def close(self) -> None:
        """Let the folder go."""
        if self._connection is not None:
            with contextlib.suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None

    def find(self, keys: Sequence[str]) -> Mapping[str, Outcome]:
        """What is known of these inputs from earlier runs."""
        with self._told():
            found = [
                row
                for start in range(0, len(keys), _MOST_KEYS)
                for row in self._those(keys[start : start + _MOST_KEYS])
            ]
        return {row[0]: loaded(row) for row in found}

    def put(self, outcomes: Iterable[Outcome]) -> None:
        """Note what was done, all at once; documents under former names are remembered as retired."""
        rows = [
            (
                *(one.key, one.status, one.fingerprint, one.name, one.document, one.digest, one.draft, one.dumped()),
                *(one.department, one.year, self.run),
            )
            for one in outcomes
        ]
        with self._told():
            self._execute("BEGIN")
            self._many(
                "INSERT OR REPLACE INTO retired SELECT document, digest, key, draft FROM done "
                "WHERE key = ? AND document NOT IN ('', ?) AND digest <> ''",
                [(row[0], row[4]) for row in rows],
            )
            self._many("INSERT OR REPLACE INTO done VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
            self._execute("COMMIT")

    def confirm(self, keys: Sequence[str]) -> None:
        """Note that these are as they were."""
        with self._told():
            self._execute("BEGIN")
            self._many("UPDATE done SET run = ? WHERE key = ?", [(self.run, key) for key in keys])
            self._execute("COMMIT")

    def outcomes(self) -> Iterator[Outcome]:
        """Everything of this run, failures first, then drafts, then by department."""
        with self._told():
            yield from (
                loaded(row)
                for row in self._execute(
                    f"SELECT {_COLUMNS} FROM done WHERE run = ? ORDER BY status <> 'failed', draft = 0, "  # noqa: S608
                    "department = '', department, year, key",
                    (self.run,),
                )
            )

    def doubled(self) -> list[tuple[str, str, list[str]]]:
        """Departments with several workbooks without errors of one year in this run: department, year, keys."""
        with self._told():
            rows = self._execute(
                "SELECT department, year, key FROM done JOIN (SELECT department AS d, year AS y FROM done WHERE run = ?1 "
                "AND department <> '' AND status <> 'failed' AND draft = 0 GROUP BY department, year HAVING count(*) > 1) ON department = d AND year = y "
                "WHERE run = ?1 AND status <> 'failed' AND draft = 0 ORDER BY department, year, key",
                (self.run,),
            ).fetchall()
        return [(*pair, [key for *_, key in same]) for pair, same in groupby(rows, key=lambda row: (row[0], row[1]))]

    def years(self) -> list[tuple[str, int]]:
        """The years of this run's workbooks without errors, the most frequent first, each with how many."""
        with self._told():
            return self._execute(
                "SELECT year, count(*) AS n FROM done WHERE run = ? AND year <> '' AND status <> 'failed' AND draft = 0 "
                "GROUP BY year ORDER BY n DESC, year",
                (self.run,),
            ).fetchall()

    def left_over(self) -> list[str]:
        """Documents of earlier runs whose workbooks were not among this run's."""
        with self._told():
            rows = self._execute(
                "SELECT document FROM done WHERE run <> ?1 AND document <> '' AND document NOT IN "
                "(SELECT document FROM done WHERE run = ?1) ORDER BY document",
                (self.run,),
            )
            return [document for (document,) in rows]

    def retired(self) -> list[tuple[str, str, bool]]:
        """Documents under names no input has any more, each with its hash as written, and whether another one stands for it
        that is as good: no draft for a document without errors."""
        with self._told():
            rows = self._execute(
                "SELECT retired.document, retired.digest, done.document <> '' AND (done.draft = 0 OR retired.draft = 1) "
                "FROM retired LEFT JOIN done ON done.key = retired.key AND done.run = ?1 "
                "WHERE retired.document NOT IN (SELECT document FROM done WHERE run = ?1)",
                (self.run,),
            )
            return [(document, digest, bool(replaced)) for document, digest, replaced in rows]

    def forget_retired(self) -> None:
        """They have been dealt with."""
        with self._told():
            self._execute("DELETE FROM retired")

    def _execute(self, statement: str, values: Sequence[object] = ()) -> sqlite3.Cursor:
        if self._connection is None:
            raise ValueError("the journal is closed")
        return self._connection.execute(statement, values)

    def _many(self, statement: str, rows: Sequence[Sequence[object]]) -> None:
        if self._connection is not None:
            self._connection.executemany(statement, rows)

    def _those(self, keys: Sequence[str]) -> list[tuple[Any, ...]]:
        marks = ", ".join("?" * len(keys))
        return self._execute(f"SELECT {_COLUMNS} FROM done WHERE key IN ({marks})", keys).fetchall()  # noqa: S608

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        """What SQLite says becomes a sentence with the next step."""
        try:
            yield
        except sqlite3.Error as error:
            self.close()
            raise self._sentence(error) from error
        except OutputError:
            self.close()
            raise

    def _sentence(self, error: sqlite3.Error) -> OutputError:
        folder, code = self._path.parent, getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            return OutputError(f"另一个 selfeval 正在向 {folder} 写文件。请等它结束，或换一个输出文件夹。")
        if code == sqlite3.SQLITE_FULL:
            return OutputUnusable(
                f"磁盘已满，{folder} 写不下了。已生成的文件都在；请腾出空间后再运行同一条命令，会接着做。"
            )
        if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
            return OutputError(f"记录文件 {self._path} 已损坏。请删去它再运行：已生成的文件会核对，不会丢。")
        return OutputUnusable(f"无法写入 {folder}：{error}。请检查磁盘空间和写入权限，或换一个输出文件夹。")
