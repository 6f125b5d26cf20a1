"""Boxes of the map: around several, and whether two meet."""

from __future__ import annotations

from collections.abc import Sequence

from geodata.model import Extent


def around(extents: Sequence[Extent]) -> Extent | None:
    """The smallest box that holds all; None where there is none. Not across the antimeridian."""
    if not extents:
        return None
    south, west, north, east = zip(*extents, strict=True)
    return Extent(min(south), min(west), max(north), max(east))


def meet(a: Extent, b: Extent) -> bool:
    """Whether the boxes share a spot."""
    return a.south <= b.north and b.south <= a.north and a.west <= b.east and b.west <= a.east
