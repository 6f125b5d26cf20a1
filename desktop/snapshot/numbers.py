"""Numbered events on the page: which they are, where their numbers stand on the map, and what is kept clear for them."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from desktop.snapshot.facts import Callout, Facts
from desktop.snapshot.page import Box
from geodata.export.callouts import from_edge
from geodata.export.content import Content
from geodata.export.numbered import Disc, numbered_events, placed
from geodata.export.provenance import provenance
from geodata.export.release import Release
from geodata.model import Event, EventFilter, Extent, TimePrecision
from geodata.months import short_day
from geodata.space.mercator import corners, degrees, mercator
from geodata.store.columns import EventColumns, Mask
from geodata.store.project import Project
from geodata.wording import place_name, shown

_WIDEST = 0.999  # of the world's width, in a picture
_MOST_OTHERS = 4000  # symbols without a number that numbers keep off
_PARTS = (2.0**16, 2.0**13, 2.0**11, 2.0**9)  # of the world in which symbols count as one, finer where they are few
_STEP = 0.7  # radii between the boxes that keep names off a line


def with_numbers(
    facts: Facts,
    project: Project,
    columns: EventColumns,
    mask: Mask,
    event_filter: EventFilter,
    release: Release,
    ids: Sequence[str],
) -> Facts:
    """The facts with these events numbered, in their order.

    Raises:
        ProjectError: the file cannot be read.
    """
    content = Content(project=project, ids=ids, provenance=provenance(event_filter, (), release=release), release=release)
    told = tuple(
        Callout(
            event_id=each.row.event.event_id,
            number=each.number,
            place=_short_place(each.row.event),
            day=_short_day(each.row.event),
            deaths=each.row.event.fatalities,
            where=each.where,
            is_area=each.is_area,
        )
        for each in numbered_events(content, ids)
    )
    return replace(facts, numbered=told, others=_others(columns, mask))


def _short_place(event: Event) -> str:
    """The name alone, for a line of a narrow column."""
    return re.split(r", | \(", shown(place_name(event), limit=80))[0] or "not located"


def _short_day(event: Event) -> str:
    """The day as far as it is known: "2021", "Sep 2022", "4 Jun 2021", "4–5 Jun 2021"."""
    first, last = event.event_date, event.date_end or event.event_date
    if first is None or last is None:
        return "no date"
    if event.time_precision is TimePrecision.YEAR:
        return str(first.year)
    ends = short_day(first), short_day(last)
    if event.time_precision is TimePrecision.MONTH:
        return ends[0].partition(" ")[2]
    if ends[0] == ends[1]:
        return ends[0]
    is_one_month = (first.year, first.month) == (last.year, last.month)
    return f"{first.day if is_one_month else ends[0]}\N{EN DASH}{ends[1]}"


def _others(columns: EventColumns, mask: Mask) -> tuple[tuple[float, float], ...]:
    """Where the events with a point lie, those that are close together once."""
    latitude, longitude = columns.latitude[mask], columns.longitude[mask]
    known = np.isfinite(latitude) & np.isfinite(longitude)
    spots = mercator(np.column_stack((longitude[known], latitude[known])))
    for parts in _PARTS:
        found = np.unique(np.round(spots * parts), axis=0) / parts
        if len(found) <= _MOST_OTHERS:
            break
    return tuple((x, y) for x, y in found.tolist())


def discs(facts: Facts, extent: Extent, *, width: float, height: float, radius: float) -> list[Disc]:
    """The numbers on a picture of `extent`."""
    return placed(facts.numbered, extent, width=width, height=height, radius=radius, others=facts.others)


def kept_clear(facts: Facts, extent: Extent, frame: Box, radius: float, symbol: float) -> list[Box]:
    """What names keep off on a picture of `extent` in `frame`, in points from its corner: numbers and their lines.

    `symbol` is how far a symbol reaches from its middle; its name may stand over that.
    """
    boxes: list[Box] = []
    for disc in discs(facts, extent, width=frame.width, height=frame.height, radius=radius):
        boxes.append(_around(disc.spot.x, disc.spot.y, 1.15 * radius))
        if not disc.is_area:
            start = from_edge(disc.anchor, disc.spot, symbol)
            steps = max(1, round(math.dist(start, disc.spot) / (_STEP * radius)))
            for share in (step / steps for step in range(1, steps)):
                x, y = start.x + share * (disc.spot.x - start.x), start.y + share * (disc.spot.y - start.y)
                boxes.append(_around(x, y, 0.25 * radius))
    return boxes


def _around(x: float, y: float, half: float) -> Box:
    return Box(x - half, y - half, 2 * half, 2 * half)


def fitted(seen: Extent, aspect: float) -> Extent:
    """The extent of a picture of that width by height which shows all of `seen` in its middle, as assets/map/projection.js has it.

    No ground is shown twice, and where there is more to the other side nothing beyond the poles.
    """
    (left, top), (right, bottom) = corners(seen)
    width = min(_WIDEST, max(right - left, aspect * (bottom - top)))
    height = width / aspect
    x, y = (left + right) / 2, min(max((top + bottom) / 2, height / 2), 1 - height / 2) if height < 1 else 0.5
    (west, north), (east, south) = degrees(np.array([[x - width / 2, y - height / 2], [x + width / 2, y + height / 2]])).tolist()
    return Extent(south, west, north, east)
