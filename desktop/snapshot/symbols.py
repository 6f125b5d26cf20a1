"""The signs of the legend, drawn to the same measures as on the map (assets/map/symbols.js)."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from functools import cache
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QLinearGradient, QPainter, QPen
from PySide6.QtSvg import QSvgRenderer

from desktop.resources import category_styles
from desktop.snapshot.page import DeathSize, Mark, Precision, Sign, Swatch
from desktop.snapshot.typeface import FAMILIES
from geodata.events.holdings import Certainty
from geodata.model import Category, Status
from geodata.resources import asset

GRID = 24.0  # every sign is drawn on a square of 24 by 24, as the map does
FILLED = (Status.OCCURRED, Status.ONGOING)
DASHES = {Status.PLANNED: [4.0, 2.5], Status.THREATENED: [0.1, 3.2]}
RING, RING_DASHES = 10.5, [2.0, 2.6]
_LARGEST, _SMALLEST, _GROWTH = 30.0, 7.0, 2.3  # pixels from the middle, as in assets/map/clusters.js


def draw_sign(painter: QPainter, box: QRectF, sign: Sign, *, dark: bool, ink: QColor) -> None:
    """Draw `sign` into the square `box`."""
    painter.save()
    painter.translate(box.topLeft())
    painter.scale(box.width() / GRID, box.height() / GRID)
    match sign:
        case Category():
            QSvgRenderer(_badge(sign, dark=dark)).render(painter, QRectF(0, 0, GRID, GRID))
        case Status():
            _status(painter, sign, ink)
        case Certainty():
            QSvgRenderer(_fort(sign, dark=dark)).render(painter, QRectF(0, 0, GRID, GRID))
        case DeathSize():
            _size(painter, sign, ink)
        case Swatch():
            _swatch(painter, QColor(sign.colour_dark if dark else sign.colour), ink)
        case Mark():
            _MARKS[sign](painter, ink)
        case Precision():
            _PRECISION[sign](painter, ink)
    painter.restore()


@cache
def _badge(category: Category, *, dark: bool) -> bytes:
    """The marker of a category as SVG: its shape in its colour, its glyph in white."""
    row = json.loads(asset("map", "categories.json").read_text(encoding="utf-8"))[category]
    shape = json.loads(asset("map", "shapes.json").read_text(encoding="utf-8"))[row["shape"]]
    x, y, size = shape["glyph"]
    style = category_styles()[category]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-1.6 -1.6 27.2 27.2"><path fill="{style.shade(dark=dark)}" d="{shape["path"]}"/>'
        f'<g transform="translate({x - size / 2} {y - size / 2}) scale({size / GRID})">'
        f'<path fill="#FFFFFF" fill-rule="evenodd" d="{_glyph(style.icon)}"/></g></svg>'
    ).encode()


@cache
def _fort(certainty: Certainty, *, dark: bool) -> bytes:
    """The symbol of a military facility as SVG: filled, half filled, dashed or hollow."""
    fort = json.loads(asset("map", "shapes.json").read_text(encoding="utf-8"))["fort"]
    colour = fort["colour_dark" if dark else "colour"]
    fill = colour if certainty is Certainty.KNOWN else "none"
    width = 0.6 if certainty is Certainty.KNOWN else 1.9
    dashes = ' stroke-dasharray="4 3"' if certainty is Certainty.CLAIMED else ""
    lower = f'<path fill="{colour}" d="{fort["lower"]}"/>' if certainty is Certainty.OPEN else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">{lower}'
        f'<path fill="{fill}" stroke="{colour}" stroke-width="{width}" stroke-linejoin="round"{dashes} d="{fort["path"]}"/></svg>'
    ).encode()


def _glyph(icon: Path) -> str:
    path = ET.parse(icon).getroot().find("{http://www.w3.org/2000/svg}path")  # noqa: S314  # a file of our own
    assert path is not None
    return path.attrib["d"]


def _pen(colour: QColor, width: float, dashes: list[float] | None = None) -> QPen:
    cap = Qt.PenCapStyle.RoundCap if dashes and dashes[0] < 1 else Qt.PenCapStyle.FlatCap  # dots are round
    pen = QPen(colour, width, Qt.PenStyle.SolidLine, cap, Qt.PenJoinStyle.RoundJoin)
    if dashes:
        pen.setDashPattern([length / width for length in dashes])  # Qt counts dashes in widths of the pen
    return pen


def _status(painter: QPainter, status: Status, ink: QColor) -> None:
    """A disc where it happened, one in a ring while it goes on, else a hollow one with the outline of its status."""
    disc = QRectF(2.5, 2.5, 19, 19)
    if status is Status.ONGOING:
        painter.setPen(_pen(ink, 1.6))
        painter.drawEllipse(QRectF(1, 1, 22, 22))
        disc = QRectF(5, 5, 14, 14)
    painter.setPen(_pen(ink, 2.2, DASHES.get(status)))
    painter.setBrush(ink if status in FILLED else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(disc)
    if status is Status.DENIED:
        painter.drawLine(QPointF(2, 22), QPointF(22, 2))


def _point(painter: QPainter, ink: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawEllipse(QPointF(12, 12), 6, 6)


def _ring(painter: QPainter, ink: QColor) -> None:
    _point(painter, ink)
    painter.setPen(_pen(ink, 1.6, RING_DASHES))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QPointF(12, 12), RING, RING)


def _area(painter: QPainter, ink: QColor) -> None:
    ground = QRectF(1, 4, 22, 16)
    tint = QColor(ink)
    tint.setAlphaF(0.2)
    painter.fillRect(ground, tint)
    painter.setPen(_pen(ink, 1.2))
    painter.drawRect(ground)


def _sea(painter: QPainter, ink: QColor) -> None:
    ground = QRectF(1, 4, 22, 16)
    painter.setPen(_pen(ink, 1.2))
    painter.drawRect(ground)
    painter.setClipRect(ground)
    for start in range(4, 40, 6):
        painter.drawLine(QPointF(start, 4), QPointF(start - 16, 20))


def _size(painter: QPainter, size: DeathSize, ink: QColor) -> None:
    """Discs in proportion; the largest fills the square."""
    radius = min(_LARGEST, _SMALLEST + _GROWTH * size.deaths**0.5) / _LARGEST * GRID / 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawEllipse(QPointF(12, 12), radius, radius)


def _cluster(painter: QPainter, ink: QColor) -> None:
    painter.setPen(_pen(ink, 3.0))
    painter.drawEllipse(QPointF(12, 12), 10, 10)
    font = QFont(list(FAMILIES))
    font.setPixelSize(13)
    font.setBold(True)
    painter.setFont(font)
    painter.drawText(QRectF(0, 0, GRID, GRID), Qt.AlignmentFlag.AlignCenter, "3")


def _swatch(painter: QPainter, colour: QColor, ink: QColor) -> None:
    painter.fillRect(QRectF(1, 4, 22, 16), colour)
    painter.setPen(_pen(ink, 0.6))
    painter.drawRect(QRectF(1, 4, 22, 16))


def _mention(painter: QPainter, ink: QColor) -> None:
    painter.setPen(_pen(ink, 1.8))
    painter.drawEllipse(QPointF(12, 12), 4.5, 4.5)


def _heat(painter: QPainter, _ink: QColor) -> None:
    """The ramp of assets/map/heat.js."""
    ramp = QLinearGradient(1, 0, 23, 0)
    for place, colour in ((0.0, "#FDE096"), (0.35, "#F6993F"), (0.7, "#D9482F"), (1.0, "#800F3C")):
        ramp.setColorAt(place, QColor(colour))
    painter.fillRect(QRectF(1, 6, 22, 12), ramp)


def _disputed(painter: QPainter, ink: QColor) -> None:
    """Hatched the other way than seas, with a dashed border, as in assets/map/disputed.js."""
    ground = QRectF(1, 4, 22, 16)
    painter.setPen(_pen(ink, 1.6, [4.0, 2.5]))
    painter.drawRect(ground)
    painter.setClipRect(ground)
    painter.setPen(_pen(ink, 0.8))
    for start in range(-14, 24, 6):
        painter.drawLine(QPointF(start, 4), QPointF(start + 16, 20))


_MARKS = {Mark.MENTION: _mention, Mark.HEAT: _heat, Mark.DISPUTED: _disputed}
_PRECISION = {Precision.POINT: _point, Precision.RING: _ring, Precision.AREA: _area, Precision.SEA: _sea, Precision.CLUSTER: _cluster}
