"""Articles in the project: written with what was found in them, in one transaction each."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from geodata.errors import ProjectError
from geodata.model import Article, Candidate, Changes, Event, Failure, Resolution, Role, Toponym, content_id
from geodata.store import events as event_rows
from geodata.store import places
from geodata.store.project import Project


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRow:
    """What a list of articles shows; `reason` tells why a failed one could not be read."""

    article_id: str
    title: str
    source: str | None
    published: date | None
    events: int
    reason: str | None = None


def add(
    project: Project,
    article: Article,
    resolutions: Iterable[Resolution],
    events: Iterable[Event],
    *,
    area_of: Callable[[int], bytes | None] = lambda _: None,
) -> Changes:
    """Keep an article with its toponyms and events, all or nothing; one that is kept already changes nothing.

    Events with the id of a kept one replace it. `area_of` gives the area of a place as well-known binary.

    Raises:
        ProjectError: the file cannot be written.
    """
    resolutions, events = tuple(resolutions), tuple(events)
    with project.transaction() as connection:
        if _is_kept(connection, article.article_id):
            return Changes()
        fid = _write(connection, article)
        _write_resolutions(connection, fid, resolutions)
        for event in events:
            event_rows.write(connection, event)
        places.write_areas(connection, (e.place for e in events if e.place and e.point is None), area_of)
    return Changes(articles=(article.article_id,), events=tuple(dict.fromkeys(e.event_id for e in events)))


def add_failure(project: Project, failure: Failure) -> Changes:
    """Keep an input that could not be used, with the reason, so that it is not forgotten."""
    article_id = content_id("failed", failure.name)
    with project.transaction() as connection:
        connection.execute(
            "INSERT INTO article (article_id, title, text, status, reason) VALUES (?, ?, '', 'failed', ?)"
            " ON CONFLICT (article_id) DO UPDATE SET reason = excluded.reason",
            [article_id, failure.name, failure.reason],
        )
    return Changes(articles=(article_id,), failures=(failure,))


def contains(project: Project, article_id: str) -> bool:
    """True when the article is kept."""
    return bool(project.rows("SELECT 1 FROM article WHERE article_id = ?", [article_id]))


def get(project: Project, article_id: str) -> Article:
    """One article, whole.

    Raises:
        ProjectError: there is no such article.
    """
    found = many(project, [article_id])
    if not found:
        raise ProjectError(f"There is no article {article_id} in {project.path.name}.")
    return found[article_id]


def many(project: Project, article_ids: Iterable[str]) -> dict[str, Article]:
    """Articles by id, in one query; unknown ids are left out."""
    rows = project.rows(
        "SELECT article_id, title, text, url, source, language, published, retrieved FROM article"
        " WHERE article_id IN (SELECT value FROM json_each(?))",
        [json.dumps(sorted(set(article_ids)))],
    )
    return {row["article_id"]: _article(row) for row in rows}


def list_all(project: Project) -> list[ArticleRow]:
    """All articles, the newest first, with the number of events each gives evidence for."""
    rows = project.rows(
        "SELECT article_id, title, source, published, reason, (SELECT count(DISTINCT event) FROM evidence WHERE article = article.fid)"
        " AS events FROM article ORDER BY published DESC, fid DESC"
    )
    return [
        ArticleRow(
            article_id=row["article_id"],
            title=row["title"],
            source=row["source"],
            published=date.fromisoformat(row["published"]) if row["published"] else None,
            events=row["events"],
            reason=row["reason"],
        )
        for row in rows
    ]


def resolutions(project: Project, article_id: str) -> list[Resolution]:
    """The toponyms of an article with their places and candidates, in the order of the text."""
    rows = project.rows(
        "SELECT toponym.* FROM toponym JOIN article ON article.fid = toponym.article WHERE article_id = ? ORDER BY start_char, toponym.fid",
        [article_id],
    )
    tried = project.rows(
        "SELECT toponym, geonameid, score, reasons FROM candidate WHERE toponym IN (SELECT value FROM json_each(?)) ORDER BY fid",
        [json.dumps([row["fid"] for row in rows])],
    )
    used = places.many(project, (row["geonameid"] for row in [*rows, *tried] if row["geonameid"] is not None))
    candidates: defaultdict[int, list[Candidate]] = defaultdict(list)
    for row in tried:
        candidate = Candidate(place=used[row["geonameid"]], score=row["score"], reasons=tuple(json.loads(row["reasons"])))
        candidates[row["toponym"]].append(candidate)
    return [
        Resolution(
            toponym=_toponym(row),
            place=used.get(row["geonameid"]),
            score=row["resolution_score"],
            candidates=tuple(candidates[row["fid"]]),
            coder=row["coder"],
        )
        for row in rows
    ]


def _is_kept(connection: sqlite3.Connection, article_id: str) -> bool:
    return connection.execute("SELECT 1 FROM article WHERE article_id = ?", [article_id]).fetchone() is not None


def _write(connection: sqlite3.Connection, article: Article) -> int:
    fid: int = connection.execute(
        "INSERT INTO article (article_id, title, text, url, source, language, published, retrieved)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING fid",
        [
            article.article_id,
            article.title,
            article.text,
            article.url,
            article.source,
            article.language,
            article.published.isoformat() if article.published else None,
            article.retrieved.isoformat() if article.retrieved else None,
        ],
    ).fetchone()[0]
    connection.execute("INSERT INTO article_text (rowid, title, text) VALUES (?, ?, ?)", [fid, article.title, article.text])
    return fid


def _write_resolutions(connection: sqlite3.Connection, article: int, resolutions: Iterable[Resolution]) -> None:
    for resolution in resolutions:
        toponym, place = resolution.toponym, resolution.place
        places.write(connection, [*([place] if place else []), *(c.place for c in resolution.candidates)])
        fid = connection.execute(
            "INSERT INTO toponym (article, name, start_char, end_char, role, recognition_score, geonameid, resolution_score, coder)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING fid",
            [article, toponym.name, toponym.start_char, toponym.end_char, toponym.role, toponym.score,
             place.geonameid if place else None, resolution.score, resolution.coder],
        ).fetchone()[0]  # fmt: skip
        connection.executemany(
            "INSERT INTO candidate (toponym, geonameid, score, reasons) VALUES (?, ?, ?, ?)",
            ((fid, c.place.geonameid, c.score, json.dumps(c.reasons)) for c in resolution.candidates),
        )


def _article(row: sqlite3.Row) -> Article:
    values = dict(row)
    published, retrieved = values.pop("published"), values.pop("retrieved")
    return Article(
        **values,
        published=date.fromisoformat(published) if published else None,
        retrieved=datetime.fromisoformat(retrieved) if retrieved else None,
    )


def _toponym(row: sqlite3.Row) -> Toponym:
    return Toponym(
        name=row["name"],
        start_char=row["start_char"],
        end_char=row["end_char"],
        role=Role(row["role"]),
        score=row["recognition_score"],
    )
