"""MGRS squares at the edge of the map, where the graticule has its degrees."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from desktop.snapshot.page import Box, Style
from desktop.snapshot.scale import metres_a_unit
from desktop.snapshot.typeface import QtTypesetter
from geodata.model import Extent
from geodata.space.mercator import corners, degrees

_APART = 54.0  # points between two ticks, or more
_COARSEST = 300_000  # metres in that, or the squares are too small to be told
_SAMPLES = 600  # of an edge
_STEPS = {100_000: 0, 10_000: 1, 1_000: 2, 100: 3}  # metres, and how many digits tell them
_WRITTEN = re.compile(r"(\d{1,2}[C-X])([A-Z]{2})(\d*)")


class Tick(NamedTuple):
    """Where a square begins, `at` points along the upper edge from the left or the right edge from the top, and how it is written."""

    is_top: bool
    at: float
    words: str


def tick_box(tick: Tick, frame: Box, style: Style) -> Box:
    """Where its words stand in the map of a page, beside the tick and on the square's own side of it."""
    width, gap = QtTypesetter().width(tick.words, style), 0.25 * style.size
    if tick.is_top:
        return Box(frame.x + tick.at + gap, frame.y + gap, width, style.leading)
    return Box(frame.right - width - gap, frame.y + tick.at - style.leading - gap / 2, width, style.leading)


@lru_cache(maxsize=8)
def mgrs_ticks(extent: Extent, width: float, height: float) -> tuple[Tick, ...]:
    """The ticks of a map of that size in points: squares of 100 km, or their parts where there is room; none near the poles, or from afar.

    "31P CQ" begins a square of 100 km, "CQ 4" a tenth of it: read to the right along the upper edge, upwards along the right one.
    """
    least = _APART * metres_a_unit(extent, width=width, height=height)
    if least > _COARSEST:
        return ()
    digits = min((step for step in _STEPS if step >= least), default=100_000)
    (left, top), (right, bottom) = corners(extent)
    share = (np.arange(_SAMPLES) + 0.5) / _SAMPLES
    inside = 0.002 * (bottom - top)
    along_top = degrees(np.column_stack((left + share * (right - left), np.full(_SAMPLES, top + inside))))
    along_right = degrees(np.column_stack((np.full(_SAMPLES, right - inside), bottom - share * (bottom - top))))
    upper = _changes(along_top, _STEPS[digits], is_top=True)
    side = _changes(along_right, _STEPS[digits], is_top=False)
    found = [Tick(is_top=True, at=at * width, words=words) for at, words in upper]
    found += [Tick(is_top=False, at=(1 - at) * height, words=words) for at, words in side]
    return tuple(tick for tick in _thinned(found) if _has_room(tick, width, height))


def _changes(spots: NDArray[np.float64], digits: int, *, is_top: bool) -> list[tuple[float, str]]:
    """Where along an edge another square begins, as a part of it, and how that is written."""
    from mgrs import MGRS

    converter, before, found = MGRS(), None, []
    for number, (longitude, latitude) in enumerate(spots.tolist()):
        told = converter.toMGRS(latitude, (longitude + 180) % 360 - 180, MGRSPrecision=digits)
        parts = _WRITTEN.fullmatch(told if isinstance(told, str) else told.decode())
        if parts is None:
            before = None
            continue
        zone, square, figures = parts.groups()
        figure = figures[:digits] if is_top else figures[digits:]
        key = (zone if is_top else zone[-1], square[0] if is_top else square[1], figure)
        if before is not None and key != before:
            found.append((number / _SAMPLES, f"{square} {figure}" if digits else f"{zone} {square}"))
        before = key
    return found


def _has_room(tick: Tick, width: float, height: float) -> bool:
    """Not in the corner, where the words of both edges would meet."""
    return tick.at < width - 1.7 * _APART if tick.is_top else 0.5 * _APART < tick.at < height


def _thinned(ticks: list[Tick]) -> list[Tick]:
    kept: list[Tick] = []
    for tick in ticks:
        if all(other.is_top is not tick.is_top or abs(other.at - tick.at) >= 0.8 * _APART for other in kept):
            kept.append(tick)
    return kept
