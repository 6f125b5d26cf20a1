"""Names on the map, from the gazetteer: cities of the basemap, and areas on their badges."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from typing import Any

from geodata.gazetteer.search import default_path

LABELLED_FROM = 1000  # inhabitants; smaller places are named by the events that happen there

_SQL = """
    SELECT name, latitude, longitude, population, feature_code = 'PPLC' FROM place
    WHERE feature_class = 'P' AND (population >= ? OR feature_code = 'PPLC') ORDER BY population DESC
"""


def gazetteer_cities() -> list[tuple[str, float, float, int, bool]]:
    """Name, latitude, longitude, population and whether a capital, most populous first; none where the gazetteer is not built."""
    return _rows(_SQL, LABELLED_FROM)


def gazetteer_names(geonameids: Iterable[int]) -> dict[int, str]:
    """The names of those places that the gazetteer knows."""
    return {i: str(rows[0][0]) for i in geonameids if (rows := _rows("SELECT name FROM place WHERE geonameid = ?", i))}


def _rows(sql: str, *values: int) -> list[Any]:
    path = default_path()
    if not path.is_file():
        return []
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        return connection.execute(sql, values).fetchall()
