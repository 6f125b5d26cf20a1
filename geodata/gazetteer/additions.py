"""What the user has added to the gazetteer. The gazetteer file keeps it, so that a newer version builds with it again."""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from collections.abc import Generator, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from geodata.errors import ContentError, GazetteerError
from geodata.gazetteer import boundaries, geonames
from geodata.gazetteer.entries import Entry
from geodata.model import Progress

_SCHEMA = "CREATE TABLE addition (name TEXT NOT NULL, kind TEXT NOT NULL, content BLOB NOT NULL, PRIMARY KEY (name, kind))"


class Source(StrEnum):
    """What kind of file was added."""

    GEONAMES = "geonames"
    BOUNDARIES = "boundaries"


_READERS = {
    ".zip": Source.GEONAMES,
    ".txt": Source.GEONAMES,
    ".geojson": Source.BOUNDARIES,
    ".json": Source.BOUNDARIES,
    ".gpkg": Source.BOUNDARIES,
}


class Addition(NamedTuple):
    """One file that was added: `name` is that of the file in capitals, without suffix; `content` is what was kept of it."""

    name: str
    source: Source
    content: bytes

    @property
    def key(self) -> tuple[Source, str]:
        """What a newer file has in common with the one whose place it takes."""
        return self.source, self.name

    @property
    def digest(self) -> str:
        """Changes with the content."""
        return hashlib.sha256(self.content).hexdigest()[:16]

    def entries(self) -> Iterator[Entry]:
        """The places it brings."""
        return geonames.entries(self.content) if self.source is Source.GEONAMES else boundaries.entries(self.content)


def read(path: Path) -> Generator[Progress, None, Addition]:
    """What is kept of a GeoNames dump (.zip, .txt) or a file of boundaries (.geojson, .gpkg).

    Raises:
        ContentError: it is neither, or it is not usable.
    """
    source = _READERS.get(path.suffix.lower())
    if source is None:
        raise ContentError(f"{path.name} cannot be added: give GeoNames dumps (.zip, .txt) or boundaries (.geojson, .gpkg).")
    if not path.is_file():
        raise ContentError(f"{path} is not there, or is no file.")
    yield Progress(done=0, total=0, label=f"Reading {path.name}")
    content = yield from (geonames.read(path) if source is Source.GEONAMES else boundaries.read(path))
    return Addition(path.stem.upper(), source, content)


def kept(gazetteer: Path) -> tuple[Addition, ...]:
    """What was added to a gazetteer, by name; nothing where there is no gazetteer or nothing was added to it.

    Raises:
        GazetteerError: the file cannot be read, or a newer version has added to it.
    """
    if not gazetteer.is_file():
        return ()
    try:
        with contextlib.closing(sqlite3.connect(f"{gazetteer.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            rows = connection.execute("SELECT name, kind, content FROM addition ORDER BY name, kind").fetchall()
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_NOTADB or "no such table" in str(error):
            return ()
        raise GazetteerError(f"What was added to {gazetteer} cannot be read ({error}); where it stays so, move that file away.") from error
    unknown = {kind for _, kind, _ in rows} - set(Source)
    if unknown:
        raise GazetteerError(f"A newer version of Dateline has added files to {gazetteer}; use that version.")
    return tuple(Addition(name, Source(kind), content) for name, kind, content in rows)


def keep(connection: sqlite3.Connection, added: Sequence[Addition]) -> None:
    """Write them to a gazetteer that is being built."""
    connection.execute(_SCHEMA)
    connection.executemany("INSERT INTO addition VALUES (?, ?, ?)", ((a.name, a.source.value, a.content) for a in added))
