"""What the spots are called that events may have: towns and sites, and villages that a town near them stands in for."""

from __future__ import annotations

import json
from typing import NamedTuple

import numpy as np

from geodata.gazetteer.names import fold
from geodata.geoparsing.precision import precision_of
from geodata.model import GeoPrecision, Place
from geodata.store.columns import NOWHERE, EventColumns
from geodata.store.places import COLUMNS
from geodata.store.project import Project

_MOST = 20_000  # events near a town whose written place is read


class NamedSpot(NamedTuple):
    """A town or site; `meant` is the place that was written where it only stands in for that one, else empty."""

    name: str
    latitude: float
    longitude: float
    meant: str = ""


def named_spots(project: Project, columns: EventColumns) -> list[NamedSpot]:
    """The towns and sites that the project keeps.

    Raises:
        ProjectError: the file cannot be read.
    """
    rows = project.rows(f"SELECT {', '.join(COLUMNS)} FROM place")  # noqa: S608
    places = (Place(**dict(row)) for row in rows)
    spots = [NamedSpot(place.name, place.latitude, place.longitude) for place in places if precision_of(place).is_point]
    stands_for = _stood_in(project, columns)
    meant = [stands_for.get((spot.latitude, spot.longitude), "") for spot in spots]
    return [spot._replace(meant="" if fold(words) == fold(spot.name) else words) for spot, words in zip(spots, meant, strict=True)]


def nowhere(project: Project) -> int:
    """How many events have coordinates that are of no place.

    Raises:
        ProjectError: the file cannot be read.
    """
    [(number,)] = project.rows(f"SELECT count(*) FROM event WHERE {NOWHERE}")  # noqa: S608 - our own words
    return int(number)


def _stood_in(project: Project, columns: EventColumns) -> dict[tuple[float, float], str]:
    """What was written, by the spot, where all events at a spot are near it and tell of one place."""
    is_near = columns.precision == list(GeoPrecision).index(GeoPrecision.NEAR)
    if not is_near.any():
        return {}
    spots = columns.longitude + 1j * columns.latitude
    only_near = is_near & ~np.isin(spots, spots[~is_near & ~np.isnan(columns.latitude)])
    fids = columns.fid[only_near][:_MOST].tolist()
    rows = project.rows(
        "SELECT latitude, longitude, min(location) AS one, max(location) AS other FROM event"
        " WHERE fid IN (SELECT value FROM json_each(?)) GROUP BY latitude, longitude",
        [json.dumps(fids)],
    )
    return {(row["latitude"], row["longitude"]): row["one"] for row in rows if row["one"] and row["one"] == row["other"]}
