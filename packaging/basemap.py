"""The basemap as the page loads it: derived GeoJSON to flat binary layers and label points, standard library only.

A layer file is little-endian: uint32 parts, uint32 points, uint32 first point of each part and one past the last,
float32 west, north, east, south of each part, float32 x, y of each point. Coordinates are Web Mercator with the world
in 0..1, y growing southwards; x leaves 0..1 where a ring crosses 180 degrees.
"""

from __future__ import annotations

import json
import math
import sys
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import region_names

Point = tuple[float, float]
Json = dict[str, Any]

MAX_LATITUDE = 85.0511287798  # where Web Mercator's square ends
SELF_GOVERNED = ("Kosovo", "Somaliland", "N. Cyprus")  # drawn by Natural Earth without a number of ISO's
REGION_TOLERANCE = 0.3 / (256 * 2**8)  # a third of a pixel at zoom 8
SCANLINES = 15


def compile_basemap(folder: Path) -> None:
    """Write `NAME.bin` layers and `labels.json` beside the GeoJSON files in `folder`."""
    labels = {}
    for scale, name in (("50m", "countries-50m"), ("10m", "countries")):
        countries = _features(folder / f"{name}.geojson")
        rings = [ring for feature in countries for ring in _lines(feature)]
        _write(folder / f"land-{scale}.bin", (_project(_unwrapped(ring)) for ring in rings))
        coast, borders = _edges(rings)
        _write(folder / f"coast-{scale}.bin", map(_project, coast))
        _write(folder / f"borders-{scale}.bin", map(_project, borders))
        labels["countries"] = [_label(feature) for feature in countries if _is_country(feature["properties"])]
    regions = _features(folder / "regions.geojson")
    labels["regions"] = _region_labels(regions)
    _write(folder / "regions.bin", (_simplify(_project(line), REGION_TOLERANCE) for line in _inner_lines(regions)))
    for name in ("lakes", "rivers"):
        lines = (line for feature in _features(folder / f"{name}.geojson") for line in _lines(feature))
        _write(folder / f"{name}.bin", (_project(_unwrapped(line)) for line in lines))
    (folder / "labels.json").write_text(json.dumps(labels, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def _is_country(properties: Json) -> bool:
    """Whether an outline is named as a country: a glacier, a base or a reef that several claim is none."""
    return bool(properties["name"]) and (properties.get("iso_numeric") is not None or properties["name"] in SELF_GOVERNED)


def _region_labels(regions: list[Json]) -> list[list[object]]:
    """By today's names; where several outlines of a country are one region today, the largest bears it."""
    properties = [feature["properties"] for feature in regions]
    names = region_names.todays_names([(each.get("code", ""), each["name"]) for each in properties])
    labels = [[name, *_label(feature)[1:]] for name, feature in zip(names, regions, strict=True)]
    best: dict[tuple[str, object], list[object]] = {}
    for each, label in zip(properties, labels, strict=True):
        key = each["iso3"], label[0]
        if key not in best or _room(label) > _room(best[key]):
            best[key] = label
    kept = {id(label) for label in best.values()}
    return [label for label in labels if id(label) in kept]


def _room(label: list[Any]) -> float:
    """Width by height."""
    return float(label[3] * label[4])


def _features(path: Path) -> list[Json]:
    loaded = json.loads(path.read_text(encoding="utf-8"))
    return [feature for feature in loaded["features"] if feature["geometry"] and feature["geometry"]["coordinates"]]


def _lines(feature: Json) -> Iterator[list[Point]]:
    """Every ring or line of a feature, longitude and latitude."""
    stack = [feature["geometry"]["coordinates"]]
    while stack:
        item = stack.pop()
        if isinstance(item[0][0], (int, float)):
            yield [(point[0], point[1]) for point in item]
        else:
            stack.extend(item)


def _unwrapped(ring: list[Point]) -> list[Point]:
    """A ring across 180 degrees as one piece that goes on beyond it; a ring around a pole stays as it is."""
    whole, shift = [ring[0]], 0.0
    for (before, _), (longitude, latitude) in pairwise(ring):
        shift += 360 * ((before - longitude > 180) - (longitude - before > 180))
        whole.append((longitude + shift, latitude))
    if shift:
        return ring
    turns = round((min(whole)[0] + max(whole)[0]) / 720)
    return [(longitude - 360 * turns, latitude) for longitude, latitude in whole]


def _project(line: Iterable[Point]) -> list[Point]:
    return [_mercator(*point) for point in line]


def _mercator(longitude: float, latitude: float) -> Point:
    sine = math.sin(math.radians(max(-MAX_LATITUDE, min(MAX_LATITUDE, latitude))))
    return longitude / 360 + 0.5, 0.5 - math.log((1 + sine) / (1 - sine)) / (4 * math.pi)


def _edges(rings: Iterable[list[Point]]) -> tuple[list[list[Point]], list[list[Point]]]:
    """Segments of one ring only (coast) and of two (borders), each chained to lines; the seam at 180 degrees is neither."""
    uses: dict[tuple[Point, Point], int] = defaultdict(int)
    for ring in rings:
        for start, end in pairwise(ring):
            if start != end and abs(start[0] - end[0]) < 180 and not _on_seam(start, end):
                uses[(start, end) if start < end else (end, start)] += 1
    return _chain([edge for edge, count in uses.items() if count == 1]), _chain([edge for edge, count in uses.items() if count > 1])


def _on_seam(start: Point, end: Point) -> bool:
    return (start[0] == end[0] and abs(start[0]) > 179.9) or max(start[1], end[1]) < -85


def _inner_lines(regions: Iterable[Json]) -> Iterator[list[Point]]:
    """Lines between two regions of one country, each once."""
    countries: dict[str, list[list[Point]]] = defaultdict(list)
    for feature in regions:
        countries[feature["properties"]["iso3"]].extend(_lines(feature))
    for rings in countries.values():
        yield from _edges(rings)[1]


def _chain(edges: list[tuple[Point, Point]]) -> list[list[Point]]:
    """Join segments to lines that run from junction to junction, so that each line can be simplified on its own."""
    around: dict[Point, list[Point]] = defaultdict(list)
    for start, end in edges:
        around[start].append(end)
        around[end].append(start)
    junctions = {point for point, others in around.items() if len(others) != 2}
    lines = []
    for point in [*junctions, *around]:  # what is left after the junctions are closed lines
        while around[point]:
            lines.append(_walk(around, junctions, point))
    return lines


def _walk(around: dict[Point, list[Point]], junctions: set[Point], start: Point) -> list[Point]:
    """Take segments from `around` until the next junction, or back to the start."""
    line, here = [start], start
    while around[here]:
        following = around[here].pop()
        around[following].remove(here)
        line.append(following)
        here = following
        if here in junctions or here == start:
            break
    return line


def _simplify(line: list[Point], tolerance: float) -> list[Point]:
    """Douglas and Peucker's line: no point lies further than `tolerance` from it."""
    keep = {0, len(line) - 1}
    stack = [(0, len(line) - 1)]
    while stack:
        first, last = stack.pop()
        furthest, distance = first, tolerance
        for index in range(first + 1, last):
            offset = _distance(line[index], line[first], line[last])
            if offset > distance:
                furthest, distance = index, offset
        if furthest != first:
            keep.add(furthest)
            stack += [(first, furthest), (furthest, last)]
    return [line[index] for index in sorted(keep)]


def _distance(point: Point, start: Point, end: Point) -> float:
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = math.hypot(dx, dy)
    if length == 0:
        return math.hypot(point[0] - start[0], point[1] - start[1])
    return abs(dx * (start[1] - point[1]) - dy * (start[0] - point[0])) / length


def _label(feature: Json) -> list[object]:
    """Name, the middle of the widest room inside the largest ring, that room's width, the ring's height, and ISO's number of a country."""
    ring = max((_project(_unwrapped(line)) for line in _lines(feature)), key=lambda line: abs(_area(line)))
    top, bottom = min(y for _, y in ring), max(y for _, y in ring)
    best = (0.0, ring[0][0], ring[0][1], 0.0)
    for step in range(1, SCANLINES):
        share = step / SCANLINES
        y = top + (bottom - top) * share
        crossings = sorted(a[0] + (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]) for a, b in pairwise(ring) if (a[1] > y) != (b[1] > y))
        for west, east in zip(crossings[::2], crossings[1::2], strict=False):
            room = (east - west) * (1 - abs(share - 0.5))
            best = max(best, (room, (west + east) / 2, y, east - west))
    numbers = (round(value, 6) for value in (*best[1:], bottom - top))
    return [feature["properties"]["name"], *numbers, feature["properties"].get("iso_numeric")]


def _area(ring: list[Point]) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) / 2


def _write(path: Path, lines: Iterable[list[Point]]) -> None:
    starts, boxes, points = array("I", [0]), array("f"), array("f")
    for line in lines:
        xs, ys = [x for x, _ in line], [y for _, y in line]
        boxes.extend((min(xs), min(ys), max(xs), max(ys)))
        for point in line:
            points.extend(point)
        starts.append(len(points) // 2)
    header = array("I", [len(starts) - 1, len(points) // 2])
    with path.open("wb") as file:
        for column in (header, starts, boxes, points):
            if sys.byteorder == "big":
                column.byteswap()
            column.tofile(file)


if __name__ == "__main__":
    compile_basemap(Path(sys.argv[1]))
