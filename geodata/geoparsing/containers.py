"""What stands in for a place that the gazetteer lacks: the district, town or region that the words put it in, or a point near one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from geodata.geoparsing.near import Near, near_point
from geodata.geoparsing.precision import SHOWN_AT, SHOWN_NEAR, precision_of
from geodata.geoparsing.senses import Reading
from geodata.model import GeoPrecision, Place

_FINENESS = (GeoPrecision.NEAR, GeoPrecision.TOWN, GeoPrecision.ADM2, GeoPrecision.ADM1, GeoPrecision.COUNTRY)
_WORDS = {
    GeoPrecision.TOWN: "the town", GeoPrecision.ADM2: "the district", GeoPrecision.ADM1: "the region", GeoPrecision.COUNTRY: "the country",
}  # fmt: skip
_SCORE = 0.5  # a place told by what holds it is no better than even to be right to the kilometre
_GUESS = 0.3  # and one that no words tie to it is a guess
_COMMUNE_KM = 25.0  # from a town to the villages that are told by it
_TOWN_KM = 10.0  # from the middle of a large town to its edge
_LOOK = 30  # toponyms looked at on either side
_SITE = re.compile(
    r"(?:street|avenue|road|drive|boulevard|lane|quarter|neighbou?rhood|square|plaza|school|university|college|academy|hospital|clinic"
    r"|church|mosque|cathedral|hotel|airport|station|stadium|racecourse|market|bridge|barracks|camp|embassy|palace|tower|prison|jail)$"
    r"|^(?:rue|avenue|boulevard|place|quartier|école|lycée|université|hôpital|église|mosquée|cathédrale|hôtel|aéroport|gare|stade|marché"
    r"|pont|caserne|camp|ambassade|palais|prison)\b",
    re.IGNORECASE,
)


class Stand(NamedTuple):
    """A place that stands in for a name, how well, and why."""

    place: Place
    precision: GeoPrecision
    radius_km: float | None
    score: float
    reason: str


def stand_in(reading: Reading, sense: int, chosen: Mapping[int, Place], apposed: Mapping[int, tuple[int, Near]]) -> Stand | None:
    """The finest place that the article's words tie to `sense`; None where they tie it to none.

    `chosen` are the places of the other senses; `apposed` gives by sense another sense and where from it: "A, 40 km north of B".
    """
    written = reading.senses[sense].written
    if sense in apposed:
        anchor, told = apposed[sense]
        if anchor in chosen and precision_of(chosen[anchor]).is_point:
            point = near_point(chosen[anchor], told, written)
            where = f"shown {told.km:g} km {told.side} of" if point != chosen[anchor] else SHOWN_NEAR
            return Stand(point, GeoPrecision.NEAR, told.radius_km, _SCORE, f"{where} {chosen[anchor].name}, as the text tells")
    outers = [outer for inner, outer in reading.inside if inner == sense and outer in chosen]
    found = [s for outer in outers if (s := _held(reading, outer, chosen[outer]))]
    return min(found, key=lambda s: _FINENESS.index(s.precision), default=None) or _in_town(reading, sense, chosen)


def _in_town(reading: Reading, sense: int, chosen: Mapping[int, Place]) -> Stand | None:
    """A street, a school or a camp is looked for in the town that the article named last before it, else next."""
    written = reading.senses[sense].written
    if not _SITE.search(written):
        return None
    first = reading.senses[sense].mentions[0]
    before = reading.of_toponym[max(0, first - _LOOK) : first]
    for other in (*reversed(before), *reading.of_toponym[first + 1 : first + _LOOK]):
        if other in chosen and precision_of(chosen[other]) is GeoPrecision.TOWN:
            town = chosen[other]
            return Stand(town, GeoPrecision.NEAR, _TOWN_KM, _GUESS, f"{SHOWN_AT} {town.name}, the town that the article names beside it")
    return None


def _held(reading: Reading, outer: int, place: Place) -> Stand | None:
    """A town whose name is also its district's holds a village as the district."""
    precision = precision_of(place)
    if precision is GeoPrecision.TOWN:
        same = [o.place for o in reading.senses[outer].options if o.place.country_code == place.country_code]
        district = next((p for p in same if p.feature_code == "ADM2" and p.admin1_code == place.admin1_code), None)
        if district is not None or any(p.feature_code == "ADM1" for p in same):
            place, precision = district or place, GeoPrecision.ADM2
    if precision not in _WORDS:
        return None
    reason = f"{SHOWN_AT} {place.name}, {_WORDS[precision]} named with it"
    if precision is GeoPrecision.TOWN:  # a village of its commune, a quarter: the town's point is not its own
        return Stand(place, GeoPrecision.NEAR, _COMMUNE_KM, _SCORE, reason)
    return Stand(place, precision, None, _SCORE, reason)
