"""Gazetteer entries that a project uses, and the areas its events are known to."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable

from geodata.model import Place
from geodata.store import geometry
from geodata.store.project import Project

COLUMNS = ("geonameid", "name", "latitude", "longitude", "feature_class", "feature_code", "country_code", "admin1_code", "population")
_WRITE = (
    f"INSERT INTO place ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"  # noqa: S608
    f" ON CONFLICT (geonameid) DO UPDATE SET {', '.join(f'{c} = excluded.{c}' for c in COLUMNS[1:])}"
)


def write(connection: sqlite3.Connection, places: Iterable[Place]) -> None:
    """Keep `places`, inside a transaction of the caller; the newest wins where one is kept already."""
    connection.executemany(_WRITE, ([getattr(place, column) for column in COLUMNS] for place in set(places)))


def many(project: Project, geonameids: Iterable[int]) -> dict[int, Place]:
    """The kept places by `geonameid`."""
    rows = project.rows(
        f"SELECT {', '.join(COLUMNS)} FROM place WHERE geonameid IN (SELECT value FROM json_each(?))",  # noqa: S608
        [json.dumps(sorted(set(geonameids)))],
    )
    return {row["geonameid"]: Place(**dict(row)) for row in rows}


def write_areas(connection: sqlite3.Connection, places: Iterable[Place], area_of: Callable[[int], bytes | None]) -> None:
    """Keep the area (well-known binary by `geonameid`) of each place that has one, once."""
    for place in set(places):
        kept = connection.execute("SELECT 1 FROM area WHERE geonameid = ?", [place.geonameid]).fetchone()
        wkb = None if kept else area_of(place.geonameid)
        if wkb is not None:
            connection.execute(
                "INSERT INTO area (geom, geonameid, name, country_code) VALUES (?, ?, ?, ?)",
                [geometry.area(wkb), place.geonameid, place.name, place.country_code],
            )


def area(project: Project, geonameid: int) -> bytes | None:
    """The kept area of a place as well-known binary, longitude first."""
    rows = project.rows("SELECT geom FROM area WHERE geonameid = ?", [geonameid])
    return geometry.wkb_of(rows[0]["geom"]) if rows else None
