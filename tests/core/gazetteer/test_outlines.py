"""Outlines of the basemap as the gazetteer takes them."""

from __future__ import annotations

import json

import pytest
from shapely import Point

from geodata.gazetteer.outlines import _shape, outlines
from geodata.resources import asset


def test_a_ring_across_180_degrees_is_cut_there_and_a_hole_in_it_stays_one() -> None:
    shell = [[170, 60], [-170, 60], [-170, 70], [170, 70], [170, 60]]
    hole = [[-176, 64], [-174, 64], [-174, 66], [-176, 66], [-176, 64]]
    outline = _shape({"type": "Polygon", "coordinates": [shell, hole]})
    assert outline.is_valid
    assert outline.area == pytest.approx(200 - 4)
    inside = [(175, 65), (-172, 65), (-175, 65), (0, 65), (-160, 65)]
    assert [outline.contains(Point(p)) for p in inside] == [True, True, False, False, False]


def test_chukotka_lies_on_both_sides_of_180_degrees_and_nowhere_else() -> None:
    regions = json.loads(asset("basemap", "regions.geojson").read_text(encoding="utf-8"))["features"]
    [outline] = [_shape(region["geometry"]) for region in regions if region["properties"]["name"] == "Chukchi Autonomous Okrug"]
    assert outline.is_valid
    assert [outline.contains(Point(p)) for p in ((177, 66), (-173, 66.5), (-170, 64), (0, 66))] == [True, True, False, False]
    assert 100 < outline.area < 250  # square degrees


def test_every_country_has_an_area_of_polygons_however_small_its_islands() -> None:
    features = json.loads(asset("basemap", "countries.geojson").read_text(encoding="utf-8"))["features"]
    told = list(outlines("countries.geojson"))
    assert len(told) == len([feature for feature in features if feature["geometry"]["coordinates"]])
    assert {outline.geom_type for _, outline in told} <= {"Polygon", "MultiPolygon"}
    assert all(outline.area > 0 for _, outline in told)
