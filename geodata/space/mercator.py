"""Web Mercator with the world in 0..1, as the map draws it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from geodata.model import Extent

MAX_LATITUDE = 85.0511287798


def mercator(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Rows of longitude and latitude to x and y, y growing southwards; beyond 85 degrees the edge of the map."""
    sine = np.sin(np.radians(np.clip(points[:, 1], -MAX_LATITUDE, MAX_LATITUDE)))
    return np.column_stack((points[:, 0] / 360 + 0.5, 0.5 - np.log((1 + sine) / (1 - sine)) / (4 * np.pi)))


def corners(extent: Extent) -> NDArray[np.float64]:
    """The upper left and the lower right corner of an extent; the right one lies to the right across 180 degrees too."""
    east = extent.east if extent.east > extent.west else extent.east + 360
    return mercator(np.array([[extent.west, extent.north], [east, extent.south]]))


def degrees(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Rows of x and y back to longitude and latitude."""
    return np.column_stack(((points[:, 0] - 0.5) * 360, np.degrees(np.arctan(np.sinh((0.5 - points[:, 1]) * 2 * np.pi)))))
