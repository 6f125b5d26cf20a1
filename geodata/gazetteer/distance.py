"""Distances on the ground between points in degrees."""

from __future__ import annotations

import math

EARTH_KM = 6371.0
_KM_A_DEGREE = math.pi * EARTH_KM / 180


def km_between(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """By the haversine formula: within 0.5 % everywhere."""
    one, two = math.radians(latitude), math.radians(other_latitude)
    across = math.radians(other_longitude - longitude)
    half = math.sin((two - one) / 2) ** 2 + math.cos(one) * math.cos(two) * math.sin(across / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def degrees_around(latitude: float, longitude: float, km: float) -> tuple[float, float, tuple[tuple[float, float], ...]]:
    """South, north, and spans from west to east that hold all within `km`: two spans across the antimeridian, all round at a pole."""
    high = km / _KM_A_DEGREE
    south, north = latitude - high, latitude + high
    if south <= -90 or north >= 90:
        return max(south, -90.0), min(north, 90.0), ((-180.0, 180.0),)
    wide = math.degrees(math.asin(min(1.0, math.sin(math.radians(min(high, 90.0))) / math.cos(math.radians(latitude)))))
    west, east = longitude - wide, longitude + wide
    if west < -180:
        return south, north, ((-180.0, east), (west + 360, 180.0))
    if east > 180:
        return south, north, ((west, 180.0), (-180.0, east - 360))
    return south, north, ((west, east),)
