"""Which regions hold a place, and what lies near a point, in the gazetteer that ships."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.gazetteer.distance import degrees_around, km_between
from geodata.gazetteer.search import Gazetteer
from geodata.model import Place


@pytest.fixture(scope="module")
def gazetteer(gazetteer_path: Path) -> Iterator[Gazetteer]:
    with Gazetteer.open(gazetteer_path) as opened:
        yield opened


def town(gazetteer: Gazetteer, name: str, country: str) -> Place:
    return next(p for p in gazetteer.named(name) if p.feature_class == "P" and p.country_code == country)


@pytest.mark.parametrize(
    ("name", "country", "region"),
    [
        ("Ouallam", "NE", "Tillabéri"),
        ("Granada", "ES", "Andalusia"),
        ("Cádiz", "ES", "Andalusia"),
        ("Mombasa", "KE", "Mombasa"),
        ("Austin", "US", "Texas"),
    ],
)
def test_a_town_is_held_by_its_region_also_where_several_regions_share_a_code(
    gazetteer: Gazetteer, name: str, country: str, region: str
) -> None:
    found = gazetteer.region(town(gazetteer, name, country))
    assert found is not None
    assert (found.name, found.country_code) == (region, country)


def test_a_region_is_its_own_and_a_country_has_none(gazetteer: Gazetteer) -> None:
    niger = gazetteer.country("NE")
    assert niger is not None
    region = next(p for p in gazetteer.named("Diffa") if p.feature_code == "ADM1")
    assert gazetteer.region(region) == region
    assert gazetteer.region(niger) is None
    assert gazetteer.within(region) == (niger,)
    assert gazetteer.within(niger) == ()


def test_near_gives_the_nearest_first_and_nothing_beyond(gazetteer: Gazetteer) -> None:
    niamey = town(gazetteer, "Niamey", "NE")
    found = gazetteer.near(niamey.latitude, niamey.longitude, 120)
    away = [km_between(niamey.latitude, niamey.longitude, p.latitude, p.longitude) for p in found]
    assert found[0] == niamey
    assert away == sorted(away)
    assert away[-1] <= 120
    assert {"Kollo", "Say"} <= {p.name for p in found}
    assert gazetteer.near(niamey.latitude, niamey.longitude, 120, limit=2) == found[:2]
    assert gazetteer.near(0.0, -20.0, 50) == ()


def test_near_looks_across_the_antimeridian(gazetteer: Gazetteer) -> None:
    assert {"Levuka", "Tubou"} <= {p.name for p in gazetteer.near(-18.2, 179.9, 200, limit=100)}


@given(st.floats(-90, 90), st.floats(-180, 180), st.floats(-6, 6), st.floats(-60, 60), st.floats(1, 700))
def test_the_box_around_a_point_holds_all_that_is_near(latitude: float, longitude: float, up: float, right: float, km: float) -> None:
    south, north, spans = degrees_around(latitude, longitude, km)
    other = max(-90.0, min(90.0, latitude + up)), (longitude + right + 540) % 360 - 180
    if km_between(latitude, longitude, *other) <= km * 0.999:
        assert south <= other[0] <= north
        assert any(west <= other[1] <= east for west, east in spans)
