"""Military facilities as places of their own, and who is known to have held them when.

`facilities.tsv` holds the places; its column `point` tells whether the coordinates are the site's own ("site": the runway or the
compound) or only those of the town or village that it is named after or stands near ("town").

`tenures.tsv` holds one statement a row: an operator and the interval. A row names a publication only where that publication was read
and says so; `first` and `last` are then the first and the last day that is told, and `note` says which end is only "at least", or what
another publication adds. All other rows are unverified: hints, never drawn as fact.
"""

from __future__ import annotations

import calendar
import csv
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from geodata.gazetteer.entries import Entry, Kind
from geodata.gazetteer.tables import own_id, read_text
from geodata.model import Place

TABLES = ("facilities.tsv", "tenures.tsv")
SCHEMA = """
CREATE TABLE tenure (
    geonameid INTEGER NOT NULL, operator TEXT NOT NULL, first TEXT, last TEXT, publication TEXT, published TEXT, url TEXT, note TEXT
);
CREATE INDEX tenure_of ON tenure (geonameid);
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenure:
    """Who is known to have held a facility, and when. Without a publication that was read it is unverified, not a fact.

    `first` and `last` are ISO dates as far as known ("2013", "2024-07", "2024-07-07"), None: not known, or still held.
    """

    operator: str
    first: str | None = None
    last: str | None = None
    publication: str | None = None
    published: str | None = None  # ISO date of the publication
    note: str | None = None  # which end is only "at least", or what another publication adds

    @property
    def is_verified(self) -> bool:
        """True where a dated publication is named."""
        return bool(self.publication and self.published)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facility:
    """A military base or the like: a place of its own, and who held it when."""

    place: Place
    tenures: tuple[Tenure, ...] = ()


def facility_entries() -> Iterator[Entry]:
    """Every facility as the builder writes it, with its names in English and French."""
    for row in _rows("facilities.tsv"):
        place = Place(
            geonameid=_id(row["key"]),
            name=row["name"],
            latitude=float(row["latitude"]),
            longitude=float(row["longitude"]),
            feature_class="S",
            feature_code=row["code"],
            country_code=row["country"],
            admin1_code=row["admin1"],
        )
        alternates = ((name, Kind.ALTERNATE) for name in row["names"].split("|") if name)
        yield Entry(place, ((place.name, Kind.OFFICIAL), *alternates))


def write_tenures(connection: sqlite3.Connection) -> None:
    """Store every row of the tenures beside the places; an empty cell is NULL."""
    columns = ("operator", "first", "last", "publication", "published", "url", "note")
    connection.executemany(
        "INSERT INTO tenure VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        ((_id(row["facility"]), *(row[column] or None for column in columns)) for row in _rows("tenures.tsv")),
    )


def read_tenures(connection: sqlite3.Connection) -> dict[int, tuple[Tenure, ...]]:
    """The tenures of each facility by its id, earliest first."""
    found: dict[int, list[Tenure]] = defaultdict(list)
    rows = connection.execute(
        "SELECT geonameid, operator, first, last, publication, published, note FROM tenure ORDER BY coalesce(first, last, '9999'), rowid"
    )
    for geonameid, operator, first, last, publication, published, note in rows:
        found[geonameid].append(Tenure(operator=operator, first=first, last=last, publication=publication, published=published, note=note))
    return {geonameid: tuple(tenures) for geonameid, tenures in found.items()}


def held_on(facility: Facility, day: date, *, verified_only: bool = False) -> tuple[Tenure, ...]:
    """The tenures that cover `day`; with `verified_only` just those that a publication vouches for on that day.

    A partial date means the whole year or month. No `last` means still held. No `first` means that the start is not known: such a
    tenure may cover any day before its end, but a publication vouches for it only from the day on which it says so (its own date, or
    the end that it tells of, whichever is earlier).
    """
    return tuple(tenure for tenure in facility.tenures if _covers(tenure, day, verified_only=verified_only))


def first_day(partial: str) -> date:
    """The first day that an ISO date, month or year can mean: "2013" is 1 January 2013."""
    year, month, day = (*(int(part) for part in partial.split("-")), 1, 1)[:3]
    return date(year, month, day)


def last_day(partial: str) -> date:
    """The last day that an ISO date, month or year can mean: "2024-02" is 29 February 2024."""
    parts = [int(part) for part in partial.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    return date(year, month, parts[2] if len(parts) > 2 else calendar.monthrange(year, month)[1])


def _covers(tenure: Tenure, day: date, *, verified_only: bool) -> bool:
    if verified_only and not tenure.is_verified:
        return False
    if tenure.last is not None and last_day(tenure.last) < day:
        return False
    start = tenure.first
    if start is None and verified_only:
        start = min(partial for partial in (tenure.published, tenure.last) if partial)
    return start is None or first_day(start) <= day


def _id(key: str) -> int:
    return own_id("facility", key)


def _rows(name: str) -> Iterator[dict[str, str]]:
    yield from csv.DictReader(read_text(name).split("\n"), delimiter="\t", quoting=csv.QUOTE_NONE)
