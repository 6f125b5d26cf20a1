"""The place of an event, and how well it is known."""

from __future__ import annotations

import re
from math import cos, hypot, radians
from typing import NamedTuple

from geodata.geoparsing.near import near, near_point
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


def site_at(text: str, r: Resolution, *, explicit: bool, reason: str, unknown: bool) -> Site:
    """The site of a toponym of `text` that has a place: the point that the words tell near it, or what stands in for it."""
    assert r.place is not None
    place, precision, name = r.place, known_precision(r), " ".join(r.toponym.name.split())
    why, radius = f"“{name}” {reason}.", None
    if precision.is_point and precision_of(place).is_point and (told := near(text, r.toponym)):
        place, precision, radius = near_point(place, told), GeoPrecision.NEAR, told.radius_km
        words = place.name if place != r.place else f"near {place.name}"
        why = f"{why} It is {words}, good to about {told.radius_km:g} km."
    elif r.geo_precision is not None and r.reasons:
        precision, radius = r.geo_precision, r.radius_km
        why = f"{why} “{name}” is {r.reasons[-1]}."
    return Site(
        place=place,
        precision=precision,
        location=location_of(name),
        start_char=r.toponym.start_char,
        end_char=r.toponym.end_char,
        explicit=explicit,
        reason=why,
        radius_km=radius,
        unknown=unknown,
    )


def distance_km(one: Place, other: Place) -> float:
    """Distance on the ground, near enough for a few hundred kilometres."""
    across = (one.longitude - other.longitude) * cos(radians((one.latitude + other.latitude) / 2))
    return 111.2 * hypot(one.latitude - other.latitude, across)
