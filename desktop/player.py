"""Plays the time: moves the period, or lets it grow, at a speed, as fast as the map can follow and no faster."""

from __future__ import annotations

from datetime import date
from enum import Enum
from time import monotonic

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.brush import Period, moved
from desktop.timeline_strip import TimelineStrip
from geodata.store.columns import date_of

FRAME_MS = 80
WHOLE_S = 30.0  # seconds for the whole time at speed 1
SPEEDS = (0.25, 0.5, 1.0, 2.0, 4.0)
SHARE = 20  # a window that was not chosen is this part of the whole time


class Mode(Enum):
    """What plays."""

    WINDOW = "Moving window"
    CUMULATIVE = "From the start"


class Player(QObject):
    """Nothing runs while it stands still."""

    changed = Signal()  # playing or not

    def __init__(self, strip: TimelineStrip) -> None:
        super().__init__(strip)
        self._strip = strip
        self.mode = Mode.WINDOW
        self.speed = 1.0
        self.still = False  # no motion is wanted: only steps by hand
        self._timer = QTimer(self, interval=FRAME_MS)
        self._timer.timeout.connect(self._advance)
        self._then = 0.0
        self._rest = 0.0  # of a day, not moved yet

    @property
    def is_playing(self) -> bool:
        """True while it runs."""
        return self._timer.isActive()

    @Slot()
    def toggle(self) -> None:
        """Play, or stop."""
        if self.is_playing:
            self.stop()
        elif not self.still and self._strip.whole is not None:
            self._begin()

    @Slot()
    def stop(self) -> None:
        """Stand still."""
        if self.is_playing:
            self._timer.stop()
            self.changed.emit()

    def set_still(self, still: bool) -> None:  # noqa: FBT001 - a checked command
        """Do not run by itself."""
        self.still = still
        self.stop()
        self.changed.emit()

    def forward(self) -> None:
        """A step later."""
        self.stop()
        self._strip.step(1, only_end=self.mode is Mode.CUMULATIVE)

    def back(self) -> None:
        """A step earlier."""
        self.stop()
        self._strip.step(-1, only_end=self.mode is Mode.CUMULATIVE)

    def _begin(self) -> None:
        """From where the period stands; from the first day where there is none, or where it stands at the end."""
        first, last = self._whole()
        length = (last - first).days + 1
        period = self._strip.period
        begin = period.first or first
        end = period.last or moved(Period(begin, None), max(1, length // SHARE) - 1).first or begin
        if end >= last:
            days = (end - begin).days
            begin, end = (first, moved(Period(first, None), days if self.mode is Mode.WINDOW else 0).first or first)
        self._strip.set_period(Period(begin, min(end, last)))
        self._then, self._rest = monotonic(), 0.0
        self._timer.start()
        self.changed.emit()

    @Slot()
    def _advance(self) -> None:
        """As many days as have gone by; what takes long to draw makes longer steps, not a queue."""
        if self._strip.whole is None:
            self.stop()
            return
        first, last = self._whole()
        now = monotonic()
        self._rest += (now - self._then) * self.speed * ((last - first).days + 1) / WHOLE_S
        self._then = now
        days = int(self._rest)
        if days < 1:
            return
        self._rest -= days
        period = self._strip.period
        end = min(last, moved(Period(None, period.last or first), days).last or last)
        by = (end - (period.last or first)).days
        self._strip.set_period(Period(moved(period, by).first if self.mode is Mode.WINDOW else period.first, end))
        if end >= last:
            self.stop()

    def _whole(self) -> tuple[date, date]:
        assert self._strip.whole is not None
        first, last = (date_of(day) for day in self._strip.whole)
        assert first is not None
        assert last is not None
        return first, last
