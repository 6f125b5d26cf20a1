"""Events by day: a histogram in the colours of the categories; drag to choose a period."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from desktop.bins import Bins, ticks
from desktop.resources import category_styles
from desktop.session import Session
from desktop.theme import colours, is_dark
from geodata.model import Category
from geodata.store.columns import NO_DAY

MARGIN, TOP, AXIS = 14, 8, 20  # pixels
CLICK = 4  # a shorter drag is a click
_CATEGORIES = list(Category)


class TimelinePanel(QWidget):
    """Shows what passes all filters but the period, and the period over it."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setAccessibleName("Timeline of events by day")
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(64)
        self._session = session
        self._bins: Bins | None = None
        self._drag: tuple[float, float] | None = None
        session.filtered.connect(self._count)

    def sizeHint(self) -> QSize:
        """A strip."""
        return QSize(600, 84)

    @Slot()
    def _count(self) -> None:
        columns = self._session.columns
        self._bins = None
        if columns is not None:
            mask = self._session.mask_where(first_date=None, last_date=None) & (columns.first_day != NO_DAY)
            if mask.any():
                self._bins = Bins.of(columns.first_day[mask], columns.category[mask], width=self._plot().width())
        self.update()

    def resizeEvent(self, _event: QEvent) -> None:
        """Wider strips show finer bins."""
        self._count()

    def _plot(self) -> QRectF:
        return QRectF(MARGIN, TOP, max(1, self.width() - 2 * MARGIN), max(1, self.height() - TOP - AXIS))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Period, bars, axis."""
        painter = QPainter(self)
        look = colours()
        painter.fillRect(self.rect(), QColor(look.base))
        if self._bins is None:
            painter.setPen(QColor(look.muted))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, "No dated events")
            return
        self._paint_period(painter)
        self._paint_bars(painter, self._bins)
        self._paint_axis(painter, self._bins)
        if self.hasFocus():
            painter.setPen(QPen(QColor(look.accent), 1))
            painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))

    def _paint_period(self, painter: QPainter) -> None:
        edges = self._drag or self._period_edges()
        if edges:
            left, right = sorted(edges)
            plot = self._plot()
            painter.fillRect(QRectF(left, plot.top(), right - left, plot.height()), QColor(colours().selection))

    def _period_edges(self) -> tuple[float, float] | None:
        wanted, bins, plot = self._session.filter, self._bins, self._plot()
        if bins is None or (wanted.first_date is None and wanted.last_date is None):
            return None
        left = plot.left() if wanted.first_date is None else plot.left() + bins.x_of(wanted.first_date)
        right = plot.right() if wanted.last_date is None else plot.left() + bins.x_of(wanted.last_date, after=True)
        return min(max(left, plot.left()), plot.right()), min(max(right, plot.left()), plot.right())

    def _paint_bars(self, painter: QPainter, bins: Bins) -> None:
        plot, dark, styles = self._plot(), is_dark(), category_styles()
        step = plot.width() / len(bins)
        bar = max(1.0, min(step - 1, 22.0) if step > 3 else step)
        for index in np.flatnonzero(bins.counts.sum(axis=1)):
            x, y = plot.left() + index * step + (step - bar) / 2, plot.bottom()
            for code in np.flatnonzero(bins.counts[index]):
                height = plot.height() * float(bins.counts[index, code]) / bins.highest
                y -= height
                painter.fillRect(QRectF(x, y, bar, max(height - 0.5, 0.5)), QColor(styles[_CATEGORIES[code]].shade(dark=dark)))

    def _paint_axis(self, painter: QPainter, bins: Bins) -> None:
        plot, look = self._plot(), colours()
        font = QFont(self.font())
        font.setPixelSize(11)
        painter.setFont(font)
        painter.setPen(QColor(look.hairline))
        painter.drawLine(QPointF(plot.left(), plot.bottom() + 0.5), QPointF(plot.right(), plot.bottom() + 0.5))
        free = plot.left() - MARGIN
        for day, words in ticks(bins):
            x = plot.left() + bins.x_of(day)
            width = painter.fontMetrics().horizontalAdvance(words)
            left = min(x, self.width() - width - 4)
            if left >= free:
                painter.setPen(QColor(look.hairline))
                painter.drawLine(QPointF(x, plot.bottom()), QPointF(x, plot.bottom() + 4))
                painter.setPen(QColor(look.muted))
                painter.drawText(QPointF(left, self.height() - 5), words)
                free = left + width + 12

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to choose a period."""
        if event.button() == Qt.MouseButton.LeftButton and self._bins:
            self._drag = (event.position().x(), event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Stretch the period, or tell what stands under the mouse."""
        x = event.position().x()
        if self._drag:
            self._drag = (self._drag[0], x)
            self.update()
        elif words := self.words_at(x):
            QToolTip.showText(event.globalPosition().toPoint(), words, self)
        else:
            QToolTip.hideText()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Set the period that was dragged over."""
        self.mouseMoveEvent(event)
        drag, self._drag = self._drag, None
        if drag and self._bins and abs(drag[1] - drag[0]) >= CLICK:
            left, right = sorted(x - self._plot().left() for x in drag)
            self._set_period(self._bins.day_at(left), self._bins.day_at(right, last=True))
        self.update()

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """Leave the period open again."""
        self._drag = None
        self._set_period(None, None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the period open; the date boxes at the left set it by keyboard."""
        if event.key() == Qt.Key.Key_Escape:
            self._set_period(None, None)
        else:
            super().keyPressEvent(event)

    def _set_period(self, first: date | None, last: date | None) -> None:
        self._session.set_filter(replace(self._session.filter, first_date=first, last_date=last))

    def words_at(self, x: float) -> str:
        """The bin under `x` pixels in words; empty beside the events."""
        bins = self._bins
        if bins is None or not 0 <= x - self._plot().left() < self._plot().width():
            return ""
        index = bins.index_at(x - self._plot().left())
        counts: NDArray[Any] = bins.counts[index]
        if not counts.any():
            return ""
        styles = category_styles()
        parts = (f"{styles[_CATEGORIES[code]].title} {counts[code]:,}" for code in np.flatnonzero(counts))
        return f"{bins.title(index)}: " + ", ".join(parts)
