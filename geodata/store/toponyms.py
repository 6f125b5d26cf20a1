"""The toponyms of an article in the project, with the places chosen for them and what else they might mean."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from geodata.model import Candidate, GeoPrecision, Place, Resolution, Role, Toponym
from geodata.store import places
from geodata.store.project import Project

_COLUMNS = (
    "article", "name", "start_char", "end_char", "role", "recognition_score", "geonameid", "resolution_score", "coder", "geo_precision",
    "radius_km", "reasons",
)  # fmt: skip
_WRITE = f"INSERT INTO toponym ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))}) RETURNING fid"  # noqa: S608


def of_article(project: Project, article_id: str) -> list[Resolution]:
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
    return [_resolution(dict(row), used.get(row["geonameid"]), tuple(candidates[row["fid"]])) for row in rows]


def main_country(project: Project) -> str:
    """The code of the country that most toponyms lie in; empty where none is known."""
    rows = project.rows(
        "SELECT country_code FROM toponym JOIN place USING (geonameid) WHERE country_code != ''"
        " GROUP BY country_code ORDER BY count(*) DESC, country_code LIMIT 1"
    )
    return str(rows[0]["country_code"]) if rows else ""


def names(project: Project) -> list[str]:
    """Every spelling of a toponym in the project."""
    return [row["name"] for row in project.rows("SELECT DISTINCT name FROM toponym ORDER BY name")]


def write(connection: sqlite3.Connection, article: int, resolutions: Iterable[Resolution]) -> None:
    """Keep the toponyms of the article with that row number, inside a transaction of the caller."""
    for resolution in resolutions:
        places.write(connection, [*([resolution.place] if resolution.place else []), *(c.place for c in resolution.candidates)])
        fid = connection.execute(_WRITE, _row(article, resolution)).fetchone()[0]
        connection.executemany(
            "INSERT INTO candidate (toponym, geonameid, score, reasons) VALUES (?, ?, ?, ?)",
            ((fid, c.place.geonameid, c.score, json.dumps(c.reasons)) for c in resolution.candidates),
        )


def _row(article: int, resolution: Resolution) -> tuple[object, ...]:
    toponym, place = resolution.toponym, resolution.place
    return (
        article, toponym.name, toponym.start_char, toponym.end_char, toponym.role, toponym.score, place.geonameid if place else None,
        resolution.score, resolution.coder, resolution.geo_precision, resolution.radius_km, json.dumps(resolution.reasons),
    )  # fmt: skip


def _resolution(row: dict[str, Any], place: Place | None, candidates: tuple[Candidate, ...]) -> Resolution:
    toponym = Toponym(
        name=row["name"],
        start_char=row["start_char"],
        end_char=row["end_char"],
        role=Role(row["role"]),
        score=row["recognition_score"],
    )
    return Resolution(
        toponym=toponym,
        place=place,
        score=row["resolution_score"],
        candidates=candidates,
        coder=row["coder"],
        geo_precision=GeoPrecision(row["geo_precision"]) if row["geo_precision"] else None,
        radius_km=row["radius_km"],
        reasons=tuple(json.loads(row["reasons"])),
    )
