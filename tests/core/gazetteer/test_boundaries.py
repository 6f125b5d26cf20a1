"""Boundaries that a user brings: names, P-codes and outlines, joined to the regions and districts that are there."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import geopandas
import pytest
import shapely

from geodata.errors import ContentError
from geodata.gazetteer.boundaries import Columns, columns_of
from geodata.gazetteer.search import Gazetteer
from geodata.gazetteer.tables import own_id
from tests.small_gazetteer import EAST, added, geojson, row, zipped

OCHA = {"ADM0_EN": "Niger", "ADM0_PCODE": "NE", "ADM1_EN": "Eastmark", "ADM1_PCODE": "NE02"}
DISTRICTS = (
    (OCHA | {"ADM2_EN": "Dorp", "ADM2_FR": "Le Dorp", "ADM2_PCODE": "NE02001"}, (10, 0, 20, 10)),
    (OCHA | {"ADM2_EN": "Stad", "ADM2_FR": "La Ville", "ADM2_PCODE": "NE02002"}, (10, 10, 20, 20)),
)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "g" / "gazetteer.sqlite"


def ids(gazetteer: Gazetteer, name: str) -> list[int]:
    return [p.geonameid for p in gazetteer.named(name)]


def box_of(gazetteer: Gazetteer, name: str) -> tuple[float, ...]:
    area = gazetteer.area(gazetteer.named(name)[0].geonameid)
    assert area is not None
    return tuple(round(value, 3) for value in shapely.from_wkb(area).bounds)


def test_districts_come_with_names_codes_and_areas_that_hold_their_villages(tmp_path: Path, target: Path) -> None:
    dump = zipped(tmp_path, [row(1, "Thorp", "PPL", admin1="02", latitude=3, longitude=12)])
    with Gazetteer.open(added(target, dump, geojson(tmp_path, DISTRICTS))) as gazetteer:
        [dorp] = gazetteer.named("Dorp")
        assert ids(gazetteer, "Le Dorp") == ids(gazetteer, "NE02001") == ids(gazetteer, "Dorp district") == [dorp.geonameid]
        assert (dorp.feature_class, dorp.feature_code, dorp.country_code, dorp.admin1_code) == ("A", "ADM2", "NE", "02")
        assert dorp.geonameid < 0
        assert box_of(gazetteer, "Dorp") == (10, 0, 20, 10)
        [village] = gazetteer.named("Thorp")
        assert [p.name for p in gazetteer.within(village)] == ["Dorp", "Eastmark", "Niger"]


def test_a_district_or_region_of_the_same_name_gets_the_outline(tmp_path: Path, target: Path) -> None:
    dump = zipped(tmp_path, [row(7, "Département de Dorp", "ADM2", admin1="02", admin2="D7", latitude=5, longitude=15)])
    regions = geojson(tmp_path, [({"ADM1_FR": "Eastmark", "ADM1_PCODE": "NE02"}, (11, 0, 20, 20))], "ner_adm1.geojson")
    with Gazetteer.open(added(target, geojson(tmp_path, DISTRICTS), dump, regions)) as gazetteer:
        assert ids(gazetteer, "Dorp") == ids(gazetteer, "NE02001") == [7]
        assert box_of(gazetteer, "Dorp") == (10, 0, 20, 10)
        assert ids(gazetteer, "Eastmark") == ids(gazetteer, "NE02") == [EAST]
        assert box_of(gazetteer, "Eastmark") == (11, 0, 20, 20)


def test_a_geopackage_of_several_layers_in_another_system_is_read(tmp_path: Path, target: Path) -> None:
    path = tmp_path / "ner.gpkg"
    for name, properties in (
        ("adm1", {"adm1_name": "Eastmark", "adm1_pcode": "NE02"}),
        ("adm2", {"adm2_name": "Ödorp", "adm2_pcode": "NE09"}),
    ):
        frame = geopandas.GeoDataFrame([properties], geometry=[shapely.box(12, 2, 14, 4)], crs=4326).to_crs(32632)
        frame.to_file(path, layer=name, driver="GPKG")
    with Gazetteer.open(added(target, path)) as gazetteer:
        assert ids(gazetteer, "NE02") == [EAST]
        assert gazetteer.named("Odorp")[0].feature_code == "ADM2"
        assert box_of(gazetteer, "Odorp") == pytest.approx((12, 2, 14, 4), abs=0.05)


def test_a_project_that_is_open_elsewhere_is_read_from_a_copy(tmp_path: Path, target: Path) -> None:
    path = tmp_path / "own.gpkg"
    geopandas.GeoDataFrame([{"name": "Dorp"}], geometry=[shapely.box(12, 2, 14, 4)], crs=4326).to_file(path, driver="GPKG")
    open_elsewhere = sqlite3.connect(path)
    open_elsewhere.execute("PRAGMA journal_mode = WAL")
    open_elsewhere.execute("CREATE TABLE mine (x)")
    open_elsewhere.commit()
    added(target, path)
    open_elsewhere.execute("INSERT INTO mine VALUES (1)")
    open_elsewhere.commit()
    open_elsewhere.close()
    again = sqlite3.connect(path)
    assert again.execute("SELECT x FROM mine").fetchall() == [(1,)]
    again.close()


@pytest.mark.parametrize(
    ("columns", "title", "found"),
    [
        (["ADM0_EN", "ADM1_EN", "ADM1_PCODE", "ADM2_FR", "ADM2_EN", "ADM2_PCODE"], "", Columns(2, ("ADM2_EN", "ADM2_FR"), "ADM2_PCODE")),
        (["adm1_name", "adm1_pcode", "adm0_name"], "", Columns(1, ("adm1_name",), "adm1_pcode")),
        (["GID_0", "NAME_1", "VARNAME_1", "NAME_2"], "", Columns(2, ("NAME_2",), None)),
        (["shapeName", "shapeISO"], "geoBoundaries-NER-ADM1", Columns(1, ("shapeName",), None)),
        (["name", "pcode"], "districts", Columns(2, ("name",), "pcode")),
        (["ADM0_EN", "ADM0_PCODE", "area"], "", None),
    ],
)
def test_columns_are_known_by_the_ways_of_ocha_gadm_and_geoboundaries(columns: list[str], title: str, found: Columns | None) -> None:
    assert columns_of(columns, title) == found


def _write(name: str, content: str | bytes | dict[str, Any]):
    def write(folder: Path) -> Path:
        text = json.dumps(content) if isinstance(content, dict) else content
        (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        return folder / name

    return write


def _gpkg(folder: Path, crs: int | None, **properties: str) -> Path:
    frame = geopandas.GeoDataFrame([properties], geometry=[shapely.box(12, 2, 14, 4)], crs=crs)
    frame.to_file(folder / "b.gpkg", driver="GPKG")
    return folder / "b.gpkg"


def _broken_gpkg(folder: Path) -> Path:
    path = _gpkg(folder, 4326, name="Dorp")
    path.write_bytes(path.read_bytes()[:3000])
    return path


POINT = {"type": "Feature", "properties": {"name": "x"}, "geometry": {"type": "Point", "coordinates": [1, 2]}}


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda folder: geojson(folder, [({"label": "x"}, (1, 1, 2, 2))]), "names no regions or districts"),
        (lambda folder: geojson(folder, [({"name": None}, (1, 1, 2, 2))]), "names no regions or districts"),
        (_write("b.geojson", {"type": "FeatureCollection", "features": [POINT]}), "holds no polygons"),
        (_write("b.geojson", {"type": "FeatureCollection", "features": []}), "holds no polygons"),
        (_write("b.geojson", '{"type": "FeatureCollection", "featu'), "cannot be read as GeoJSON"),
        (_write("b.geojson", "[1, 2]"), "cannot be read as GeoJSON"),
        (_write("b.geojson", b"\xff\xfe\x00"), "cannot be read as GeoJSON"),
        (
            _write("b.geojson", "<OGRVRTDataSource><SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTDataSource>"),
            "cannot be read as GeoJSON",
        ),
        (
            lambda folder: geojson(folder, [({"name": "x"}, (1, 1, 2, 2))], crs={"type": "name", "properties": {"name": "urn:moon"}}),
            "coordinate system that is not known",
        ),
        (lambda folder: geojson(folder, [({"name": "x"}, (400000, 1500000, 500000, 1600000))]), "beyond the globe"),
        (lambda folder: _gpkg(folder, None, name="x"), "does not tell its coordinate system"),
        (lambda folder: _gpkg(folder, 4326, label="x"), "names no regions or districts"),
        (_broken_gpkg, "cannot be read as a GeoPackage"),
        (_write("b.gpkg", "no database"), "is no GeoPackage"),
    ],
)
@pytest.mark.filterwarnings("ignore:'crs' was not provided:UserWarning")
def test_a_file_that_is_not_usable_is_told_in_one_sentence(tmp_path: Path, target: Path, make, reason: str) -> None:
    added(target)
    before = target.read_bytes()
    with pytest.raises(ContentError, match=reason) as told:
        added(target, make(tmp_path))
    assert str(told.value).count("\n") == 0
    assert target.read_bytes() == before


def test_a_gazetteer_with_boundaries_is_the_same_built_again(tmp_path: Path, target: Path) -> None:
    added(target, geojson(tmp_path, DISTRICTS))
    before = target.read_bytes()
    added(target, geojson(tmp_path, DISTRICTS))
    assert target.read_bytes() == before
    assert own_id("a") != own_id("b")
