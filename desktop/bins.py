"""Days grouped into bins that are wide enough to see: days, else weeks, months or years."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from desktop.wording import day_words
from geodata.model import Category
from geodata.store.columns import date_of, day_number

NARROWEST = 3.0  # pixels a bin
SHORTEST = 30  # days; a few events of one week should not fill the strip
SIZES = (1, 7, 30, 365)  # days a bin


@dataclass(frozen=True, slots=True, eq=False)
class Bins:
    """`counts[bin, category]`; bin 0 begins at `first`, each is `size` days; `width` pixels for all of them."""

    first: int
    size: int
    width: float
    counts: NDArray[np.int64]

    @classmethod
    def of(cls, days: NDArray[np.int32], categories: NDArray[np.uint8], *, width: float) -> Bins:
        """Bins from the first day to the last, of the finest size that can be seen in `width` pixels."""
        first, last = int(days.min()), int(days.max())
        missing = max(0, SHORTEST - (last - first + 1))
        first -= missing // 2
        last += missing - missing // 2
        size = next((s for s in SIZES if (last - first + 1) / s * NARROWEST <= width), SIZES[-1])
        count = (last - first) // size + 1
        flat = (days - first) // size * len(Category) + categories
        return cls(first, size, width, np.bincount(flat, minlength=count * len(Category)).reshape(count, len(Category)))

    def __len__(self) -> int:
        return len(self.counts)

    @property
    def highest(self) -> int:
        """The largest bin, at least 4 so that single events are not towers."""
        return max(4, int(self.counts.sum(axis=1).max()))

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


def ticks(bins: Bins) -> Iterator[tuple[date, str]]:
    """Days to write on the axis: months while few, else years; the first in full."""
    first, last = _day(bins.first), _day(bins.first + len(bins) * bins.size - 1)
    months = (last.year - first.year) * 12 + last.month - first.month
    if months < 3:
        yield from _weeks(first, last)
        return
    step = next((s for s in (1, 2, 3, 6) if months / s * 52 <= bins.width), 12)
    day = date(first.year, first.month, 1)
    while day <= last:
        if (day.month - 1) % step == 0 and day >= first:
            yield day, f"{day:%b} {day.year}" if step < 12 else str(day.year)
        day = (day + timedelta(days=32)).replace(day=1)


def _weeks(first: date, last: date) -> Iterator[tuple[date, str]]:
    day = first + timedelta(days=(7 - first.weekday()) % 7)
    while day <= last:
        yield day, f"{day.day} {day:%b} {day.year}"
        day += timedelta(days=7)


def _day(number: int) -> date:
    day = date_of(number)
    assert day is not None
    return day
