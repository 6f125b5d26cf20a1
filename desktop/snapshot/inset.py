"""The small map in a corner of the large one, which says where that lies."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from desktop.snapshot.facts import Facts
from desktop.snapshot.page import Box
from geodata.export.callouts import spot_on
from geodata.model import Extent
from geodata.resources import asset
from geodata.space.mercator import mercator

_WIDE, _HIGH = 8.5, 6.0  # baselines
_AROUND, _LEAST, _MOST = 7.0, 0.14, 0.3  # widths of the large map around it, and parts of the world
_SEA, _LAND, _SEA_DARK, _LAND_DARK = QColor("#DCE6EC"), QColor("#F8F5EE"), QColor("#10161B"), QColor("#39434B")
_SEA_GREY, _LAND_GREY = QColor("#E2E2E2"), QColor("#FFFFFF")
_FRAME = QColor("#C8102E")


def inset_box(facts: Facts, extent: Extent, frame: Box, b: float, *, keeps_right: bool = False) -> Box | None:
    """Where it stands, in points from the corner of the map in `frame`: the first of the lower corners and the upper left without events.

    `keeps_right` leaves the right edge free. None where each of them has events, or the large map itself shows a good part of the world.
    `b` is the page's distance between baselines.
    """
    (left, _), (right, _) = _corners(extent)
    if right - left > _MOST:
        return None
    width, height, edge = _WIDE * b, _HIGH * b, 0.4 * b
    x, y = frame.width - width - edge, frame.height - height - edge
    places = [Box(edge, y, width, height), Box(edge, 1.8 * b, width, height)]
    if not keeps_right:
        places.insert(1, Box(x, y, width, height))
    spots = [spot_on(where, extent, width=frame.width, height=frame.height) for where in (*facts.others, *_numbered(facts))]
    seen = [spot for spot in spots if spot is not None]
    counts = [sum(_holds(box, *spot, around=1.5 * b) for spot in seen) for box in places]
    return places[counts.index(0)] if 0 in counts else None


def _numbered(facts: Facts) -> list[tuple[float, float]]:
    return [each.where for each in facts.numbered if each.where]


def _holds(box: Box, x: float, y: float, *, around: float) -> bool:
    return box.x - around <= x <= box.right + around and box.y - around <= y <= box.bottom + around


def _corners(extent: Extent) -> NDArray[np.float64]:
    east = extent.east if extent.east > extent.west else extent.east + 360
    return mercator(np.array([[extent.west, extent.north], [east, extent.south]]))


def draw_inset(painter: QPainter, box: Box, extent: Extent, theme: str, ink: QColor) -> None:
    """Paint it in a box of the painter's points."""
    (left, top), (right, bottom) = _corners(extent)
    x, y = (left + right) / 2, (top + bottom) / 2
    across = min(1.0, max(_LEAST, _AROUND * (right - left), _AROUND * (bottom - top) * box.width / box.height / 1.6))
    down = across * box.height / box.width
    y = min(max(y, down / 2), 1 - down / 2)
    scale = box.width / across
    sea, land = {"dark": (_SEA_DARK, _LAND_DARK), "grey": (_SEA_GREY, _LAND_GREY)}.get(theme, (_SEA, _LAND))
    painter.save()
    painter.setClipRect(QRectF(*box))
    painter.fillRect(QRectF(*box), sea)
    painter.setPen(QPen(ink, 0.25))
    painter.setBrush(land)
    painter.translate(box.x + box.width / 2, box.y + box.height / 2)
    for ground in _land():
        for turn in (-1.0, 0.0, 1.0):
            seen = ground.boxes + np.array([turn, 0, turn, 0])
            if seen[0] > x + across / 2 or seen[2] < x - across / 2 or seen[1] > y + down / 2 or seen[3] < y - down / 2:
                continue
            path = QPainterPath()
            points = (ground.rings + np.array([turn - x, -y])) * scale
            path.addPolygon(QPolygonF([QPointF(px, py) for px, py in points.tolist()]))
            painter.drawPath(path)
    size = max(4.0, (right - left) * scale), max(3.0, (bottom - top) * scale)
    middle = QPointF(((left + right) / 2 - x) * scale, ((top + bottom) / 2 - y) * scale)
    painter.setPen(QPen(_FRAME, 1.2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap, Qt.PenJoinStyle.MiterJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(QRectF(middle.x() - size[0] / 2, middle.y() - size[1] / 2, *size))
    painter.restore()
    painter.setPen(QPen(ink, 0.6))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(QRectF(*box))


class _Ground:
    """A ring of land in Web Mercator's square."""

    def __init__(self, rings: NDArray[np.float64]) -> None:
        self.rings = rings
        self.boxes = np.array([*rings.min(axis=0), *rings.max(axis=0)])


@cache
def _land() -> tuple[_Ground, ...]:
    """The countries of the basemap, coarse, without the smallest islands."""
    layer = asset("basemap", "land-50m.bin").read_bytes()
    parts, points = np.frombuffer(layer, "<u4", 2).tolist()
    starts = np.frombuffer(layer, "<u4", parts + 1, 8)
    spots = np.frombuffer(layer, "<f4", 2 * points, 12 + 20 * parts).reshape(-1, 2).astype(float)
    rings = (spots[starts[part] : starts[part + 1]] for part in range(parts))
    return tuple(_Ground(ring) for ring in rings if len(ring) > 3 and np.ptp(ring, axis=0).max() > 5e-4)
