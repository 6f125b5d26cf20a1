"""Areas that several claim: only outlines that Natural Earth holds, cut and lined as the table says."""

from __future__ import annotations

import csv
import importlib
import json
import sys
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from geodata.resources import asset

PACKAGING = Path(__file__).parents[2] / "packaging"


@pytest.fixture(scope="module")
def disputed() -> ModuleType:
    """packaging/ is no package: the build hook finds its scripts by folder, and so do we."""
    sys.path.insert(0, str(PACKAGING))
    try:
        return importlib.import_module("disputed")
    finally:
        sys.path.remove(str(PACKAGING))


def _feature(ring, **properties):
    return {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": [ring]}}


def _box(west, south, east, north, step=0.05):
    """A ring with many points, as a coast has."""
    corners = [(west, south), (east, south), (east, north), (west, north), (west, south)]
    ring = []
    for (x1, y1), (x2, y2) in pairwise(corners):
        steps = round(max(abs(x2 - x1), abs(y2 - y1)) / step)
        ring += [[round(x1 + (x2 - x1) * n / steps, 4), round(y1 + (y2 - y1) * n / steps, 4)] for n in range(steps)]
    return [*ring, ring[0]]


@pytest.fixture
def made(disputed, tmp_path) -> tuple[dict, list[list[tuple[float, float]]]]:
    """Two claimed regions side by side in a country that has a coast in the south and a neighbour in the north."""
    countries = [_feature(_box(0, 0, 20, 10), name="A"), _feature(_box(0, 10, 20, 20), name="B")]
    regions = [_feature(_box(0, 0, 10, 10), code="A.W"), _feature(_box(10, 0, 20, 10), code="A.E")]
    for name, features in (("countries", countries), ("regions", regions)):
        (tmp_path / f"{name}.geojson").write_text(json.dumps({"features": features}))
    table = "name\tclaimed_by\tstatus\toutlines\tsouth_of\nBoth\tA; B\tOpen\tregion:A.W region:A.E\t8\n"
    (tmp_path / "table.tsv").write_text(table)
    disputed.compile_disputed(tmp_path, tmp_path / "table.tsv")
    [area] = json.loads((tmp_path / "disputed.json").read_text())
    return area, _lines(tmp_path / "disputed.bin")


def _lines(path: Path) -> list[list[tuple[float, float]]]:
    """The parts of a layer in degrees of longitude, and latitude rounded."""
    content = path.read_bytes()
    parts, points = np.frombuffer(content, "<u4", 2)
    starts = np.frombuffer(content, "<u4", parts + 1, 8)
    flat = np.frombuffer(content, "<f4", 2 * points, 8 + 4 * (parts + 1) + 16 * parts).reshape(-1, 2)
    latitude = np.degrees(np.arctan(np.sinh((0.5 - flat[:, 1]) * 2 * np.pi)))
    degrees = list(zip(((flat[:, 0] - 0.5) * 360).round(2).tolist(), latitude.round(2).tolist(), strict=True))
    return [degrees[a:b] for a, b in pairwise(starts)]


def test_outlines_end_at_the_parallel_and_turn_one_way(made) -> None:
    area, lines = made
    first, end = area["rings"]
    rings = lines[first:end]
    assert [max(y for _, y in ring) for ring in rings] == [8, 8]
    turns = [sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) > 0 for ring in rings]
    assert turns == [True, True]


def test_lines_are_borders_only_without_coast_and_without_what_lies_between_parts_of_one_area(made) -> None:
    area, lines = made
    found = [point for line in lines[slice(*area["lines"])] for point in line]
    assert {y for _, y in found} == {8}
    assert (min(found), max(found)) == ((pytest.approx(0, abs=0.2), 8), (pytest.approx(20, abs=0.2), 8))


def test_every_row_of_the_table_names_two_claimants_or_more_and_has_ground_that_ships(disputed) -> None:
    with disputed.TABLE.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    told = {area["name"]: area for area in json.loads(asset("basemap", "disputed.json").read_text(encoding="utf-8"))}
    assert list(told) == [row["name"] for row in rows]
    assert all(len(area["claimed_by"]) >= 2 and area["status"].endswith(".") for area in told.values())
    assert all(area["rings"][1] > area["rings"][0] for area in told.values())


def test_western_sahara_reaches_its_northern_border_and_no_further() -> None:
    told = {area["name"]: area for area in json.loads(asset("basemap", "disputed.json").read_text(encoding="utf-8"))}
    first, end = told["Western Sahara"]["rings"]
    points = [point for ring in _lines(asset("basemap", "disputed.bin"))[first:end] for point in ring]
    assert max(y for _, y in points) == pytest.approx(27.67, abs=0.01)
    assert min(y for _, y in points) == pytest.approx(20.77, abs=0.02)
