"""A filter in words, as printed on snapshots and written into exports."""

from __future__ import annotations

from datetime import date

from geodata.model import EventFilter, GeoPrecision, Status
from geodata.months import short_day
from geodata.wording import STATUS_WORDS, listed

_PRECISION = {
    GeoPrecision.EXACT: "exact sites",
    GeoPrecision.TOWN: "towns",
    GeoPrecision.NEAR: "near a town",
    GeoPrecision.ADM2: "districts",
    GeoPrecision.ADM1: "first-level regions",
    GeoPrecision.REGION: "larger regions",
    GeoPrecision.COUNTRY: "countries",
    GeoPrecision.SEA: "seas",
}


def filter_in_words(event_filter: EventFilter) -> str:
    """What a filter lets through, such as "Attack, Protest; 1 Aug 2023 to 31 Aug 2023; text “Niamey”; happened and ongoing"."""
    f = event_filter
    parts = [
        ", ".join(c.replace("_", " ").capitalize() for c in f.categories) or "All categories",
        _period(f.first_date, f.last_date),
        f"text “{' '.join(f.text.split())}”" if f.text.strip() else "",
        _statuses(f.statuses),
        f"in {listed(f.countries)}" if f.countries else "",
        f"from {listed(f.sources)}" if f.sources else "",
        f"places known to {_PRECISION[f.max_geo_precision]} or better" if f.max_geo_precision in _PRECISION else "",
        f"review: {listed(f.review)}" if f.review else "",
        f"tagged {' or '.join(f'“{tag}”' for tag in f.tags)}" if f.tags else "",
        f"credibility {listed(f.credibility)}" if f.credibility else "",
        area_in_words(f) if f.area else "",
        "new since last looked" if f.after is not None else "",
    ]
    return "; ".join(filter(None, parts))


def area_in_words(event_filter: EventFilter) -> str:
    """The area of interest: "within 50 km of Niamey", and whether what may lie outside is counted; empty where there is none."""
    area = event_filter.area
    if area is None:
        return ""
    return f"{area.words}, or possibly so" if event_filter.may_be_inside else area.words


def _statuses(wanted: tuple[Status, ...]) -> str:
    return "any status" if not wanted or set(wanted) == set(Status) else listed([STATUS_WORDS[status].lower() for status in wanted])


def _period(first: date | None, last: date | None) -> str:
    if first and last:
        return short_day(first) if first == last else f"{short_day(first)} to {short_day(last)}"
    if first:
        return f"from {short_day(first)}"
    return f"until {short_day(last)}" if last else ""
