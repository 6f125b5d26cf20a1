"""What the page says about the events: figures by category, status and precision, the filter in words, the sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from desktop.sections import Section
from geodata.events.holdings import Certainty
from geodata.export.heading import Ends, asked_words, ends_of, ends_words
from geodata.export.provenance import provenance
from geodata.model import Category, EventFilter, Extent, GeoPrecision, Review, Status
from geodata.months import short_month
from geodata.space.extents import meet
from geodata.store import articles
from geodata.store.columns import NO_DAY, EventColumns, Mask
from geodata.store.project import Project
from geodata.store.tolls import NO_TOLL, Toll, toll
from geodata.wording import counted

UNNAMED = "Source not named"
MOST_COUNTRIES = 3  # that a title names
E = TypeVar("E", bound=StrEnum)


class Callout(NamedTuple):
    """A numbered event as the page tells it; `where` is in Web Mercator's square."""

    event_id: str
    number: str
    place: str
    day: str
    deaths: int | None
    where: tuple[float, float] | None
    is_area: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Figures and words of one snapshot. Every figure but `hidden` counts events that pass the filter."""

    categories: tuple[tuple[Category, int], ...] = ()  # only those with events, in the order of the enum
    statuses: tuple[tuple[Status, int], ...] = ()
    points: int = 0  # at a site or a town
    near: int = 0  # near a town
    areas: int = 0  # known only to an area on land
    seas: int = 0  # known only to a sea
    unlocated: int = 0
    reviewed: int = 0  # accepted or corrected by a person
    hidden: int = 0  # by the filter
    outside: int = 0  # markers beyond the edge of the picture
    asked: str = ""  # the period of the filter in words
    ends: Ends | None = None  # of what is dated
    undated: int = 0
    rounded: int = 0  # whose coordinates are rounded because they were flagged as sensitive
    toll: Toll = NO_TOLL  # the dead of what is shown
    filter_words: str = ""
    facilities_day: date | None = None  # the day that military facilities are drawn for, None where they are not
    facilities: frozenset[Certainty] = frozenset()  # how sure those that are drawn are
    layers: tuple[Section, ...] = ()  # what the legend says of shaded regions and the like
    sized: bool = False  # deaths tell the size of symbols
    credits: tuple[str, ...] = ()  # of tiles under the events
    sources: tuple[tuple[str, int], ...] = ()  # name and number of events, most first, those without one last
    numbered: tuple[Callout, ...] = ()
    others: tuple[tuple[float, float], ...] = ()  # where points lie, in Web Mercator's square, once events were numbered or not
    cut_off: date | None = None  # the day of the newest article, or of the newest event of a dataset
    pages: int = 1  # of the document that the page is the first of
    made: datetime  # aware, where it was made
    made_by: str

    @property
    def shown(self) -> int:
        """How many events pass the filter."""
        return sum(count for _, count in self.categories)


def gather(columns: EventColumns, mask: Mask, event_filter: EventFilter, *, made: datetime | None = None) -> Facts:
    """The facts of the events that `event_filter` lets through, which `mask` tells; `made` is aware and by default now."""
    origin = provenance(event_filter, (), made=made)
    precision = columns.precision[mask]
    first, last = columns.first_day[mask], columns.last_day[mask]
    members = list(GeoPrecision)
    ring, sea, unknown = map(members.index, (GeoPrecision.NEAR, GeoPrecision.SEA, GeoPrecision.UNKNOWN))
    judged = [list(Review).index(review) for review in (Review.ACCEPTED, Review.CORRECTED)]
    return Facts(
        categories=_tally(Category, columns.category[mask]),
        statuses=_tally(Status, columns.status[mask]),
        points=int((precision < ring).sum()),
        near=int((precision == ring).sum()),
        areas=int(((precision > ring) & (precision < sea)).sum()),
        seas=int((precision == sea).sum()),
        unlocated=int((precision == unknown).sum()),
        reviewed=int(np.isin(columns.review[mask], judged).sum()),
        hidden=int(len(columns) - mask.sum()),
        asked=asked_words(event_filter),
        ends=ends_of(first, last),
        undated=int((first == NO_DAY).sum()),
        filter_words=origin.filter,
        sources=_sources(columns, mask),
        made=origin.made.astimezone(UTC) if made else origin.made.astimezone(),
        made_by=origin.made_by,
    )


def gather_whole(project: Project, columns: EventColumns, mask: Mask, event_filter: EventFilter) -> Facts:
    """The same with what only the file tells: the dead by all that their sources allow, and the day of what is newest in it.

    Raises:
        ProjectError: the file cannot be read.
    """
    facts = gather(columns, mask, event_filter)
    return replace(facts, toll=toll(project, columns, mask), cut_off=articles.newest_day(project))


def count_outside(columns: EventColumns, mask: Mask, extent: Extent, areas: Mapping[int, Extent] = MappingProxyType({})) -> int:
    """How many events under `mask` have a point beyond `extent`, or are known to one of `areas` (by geonameid) that lies beyond it."""
    latitude, longitude = columns.latitude[mask], columns.longitude[mask]
    beside = (longitude < extent.west) | (longitude > extent.east)
    if extent.west > extent.east:
        beside = (longitude < extent.west) & (longitude > extent.east)
    points = int(((latitude < extent.south) | (latitude > extent.north) | beside).sum())
    out = [geonameid for geonameid, area in areas.items() if not _meets(area, extent)]
    return points + int((np.isin(columns.area, out) & mask).sum()) if out else points


def _meets(area: Extent, extent: Extent) -> bool:
    """Whether a box shares ground with what a picture shows, whose west exceeds its east across the antimeridian."""
    seen = extent._replace(east=extent.east + 360) if extent.west > extent.east else extent
    turned = (area._replace(west=area.west + turn, east=area.east + turn) for turn in (-360, 0, 360))
    return any(meet(each, seen) for each in turned)


def _tally(kind: type[E], codes: NDArray[np.uint8]) -> tuple[tuple[E, int], ...]:
    found = np.bincount(codes, minlength=len(kind))
    return tuple((member, int(count)) for member, count in zip(kind, found, strict=True) if count)


def _sources(columns: EventColumns, mask: Mask) -> tuple[tuple[str, int], ...]:
    found = np.bincount(columns.source[mask[columns.source_row]], minlength=len(columns.sources))
    named = [(name, int(count)) for name, count in zip(columns.sources, found, strict=True) if count]
    unnamed = mask.copy()
    unnamed[columns.source_row] = False
    rest = int(unnamed.sum())
    return (*sorted(named, key=lambda pair: (-pair[1], pair[0])), *([(UNNAMED, rest)] if rest else []))


def number(count: int) -> str:
    """Digits in groups of three from 10 000 on, parted by a thin space."""
    return f"{count:,}".replace(",", "\N{THIN SPACE}") if count >= 10_000 else str(count)


def local_time(moment: datetime) -> str:
    """The time of the place where it was made, "20:35 local time (UTC+1)"; empty where that is UTC."""
    offset = moment.utcoffset()
    if not offset:
        return ""
    minutes = int(offset.total_seconds() // 60)
    hours, rest = divmod(abs(minutes), 60)
    sign = "+" if minutes > 0 else "\N{MINUS SIGN}"
    return f"{moment:%H:%M} local time (UTC{sign}{hours}{f':{rest:02d}' if rest else ''})"


def period(facts: Facts) -> str:
    """The days that were asked for, else from the first to the last event; empty where none has a date."""
    return facts.asked or ends_words(facts.ends)


def suggested_subtitle(facts: Facts) -> str:
    """The period and the number of events."""
    return " \N{MIDDLE DOT} ".join(filter(None, (period(facts), counted(facts.shown, "event", number))))


def date_time_group(moment: datetime) -> str:
    """The military date-time group, such as 240030ZNOV26."""
    utc = moment.astimezone(UTC)
    return f"{utc:%d%H%M}Z{short_month(utc).upper()}{utc:%y}"
