"""Boxes of the map: around several, and whether two meet."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from geodata.model import Extent

_HALF = 180.0  # degrees


def around(extents: Sequence[Extent]) -> Extent | None:
    """A box that holds all; None where there is none."""
    if not extents:
        return None
    south, west, north, east = zip(*extents, strict=True)
    return Extent(min(south), min(west), max(north), max(east))


def around_points(latitude: NDArray[np.float64], longitude: NDArray[np.float64]) -> Extent | None:
    """The narrowest box that holds all points; None where there are none.

    Degrees within 180 west and east go in; `east` comes out beyond 180 where the box lies across the antimeridian.
    """
    if not len(latitude):
        return None
    west, east = float(longitude.min()), float(longitude.max())
    if east - west > _HALF:
        occupied = np.flatnonzero(np.bincount(np.floor(longitude + _HALF).astype(np.int64), minlength=361))
        gaps = np.diff(occupied)
        widest = int(gaps.argmax())
        if gaps[widest] - 1 > 360 - (east - west):  # the way round by the antimeridian is shorter
            border = occupied[widest + 1] - _HALF
            west, east = float(longitude[longitude >= border].min()), float(longitude[longitude < border].max()) + 360
    return Extent(float(latitude.min()), west, float(latitude.max()), east)


def meet(a: Extent, b: Extent) -> bool:
    """Whether the boxes share a spot."""
    return a.south <= b.north and b.south <= a.north and a.west <= b.east and b.west <= a.east
