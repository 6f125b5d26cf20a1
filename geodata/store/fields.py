"""The fields of an event as JSON keeps them: what a change made of what."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from geodata.claims import ClaimKind
from geodata.grades import Credibility
from geodata.model import (
    Actor,
    Category,
    Event,
    Evidence,
    GeoPrecision,
    Place,
    Review,
    Span,
    SpanKind,
    Status,
    TimePrecision,
)  # fmt: skip

Fields = Mapping[str, Any]
"""Values as JSON has them, by the name of the field."""


def _or_none(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else read(value)


def _evidence(value: dict[str, Any]) -> Evidence:
    spans = tuple(Span(**{**span, "kind": SpanKind(span["kind"])}) for span in value["spans"])
    return Evidence(article_id=value["article_id"], start_char=value["start_char"], end_char=value["end_char"], spans=spans)


# Each field that a person decides, and how its value is read back; a new event has the further ones too.
_DECIDED: dict[str, Callable[[Any], Any]] = {
    "category": Category,
    "event_type": str,
    "sub_event_type": str,
    "status": Status,
    "event_date": _or_none(date.fromisoformat),
    "date_end": _or_none(date.fromisoformat),
    "time_precision": TimePrecision,
    "fatalities": _or_none(int),
    "injured": _or_none(int),
    "settled": lambda kinds: tuple(map(ClaimKind, kinds)),
    "actors": lambda actors: tuple(Actor(**actor) for actor in actors),
    "location": _or_none(str),
    "place": _or_none(lambda place: Place(**place)),
    "geo_precision": GeoPrecision,
    "radius_km": _or_none(float),
    "note": str,
    "review": Review,
    "credibility": _or_none(Credibility),
}
_NEW: dict[str, Callable[[Any], Any]] = {
    "event_id": str,
    "evidence": lambda pieces: tuple(map(_evidence, pieces)),
    "reasons": tuple,
    "score": float,
    "coder": str,
}
_READ = _DECIDED | _NEW
DECIDED = tuple(_DECIDED)


def difference(before: Event, after: Event) -> tuple[Fields, Fields]:
    """The decided fields in which two events differ, as they are in the one and in the other."""
    changed = [name for name in DECIDED if getattr(before, name) != getattr(after, name)]
    return _written(before, changed), _written(after, changed)


def whole(event: Event) -> Fields:
    """All fields of an event that a person made."""
    return _written(event, _READ)


def with_fields(event: Event, fields: Fields) -> Event:
    """The event with these fields."""
    return replace(event, **values(fields))


def made_of(fields: Fields) -> Event:
    """The event that `whole` has written."""
    return Event(**values(fields))


def values(fields: Fields) -> dict[str, Any]:
    """The values as an event has them; fields of a newer Dateline are left."""
    return {name: _READ[name](value) for name, value in fields.items() if name in _READ}


def _written(event: Event, names: Iterable[str]) -> dict[str, Any]:
    return {name: _plain(getattr(event, name)) for name in names}


def _plain(value: Any) -> Any:  # a field's value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return asdict(value) if isinstance(value, Actor | Place | Evidence) else value
