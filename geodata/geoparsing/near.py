"""Places told from another place: "40 km north of Ouallam", "à 15 km au nord de Diffa", "near Gao". English and French."""

from __future__ import annotations

import math
import re
from typing import NamedTuple

from geodata.gazetteer.tables import own_id
from geodata.geoparsing.amounts import AMOUNT, amount, is_cut
from geodata.model import Place, Toponym

_BEFORE = 90  # characters before a toponym that may tell a distance
_EARTH_KM, _KM_PER_MILE, _KM_PER_NAUTICAL_MILE = 6371.0, 1.609344, 1.852
_SHARE, _LEAST_KM = 0.25, 2.0  # a told distance is good to a quarter, and never better than 2 km
_FARTHEST_KM = 300.0  # what is told from farther away is not near
_VAGUE_KM = {"side": 25.0, "near": 10.0, "edge": 5.0}
_HOURS_OF = ("N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE", "S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW")

_SIDES = {
    "north": 0, "nord": 0, "n": 0, "east": 90, "est": 90, "e": 90, "south": 180, "sud": 180, "s": 180,
    "west": 270, "ouest": 270, "w": 270, "o": 270,
}  # fmt: skip
_SIDE = r"(?:north|south|nord|sud)?[\s-]?(?:north|south|nord|sud)?[\s-]?(?:east|west|est|ouest)|north|south|nord|sud|[NS]?[NS][EWO]|[NSEWO]"
_UNIT = r"(?:km|kms|kilomet(?:er|re)s?|kilomètres?|miles?|mi|nautical\s+miles?|nmi|nm|milles?\s+(?:nautiques?|marins?))"
# What may stand between "of" and the name: "the town of", "la ville de".
_TAIL = (
    r"(?:\s+|(?<=['’]))(?:(?-i:[A-Z])[\w-]+['’]s\s+)?(?:(?:the|la|le|l['’])\s*)?(?:(?!(?:and|or|in|to|on|from|with|et|ou|dans|that|which)\b)(?-i:[a-zéèê])[\w'-]*\s+){0,3}?"
    r"(?:(?:city|town|village|capital|ville|capitale|localité)(?:\s+(?:of|de)\b|\s+d['’]|,)?\s*)?$"
)
_OF = r"(?:of|from|away\s+from|outside|off|de\s+la|de|du|des|d['’])"
_DISTANCE = re.compile(
    rf"(?<![\w.,])(?P<amount>{AMOUNT})[\s-]*(?:de\s+)?(?P<unit>{_UNIT})\b\s*(?:\([^)]{{0,25}}\)\s*)?(?:to\s+the\s+|(?:au|à\s+l['’])\s*)?"
    rf"(?:(?P<side>{_SIDE})\b\s*)?(?:ward\s+)?{_OF}{_TAIL}",
    re.IGNORECASE,
)
_SIDE_ONLY = re.compile(rf"(?:\b(?P<side>{_SIDE})\s+of|\bau\s+(?P<side_fr>{_SIDE})\s+(?:de|du|d['’])){_TAIL}", re.IGNORECASE)
_CLOSE = re.compile(
    r"\b(?:near|nearby|close\s+to|next\s+to|not\s+far\s+from|in\s+the\s+vicinity\s+of|vicinity\s+of|près\s+d(?:e|u|['’])|proche\s+de|non\s+loin\s+d(?:e|['’])|"
    rf"à\s+proximité\s+d(?:e|u|['’])|aux\s+(?:environs|alentours)\s+d(?:e|u|['’])){_TAIL}",
    re.IGNORECASE,
)
_EDGE = re.compile(
    rf"\b(?:just\s+outside|outside|on\s+the\s+outskirts\s+of|outskirts\s+of|à\s+la\s+(?:sortie|périphérie)\s+d(?:e|['’]|u)){_TAIL}",
    re.IGNORECASE,
)
# What stands between a place and the words that tell where it is: ", ", " (", ", located some ".
APPOSED = re.compile(
    r"^\s*(?:[,(–-]\s*)?(?:(?:a|the|une?|le|la)\s+(?:[\w-]+\s+){0,2})?(?:which\s+lies\s+|which\s+is\s+|located\s+|situated\s+|lies\s+|is\s+|lying\s+|"
    r"situéee?s?\s+|située?\s+|localité\s+)?(?:about\s+|some\s+|around\s+|roughly\s+|nearly\s+|just\s+|environ\s+|quelque\s+|à\s+|une\s+)*$",
    re.IGNORECASE,
)


