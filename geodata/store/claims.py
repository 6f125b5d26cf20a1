"""What articles say of the dead and injured of the events in the project."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from geodata.claims import Claim, ClaimKind
from geodata.store.project import Project


def of_events(project: Project, fids: str) -> defaultdict[int, list[Claim]]:
    """The claims on each event, by its `fid`; `fids` is a JSON list."""
    found: defaultdict[int, list[Claim]] = defaultdict(list)
    for row in project.rows(
        "SELECT claim.*, article.article_id FROM claim JOIN article ON article.fid = claim.article"
        " WHERE claim.event IN (SELECT value FROM json_each(?)) ORDER BY claim.fid",
        [fids],
    ):
        found[row["event"]].append(
            Claim(
                kind=ClaimKind(row["kind"]),
                minimum=row["minimum"],
                best=row["best"],
                maximum=row["maximum"],
                said_by=row["said_by"],
                article_id=row["article_id"],
                published=date.fromisoformat(row["published"]) if row["published"] else None,
                start_char=row["start_char"],
                end_char=row["end_char"],
            )
        )
    return found


def write(connection: sqlite3.Connection, event: int, claims: Iterable[Claim]) -> None:
    """Keep the claims on an event that has none yet, inside a transaction of the caller."""
    connection.executemany(
        "INSERT INTO claim (event, article, kind, minimum, best, maximum, said_by, published, start_char, end_char)"
        " VALUES (?, (SELECT fid FROM article WHERE article_id = ?), ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (event, c.article_id, c.kind, c.minimum, c.best, c.maximum, c.said_by, c.published.isoformat() if c.published else None,
             c.start_char, c.end_char)
            for c in claims
        ),
    )  # fmt: skip
