"""The compiled basemap: layers that the page can read, borders once each, labels inside their countries."""

from __future__ import annotations

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
def basemap() -> ModuleType:
    """packaging/ is no package: the build hook finds its scripts by folder, and so do we."""
    return _script("basemap")


def _script(name: str) -> ModuleType:
    sys.path.insert(0, str(PACKAGING))
    try:
        return importlib.import_module(name)
    finally:
        sys.path.remove(str(PACKAGING))


def _feature(name: str, *rings, **properties):
    return {"type": "Feature", "properties": {"name": name, **properties}, "geometry": {"type": "Polygon", "coordinates": list(rings)}}


WEST = [[0, 0], [10, 0], [10, 5], [10, 10], [0, 10], [0, 0]]
EAST = [[10, 0], [20, 0], [20, 10], [10, 10], [10, 5], [10, 0]]
ACROSS = [[170, 60], [-170, 60], [-170, 70], [170, 70], [170, 60]]


@pytest.fixture(scope="module")
def compiled(basemap, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("basemap")
    drawn = [_feature(name, ring, iso_numeric="1") for name, ring in (("West", WEST), ("East", EAST), ("Across", ACROSS))]
    for name in ("countries", "countries-50m"):
        _dump(folder / f"{name}.geojson", drawn)
    _dump(folder / "regions.geojson", [_feature("A", WEST, iso3="XXX"), _feature("B", EAST, iso3="XXX"), _feature("C", EAST, iso3="YYY")])
    line = {"type": "Feature", "properties": {}, "geometry": {"type": "LineString", "coordinates": [[1, 1], [2, 2]]}}
    _dump(folder / "rivers.geojson", [line])
    _dump(folder / "lakes.geojson", [_feature("", WEST)])
    basemap.compile_basemap(folder)
    return folder


def _dump(path: Path, features) -> None:
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))


def _lines(path: Path) -> list[list[tuple[float, float]]]:
    """Longitude and rounded Mercator y of each line of a layer."""
    content = path.read_bytes()
    parts, points = np.frombuffer(content, "<u4", 2)
    starts = np.frombuffer(content, "<u4", parts + 1, 8)
    at = 8 + 4 * (parts + 1)
    assert len(content) == at + 16 * parts + 8 * points
    pairs = np.frombuffer(content, "<f4", 2 * points, at + 16 * parts).reshape(-1, 2)
    degrees = [(round((x - 0.5) * 360, 2), round(float(y), 4)) for x, y in pairs.astype(float)]
    return [degrees[a:b] for a, b in pairwise(starts)]


def test_the_border_of_two_countries_is_drawn_once_and_is_no_coast(compiled) -> None:
    (border,) = _lines(compiled / "borders-10m.bin")
    assert {x for x, _ in border} == {10.0}
    assert len(border) == 3
    coast = _lines(compiled / "coast-10m.bin")
    assert all((10.0, border[1][1]) not in line for line in coast)


def test_a_country_across_the_antimeridian_is_one_piece_of_its_own_width(compiled) -> None:
    across = [line for line in _lines(compiled / "land-10m.bin") if max(abs(x) for x, _ in line) > 160]
    assert [max(x for x, _ in line) - min(x for x, _ in line) for line in across] == [pytest.approx(20)]


def test_only_lines_between_regions_of_one_country_are_drawn_and_straight_ones_thinned(compiled) -> None:
    (line,) = _lines(compiled / "regions.bin")
    assert [x for x, _ in line] == [10.0, 10.0]


def test_a_label_stands_inside_its_country(compiled) -> None:
    labels = {name: (x - 0.5) * 360 for name, x, *_ in json.loads((compiled / "labels.json").read_text())["countries"]}
    assert labels["West"] == pytest.approx(5, abs=0.001)
    assert labels["East"] == pytest.approx(15, abs=0.001)
    assert abs(labels["Across"]) == pytest.approx(180, abs=0.001)


def test_the_line_of_a_ring_around_a_pole_is_left_as_it_is(basemap) -> None:
    ring = [(-180.0, -90.0), (-180.0, -80.0), (0.0, -75.0), (180.0, -80.0), (180.0, -90.0), (-180.0, -90.0)]
    assert basemap._unwrapped(ring) == ring


@pytest.mark.parametrize(
    "name", ["land-50m", "coast-50m", "borders-50m", "land-10m", "coast-10m", "borders-10m", "regions", "lakes", "rivers"]
)
def test_the_shipped_layers_lie_on_the_map(name) -> None:
    lines = _lines(asset("basemap", f"{name}.bin"))
    assert len(lines) > 50
    assert all(-200 <= x <= 200 and -0.001 <= y <= 1.001 for line in lines for x, y in line[:3])


def test_the_shipped_labels_name_niger_inside_niger() -> None:
    labels = json.loads(asset("basemap", "labels.json").read_text(encoding="utf-8"))
    (niger,) = [row for row in labels["countries"] if row[0] == "Niger"]
    assert 3 < (niger[1] - 0.5) * 360 < 15
    assert len(labels["regions"]) > 4000


def test_regions_are_called_as_today_and_as_the_gazetteer_calls_them() -> None:
    features = json.loads(asset("basemap", "regions.geojson").read_text(encoding="utf-8"))["features"]
    codes = [(feature["properties"]["code"], feature["properties"]["name"]) for feature in features]
    named = dict(zip(codes, _script("region_names").todays_names(codes), strict=True))
    old = {"PK.NW": "N.W.F.P.", "PK.NA": "Northern Areas", "IN.OR": "Orissa", "AF.HR": "Hirat"}
    today = {"PK.NW": "Khyber Pakhtunkhwa", "PK.NA": "Gilgit-Baltistan", "IN.OR": "Odisha", "AF.HR": "Herat"}
    assert {code: named[code, name] for code, name in old.items()} == today
    assert named["PK.TA", "F.A.T.A."] == "Khyber Pakhtunkhwa"
    assert named["KZ.AA", "Almaty"] == "Almaty", "it may be the city or the region"
    assert named["NE.AG", "Agadez"] == "Agadez"


def test_one_region_of_today_has_one_label_and_only_countries_are_set_in_capitals(basemap: ModuleType, tmp_path: Path) -> None:
    small = [[20, 0], [21, 0], [21, 1], [20, 1], [20, 0]]
    regions = [_feature("F.A.T.A.", small, code="PK.TA", iso3="PAK"), _feature("N.W.F.P.", WEST, code="PK.NW", iso3="PAK")]
    [label] = basemap._region_labels(regions)
    assert label[0] == "Khyber Pakhtunkhwa"
    assert 0 < label[1] - 0.5 < 10 / 360
    told = ({"name": name, "iso_numeric": number} for name, number in (("Niger", "562"), ("Kosovo", None), ("Siachen Glacier", None)))
    assert [basemap._is_country(each) for each in told] == [True, True, False]
