"""The cities that are labelled on the basemap, from the gazetteer."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from geodata.resources import data_folder

LABELLED_FROM = 1000  # inhabitants; smaller places are named by the events that happen there

_SQL = """
    SELECT name, latitude, longitude, population, feature_code = 'PPLC' FROM place
    WHERE feature_class = 'P' AND (population >= ? OR feature_code = 'PPLC') ORDER BY population DESC
"""


def gazetteer_cities() -> list[tuple[str, float, float, int, bool]]:
    """Name, latitude, longitude, population and whether a capital, most populous first; none where the gazetteer is not built."""
    path = Path(os.environ.get("DATELINE_GAZETTEER") or data_folder() / "gazetteer.sqlite")
    if not path.is_file():
        return []
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        return connection.execute(_SQL, (LABELLED_FROM,)).fetchall()
