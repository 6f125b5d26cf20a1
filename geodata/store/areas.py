"""Which events lie in an area of interest: by their point, or by the whole area that they are known to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geodata.model import AreaOfInterest
from geodata.space.area import shape_of
from geodata.store.columns import EventColumns, Mask, Within

_SLACK = 1e-6  # degrees: an outline lies within itself, whatever is rounded


class Outlines:
    """Outlines of the areas that events are known to, each read and parsed once."""

    def __init__(self, area_of: Callable[[int], bytes | None]) -> None:
        """`area_of` gives well-known binary by geonameid, None where there is none."""
        self._area_of = area_of
        self._known: dict[int, Any] = {}

    def of(self, geonameids: Iterable[int]) -> NDArray[np.object_]:
        """Shapely geometries, None where there is no outline."""
        import shapely

        wanted = list(geonameids)
        for geonameid in wanted:
            if geonameid not in self._known:
                wkb = self._area_of(geonameid)
                shape = shapely.from_wkb(wkb) if wkb else None
                self._known[geonameid] = shape if shape is None or shape.is_valid else shapely.make_valid(shape)
        found = np.empty(len(wanted), dtype=object)
        found[:] = [self._known[geonameid] for geonameid in wanted]
        return found


def within(columns: EventColumns, area: AreaOfInterest, outlines: Outlines) -> Within:
    """The rows that lie in `area`; an event that is not located lies nowhere."""
    shape = shape_of(area)
    surely = _points_in(columns, shape)
    maybe = np.zeros(len(columns), dtype=np.bool_)
    geonameids, inverse = np.unique(columns.area, return_inverse=True)
    if geonameids.any():
        whole, part = _areas_in(outlines.of(map(int, geonameids)), shape)
        is_known = columns.area != 0  # 0 is no area
        surely |= whole[inverse] & is_known
        maybe = part[inverse] & is_known
    return Within(surely, maybe)


def _points_in(columns: EventColumns, shape: Any) -> Mask:
    import shapely

    west, south, east, north = shape.bounds
    found: Mask = (columns.latitude >= south) & (columns.latitude <= north) & (columns.longitude >= west) & (columns.longitude <= east)
    rows = np.flatnonzero(found)
    shapely.prepare(shape)
    found[rows] = shapely.intersects_xy(shape, columns.longitude[rows], columns.latitude[rows])
    return found


def _areas_in(known: NDArray[np.object_], shape: Any) -> tuple[Mask, Mask]:
    """For each outline whether all of it lies within, and whether only a part does."""
    import shapely

    wide = shapely.buffer(shape, _SLACK, quad_segs=1)
    shapely.prepare([shape, wide])
    touches = shapely.intersects(shape, known)
    whole = np.zeros(len(known), dtype=np.bool_)
    whole[touches] = shapely.covers(wide, known[touches])
    edge = touches & ~whole
    edge[edge] = ~shapely.touches(shape, known[edge])  # a common border is no part
    return whole, edge
