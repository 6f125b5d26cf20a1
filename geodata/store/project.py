"""The project file on disk: made, opened, checked, closed; its transactions, and its failures in words."""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
import stat
from collections.abc import Generator, Mapping, Sequence
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from geodata.errors import ProjectError
from geodata.store import lock, older
from geodata.whole import whole

_SCHEMA = Path(__file__).parent / "schema"
_APPLICATION_ID = 0x47504B47  # "GPKG"
_USER_VERSION = 10300
_WAIT_S = 5.0
_GONE = "{name} is no longer there: it was moved or deleted, or its drive is gone. Nothing was changed; bring it back, and try again."
_REPLACED = "{name} was replaced by another file while it was open, so nothing was changed; open it again."
_TOLD = (
    ("disk is full", "The disk is full, so this step was not saved in {name}; what was saved before it is safe."),
    ("readonly", "{name} is read-only, so nothing can be changed in it."),
    ("locked", "{name} is in use by another program; try again in a moment."),
    ("disk I/O error", "{name} could not be read or written: the disk reports an error."),
    ("unable to open", "{name} cannot be opened: it or its folder may not be read or written."),
    ("malformed", "{name} is damaged."),
    ("not a database", "{name} is not a Dateline project."),
)


class Project:
    """An open project file. Use it only in the thread that opened it; each thread opens its own.

    `notice` says why it is read-only where the user did not ask for that.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection, *, read_only: bool, notice: str | None = None) -> None:
        self.path = path
        self.read_only = read_only
        self.notice = notice
        self._file = identity(path)
        self._connection = connection
        self._open = True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def rows(self, sql: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> list[sqlite3.Row]:
        """All rows of one query.

        Raises:
            ProjectError: the file cannot be read.
        """
        with told(self.path):
            return self._connection.execute(sql, values).fetchall()

    def blocks(self, sql: str, size: int, values: Sequence[Any] = ()) -> Generator[list[tuple[Any, ...]], None, None]:
        """The rows of one query as plain tuples, so many at a time.

        Raises:
            ProjectError: the file cannot be read.
        """
        with told(self.path):
            cursor = self._connection.cursor()
            cursor.row_factory = None
            cursor.execute(sql, values)
            while rows := cursor.fetchmany(size):
                yield rows

    def mark(self) -> str:
        """What tells this project and its copies from all others: a digest of the moment in which it was made.

        Raises:
            ProjectError: the file cannot be read.
        """
        [(made,)] = self.rows("SELECT applied FROM schema_migration WHERE version = 1")
        return hashlib.sha256(made.encode()).hexdigest()[:16]

    @contextlib.contextmanager
    def transaction(self) -> Generator[sqlite3.Connection, None, None]:
        """A connection whose changes are in the file together at the end, or not at all.

        Raises:
            ProjectError: the file cannot be written, or the disk is full.
        """
        self.check_writable()
        with told(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def check_writable(self) -> None:
        """Return where changes can be kept.

        Raises:
            ProjectError: the project is open read-only, or its file is not there any more; the message says why.
        """
        if self.read_only:
            raise ProjectError(self.notice or f"{self.path.name} is open read-only, so nothing can be changed in it.")
        if self._file is not None and (now := identity(self.path)) != self._file:  # what is written would be in no folder any more
            raise ProjectError((_GONE if now is None else _REPLACED).format(name=self.path.name))

    def close(self) -> None:
        """Close the file; the process's last one leaves a single file without its write-ahead log."""
        if not self._open:
            return
        self._open = False
        if not self.read_only and lock.release(self.path):
            with contextlib.suppress(sqlite3.OperationalError):  # another program reads it; the log stays until that one closes
                self._connection.execute("PRAGMA busy_timeout = 0")
                self._connection.execute("PRAGMA journal_mode = DELETE")
        self._connection.close()


def identity(path: Path) -> tuple[int, int] | None:
    """What tells a file from another that was put in its place; None where there is none, or its drive is gone."""
    try:
        told = path.stat()
    except OSError:
        return None
    return told.st_dev, told.st_ino


def create(path: Path) -> Project:
    """A new, empty project; the file appears whole or not at all.

    Raises:
        ProjectError: the file exists, or cannot be made there.
    """
    if path.exists():
        raise ProjectError(f"{path.name} already exists.")
    if left := lock.leftovers(path):
        raise ProjectError(f"{left[0].name} was left by a project of that name and would spoil the new one; choose another name.")
    try:
        with (
            whole(path) as draft,
            told(path),
            contextlib.closing(sqlite3.connect(draft, isolation_level=None)) as connection,
        ):
            connection.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {_USER_VERSION}")
            _migrate(connection, done=frozenset())
    except OSError as error:
        raise ProjectError(f"{path.name} cannot be made: {error.strerror}.") from error
    return open(path)


