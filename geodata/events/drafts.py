"""Words that a person selected as an event to begin with: what they leave open is filled in from the sentences around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from geodata.claims import ClaimKind
from geodata.events.actors import UNKNOWN
from geodata.events.distinct import distinct
from geodata.events.sentences import Sentence
from geodata.events.site import known_precision, location_of
from geodata.model import Actor, Event, Evidence, GeoPrecision, Resolution, Role, Span, SpanKind, TimePrecision

FINEST = {precision: rank for rank, precision in enumerate(GeoPrecision)}
SHARPEST = {precision: rank for rank, precision in enumerate(TimePrecision)}

_DIED = re.compile(
    r"\b(was|were|is|are)\s+(?:\w+ly\s+|later\s+|then\s+)?(?:killed|murdered|assassinated|executed|lynched|beheaded|slain|shot\s+(?:dead|and\s+killed)"
    r"|(?:beaten|stabbed|hacked|burn(?:ed|t)|stoned|clubbed|tortured)\s+to\s+death)\b",
    re.IGNORECASE,
)
_ONE = {"was": 1, "is": 1}
_BY = re.compile(
    r"\bby\s+(?:an?\s+|the\s+)?((?:[\w'’-]+\s+){0,3}?(?:m[ae]n|wom[ae]n|people|persons?|individuals?|youths?|boys?|teenagers?|strangers?))\b",
    re.IGNORECASE,
)


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


def filled(own: Event, around: Event, resolutions: Iterable[Resolution], text: str) -> Event:
    """What the words tell, with what their sentences tell better: type and status, and place, day and actors that the words do not name.

    The evidence is the words alone. Of "was shot dead by two men" the one who died may stand before the words.
    """
    [piece] = own.evidence
    words = text[piece.start_char : piece.end_char]
    if own.fatalities is None and (died := _DIED.search(words)):
        own = replace(own, fatalities=_told_before(around, piece.start_char, piece.start_char + died.end()) or _ONE.get(died[1].casefold()))
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
    actors = tuple(_as_written(actor, words) for actor in own.actors or around.actors)
    return replace(own, event_id="", claims=(), reasons=(), evidence=evidence, actors=actors)


def _told_before(around: Event, start_char: int, end_char: int) -> int | None:
    """The dead whom the sentence counts from before the words to within them."""
    deaths = (claim for claim in around.claims if claim.kind is ClaimKind.DEATHS)
    return next((c.best for c in deaths if c.start_char < start_char < c.end_char <= end_char), None)


def _as_written(actor: Actor, words: str) -> Actor:
    """In place of a doer whom no name tells the words for him: "by two men"."""
    return replace(actor, name=" ".join(found[1].split())) if actor == UNKNOWN and (found := _BY.search(words)) else actor


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
