"""What the filter and the map need of every event, in columns; the one place where a filter is evaluated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geodata.model import Category, EventFilter, Extent, GeoPrecision, Review, Status
from geodata.store.project import Project

NO_DAY = -(2**31)
UNKNOWN_DEATHS = -1
_EPOCH = date(1970, 1, 1).toordinal()
_SQL = """
    SELECT event_id, event_date, coalesce(date_end, event_date) AS date_end, category, status, geo_precision, review, latitude, longitude,
           geonameid, fatalities, country_code, score
    FROM event ORDER BY fid
"""
_SOURCES_SQL = """
    SELECT DISTINCT event.event_id, article.source
    FROM evidence JOIN event ON event.fid = evidence.event JOIN article ON article.fid = evidence.article WHERE article.source IS NOT NULL
"""

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class EventColumns:
    """Arrays of equal length, a row an event; enumerations by their index in the order of definition."""

    ids: tuple[str, ...]
    first_day: NDArray[np.int32]  # days since 1970-01-01, NO_DAY where unknown
    last_day: NDArray[np.int32]
    category: NDArray[np.uint8]
    status: NDArray[np.uint8]
    precision: NDArray[np.uint8]  # GeoPrecision
    review: NDArray[np.uint8]
    latitude: NDArray[np.float64]  # degrees, NaN where the event has no point
    longitude: NDArray[np.float64]
    area: NDArray[np.int64]  # geonameid of the place where only an area is known, else 0
    deaths: NDArray[np.int32]  # -1 unknown
    country: NDArray[np.uint16]  # index into `countries`
    score: NDArray[np.float32]
    countries: tuple[str, ...]  # ISO 3166-1 alpha-2; empty where an event has none
    source_row: NDArray[np.int32]  # pairs of event row and index into `sources`: an event may have many
    source: NDArray[np.int32]
    sources: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.ids)


def read_columns(project: Project) -> EventColumns:
    """All events of a project, in the order they came in.

    Raises:
        ProjectError: the file cannot be read.
    """
    rows = project.rows(_SQL)
    names = ["event_id", "event_date", "date_end", "category", "status", "geo_precision", "review",
             "latitude", "longitude", "geonameid", "fatalities", "country_code", "score"]  # fmt: skip
    by_name: dict[str, tuple[Any, ...]] = dict(zip(names, zip(*rows, strict=True) if rows else [()] * len(names), strict=True))
    latitude = np.array(by_name["latitude"], dtype=np.float64)
    precision = _codes(GeoPrecision, by_name["geo_precision"])
    is_area = np.isnan(latitude) & (precision != list(GeoPrecision).index(GeoPrecision.UNKNOWN))
    geonameid = np.array([g or 0 for g in by_name["geonameid"]], dtype=np.int64)
    countries, country = _indexed([c or "" for c in by_name["country_code"]])
    source_row, source, sources = _sources(project, by_name["event_id"])
    return EventColumns(
        ids=by_name["event_id"],
        first_day=_days(by_name["event_date"]),
        last_day=_days(by_name["date_end"]),
        category=_codes(Category, by_name["category"]),
        status=_codes(Status, by_name["status"]),
        precision=precision,
        review=_codes(Review, by_name["review"]),
        latitude=latitude,
        longitude=np.array(by_name["longitude"], dtype=np.float64),
        area=np.where(is_area, geonameid, 0),
        deaths=np.array([UNKNOWN_DEATHS if d is None else d for d in by_name["fatalities"]], dtype=np.int32),
        country=country.astype(np.uint16),
        score=np.array(by_name["score"], dtype=np.float32),
        countries=countries,
        source_row=source_row,
        source=source,
        sources=sources,
    )


def mask(columns: EventColumns, event_filter: EventFilter, *, matched: set[str] | None = None) -> Mask:
    """True for each event that the filter lets through.

    `matched` holds the ids that `events.matching_text` gives for `event_filter.text`; it is needed where there is a text.
    An event without a date or a point is let through only where dates or area are left open.
    """
    shown = np.ones(len(columns), dtype=np.bool_)
    for codes, wanted in (
        (columns.category, event_filter.categories),
        (columns.status, event_filter.statuses),
        (columns.review, event_filter.review),
    ):
        shown &= _among(codes, wanted)
    shown &= _in_period(columns, event_filter.first_date, event_filter.last_date)
    if event_filter.area is not None:
        shown &= _in_area(columns, event_filter.area)
    if event_filter.max_geo_precision is not None:
        shown &= columns.precision <= list(GeoPrecision).index(event_filter.max_geo_precision)
    if event_filter.countries:
        shown &= np.isin(columns.country, [i for i, c in enumerate(columns.countries) if c in event_filter.countries])
    if event_filter.sources:
        shown &= _from_sources(columns, event_filter.sources)
    if event_filter.text.strip():
        if matched is None:
            raise ValueError("a filter with a text needs the ids that match it")
        shown &= np.fromiter((i in matched for i in columns.ids), dtype=np.bool_, count=len(columns))
    return shown


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


def _days(dates: tuple[str | None, ...]) -> NDArray[np.int32]:
    days = np.array([d or "NaT" for d in dates], dtype="datetime64[D]")
    return np.where(np.isnat(days), NO_DAY, days.astype(np.int64)).astype(np.int32)


def _codes(kind: type[StrEnum], values: tuple[str, ...]) -> NDArray[np.uint8]:
    index = {str(member): i for i, member in enumerate(kind)}
    return np.array([index[v] for v in values], dtype=np.uint8)


def _indexed(values: list[str]) -> tuple[tuple[str, ...], NDArray[np.int32]]:
    distinct = tuple(sorted(set(values)))
    index = {value: i for i, value in enumerate(distinct)}
    return distinct, np.array([index[v] for v in values], dtype=np.int32)


def _sources(project: Project, ids: tuple[str, ...]) -> tuple[NDArray[np.int32], NDArray[np.int32], tuple[str, ...]]:
    pairs = project.rows(_SOURCES_SQL)
    row_of = {event_id: i for i, event_id in enumerate(ids)}
    sources, codes = _indexed([pair["source"] for pair in pairs])
    return np.array([row_of[pair["event_id"]] for pair in pairs], dtype=np.int32), codes, sources


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


def _in_area(columns: EventColumns, area: Extent) -> Mask:
    in_latitude = (columns.latitude >= area.south) & (columns.latitude <= area.north)
    from_west, to_east = columns.longitude >= area.west, columns.longitude <= area.east
    across_antimeridian = area.west > area.east
    return in_latitude & (from_west | to_east if across_antimeridian else from_west & to_east)


def _from_sources(columns: EventColumns, wanted: tuple[str, ...]) -> Mask:
    chosen = np.isin(columns.source, [i for i, source in enumerate(columns.sources) if source in wanted])
    shown = np.zeros(len(columns), dtype=np.bool_)
    shown[columns.source_row[chosen]] = True
    return shown
