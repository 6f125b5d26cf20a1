"""What the filter and the map need of every event, in columns; the one place where a filter is evaluated."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from geodata.claims import PLAUSIBLE
from geodata.model import Category, EventFilter, GeoPrecision, Review, Status
from geodata.store import grades
from geodata.store.ids import EventIds
from geodata.store.project import Project

NO_DAY = -(2**31)
UNKNOWN_DEATHS = -1
DOUBTED_DEATHS = -2  # told, but more than one event is believed to have, and set by no person
NOWHERE = "(latitude IS NOT NULL AND (abs(latitude) > 90 OR abs(longitude) > 180 OR (latitude = 0 AND longitude = 0)))"
"""`coordinates.is_nowhere` in SQL: an event with such coordinates is shown as not located."""
STANDING = (Review.UNREVIEWED, Review.ACCEPTED, Review.CORRECTED)  # what is shown unless rejected events are asked for
_EPOCH = date(1970, 1, 1).toordinal()
_WEEK = 6  # days from its first to its last
_BLOCK = 50_000  # rows read at once: a million as Python values would take a gigabyte
_OF_ARTICLES = "SELECT DISTINCT event, source FROM evidence JOIN article ON article.fid = article WHERE source IS NOT NULL"
_OF_DATASETS = (
    "SELECT event, dataset.name FROM dataset_row JOIN dataset_file ON dataset_file.fid = file"
    " JOIN dataset ON dataset.fid = dataset WHERE true"
)
_DOUBTED = (
    "SELECT DISTINCT event FROM claim JOIN event ON event.fid = event WHERE kind = 'deaths'"
    " AND coalesce(best, minimum, maximum) > ? AND fatalities IS NULL AND coalesce(settled, '') NOT LIKE '%\"deaths\"%'"
)
_TELLING = "SELECT event, article FROM evidence WHERE true"
_OF_THESE = " AND event IN (SELECT fid FROM event WHERE event_id IN (SELECT value FROM json_each(?)))"

Mask = NDArray[np.bool_]


class Within(NamedTuple):
    """Rows that lie in an area of interest, and those that may: no row is both."""

    surely: Mask  # the point, or all of the area that the event is known to
    maybe: Mask  # only a part of the area that it is known to


class Matched(NamedTuple):
    """What holds the words of a search, by numbers in the project file."""

    events: NDArray[np.int64]
    articles: NDArray[np.int64]


def _no_rows() -> NDArray[np.int32]:
    return np.zeros(0, dtype=np.int32)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class EventColumns:
    """Arrays of equal length, a row an event; enumerations by their index in the order of definition."""

    ids: EventIds
    fid: NDArray[np.int64]  # the event's number in the project file, ascending
    first_day: NDArray[np.int32]  # days since 1970-01-01, NO_DAY where unknown
    last_day: NDArray[np.int32]
    category: NDArray[np.uint8]
    status: NDArray[np.uint8]
    precision: NDArray[np.uint8]  # GeoPrecision
    review: NDArray[np.uint8]
    latitude: NDArray[np.float64]  # degrees, NaN where the event has no point
    longitude: NDArray[np.float64]
    radius_km: NDArray[np.float32]  # how far from its point the event may have been, 0 where it is not only known to be near
    area: NDArray[np.int64]  # geonameid of the place where only an area is known, else 0
    deaths: NDArray[np.int32]  # UNKNOWN_DEATHS, DOUBTED_DEATHS
    country: NDArray[np.uint16]  # index into `countries`
    score: NDArray[np.float32]
    given: NDArray[np.uint8]  # credibility that a person gave, 1 to 6; 0 where none did
    origins: NDArray[np.uint8]  # who tell of it independently
    countries: tuple[str, ...]  # ISO 3166-1 alpha-2; empty where an event has none
    source_row: NDArray[np.int32]  # pairs of event row and index into `sources`: an event may have many
    source: NDArray[np.int32]
    sources: tuple[str, ...]
    told_row: NDArray[np.int32] = field(
        default_factory=_no_rows
    )  # pairs of event row and the number in the file of an article that tells of it
    told_by: NDArray[np.int32] = field(default_factory=_no_rows)
    grades: tuple[str, ...] = ()  # of the sources, A to F; empty where one has none
    change: int = -1  # where the file's change counter stood before they were read; -1: not known

    def __len__(self) -> int:
        return len(self.ids)


def read_columns(project: Project, chosen_ids: Sequence[str] | None = None) -> EventColumns:
    """All events of a project, or those of these ids, in the order they came in.

    Raises:
        ProjectError: the file cannot be read.
    """
    change = change_number(project)
    these = [] if chosen_ids is None else [json.dumps(chosen_ids)]
    chosen = " WHERE event.event_id IN (SELECT value FROM json_each(?))" if these else ""
    blocks = [_block(rows) for rows in project.blocks(f"{_sql()} {chosen} ORDER BY fid", _BLOCK, these)] or [_block([])]
    (
        fid,
        ids,
        first,
        last,
        category,
        status,
        precision,
        review,
        latitude,
        longitude,
        radius,
        geonameid,
        deaths,
        country,
        score,
        given,
        told,
    ) = (np.concatenate(parts) for parts in zip(*blocks, strict=True))
    is_area = np.isnan(latitude) & (precision != list(GeoPrecision).index(GeoPrecision.UNKNOWN))
    doubted = project.rows(f"{_DOUBTED}{_OF_THESE if these else ''}", [PLAUSIBLE, *these])
    deaths[np.isin(fid, [row["event"] for row in doubted])] = DOUBTED_DEATHS
    countries, country = _indexed(country)
    source_row, source, sources = _sources(project, fid, these)
    told_row, told_by = _tellers(project, fid, these)
    return EventColumns(
        ids=EventIds(ids),
        fid=fid,
        first_day=first,
        last_day=last,
        category=category,
        status=status,
        precision=precision,
        review=review,
        latitude=latitude,
        longitude=longitude,
        radius_km=radius,
        area=np.where(is_area, geonameid, 0),
        deaths=deaths,
        country=country.astype(np.uint16),
        score=score,
        given=given,
        origins=told,
        countries=countries,
        source_row=source_row,
        source=source,
        sources=sources,
        told_row=told_row,
        told_by=told_by,
        grades=grades.each(project, sources),
        change=change,
    )


def change_number(project: Project) -> int:
    """Where the counter stands that SQLite's triggers move with each change of an event, of its evidence, or of a source."""
    number: int = project.rows("SELECT number FROM change")[0]["number"]
    return number