class Near(NamedTuple):
    """Where something is, told from a place: `start_char` is where the telling words begin."""

    km: float | None
    bearing: float | None  # degrees from north
    radius_km: float
    start_char: int

    @property
    def side(self) -> str:
        """The direction as on a compass: "NE", empty where none is told."""
        return "" if self.bearing is None else _HOURS_OF[round(self.bearing / 22.5) % 16]


def near(text: str, toponym: Toponym) -> Near | None:
    """What the words right before the toponym tell of a place near it, None where they tell none."""
    start = max(0, toponym.start_char - _BEFORE)
    before = text[start : toponym.start_char]
    found = _DISTANCE.search(before)
    if found and not is_cut(text, start + found.start()):
        km = amount(found["amount"]) * _km_per(found["unit"].lower())
        if km > _FARTHEST_KM:
            return None
        bearing = _bearing(found["side"])
        radius = km if bearing is None else max(_LEAST_KM, _SHARE * km)
        return Near(round(km, 1), bearing, round(max(_LEAST_KM, radius), 1), start + found.start())
    if found := _SIDE_ONLY.search(before):
        return Near(None, _bearing(found["side"] or found["side_fr"]), _VAGUE_KM["side"], start + found.start())
    if found := _EDGE.search(before):
        return Near(None, None, _VAGUE_KM["edge"], start + found.start())
    found = _CLOSE.search(before)
    return Near(None, None, _VAGUE_KM["near"], start + found.start()) if found else None


def _km_per(unit: str) -> float:
    if unit.startswith("n") or "nauti" in unit or "marin" in unit:
        return _KM_PER_NAUTICAL_MILE
    return _KM_PER_MILE if unit.startswith("mi") else 1.0


def near_point(place: Place, told: Near, name: str = "") -> Place:
    """The computed place, "40 km N of Ouallam" where it has no `name`; `place` itself where distance or direction is not told."""
    if told.km is None or told.bearing is None:
        return place
    words = f"{told.km:g} km {told.side} of {place.name}"
    latitude, longitude = _moved(place.latitude, place.longitude, told.km, told.bearing)
    return Place(
        geonameid=own_id("near", str(place.geonameid), words, name),
        name=name or words,
        latitude=latitude,
        longitude=longitude,
        feature_class="L",
        feature_code="LCTY",
        country_code=place.country_code,
        admin1_code=place.admin1_code,
    )


def _moved(latitude: float, longitude: float, km: float, bearing: float) -> tuple[float, float]:
    """The point at a distance and direction on the sphere."""
    arc, turn = km / _EARTH_KM, math.radians(bearing)
    lat1, lon1 = math.radians(latitude), math.radians(longitude)
    lat2 = math.asin(math.sin(lat1) * math.cos(arc) + math.cos(lat1) * math.sin(arc) * math.cos(turn))
    lon2 = lon1 + math.atan2(math.sin(turn) * math.sin(arc) * math.cos(lat1), math.cos(arc) - math.sin(lat1) * math.sin(lat2))
    return round(math.degrees(lat2), 5), round((math.degrees(lon2) + 540) % 360 - 180, 5)


def _bearing(side: str | None) -> float | None:
    """Degrees of "north", "north-east", "NNE", "nord-ouest"."""
    if not side:
        return None
    low = side.lower()
    parts = list(low) if len(low) <= 3 and low not in _SIDES else re.findall(r"north|south|east|west|nord|sud|ouest|est|[nsewo]$", low)
    x = sum(math.sin(math.radians(_SIDES[part])) for part in parts)
    y = sum(math.cos(math.radians(_SIDES[part])) for part in parts)
    return round(math.degrees(math.atan2(x, y)) % 360, 1)
