"""Regions and countries shaded by their events: which of them holds each event, and what the events of each come to."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geodata.coordinates import Point
from geodata.gazetteer.containment import COAST
from geodata.gazetteer.opening import open_read_only
from geodata.space.rings import polygons_of, unwrapped
from geodata.store.columns import EventColumns, Mask

MOST_CLASSES = 5
_STEPS = (1, 2, 5)


class Level(StrEnum):
    """What is shaded, under the gazetteer's feature code."""

    REGION = "ADM1"
    COUNTRY = "PCLI"


@dataclass(frozen=True, slots=True, eq=False)
class Holders:
    """`row_holder[event]` is an index into `geonameids`, -1 where none holds the event or it is known to no more than something larger."""

    geonameids: tuple[int, ...]
    names: tuple[str, ...]
    row_holder: NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Figures:
    """Of each holder: its events, those of them whose deaths are told, and these deaths; `left_out` counts events that none holds."""

    events: NDArray[np.int64]
    told: NDArray[np.int64]
    deaths: NDArray[np.int64]
    left_out: int


def frame_of(gazetteer: Path, level: Level) -> Any:
    """A GeoDataFrame with geonameid, name, country_code and the outline of each region or country, longitude first, in degrees.

    It has no CRS: nothing is projected, and PROJ, which a CRS needs, has crashed in a thread beside the web engine.

    Raises:
        GazetteerError: the gazetteer is not built, or broken.
    """
    import geopandas
    import shapely

    connection = open_read_only(gazetteer)
    try:
        rows = connection.execute(
            "SELECT place.geonameid, name, country_code, wkb FROM area JOIN place USING (geonameid)"
            " WHERE feature_class = 'A' AND feature_code = ? ORDER BY place.geonameid",
            [level],
        ).fetchall()
    finally:
        connection.close()
    columns = list(zip(*rows, strict=True)) if rows else [(), (), (), ()]
    names = {"geonameid": columns[0], "name": columns[1], "country_code": columns[2]}
    return geopandas.GeoDataFrame(names, geometry=shapely.from_wkb(list(columns[3])))


def holders_of(columns: EventColumns, frame: Any, level: Level, districts: Mapping[int, Point] | None = None) -> Holders:
    """Which row of `frame` holds each event: by its point, or where the event is known to that very area; of a country by its code.

    `districts` has a point within each district that events are known to, by geonameid, so that they count to its region.
    """
    countries = np.array([*columns.countries] or [""])
    if level is Level.COUNTRY:
        index = {code: row for row, code in enumerate(frame["country_code"])}
        held = np.array([index.get(code, -1) for code in countries], dtype=np.int32)[columns.country]
    else:
        index = {int(geonameid): row for row, geonameid in enumerate(frame["geonameid"])}
        areas, inverse = np.unique(columns.area, return_inverse=True)
        held = np.array([index.get(int(area), -1) for area in areas], dtype=np.int32)[inverse]
    latitude, longitude = columns.latitude.copy(), columns.longitude.copy()
    for area, point in (districts or {}).items():
        latitude[columns.area == area], longitude[columns.area == area] = point
    missing = np.flatnonzero((held < 0) & ~np.isnan(latitude))
    if len(missing) and len(frame):
        held[missing] = _joined(longitude[missing], latitude[missing], countries[columns.country[missing]], frame)
    used = np.unique(held[held >= 0])
    place = np.full(len(frame) + 1, -1, dtype=np.int32)
    place[used] = np.arange(len(used))
    chosen = frame.iloc[used]
    rows = np.where(held >= 0, place[held], -1).astype(np.int32)
    return Holders(tuple(map(int, chosen["geonameid"])), tuple(map(str, chosen["name"])), rows)


def district_points(gazetteer: Path, geonameids: Iterable[int]) -> dict[int, Point]:
    """A point within each of these districts (ADM2) that the gazetteer has an outline of.

    Raises:
        GazetteerError: the gazetteer is not built, or broken.
    """
    import shapely

    connection = open_read_only(gazetteer)
    try:
        rows = connection.execute(
            "SELECT geonameid, wkb FROM area JOIN place USING (geonameid) WHERE feature_code = 'ADM2'"
            " AND geonameid IN (SELECT value FROM json_each(?))",
            [json.dumps(list(geonameids))],
        ).fetchall()
    finally:
        connection.close()
    points = {geonameid: shapely.from_wkb(wkb).representative_point() for geonameid, wkb in rows}
    return {geonameid: Point(point.y, point.x) for geonameid, point in points.items()}


