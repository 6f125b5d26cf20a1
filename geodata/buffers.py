"""Event columns, areas, facilities and cities as the bytes that the page reads; little-endian, layouts told at each function."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from geodata.events.holdings import Certainty
from geodata.gazetteer.cities import City
from geodata.model import Extent, GeoPrecision
from geodata.space.mercator import mercator
from geodata.space.rings import polygons_of, unwrapped
from geodata.store.columns import EventColumns
from geodata.store.mentions import Mention
from geodata.store.spots import NamedSpot

_NO_RINGS = np.zeros((0, 2), dtype=np.float64)


class FacilityMark(NamedTuple):
    """A military facility as it is on the map's day; `held` tells in words who is there."""

    geonameid: int
    name: str
    latitude: float
    longitude: float
    certainty: Certainty
    held: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Areas:
    """Outlines of the areas that events are known to."""

    row: dict[int, int]  # index by geonameid
    descriptions: bytes  # JSON: [{name, first, end, label: [x, y], box: [west, north, east, south], vague, sea}], parts of `rings`
    rings: bytes  # a layer as packaging/basemap.py writes them
    extents: dict[int, Extent]  # by geonameid


class Ground(NamedTuple):
    """Where events are, as the page has it."""

    x: NDArray[np.uint32]  # a row's place in Web Mercator, the world 2**32 wide; 0 where it has no point
    y: NDArray[np.uint32]
    order: NDArray[np.intp]  # rows so that neighbours are near each other, those without a point last: the page looks at blocks of them


def ground_of(columns: EventColumns) -> Ground:
    """Where these events are."""
    x, y = _units(columns.longitude, columns.latitude)
    key = _spaced(x >> np.uint32(16)) | (_spaced(y >> np.uint32(16)) << np.uint32(1))
    located = np.flatnonzero(~np.isnan(columns.latitude))
    order = np.concatenate((located[np.argsort(key[located])], np.flatnonzero(np.isnan(columns.latitude))))
    return Ground(x, y, order)


