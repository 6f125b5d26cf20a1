"""Tags of events and articles, and notes on articles, in the project."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from sqlite3 import Connection

from geodata.remarks import SENSITIVE, Remarks
from geodata.store.project import Project


def of_events(project: Project, event_ids: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """The own tags of each of these events; one that has none is left out."""
    return _tags(project, "SELECT event_id, tag FROM event_tag WHERE event_id IN (SELECT value FROM json_each(?)) ORDER BY fid", event_ids)


def of_articles(project: Project, article_ids: Iterable[str]) -> dict[str, Remarks]:
    """What was remarked on each of these articles; one without remarks is left out."""
    ids = list(article_ids)
    tags = _tags(project, "SELECT article_id, tag FROM article_tag WHERE article_id IN (SELECT value FROM json_each(?)) ORDER BY fid", ids)
    rows = project.rows("SELECT article_id, note FROM article_note WHERE article_id IN (SELECT value FROM json_each(?))", [json.dumps(ids)])
    notes = {row["article_id"]: row["note"] for row in rows}
    return {article_id: Remarks(notes.get(article_id, ""), tags.get(article_id, ())) for article_id in {*tags, *notes}}


def every(project: Project) -> list[str]:
    """All tags in use, in order of the alphabet."""
    rows = project.rows("SELECT tag FROM event_tag UNION SELECT tag FROM article_tag")
    return sorted((row["tag"] for row in rows), key=lambda tag: (tag.casefold(), tag))


def tagged(project: Project, wanted: Sequence[str]) -> set[str]:
    """The ids of the events that bear one of these tags, or that are told by an article which does."""
    rows = project.rows(
        "SELECT event_id FROM event_tag WHERE tag IN (SELECT value FROM json_each(:tags))"
        " UNION SELECT event.event_id FROM article_tag JOIN article USING (article_id) JOIN evidence ON evidence.article = article.fid"
        " JOIN event ON event.fid = evidence.event WHERE tag IN (SELECT value FROM json_each(:tags))",
        {"tags": json.dumps(list(wanted))},
    )
    return {row["event_id"] for row in rows}


def sensitive_spots(project: Project) -> frozenset[tuple[float, float]]:
    """Where events with the tag `SENSITIVE` are, or of articles with it, as (latitude, longitude) in degrees.

    A spot is sensitive for whatever is there: another event at it, with its coordinates, would give it away.
    """
    rows = project.rows(
        "SELECT DISTINCT latitude, longitude FROM event WHERE latitude IS NOT NULL AND event_id IN (SELECT value FROM json_each(?))",
        [json.dumps(sorted(tagged(project, [SENSITIVE])))],
    )
    return frozenset((row["latitude"], row["longitude"]) for row in rows)


def events_of(project: Project, article_id: str) -> tuple[str, ...]:
    """The ids of the events that an article tells of."""
    rows = project.rows(
        "SELECT DISTINCT event_id FROM evidence JOIN event ON event.fid = evidence.event JOIN article ON article.fid = evidence.article"
        " WHERE article_id = ?",
        [article_id],
    )
    return tuple(row["event_id"] for row in rows)


def set_of_event(connection: Connection, event_id: str, tags: Sequence[str]) -> None:
    """Give an event just these tags, inside a transaction of the caller."""
    connection.execute("DELETE FROM event_tag WHERE event_id = ?", [event_id])
    connection.executemany("INSERT INTO event_tag (event_id, tag) VALUES (?, ?)", ((event_id, tag) for tag in tags))


def set_of_article(connection: Connection, article_id: str, remarks: Remarks) -> None:
    """Remark just this on an article, inside a transaction of the caller."""
    for table in ("article_tag", "article_note"):
        connection.execute(f"DELETE FROM {table} WHERE article_id = ?", [article_id])  # noqa: S608 - our own words
    connection.executemany("INSERT INTO article_tag (article_id, tag) VALUES (?, ?)", ((article_id, tag) for tag in remarks.tags))
    if remarks.note:
        connection.execute("INSERT INTO article_note (article_id, note) VALUES (?, ?)", [article_id, remarks.note])


def tellings(connection: Connection, event_ids: Iterable[str]) -> dict[str, set[tuple[int, int, int]]]:
    """The words that tagged events among these are told by: numbers of articles with offsets."""
    rows = connection.execute(
        "SELECT event_id, article, start_char, end_char FROM event_tag JOIN event USING (event_id)"
        " JOIN evidence ON evidence.event = event.fid"
        " WHERE event_id IN (SELECT value FROM json_each(?))",
        [json.dumps(list(event_ids))],
    )
    told: defaultdict[str, set[tuple[int, int, int]]] = defaultdict(set)
    for event_id, article, start, end in rows:
        told[event_id].add((article, start, end))
    return told


def carry_over(connection: Connection, before: Mapping[str, set[tuple[int, int, int]]], written: Sequence[str]) -> None:
    """Give the tags of events that are told no more to the event that is told now by the same words; `before` are their `tellings`."""
    for event_id, pieces in before.items():
        if event_id in written:
            continue
        for article, start, end in sorted(pieces):
            row = connection.execute(
                "SELECT event_id FROM event JOIN evidence ON evidence.event = event.fid"
                " WHERE article = ? AND start_char < ? AND end_char > ?"
                " AND event_id IN (SELECT value FROM json_each(?)) ORDER BY event.fid LIMIT 1",
                [article, end, start, json.dumps(list(written))],
            ).fetchone()
            if row is not None:
                connection.execute("UPDATE OR IGNORE event_tag SET event_id = ? WHERE event_id = ?", [row[0], event_id])
                break


def _tags(project: Project, sql: str, ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for row in project.rows(sql, [json.dumps(list(ids))]):
        found[row[0]].append(row["tag"])
    return {key: tuple(tags) for key, tags in found.items()}