def _joined(longitude: NDArray[np.float64], latitude: NDArray[np.float64], country: NDArray[np.str_], frame: Any) -> NDArray[np.int32]:
    """The row of the frame that holds each point, in the point's country where one is told; each spot of a country is looked for once."""
    import geopandas

    spots, at = np.unique(longitude + 1j * latitude, return_inverse=True)
    codes, code = np.unique(country, return_inverse=True)
    asked, inverse = np.unique(at * len(codes) + code, return_inverse=True)
    spot, asked_code = asked // len(codes), codes[asked % len(codes)]
    points = geopandas.GeoDataFrame(geometry=geopandas.points_from_xy(spots.real, spots.imag))
    outlines = geopandas.GeoDataFrame({"code": list(frame["country_code"])}, geometry=[_on_both_sides(shape) for shape in frame.geometry])
    pairs = geopandas.sjoin(points, outlines, predicate="within")
    pairs = pairs.reset_index(names="spot")[["spot", "index_right", "code"]]
    wanted = pairs.merge(geopandas.pd.DataFrame({"asked": np.arange(len(asked)), "spot": spot, "own": asked_code}), on="spot")
    wanted = wanted[(wanted["own"] == wanted["code"]) | (wanted["own"] == "")].drop_duplicates("asked")
    found = np.full(len(asked), -1, dtype=np.int32)
    found[wanted["asked"].to_numpy()] = wanted["index_right"].to_numpy()
    for own in np.unique(asked_code[found < 0]):
        beside = np.flatnonzero((found < 0) & (asked_code == own))
        near = outlines if own == "" else outlines[outlines["code"] == own]
        if len(near):
            pair = near.sindex.nearest(points.geometry.iloc[spot[beside]], return_all=False, max_distance=COAST)
            found[beside[pair[0]]] = near.index.to_numpy()[pair[1]]
    return found[inverse]


def _on_both_sides(shape: Any) -> Any:
    """An outline across 180 degrees as two pieces of ground, one on either side of the globe's seam, which a point on each lies in."""
    import shapely
    import shapely.affinity

    west, _, east, _ = shape.bounds
    if east - west < 180:
        return shape
    whole: list[Any] = []
    for polygon in polygons_of(shape):
        piece = shapely.make_valid(shapely.Polygon(_ring(polygon.exterior), [_ring(hole) for hole in polygon.interiors]))
        whole += [shapely.affinity.translate(piece, 360 * turn) for turn in (-1, 0, 1)]
    return shapely.union_all(whole)


def _ring(ring: Any) -> NDArray[np.float64]:
    return unwrapped(np.asarray(ring.coords))


def figures(holders: Holders, columns: EventColumns, mask: Mask) -> Figures:
    """What the events under the mask come to, holder by holder."""
    held, count = holders.row_holder, len(holders.geonameids)
    inside = mask & (held >= 0)
    deaths = columns.deaths
    told = inside & (deaths >= 0)
    return Figures(
        events=np.bincount(held[inside], minlength=count),
        told=np.bincount(held[told], minlength=count),
        deaths=np.bincount(held[told], weights=deaths[told], minlength=count).astype(np.int64),
        left_out=int(np.count_nonzero(mask) - np.count_nonzero(inside)),
    )


def class_starts(values: Sequence[int] | NDArray[np.int64]) -> tuple[int, ...]:
    """Where at most five classes begin, in round numbers growing by about one factor: (1, 5, 20, 100); none where all values are 0."""
    highest = int(max(values, default=0))
    if highest < 1:
        return ()
    ladder = [step * 10**power for power in range(len(str(highest))) for step in _STEPS if step * 10**power <= highest]
    if len(ladder) <= MOST_CLASSES:
        return tuple(ladder)
    picks = np.linspace(0, len(ladder) - 1, MOST_CLASSES)
    return tuple(ladder[round(pick)] for pick in picks)


def classes_of(values: NDArray[np.int64], starts: tuple[int, ...]) -> NDArray[np.int8]:
    """The class of each value, -1 where it is below the first."""
    return (np.searchsorted(np.array(starts, dtype=np.int64), values, side="right") - 1).astype(np.int8)
