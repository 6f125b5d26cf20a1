"""Areas of interest: drawn by hand, around a spot, or from outlines; each within 180 degrees west and east, whatever it crosses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geodata.coordinates import Point
from geodata.errors import ContentError
from geodata.model import AreaOfInterest
from geodata.space.geodesic import circle
from geodata.space.mercator import degrees, mercator
from geodata.space.rings import polygons_of, unwrapped

FARTHEST_KM = 9_000.0  # a circle any larger than that goes round to the other side of the globe
_EDGE = 1 / 3600  # of the world: how long a drawn edge is in one piece, so that it is as straight in degrees as it is on the map
_LEAST = 1e-14  # of the world's square: some ten square metres
CROSSED = "The outline crosses itself: take the last corners back, or let it be split where it crosses."


class CrossedError(ContentError):
    """A drawn outline crosses itself; `split` makes areas of its parts."""


def drawn(corners: Sequence[Point], *, split: bool = False) -> AreaOfInterest:
    """Between these corners, with edges that are straight on the map; longitudes may go on beyond 180 degrees.

    Raises:
        CrossedError: the outline crosses itself, and it shall not be split there.
        ContentError: fewer than three corners, or all on one line.
    """
    import shapely

    if len(set(corners)) < 3:
        raise ContentError("An area needs at least three corners.")
    flat = shapely.Polygon(mercator(np.array([(corner.longitude, corner.latitude) for corner in corners])))
    valid = shapely.make_valid(flat)
    if valid.area < _LEAST:
        raise ContentError("These corners enclose no ground.")
    if not flat.is_valid and not split:
        raise CrossedError(CROSSED)
    outline = shapely.transform(shapely.segmentize(valid, _EDGE), degrees)
    west, south, east, north = outline.bounds
    box = f"{_degrees(south, 'NS')} to {_degrees(north, 'NS')}, {_degrees(west, 'EW')} to {_degrees(east, 'EW')}"
    return _area(outline, f"in a drawn area, {box}")


def around(centre: Point, km: float, name: str) -> AreaOfInterest:
    """Within `km` of a spot that is called `name`.

    Raises:
        ContentError: the radius is not more than nothing, or goes round the globe.
    """
    import shapely

    if not 0 < km <= FARTHEST_KM:
        raise ContentError(f"A distance is between 0 and {FARTHEST_KM:,.0f} km.")
    edge = circle(centre, km)
    if abs(edge[-1, 0] - edge[0, 0]) > 180:  # around a pole: up to it, along the whole width of the map
        pole = 90.0 if centre.latitude > 0 else -90.0
        edge = np.vstack((edge, [(edge[-1, 0], pole), (edge[0, 0], pole)]))
    return _area(shapely.make_valid(shapely.Polygon(edge)), f"within {km_words(km)} of {name}")


def outlined(outline: bytes, name: str) -> AreaOfInterest:
    """In a country or region, by its outline in well-known binary, longitude first."""
    import shapely

    return of_shape(shapely.from_wkb(outline), f"in {name}")


def of_shape(shape: Any, words: str) -> AreaOfInterest:
    """In a shapely geometry in degrees; an edge of more than half the globe is taken to go the other way round.

    Raises:
        ContentError: it holds no polygon.
    """
    import shapely

    parts = polygons_of(shapely.make_valid(shape))
    if not parts:
        raise ContentError("There is no area in it.")
    whole = [shapely.make_valid(shapely.Polygon(_rows(p.exterior), [_rows(i) for i in p.interiors])) for p in parts]
    return _area(_joined([polygon for piece in whole for polygon in polygons_of(piece)]), words)


def km_words(km: float) -> str:
    """A distance as it is typed: "50 km", "2.5 km"."""
    return f"{km:,.3f}".rstrip("0").rstrip(".") + " km"


def shape_of(area: AreaOfInterest) -> Any:
    """The area as a shapely geometry, longitude first."""
    import shapely

    return shapely.from_wkb(area.outline)


def seamless(area: AreaOfInterest) -> list[NDArray[np.float64]]:
    """Its rings as rows of longitude and latitude to be drawn: parts on both sides of 180 degrees in one piece, which goes on beyond it."""
    import shapely

    parts = shapely.get_parts(shape_of(area))
    boxes = shapely.bounds(parts)
    is_west, is_east = boxes[:, 0] <= -180, boxes[:, 2] >= 180
    if is_west.any() and is_east.any():
        moved = is_west & ~is_east
        parts[moved] = [_turned_by(part, -1) for part in parts[moved]]
        at_seam = is_west | is_east
        parts = np.concatenate((parts[~at_seam], shapely.get_parts(shapely.union_all(parts[at_seam], grid_size=1e-9))))
    pieces = shapely.segmentize(parts, 0.5)  # straight in degrees is a curve on the map
    return [np.asarray(ring.coords) for part in pieces for ring in (part.exterior, *part.interiors)]


def _area(outline: Any, words: str) -> AreaOfInterest:
    import shapely

    west, _, east, _ = outline.bounds
    turns = range(int(np.floor((west + 180) / 360)), int(np.ceil((east + 180) / 360)))
    pieces = [_turned_by(shapely.intersection(outline, shapely.box(360 * turn - 180, -90, 360 * turn + 180, 90)), turn) for turn in turns]
    whole = _joined([polygon for piece in pieces for polygon in polygons_of(piece)])
    if whole.is_empty:
        raise ContentError("There is no area in it.")
    return AreaOfInterest(words=words, outline=shapely.to_wkb(whole))


def _joined(polygons: Sequence[Any]) -> Any:
    """One geometry of these; they are only united where they share ground, which takes long for the coast of a large country."""
    import shapely

    whole = shapely.multipolygons(polygons) if len(polygons) else shapely.MultiPolygon()
    return whole if shapely.is_valid(whole) else shapely.union_all(polygons)


def _turned_by(shape: Any, turns: int) -> Any:
    """The same ground, so many turns of the globe further west."""
    import shapely

    return shapely.transform(shape, lambda rows: rows - np.array((360 * turns, 0)))


def _rows(ring: Any) -> NDArray[np.float64]:
    return unwrapped(np.asarray(ring.coords))


def _degrees(value: float, signs: str) -> str:
    value = (value + 180) % 360 - 180 if signs == "EW" and abs(value) > 180 else value
    return f"{abs(value):.2f}° {signs[value < 0]}"
