"""How the timeline looks: bars by category, the period with its ends, the axis, the day of the facilities."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from desktop.bins import Bins, ticks
from desktop.brush import Period
from desktop.resources import category_styles
from desktop.theme import base_font, colours, is_dark
from geodata.model import Category

MARGIN, TOP, AXIS = 14, 8, 20  # pixels
PALE, SPREAD = 0.28, 0.5  # opacity outside the period, and of what may be in several bins
_CATEGORIES = list(Category)
_HANDLE = QSize(5, 18)


def plot_of(size: QSize) -> QRectF:
    """Where the bars stand in a strip of that size."""
    return QRectF(MARGIN, TOP, max(1, size.width() - 2 * MARGIN), max(1, size.height() - TOP - AXIS))


def paint(
    painter: QPainter,
    size: QSize,
    bins: Bins | None,
    period: Period,
    edges: tuple[float, float] | None,
    day_mark: float | None,
    *,
    has_focus: bool,
) -> None:
    """The whole strip; `edges` and `day_mark` in pixels."""
    look = colours()
    everything = QRectF(QPointF(0, 0), size.toSizeF())
    painter.fillRect(everything, QColor(look.base))
    if bins is None:
        painter.setPen(QColor(look.muted))
        painter.drawText(everything, Qt.AlignmentFlag.AlignCenter, "No dated events")
        return
    plot = plot_of(size)
    if edges:
        painter.fillRect(QRectF(edges[0], plot.top() - 4, edges[1] - edges[0], plot.height() + 4), QColor(look.selection))
    _bars(painter, plot, bins, edges)
    _axis(painter, plot, bins, size)
    if day_mark is not None:
        _mark(painter, plot, day_mark)
    if edges:
        _ends(painter, plot, period, edges)
    if has_focus:
        painter.setPen(QPen(QColor(look.accent), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(everything.adjusted(0.5, 0.5, -0.5, -0.5))


def _bars(painter: QPainter, plot: QRectF, bins: Bins, edges: tuple[float, float] | None) -> None:
    dark, styles = is_dark(), category_styles()
    step = plot.width() / len(bins)
    bar = max(1.0, min(step - 1, 22.0) if step > 3 else step)
    for index in np.flatnonzero(bins.sure.sum(axis=1) + bins.spread.sum(axis=1)):
        middle = plot.left() + (index + 0.5) * step
        inside = edges is None or edges[0] <= middle <= edges[1]
        y = plot.bottom()
        for counts, strength in ((bins.sure[index], 1.0), (bins.spread[index], SPREAD)):
            painter.setOpacity(strength if inside else strength * PALE)
            for code in np.flatnonzero(counts):
                height = plot.height() * float(counts[code]) / bins.highest
                y -= height
                box = QRectF(middle - bar / 2, y, bar, max(height - 0.5, 0.5))
                painter.fillRect(box, QColor(styles[_CATEGORIES[code]].shade(dark=dark)))
    painter.setOpacity(1.0)


def _axis(painter: QPainter, plot: QRectF, bins: Bins, size: QSize) -> None:
    look = colours()
    painter.setFont(_font())
    painter.setPen(QColor(look.hairline))
    painter.drawLine(QPointF(plot.left(), plot.bottom() + 0.5), QPointF(plot.right(), plot.bottom() + 0.5))
    free = plot.left() - MARGIN
    for day, words in ticks(bins):
        x = plot.left() + bins.x_of(day)
        width = painter.fontMetrics().horizontalAdvance(words)
        left = min(x, size.width() - width - 4)
        if left >= free:
            painter.setPen(QColor(look.hairline))
            painter.drawLine(QPointF(x, plot.bottom()), QPointF(x, plot.bottom() + 4))
            painter.setPen(QColor(look.muted))
            painter.drawText(QPointF(left, size.height() - 5), words)
            free = left + width + 12


def _ends(painter: QPainter, plot: QRectF, period: Period, edges: tuple[float, float]) -> None:
    """A line and a grip at each end that is set."""
    accent = QColor(colours().accent)
    for day, x in zip(period, edges, strict=True):
        if day is None:
            continue
        painter.fillRect(QRectF(x - 0.75, plot.top() - 4, 1.5, plot.height() + 4), accent)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(accent)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        grip = QRectF(QPointF(0, 0), _HANDLE.toSizeF())
        grip.moveCenter(QPointF(x, plot.center().y()))
        painter.drawRoundedRect(grip, 2.5, 2.5)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def _mark(painter: QPainter, plot: QRectF, x: float) -> None:
    """The day that the facilities are shown for: a dashed line under a small fort's flag."""
    ink = QColor(colours().text)
    painter.setPen(QPen(ink, 1, Qt.PenStyle.DashLine))
    painter.drawLine(QPointF(x, plot.top() - 6), QPointF(x, plot.bottom()))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawPolygon([QPointF(x, plot.top() - 7), QPointF(x + 9, plot.top() - 3.5), QPointF(x, plot.top())])
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def _font() -> QFont:
    font = base_font()
    font.setPixelSize(11)
    return font
