"""Tiles kept on disk, in one file of a limited size. A file that fails never costs a tile: the server is asked anew."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from geodata.tiles.source import Tile

_SCHEMA = """
    CREATE TABLE IF NOT EXISTS tile (service TEXT, z INTEGER, x INTEGER, y INTEGER, etag TEXT, modified TEXT, good_until REAL,
        used REAL, size INTEGER, content BLOB, PRIMARY KEY (service, z, x, y));
    CREATE INDEX IF NOT EXISTS tile_used ON tile (used, size);
"""
_READ = "SELECT content, good_until, etag, modified FROM tile WHERE (service, z, x, y) = (?, ?, ?, ?)"
_USE = "UPDATE tile SET used = ? WHERE (service, z, x, y) = (?, ?, ?, ?) AND used < ?"
# The longest unused of those beyond a number of bytes.
_LET_GO = """
    DELETE FROM tile WHERE rowid IN (SELECT rowid FROM
        (SELECT rowid, sum(size) OVER (ORDER BY used DESC, rowid DESC) AS total FROM tile) WHERE total > ?)
"""
_PATIENCE = 0.5  # seconds to wait for another program that writes
_FRESHLY = 600.0  # seconds: a tile used since then counts as used now
_ROOM = 0.9  # of the limit: how full the file is left when tiles must go

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A tile of the cache; empty content says that the server has none."""

    content: bytes
    good_until: float  # seconds since 1970
    etag: str = ""
    modified: str = ""


class TileCache:
    """At most `limit` bytes of tiles, those used last; 0 keeps nothing. For use from any thread."""

    def __init__(self, path: Path, limit: int) -> None:
        self._path, self._limit = path, limit
        self._lock = threading.Lock()
        self._open: sqlite3.Connection | None = None
        self._total = 0

    def kept(self, service: str, tile: Tile) -> Kept | None:
        """The tile, however old."""

        def read(database: sqlite3.Connection) -> Kept | None:
            row = database.execute(_READ, (service, *tile)).fetchone()
            if row is None:
                return None
            now = time.time()
            database.execute(_USE, (now, service, *tile, now - _FRESHLY))
            return Kept(content=bytes(row[0]), good_until=float(row[1]), etag=str(row[2]), modified=str(row[3]))

        return self._ask(read, None)

    def keep(self, service: str, tile: Tile, kept: Kept) -> None:
        """Keep a tile in place of the one before, and let the longest unused go where there is no room."""
        if len(kept.content) > self._limit:
            return
        row = (service, *tile, kept.etag, kept.modified, kept.good_until, time.time(), len(kept.content), kept.content)

        def write(database: sqlite3.Connection) -> None:
            database.execute("INSERT OR REPLACE INTO tile VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
            self._total += len(kept.content)
            if self._total > self._limit:
                self._make_room(database)

        self._ask(write, None)

    def set_limit(self, limit: int) -> None:
        """Another size; less makes the file smaller at once."""
        self._limit = limit
        self._ask(self._make_room, None)

    def bytes_kept(self) -> int:
        """How much is kept."""
        return self._ask(_sum, 0)

    def clear(self) -> None:
        """Forget all tiles; nothing of them is left in the file."""
        self._ask(lambda database: database.execute("DELETE FROM tile"), None)
        self._total = 0

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._close()

    def _make_room(self, database: sqlite3.Connection) -> None:
        self._total = _sum(database)
        if self._total > self._limit:
            database.execute(_LET_GO, (self._limit * _ROOM,))
            self._total = _sum(database)

    def _ask(self, work: Callable[[sqlite3.Connection], T], otherwise: T) -> T:
        """What `work` gives with the open file, for one thread at a time; `otherwise` where that fails. A broken file is made anew."""
        with self._lock, contextlib.suppress(OSError, sqlite3.Error):
            try:
                with self._connection() as database:
                    return work(database)
            except sqlite3.DatabaseError as error:
                if error.sqlite_errorcode in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
                    self._remove()
                raise
        return otherwise

    def _connection(self) -> sqlite3.Connection:
        if self._open is None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._open = sqlite3.connect(self._path, timeout=_PATIENCE, check_same_thread=False)
            # Freed pages go back to the disk, and are overwritten: a tile tells where somebody looked.
            for pragma in ("auto_vacuum = FULL", "secure_delete = ON", "synchronous = OFF"):
                self._open.execute(f"PRAGMA {pragma}")
            self._open.executescript(_SCHEMA)
            self._total = _sum(self._open)
        return self._open

    def _remove(self) -> None:
        self._close()
        for suffix in ("", "-journal"):
            self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)

    def _close(self) -> None:
        if self._open is not None:
            self._open.close()
        self._open = None
        self._total = 0


def _sum(database: sqlite3.Connection) -> int:
    return int(database.execute("SELECT coalesce(sum(size), 0) FROM tile").fetchone()[0])
