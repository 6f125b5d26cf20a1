"""Polygons and their rings as they lie on the globe, longitude first."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


def polygons_of(shape: Any) -> list[Any]:
    """The polygons of a shapely geometry, however deep they are nested; lines, points and empty parts are left out."""
    import shapely

    parts = list(shapely.get_parts(shape))
    nested = [part for part in parts if part.geom_type in ("MultiPolygon", "GeometryCollection")]
    whole = [part for part in parts if part.geom_type == "Polygon" and not part.is_empty]
    return [*whole, *(polygon for part in nested for polygon in polygons_of(part))]


def unwrapped(ring: NDArray[np.float64]) -> NDArray[np.float64]:
    """Rows of longitude and latitude across 180 degrees as one piece that goes on beyond it; a ring around a pole stays as it is."""
    longitude = np.unwrap(ring[:, 0], period=360)
    return np.column_stack((longitude, ring[:, 1])) if np.isclose(longitude[0], longitude[-1]) else ring[:, :2]
