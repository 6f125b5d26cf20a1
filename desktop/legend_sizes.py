"""The legend's key of sizes: discs as large as the map's symbols, one in the other, each with its deaths beside it."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from desktop.labels import GAP
from desktop.sections import Row, Section
from desktop.snapshot.page import DeathSize

LINE = 15  # pixels from one line of words to the next


def radius_of(deaths: int) -> float:
    """Pixels from the middle to the edge of a symbol, as in assets/map/clusters.js."""
    return min(30.0, 7 + 2.3 * math.sqrt(deaths))


def is_sizes(section: Section) -> bool:
    """True where a section explains sizes."""
    return any(isinstance(row.sign, DeathSize) for row in section.rows)


def height_of(rows: Sequence[Row]) -> int:
    """Pixels of such a section without its heading."""
    return math.ceil(max(2 * _largest(rows), LINE * len(rows))) + GAP // 2


def width_of(rows: Sequence[Row], font: QFont) -> float:
    """Pixels of such a section."""
    return 2 * _largest(rows) + 2 * GAP + max(QFontMetricsF(font).horizontalAdvance(row.words) for row in rows)


def paint_sizes(painter: QPainter, rows: Sequence[Row], box: QRectF, *, ink: QColor, font: QFont) -> None:
    """The discs stand on one ground; a line leads from the top of each to its words."""
    largest = _largest(rows)
    ground, middle = box.top() + 2 * largest, box.left() + largest
    sized = [(row, radius_of(row.sign.deaths)) for row in rows if isinstance(row.sign, DeathSize)]
    at = box.top() + LINE / 2 - LINE
    painter.setFont(font)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for row, radius in sorted(sized, key=lambda each: -each[1]):
        top = ground - 2 * radius
        at = max(at + LINE, top)
        painter.setPen(QPen(ink, 1.2))
        painter.drawEllipse(QPointF(middle, ground - radius), radius, radius)
        painter.setPen(QPen(ink, 0.6))
        words = box.left() + 2 * largest + 2 * GAP
        painter.drawPolyline([QPointF(middle, top), QPointF(box.left() + 2 * largest + GAP / 2, at), QPointF(words - GAP / 2, at)])
        painter.setPen(ink)
        where = QRectF(words, at - LINE / 2, box.width(), LINE)
        painter.drawText(where, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, row.words)


def _largest(rows: Sequence[Row]) -> float:
    return max(radius_of(row.sign.deaths) for row in rows if isinstance(row.sign, DeathSize))