def _sql() -> str:
    """All events by fid; enumerations, days and unknowns as numbers, which SQLite makes faster than Python would."""

    def coded(column: str, kind: type[StrEnum]) -> str:
        whens = (f"WHEN '{member}' THEN {code}" for code, member in enumerate(kind))
        return f"CASE {column} {' '.join(whens)} END"

    def day(value: str) -> str:
        return f"coalesce(CAST(julianday({value}) - 2440587.5 AS INTEGER), {NO_DAY})"

    unknown = list(GeoPrecision).index(GeoPrecision.UNKNOWN)
    return f"""
        SELECT fid, event_id, {day("event_date")}, {day("coalesce(date_end, event_date)")}, {coded("category", Category)},
               {coded("status", Status)}, CASE WHEN {NOWHERE} THEN {unknown} ELSE {coded("geo_precision", GeoPrecision)} END,
               {coded("review", Review)}, CASE WHEN NOT {NOWHERE} THEN latitude END, CASE WHEN NOT {NOWHERE} THEN longitude END,
               coalesce(radius_km, 0), coalesce(geonameid, 0), coalesce(fatalities, {UNKNOWN_DEATHS}), coalesce(country_code, ''), score,
               coalesce(CAST(credibility AS INTEGER), 0), min(origins, 255)
        FROM event
    """  # noqa: S608 - made of our own words


_KINDS: tuple[Any, ...] = (
    np.int64, np.bytes_, np.int32, np.int32, np.uint8, np.uint8, np.uint8, np.uint8, np.float64, np.float64, np.float32, np.int64, np.int32,
    np.str_, np.float32, np.uint8, np.uint8,
)  # fmt: skip


def _block(rows: Sequence[tuple[Any, ...]]) -> list[NDArray[Any]]:
    """The columns of some rows."""
    values = list(zip(*rows, strict=True)) if rows else [()] * len(_KINDS)
    values[1] = tuple(event_id.encode() for event_id in values[1])
    return [np.array(column, dtype=kind) for column, kind in zip(values, _KINDS, strict=True)]


def mask(
    columns: EventColumns,
    event_filter: EventFilter,
    *,
    matched: Matched | None = None,
    within: Within | None = None,
    tagged: set[str] | None = None,
) -> Mask:
    """True for each event that the filter lets through.

    `matched` is what `events.matching_text` gives for `event_filter.text`, and `within` the rows that `areas.within` gives for
    `event_filter.area`, and `tagged` the ids that `tags.tagged` gives for `event_filter.tags`; each is needed where there is such a field.
    An event without a date or a point is let through only where dates or area are left open.
    """
    shown = np.ones(len(columns), dtype=np.bool_)
    for codes, wanted in (
        (columns.category, event_filter.categories),
        (columns.status, event_filter.statuses),
        (columns.review, event_filter.review or STANDING),
        (grades.credibility(columns) - 1 if event_filter.credibility else columns.review, event_filter.credibility),
    ):
        shown &= _among(codes, wanted)
    shown &= _in_period(columns, event_filter.first_date, event_filter.last_date)
    if event_filter.area is not None:
        shown &= _inside(within, may_be=event_filter.may_be_inside)
    if event_filter.max_geo_precision is not None:
        shown &= columns.precision <= list(GeoPrecision).index(event_filter.max_geo_precision)
    if event_filter.countries:
        shown &= np.isin(columns.country, [i for i, c in enumerate(columns.countries) if c in event_filter.countries])
    if event_filter.after is not None:
        shown &= came_after(columns, *event_filter.after)
    if event_filter.sources:
        shown &= _from_sources(columns, event_filter.sources)
    if event_filter.text.strip():
        shown &= _holding(columns, matched)
    if event_filter.tags:
        if tagged is None:
            raise ValueError("a filter with tags needs the ids that bear them")
        found = np.zeros(len(columns), dtype=np.bool_)
        found[columns.ids.rows_of(tagged)] = True
        shown &= found
    return shown


