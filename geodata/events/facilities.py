"""Which military facility of the gazetteer an event speaks of: "a French military base in Niamey", as a claim with the article's date."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from geodata.events.bases import Base, find_bases
from geodata.events.holdings import against, may_hold, operators_of
from geodata.events.sentences import folded
from geodata.gazetteer.distance import km_between
from geodata.gazetteer.facilities import Facility
from geodata.model import Article, Category, Event, Evidence, FacilityClaim, GeoPrecision, Place, SpanKind, Status

AROUND_KM = 25.0
LONGEST = 400  # characters of the words that are kept

_LINKED = frozenset({Category.MILITARY_BASE, Category.ATTACK, Category.PROTEST, Category.RIOT})
_TOLD = frozenset({Status.OCCURRED, Status.ONGOING, Status.HISTORICAL})


def linked(article: Article, event: Event, facilities: Sequence[Facility]) -> Event:
    """The event with a claim about the facility that its words fit, and with the reasons; as it is where none fits, or two equally.

    The place stays, unless the words name the facility: then it is the event's place, exactly.
    """
    if event.place is None or event.point is None or event.status not in _TOLD or event.category not in _LINKED:
        return event
    days = _days(article, event)
    found = _found(article, event, event.place, days, facilities)
    if found is None:
        return event
    facility, piece, base = found
    claim = _claim(article, facility, piece, base, days)
    reasons = (*event.reasons, _reason(event.place, facility, article, base), *filter(None, [against(facility, claim)]))
    located = _located(article, event, facility, piece)
    return replace(located, facilities=(claim,), reasons=reasons)


def _found(
    article: Article, event: Event, place: Place, days: tuple[date, date] | None, facilities: Sequence[Facility]
) -> tuple[Facility, Evidence, Base | None] | None:
    """The facility, the evidence that speaks of it, and the words for it; None for the last where the place itself is the facility."""
    bases = [(piece, base) for piece in event.evidence for base in find_bases(article.text, piece.start_char, piece.end_char)]
    if event.category is not Category.MILITARY_BASE:
        bases = [(piece, base) for piece, base in bases if base.direct]
    bases.sort(key=lambda pair: _away(*pair))
    named = next((facility for facility in facilities if facility.place.geonameid == place.geonameid), None)
    if named is not None:
        piece, base = next(((p, b) for p, b in bases if b.direct or b.operator.name in operators_of(named)), (None, None))
        return (named, piece or event.evidence[0], base) if event.evidence else None
    near = [f for f in facilities if _km(place, f) <= AROUND_KM]
    for piece, base in bases:
        if (facility := _fitting(near, base, days)) is not None:
            return facility, piece, base
    return None


def _fitting(near: Iterable[Facility], base: Base, days: tuple[date, date] | None) -> Facility | None:
    """The one of that kind that this operator is known to have held; where several are, the one held then, or held in its own name."""
    ranked: dict[tuple[bool, bool], list[Facility]] = {}
    for facility in near:
        held = [t for t in facility.tenures if base.operator.name in operators_of(t)]
        if held and facility.place.feature_code in base.kinds:
            then = days is not None and any(may_hold(t, *days) for t in held)
            own = any(operators_of(t)[0] == base.operator.name for t in held)
            ranked.setdefault((then, own), []).append(facility)
    best = ranked[max(ranked)] if ranked else []
    return best[0] if len(best) == 1 else None


def _days(article: Article, event: Event) -> tuple[date, date] | None:
    """When it is so: the days of the event; for what is not told as past, else the day of publication."""
    if event.event_date is not None:
        return event.event_date, event.date_end or event.event_date
    if article.published is None or event.status is Status.HISTORICAL:
        return None
    return article.published, article.published


def _claim(article: Article, facility: Facility, piece: Evidence, base: Base | None, days: tuple[date, date] | None) -> FacilityClaim:
    first, last = days or (None, None)
    words = _line(article.text[piece.start_char : piece.end_char])
    return FacilityClaim(
        place=facility.place,
        operator=_written(article, base) if base else "",
        first=first,
        last=last,
        article_id=article.article_id,
        words=words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…",
        ends=base is not None and base.left,
    )


def _written(article: Article, base: Base) -> str:
    return _line(article.text[base.operator.start_char : base.operator.end_char])


def _reason(place: Place, facility: Facility, article: Article, base: Base | None) -> str:
    name = facility.place.name
    if base is None or facility.place.geonameid == place.geonameid:
        return f"Facility: the place is {name}."
    start = min(base.start_char, base.operator.start_char)
    words = _line(article.text[start : max(base.end_char, base.operator.end_char)])
    return f"Facility: “{words}” fits {name}, {_km(place, facility):.0f} km from {place.name}, and no other there as well."


def _line(words: str) -> str:
    return " ".join(words.split())


def _located(article: Article, event: Event, facility: Facility, piece: Evidence) -> Event:
    words = article.text[piece.start_char : piece.end_char]
    start = folded(words).find(folded(facility.place.name))
    if start < 0 or event.place == facility.place:
        return event
    written = words[start : start + len(facility.place.name)]
    return replace(event, place=facility.place, geo_precision=GeoPrecision.EXACT, radius_km=None, location=written)


def _away(piece: Evidence, base: Base) -> int:
    """Characters from the base to the words for the event's place, else to its trigger: where several are named, the nearest is meant."""
    for kind in (SpanKind.PLACE, SpanKind.TRIGGER):
        gaps = [max(s.start_char - base.end_char, base.start_char - s.end_char, 0) for s in piece.spans if s.kind is kind]
        if gaps:
            return min(gaps)
    return base.start_char - piece.start_char


def _km(place: Place, facility: Facility) -> float:
    return km_between(place.latitude, place.longitude, facility.place.latitude, facility.place.longitude)
