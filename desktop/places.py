"""Places in words for people: what kind, where, how precisely; and what the window asks about one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from geodata.coordinates import Point, decimal, mgrs
from geodata.gazetteer.suggest import Suggestion
from geodata.geoparsing.precision import precision_of
from geodata.model import Article, GeoPrecision, Place, Resolution, content_id
from geodata.wording import PRECISION_WORDS, shown

# By the longest start of GeoNames' code.
_KINDS = {
    "ADM1": "first-level region", "ADM2": "district", "ADM3": "district", "ADM4": "commune", "ADM": "administrative area",
    "AIRB": "air base", "AIRP": "airport", "AIRF": "airfield", "BAY": "bay", "BDG": "bridge", "CMP": "camp", "CONT": "continent",
    "CST": "coast", "DLTA": "delta", "DSRT": "desert", "FRST": "forest", "GULF": "gulf", "HLL": "hill",
    "INSM": "military installation", "ISL": "island", "LK": "lake", "MIL": "military facility", "MN": "mine", "MT": "mountain",
    "NVB": "naval base", "OAS": "oasis", "OCN": "ocean",
    "PASS": "pass", "PCL": "country", "PEN": "peninsula", "PPLA2": "seat of a district",
    "PPLA3": "seat of a commune", "PPLA": "seat of a region", "PPLC": "capital", "PPLL": "locality", "PPLX": "part of a town",
    "PPL": "town or village", "PT": "point", "RFC": "refugee camp", "RGN": "region", "RES": "reserve", "RSTN": "station",
    "SEA": "sea", "STM": "river", "STRT": "strait", "TERR": "territory", "VAL": "valley", "WAD": "wadi", "WL": "well",
}  # fmt: skip
_CLASSES = {
    "A": "area",
    "H": "water",
    "L": "area",
    "P": "town or village",
    "R": "road",
    "S": "site",
    "T": "height",
    "U": "sea bed",
    "V": "wood",
}
POINT_CODE = "POINT"  # a place made of coordinates


@dataclass(frozen=True, slots=True)
class Question:
    """Which place do these words of an article mean? `resolution` is what is kept of them; None for words that are no place yet."""

    article: Article
    start_char: int
    end_char: int
    resolution: Resolution | None = None

    @property
    def words(self) -> str:
        """As they stand in the text."""
        return self.article.text[self.start_char : self.end_char]


class Pin(NamedTuple):
    """A place on the map that is no event: a candidate with its number, or what was searched for."""

    latitude: float
    longitude: float
    label: str
    words: str
    is_chosen: bool = False


def kind_words(place: Place) -> str:
    """What kind of place: "capital", "district"."""
    if place.feature_code == POINT_CODE:
        return "coordinates"
    codes = (place.feature_code[:length] for length in range(len(place.feature_code), 1, -1))
    return next((_KINDS[code] for code in codes if code in _KINDS), _CLASSES.get(place.feature_class, "place"))


def described(suggestion: Suggestion) -> str:
    """Kind, region and country: "capital · Niamey, Niger"."""
    larger = ", ".join(filter(None, (suggestion.region, suggestion.country)))
    return " · ".join(filter(None, (kind_words(suggestion.place), shown(larger, limit=80))))


def people(place: Place) -> str:
    """Inhabitants, "774,235 people"; empty where none are known."""
    return f"{place.population:,} people" if place.population else ""


def point_of(place: Place) -> Point:
    """Where it lies."""
    return Point(place.latitude, place.longitude)


def coordinate_lines(place: Place) -> str:
    """Decimal degrees, and MGRS under them where its grid reaches."""
    point = point_of(place)
    is_point = precision_of(place).is_point
    return "\n".join(filter(None, (decimal(point, digits=5 if is_point else 2), grid(point) if is_point else "")))


def grid(point: Point) -> str:
    """MGRS; empty at the very poles."""
    return mgrs(point) if abs(point.latitude) < 89.9 else ""


def precision_words(resolution: Resolution) -> str:
    """How well the chosen place stands for the words: "town", "near a town, within 10 km"."""
    if resolution.place is None:
        return ""
    if resolution.place.feature_code == POINT_CODE:
        return "point given by you"
    precision = resolution.geo_precision or precision_of(resolution.place)
    words = PRECISION_WORDS[precision] if precision is not GeoPrecision.UNKNOWN else "not known"
    return f"{words}, within {resolution.radius_km:,.0f} km" if resolution.radius_km else words


def distance_words(km: float) -> str:
    """How far, "312 km away"; empty for the place itself."""
    if km < 0.5:
        return ""
    return f"{km:,.0f} km away" if km >= 10 else f"{km:.1f} km away"


def place_at(point: Point, words: str) -> Place:
    """A place that no gazetteer has, at coordinates that a person gave; the same ones give the same place."""
    number = int(content_id("point", f"{point.latitude:.6f}", f"{point.longitude:.6f}")[:12], 16)
    return Place(
        geonameid=-(2**48) - number,
        name=words,
        latitude=point.latitude,
        longitude=point.longitude,
        feature_class="S",
        feature_code=POINT_CODE,
        country_code="",
    )
