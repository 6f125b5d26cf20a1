"""What a drag on the timeline does to the period: a pure function of where it began and where it is."""

from __future__ import annotations

from datetime import date, timedelta
from enum import Enum, auto
from typing import NamedTuple

GRIP = 6.0  # pixels around an end of the period that take hold of it


class Hold(Enum):
    """What the mouse takes hold of."""

    START = auto()
    END = auto()
    WHOLE = auto()
    NEW = auto()
    DAY = auto()  # the day of the facilities


class Period(NamedTuple):
    """First and last day; None where open."""

    first: date | None
    last: date | None

    @property
    def is_open(self) -> bool:
        """True where it leaves out nothing."""
        return self.first is None and self.last is None


def hold_at(x: float, edges: tuple[float, float] | None, day: float | None) -> Hold:
    """What stands at `x` pixels: `edges` are those of the period, `day` is the facilities' mark, both in pixels."""
    if day is not None and abs(x - day) <= GRIP:
        return Hold.DAY
    if edges is None:
        return Hold.NEW
    left, right = edges
    ends = sorted(((abs(x - left), Hold.START), (abs(x - right), Hold.END)), key=lambda end: end[0])
    if ends[0][0] <= GRIP:
        return ends[0][1]
    return Hold.WHOLE if left < x < right else Hold.NEW


def dragged(hold: Hold, period: Period, begun: tuple[date, date], now: tuple[date, date]) -> Period:
    """The period while it is dragged; `begun` and `now` are the first and last day of the bins under the mouse then and now."""
    if hold is Hold.NEW:
        return Period(min(begun[0], now[0]), max(begun[1], now[1]))
    if hold is Hold.WHOLE:
        return moved(period, (now[0] - begun[0]).days)
    first, last = period
    if hold is Hold.START:
        return Period(min(now[0], last) if last else now[0], last)
    return Period(first, max(now[1], first) if first else now[1])


def moved(period: Period, days: int) -> Period:
    """The period so many days later; an open end stays open."""
    return Period(*(_later(day, days) for day in period))


def _later(day: date | None, days: int) -> date | None:
    if day is None:
        return None
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return day