def _units(longitude: ArrayLike, latitude: ArrayLike) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Degrees in Web Mercator, the world 2**32 wide; 0 where there are none."""
    points = mercator(np.column_stack((np.asarray(longitude, dtype=float), np.asarray(latitude, dtype=float))))
    whole = np.clip(np.nan_to_num(points) * 2.0**32, 0, 2**32 - 1).astype(np.uint32)
    return whole[:, 0], whole[:, 1]


def event_bytes(columns: EventColumns, areas: Areas, ground: Ground) -> bytes:
    """The columns in the order of the ground, little-endian, one after the other.

    uint32 count, number with a point; uint32 x, y (Web Mercator, the world 2**32 wide); int32 area index or -1, first day, last day;
    float32 kilometres that the event may lie from its point; uint16 deaths, 0 where unknown; uint8 category, status, precision.
    """
    identities, inverse = np.unique(columns.area, return_inverse=True)
    area = np.array([areas.row.get(int(identity), -1) for identity in identities], dtype="<i4")[inverse]
    parts: list[NDArray[Any]] = [
        ground.x.astype("<u4"),
        ground.y.astype("<u4"),
        area,
        columns.first_day.astype("<i4"),
        columns.last_day.astype("<i4"),
        columns.radius_km.astype("<f4"),
        np.clip(columns.deaths, 0, 2**16 - 1).astype("<u2"),
        columns.category,
        columns.status,
        columns.precision,
    ]
    head = np.array([len(columns), np.count_nonzero(~np.isnan(columns.latitude))], dtype="<u4")
    return b"".join((head.tobytes(), *(part[ground.order].tobytes() for part in parts)))


def _spaced(values: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """The lower 16 bits of each, every second bit of the result."""
    for shift, mask in ((8, 0x00FF00FF), (4, 0x0F0F0F0F), (2, 0x33333333), (1, 0x55555555)):
        values = (values | (values << np.uint32(shift))) & np.uint32(mask)
    return values


def area_bytes(
    columns: EventColumns, outline: Callable[[int], bytes | None], names: Callable[[Iterable[int]], dict[int, str]] = lambda _: {}
) -> Areas:
    """The areas of `columns`, each asked of `outline` once; those without an outline are left out."""
    seas = set(columns.area[columns.precision == list(GeoPrecision).index(GeoPrecision.SEA)].tolist())
    geonameids = [int(i) for i in np.unique(columns.area[columns.area != 0])]
    return outline_bytes(geonameids, outline, names(geonameids), seas=seas)


def outline_bytes(
    geonameids: Iterable[int], outline: Callable[[int], bytes | None], named: Mapping[int, str], *, seas: Collection[int] = ()
) -> Areas:
    """Those areas, each asked of `outline` once; those without an outline are left out."""
    rows: dict[int, int] = {}
    descriptions: list[dict[str, Any]] = []
    lines: list[NDArray[np.float64]] = []
    extents: dict[int, Extent] = {}
    for geonameid in geonameids:
        polygons = _polygons(outline(geonameid))
        if not polygons:
            continue
        rings, label, extent = _outline(polygons)
        rows[geonameid] = len(descriptions)
        corners = np.concatenate([(ring.min(axis=0), ring.max(axis=0)) for ring in rings])
        descriptions.append(
            {
                "name": named.get(geonameid, ""),
                "first": len(lines),
                "end": len(lines) + len(rings),
                "label": label,
                "box": [*corners.min(axis=0), *corners.max(axis=0)],
                "vague": len(rings) == 1 and len(rings[0]) == 5,  # a rectangle: a region without agreed bounds
                "sea": geonameid in seas,
            }
        )
        lines += rings
        extents[geonameid] = extent
    return Areas(row=rows, descriptions=json.dumps(descriptions).encode(), rings=line_bytes(lines), extents=extents)


def _polygons(wkb: bytes | None) -> list[Any]:
    if not wkb:
        return []
    import shapely

    return polygons_of(shapely.from_wkb(wkb))


def _outline(parts: Sequence[Any]) -> tuple[list[NDArray[np.float64]], list[float], Extent]:
    import shapely

    polygons = [[_centred(unwrapped(np.asarray(ring.coords))) for ring in (part.exterior, *part.interiors)] for part in parts]
    degrees = [ring for polygon in polygons for ring in polygon]
    corners = np.concatenate([(ring.min(axis=0), ring.max(axis=0)) for ring in degrees])
    (west, south), (east, north) = corners.min(axis=0).tolist(), corners.max(axis=0).tolist()
    largest = max(
        (shapely.Polygon(mercator(polygon[0]), [mercator(hole) for hole in polygon[1:]]) for polygon in polygons), key=shapely.area
    )
    return [mercator(ring) for ring in degrees], _label_point(largest), Extent(south, west, north, east)


def _centred(ring: NDArray[np.float64]) -> NDArray[np.float64]:
    """The copy of a ring whose middle lies within 180 degrees west and east."""
    middle = (ring[:, 0].min() + ring[:, 0].max()) / 2
    return np.column_stack((ring[:, 0] - 360 * np.round(middle / 360), ring[:, 1]))


def _label_point(polygon: Any) -> list[float]:
    """The middle of the largest circle inside, roughly: where a badge has most room."""
    import shapely

    size = max(polygon.bounds[2] - polygon.bounds[0], polygon.bounds[3] - polygon.bounds[1])
    simple = polygon.simplify(size / 100)
    circle = shapely.maximum_inscribed_circle(simple if simple.is_valid and not simple.is_empty else polygon, tolerance=size / 50)
    return [float(value) for value in circle.coords[0]]


def line_bytes(lines: list[NDArray[np.float64]]) -> bytes:
    """Lines or rings of x and y in 0..1 as a layer, as packaging/basemap.py writes them."""
    starts = np.cumsum([0, *map(len, lines)]).astype("<u4")
    points = np.concatenate([_NO_RINGS, *lines]).astype("<f4")
    boxes = np.array([[*line.min(axis=0), *line.max(axis=0)] for line in lines], dtype="<f4")
    header = np.array([len(lines), len(points)], dtype="<u4")
    return b"".join(part.tobytes() for part in (header, starts, boxes, points))


def facility_bytes(marks: Iterable[FacilityMark]) -> bytes:
    """JSON: [{id, name, held, certainty, x, y}], x and y in 0..1."""
    rows = list(marks)
    points = mercator(np.array([[mark.longitude, mark.latitude] for mark in rows], dtype=float).reshape(-1, 2)).tolist()
    return json.dumps(
        [
            {"id": mark.geonameid, "name": mark.name, "held": mark.held, "certainty": mark.certainty, "x": x, "y": y}
            for mark, (x, y) in zip(rows, points, strict=True)
        ]
    ).encode()


def mask_bytes(mask: NDArray[np.bool_]) -> bytes:
    """A bit an event, the highest bit of a byte first."""
    return np.packbits(mask).tobytes()


def city_bytes(cities: Iterable[City]) -> bytes:
    """Most populous first: uint32 count; float32 x, y; uint32 population; uint8 capital; the names in UTF-8, a line each."""
    rows = list(cities)
    names, latitude, longitude, population, capital, _ = zip(*rows, strict=True) if rows else ((), (), (), (), (), ())
    return _spot_bytes(latitude, longitude, population) + np.array(capital, dtype="u1").tobytes() + _name_bytes(names)


def mention_bytes(mentions: Sequence[Mention]) -> bytes:
    """uint32 count; float32 x, y; uint32 articles; the names in UTF-8, a line each."""
    places = [place for place, _ in mentions]
    spots = _spot_bytes([p.latitude for p in places], [p.longitude for p in places], [articles for _, articles in mentions])
    return spots + _name_bytes(place.name for place in places)


def spot_bytes(spots: Iterable[NamedSpot]) -> bytes:
    """By the spot, as `event_bytes` has it: uint32 count; uint32 x, y; in UTF-8, a line each, its name, a tab, what it stands in for."""
    rows = list(spots)
    x, y = _units([spot.longitude for spot in rows], [spot.latitude for spot in rows])
    head = np.array([len(rows)], dtype="<u4")
    return b"".join(
        (
            head.tobytes(),
            x.astype("<u4").tobytes(),
            y.astype("<u4").tobytes(),
            _name_bytes((spot.name for spot in rows), (spot.meant for spot in rows)),
        )
    )


def _spot_bytes(latitude: Sequence[float], longitude: Sequence[float], number: Sequence[int]) -> bytes:
    """uint32 count; float32 x, y; uint32 number."""
    points = mercator(np.column_stack((np.array(longitude, dtype=float), np.array(latitude, dtype=float))))
    columns = (points[:, 0].astype("<f4"), points[:, 1].astype("<f4"), np.array(number, dtype="<u4"))
    return b"".join(column.tobytes() for column in (np.array([len(number)], dtype="<u4"), *columns))


def _name_bytes(*columns: Iterable[str]) -> bytes:
    """In UTF-8, a line each, with tabs between columns."""
    return "\n".join("\t".join(" ".join(name.split()) for name in row) for row in zip(*columns, strict=True)).encode()
