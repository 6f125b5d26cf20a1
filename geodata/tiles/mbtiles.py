"""A file of tiles of the user's own: MBTiles with pictures. Read only, and nothing in it is trusted."""

from __future__ import annotations

import contextlib
import html
import re
import sqlite3
import threading
import time
from pathlib import Path

from geodata.errors import ContentError
from geodata.model import Extent
from geodata.tiles.picture import MOST_BYTES, is_tile, size
from geodata.tiles.source import DEEPEST, Facts, Tile

_PATIENCE = 5.0  # seconds that one question of the file may take
_STEPS = 10_000  # of SQLite's machine between two looks at the clock
_LONGEST = 300  # characters of a name or of credits
_TILE = "SELECT tile_data FROM tiles WHERE (zoom_level, tile_column, tile_row) = (?, ?, ?) AND length(tile_data) <= ? LIMIT 1"
_SMALL = 256  # pixels a side of an ordinary tile


class TileFile:
    """One open file; every thread reads by a connection of its own."""

    def __init__(self, path: Path) -> None:
        """Open and look at it.

        Raises:
            ContentError: it is missing, broken, or holds no pictures of tiles.
        """
        self._path = path
        self._threads = threading.local()
        self._lock = threading.Lock()
        self._open: list[sqlite3.Connection] | None = []
        try:
            self._facts = self._read_facts()
        except (sqlite3.Error, OSError) as error:
            self.close()
            raise ContentError(f"{path.name} is no MBTiles file, or is damaged.") from error
        except ContentError:
            self.close()
            raise

    @property
    def path(self) -> Path:
        """Where it lies."""
        return self._path

    @property
    def facts(self) -> Facts:
        """What its metadata tell."""
        return self._facts

    def tile(self, tile: Tile) -> bytes:
        """The picture; empty where the file has none.

        Raises:
            ContentError: the file is damaged there.
        """
        try:
            row = self._ask(_TILE, tile.z, tile.x, 2**tile.z - 1 - tile.y, MOST_BYTES)  # rows are counted from the south
        except sqlite3.Error as error:
            raise ContentError(f"{self._path.name} is damaged: a tile cannot be read.") from error
        content = row[0] if row else None
        return content if isinstance(content, bytes) and is_tile(content) else b""

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            for connection in self._open or ():
                connection.close()
            self._open = None

    def _ask(self, sql: str, *values: object) -> tuple[object, ...] | None:
        """The first row, unless that takes too long: a view in the file may be anything."""
        connection = self._connection()
        stop = time.monotonic() + _PATIENCE
        connection.set_progress_handler(lambda: time.monotonic() > stop, _STEPS)
        row: tuple[object, ...] | None = connection.execute(sql, values).fetchone()
        return row

    def _connection(self) -> sqlite3.Connection:
        known: sqlite3.Connection | None = getattr(self._threads, "connection", None)
        if known is not None:
            return known
        made = sqlite3.connect(f"{self._path.resolve().as_uri()}?mode=ro", uri=True, check_same_thread=False)
        with self._lock:
            if self._open is None:
                made.close()
                raise sqlite3.ProgrammingError("closed")
            self._open.append(made)
        made.execute("PRAGMA trusted_schema = OFF")
        made.execute("PRAGMA query_only = ON")
        self._threads.connection = made
        return made

    def _read_facts(self) -> Facts:
        first = self._ask("SELECT zoom_level, tile_column, tile_row FROM tiles LIMIT 1")
        if first is None:
            raise ContentError(f"{self._path.name} holds no tiles.")
        row = self._ask(_TILE, *first, MOST_BYTES)
        sample = row[0] if row and isinstance(row[0], bytes) else b""
        if self._told("format").lower() in ("pbf", "mvt") or sample.startswith(b"\x1f\x8b"):
            raise ContentError(f"{self._path.name} holds vector tiles; only files with pictures can be drawn.")
        found = size(sample)
        if found is None:
            raise ContentError(f"{self._path.name} holds something that is no picture.")
        low, high = self._zooms()
        return Facts(
            name=_plain(self._told("name")) or self._path.stem,
            credits=_plain(self._told("attribution")),
            min_zoom=low,
            max_zoom=high,
            bounds=_extent(self._told("bounds")),
            sharpness=max(1.0, found[0] / _SMALL),
            has_names=self._told("type").lower() != "overlay",
        )

    def _zooms(self) -> tuple[int, int]:
        """The lowest and the highest zoom level, by the metadata or, where they do not tell, by the tiles."""
        low, high = self._told("minzoom"), self._told("maxzoom")
        if low.isdigit() and high.isdigit() and int(low) <= int(high) <= DEEPEST:
            return int(low), int(high)
        row = self._ask("SELECT min(zoom_level), max(zoom_level) FROM tiles") or ()
        levels = [level for level in row if isinstance(level, int) and 0 <= level <= DEEPEST]
        if len(levels) != 2:
            raise ContentError(f"{self._path.name} has zoom levels that no map has.")
        return levels[0], levels[1]

    def _told(self, name: str) -> str:
        """One entry of the metadata; empty where there is none."""
        with contextlib.suppress(sqlite3.OperationalError):  # no such table
            row = self._ask("SELECT value FROM metadata WHERE name = ?", name)
            return str(row[0]) if row and row[0] is not None else ""
        return ""


def _plain(words: str) -> str:
    """Text of what may be HTML, on one line."""
    text = html.unescape(re.sub(r"<[^<>]*>", "", words[: 20 * _LONGEST]))
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:_LONGEST]


def _extent(words: str) -> Extent | None:
    """West, south, east, north; None where they are no box of the world."""
    with contextlib.suppress(ValueError):
        west, south, east, north = (float(part) for part in words.split(","))
        if -180 <= west < east <= 180 and -90 <= south < north <= 90:
            return Extent(south, west, north, east)
    return None
