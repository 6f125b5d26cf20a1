"""Grades of sources in the project, and how many independent origins tell of an event."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from geodata.articles.duplicates import origins
from geodata.grades import Reliability, suggested
from geodata.store.project import Project

if TYPE_CHECKING:
    from geodata.store.columns import EventColumns

_MANY = 4  # origins: more say no more


def of_sources(project: Project) -> dict[str, Reliability]:
    """The grade of each source that has one."""
    return {row["source"]: Reliability(row["grade"]) for row in project.rows("SELECT source, grade FROM source_grade")}


def all_sources(project: Project) -> list[str]:
    """The names of all sources, sorted."""
    rows = project.rows("SELECT source FROM article WHERE source > '' UNION SELECT name FROM dataset ORDER BY 1")
    return [row[0] for row in rows]


def each(project: Project, sources: Iterable[str]) -> tuple[str, ...]:
    """The grades of these sources, empty where one has none."""
    known = of_sources(project)
    return tuple(known.get(source, "") for source in sources)


@lru_cache(maxsize=1)
def credibility(columns: EventColumns) -> NDArray[np.uint8]:
    """Of each event, 1 to 6: as a person gave it, else as `grades.suggested` has it."""
    none, ranks = len(Reliability), [list(Reliability).index(Reliability(g)) if g else len(Reliability) for g in columns.grades]
    best = np.full(len(columns), none, dtype=np.uint8)
    told = np.array(ranks, dtype=np.uint8)[columns.source] if ranks else np.zeros(0, dtype=np.uint8)
    for rank in range(none - 1, -1, -1):  # the better overwrite the worse
        best[columns.source_row[told == rank]] = rank
    table = [[int(suggested(n, tuple(Reliability)[rank : rank + 1])) for rank in range(none + 1)] for n in range(_MANY + 1)]
    found = np.array(table, dtype=np.uint8)[np.minimum(columns.origins, _MANY), best]
    return np.where(columns.given > 0, columns.given, found)


def example(project: Project, source: str) -> tuple[str, ...]:
    """The id of one event that rests on a source; empty where none does."""
    rows = project.rows(
        "SELECT event_id FROM event WHERE fid IN"
        " (SELECT event FROM evidence WHERE article IN (SELECT fid FROM article WHERE source = :name)"
        " UNION ALL SELECT event FROM dataset_row WHERE file IN (SELECT dataset_file.fid FROM dataset_file JOIN dataset"
        " ON dataset.fid = dataset_file.dataset WHERE dataset.name = :name)) LIMIT 1",
        {"name": source},
    )
    return tuple(row["event_id"] for row in rows)


def write(connection: sqlite3.Connection, source: str, grade: Reliability | None) -> None:
    """Keep the grade of a source, or none, inside a transaction of the caller."""
    connection.execute("DELETE FROM source_grade WHERE source = ?", [source])
    if grade is not None:
        connection.execute("INSERT INTO source_grade (source, grade) VALUES (?, ?)", [source, grade.value])


def count_origins(connection: sqlite3.Connection, article_ids: Iterable[str]) -> int:
    """How many of these kept articles, which tell of one event, were written apart; 1 at least, for somebody told of it."""
    ids = sorted(set(article_ids))
    if len(ids) < 2:
        return 1
    rows = connection.execute(
        "SELECT article_id, text, source FROM article WHERE article_id IN (SELECT value FROM json_each(?))", [json.dumps(ids)]
    ).fetchall()
    return max(1, len(origins({row[0]: row[1] for row in rows}, {row[0]: row[2] for row in rows})))
