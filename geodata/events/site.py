"""The place of an event, and how well it is known."""

from __future__ import annotations

from typing import NamedTuple

from geodata.geoparsing.precision import precision_of
from geodata.model import GeoPrecision, Place, Resolution


class Site(NamedTuple):
    """The place of an event; `explicit` where the sentence itself names it, `start_char` is -1 where no words do."""

    place: Place
    precision: GeoPrecision
    location: str
    start_char: int
    end_char: int
    explicit: bool
    reason: str
    radius_km: float | None = None  # where it is only known to be near


def known_precision(r: Resolution) -> GeoPrecision:
    """How well the toponym's own place is known; what the words tell of a point near it comes later."""
    assert r.place is not None
    told = r.geo_precision
    return told if told is not None and told is not GeoPrecision.NEAR else precision_of(r.place)
