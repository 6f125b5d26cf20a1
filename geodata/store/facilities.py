"""What articles say of military facilities, in the project."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from geodata.model import FacilityClaim
from geodata.store import places
from geodata.store.project import Project

_READ = (
    "SELECT facility_claim.*, article_id, event_id FROM facility_claim"
    " JOIN article ON article.fid = facility_claim.article JOIN event ON event.fid = facility_claim.event"
)


class Claimed(NamedTuple):
    """A claim and the event that it belongs to."""

    claim: FacilityClaim
    event_id: str


def every(project: Project) -> list[Claimed]:
    """All claims but those of rejected events, the newest first, those of no known day last."""
    rows = project.rows(f"{_READ} WHERE event.review != 'rejected' ORDER BY last_day DESC, facility_claim.fid")
    return [Claimed(claim, row["event_id"]) for claim, row in zip(_claims(project, rows), rows, strict=True)]


def of_events(project: Project, fids: str) -> defaultdict[int, list[FacilityClaim]]:
    """The claims of the events with these row numbers, a JSON list, by row number."""
    found: defaultdict[int, list[FacilityClaim]] = defaultdict(list)
    rows = project.rows(f"{_READ} WHERE facility_claim.event IN (SELECT value FROM json_each(?)) ORDER BY facility_claim.fid", [fids])  # noqa: S608
    for claim, row in zip(_claims(project, rows), rows, strict=True):
        found[row["event"]].append(claim)
    return found


def write(connection: sqlite3.Connection, event: int, claims: Iterable[FacilityClaim]) -> None:
    """Keep the claims of the event with that row number in place of those before, inside a transaction of the caller."""
    connection.execute("DELETE FROM facility_claim WHERE event = ?", [event])
    for claim in claims:
        places.write(connection, [claim.place])
        connection.execute(
            "INSERT INTO facility_claim (event, article, geonameid, operator, first_day, last_day, ends, words)"
            " VALUES (?, (SELECT fid FROM article WHERE article_id = ?), ?, ?, ?, ?, ?, ?)",
            [
                event,
                claim.article_id,
                claim.place.geonameid,
                claim.operator,
                claim.first.isoformat() if claim.first else None,
                claim.last.isoformat() if claim.last else None,
                claim.ends,
                claim.words,
            ],
        )


def _claims(project: Project, rows: list[sqlite3.Row]) -> list[FacilityClaim]:
    if not rows:
        return []
    used = places.many(project, (row["geonameid"] for row in rows))
    return [
        FacilityClaim(
            place=used[row["geonameid"]],
            operator=row["operator"],
            first=date.fromisoformat(row["first_day"]) if row["first_day"] else None,
            last=date.fromisoformat(row["last_day"]) if row["last_day"] else None,
            article_id=row["article_id"],
            words=row["words"],
            ends=bool(row["ends"]),
        )
        for row in rows
    ]
