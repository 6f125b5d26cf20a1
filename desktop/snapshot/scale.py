"""The scale bar: a round length that is true along the parallel through the middle of a Web Mercator map."""

from __future__ import annotations

import math
from dataclasses import dataclass

from geodata.model import Extent

EQUATOR = 6_378_137.0  # metres, WGS 84
ECCENTRICITY2 = 0.00669437999014
STEPS = (1, 2, 5)


@dataclass(frozen=True, slots=True)
class ScaleBar:
    """A bar for `metres` on the ground, `width` units long on the map."""

    metres: float
    width: float

    @property
    def labels(self) -> tuple[str, str, str]:
        """What stands at the start, the middle and the end."""
        unit, size = ("km", 1000.0) if self.metres >= 1000 else ("m", 1.0)
        return "0", _number(self.metres / size / 2), f"{_number(self.metres / size)} {unit}"


def centre(extent: Extent) -> tuple[float, float]:
    """(latitude, longitude) in the middle of the picture, which on Web Mercator is not the mean of the latitudes."""
    middle = (_northing(extent.south) + _northing(extent.north)) / 2
    longitude = extent.west + degrees_wide(extent) / 2
    return math.degrees(math.atan(math.sinh(middle))), (longitude + 180) % 360 - 180


def degrees_wide(extent: Extent) -> float:
    """Width in degrees of longitude, also across the antimeridian."""
    width = extent.east - extent.west
    return width if width > 0 else width + 360


def metres_a_unit(extent: Extent, *, width: float, height: float) -> float:
    """Metres on the ground, along the parallel through the middle, for each unit of a map of that size.

    A map that is wider or taller than the world has an extent cut at the world's edge; the longer side by comparison is whole.
    """
    radians = max(math.radians(degrees_wide(extent)) / width, (_northing(extent.north) - _northing(extent.south)) / height)
    latitude = math.radians(centre(extent)[0])
    return EQUATOR * math.cos(latitude) / math.sqrt(1 - ECCENTRICITY2 * math.sin(latitude) ** 2) * radians


def scale_bar(metres_a_unit: float, *, longest: float) -> ScaleBar:
    """The longest bar of a round length (1, 2 or 5 and zeros) that is at most `longest` units."""
    limit = longest * metres_a_unit
    power = 10.0 ** math.floor(math.log10(limit))
    metres = max(step * power for step in STEPS if step * power <= limit)
    return ScaleBar(metres, metres / metres_a_unit)


def ratio(metres_a_point: float) -> int:
    """N of the scale 1 : N, to two figures, from metres for each point of 1/72 inch."""
    exact = metres_a_point / (0.0254 / 72)
    digits = 10.0 ** max(0, math.floor(math.log10(exact)) - 1)
    return round(exact / digits) * int(digits)


def _northing(latitude: float) -> float:
    bounded = math.radians(max(-85.06, min(85.06, latitude)))
    return math.asinh(math.tan(bounded))


def _number(value: float) -> str:
    return f"{value:,.6g}".replace(",", "\N{THIN SPACE}") if value >= 1000 else f"{value:g}"
