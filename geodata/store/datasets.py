"""Events of datasets in the project: written by the thousand, each with its row; what a person decided stays."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NamedTuple

from geodata.dataset import DatasetRow
from geodata.model import GeoPrecision, Place, Review
from geodata.store import geometry, places
from geodata.store.project import Project

# Indexes and a trigger that are looked after at each row, and that no import searches by.
_SLOW = ("event_place", "event_category_date", "event_inserted")
_EVENT = (
    "event_id", "category", "event_type", "sub_event_type", "status", "event_date", "date_end", "time_precision", "fatalities", "injured",
    "location", "geom", "geonameid", "country_code", "latitude", "longitude", "geo_precision", "radius_km", "fid",
)  # fmt: skip
_INSERT_EVENT = (
    f"INSERT INTO event ({', '.join(_EVENT)}, reasons, score, coder, review)"  # noqa: S608 - our own words
    f" VALUES ({', '.join('?' * len(_EVENT))}, '[]', 1.0, ?, '{Review.UNREVIEWED}')"
)
_UPDATE_EVENT = f"UPDATE event SET {', '.join(f'{column} = ?' for column in _EVENT[:-1])} WHERE fid = ?"  # noqa: S608
_ROW = ("file", "number", "row_id", "source", "notes", "url", "fatalities_min", "fatalities_max", "digest", "event")
_INSERT_ROW = f"INSERT INTO dataset_row ({', '.join(_ROW)}) VALUES ({', '.join('?' * len(_ROW))})"  # noqa: S608
_UPDATE_ROW = f"UPDATE dataset_row SET {', '.join(f'{column} = ?' for column in _ROW[:-1])} WHERE event = ?"  # noqa: S608


_SEARCHED = ("dataset_text", "event_text")
_HELD, _HELD_USUALLY = 64 << 20, 1 << 20  # bytes of new words that a search index holds before it writes them; the second is SQLite's own


class What(NamedTuple):
    """What happened, in the words of our codebook."""

    category: str
    event_type: str
    sub_event_type: str
    status: str


class When(NamedTuple):
    """A closed interval in ISO dates and how well it is known; both None where the day is not known."""

    first: str | None
    last: str | None
    precision: str


@dataclass(frozen=True, slots=True, eq=False)
class Site:
    """Where it happened; many events have the same one. `columns` are those of an event from `geom` on."""

    place: Place | None
    precision: GeoPrecision
    columns: tuple[object, ...]


def site(place: Place | None, precision: GeoPrecision, radius_km: float | None = None) -> Site:
    """A site with its columns."""
    if place is None:
        return Site(None, precision, (None, None, None, None, None, precision.value, None))
    point = (place.latitude, place.longitude) if precision.is_point else None
    blob = geometry.point(*point) if point else None
    columns = (blob, place.geonameid, place.country_code, *(point or (None, None)), precision.value, radius_km)
    return Site(place, precision, columns)


class Toll(NamedTuple):
    """Deaths and injured, None where they are not known; a bound that says no more than the best figure is None."""

    fatalities: int | None
    fatalities_min: int | None
    fatalities_max: int | None
    injured: int | None


class Draft(NamedTuple):
    """An event to be, of one row of a dataset; actors as name and ACLED's code of the kind."""

    event_id: str
    number: int
    row_id: str
    digest: int
    what: What
    when: When
    site: Site
    location: str | None
    toll: Toll
    actors: tuple[tuple[str, int | None], ...]
    source: str
    notes: str
    url: str
    former: tuple[str, ...] = ()  # ids that a row without one of its own had in projects of an earlier Dateline


class Refused(NamedTuple):
    """A row that could not be used."""

    number: int
    row_id: str
    reason: str


class Written(NamedTuple):
    """What became of some drafts: ids of events that are new or changed, and how many of each kind there were."""

    events: tuple[str, ...]
    new: int
    updated: int
    unchanged: int
    kept: int  # a person had decided about them
    refused: tuple[Refused, ...]


class _Kept(NamedTuple):
    fid: int
    review: str
    file: int
    number: int
    digest: int


@contextmanager
def many_new(connection: sqlite3.Connection, expected: int) -> Iterator[None]:
    """While more events come than there are, their indexes are made once at the end, and the counter of changes moves once.

    Inside a transaction of the caller, which is left where an error ends it.
    """
    there = connection.execute("SELECT count(*) FROM event").fetchone()[0]
    if expected <= there:
        yield
        return
    made = connection.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name IN (SELECT value FROM json_each(?))", [json.dumps(_SLOW)]
    ).fetchall()
    for kind, name, _ in made:
        connection.execute(f"DROP {kind} {name}")
    _hold(connection, _HELD)
    yield
    _hold(connection, _HELD_USUALLY)
    for _, _, sql in made:
        connection.execute(sql)
    connection.execute("UPDATE change SET number = number + 1")


