"""Events that bear a number on a page or a slide: where they lie, and where their numbers stand."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import NamedTuple, Protocol

import numpy as np

from geodata import buffers
from geodata.export.callouts import Spot, place, spot_on
from geodata.export.content import Content, Row
from geodata.model import Extent
from geodata.space.mercator import mercator

NEAREST = 3.6  # radii between a number and its symbol, so that a line is seen between them
_BESIDE = Spot(-1, -1)


class Numbered(NamedTuple):
    """An event with its number; `where` is in Web Mercator's square: its point, or the middle of its area; None where neither is known."""

    number: str
    row: Row
    where: tuple[float, float] | None
    is_area: bool


class Anchored(Protocol):
    """What a number stands beside."""

    @property
    def number(self) -> str: ...  # noqa: D102
    @property
    def where(self) -> tuple[float, float] | None: ...  # noqa: D102
    @property
    def is_area(self) -> bool: ...  # noqa: D102


class Disc(NamedTuple):
    """A number on a picture, and the spot that it belongs to."""

    number: str
    anchor: Spot
    spot: Spot
    is_area: bool


def numbered_events(content: Content, ids: Sequence[str]) -> list[Numbered]:
    """The events with these ids, numbered in their order."""
    rows = [row for block in content.blocks(ids) for row in block]
    return [Numbered(str(number), row, _where(content, row), row.event.point is None) for number, row in enumerate(rows, start=1)]


def placed(
    numbered: Sequence[Anchored],
    extent: Extent,
    *,
    width: float,
    height: float,
    radius: float,
    others: Sequence[tuple[float, float]] = (),
    nearest: float = NEAREST,
) -> list[Disc]:
    """The numbers that a picture of `extent` has room for; `others` are symbols without a number, in Web Mercator's square."""
    anchors = [spot_on(each.where, extent, width=width, height=height) if each.where else None for each in numbered]
    symbols = (spot_on(where, extent, width=width, height=height) for where in others)
    spots = place(
        [anchor or _BESIDE for anchor in anchors],
        width=width,
        height=height,
        radius=radius,
        areas=[index for index, each in enumerate(numbered) if each.is_area],
        others=[symbol for symbol in symbols if symbol],
        nearest=nearest,
    )
    found = zip(numbered, anchors, spots, strict=True)
    return [Disc(each.number, anchor, spot, each.is_area) for each, anchor, spot in found if anchor and spot]


def _where(content: Content, row: Row) -> tuple[float, float] | None:
    if row.event.point:
        latitude, longitude = row.event.point
        x, y = mercator(np.array([[longitude, latitude]]))[0].tolist()
        return x, y
    if row.event.place is None:
        return None
    found = json.loads(buffers.outline_bytes([row.event.place.geonameid], content.outline, {}).descriptions)
    return (found[0]["label"][0], found[0]["label"][1]) if found else None
