"""Named views of the map, in the project."""

from __future__ import annotations

import json
import sqlite3
from typing import NamedTuple

from geodata.model import EventFilter, Extent
from geodata.store import filters
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


def _written(event_filter: EventFilter | None) -> str | None:
    return None if event_filter is None else json.dumps(filters.written(event_filter), ensure_ascii=False)


def _read(written: str | None) -> EventFilter | None:
    """The filter of a row; None also for one of values that are not known here, so that the ground at least can be shown."""
    if written is None:
        return None
    try:
        return filters.read(json.loads(written))
    except (ValueError, KeyError, TypeError):
        return None
