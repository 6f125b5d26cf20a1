"""What does not hold together in an event that a person codes, field by field, in words for that person."""

from __future__ import annotations

from datetime import date, timedelta

from geodata.events.codebook import code_of
from geodata.model import Event, GeoPrecision, TimePrecision

MOST = 10_000_000  # dead or injured of one event
LONGEST = 4_000  # characters of a note
FIRST_YEAR, LAST_YEAR = 1900, 2200
NIGHT = timedelta(days=1)  # "overnight" and "Friday to Saturday" are coded as two days that are known to the day


def faults(event: Event) -> dict[str, str]:
    """A sentence by the name of each field that cannot be kept so; empty where all is well."""
    found = {
        "sub_event_type": _code_fault(event),
        "event_date": _date_fault(event),
        "fatalities": _count_fault(event.fatalities, "deaths"),
        "injured": _count_fault(event.injured, "injured"),
        "actors": "An actor needs a name." if any(not actor.name.strip() for actor in event.actors) else "",
        "place": _place_fault(event),
        "note": _note_fault(event),
    }
    return {name: sentence for name, sentence in found.items() if sentence}


def _code_fault(event: Event) -> str:
    try:
        code = code_of(event.category, event.sub_event_type)
    except KeyError:
        return "The codebook has no such type in this category."
    return "" if code.event_type == event.event_type else "The event type is not that of the codebook."


def _date_fault(event: Event) -> str:
    first, last = event.event_date, event.date_end
    if (first is None) != (last is None):
        return "A period needs its first and its last day."
    if first is None or last is None:
        return "" if event.time_precision is TimePrecision.UNKNOWN else "Give the day, or say that it is not known."
    return _period_fault(first, last, event.time_precision)


def _period_fault(first: date, last: date, precision: TimePrecision) -> str:
    if last < first:
        return "The last day lies before the first."
    if not FIRST_YEAR <= first.year <= last.year <= LAST_YEAR:
        return f"Days from {FIRST_YEAR} to {LAST_YEAR} can be kept."
    if precision is TimePrecision.UNKNOWN:
        return "A day is given, so say how well it is known."
    if precision is TimePrecision.DAY and last - first > NIGHT:
        return "These are several days; choose week, month or year."
    return ""


def _count_fault(count: int | None, what: str) -> str:
    return "" if count is None or 0 <= count <= MOST else f"The number of {what} must lie between 0 and {MOST:,}."


def _place_fault(event: Event) -> str:
    if event.place is None:
        return "" if event.geo_precision is GeoPrecision.UNKNOWN else "Choose a place, or say that it is not known."
    if event.geo_precision is GeoPrecision.UNKNOWN:
        return "A place is given, so say how well it is known."
    if not (-90 <= event.place.latitude <= 90 and -180 <= event.place.longitude <= 180):
        return "The coordinates lie off the earth."
    if event.radius_km is not None and not 0 < event.radius_km <= 1000:
        return "How near must lie between 0 and 1,000 km."
    return "" if event.geo_precision is not GeoPrecision.NEAR or event.radius_km is not None else "Say within how many kilometres."


def _note_fault(event: Event) -> str:
    if not event.evidence and event.row is None and not event.note.strip():
        return "No article tells of it, so write what was observed, and by whom."
    return "" if len(event.note) <= LONGEST else f"The note is longer than {LONGEST:,} characters."
