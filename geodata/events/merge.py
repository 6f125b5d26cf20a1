"""Reports of one event from several articles become one event."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from geodata.events.distinct import distinct
from geodata.events.group import distance_km
from geodata.model import Actor, Category, Event, GeoPrecision, Place, TimePrecision, content_id

SAME_EVENT_KM = 50.0
SLACK = timedelta(days=3)

_FINEST = {precision: rank for rank, precision in enumerate(GeoPrecision)}
_SHARPEST = {precision: rank for rank, precision in enumerate(TimePrecision)}


def same_event(a: Event, b: Event) -> bool:
    """Whether two articles tell of one event: the same category and status, near in place and time, nothing contradicting."""
    return a.category == b.category and a.status == b.status and _near_in_place(a, b) and _near_in_time(a, b) and not _contradict(a, b)


def merge_across(existing: Event, new: Event) -> Event:
    """`existing` with what `new` adds: evidence united, the finest place and the sharpest date kept; id, coder and review stay."""
    place = min(existing, new, key=lambda e: _FINEST[e.geo_precision] if e.place else len(_FINEST))
    when = min(existing, new, key=lambda e: _SHARPEST[e.time_precision])
    return replace(
        existing,
        event_date=when.event_date,
        date_end=when.date_end,
        time_precision=when.time_precision,
        location=place.location,
        place=place.place,
        geo_precision=place.geo_precision,
        actors=_united(existing.actors, new.actors),
        fatalities=new.fatalities if existing.fatalities is None else existing.fatalities,
        injured=new.injured if existing.injured is None else existing.injured,
        facilities=tuple(dict.fromkeys(existing.facilities + new.facilities)),
        evidence=tuple(dict.fromkeys(existing.evidence + new.evidence)),
        reasons=tuple(dict.fromkeys(existing.reasons + new.reasons)),
        score=max(existing.score, new.score),
    )


def merge(events: Iterable[Event]) -> tuple[Event, ...]:
    """The events with those that are the same united, in order of first appearance."""
    kept: list[Event] = []
    for event in events:
        index = next((i for i, other in enumerate(kept) if same_event(other, event)), None)
        if index is None:
            kept.append(event)
        else:
            kept[index] = merge_across(kept[index], event)
    return tuple(kept)


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
    return a.time_precision is b.time_precision is TimePrecision.DAY and a.fatalities is not None and a.fatalities == b.fatalities


def _near_in_time(a: Event, b: Event) -> bool:
    if a.event_date is None or b.event_date is None or a.date_end is None or b.date_end is None:
        return False
    slack = SLACK if a.time_precision is b.time_precision is TimePrecision.DAY else timedelta(0)
    return a.event_date <= b.date_end + slack and b.event_date <= a.date_end + slack


def _contradict(a: Event, b: Event) -> bool:
    """Tolls far apart; early and late counts of one attack differ by less than a half. Vague days need the same toll."""
    if a.fatalities is None or b.fatalities is None or a.fatalities == b.fatalities:
        return False
    low, high = sorted((a.fatalities, b.fatalities))
    exact = a.time_precision is b.time_precision is TimePrecision.DAY
    return not exact or high > 2 * low + 2


def _united(first: tuple[Actor, ...], second: tuple[Actor, ...]) -> tuple[Actor, ...]:
    return distinct(first + second, lambda actor: actor.name.casefold())