def open(path: Path, *, read_only: bool = False) -> Project:  # noqa: A001
    """An existing project. It is read-only, with a notice, where the file is or where another process has it open to write.

    Raises:
        ProjectError: missing, not a project, made by a newer Dateline, damaged or not readable.
    """
    if not path.is_file():
        raise ProjectError(f"{path.name} does not exist." if not path.exists() else f"{path.name} is not a file.")
    notice = None if read_only else _obstacle(path)
    if read_only or notice:
        return _opened(path, read_only=True, notice=notice)
    try:
        return _opened(path, read_only=False)
    except BaseException:
        lock.release(path)
        raise


def is_project(path: Path) -> bool:
    """True where a file is there that Dateline made as a project."""
    try:
        with contextlib.closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            return connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'schema_migration'").fetchone() is not None
    except sqlite3.Error:
        return False


@contextlib.contextmanager
def told(path: Path) -> Generator[None, None, None]:
    """SQLite's errors as one sentence for the user; those that tell of a bug pass."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        for phrase, sentence in _TOLD:
            if phrase in str(error):
                raise ProjectError(sentence.format(name=path.name)) from error
        raise


def _obstacle(path: Path) -> str | None:
    """Why `path` cannot be written, in words; None when it can, and then the lock is held."""
    writable = os.access(path, os.W_OK) and path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)
    if not writable or not os.access(path.parent, os.W_OK):
        return f"{path.name} is read-only on this disk: it can be looked at, not changed."
    try:
        if not lock.acquire(path):
            return f"{path.name} is open in another Dateline: it can be looked at here, not changed."
    except sqlite3.OperationalError as error:
        is_full = error.sqlite_errorcode == sqlite3.SQLITE_FULL
        return f"{'The disk is full' if is_full else 'The disk takes nothing'}: {path.name} can be looked at, not changed."
    return None


def _opened(path: Path, *, read_only: bool, notice: str | None = None) -> Project:
    with told(path), contextlib.ExitStack() as undo:
        connection = _connected(path, read_only=read_only)
        undo.callback(connection.close)
        done = _schema_versions(connection, path.name)
        if read_only and any(version not in done for version, _ in _migrations()):
            with contextlib.closing(connection):
                connection = older.connected(path, connection, partial(_migrate, done=done))
            undo.callback(connection.close)
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA foreign_keys = ON")
        if not read_only:
            connection.execute("PRAGMA journal_mode = WAL")
            _migrate(connection, done=done)
        undo.pop_all()
        return Project(path, connection, read_only=read_only, notice=notice)


def _connected(path: Path, *, read_only: bool) -> sqlite3.Connection:
    uri = f"{path.resolve().as_uri()}?mode={'ro' if read_only else 'rw'}"
    connection = sqlite3.connect(uri, uri=True, timeout=_WAIT_S, isolation_level=None)
    if not read_only:
        return connection
    try:
        connection.execute("SELECT 1 FROM sqlite_master LIMIT 1")
    except sqlite3.OperationalError:
        # A file left in WAL mode in a folder that may not be written: nobody can change it, so it needs no lock.
        connection.close()
        connection = sqlite3.connect(f"{uri}&immutable=1", uri=True, isolation_level=None)
    return connection


def _schema_versions(connection: sqlite3.Connection, name: str) -> frozenset[int]:
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    if not {"schema_migration", "event", "article"} <= tables:
        raise ProjectError(f"{name} is not a Dateline project.")
    done = frozenset(row[0] for row in connection.execute("SELECT version FROM schema_migration"))
    newest = _migrations()[-1][0]
    if max(done) > newest:
        raise ProjectError(f"{name} was made by a newer Dateline (schema {max(done)}, here {newest}); update Dateline to open it.")
    return done


def _migrate(connection: sqlite3.Connection, *, done: frozenset[int]) -> None:
    """Each migration that is not done yet, in one transaction with its record."""
    for version, script in _migrations():
        if version not in done:
            record = f"INSERT INTO schema_migration (version, name) VALUES ({version}, '{script.stem}');"  # noqa: S608
            connection.executescript(f"BEGIN IMMEDIATE;\n{script.read_text('utf-8')}\n{record}\nCOMMIT;")


def _migrations() -> list[tuple[int, Path]]:
    return sorted((int(path.name[:4]), path) for path in _SCHEMA.glob("*.sql"))
