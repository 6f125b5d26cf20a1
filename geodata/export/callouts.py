"""Numbered events: which ones by a rule, and where their numbers stand beside a map, no two over each other."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from enum import StrEnum
from typing import NamedTuple

import numpy as np

from geodata.store.columns import NO_DAY, EventColumns, Mask

MOST = 20  # events with a number
_DISTANCES = (2.6, 3.6, 5.0, 7.0, 9.5, 13.0)  # of a number from its event, in radii of the number's disc
# Degrees clockwise from the right: names of places stand to the right of most symbols, so that side comes last.
_TURNS = (-45, -135, 135, 45, -90, 90, -68, -112, 112, 68, 180, -158, 158, -22, 22, 0)
_APART = 0.35  # radii between two discs


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
    deaths, day = columns.deaths[rows].astype(np.int64), columns.last_day[rows].astype(np.int64)
    order = np.lexsort((rows, -day, -deaths)) if rule is Rule.DEADLIEST else np.lexsort((rows, -day))
    return columns.ids.at(rows[order[:most]])


def place(anchors: Sequence[Spot], *, width: float, height: float, radius: float) -> list[Spot | None]:
    """Where the disc of each anchor's number stands: near it, whole on the picture, off other discs, anchors and lines.

    None where the anchor lies beside the picture, or there is no room.
    """
    discs: list[Spot] = []
    lines: list[tuple[Spot, Spot]] = []
    placed: list[Spot | None] = []
    for anchor in anchors:
        found = (
            _free(anchor, anchors, discs, lines, (width, height, radius)) if 0 <= anchor.x <= width and 0 <= anchor.y <= height else None
        )
        placed.append(found)
        if found:
            discs.append(found)
            lines.append((anchor, found))
    return placed


def _free(
    anchor: Spot, anchors: Sequence[Spot], discs: Sequence[Spot], lines: Sequence[tuple[Spot, Spot]], ground: tuple[float, float, float]
) -> Spot | None:
    width, height, radius = ground
    crossing: Spot | None = None
    for distance in _DISTANCES:
        for turn in _TURNS:
            angle = math.radians(turn)
            spot = Spot(anchor.x + distance * radius * math.cos(angle), anchor.y + distance * radius * math.sin(angle))
            is_inside = radius <= spot.x <= width - radius and radius <= spot.y <= height - radius
            if not is_inside or any(math.dist(spot, disc) < (2 + _APART) * radius for disc in discs):
                continue
            if any(math.dist(spot, other) < 1.6 * radius for other in anchors):
                continue
            hits_disc = any(_away(disc, anchor, spot) < radius for disc in discs)
            if (
                not hits_disc
                and not any(_cross(anchor, spot, *line) for line in lines)
                and not any(_away(spot, *line) < radius for line in lines)
            ):
                return spot
            crossing = crossing or spot
    return crossing


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
