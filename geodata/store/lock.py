"""One process writes a project at a time: an advisory lock beside the file, freed by the system even after a crash."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from pathlib import Path

_guard = threading.Lock()
_held: dict[Path, tuple[sqlite3.Connection, int]] = {}


def acquire(path: Path, *, alone: bool = False) -> bool:
    """True when this process may write `path`, and, `alone`, has not got it open; every success is paid back by `release`.

    Raises:
        sqlite3.OperationalError: nothing can be written there, as on a full disk.
    """
    path = path.resolve()
    with _guard:
        if path in _held:
            connection, users = _held[path]
            _held[path] = connection, users + (not alone)
            return not alone
        lock = _locked(_lock_path(path))
        if lock is not None:
            _held[path] = lock, 1
        return lock is not None


def release(path: Path) -> bool:
    """Pay back one `acquire`; True when it was this process's last."""
    path = path.resolve()
    with _guard:
        connection, users = _held.pop(path)
        if users > 1:
            _held[path] = connection, users - 1
            return False
        connection.close()
        with contextlib.suppress(OSError):  # another process has it by now
            _lock_path(path).unlink(missing_ok=True)
        return True


def leftovers(path: Path) -> list[Path]:
    """What SQLite keeps beside a database that is open or was not closed: it would put that into any other of the name."""
    sides = [path.with_name(f"{path.name}{end}") for end in ("-wal", "-journal")]
    with contextlib.suppress(OSError):  # a name that is too long
        return [side for side in sides if side.exists()]
    return []


def _lock_path(path: Path) -> Path:
    return path.with_name(f".{path.name}.lock")


def _locked(path: Path) -> sqlite3.Connection | None:
    """SQLite's own file lock, the same on every system; an empty database that nothing is ever written to."""
    try:
        connection = sqlite3.connect(path, timeout=0, isolation_level=None, check_same_thread=False)
    except sqlite3.OperationalError:
        return None
    try:
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        connection.close()
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
            return None
        raise
    return connection
