"""The value types that travel from an article to a marker; imports nothing of ours but `claims`, `grades`, `original`, `remarks`.

Coordinates are `latitude, longitude` in WGS 84 degrees. Offsets count Unicode code points of `Article.text`, end exclusive.
`None` means looked and not sure; an empty tuple means nothing there; an exception means could not look.
"""

from __future__ import annotations

import hashlib
from collections.abc import Generator
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from geodata.claims import Counted
from geodata.grades import Credibility
from geodata.original import Original
from geodata.remarks import Remarks


class Category(StrEnum):
    """The map layer of an event."""

    ATTACK = "attack"
    PROTEST = "protest"
    RIOT = "riot"
    MILITARY_BASE = "military_base"
    DEPLOYMENT = "deployment"
    COUP = "coup"
    DIPLOMATIC = "diplomatic"
    ARREST = "arrest"
    AGREEMENT = "agreement"
    OTHER = "other"


class Status(StrEnum):
    """Whether the event happened, by the article's wording."""

    OCCURRED = "occurred"
    ONGOING = "ongoing"
    PLANNED = "planned"
    THREATENED = "threatened"
    HISTORICAL = "historical"
    DENIED = "denied"


class GeoPrecision(StrEnum):
    """How well the place of an event is known, finest first; maps 1:1 to UCDP and n:1 to ACLED."""

    EXACT = "exact"  # a site: a base, an embassy, a camp
    TOWN = "town"  # a populated place
    NEAR = "near"  # "near", "outside", "20 km from" a populated place
    ADM2 = "adm2"
    ADM1 = "adm1"
    REGION = "region"  # larger than ADM1, or across borders
    COUNTRY = "country"
    SEA = "sea"
    UNKNOWN = "unknown"

    @property
    def is_point(self) -> bool:
        """True where a marker is honest; otherwise the area is shaded and the event has no point."""
        return self in (GeoPrecision.EXACT, GeoPrecision.TOWN, GeoPrecision.NEAR)


class TimePrecision(StrEnum):
    """How well the date is known. ACLED codes: day 1, week 2, month 3; year and unknown have none."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    UNKNOWN = "unknown"


class Role(StrEnum):
    """Literal: "in Niamey". Associative: "France's ambassador", "Nigerien police"."""

    LITERAL = "literal"
    ASSOCIATIVE = "associative"


class SpanKind(StrEnum):
    """What a marked span of the evidence tells."""

    PLACE = "place"
    TRIGGER = "trigger"
    DATE = "date"
    ACTOR = "actor"
    DEATHS = "deaths"


class Review(StrEnum):
    """What a person decided about an event."""

    UNREVIEWED = "unreviewed"
    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    REJECTED = "rejected"


class Extent(NamedTuple):
    """A box of the map in degrees; west may exceed east across the antimeridian."""

    south: float
    west: float
    north: float
    east: float


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaOfInterest:
    """Ground that events are filtered to; `outline` is valid WKB of polygons, longitude first, within 180 degrees west and east."""

    words: str  # "within 50 km of Niamey", "in Niger": goes on after "events"
    outline: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One news text. `published` is the day of publication, never silently the day of an event."""

    article_id: str
    title: str
    text: str
    url: str | None = None
    source: str | None = None
    language: str | None = None
    published: date | None = None
    retrieved: datetime | None = None  # aware, UTC
    remarks: Remarks = field(default=Remarks(), compare=False)  # a person's, as the project keeps them
    original: Original | None = field(default=None, compare=False)  # on its way into a project, which keeps it apart


