"""A project of an older schema that may not be changed, as a copy with today's: made once, and kept while the file stays as it is."""

from __future__ import annotations

import atexit
import contextlib
import os
import sqlite3
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path

_Stamp = tuple[int, ...]
_guard = threading.Lock()
_kept: dict[Path, tuple[_Stamp, Path]] = {}  # one at most: who looks at one project opens it again and again


def connected(path: Path, older: sqlite3.Connection, migrate: Callable[[sqlite3.Connection], None]) -> sqlite3.Connection:
    """A connection to a copy of the project at `path`, which is open as `older`, after `migrate`; nothing can be written by it.

    Raises:
        sqlite3.Error: the file cannot be read, or there is no room for the copy.
    """
    path = path.resolve()
    with _guard:
        stamp = _stamp(path)
        known = _kept.get(path)
        if known is None or known[0] != stamp:
            _drop()
            _kept[path] = stamp, _copied(older, migrate)
        copy = _kept[path][1]
        return sqlite3.connect(f"{copy.as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None)


def _copied(older: sqlite3.Connection, migrate: Callable[[sqlite3.Connection], None]) -> Path:
    handle, name = tempfile.mkstemp(prefix="dateline-", suffix=".gpkg")
    os.close(handle)
    copy = Path(name)
    try:
        with contextlib.closing(sqlite3.connect(copy, isolation_level=None)) as connection:
            older.backup(connection)
            connection.execute("PRAGMA journal_mode = DELETE")  # one file, whatever the project is in
            connection.execute("PRAGMA synchronous = OFF")
            migrate(connection)
    except BaseException:
        copy.unlink()
        raise
    return copy


def _stamp(path: Path) -> _Stamp:
    """What moves with each change: another program's stands in the log beside the file before it comes into it."""
    told = [side.stat() for side in (path, path.with_name(f"{path.name}-wal")) if side.exists()]
    return tuple(number for each in told for number in (each.st_mtime_ns, each.st_size))


@atexit.register
def _drop() -> None:
    for _, copy in _kept.values():
        with contextlib.suppress(OSError):  # somebody has it open, on a system where that keeps it
            copy.unlink()
    _kept.clear()
