"""Search in the articles of a project: those in which words stand, and where in them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from sqlite3 import Row

import numpy as np

from geodata.store.columns import EventColumns, Mask, Matched
from geodata.store.project import Project
from geodata.store.query import Stretch, Term, full_text_query, stretches, terms_of, words_in

LIMIT = 100  # articles that are told of a search
LOOKED = 2_000  # events whose excerpts are looked through while one types
SORTED = 5_000  # more than that are in the order in which they came in, since sorting all would take long
_BEFORE, _AFTER = 8, 20  # words of an excerpt before and after the first one that was searched for
_LEAD = 20_000  # characters that are looked at first
_MATCHING = "SELECT rowid AS fid FROM article_text WHERE article_text MATCH ? ORDER BY rowid DESC LIMIT ?"
_NEWEST = "SELECT fid FROM article WHERE fid IN (SELECT value FROM json_each(?)) ORDER BY published DESC, fid DESC LIMIT ?"
_HITS = (
    "SELECT fid, article_id, title, text, source, published,"
    " (SELECT count(DISTINCT event) FROM evidence WHERE article = article.fid) AS events"
    " FROM article WHERE fid IN (SELECT value FROM json_each(?))"
)
_EXCERPTS = (
    "SELECT event, substr(text, start_char + 1, end_char - start_char) AS words FROM evidence JOIN article ON article.fid = article"
    " WHERE event IN (SELECT value FROM json_each(?))"
)


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
    """What a search found: how many articles, None for more than SORTED, and the first of them, the newest, or then those added last."""

    total: int | None = 0
    hits: tuple[Hit, ...] = ()

    @property
    def is_by_day(self) -> bool:
        """Whether the hits are the newest."""
        return self.total is not None


def search(project: Project, typed: str, *, limit: int = LIMIT) -> Found:
    """The articles whose title or text holds what was typed, as `query.terms_of` reads it; the newest first.

    Raises:
        ProjectError: the file cannot be read.
    """
    query = full_text_query(typed)
    if query is None:
        return Found()
    fids = [row["fid"] for row in project.rows(_MATCHING, [query, SORTED + 1])]
    total = len(fids) if len(fids) <= SORTED else None
    fids = fids[:limit] if total is None else [row["fid"] for row in project.rows(_NEWEST, [json.dumps(fids), limit])]
    rows = {row["fid"]: row for row in project.rows(_HITS, [json.dumps(fids)])}
    terms = terms_of(typed)
    return Found(total=total, hits=tuple(_hit(rows[fid], terms) for fid in fids))


def places_in(project: Project, typed: str, article_id: str) -> tuple[Stretch, ...]:
    """Where in the text of an article the words stand, in order.

    Raises:
        ProjectError: the file cannot be read.
    """
    terms = terms_of(typed)
    rows = project.rows("SELECT text FROM article WHERE article_id = ?", [article_id]) if terms else []
    return stretches(rows[0]["text"], terms) if rows else ()


def aside(project: Project, columns: EventColumns, typed: str, matched: Matched) -> Mask:
    """True for events that a search finds only by other words of their articles: neither place, actors and note nor excerpts hold them.

    `matched` is what `events.matching_text` gives for `typed`. Of more than LOOKED nothing is told.

    Raises:
        ProjectError: the file cannot be read.
    """
    found = np.zeros(len(columns), dtype=np.bool_)
    found[columns.told_row[np.isin(columns.told_by, matched.articles)]] = True
    found &= ~np.isin(columns.fid, matched.events)
    if found.sum() > LOOKED:
        return np.zeros(len(columns), dtype=np.bool_)
    words: defaultdict[int, str] = defaultdict(str)
    for row in project.rows(_EXCERPTS, [json.dumps(columns.fid[found].tolist())]):
        words[row["event"]] += f"{row['words']}\n"
    terms = terms_of(typed)
    own = [event for event, told in words.items() if all(stretches(told, (term,)) for term in terms)]
    return found & ~np.isin(columns.fid, own)


def _hit(row: Row, terms: Sequence[Term]) -> Hit:
    excerpt, marked = _excerpt(row["text"], terms)
    return Hit(
        article_id=row["article_id"],
        title=row["title"],
        source=row["source"],
        published=date.fromisoformat(row["published"]) if row["published"] else None,
        events=row["events"],
        excerpt=excerpt,
        marked=marked,
    )


def _excerpt(text: str, terms: Sequence[Term]) -> tuple[str, tuple[Stretch, ...]]:
    """Some words around the first that were searched for, else the first words; and where in them those searched for stand."""
    found = stretches(text[:_LEAD], terms) or (stretches(text, terms) if len(text) > _LEAD else ())
    at = found[0].start_char if found else 0
    around = text[max(0, at - _BEFORE * 12) : at]
    start = at - len(around) + next((s.start_char for s in list(words_in(around))[-_BEFORE:]), len(around))
    end = next((stretch.end_char for number, stretch in enumerate(words_in(text, at)) if number == _AFTER), len(text))
    lead = "…" if start else ""
    excerpt = f"{lead}{text[start:end]}{'…' if end < len(text) else ''}"
    moved = (Stretch(a - start + len(lead), b - start + len(lead)) for a, b in found if start <= a and b <= end)
    return excerpt, tuple(moved)
