"""How the gazetteer's file is opened to read, and the columns of a place in it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from geodata.errors import GazetteerError
from geodata.gazetteer.tables import former_regions
from geodata.model import Place

COLUMNS = ("geonameid", "name", "latitude", "longitude", "feature_class", "feature_code", "country_code", "admin1_code", "population")
"""Those of the table `place` that make a `Place`, in order."""
SELECTED = ", ".join(COLUMNS)


def open_read_only(path: Path) -> sqlite3.Connection:
    """A connection to a gazetteer that this version can read, which is never written while it is open.

    Raises:
        GazetteerError: it was not built, was built by an older version, or the file is no gazetteer.
    """
    if not path.is_file():
        raise GazetteerError(f"The gazetteer is not built: there is no {path}; “python -m geodata gazetteer build” makes it.")
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    try:
        for table in ("replaced", "tenure"):  # not there in gazetteers of older versions
            connection.execute(f"SELECT * FROM {table} LIMIT 0")  # noqa: S608 - constants
        connection.execute(f"SELECT {SELECTED} FROM place LIMIT 1").fetchone()  # noqa: S608 - constants
    except sqlite3.DatabaseError as error:
        connection.close()
        raise unreadable(path) from error
    return connection


def unreadable(path: Path) -> GazetteerError:
    """What is told of a file that is no gazetteer, is damaged, or is of an older version."""
    return GazetteerError(f"{path} is not a gazetteer that Dateline can read; build it anew.")


def place_of(row: Sequence[Any]) -> Place:
    """The place that begins a row of `COLUMNS`, by today's name; what follows is left."""
    place = Place(**dict(zip(COLUMNS, row, strict=False)))
    today = former_regions().get(place.geonameid) if place.geonameid < 0 else None
    return replace(place, name=today) if today else place
