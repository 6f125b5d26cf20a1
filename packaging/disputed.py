"""Areas that more than one side claims: our table (geodata/gazetteer/data/disputed.tsv) with outlines of Natural Earth's, for the page.

Only outlines that the derived GeoJSON holds are drawn; none is made up. `south_of` cuts one along a parallel that is a border by treaty.
Standard library only, beside basemap.py.
"""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import basemap
from basemap import Point

TABLE = Path(__file__).parents[1] / "geodata" / "gazetteer" / "data" / "disputed.tsv"
SHORE = 0.08  # degrees from a drawn coast within which a line is one: the two outlines are not of one edition


def compile_disputed(folder: Path, table: Path = TABLE) -> None:
    """Write `disputed.bin`, outlines and after them the lines that are no coast, and `disputed.json`, which tells whose parts are whose."""
    outlines = _outlines(folder)
    shore = _cells(point for ring in _coast(folder / "countries.geojson") for point in ring)
    parts: list[list[Point]] = []
    told = []
    with table.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    for row in rows:
        south_of = float(row["south_of"] or 90)
        rings = [cut for key in row["outlines"].split() for ring in outlines[key] if len(cut := _cut(_unwound(ring), south_of)) > 3]
        first, between = len(parts), len(parts) + len(rings)
        parts += rings
        parts += _borders(rings, shore)
        whole = {"properties": {"name": row["name"]}, "geometry": {"coordinates": rings}}
        told.append(
            {
                "name": row["name"],
                "claimed_by": row["claimed_by"].split("; "),
                "status": row["status"],
                "rings": [first, between],
                "lines": [between, len(parts)],
                "label": basemap._label(whole)[1:5],  # noqa: SLF001 - one script in two files
            }
        )
    basemap._write(folder / "disputed.bin", (basemap._project(part) for part in parts))  # noqa: SLF001
    (folder / "disputed.json").write_text(json.dumps(told, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def _outlines(folder: Path) -> dict[str, list[list[Point]]]:
    """Rings by "country:N._Cyprus" or "region:UA.KR"."""
    found: dict[str, list[list[Point]]] = {}
    for name, key in (("countries", "name"), ("regions", "code")):
        for feature in basemap._features(folder / f"{name}.geojson"):  # noqa: SLF001
            word = str(feature["properties"][key]).replace(" ", "_")
            kind = "country" if name == "countries" else "region"
            found.setdefault(f"{kind}:{word}", []).extend(basemap._lines(feature))  # noqa: SLF001
    return found


def _coast(path: Path) -> list[list[Point]]:
    rings = [ring for feature in basemap._features(path) for ring in basemap._lines(feature)]  # noqa: SLF001
    return basemap._edges(rings)[0]  # noqa: SLF001


def _unwound(ring: list[Point]) -> list[Point]:
    """Counter-clockwise, so that rings that lie on one another are filled once."""
    return ring if basemap._area(ring) > 0 else ring[::-1]  # noqa: SLF001


def _cut(ring: list[Point], latitude: float) -> list[Point]:
    """What of a closed ring lies south of a parallel."""
    kept: list[Point] = []
    for (x1, y1), (x2, y2) in pairwise(ring):
        if y1 <= latitude:
            kept.append((x1, y1))
        if (y1 > latitude) != (y2 > latitude):
            kept.append((x1 + (x2 - x1) * (latitude - y1) / (y2 - y1), latitude))
    return [*kept, kept[0]] if kept else []


def _cells(points: Iterable[Point]) -> set[tuple[int, int]]:
    return {_cell(point) for point in points}


def _cell(point: Point) -> tuple[int, int]:
    return math.floor(point[0] / SHORE), math.floor(point[1] / SHORE)


def _borders(rings: list[list[Point]], shore: set[tuple[int, int]]) -> list[list[Point]]:
    """Lines of these rings that run along no coast, those that two rings share left out."""
    uses: dict[tuple[Point, Point], int] = {}
    for ring in rings:
        for start, end in pairwise(ring):
            edge = (start, end) if start < end else (end, start)
            uses[edge] = uses.get(edge, 0) + 1
    kept = [edge for edge, count in uses.items() if count == 1 and edge[0] != edge[1] and not _is_coast(*edge, shore)]
    return basemap._chain(kept)  # noqa: SLF001


def _is_coast(start: Point, end: Point, shore: set[tuple[int, int]]) -> bool:
    column, line = _cell(((start[0] + end[0]) / 2, (start[1] + end[1]) / 2))
    return any((column + right, line + up) in shore for right in (-1, 0, 1) for up in (-1, 0, 1))
