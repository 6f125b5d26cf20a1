"""Events in the project: written, and read with their place, actors and evidence."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from geodata.claims import ClaimKind
from geodata.coordinates import is_nowhere
from geodata.errors import ProjectError
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
)
from geodata.store import claims, datasets, facilities, geometry, grades, places, tags
from geodata.store.columns import Matched
from geodata.store.project import Project
from geodata.store.query import full_text_query

_BLOCK = 50_000  # rows read at once
_COLUMNS = (
    "geom", "event_id", "category", "event_type", "sub_event_type", "status", "event_date", "date_end", "time_precision", "fatalities",
    "injured", "location", "geonameid", "country_code", "latitude", "longitude", "geo_precision", "radius_km", "reasons", "score", "coder",
    "review", "note", "settled", "credibility", "origins",
)  # fmt: skip
_WRITE = (
    f"INSERT INTO event ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"  # noqa: S608
    f" ON CONFLICT (event_id) DO UPDATE SET {', '.join(f'{c} = excluded.{c}' for c in _COLUMNS)} RETURNING fid"
)
_ALIKE_DAYS = timedelta(days=7)  # reports of one occurrence differ by a day or two


def get(project: Project, event_id: str) -> Event:
    """One event.

    Raises:
        ProjectError: there is no such event.
    """
    found = many(project, [event_id])
    if not found:
        raise ProjectError(f"There is no event {event_id} in {project.path.name}.")
    return found[0]


def many(project: Project, ids: Iterable[str]) -> list[Event]:
    """The events with these ids, in that order, by a constant number of queries; unknown ids are left out."""
    wanted = list(dict.fromkeys(ids))
    rows = project.rows("SELECT * FROM event WHERE event_id IN (SELECT value FROM json_each(?))", [json.dumps(wanted)])
    fids = json.dumps([row["fid"] for row in rows])
    used = places.many(project, (row["geonameid"] for row in rows if row["geonameid"] is not None))
    actors, evidence = _actors(project, fids), _evidence(project, fids)
    told, held, imported = claims.of_events(project, fids), facilities.of_events(project, fids), datasets.of_events(project, fids)
    tagged = tags.of_events(project, wanted)
    found = {
        row["event_id"]: replace(
            _event(row, used.get(row["geonameid"]), actors[row["fid"]], evidence[row["fid"]]),
            claims=tuple(told[row["fid"]]),
            facilities=tuple(held[row["fid"]]),
            row=imported[row["fid"]],
            tags=tagged.get(row["event_id"], ()),
        )
        for row in rows
    }
    return [found[event_id] for event_id in wanted if event_id in found]


def of_article(project: Project, article_id: str) -> list[Event]:
    """The events that have evidence in an article, by where it stands in the text."""
    rows = project.rows(
        "SELECT event.event_id FROM evidence JOIN event ON event.fid = evidence.event JOIN article ON article.fid = evidence.article"
        " WHERE article.article_id = ? GROUP BY event.fid ORDER BY min(evidence.start_char), event.fid",
        [article_id],
    )
    return many(project, (row["event_id"] for row in rows))


def of_articles(project: Project, article_ids: Iterable[str]) -> list[Event]:
    """The events that have evidence in any of these articles, in the order in which they came in."""
    rows = project.rows(
        "SELECT DISTINCT event.fid, event.event_id FROM evidence JOIN event ON event.fid = evidence.event"
        " JOIN article ON article.fid = evidence.article"
        " WHERE article.article_id IN (SELECT value FROM json_each(?)) ORDER BY event.fid",
        [json.dumps(sorted(set(article_ids)))],
    )
    return many(project, (row["event_id"] for row in rows))


def contains(project: Project, event_id: str) -> bool:
    """True when there is an event with that id."""
    return bool(project.rows("SELECT 1 FROM event WHERE event_id = ?", [event_id]))


def alike(project: Project, event: Event) -> list[Event]:
    """Kept events that might be the same occurrence: same category, within days, in the same country or at a point nearby.

    Events of datasets are none of them: a dataset is a source of its own, and its events stay as it tells them.
    """
    if event.event_date is None or event.place is None:
        return []
    latitude, longitude = event.point or (None, None)
    rows = project.rows(
        "SELECT event_id FROM event WHERE category = :category AND event_id != :event_id"
        " AND event_date <= :last AND coalesce(date_end, event_date) >= :first"
        " AND (geonameid = :geonameid OR country_code = :country"
        " OR (abs(latitude - :latitude) < 1 AND abs(longitude - :longitude) < 2))"
        " AND NOT EXISTS (SELECT 1 FROM dataset_row WHERE dataset_row.event = event.fid) ORDER BY fid",
        {
            "category": event.category,
            "event_id": event.event_id,
            "first": (event.event_date - _ALIKE_DAYS).isoformat(),
            "last": ((event.date_end or event.event_date) + _ALIKE_DAYS).isoformat(),
            "geonameid": event.place.geonameid,
            "country": event.place.country_code,
            "latitude": latitude,
            "longitude": longitude,
        },
    )
    return many(project, (row["event_id"] for row in rows))


def matching_text(project: Project, text: str) -> Matched:
    """The events in whose notes of a dataset, or location, actors and note, all words of `text` stand, and the articles in which they do.

    Case and accents make no difference; `query.full_text_query` says what a phrase and an unfinished word are.
    """
    query = full_text_query(text)

    def numbers(table: str) -> NDArray[np.int64]:
        sql = f"SELECT rowid FROM {table} WHERE {table} MATCH ?"  # noqa: S608
        blocks = project.blocks(sql, _BLOCK, [query]) if query is not None else ()
        return np.fromiter((number for block in blocks for (number,) in block), dtype=np.int64)

    return Matched(events=np.concatenate((numbers("event_text"), numbers("dataset_text"))), articles=numbers("article_text"))


def write(connection: sqlite3.Connection, event: Event) -> None:
    """Keep an event whole, inside a transaction of the caller; one with the same id is replaced."""
    if event.place is not None:
        places.write(connection, [event.place])
    origins = grades.count_origins(connection, (piece.article_id for piece in event.evidence))
    fid = connection.execute(_WRITE, (*_row(event), origins)).fetchone()[0]
    for table in ("actor", "evidence", "claim"):
        connection.execute(f"DELETE FROM {table} WHERE event = ?", [fid])  # noqa: S608
    connection.execute("DELETE FROM event_text WHERE rowid = ?", [fid])
    connection.executemany("INSERT INTO actor (event, name, inter) VALUES (?, ?, ?)", ((fid, a.name, a.inter) for a in event.actors))
    for evidence in event.evidence:
        _write_evidence(connection, fid, evidence)
    claims.write(connection, fid, event.claims)
    facilities.write(connection, fid, event.facilities)
    named = " ".join(filter(None, [event.location, event.place.name if event.place else None]))
    connection.execute(
        "INSERT INTO event_text (rowid, location, actors, note) VALUES (?, ?, ?, ?)",
        [fid, named, "\n".join(a.name for a in event.actors), event.note],
    )


def rewrite(
    connection: sqlite3.Connection,
    *,
    dropped: Iterable[str],
    events: Callable[[], Iterable[Event]],
    area_of: Callable[[int], bytes | None],
) -> tuple[str, ...]:
    """Put `events` in place of those `dropped`, inside a transaction of the caller; the ids of the written ones.

    `events` is called once the others are gone, and each is written before the next is asked for.
    """
    gone = list(dropped)
    before = tags.tellings(connection, gone)
    delete(connection, gone)
    written: list[Event] = []
    for event in events():
        write(connection, event)
        written.append(event)
    places.write_areas(connection, (e.place for e in written if e.place and e.point is None), area_of)
    ids = tuple(dict.fromkeys(e.event_id for e in written))
    tags.carry_over(connection, before, ids)
    return ids


def delete(connection: sqlite3.Connection, ids: Iterable[str]) -> None:
    """Drop events with all that hangs on them, inside a transaction of the caller."""
    for event_id in ids:
        row = connection.execute("DELETE FROM event WHERE event_id = ? RETURNING fid", [event_id]).fetchone()
        if row is not None:
            connection.execute("DELETE FROM event_text WHERE rowid = ?", [row[0]])


def _write_evidence(connection: sqlite3.Connection, event: int, evidence: Evidence) -> None:
    fid = connection.execute(
        "INSERT INTO evidence (event, article, start_char, end_char)"
        " VALUES (?, (SELECT fid FROM article WHERE article_id = ?), ?, ?) RETURNING fid",
        [event, evidence.article_id, evidence.start_char, evidence.end_char],
    ).fetchone()[0]
    connection.executemany(
        "INSERT INTO span (evidence, kind, start_char, end_char) VALUES (?, ?, ?, ?)",
        ((fid, span.kind, span.start_char, span.end_char) for span in evidence.spans),
    )


def _row(event: Event) -> tuple[object, ...]:
    latitude, longitude = event.point or (None, None)
    return (
        geometry.point(*event.point) if event.point else None,
        event.event_id, event.category, event.event_type, event.sub_event_type, event.status,
        event.event_date.isoformat() if event.event_date else None, event.date_end.isoformat() if event.date_end else None,
        event.time_precision, event.fatalities, event.injured, event.location,
        event.place.geonameid if event.place else None, event.place.country_code if event.place else None,
        latitude, longitude, event.geo_precision, event.radius_km, json.dumps(event.reasons), event.score, event.coder, event.review,
        event.note, json.dumps(event.settled), event.credibility,
    )  # fmt: skip


def _event(row: sqlite3.Row, place: Place | None, actors: list[Actor], evidence: list[Evidence]) -> Event:
    return Event(
        event_id=row["event_id"],
        category=Category(row["category"]),
        event_type=row["event_type"],
        sub_event_type=row["sub_event_type"],
        status=Status(row["status"]),
        event_date=date.fromisoformat(row["event_date"]) if row["event_date"] else None,
        date_end=date.fromisoformat(row["date_end"]) if row["date_end"] else None,
        time_precision=TimePrecision(row["time_precision"]),
        actors=tuple(actors),
        fatalities=row["fatalities"],
        injured=row["injured"],
        location=row["location"],
        place=place,
        geo_precision=GeoPrecision.UNKNOWN if is_nowhere(row["latitude"], row["longitude"]) else GeoPrecision(row["geo_precision"]),
        radius_km=row["radius_km"],
        evidence=tuple(evidence),
        reasons=tuple(json.loads(row["reasons"])),
        score=row["score"],
        coder=row["coder"],
        review=Review(row["review"]),
        note=row["note"],
        settled=tuple(map(ClaimKind, json.loads(row["settled"]))),
        credibility=Credibility(row["credibility"]) if row["credibility"] else None,
        origins=row["origins"],
    )


def _actors(project: Project, fids: str) -> defaultdict[int, list[Actor]]:
    found: defaultdict[int, list[Actor]] = defaultdict(list)
    for row in project.rows("SELECT event, name, inter FROM actor WHERE event IN (SELECT value FROM json_each(?)) ORDER BY fid", [fids]):
        found[row["event"]].append(Actor(name=row["name"], inter=row["inter"]))
    return found


def _evidence(project: Project, fids: str) -> defaultdict[int, list[Evidence]]:
    chosen = "evidence JOIN article ON article.fid = evidence.article WHERE evidence.event IN (SELECT value FROM json_each(?))"
    spans: defaultdict[int, list[Span]] = defaultdict(list)
    for row in project.rows(
        "SELECT span.evidence, span.kind, span.start_char, span.end_char FROM span JOIN evidence ON evidence.fid = span.evidence"
        " WHERE evidence.event IN (SELECT value FROM json_each(?)) ORDER BY span.fid",
        [fids],
    ):
        spans[row["evidence"]].append(Span(kind=SpanKind(row["kind"]), start_char=row["start_char"], end_char=row["end_char"]))
    found: defaultdict[int, list[Evidence]] = defaultdict(list)
    for row in project.rows(
        f"SELECT evidence.fid, event, article_id, start_char, end_char FROM {chosen} ORDER BY evidence.fid",  # noqa: S608
        [fids],
    ):
        found[row["event"]].append(
            Evidence(article_id=row["article_id"], start_char=row["start_char"], end_char=row["end_char"], spans=tuple(spans[row["fid"]]))
        )
    return found
