"""The place of an event, and how well it is known."""

from __future__ import annotations

import re
from math import cos, hypot, radians
from typing import NamedTuple

from geodata.geoparsing.precision import precision_of
from geodata.model import GeoPrecision, Place, Resolution


class Site(NamedTuple):
    """The place of an event; `explicit` where the sentence itself names it, `start_char` is -1 where no words do.

    `unknown` where the words name a village that is in no gazetteer, and `place` is what holds it.
    """

    place: Place
    precision: GeoPrecision
    location: str
    start_char: int
    end_char: int
    explicit: bool
    reason: str
    radius_km: float | None = None  # where it is only known to be near
    unknown: bool = False


_KIND = re.compile(r"\s+(?:border\s+)?(?:neighbou?rhood|district|canton|suburb|hamlet|village|quarter|area|region|sector)$", re.IGNORECASE)


def location_of(name: str) -> str:
    """The name as the article writes it, without the kind of place behind it: "Zacamil neighbourhood" is Zacamil."""
    written = " ".join(name.split())
    return _KIND.sub("", written) or written


def known_precision(r: Resolution) -> GeoPrecision:
    """How well the toponym's own place is known; what the words tell of a point near it comes later."""
    assert r.place is not None
    told = r.geo_precision
    return told if told is not None and told is not GeoPrecision.NEAR else precision_of(r.place)


def distance_km(one: Place, other: Place) -> float:
    """Distance on the ground, near enough for a few hundred kilometres."""
    across = (one.longitude - other.longitude) * cos(radians((one.latitude + other.latitude) / 2))
    return 111.2 * hypot(one.latitude - other.latitude, across)
