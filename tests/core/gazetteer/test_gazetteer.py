"""The gazetteer that is built: its size, its names, its areas, and what happens when it is not there."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
import shapely

from geodata.errors import GazetteerError
from geodata.gazetteer.build import build, ensure
from geodata.gazetteer.names import fold, name_key
from geodata.gazetteer.search import Gazetteer


@pytest.fixture(scope="module")
def gazetteer(gazetteer_path: Path) -> Iterator[Gazetteer]:
    with Gazetteer.open(gazetteer_path) as opened:
        yield opened


def test_it_holds_every_place_of_the_names_base_and_stays_small(gazetteer_path: Path) -> None:
    with sqlite3.connect(gazetteer_path) as connection:
        towns, regions, countries = (
            connection.execute(f"SELECT count(*) FROM place WHERE {condition}").fetchone()[0]
            for condition in ("feature_class = 'P'", "feature_code = 'ADM1'", "feature_code = 'PCLI'")
        )
    connection.close()
    assert towns >= 234_908
    assert regions > 3_500
    assert 240 <= countries <= 260
    assert gazetteer_path.stat().st_size < 200_000_000


@pytest.mark.parametrize(
    ("name", "country", "code"),
    [("Niamey", "NE", "PPLC"), ("Burma", "MM", "PCLI"), ("Ivory Coast", "CI", "PCLI"), ("U.S.", "US", "PCLI"), ("TILLABERI", "NE", "ADM1")],
)
def test_names_are_found_in_any_spelling(gazetteer: Gazetteer, name: str, country: str, code: str) -> None:
    assert (country, code) == (gazetteer.named(name)[0].country_code, gazetteer.named(name)[0].feature_code)


def test_the_area_of_a_country_holds_its_capital(gazetteer: Gazetteer) -> None:
    niger, niamey = gazetteer.country("ne"), gazetteer.named("Niamey")[0]
    assert niger is not None
    area = gazetteer.area(niger.geonameid)
    assert area is not None
    assert shapely.from_wkb(area).contains(shapely.Point(niamey.longitude, niamey.latitude))


def test_a_point_lies_in_a_region_and_a_country_and_at_sea_in_none(gazetteer: Gazetteer) -> None:
    region, country = gazetteer.at(16.28, -0.04)
    assert (region.feature_code, region.country_code, country.name) == ("ADM1", "ML", "Mali")
    assert region == gazetteer.region(gazetteer.named("Gao")[0])
    assert gazetteer.at(0.0, -30.0) == ()


@pytest.mark.parametrize("written", ["Niger's", "NIGER’s ", "niger"])
def test_a_possessive_is_the_name_itself(written: str) -> None:
    assert name_key(written) == "niger"


def test_folding_drops_case_accents_and_punctuation() -> None:
    assert fold("Côte d’Ivoire") == fold("COTE D'IVOIRE") == "cote divoire"


def test_a_missing_or_broken_gazetteer_is_told_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="is not built"):
        Gazetteer.open(tmp_path / "none.sqlite")
    (tmp_path / "text.sqlite").write_text("not a database, although long enough to look at" * 50)
    with pytest.raises(GazetteerError, match="not a gazetteer"):
        Gazetteer.open(tmp_path / "text.sqlite")


def test_a_build_that_is_stopped_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "gazetteer.sqlite"
    target.write_bytes(b"old")
    building = build(target)
    next(building)
    building.close()
    assert target.read_bytes() == b"old"
    assert [target] == list(tmp_path.iterdir())


def test_a_current_gazetteer_is_not_built_again(gazetteer_path: Path) -> None:
    before = gazetteer_path.stat().st_mtime_ns
    assert list(ensure(gazetteer_path)) == []
    assert gazetteer_path.stat().st_mtime_ns == before
