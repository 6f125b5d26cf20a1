"""The ground under an exported page: the basemap of the world, coarse, with the regions and towns around what is shown."""

from __future__ import annotations

import json
from collections.abc import Set as AbstractSet
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from geodata import buffers
from geodata.gazetteer.cities import City, gazetteer_cities
from geodata.model import Extent
from geodata.resources import asset
from geodata.space.mercator import mercator

_COARSE = ("land-50m", "coast-50m", "borders-50m", "lakes", "rivers")
_AROUND = 3.0  # degrees beyond what is shown
_LARGE, _SMALL = 300_000, 10_000  # inhabitants of the towns named in the world, and in the countries that events are in
_MOST_TOWNS = 4_000
_WIDEST = 60.0  # degrees; wider ground shows no regions
_Box = tuple[float, float, float, float]  # west, north, east, south in 0..1


def ground_parts(extent: Extent | None, countries: AbstractSet[str]) -> dict[str, bytes]:
    """The parts of the pack that draw the ground; `countries` are those with events, by ISO 3166-1 alpha-2."""
    box = _box(extent)
    names = json.loads(asset("basemap", "labels.json").read_text("utf-8"))
    named = {
        "countries": names["countries"],
        "regions": [row for row in names["regions"] if box and _meets(box, row[1], row[2], row[1], row[2])],
        "waters": json.loads(asset("map", "waters.json").read_text("utf-8")),
    }
    ground = {f"ground/{name}": asset("basemap", f"{name}.bin").read_bytes() for name in _COARSE}
    if box:
        ground["ground/regions"] = _clipped(asset("basemap", "regions.bin").read_bytes(), box)
    towns = [city for city in gazetteer_cities() if _is_named(city, countries)][:_MOST_TOWNS]
    return {"names": json.dumps(named, ensure_ascii=False).encode(), "cities": buffers.city_bytes(towns), **ground}


def _is_named(city: City, countries: AbstractSet[str]) -> bool:
    return city.is_capital or city.population >= (_SMALL if city.country_code in countries else _LARGE)


def _box(extent: Extent | None) -> _Box | None:
    """The world of 0..1 around what is shown; None where that is nothing, or too wide for regions."""
    if extent is None or extent.east - extent.west > _WIDEST:
        return None
    corners = np.array([[extent.west - _AROUND, extent.north + _AROUND], [extent.east + _AROUND, extent.south - _AROUND]])
    (west, north), (east, south) = mercator(corners).tolist()
    return west, north, east, south


def _meets(box: _Box, west: float, north: float, east: float, south: float) -> bool:
    return west <= box[2] and east >= box[0] and north <= box[3] and south >= box[1]


def _clipped(layer: bytes, box: _Box) -> bytes:
    """The lines of a layer that meet the box."""
    boxes, lines = parts_of(layer)
    return buffers.line_bytes([line.astype(float) for bounds, line in zip(boxes, lines, strict=True) if _meets(box, *bounds.tolist())])


def parts_of(layer: bytes) -> tuple[NDArray[np.float32], list[NDArray[np.float32]]]:
    """The parts of a layer of the basemap, as packaging/basemap.py writes it, in Web Mercator's square.

    A row a part of its box, west, north, east, south; and its points, x and y a row.
    """
    parts, points = np.frombuffer(layer, "<u4", 2).tolist()
    starts = np.frombuffer(layer, "<u4", parts + 1, 8)
    boxes = np.frombuffer(layer, "<f4", 4 * parts, 12 + 4 * parts).reshape(-1, 4)
    spots = np.frombuffer(layer, "<f4", 2 * points, 12 + 20 * parts).reshape(-1, 2)
    return boxes, [spots[start:end] for start, end in pairwise(starts.tolist())]
