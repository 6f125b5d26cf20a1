"""Numbered events: which ones by a rule, and where their numbers stand beside a map, no two over each other."""

from __future__ import annotations

import itertools
import math
from collections.abc import Collection, Sequence
from enum import StrEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from geodata.model import Extent
from geodata.space.mercator import corners
from geodata.store.columns import NO_DAY, EventColumns, Mask, told_days

MOST = 20  # events with a number
_DISTANCES = (2.6, 3.6, 5.0, 7.0, 9.5, 13.0)  # of a number from its event, in radii of the number's disc
# Degrees clockwise from the right. Names of places stand beside most symbols, so the sides are the last resort, the right one above all.
_TURNS = (-60, -120, 120, 60, -90, 90, -45, -135, 135, 45)
_SIDES = (-158, 158, 180, -22, 22, 0)
_APART = 0.35  # radii between two discs
_CLEAR = 2.2  # radii between a disc's middle and that of a symbol without a number


class Rule(StrEnum):
    """Which events get numbers."""

    DEADLIEST = "deadliest"
    NEWEST = "newest"
    SELECTED = "selected"
    NONE = "none"


class Spot(NamedTuple):
    """Where something stands on a picture, from its left upper corner."""

    x: float
    y: float


def choose(columns: EventColumns, shown: Mask, rule: Rule, *, selected: Collection[str] = (), most: int = MOST) -> list[str]:
    """The ids of the events under `shown` that get numbers, the first one first; of equal ones the newer, then the one that came first.

    Only events that tell of deaths are deadliest. `selected` are ids, in their order.
    """
    if rule is Rule.NONE:
        return []
    rows = np.flatnonzero(shown)
    if rule is Rule.SELECTED:
        found = set(columns.ids.at(rows))
        return [event_id for event_id in selected if event_id in found][:most]
    rows = rows[columns.deaths[rows] > 0] if rule is Rule.DEADLIEST else rows[columns.first_day[rows] != NO_DAY]
    deaths, day = columns.deaths[rows].astype(np.int64), told_days(columns.first_day[rows], columns.last_day[rows]).astype(np.int64)
    order = np.lexsort((rows, -day, -deaths)) if rule is Rule.DEADLIEST else np.lexsort((rows, -day))
    return columns.ids.at(rows[order[:most]])


def spot_on(where: tuple[float, float], extent: Extent, *, width: float, height: float) -> Spot | None:
    """Where a spot of Web Mercator's square, `geodata.space.mercator`, stands on a picture of `extent`; None beside it."""
    (left, top), (right, bottom) = corners(extent).tolist()
    x, y = where
    x -= math.floor(x - left)  # the copy of the world that begins at the picture's left edge
    across, down = (x - left) / (right - left), (y - top) / (bottom - top)
    return Spot(across * width, down * height) if 0 <= across <= 1 and 0 <= down <= 1 else None


def from_edge(anchor: Spot, disc: Spot, symbol: float) -> Spot:
    """Where a line leaves the symbol at `anchor`, of that radius, which it would cover otherwise."""
    share = symbol / max(symbol, math.dist(anchor, disc))
    return Spot(anchor.x + share * (disc.x - anchor.x), anchor.y + share * (disc.y - anchor.y))


def place(
    anchors: Sequence[Spot],
    *,
    width: float,
    height: float,
    radius: float,
    areas: Collection[int] = (),
    others: Sequence[Spot] = (),
    nearest: float = _DISTANCES[0],
) -> list[Spot | None]:
    """Where the disc of each anchor's number stands: near it, whole on the picture, off other discs, anchors and lines.

    The first distance that is tried is `nearest` radii or more.
    Where there is room also off the `others`, symbols without a number; `areas`, by index, have badges there and get more distance.
    None where the anchor lies beside the picture, or there is no room.
    """
    symbols = np.array(others, dtype=float).reshape(-1, 2)
    discs: list[Spot] = []
    lines: list[tuple[Spot, Spot]] = []
    placed: list[Spot | None] = []
    for number, anchor in enumerate(anchors):
        found = None
        if 0 <= anchor.x <= width and 0 <= anchor.y <= height:
            least = max(nearest, _DISTANCES[1]) if number in areas else nearest
            distances = [distance for distance in _DISTANCES if distance >= least]
            found = _free(anchor, distances, _Ground(width, height, radius, anchors, discs, lines, symbols))
        placed.append(found)
        if found:
            discs.append(found)
            lines.append((anchor, found))
    return placed


class _Ground(NamedTuple):
    width: float
    height: float
    radius: float
    anchors: Sequence[Spot]
    discs: Sequence[Spot]
    lines: Sequence[tuple[Spot, Spot]]
    symbols: NDArray[np.float64]  # a row each


def _free(anchor: Spot, distances: Sequence[float], ground: _Ground) -> Spot | None:
    """The nearest spot that keeps all rules; else one over a symbol without a number; else one whose line crosses another."""
    radius = ground.radius
    symbols = ground.symbols[np.abs(ground.symbols - anchor).max(axis=1, initial=0) < (distances[-1] + _CLEAR) * radius]
    over: Spot | None = None
    crossing: Spot | None = None
    for turns in (_TURNS, _SIDES):
        for distance, turn in itertools.product(distances, turns):
            angle = math.radians(turn)
            spot = Spot(anchor.x + distance * radius * math.cos(angle), anchor.y + distance * radius * math.sin(angle))
            is_inside = radius <= spot.x <= ground.width - radius and radius <= spot.y <= ground.height - radius
            if not is_inside or any(math.dist(spot, disc) < (2 + _APART) * radius for disc in ground.discs):
                continue
            if any(math.dist(spot, other) < 1.6 * radius for other in ground.anchors):
                continue
            if _is_crossed(anchor, spot, ground):
                crossing = crossing or spot
            elif len(symbols) and (np.abs(symbols - spot).max(axis=1) < _CLEAR * radius).any():
                over = over or spot
            else:
                return spot
    return over or crossing


def _is_crossed(anchor: Spot, spot: Spot, ground: _Ground) -> bool:
    return (
        any(_away(disc, anchor, spot) < ground.radius for disc in ground.discs)
        or any(_cross(anchor, spot, *line) for line in ground.lines)
        or any(_away(spot, *line) < ground.radius for line in ground.lines)
    )


def _cross(a: Spot, b: Spot, c: Spot, d: Spot) -> bool:
    """Whether two lines cross between their ends; lines from one spot do not."""

    def side(p: Spot, q: Spot, r: Spot) -> float:
        return (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x)

    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0


def _away(spot: Spot, start: Spot, end: Spot) -> float:
    """How far a spot is from a line."""
    along = (end.x - start.x, end.y - start.y)
    length = along[0] ** 2 + along[1] ** 2
    share = 0.0 if not length else max(0.0, min(1.0, ((spot.x - start.x) * along[0] + (spot.y - start.y) * along[1]) / length))
    return math.dist(spot, (start.x + share * along[0], start.y + share * along[1]))
