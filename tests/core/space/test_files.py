"""An area from the user's files: each format, other coordinate systems, and files that hold none."""

from __future__ import annotations

import json
from pathlib import Path

import geopandas
import pytest
import shapely

from geodata.errors import ContentError
from geodata.model import AreaOfInterest
from geodata.space.area import shape_of
from geodata.space.files import read_area
from tests.long_call import finished

SQUARE = shapely.box(1, 10, 3, 14)
KML = """<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>x</name><Polygon><outerBoundaryIs><LinearRing>
<coordinates>1,10,0 3,10,0 3,14,0 1,14,0 1,10,0</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark></Document></kml>"""


def area_of(path: Path) -> AreaOfInterest:
    return finished(read_area(path))


def feature(kind: str, coordinates: list[object]) -> str:
    return json.dumps({"features": [{"type": "Feature", "properties": {}, "geometry": {"type": kind, "coordinates": coordinates}}]})


def frame(crs: int = 4326) -> geopandas.GeoDataFrame:
    return geopandas.GeoDataFrame({"name": ["x", "y"]}, geometry=[SQUARE, shapely.box(3, 10, 4, 14)], crs=4326).to_crs(crs)


def test_the_polygons_of_a_file_are_one_area(tmp_path: Path) -> None:
    path = tmp_path / "north & <b>.geojson"
    path.write_text(frame().to_json(), encoding="utf-8")
    area = area_of(path)
    assert shape_of(area).equals(shapely.box(1, 10, 4, 14))
    assert area.words == "in north & <b>.geojson"


def test_a_geopackage_in_metres_comes_in_degrees(tmp_path: Path) -> None:
    path = tmp_path / "utm.gpkg"
    frame(32631).to_file(path)
    assert shape_of(area_of(path)).bounds == pytest.approx((1, 10, 4, 14), abs=0.02)


def test_a_kml_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.kml"
    path.write_text(KML, encoding="utf-8")
    assert shape_of(area_of(path)).equals(SQUARE)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.kml", "<OGRVRTDataSource/>", "is no KML file"),
        ("a.kml", "<kml", "cannot be read as a KML file|holds no polygons"),
        ("a.gpkg", "nothing", "is no GeoPackage"),
        ("a.geojson", "{", "cannot be read as GeoJSON"),
        ("a.geojson", feature("Point", [1, 2]), "holds no polygons"),
        ("a.geojson", feature("Polygon", [[[400000, 0], [400009, 0], [400009, 9], [400000, 0]]]), "beyond the globe"),
        ("a.shp", "", "none of the files"),
    ],
)
def test_a_file_without_a_usable_area_is_told_in_a_sentence(tmp_path: Path, name: str, content: str, words: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(ContentError, match=words):
        area_of(tmp_path / name)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="cannot be read"):
        area_of(tmp_path / "none.geojson")