@dataclass(frozen=True, slots=True, kw_only=True)
class Toponym:
    """A place name found in text; `name` as written."""

    name: str
    start_char: int
    end_char: int
    role: Role = Role.LITERAL
    score: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One gazetteer entry with GeoNames' columns. Entries that GeoNames does not know have a negative `geonameid`."""

    geonameid: int
    name: str
    latitude: float
    longitude: float
    feature_class: str  # A country or region, P populated place, H water, L area, S spot, T hill
    feature_code: str  # PCLI, ADM1, PPLC, PPL, CONT, RGN, ...
    country_code: str  # ISO 3166-1 alpha-2, empty where none
    admin1_code: str = ""
    population: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A place that a toponym might mean, with the reasons behind its score in words for the user."""

    place: Place
    score: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """The place chosen for a toponym, best candidates first.

    `geo_precision` tells how well `place` stands for what the words mean: a village that the gazetteer lacks takes the district named
    with it (ADM2), "40 km north of Ouallam" a computed point (NEAR) with `radius_km`. None: as the place's own feature tells.
    """

    toponym: Toponym
    place: Place | None
    score: float
    candidates: tuple[Candidate, ...] = ()
    coder: str = ""
    geo_precision: GeoPrecision | None = None
    radius_km: float | None = None
    reasons: tuple[str, ...] = ()  # why this place, or why none, a sentence each


class Scope(StrEnum):
    """Where a person's decision about a name holds."""

    ARTICLE = "article"
    SOURCE = "source"
    ALWAYS = "always"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRule:
    """A person's decision: `name` (folded) means `place`, or is no place at all (None), within `scope`."""

    name: str
    place: Place | None
    scope: Scope
    within: str = ""  # the article's id or the source's name, empty for ALWAYS
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A marked stretch of the evidence, in offsets of the article's text."""

    kind: SpanKind
    start_char: int
    end_char: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The words an event came from."""

    article_id: str
    start_char: int
    end_char: int
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who did it or to whom, as written, or "Unidentified". `inter` is ACLED's code 1 to 8, None where not plain."""

    name: str
    inter: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FacilityClaim:
    """What one article says: `operator`, as written, is at this military facility from `first` to `last`, None where the day is not known.

    `ends` where the words tell that the operator left.
    """

    place: Place
    operator: str
    first: date | None
    last: date | None
    article_id: str
    words: str
    ends: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Counted):
    """One coded occurrence, in ACLED's words.

    `event_date` to `date_end` is the closed interval in which it happened (equal for a day, both None when unknown);
    `time_precision` tells how well. `location` is the article's spelling of `place`. `actors[0]` is actor1, who did it.
    """

    event_id: str
    category: Category
    event_type: str
    sub_event_type: str
    status: Status
    event_date: date | None = None
    date_end: date | None = None
    time_precision: TimePrecision = TimePrecision.UNKNOWN
    actors: tuple[Actor, ...] = ()
    location: str | None = None
    place: Place | None = None
    geo_precision: GeoPrecision = GeoPrecision.UNKNOWN
    radius_km: float | None = None  # how far from the point it may have been, where it is only known to be near
    facilities: tuple[FacilityClaim, ...] = ()  # what its articles say of a military facility, one claim an article at most
    evidence: tuple[Evidence, ...] = ()
    reasons: tuple[str, ...] = ()  # why this category, place and date, a sentence each
    score: float = 1.0
    coder: str = ""
    review: Review = Review.UNREVIEWED
    note: str = ""  # a person's own words of it
    tags: tuple[str, ...] = ()  # a person's, as the project keeps them apart

    @property
    def point(self) -> tuple[float, float] | None:
        """(latitude, longitude) where a marker is honest, else None."""
        return (self.place.latitude, self.place.longitude) if self.place and self.geo_precision.is_point else None

    @property
    def iso_date(self) -> str | None:
        """The start as ISO as far as it is known: 2023-08-28, 2023-07 or 2023."""
        length = {TimePrecision.MONTH: 7, TimePrecision.YEAR: 4}.get(self.time_precision, 10)
        return self.event_date.isoformat()[:length] if self.event_date else None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFilter:
    """What is shown. Empty tuples and None leave a field open, but rejected events pass only where `review` asks for them."""

    text: str = ""
    categories: tuple[Category, ...] = ()
    statuses: tuple[Status, ...] = (Status.OCCURRED, Status.ONGOING)
    first_date: date | None = None
    last_date: date | None = None
    area: AreaOfInterest | None = None
    may_be_inside: bool = False  # also events known to an area of which only a part is within
    max_geo_precision: GeoPrecision | None = None  # nothing coarser than this
    countries: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    review: tuple[Review, ...] = ()
    tags: tuple[str, ...] = ()  # one of them, of the event or of an article that tells it
    after: tuple[int, int] | None = None  # only what came into the project after the event and the article with these numbers
    credibility: tuple[Credibility, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a long call is; `total` is 0 while unknown."""

    done: int
    total: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """One input that could not be used, with the sentence for the user."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What a write changed: ids, so that panels re-read just these."""

    articles: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    failures: tuple[Failure, ...] = field(default=())
    waiting: tuple[str, ...] = ()  # articles that a decision touches too, which are read again only when that is asked for

    def __bool__(self) -> bool:
        return bool(self.articles or self.events)


LongCall = Generator[Progress, None, Changes]  # a yield is a progress report and the point where cancel is looked at


def content_id(*parts: str) -> str:
    """A 16-digit id from content, so that importing twice changes nothing."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
