"""Days grouped into bins that are wide enough to see: days, else weeks, months or years."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from geodata.model import Category
from geodata.months import day_words, short_day, short_month
from geodata.store.columns import date_of, day_number

NARROWEST = 3.0  # pixels a bin
SHORTEST = 30  # days; a few events of one week should not fill the strip
SIZES = (1, 7, 30, 365)  # days a bin


@dataclass(frozen=True, slots=True, eq=False)
class Bins:
    """Bin 0 begins on day `first`, each is `size` days; `width` pixels for all of them.

    `sure[bin, category]` counts the events of that bin. An event whose date is only known to a longer time, a month say, is in no one bin:
    `spread[bin, category]` has an equal share of it in each that it may be in, and `possible[bin]` counts those that may be in a bin.
    """

    first: int
    size: int
    width: float
    sure: NDArray[np.int64]
    spread: NDArray[np.float64]
    possible: NDArray[np.int64]

    @classmethod
    def of(
        cls,
        first_day: NDArray[np.int32],
        last_day: NDArray[np.int32],
        category: NDArray[np.uint8],
        *,
        width: float,
        span: tuple[int, int] | None = None,
        size: int | None = None,
    ) -> Bins:
        """Bins over all the events, or over the days of `span`, of `size` days or the finest size that can be seen in `width` pixels."""
        first, last = span or span_of(first_day, last_day)
        size = size or next((s for s in SIZES if (last - first + 1) / s * NARROWEST <= width), SIZES[-1])
        count, kinds = (last - first) // size + 1, len(Category)
        if span is not None:
            among = (last_day >= first) & (first_day <= last)
            first_day, last_day, category = first_day[among], last_day[among], category[among]
        start, end = ((days - first) // size for days in (first_day, last_day))  # beside the span too
        one = start == end
        sure = np.bincount(start[one] * kinds + category[one], minlength=count * kinds).reshape(count, kinds)
        spread, possible = np.zeros((count, kinds)), np.zeros(count, dtype=np.int64)
        if not one.all():
            spread, possible = _spread(start[~one], end[~one], category[~one], count)
        return cls(first, size, width, sure, spread, possible)

    def __len__(self) -> int:
        return len(self.sure)

    @property
    def last(self) -> int:
        """The last day of the last bin."""
        return self.first + len(self) * self.size - 1

    @property
    def highest(self) -> float:
        """The largest bin, at least 4 so that single events are not towers."""
        return max(4.0, float((self.sure + self.spread).sum(axis=1).max()))

    def index_at(self, x: float) -> int:
        """The bin at `x` pixels from the left."""
        return min(len(self) - 1, max(0, int(x / self.width * len(self))))

    def day_at(self, x: float, *, last: bool = False) -> date:
        """The first day of the bin at `x` pixels, or its last."""
        return _day(self.first + self.index_at(x) * self.size + (self.size - 1 if last else 0))

    def x_of(self, day: date, *, after: bool = False) -> float:
        """Where `day` begins, or ends, in pixels from the left."""
        return (day_number(day) - self.first + int(after)) / (len(self) * self.size) * self.width

    def title(self, index: int) -> str:
        """The days of a bin in words."""
        first = self.first + index * self.size
        if self.size == 1:
            return day_words(_day(first))
        return f"{day_words(_day(first))} to {day_words(_day(first + self.size - 1))}"


def span_of(first_day: NDArray[np.int32], last_day: NDArray[np.int32]) -> tuple[int, int]:
    """The first and the last day of events, more where they are few days."""
    first, last = int(first_day.min()), int(last_day.max())
    missing = max(0, SHORTEST - (last - first + 1))
    return first - missing // 2, last + missing - missing // 2


def _spread(
    start: NDArray[np.int32], end: NDArray[np.int32], category: NDArray[np.uint8], count: int
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Equal shares from the bin of `start` to that of `end`, and how many events each of the `count` bins may have of them."""
    kinds, share = len(Category), 1.0 / (end - start + 1)
    start, end = np.maximum(start, 0), np.minimum(end, count - 1)
    change = np.bincount(start * kinds + category, weights=share, minlength=(count + 1) * kinds)
    change -= np.bincount((end + 1) * kinds + category, weights=share, minlength=(count + 1) * kinds)
    spread = np.maximum(np.cumsum(change.reshape(count + 1, kinds), axis=0)[:count], 0.0)
    possible = np.cumsum(np.bincount(start, minlength=count + 1) - np.bincount(end + 1, minlength=count + 1))[:count]
    return np.where(spread < 1e-6, 0.0, spread), possible  # what rounding left


def ticks(bins: Bins) -> Iterator[tuple[date, str]]:
    """Days to write on the axis: weeks or months while few, else years."""
    first, last = _day(bins.first), _day(bins.last)
    months = (last.year - first.year) * 12 + last.month - first.month
    if months < 3:
        yield from _weeks(first, last)
        return
    step = next((s for s in (1, 2, 3, 6) if months / s * 52 <= bins.width), 12)
    years = max(1, round(months / 12 * 44 / bins.width + 0.5)) if step == 12 else 1
    day = date(first.year, first.month, 1)
    while day <= last:
        if (day.month - 1) % step == 0 and day >= first and (step < 12 or day.year % years == 0):
            yield day, f"{short_month(day)} {day.year}" if step < 12 else str(day.year)
        day = (day + timedelta(days=32)).replace(day=1)


def _weeks(first: date, last: date) -> Iterator[tuple[date, str]]:
    day = first + timedelta(days=(7 - first.weekday()) % 7)
    while day <= last:
        yield day, short_day(day)
        day += timedelta(days=7)


def _day(number: int) -> date:
    day = date_of(number)
    assert day is not None
    return day