def came_after(columns: EventColumns, event: int, article: int) -> Mask:
    """True for what came in after the event and article of these numbers, not for what a person made, joined or parted of older ones."""
    came_in, has_dataset = np.zeros((2, len(columns)), dtype=np.bool_)
    has_dataset[columns.source_row] = True
    has_dataset[columns.told_row] = False
    came_in[columns.told_row[columns.told_by > article]] = True
    return (columns.fid > event) & (came_in | has_dataset)


def counts(columns: EventColumns, shown: Mask) -> dict[Category, int]:
    """How many of the events under a mask each category has, zeros included."""
    found = np.bincount(columns.category[shown], minlength=len(Category))
    return {category: int(n) for category, n in zip(Category, found, strict=True)}


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return day.toordinal() - _EPOCH


def date_of(day: int) -> date | None:
    """The date of a day number, None for NO_DAY."""
    return None if day == NO_DAY else date.fromordinal(day + _EPOCH)


def told_days(first: NDArray[np.int32], last: NDArray[np.int32]) -> NDArray[np.int32]:
    """The days by which events are newer or older: the last, but the first of what may be any day of a week or more."""
    found: NDArray[np.int32] = np.where(last.astype(np.int64) - first >= _WEEK, first, last)
    return found


def _indexed(values: NDArray[Any]) -> tuple[tuple[str, ...], NDArray[np.intp]]:
    distinct, codes = np.unique(values, return_inverse=True)
    return tuple(map(str, distinct)), codes


def _sources(project: Project, fid: NDArray[np.int64], these: list[str]) -> tuple[NDArray[np.int32], NDArray[np.int32], tuple[str, ...]]:
    pairs = [
        np.array(column)
        for sql in (_OF_ARTICLES, _OF_DATASETS)
        for block in project.blocks(sql + (_OF_THESE if these else ""), _BLOCK, these)
        for column in zip(*block, strict=True)
    ]
    if not pairs:
        return np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.int32), ()
    sources, codes = _indexed(np.concatenate(pairs[1::2]))
    return np.searchsorted(fid, np.concatenate(pairs[::2])).astype(np.int32), codes.astype(np.int32), sources


def _tellers(project: Project, fid: NDArray[np.int64], these: list[str]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    blocks = [np.array(block, dtype=np.int64) for block in project.blocks(_TELLING + (_OF_THESE if these else ""), _BLOCK, these)]
    pairs = np.concatenate(blocks) if blocks else np.zeros((0, 2), dtype=np.int64)
    return np.searchsorted(fid, pairs[:, 0]).astype(np.int32), pairs[:, 1].astype(np.int32)


def _among(codes: NDArray[np.uint8], wanted: tuple[StrEnum, ...]) -> Mask | np.bool_:
    if not wanted:
        return np.bool_(True)  # noqa: FBT003
    members = list(type(wanted[0]))
    return np.isin(codes, [members.index(w) for w in wanted])


def _in_period(columns: EventColumns, first: date | None, last: date | None) -> Mask:
    dated: Mask = (columns.first_day != NO_DAY) | (first is None and last is None)
    if first is not None:
        dated &= columns.last_day >= day_number(first)
    if last is not None:
        dated &= columns.first_day <= day_number(last)
    return dated


def _inside(within: Within | None, *, may_be: bool) -> Mask:
    if within is None:
        raise ValueError("a filter with an area needs the rows that lie within")
    return within.surely | within.maybe if may_be else within.surely


def _holding(columns: EventColumns, matched: Matched | None) -> Mask:
    """The rows that hold the words of a text themselves, or are told by an article that does."""
    if matched is None:
        raise ValueError("a filter with a text needs what matches it")
    found = np.isin(columns.fid, matched.events)
    found[columns.told_row[np.isin(columns.told_by, matched.articles)]] = True
    return found


def _from_sources(columns: EventColumns, wanted: tuple[str, ...]) -> Mask:
    chosen = np.isin(columns.source, [i for i, source in enumerate(columns.sources) if source in wanted])
    shown = np.zeros(len(columns), dtype=np.bool_)
    shown[columns.source_row[chosen]] = True
    return shown
