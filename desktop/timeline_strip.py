"""The histogram of the timeline and the period over it, by mouse and keyboard."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QToolTip, QWidget

from desktop.bins import Bins, span_of
from desktop.brush import Hold, Period, dragged, hold_at, moved
from desktop.resources import category_styles
from desktop.session import Session
from desktop.timeline_paint import MARGIN, paint, plot_of
from geodata.model import Category
from geodata.store.columns import NO_DAY, EventColumns, day_number

CLICK = 4  # pixels; a shorter drag is a click
CLOSER = 1.25  # a notch of the wheel
FEWEST = 10  # days that fill the strip at most
_CATEGORIES = list(Category)
_SHAPES = {
    Hold.START: Qt.CursorShape.SizeHorCursor,
    Hold.END: Qt.CursorShape.SizeHorCursor,
    Hold.DAY: Qt.CursorShape.SizeHorCursor,
    Hold.WHOLE: Qt.CursorShape.OpenHandCursor,
    Hold.NEW: Qt.CursorShape.CrossCursor,
}


class TimelineStrip(QWidget):
    """Shows what passes all filters but the period; all is in full colour within the period and pale outside."""

    play_pressed = Signal()
    zoomed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setAccessibleName("Timeline of events by day")
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(56)
        self._session = session
        self.bins: Bins | None = None
        self.whole: tuple[int, int] | None = None  # days of all events
        self._span: tuple[int, int] | None = None  # days that are shown, None for all
        self._drag: tuple[Hold, float, Period] | None = None
        self._counted: tuple[EventColumns | None, Any] = None, None  # of which events, under which filter, the bars are
        session.filtered.connect(self._count)
        session.opened.connect(self.show_all)
        session.facilities.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """A strip."""
        return QSize(600, 76)

    @property
    def period(self) -> Period:
        """That of the filter."""
        return Period(self._session.filter.first_date, self._session.filter.last_date)

    @property
    def is_zoomed(self) -> bool:
        """True while only a part of the time is shown."""
        return self._span is not None

    def set_period(self, period: Period) -> None:
        """Filter by it."""
        self._session.set_filter(replace(self._session.filter, first_date=period.first, last_date=period.last))

    # What is shown

    @Slot()
    def _count(self) -> None:
        """Count anew, unless only the period is another, which the bars do not depend on."""
        columns, width = self._session.columns, plot_of(self.size()).width()
        key = replace(self._session.filter, first_date=None, last_date=None), self._span, width
        if columns is self._counted[0] and key == self._counted[1]:
            self.update()
            return
        self._counted = columns, key
        self.bins = self.whole = None
        if columns is not None:
            shown = self._session.mask_where(first_date=None, last_date=None) & (columns.first_day != NO_DAY)
            if shown.any():
                first, last = columns.first_day[shown], columns.last_day[shown]
                self.whole = span_of(first, last)
                self.bins = Bins.of(first, last, columns.category[shown], width=width, span=self._span or self.whole)
        self.update()

    @Slot()
    def show_all(self) -> None:
        """The whole time again."""
        self._show_span(None)

    def _show_span(self, span: tuple[int, int] | None) -> None:
        self._span = span
        self._count()
        self.zoomed.emit()

    def resizeEvent(self, _event: QEvent) -> None:
        """Wider strips show finer bins."""
        self._count()

    def edges(self) -> tuple[float, float] | None:
        """Where the period begins and ends, in pixels of the strip; None while it is open."""
        period, bins, plot = self.period, self.bins, plot_of(self.size())
        if bins is None or period.is_open:
            return None
        left = 0.0 if period.first is None else bins.x_of(period.first)
        right = plot.width() if period.last is None else bins.x_of(period.last, after=True)
        return plot.left() + min(max(left, 0.0), plot.width()), plot.left() + min(max(right, 0.0), plot.width())

    def day_mark(self) -> float | None:
        """Where the day of the facilities stands, in pixels of the strip; None where it is not shown."""
        layer, plot = self._session.facilities, plot_of(self.size())
        if self.bins is None or not layer.is_on:
            return None
        x = self.bins.x_of(layer.day) + self.bins.x_of(layer.day, after=True)
        return plot.left() + x / 2 if 0 <= x / 2 <= plot.width() else None

    def paintEvent(self, _event: QPaintEvent) -> None:
        """All of it."""
        painter = QPainter(self)
        paint(painter, self.size(), self.bins, self.period, self.edges(), self.day_mark(), has_focus=self.hasFocus())
        painter.end()

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of an end, the period, the day of the facilities, or plain ground for a new period."""
        if event.button() == Qt.MouseButton.LeftButton and self.bins:
            x = event.position().x()
            self._drag = (hold_at(x, self.edges(), self.day_mark()), x, self.period)
            if self._drag[0] is Hold.WHOLE:
                self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag, or tell what stands under the mouse."""
        x = event.position().x()
        if self._drag is not None:
            if abs(x - self._drag[1]) >= CLICK:
                self._follow(x)
            return
        self.setCursor(_SHAPES[hold_at(x, self.edges(), self.day_mark())])
        if words := self.words_at(x):
            QToolTip.showText(event.globalPosition().toPoint(), words, self)
        else:
            QToolTip.hideText()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self.mouseMoveEvent(event)
        self._drag = None
        self.setCursor(_SHAPES[hold_at(event.position().x(), self.edges(), self.day_mark())])

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """Leave the period open again."""
        self._drag = None
        self.set_period(Period(None, None))

    def _follow(self, x: float) -> None:
        assert self._drag is not None
        hold, begun, period = self._drag
        now = self._days_at(x)
        if hold is Hold.DAY:
            self._session.facilities.set_day(now[0])
        else:
            self.set_period(dragged(hold, period, self._days_at(begun), now))

    def _days_at(self, x: float) -> tuple[date, date]:
        assert self.bins is not None
        inside = x - plot_of(self.size()).left()
        return self.bins.day_at(inside), self.bins.day_at(inside, last=True)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Closer and further around the day under the mouse; sideways, or with Shift, along the time."""
        if self.bins is None or self.whole is None:
            return
        turn = event.angleDelta().y() or event.angleDelta().x()
        first, last = self._span or self.whole
        length = last - first + 1
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier or event.angleDelta().y() == 0:
            by = -round(length * turn / 1200)
            self._look_at(first + by, length)
        else:
            share = min(1.0, max(0.0, (event.position().x() - MARGIN) / plot_of(self.size()).width()))
            wanted = max(FEWEST, round(length / CLOSER ** (turn / 120)))
            self._look_at(first + round(share * (length - wanted)), wanted)
        event.accept()

    def _look_at(self, first: int, length: int) -> None:
        """Show so many days from `first`, within those of the events."""
        assert self.whole is not None
        if length >= self.whole[1] - self.whole[0] + 1:
            self.show_all()
            return
        first = min(max(first, self.whole[0]), self.whole[1] - length + 1)
        self._show_span((first, first + length - 1))

    # Keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the period by a bin, with Shift its end; Home and End to the first and last events; Escape opens it, Space plays."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Escape:
            self.set_period(Period(None, None))
        elif event.key() == Qt.Key.Key_Space:
            self.play_pressed.emit()
        elif step is not None and self.bins is not None:
            self.step(step, only_end=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and self.whole is not None:
            self._jump(to_end=event.key() == Qt.Key.Key_End)
        else:
            super().keyPressEvent(event)

    def step(self, by: int, *, only_end: bool = False) -> None:
        """Move the period, or its end, by so many bins; an open one begins with the first bin."""
        if self.bins is None or self.whole is None:
            return
        if self.period.is_open:
            self.set_period(Period(self.bins.day_at(0), self.bins.day_at(0, last=True)))
            return
        later = moved(self.period, by * self.bins.size)
        if only_end and later.last is not None:
            later = dragged(Hold.END, self.period, (later.last, later.last), (later.last, later.last))
        self.set_period(later)

    def _jump(self, *, to_end: bool) -> None:
        assert self.whole is not None
        first, last = self.period
        if first is None or last is None:
            return
        reference = day_number(last) if to_end else day_number(first)
        self.set_period(moved(self.period, self.whole[1 if to_end else 0] - reference))

    def words_at(self, x: float) -> str:
        """The bin under `x` pixels in words; empty beside the events."""
        bins, plot = self.bins, plot_of(self.size())
        if bins is None or not 0 <= x - plot.left() < plot.width():
            return ""
        index = bins.index_at(x - plot.left())
        sure, possible = bins.sure[index], int(bins.possible[index])
        styles = category_styles()
        parts = [f"{styles[_CATEGORIES[code]].title} {sure[code]:,}" for code in np.flatnonzero(sure)]
        if possible:
            parts.append(f"{possible:,} whose date is known only to a longer time")
        return f"{bins.title(index)}: {', '.join(parts)}" if parts else ""
