"""The feeds of a project: when each was read, what came, what went wrong, and which of its entries were seen."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from typing import NamedTuple

from geodata.store.project import Project


class Feed(NamedTuple):
    """One feed. `last_error` is of the last reading, None where that went well; `new_articles` came with the last that did."""

    number: int
    address: str
    title: str
    etag: str
    modified: str
    last_success: datetime | None
    last_error: str | None
    last_error_at: datetime | None
    new_articles: int


def every(project: Project) -> list[Feed]:
    """All feeds in the order in which they were added."""
    return [_feed(row) for row in project.rows("SELECT * FROM feed ORDER BY fid")]


def add(project: Project, address: str) -> None:
    """Keep the feed at a checked address; one that is kept already stays as it is.

    Raises:
        ProjectError: the file cannot be written.
    """
    with project.transaction() as connection:
        connection.execute("INSERT INTO feed (address) VALUES (?) ON CONFLICT (address) DO NOTHING", [address])


def remove(project: Project, number: int) -> None:
    """Forget a feed; its articles stay.

    Raises:
        ProjectError: the file cannot be written.
    """
    with project.transaction() as connection:
        connection.execute("DELETE FROM feed WHERE fid = ?", [number])


def succeeded(project: Project, feed: Feed, new_articles: int) -> None:
    """Keep what a reading gave: title, etag, modified and error of `feed`, now as the time, and how many articles were new."""
    now = datetime.now(UTC).isoformat()
    with project.transaction() as connection:
        connection.execute(
            "UPDATE feed SET title = ?, etag = ?, modified = ?, last_success = ?, last_error = ?, last_error_at = ?, new_articles = ?"
            " WHERE fid = ?",
            [feed.title, feed.etag, feed.modified, now, feed.last_error, now if feed.last_error else None, new_articles, feed.number],
        )


def failed(project: Project, number: int, reason: str) -> None:
    """Keep why a reading gave nothing; the last that went well is remembered."""
    with project.transaction() as connection:
        connection.execute(
            "UPDATE feed SET last_error = ?, last_error_at = ? WHERE fid = ?", [reason, datetime.now(UTC).isoformat(), number]
        )


def seen(project: Project, number: int) -> frozenset[str]:
    """The ids of a feed's entries that are not asked for again."""
    return frozenset(row["entry"] for row in project.rows("SELECT entry FROM feed_entry WHERE feed = ?", [number]))


def mark(project: Project, number: int, entry: str) -> None:
    """An entry was seen."""
    with project.transaction() as connection:
        connection.execute("INSERT OR IGNORE INTO feed_entry (feed, entry) VALUES (?, ?)", [number, entry])


def _feed(row: sqlite3.Row) -> Feed:
    return Feed(
        number=row["fid"],
        address=row["address"],
        title=row["title"],
        etag=row["etag"],
        modified=row["modified"],
        last_success=_time(row["last_success"]),
        last_error=row["last_error"],
        last_error_at=_time(row["last_error_at"]),
        new_articles=row["new_articles"],
    )


def _time(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written) if written else None
