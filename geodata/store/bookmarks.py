"""Named views of the map, in the project."""

from __future__ import annotations

import json
import sqlite3
from datetime import date
from typing import Any, NamedTuple

from geodata.grades import Credibility
from geodata.model import AreaOfInterest, Category, EventFilter, Extent, GeoPrecision, Review, Status
from geodata.store.project import Project


class Bookmark(NamedTuple):
    """A view with its name; `number` is 0 until it is kept. `event_filter` is None where only the ground was kept."""

    number: int
    name: str
    extent: Extent
    event_filter: EventFilter | None = None


def every(project: Project) -> list[Bookmark]:
    """All bookmarks in the order in which they were made."""
    return [_bookmark(row) for row in project.rows("SELECT * FROM bookmark ORDER BY fid")]


def add(project: Project, bookmark: Bookmark) -> Bookmark:
    """Keep it, under its number where it had one (one that was removed comes back where it stood); returned with its number.

    Raises:
        ProjectError: the file cannot be written.
    """
    values = [bookmark.number or None, bookmark.name, *bookmark.extent, _written(bookmark.event_filter)]
    with project.transaction() as connection:
        number = connection.execute("INSERT INTO bookmark VALUES (?, ?, ?, ?, ?, ?, ?)", values).lastrowid
    return bookmark._replace(number=number or 0)


def rename(project: Project, number: int, name: str) -> None:
    """Give a bookmark another name.

    Raises:
        ProjectError: the file cannot be written.
    """
    with project.transaction() as connection:
        connection.execute("UPDATE bookmark SET name = ? WHERE fid = ?", [name, number])


def remove(project: Project, number: int) -> None:
    """Forget a bookmark.

    Raises:
        ProjectError: the file cannot be written.
    """
    with project.transaction() as connection:
        connection.execute("DELETE FROM bookmark WHERE fid = ?", [number])


def _bookmark(row: sqlite3.Row) -> Bookmark:
    extent = Extent(row["south"], row["west"], row["north"], row["east"])
    return Bookmark(row["fid"], row["name"], extent, _read(row["filter"]))


def _written(f: EventFilter | None) -> str | None:
    if f is None:
        return None
    return json.dumps(
        {
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
        },
        ensure_ascii=False,
    )


def _read(written: str | None) -> EventFilter | None:
    """The filter of a row; None also for one of values that are not known here, so that the ground at least can be shown."""
    if written is None:
        return None
    try:
        return _filter(json.loads(written))
    except (ValueError, KeyError, TypeError):
        return None


def _filter(kept: dict[str, Any]) -> EventFilter:
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
