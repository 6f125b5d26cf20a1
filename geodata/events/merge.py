"""Reports of one event from several articles become one event."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from math import inf
from typing import NamedTuple

from geodata.claims import Claim, ClaimKind
from geodata.events.drafts import FINEST, SHARPEST
from geodata.events.sides import opposed, united
from geodata.events.site import distance_km
from geodata.model import Category, Event, Evidence, GeoPrecision, Place, SpanKind, Status, TimePrecision, content_id

SAME_EVENT_KM = 50.0
SLACK = timedelta(days=3)

_HAPPENED = (Status.OCCURRED, Status.ONGOING, Status.HISTORICAL)  # one event, told on the day, while it lasts, or years later
_VAGUE = (TimePrecision.MONTH, TimePrecision.YEAR, TimePrecision.UNKNOWN)
_LASTING = (Category.MILITARY_BASE, Category.DEPLOYMENT)


class Words(NamedTuple):
    """A stretch of an article that an event was coded from: what tells the article's report again when it is read anew."""

    article_id: str
    start_char: int
    end_char: int

    def overlaps(self, other: Words) -> bool:
        """Whether both share a character."""
        return self.article_id == other.article_id and self.start_char < other.end_char and other.start_char < self.end_char


def words(event: Event) -> frozenset[Words]:
    """The triggers of an event, in each of its articles; where a piece of evidence marks none, the whole piece."""
    return frozenset(Words(piece.article_id, start, end) for piece in event.evidence for start, end in _triggers(piece))


def _triggers(piece: Evidence) -> list[tuple[int, int]]:
    marked = [(span.start_char, span.end_char) for span in piece.spans if span.kind is SpanKind.TRIGGER]
    return marked or [(piece.start_char, piece.end_char)]


def same_words(one: Event, other: Event) -> bool:
    """Whether both were coded from the same words of an article."""
    return any(mine.overlaps(theirs) for mine in words(one) for theirs in words(other))


def same_event(a: Event, b: Event) -> bool:
    """Whether two articles tell of one event: one category, near in place and time, and nothing that speaks against it."""
    return (
        a.category == b.category
        and (a.status == b.status or (a.status in _HAPPENED and b.status in _HAPPENED))
        and _near_in_place(a, b)
        and _near_in_time(a, b)
        and not _contradict(a, b)
        and _is_bound(a, b)
        and not opposed(a, b)
    )


def merge_across(existing: Event, new: Event) -> Event:
    """`existing` with what `new` adds: evidence and claims united, the finest place and the sharpest date kept.

    The figures are those of the article published last, where both days are known. Id, coder and review stay.
    """
    place = min(existing, new, key=lambda e: FINEST[e.geo_precision] if e.place else len(FINEST))
    when = min(existing, new, key=lambda e: SHARPEST[e.time_precision])
    return replace(
        existing,
        status=min(existing.status, new.status, key=lambda status: _HAPPENED.index(status) if status in _HAPPENED else len(_HAPPENED)),
        event_date=when.event_date,
        date_end=when.date_end,
        time_precision=when.time_precision,
        location=place.location,
        place=place.place,
        geo_precision=place.geo_precision,
        radius_km=place.radius_km,
        actors=united(existing.actors, new.actors),
        fatalities=_best(existing, new, ClaimKind.DEATHS, existing.fatalities, new.fatalities),
        injured=_best(existing, new, ClaimKind.INJURED, existing.injured, new.injured),
        claims=tuple(dict.fromkeys(existing.claims + new.claims)),
        facilities=tuple(dict.fromkeys(existing.facilities + new.facilities)),
        evidence=tuple(dict.fromkeys(existing.evidence + new.evidence)),
        reasons=tuple(dict.fromkeys(existing.reasons + new.reasons)),
        score=max(existing.score, new.score),
    )


def event_id(article_id: str, event: Event) -> str:
    """An id from the event's first words and place, so that the same article gives the same ids."""
    start = event.evidence[0].spans[0].start_char if event.evidence and event.evidence[0].spans else 0
    return content_id(article_id, event.category, str(start), str(event.place.geonameid if event.place else ""))


def _near_in_place(a: Event, b: Event) -> bool:
    if a.place is None or b.place is None:
        return False
    if a.place.geonameid == b.place.geonameid:
        return True
    if a.geo_precision.is_point and b.geo_precision.is_point:
        return distance_km(a.place, b.place) <= SAME_EVENT_KM
    return _may_hold(a, b, a.place, b.place) and (a.category is Category.COUP or _same_day_and_toll(a, b))


def _may_hold(a: Event, b: Event, one: Place, other: Place) -> bool:
    """Whether the coarser of the two places may hold the finer."""
    if one.country_code != other.country_code or not one.country_code:
        return False
    return GeoPrecision.COUNTRY in (a.geo_precision, b.geo_precision) or one.admin1_code == other.admin1_code


def _same_day_and_toll(a: Event, b: Event) -> bool:
    return a.time_precision is b.time_precision is TimePrecision.DAY and _same_toll(a, b)


def _same_toll(a: Event, b: Event) -> bool:
    """Whether both count the same dead; that nobody died joins nothing."""
    return bool(a.fatalities) and a.fatalities == b.fatalities


def _near_in_time(a: Event, b: Event) -> bool:
    if a.event_date is None or b.event_date is None or a.date_end is None or b.date_end is None:
        return False
    slack = SLACK if a.time_precision is b.time_precision is TimePrecision.DAY else timedelta(0)
    return a.event_date <= b.date_end + slack and b.event_date <= a.date_end + slack


def _contradict(a: Event, b: Event) -> bool:
    """Tolls far apart; early and late counts of one attack differ by less than a half. Vague days need tolls that may be the same."""
    one, other = _toll(a), _toll(b)
    if one is None or other is None:
        return False
    low, high = sorted((one, other))
    if high[0] <= low[1]:
        return False
    exact = a.time_precision is b.time_precision is TimePrecision.DAY
    return not exact or high[0] > 2 * low[1] + 2


def _toll(event: Event) -> tuple[float, float] | None:
    """The least and the most deaths told; "dozens" has no end, "at least 10" ends with its number."""
    own = [c for c in event.claims if c.kind is ClaimKind.DEATHS]
    known = [n for c in own for n in (c.minimum, c.best, c.maximum) if n is not None]
    known += [event.fatalities] if event.fatalities is not None else []
    if not known:
        return None
    return min(known), inf if any(c.best is None and c.maximum is None for c in own) else max(known)


def _best(existing: Event, new: Event, kind: ClaimKind, kept: int | None, told: int | None) -> int | None:
    if kept is None or told is None:
        return told if kept is None else kept
    first, second = _last_told(existing.claims, kind), _last_told(new.claims, kind)
    return told if first and second and second > first else kept


def _last_told(claims: Iterable[Claim], kind: ClaimKind) -> date | None:
    return max((c.published for c in claims if c.kind is kind and c.best is not None and c.published), default=None)


def _is_bound(a: Event, b: Event) -> bool:
    """Whether vague days suffice: a town has many attacks in a month, so they need the same toll or the same place, and a year the toll."""
    if a.time_precision not in _VAGUE and b.time_precision not in _VAGUE:
        return True
    same_place = a.place is not None and b.place is not None and a.place.geonameid == b.place.geonameid
    if {a.time_precision, b.time_precision} & {TimePrecision.YEAR, TimePrecision.UNKNOWN}:
        return same_place and (a.category in _LASTING or _same_toll(a, b))
    return same_place or _same_toll(a, b) or a.category is Category.COUP
