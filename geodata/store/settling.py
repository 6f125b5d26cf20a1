"""What was written comes into the project's file soon after, so that a copy of that file alone holds the person's decisions."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from pathlib import Path

from geodata.store.project import identity

LOOK_S = 1.0
_MOST_LOOKS = 10  # after so many in which something was always being written, it is not waited for a pause any more


class Settler:
    """A thread that brings the write-ahead log of an open project into its file whenever nothing was written for a moment.

    Nobody waits for it, and it waits for nobody: what a reader still holds back, as a map program may, comes in later.
    """

    def __init__(self, path: Path, *, look_s: float = LOOK_S) -> None:
        self._path, self._log, self._look_s = path, path.with_name(f"{path.name}-wal"), look_s
        self._file = identity(path)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._work, name="settler", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Before the project is closed, which settles all."""
        self._stop.set()
        self._thread.join()

    def _work(self) -> None:
        settled = seen = None
        looks = 0
        while not self._stop.wait(self._look_s):
            now = self._state()
            is_quiet, seen = now == seen, now
            looks = looks + 1 if now != settled else 0
            if now == settled or not (is_quiet or looks >= _MOST_LOOKS) or identity(self._path) != self._file:
                continue  # the log of a file that is gone must not come into one that was put in its place
            if settle(self._path):
                settled = now  # as it was before: what was written meanwhile is seen at the next look

    def _state(self) -> tuple[int, int] | None:
        """What each commit changes of the log."""
        try:
            told = self._log.stat()
        except OSError:  # none was begun, or its disk is away
            return None
        return told.st_mtime_ns, told.st_size


def settle(path: Path) -> bool:
    """Bring the log of an open project into its file, as far as no reader needs the file as it was; True when all of it is there."""
    with contextlib.suppress(sqlite3.Error), contextlib.closing(_connected(path)) as connection:  # a full disk: the log keeps it
        busy, pages, done = connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        return not busy and pages == done
    return False


def _connected(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=rw", uri=True, timeout=0, isolation_level=None)
