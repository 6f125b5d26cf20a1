"""The small map in a corner of the large one, which says where that lies."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from desktop.snapshot.facts import Facts
from desktop.snapshot.page import Box
from geodata.export.callouts import spot_on
from geodata.export.ground import parts_of
from geodata.model import Extent
from geodata.resources import asset
from geodata.space.mercator import corners

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
    (left, _), (right, _) = corners(extent)
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


def draw_inset(painter: QPainter, box: Box, extent: Extent, theme: str, ink: QColor) -> None:
    """Paint it in a box of the painter's points."""
    (left, top), (right, bottom) = corners(extent)
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
            seen = ground.box + np.array([turn, 0, turn, 0])
            if seen[0] > x + across / 2 or seen[2] < x - across / 2 or seen[1] > y + down / 2 or seen[3] < y - down / 2:
                continue
            path = QPainterPath()
            points = (ground.ring + np.array([turn - x, -y])) * scale
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


class _Ground(NamedTuple):
    """A ring of land in Web Mercator's square, and its box: west, north, east, south."""

    ring: NDArray[np.float64]
    box: NDArray[np.float64]


@cache
def _land() -> tuple[_Ground, ...]:
    """The countries of the basemap, coarse, without the smallest islands."""
    boxes, rings = parts_of(asset("basemap", "land-50m.bin").read_bytes())
    found = (_Ground(ring.astype(float), box.astype(float)) for box, ring in zip(boxes, rings, strict=True) if len(ring) > 3)
    return tuple(ground for ground in found if np.ptp(ground.ring, axis=0).max() > 5e-4)