def _hold(connection: sqlite3.Connection, size: int) -> None:
    """The fewer parts a search index is written in, the less they are merged afterwards."""
    for table in _SEARCHED:
        connection.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('hashsize', ?)", [size])  # noqa: S608 - our own words


class Writer:
    """Writes one file's events, inside a transaction of the caller."""

    def __init__(
        self, connection: sqlite3.Connection, dataset: str, name: str, mapping: str, area_of: Callable[[int], bytes | None]
    ) -> None:
        connection.execute("INSERT INTO dataset (name) VALUES (?) ON CONFLICT DO NOTHING", [dataset])
        self._file: int = connection.execute(
            "INSERT INTO dataset_file (dataset, name, mapping) SELECT fid, ?, ? FROM dataset WHERE name = ? RETURNING fid",
            [name, mapping, dataset],
        ).fetchone()[0]
        self._connection, self._dataset, self._area_of = connection, dataset, area_of
        self._next: int = connection.execute("SELECT coalesce(max(fid), 0) + 1 FROM event").fetchone()[0]
        self._placed: set[int] = set()

    def write(self, drafts: Sequence[Draft]) -> Written:
        """Keep some drafts: new ones, and those in place of unreviewed events with their ids. A second row of one id is refused."""
        kept = self._kept([draft.event_id for draft in drafts])
        drafts = self._known_again(drafts, kept)
        fresh: dict[str, Draft] = {}
        changed: list[tuple[int, Draft]] = []
        same: list[tuple[int, int, int]] = []
        decided, refused, seen = 0, [], set[str]()
        for draft in drafts:
            old = kept.get(draft.event_id)
            if draft.event_id in seen or (old is not None and old.file == self._file):
                refused.append(self._twice(draft, fresh, old))
                continue
            seen.add(draft.event_id)
            if old is None:
                fresh[draft.event_id] = draft
            elif old.digest == draft.digest:
                same.append((self._file, draft.number, old.fid))
            elif old.review == Review.UNREVIEWED:
                changed.append((old.fid, draft))
            else:
                decided += 1
        self._write_places([*fresh.values(), *(draft for _, draft in changed)])
        numbered = [(self._next + place, draft) for place, draft in enumerate(fresh.values())]
        self._next += len(numbered)
        self._insert(numbered)
        self._update(changed)
        self._connection.executemany("UPDATE dataset_row SET file = ?, number = ? WHERE event = ?", same)
        self.refuse(refused)
        touched = (*fresh, *(draft.event_id for _, draft in changed))
        return Written(touched, len(fresh), len(changed), len(same), decided, tuple(refused))

    def refuse(self, rows: Iterable[Refused]) -> None:
        """Keep rows that could not be used, with the reasons."""
        self._connection.executemany(
            "INSERT INTO dataset_fault (file, number, row_id, reason) VALUES (?, ?, ?, ?)", ((self._file, *row) for row in rows)
        )

    def _twice(self, draft: Draft, fresh: dict[str, Draft], old: _Kept | None) -> Refused:
        first = fresh.get(draft.event_id)
        where = f"row {first.number:,}" if first else f"row {old.number:,}" if old and old.file == self._file else "another row"
        what = f"its id, {draft.row_id[:60]}, is that of {where}" if draft.row_id else f"it is the same as {where}"
        return Refused(draft.number, draft.row_id, what)

    def _kept(self, ids: list[str]) -> dict[str, _Kept]:
        rows = self._connection.execute(
            "SELECT event_id, event.fid, review, file, number, digest FROM event JOIN dataset_row ON dataset_row.event = event.fid"
            " WHERE event_id IN (SELECT value FROM json_each(?))",
            [json.dumps(ids)],
        )
        return {row[0]: _Kept(*row[1:]) for row in map(tuple, rows)}

    def _known_again(self, drafts: Sequence[Draft], kept: dict[str, _Kept]) -> Sequence[Draft]:
        """The drafts, those under a former id that are kept under it; they come into `kept`."""
        former = [i for draft in drafts if draft.event_id not in kept for i in draft.former]
        found = self._kept(former) if former else {}
        if not found:
            return drafts
        known = (
            draft.event_id if draft.event_id in kept else next((i for i in draft.former if i in found), draft.event_id) for draft in drafts
        )
        drafts = [draft if i == draft.event_id else draft._replace(event_id=i) for i, draft in zip(known, drafts, strict=True)]
        kept |= found
        return drafts

    def _write_places(self, drafts: Iterable[Draft]) -> None:
        sites = {draft.site for draft in drafts}
        new = {s.place: s for s in sites if s.place is not None and s.place.geonameid not in self._placed}
        places.write(self._connection, new)
        places.write_areas(self._connection, (place for place, s in new.items() if not s.precision.is_point), self._area_of)
        self._placed.update(place.geonameid for place in new)

    def _insert(self, numbered: Sequence[tuple[int, Draft]]) -> None:
        write = self._connection.executemany
        write(_INSERT_EVENT, ((*self._event(draft), fid, self._dataset) for fid, draft in numbered))
        write(_INSERT_ROW, (self._row(fid, draft) for fid, draft in numbered))
        write("INSERT INTO dataset_text (rowid, notes) VALUES (?, ?)", ((fid, draft.notes) for fid, draft in numbered))
        self._write_words(numbered)

    def _update(self, changed: Sequence[tuple[int, Draft]]) -> None:
        write = self._connection.executemany
        write(_UPDATE_EVENT, ((*self._event(draft), fid) for fid, draft in changed))
        write(_UPDATE_ROW, (self._row(fid, draft) for fid, draft in changed))
        write("DELETE FROM actor WHERE event = ?", ([fid] for fid, _ in changed))
        write("DELETE FROM event_text WHERE rowid = ?", ([fid] for fid, _ in changed))
        self._write_words(changed)

    def _write_words(self, numbered: Sequence[tuple[int, Draft]]) -> None:
        self._connection.executemany(
            "INSERT INTO actor (event, name, inter) VALUES (?, ?, ?)", ((fid, *actor) for fid, draft in numbered for actor in draft.actors)
        )
        self._connection.executemany(
            "INSERT INTO event_text (rowid, location, actors, note) VALUES (?, ?, ?, '')",
            ((fid, _named(draft), "\n".join(name for name, _ in draft.actors)) for fid, draft in numbered),
        )

    def _event(self, d: Draft) -> tuple[object, ...]:
        return d.event_id, *d.what, *d.when, d.toll.fatalities, d.toll.injured, d.location, *d.site.columns

    def _row(self, fid: int, d: Draft) -> tuple[object, ...]:
        return self._file, d.number, d.row_id, d.source, d.notes, d.url, d.toll.fatalities_min, d.toll.fatalities_max, d.digest, fid


