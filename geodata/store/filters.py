"""A filter as JSON keeps it: in the bookmarks of a project, and in pages that carry their view."""

from __future__ import annotations

from datetime import date
from typing import Any

from geodata.grades import Credibility
from geodata.model import AreaOfInterest, Category, EventFilter, GeoPrecision, Review, Status


def written(f: EventFilter) -> dict[str, Any]:
    """Its fields as values of JSON; what was new when it was last looked at is not kept."""
    return {
        "text": f.text,
        "categories": f.categories,
        "statuses": f.statuses,
        "first_date": f.first_date and f.first_date.isoformat(),
        "last_date": f.last_date and f.last_date.isoformat(),
        "area": f.area and {"words": f.area.words, "outline": f.area.outline.hex()},
        "may_be_inside": f.may_be_inside,
        "max_geo_precision": f.max_geo_precision,
        "countries": f.countries,
        "sources": f.sources,
        "review": f.review,
        "tags": f.tags,
        "credibility": f.credibility,
    }


def read(kept: dict[str, Any]) -> EventFilter:
    """The filter that `written` kept.

    Raises:
        KeyError, TypeError, ValueError: it holds values that are not known here.
    """
    area = kept["area"]
    return EventFilter(
        text=str(kept["text"]),
        categories=tuple(map(Category, kept["categories"])),
        statuses=tuple(map(Status, kept["statuses"])),
        first_date=_day(kept["first_date"]),
        last_date=_day(kept["last_date"]),
        area=AreaOfInterest(words=str(area["words"]), outline=bytes.fromhex(area["outline"])) if area else None,
        may_be_inside=bool(kept["may_be_inside"]),
        max_geo_precision=GeoPrecision(kept["max_geo_precision"]) if kept["max_geo_precision"] else None,
        countries=tuple(map(str, kept["countries"])),
        sources=tuple(map(str, kept["sources"])),
        review=tuple(map(Review, kept["review"])),
        tags=tuple(map(str, kept.get("tags", ()))),
        credibility=tuple(map(Credibility, kept.get("credibility", ()))),
    )


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
