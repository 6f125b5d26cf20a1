"""Articles in the project: written with what was found in them, in one transaction each."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from geodata.errors import ProjectError
from geodata.model import Article, Changes, Event, Failure, Resolution, content_id
from geodata.remarks import Remarks
from geodata.store import events as event_rows
from geodata.store import originals, tags, toponyms
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
    language: str | None = None


def add(
    project: Project,
    article: Article,
    resolutions: Iterable[Resolution],
    events: Iterable[Event],
    *,
    area_of: Callable[[int], bytes | None] = lambda _: None,
) -> Changes:
    """Keep an article with its toponyms and events, all or nothing; one that is kept already changes nothing.

    Events with the id of a kept one replace it; each is written before the next is asked for. `area_of` gives the area of a place as
    well-known binary.

    Raises:
        ContentError: the file of its original was changed since it was read.
        ProjectError: the file cannot be written.
    """
    with project.transaction() as connection:
        if _is_kept(connection, article.article_id):
            return Changes()
        fid = _write(connection, article)
        if article.original:
            originals.write(connection, fid, article.original)
        toponyms.write(connection, fid, resolutions)
        written = event_rows.rewrite(connection, dropped=(), events=lambda: events, area_of=area_of)
    return Changes(articles=(article.article_id,), events=written)


def replace_reading(
    project: Project,
    article: Article,
    resolutions: Iterable[Resolution],
    *,
    dropped: Iterable[str],
    events: Callable[[], Iterable[Event]],
    area_of: Callable[[int], bytes | None],
) -> tuple[str, ...]:
    """Keep what was found in a kept article now in place of what was found before, all or nothing.

    The events `dropped` go first; then `events` is called, which sees the project without them, and each is written before the next
    is asked for. Returns the ids of the written ones.

    Raises:
        ProjectError: the file cannot be written.
    """
    with project.transaction() as connection:
        fid = connection.execute(
            "UPDATE article SET language = coalesce(language, ?) WHERE article_id = ? RETURNING fid", [article.language, article.article_id]
        ).fetchone()[0]
        connection.execute("DELETE FROM toponym WHERE article = ?", [fid])
        toponyms.write(connection, fid, resolutions)
        return event_rows.rewrite(connection, dropped=dropped, events=events, area_of=area_of)


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
    remarked = tags.of_articles(project, (row["article_id"] for row in rows))
    return {row["article_id"]: replace(_article(row), remarks=remarked.get(row["article_id"], Remarks())) for row in rows}


def in_order(project: Project, article_ids: Iterable[str]) -> list[str]:
    """These ids in the order in which their articles came in."""
    rows = project.rows(
        "SELECT article_id FROM article WHERE article_id IN (SELECT value FROM json_each(?)) ORDER BY fid",
        [json.dumps(sorted(article_ids))],
    )
    return [row["article_id"] for row in rows]


def last_number(project: Project) -> int:
    """The number in the file of the article that came in last, 0 where there is none."""
    [(number,)] = project.rows("SELECT coalesce(max(fid), 0) FROM article")
    return int(number)


def newest_day(project: Project) -> date | None:
    """The last day on which an article was published or an event of a dataset was, if it had come in by then; None where there is none.

    Raises:
        ProjectError: the file cannot be read.
    """
    [(published, told)] = project.rows(
        "SELECT (SELECT max(published) FROM article WHERE status = 'read'),"
        " (SELECT min(max(event_date), date((SELECT max(imported) FROM dataset_file)))"
        " FROM event WHERE fid IN (SELECT event FROM dataset_row))"
    )
    found = max(filter(None, (published, told)), default=None)
    return date.fromisoformat(found[:10]) if found else None


def readable(project: Project) -> list[str]:
    """Ids of the articles that have a text, in the order in which they came in."""
    return [row["article_id"] for row in project.rows("SELECT article_id FROM article WHERE text != '' ORDER BY fid")]


def count(project: Project) -> int:
    """How many articles are kept, those included that could not be used."""
    return int(project.rows("SELECT count(*) AS number FROM article")[0]["number"])


def unused(project: Project) -> int:
    """How many of them could not be used; those have no day, and the index of days is read faster than the articles."""
    return int(project.rows("SELECT count(*) AS number FROM article WHERE published IS NULL AND status = 'failed'")[0]["number"])


def without_events(project: Project, article_ids: Iterable[str]) -> list[str | None]:
    """The languages of those of these articles that give evidence for no event, one each; None where it is not known."""
    rows = project.rows(
        "SELECT language FROM article WHERE article_id IN (SELECT value FROM json_each(?)) AND status = 'read'"
        " AND NOT EXISTS (SELECT 1 FROM evidence WHERE evidence.article = article.fid)",
        [json.dumps(sorted(set(article_ids)))],
    )
    return [row["language"] for row in rows]


def list_all(project: Project, *, limit: int = -1) -> list[ArticleRow]:
    """All articles, or so many, the newest first, with the number of events each gives evidence for."""
    rows = project.rows(
        "SELECT article_id, title, source, published, reason, language,"
        " (SELECT count(DISTINCT event) FROM evidence WHERE article = article.fid) AS events"
        " FROM (SELECT fid FROM article ORDER BY published DESC, fid DESC LIMIT ?) JOIN article USING (fid)"
        " ORDER BY published DESC, fid DESC",
        [limit],
    )
    return [
        ArticleRow(
            article_id=row["article_id"],
            title=row["title"],
            source=row["source"],
            published=date.fromisoformat(row["published"]) if row["published"] else None,
            events=row["events"],
            reason=row["reason"],
            language=row["language"],
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


def _article(row: sqlite3.Row) -> Article:
    values = dict(row)
    published, retrieved = values.pop("published"), values.pop("retrieved")
    return Article(
        **values,
        published=date.fromisoformat(published) if published else None,
        retrieved=datetime.fromisoformat(retrieved) if retrieved else None,
    )
