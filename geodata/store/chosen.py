"""What is told about a choice of events as a whole: whose articles they rest on, how many of which kind."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from geodata.model import Category, GeoPrecision
from geodata.store import tags
from geodata.store.columns import NOWHERE
from geodata.store.project import Project

_BLOCK = 10_000  # rows read at once
_CHOSEN = "SELECT fid FROM event WHERE event_id IN (SELECT value FROM json_each(?))"


class Cited(NamedTuple):
    """An article that chosen events rest on; `published` in ISO, `grade` of its source A to F, None where it has none."""

    article_id: str
    source: str | None
    grade: str | None
    title: str
    published: str | None
    url: str | None
    events: int


class PlaceCounts(NamedTuple):
    """How many events have a point, only an area, or no place."""

    at_points: int
    in_areas: int
    without_place: int


def sources(project: Project, ids: Sequence[str]) -> tuple[str, ...]:
    """The names of the sources of these events' articles, and of the datasets that they came from, sorted."""
    chosen = json.dumps(list(ids))
    rows = project.rows(
        "SELECT source FROM article WHERE source > ''"  # noqa: S608 - our own words
        f" AND fid IN (SELECT article FROM evidence WHERE event IN ({_CHOSEN}))"
        " UNION SELECT dataset.name FROM dataset_row JOIN dataset_file ON dataset_file.fid = dataset_row.file"
        f" JOIN dataset ON dataset.fid = dataset_file.dataset WHERE dataset_row.event IN ({_CHOSEN}) ORDER BY source",
        [chosen, chosen],
    )
    return tuple(row["source"] for row in rows)


def cited(project: Project, ids: Sequence[str]) -> Iterator[Cited]:
    """The articles that these events rest on, by source and day."""
    sql = (
        "SELECT article_id, article.source, grade, title, published, url, count(DISTINCT event)"  # noqa: S608
        " FROM evidence JOIN article ON article.fid = evidence.article LEFT JOIN source_grade ON source_grade.source = article.source"
        f" WHERE event IN ({_CHOSEN}) GROUP BY article.fid ORDER BY article.source, published, article.fid"
    )
    for block in project.blocks(sql, _BLOCK, [json.dumps(list(ids))]):
        yield from (Cited(*row) for row in block)


def article_count(project: Project, ids: Sequence[str]) -> int:
    """How many articles these events rest on."""
    sql = f"SELECT count(DISTINCT article) FROM evidence WHERE event IN ({_CHOSEN})"  # noqa: S608
    count: int = project.rows(sql, [json.dumps(list(ids))])[0][0]
    return count


def dataset_count(project: Project, ids: Sequence[str]) -> int:
    """How many datasets these events came from."""
    sql = (
        "SELECT count(DISTINCT dataset) FROM dataset_row JOIN dataset_file ON dataset_file.fid = dataset_row.file"  # noqa: S608
        f" WHERE dataset_row.event IN ({_CHOSEN})"
    )
    count: int = project.rows(sql, [json.dumps(list(ids))])[0][0]
    return count


def place_counts(project: Project, ids: Sequence[str]) -> PlaceCounts:
    """How well these events are placed."""
    lost = f"geonameid IS NULL OR geo_precision = '{GeoPrecision.UNKNOWN}' OR {NOWHERE}"
    sql = f"SELECT total(NOT ({lost}) AND latitude IS NOT NULL), total({lost}), count(*) FROM event WHERE fid IN ({_CHOSEN})"  # noqa: S608
    points, without, all_of_them = map(int, project.rows(sql, [json.dumps(list(ids))])[0])
    return PlaceCounts(points, all_of_them - points - without, without)


def sensitive(project: Project, ids: Sequence[str]) -> int:
    """How many of these events are at spots that a person flagged as sensitive."""
    spots = tags.sensitive_spots(project)
    if not spots:
        return 0
    rows = project.rows(f"SELECT latitude, longitude FROM event WHERE fid IN ({_CHOSEN})", [json.dumps(list(ids))])  # noqa: S608
    return sum((row["latitude"], row["longitude"]) in spots for row in rows)


def by_category(project: Project, ids: Sequence[str]) -> dict[Category, list[str]]:
    """These events by category in the codebook's order, those without events left out; in each the order stays."""
    rows = project.rows("SELECT event_id, category FROM event WHERE event_id IN (SELECT value FROM json_each(?))", [json.dumps(list(ids))])
    kind = {row["event_id"]: Category(row["category"]) for row in rows}
    found: dict[Category, list[str]] = {category: [] for category in Category}
    for event_id in ids:
        if event_id in kind:
            found[kind[event_id]].append(event_id)
    return {category: chosen for category, chosen in found.items() if chosen}


def standing(project: Project, ids: Sequence[str]) -> list[str]:
    """Those of these events that are in the project and were not rejected, in their order."""
    rows = project.rows(
        "SELECT event_id FROM event WHERE review != 'rejected' AND event_id IN (SELECT value FROM json_each(?))", [json.dumps(list(ids))]
    )
    found = {row["event_id"] for row in rows}
    return [event_id for event_id in ids if event_id in found]
