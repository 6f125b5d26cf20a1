"""Areas, circles and measured ways as the page draws them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from geodata.buffers import line_bytes
from geodata.coordinates import Point
from geodata.model import AreaOfInterest
from geodata.space import geodesic
from geodata.space.area import km_words, seamless
from geodata.space.mercator import mercator
from geodata.wording import shown


class Rings(NamedTuple):
    """Circles around a spot that is called `name`, radii in kilometres."""

    centre: Point
    radii: tuple[float, ...]
    name: str


class Drawn(NamedTuple):
    """What the page fetches: JSON of parts and labels, and their lines as a layer."""

    shapes: bytes
    lines: bytes


NOTHING = Drawn(b'{"parts": [], "labels": []}', line_bytes([]))


@lru_cache(maxsize=2)
def area_lines(area: AreaOfInterest) -> list[NDArray[np.float64]]:
    """The rings of an area as they are drawn; for a large country that takes long, so that a task asks for them before the window does."""
    return seamless(area)


def drawn(area: AreaOfInterest | None, rings: Rings | None) -> Drawn:
    """The area of interest and the rings; radii are true on the ground, so that far from the equator circles look larger."""
    parts: list[dict[str, Any]] = []
    labels: list[dict[str, Any]] = []
    lines: list[NDArray[np.float64]] = []

    def add(kind: str, shapes: Sequence[NDArray[np.float64]]) -> None:
        parts.append({"kind": kind, "first": len(lines), "end": len(lines) + len(shapes)})
        lines.extend(mercator(shape) for shape in shapes)

    if area is not None:
        add("area", area_lines(area))
    if rings is not None:
        for km in rings.radii:
            edge = geodesic.circle(rings.centre, km)
            add("ring", [edge])
            x, y = mercator(edge[:1])[0]
            around = f" from {shown(rings.name, limit=40)}" if rings.name and km == rings.radii[-1] else ""
            labels.append({"x": float(x), "y": float(y), "text": km_words(km) + around})
    return Drawn(json.dumps({"parts": parts, "labels": labels}).encode(), line_bytes(lines))


def way(path: Sequence[Point]) -> dict[str, Any]:
    """A measured way: its line, and at each corner the length so far and the bearing of the leg that led there."""
    line = [{"x": float(x), "y": float(y)} for x, y in mercator(geodesic.line(path))] if path else []
    labels = []
    for index in range(1, len(path)):
        x, y = mercator(np.array([[path[index].longitude, path[index].latitude]]))[0]
        leg = geodesic.leg(path[index - 1], path[index])
        words = f"{length_words(geodesic.length_km(path[: index + 1]))}, {leg.bearing:.0f}°"
        labels.append({"x": float(x), "y": float(y), "text": words, "lift": 16})
    return {"line": line, "labels": labels}


def length_words(km: float) -> str:
    """A length for people: 850 m, 12.4 km, 1,204 km."""
    if km < 1:
        return f"{km * 1000:.0f} m"
    return f"{km:,.1f} km" if km < 100 else f"{km:,.0f} km"
