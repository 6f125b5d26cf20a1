"""Search in the articles of a project: those in which words stand, and where in them."""

from __future__ import annotations

import json
import re
import secrets
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from geodata.store.project import Project
from geodata.store.query import full_text_query

LIMIT = 100  # articles that are told of a search
SORTED = 5_000  # more than that are in the order in which they came in, since sorting all would take long
_AROUND = 22  # words of an excerpt
_COUNT = "SELECT count(*) AS number FROM article_text WHERE article_text MATCH ?"
_NEWEST = (
    "SELECT fid FROM article WHERE fid IN (SELECT rowid FROM article_text WHERE article_text MATCH ?)"
    " ORDER BY published DESC, fid DESC LIMIT ?"
)
_LAST_ADDED = "SELECT rowid AS fid FROM article_text WHERE article_text MATCH ? ORDER BY rowid DESC LIMIT ?"
_HITS = (
    "SELECT fid, article_id, article.title, source, published, snippet(article_text, 1, ?, ?, '…', ?) AS excerpt,"
    " (SELECT count(DISTINCT event) FROM evidence WHERE article = fid) AS events"
    " FROM article_text JOIN article ON fid = article_text.rowid"
    " WHERE article_text MATCH ? AND article_text.rowid IN (SELECT value FROM json_each(?))"
)


class Stretch(NamedTuple):
    """Where something stands: two offsets, end exclusive."""

    start_char: int
    end_char: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An article in which the words stand: `excerpt` are some of its words, `marked` where in the excerpt those searched for stand."""

    article_id: str
    title: str
    source: str | None
    published: date | None
    events: int
    excerpt: str
    marked: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a search found: how many articles, and the first of them; `is_by_day` where these are the newest."""

    total: int = 0
    hits: tuple[Hit, ...] = ()
    is_by_day: bool = True


def search(project: Project, typed: str, *, limit: int = LIMIT) -> Found:
    """The articles whose title or text holds what was typed, as `query.full_text_query` reads it; the newest first.

    Raises:
        ProjectError: the file cannot be read.
    """
    query = full_text_query(typed)
    if query is None:
        return Found()
    [row] = project.rows(_COUNT, [query])
    total: int = row["number"]
    is_by_day = total <= SORTED
    fids = [row["fid"] for row in project.rows(_NEWEST if is_by_day else _LAST_ADDED, [query, limit])]
    first, last = _mark(), _mark()
    rows = {row["fid"]: row for row in project.rows(_HITS, [first, last, _AROUND, query, json.dumps(fids)])}
    return Found(total=total, hits=tuple(_hit(dict(rows[fid]), first, last) for fid in fids), is_by_day=is_by_day)


def places_in(project: Project, typed: str, article_id: str) -> tuple[Stretch, ...]:
    """Where in the text of an article the words stand, in order.

    Raises:
        ProjectError: the file cannot be read.
    """
    query = full_text_query(typed)
    if query is None:
        return ()
    first, last = _mark(), _mark()
    rows = project.rows(
        "SELECT highlight(article_text, 1, ?, ?) AS text FROM article_text"
        " WHERE article_text MATCH ? AND rowid = (SELECT fid FROM article WHERE article_id = ?)",
        [first, last, query, article_id],
    )
    return _unmarked(rows[0]["text"], first, last)[1] if rows else ()


def _hit(row: dict[str, Any], first: str, last: str) -> Hit:
    excerpt, marked = _unmarked(row["excerpt"], first, last)
    return Hit(
        article_id=row["article_id"],
        title=row["title"],
        source=row["source"],
        published=date.fromisoformat(row["published"]) if row["published"] else None,
        events=row["events"],
        excerpt=excerpt,
        marked=marked,
    )


def _mark() -> str:
    """A sign that no article holds."""
    return f"\x02{secrets.token_hex(8)}\x03"


def _unmarked(text: str, first: str, last: str) -> tuple[str, tuple[Stretch, ...]]:
    """The text without the two signs, and what stood between them."""
    plain, marked, at, start = [], [], 0, 0
    for piece in re.split(f"({re.escape(first)}|{re.escape(last)})", text):
        if piece == first:
            start = at
        elif piece == last:
            marked.append(Stretch(start, at))
        else:
            plain.append(piece)
            at += len(piece)
    return "".join(plain), tuple(marked)
