"""Named regions, waters and landmarks: their areas united from members, cut from a box, or taken from the basemap's lakes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from geodata.errors import GazetteerError
from geodata.gazetteer.entries import Entry, Kind, plural_demonyms
from geodata.gazetteer.outlines import middle, outlines, polygons
from geodata.gazetteer.tables import Region, landmarks, regions, waters
from geodata.model import Place

_TOLERANCE = 0.01  # degrees, a kilometre: named regions have no sharper edge
_LAKES = ("LK", "RSV", "LKS")
_NEAR = 0.3  # degrees from a lake's point to its outline on the basemap, which is coarse


class Members:
    """Outlines that regions are made of: countries by code, first-level regions by both codes, regions by id."""

    def __init__(self, outlines: dict[str, Any]) -> None:
        self._outlines = outlines
        self._widened: dict[str, Any] = {}  # a country is a member of many regions

    def add(self, key: str, outline: Any) -> None:
        """Make an outline known under `key`."""
        self._outlines[key] = outline
        self._widened.pop(key, None)

    def get(self, key: str) -> Any | None:
        """The outline of that key, None where there is none."""
        return self._outlines.get(key)

    def united(self, keys: tuple[str, ...], name: str) -> Any:
        """The area of several together, without the slivers between them.

        Raises:
            GazetteerError: a member is not known.
        """
        import shapely

        missing = [key for key in keys if key not in self._outlines]
        if missing:
            raise GazetteerError(f"The region {name} has members that nothing is known of: {', '.join(missing)}.")
        # Borders of countries and of regions come from two sources: the gaps between them are closed, then the edge smoothed.
        joined = shapely.union_all([self._wide(key) for key in keys])
        return polygons(shapely.make_valid(shapely.simplify(shapely.buffer(joined, -_TOLERANCE, quad_segs=1), _TOLERANCE)))

    def _wide(self, key: str) -> Any:
        import shapely

        if key not in self._widened:
            self._widened[key] = shapely.buffer(shapely.simplify(self._outlines[key], _TOLERANCE / 2), _TOLERANCE, quad_segs=1)
        return self._widened[key]


def named_entries(members: Members) -> Iterator[Entry]:
    """The places of our own tables; `members` learns the area of each region, so that later ones can be made of it."""
    for region in regions():
        area = _region_area(region, members)
        if area is not None:
            members.add(region.name, area)
        yield _entry(region, area)
    land, lakes = list(outlines("countries-50m.geojson")), [outline for _, outline in outlines("lakes.geojson")]
    shore = [outline for _, outline in land]
    for water in waters():
        yield _entry(water, _lake(water, lakes) if water.feature_code in _LAKES else _sea(water, shore))
    for landmark in landmarks():
        yield _entry(landmark, None)


def _region_area(region: Region, members: Members) -> Any | None:
    from shapely import box

    if region.members:
        return members.united(region.members, region.name)
    if region.box is not None:
        south, west, north, east = region.box
        return box(west, south, east, north)
    return members.get(str(region.geonameid))


def _sea(water: Region, shore: list[Any]) -> Any | None:
    """The box of a sea or strait without the land; of several waters within it the one that its point lies in."""
    import shapely

    if water.box is None:
        return None
    south, west, north, east = water.box
    box = shapely.box(west, south, east, north)
    wet = shapely.difference(box, shapely.union_all([shapely.intersection(box, part) for part in shore if part.intersects(box)]))
    return _part_at(wet, _point(water))


def _lake(water: Region, lakes: list[Any]) -> Any | None:
    """The basemap's outline at the lake's point."""
    point = _point(water)
    near = [lake for lake in lakes if lake.distance(point) <= _NEAR]
    return min(near, key=lambda lake: float(lake.distance(point)), default=None)


def _part_at(outline: Any, point: Any) -> Any:
    return min(getattr(polygons(outline), "geoms", (outline,)), key=lambda part: float(part.distance(point)))


def _point(region: Region) -> Any:
    from shapely import Point

    if region.point is None:
        raise GazetteerError(f"{region.name} has neither a point nor members.")
    latitude, longitude = region.point
    return Point(longitude, latitude)


def _entry(region: Region, area: Any | None) -> Entry:
    if region.point is not None:
        latitude, longitude = region.point
    elif area is not None:
        longitude, latitude = middle(area)
    else:
        raise GazetteerError(f"{region.name} has neither a point nor an area.")
    place = Place(
        geonameid=region.geonameid,
        name=region.name,
        latitude=latitude,
        longitude=longitude,
        feature_class=region.feature_class,
        feature_code=region.feature_code,
        country_code=region.country_code,
    )
    bare = region.name.removeprefix("The ")
    alternates = ((name, Kind.ALTERNATE) for name in (bare, *region.names.alternates))
    named = ((region.name, Kind.OFFICIAL), *alternates, *plural_demonyms(region.names.demonyms))
    return Entry(place, named, area.wkb if area is not None else None)
