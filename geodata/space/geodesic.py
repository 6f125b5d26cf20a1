"""Distances, bearings, lines and circles on the WGS 84 ellipsoid, by GeographicLib: the one source of every figure of length."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from geodata.coordinates import Point

_STEP_KM = 50.0  # between the spots by which a line is drawn
_MOST_STEPS = 400
_CORNERS = 360  # of a circle: its edge is off by 0.02 % of the radius at most


class Leg(NamedTuple):
    """From one spot to the next."""

    km: float
    bearing: float  # degrees from north, clockwise, 0 to 360, where the leg starts


def leg(start: Point, end: Point) -> Leg:
    """The shortest way between two spots."""
    found = _ellipsoid().Inverse(start.latitude, start.longitude, end.latitude, end.longitude)
    return Leg(found["s12"] / 1000, found["azi1"] % 360)


def length_km(path: Sequence[Point]) -> float:
    """How long a path is from spot to spot."""
    return math.fsum(leg(start, end).km for start, end in pairwise(path))


def destination(start: Point, bearing: float, km: float) -> Point:
    """Where one is after `km` in the direction `bearing`."""
    found = _ellipsoid().Direct(start.latitude, start.longitude, bearing, km * 1000)
    return Point(found["lat2"], found["lon2"])


def line(path: Sequence[Point]) -> NDArray[np.float64]:
    """The shortest way from spot to spot as rows of longitude and latitude; longitudes go on beyond 180 degrees rather than jump."""
    spots = [path[0]] if path else []
    for start, end in pairwise(path):
        way = _ellipsoid().InverseLine(start.latitude, start.longitude, end.latitude, end.longitude)
        steps = max(1, min(_MOST_STEPS, math.ceil(way.s13 / 1000 / _STEP_KM)))
        found = (way.Position(way.s13 * step / steps) for step in range(1, steps + 1))
        spots += [Point(spot["lat2"], spot["lon2"]) for spot in found]
    return _unwrapped(spots)


def circle(centre: Point, km: float) -> NDArray[np.float64]:
    """All spots `km` away, clockwise from north and closed, as rows of longitude and latitude; longitudes go on beyond 180 degrees.

    Around a pole the last row is 360 degrees from the first.
    """
    spots = [destination(centre, 360 * corner / _CORNERS, km) for corner in range(_CORNERS)]
    return _unwrapped([*spots, spots[0]])


def _unwrapped(spots: Sequence[Point]) -> NDArray[np.float64]:
    rows = np.array([(spot.longitude, spot.latitude) for spot in spots], dtype=np.float64).reshape(-1, 2)
    rows[:, 0] = np.unwrap(rows[:, 0], period=360)
    return rows


def _ellipsoid() -> Any:
    from geographiclib.geodesic import Geodesic

    return Geodesic.WGS84
