"""Words that a person selected as an event to begin with: what they leave open is filled in from the sentences around them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from geodata.events.distinct import distinct
from geodata.events.sentences import Sentence
from geodata.events.site import known_precision, location_of
from geodata.model import Event, Evidence, GeoPrecision, Resolution, Role, Span, SpanKind, TimePrecision

FINEST = {precision: rank for rank, precision in enumerate(GeoPrecision)}
SHARPEST = {precision: rank for rank, precision in enumerate(TimePrecision)}


def covering(sentences: Sequence[Sentence], start_char: int, end_char: int) -> Sentence:
    """The sentences that words stand in, as one; the words themselves where they stand in none."""
    met = [s for s in sentences if s.start_char < end_char and start_char < s.end_char]
    if not met:
        return Sentence(start_char, end_char, 0)
    return Sentence(min(start_char, met[0].start_char), max(end_char, met[-1].end_char), met[0].paragraph)


def with_stretch(sentences: Sequence[Sentence], stretch: Sentence) -> tuple[Sentence, ...]:
    """The sentences with that stretch as one of its own, and what is left of those that it cuts."""
    start, end, _ = stretch
    rest = (
        piece
        for s in sentences
        for piece in (s._replace(end_char=min(s.end_char, start)), s._replace(start_char=max(s.start_char, end)))
        if piece.start_char < piece.end_char
    )
    return tuple(sorted((*distinct(rest, lambda s: s), stretch)))


def filled(own: Event, around: Event, resolutions: Iterable[Resolution]) -> Event:
    """What the words tell, with what their sentences tell better: type and status, and place, day and actors that the words do not name.

    The evidence is the words alone.
    """
    [piece] = own.evidence
    own = replace(own, event_type=around.event_type, sub_event_type=around.sub_event_type, status=around.status)
    told = {span.kind for span in piece.spans}
    if SpanKind.PLACE not in told:
        own = _placed(own, piece, resolutions) or replace(
            own, place=around.place, geo_precision=around.geo_precision, radius_km=around.radius_km, location=around.location
        )
    if SpanKind.DATE not in told:
        own = replace(own, event_date=around.event_date, date_end=around.date_end, time_precision=around.time_precision)
    spans = tuple(span for span in piece.spans if _is_within(span, piece))
    evidence = (replace(piece, spans=spans),)
    return replace(own, event_id="", claims=(), reasons=(), evidence=evidence, actors=own.actors or around.actors)


def _is_within(span: Span, piece: Evidence) -> bool:
    return piece.start_char <= span.start_char and span.end_char <= piece.end_char


def _placed(event: Event, words: Evidence, resolutions: Iterable[Resolution]) -> Event | None:
    """The event at the finest place that the words name, though their wording does not say that it was there; None where they name none."""
    named = [r for r in resolutions if words.start_char <= r.toponym.start_char and r.toponym.end_char <= words.end_char and r.place]
    literal = [r for r in named if r.toponym.role is Role.LITERAL]
    if not literal:
        return None
    best = min(literal, key=lambda r: FINEST[known_precision(r)])
    return replace(
        event,
        place=best.place,
        geo_precision=known_precision(best),
        radius_km=None,
        location=location_of(" ".join(best.toponym.name.split())),
    )
