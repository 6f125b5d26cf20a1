"""The command line's exchange with machines: a request a line in, an answer a line out, in JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from geodata.articles.jsonl import json_date, json_object
from geodata.errors import ContentError
from geodata.geoparsing.precision import precision_told
from geodata.model import Article, Event, GeoPrecision, Resolution, Span, SpanKind, TimePrecision, content_id

_NO_COORDINATES = (GeoPrecision.REGION, GeoPrecision.COUNTRY, GeoPrecision.SEA, GeoPrecision.UNKNOWN)  # too wide for one


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One text to read. With `spans`, (start, end) in code points, only those toponyms are resolved."""

    request_id: object  # any JSON value, given back as it came
    article: Article
    spans: tuple[tuple[int, int], ...] | None = None


def request(line: bytes) -> Request:
    """The request in a line such as `{"id": 1, "text": "…", "date": "2023-08-31", "title": "…", "spans": [{"start": 0, "end": 6}]}`.

    Raises:
        ContentError: the line is not such a request; the message says what is wrong.
    """
    fields = json_object(line)
    if "id" not in fields:
        raise ContentError("there is no “id”")
    text = fields.get("text")
    if not isinstance(text, str):
        raise ContentError("“text” is missing or not a string")
    title = fields.get("title")
    if not isinstance(title, str | None):
        raise ContentError("“title” is not a string")
    article = Article(article_id=content_id(text), title=title or "", text=text, published=json_date(fields, "date"))
    return Request(request_id=fields["id"], article=article, spans=_spans(fields.get("spans"), len(text)))


def answer(asked: Request, resolutions: Iterable[Resolution], events: Iterable[Event]) -> str:
    """The answer's line, in ASCII. Toponyms come in the order of the spans asked for, else of the text."""
    by_span = {(r.toponym.start_char, r.toponym.end_char): r for r in resolutions}
    toponyms = [_toponym(by_span[span], asked.article.text) for span in (asked.spans if asked.spans is not None else by_span)]
    return json.dumps({"id": asked.request_id, "toponyms": toponyms, "events": [_event(e, asked.article.text) for e in events]})


def _spans(given: object, length: int) -> tuple[tuple[int, int], ...] | None:
    if given is None:
        return None
    if not isinstance(given, list):
        raise ContentError("“spans” is not a list")
    return tuple(_span(span, length) for span in given)


def _span(given: object, length: int) -> tuple[int, int]:
    ends = (given.get("start"), given.get("end")) if isinstance(given, dict) else (None, None)
    start, end = ends
    if type(start) is not int or type(end) is not int or not 0 <= start < end <= length:
        raise ContentError("a span has no “start” and “end” inside the text")
    return start, end


def _toponym(resolution: Resolution, text: str) -> dict[str, object]:
    toponym, place = resolution.toponym, resolution.place
    return {
        "start": toponym.start_char,
        "end": toponym.end_char,
        "text": text[toponym.start_char : toponym.end_char],
        "lat": place.latitude if place else None,
        "lon": place.longitude if place else None,
        "geonameid": place.geonameid if place and place.geonameid > 0 else None,
        "name": place.name if place else None,
        "country": (place.country_code or None) if place else None,
        "feature_code": place.feature_code if place else None,
        "geo_precision": precision_told(resolution).value if place else None,
        "radius_km": resolution.radius_km,
        "role": toponym.role.value,
        "score": round(resolution.score if place else toponym.score, 4),
    }


def _event(event: Event, text: str) -> dict[str, object]:
    return {
        "category": event.category.value,
        "event_type": event.event_type,
        "sub_event_type": event.sub_event_type,
        "status": event.status.value,
        "date": event.iso_date,
        "date_end": _date_end(event),
        "time_precision": event.time_precision.value,
        "fatalities": event.fatalities,
        "fatalities_min": event.fatalities_min,
        "fatalities_max": event.fatalities_max,
        "injured": event.injured,
        "injured_min": event.injured_min,
        "injured_max": event.injured_max,
        "actors": [actor.name for actor in event.actors],
        "geo_precision": event.geo_precision.value,
        "place": _place(event, text),
        "evidence": [{"start": e.start_char, "end": e.end_char} for e in event.evidence],
        "score": round(event.score, 4),
    }


def _date_end(event: Event) -> str | None:
    """The end of an interval, where `date` alone does not tell it."""
    told = event.date_end == event.event_date or event.time_precision in (TimePrecision.MONTH, TimePrecision.YEAR)
    return None if told or event.date_end is None else event.date_end.isoformat()


def _place(event: Event, text: str) -> dict[str, object] | None:
    place = event.place
    if place is None:
        return None
    span = _place_span(event, text)
    is_wide = event.geo_precision in _NO_COORDINATES
    return {
        "name": event.location or place.name,
        "start": span.start_char if span else None,
        "end": span.end_char if span else None,
        "lat": None if is_wide else place.latitude,
        "lon": None if is_wide else place.longitude,
        "country": place.country_code or None,
        "geonameid": place.geonameid if place.geonameid > 0 else None,
        "geo_precision": event.geo_precision.value,
    }


def _place_span(event: Event, text: str) -> Span | None:
    """Where the article names the place: the span spelled like `location`, else the first one."""
    spans = [span for e in event.evidence for span in e.spans if span.kind is SpanKind.PLACE]
    spelled = (s for s in spans if text[s.start_char : s.end_char] == event.location)
    return next(spelled, spans[0] if spans else None)