def _named(draft: Draft) -> str:
    """What the event's place is searched by: as `events.write` keeps it."""
    place = draft.site.place
    if place is None or place.name == draft.location:
        return draft.location or ""
    return f"{draft.location} {place.name}" if draft.location else place.name


def of_events(project: Project, fids: str) -> defaultdict[int, DatasetRow | None]:
    """The row of each event that has one, by its `fid`; `fids` is a JSON list."""
    found: defaultdict[int, DatasetRow | None] = defaultdict(lambda: None)
    for row in project.rows(
        "SELECT dataset_row.*, dataset_file.name AS file_name, dataset.name AS dataset FROM dataset_row"
        " JOIN dataset_file ON dataset_file.fid = dataset_row.file JOIN dataset ON dataset.fid = dataset_file.dataset"
        " WHERE dataset_row.event IN (SELECT value FROM json_each(?))",
        [fids],
    ):
        found[row["event"]] = DatasetRow(
            dataset=row["dataset"],
            file=row["file_name"],
            number=row["number"],
            row_id=row["row_id"],
            source=row["source"],
            notes=row["notes"],
            url=row["url"],
            fatalities_min=row["fatalities_min"],
            fatalities_max=row["fatalities_max"],
        )
    return found


def mappings(project: Project, dataset: str) -> list[str]:
    """How the files of a dataset were mapped so far, each way once, as written."""
    rows = project.rows(
        "SELECT DISTINCT mapping FROM dataset_file JOIN dataset ON dataset.fid = dataset_file.dataset WHERE dataset.name = ?", [dataset]
    )
    return [row["mapping"] for row in rows]


def faults(project: Project, file: int) -> list[Refused]:
    """The rows of one import that could not be used, by their numbers in the file."""
    rows = project.rows("SELECT number, row_id, reason FROM dataset_fault WHERE file = ? ORDER BY number, fid", [file])
    return [Refused(*row) for row in rows]


def newest_file(project: Project) -> int:
    """The number of the last import; 0 where there was none."""
    number: int = project.rows("SELECT coalesce(max(fid), 0) FROM dataset_file")[0][0]
    return number
