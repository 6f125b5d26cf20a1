"""Regions, waters and names of countries in the gazetteer: how many, where their areas lie, and what they are called."""

from __future__ import annotations

import contextlib
import sqlite3
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import shapely

from geodata.gazetteer.cities import gazetteer_names
from geodata.gazetteer.entries import Kind
from geodata.gazetteer.languages import Language
from geodata.gazetteer.search import Gazetteer
from geodata.gazetteer.tables import first_level, landmarks, own_id, regions, seats_of_government, waters
from geodata.model import Place

# No one lives there, or its people are named by no word of their own.
_WITHOUT_DEMONYM = {"BV", "HM", "IO", "UM", "TF", "GS", "VA"}


@pytest.fixture(scope="module")
def gazetteer(gazetteer_path: Path) -> Iterator[Gazetteer]:
    with Gazetteer.open(gazetteer_path) as opened:
        yield opened


def _area(gazetteer: Gazetteer, place: Place) -> shapely.Geometry | None:
    wkb = gazetteer.area(place.geonameid)
    return None if wkb is None else shapely.from_wkb(wkb)


def test_every_named_region_has_a_valid_area_near_its_point(gazetteer: Gazetteer) -> None:
    known = list(regions())
    assert len(known) >= 120
    for region in known:
        place = gazetteer.place(region.geonameid)
        assert place is not None, region.name
        area = _area(gazetteer, place)
        assert area is not None, f"{region.name} has no area"
        assert area.is_valid, region.name
        if region.members or region.box:
            assert shapely.distance(area, shapely.Point(place.longitude, place.latitude)) < 1, region.name


def test_there_are_waters_enough_and_their_areas_lie_at_their_points(gazetteer: Gazetteer) -> None:
    known = list(waters())
    assert len(known) >= 150
    drawn = 0
    for water in known:
        place = gazetteer.place(water.geonameid)
        assert place is not None, water.name
        area = _area(gazetteer, place)
        if area is not None:
            drawn += 1
            assert area.is_valid, water.name
            assert shapely.distance(area, shapely.Point(place.longitude, place.latitude)) < 0.5, water.name
    assert drawn >= 100


def test_no_two_places_of_our_tables_share_an_id() -> None:
    ids = [place.geonameid for table in (regions, waters, landmarks) for place in table()]
    ids += [row.geonameid for rows in first_level().values() for row in rows.values()]
    assert [geonameid for geonameid, count in Counter(ids).items() if count > 1] == []


def test_every_first_level_region_of_the_table_is_built_with_a_name_and_its_code(gazetteer: Gazetteer) -> None:
    rows = [row for rows in first_level().values() for row in rows.values()]
    assert len(rows) > 2_000
    places = {row: gazetteer.place(row.geonameid) for row in rows}
    assert [f"{row.country_code}.{row.admin1_code}" for row, place in places.items() if place is None or not place.name] == []
    for row, place in places.items():
        assert place is not None
        assert (place.country_code, place.admin1_code, place.feature_code) == (row.country_code, row.admin1_code, "ADM1")


@pytest.mark.parametrize(
    ("country", "count"),
    [("BF", 13), ("CD", 26), ("RU", 83), ("ML", 11), ("KE", 47), ("GH", 16), ("IQ", 19), ("TD", 23), ("SD", 18), ("FR", 13), ("IT", 20)],
)
def test_countries_have_their_regions_of_today(gazetteer_path: Path, country: str, count: int) -> None:
    with contextlib.closing(sqlite3.connect(gazetteer_path)) as connection:
        codes = connection.execute(
            "SELECT DISTINCT admin1_code FROM place WHERE feature_code = 'ADM1' AND country_code = ? AND geonameid > 0", (country,)
        ).fetchall()
    assert len(codes) >= count


@pytest.mark.parametrize(
    ("town", "country", "region"),
    [
        ("Djibo", "BF", "Sahel"),
        ("Fada N'gourma", "BF", "Est"),
        ("Ménaka", "ML", "Ménaka"),
        ("Butembo", "CD", "North Kivu"),
        ("Kolwezi", "CD", "Lualaba"),
        ("Bunia", "CD", "Ituri"),
        ("Mendefera", "ER", "Debub"),
        ("Grozny", "RU", "Chechnya"),
        ("Hyderabad", "IN", "Telangana"),
        ("Garissa", "KE", "Garissa"),
        ("Maroua", "CM", "Extrême-Nord"),
        ("Gaza", "PS", "bande de Gaza"),
        ("Nablus", "PS", "Cisjordanie"),
    ],
)
def test_the_outline_of_a_region_holds_its_town(gazetteer: Gazetteer, town: str, country: str, region: str) -> None:
    place = next(p for p in gazetteer.named(town) if p.country_code == country and p.feature_class == "P")
    areas = [_area(gazetteer, p) for p in gazetteer.named(region) if (p.country_code, p.feature_code) == (country, "ADM1")]
    assert any(area is not None and area.contains(shapely.Point(place.longitude, place.latitude)) for area in areas)


@pytest.mark.parametrize(
    ("name", "inside", "outside"),
    [
        ("Liptako-Gourma", "Ménaka", "Agadez"),
        ("la zone des trois frontières", "Djibo", "Ouagadougou"),
        ("bassin du lac Tchad", "Maiduguri", "Niamey"),
        ("Afrique de l'Ouest", "Bamako", "N'Djamena"),
        ("Darfur", "El Fasher", "Khartoum"),
        ("Donbas", "Donetsk", "Kyiv"),
        ("Iraqi Kurdistan", "Erbil", "Baghdad"),
        ("Katanga", "Lubumbashi", "Goma"),
        ("New England", "Boston", "New York City"),
    ],
)
def test_a_named_region_holds_the_towns_that_lie_in_it(gazetteer: Gazetteer, name: str, inside: str, outside: str) -> None:
    name = name.removeprefix("la ")
    area = next(found for place in gazetteer.named(name) if place.feature_code == "RGN" and (found := _area(gazetteer, place)) is not None)
    near, far = (next(p for p in gazetteer.named(town) if p.feature_class == "P") for town in (inside, outside))
    assert area.contains(shapely.Point(near.longitude, near.latitude))
    assert not area.contains(shapely.Point(far.longitude, far.latitude))


def test_a_sea_is_drawn_without_the_land(gazetteer: Gazetteer) -> None:
    sea = next(p for p in gazetteer.named("mer Noire") if p.feature_class == "H")
    area = _area(gazetteer, sea)
    assert area is not None
    ankara = gazetteer.named("Ankara")[0]
    assert not area.contains(shapely.Point(ankara.longitude, ankara.latitude))
    assert area.contains(shapely.Point(34, 43))


def test_provinces_of_a_region_are_second_level_with_its_code(gazetteer: Gazetteer) -> None:
    soum = next(p for p in gazetteer.named("Soum") if p.country_code == "BF")
    assert (soum.feature_code, soum.admin1_code) == ("ADM2", "12")


@pytest.mark.parametrize(("name", "state"), [("Rapides Parish", "LA"), ("Walker County", "TX"), ("Walker Co.", "GA")])
def test_counties_of_the_us_are_second_level_with_their_state_and_outline(gazetteer: Gazetteer, name: str, state: str) -> None:
    county = next(p for p in gazetteer.named(name) if (p.feature_code, p.admin1_code) == ("ADM2", state))
    area = _area(gazetteer, county)
    assert area is not None
    assert area.contains(shapely.Point(county.longitude, county.latitude))


def test_every_country_has_a_demonym(gazetteer_path: Path) -> None:
    with contextlib.closing(sqlite3.connect(gazetteer_path)) as connection:
        rows = connection.execute(
            "SELECT country_code FROM place WHERE feature_code = 'PCLI'"
            " AND geonameid NOT IN (SELECT geonameid FROM name WHERE kind = 'demonym')"
        ).fetchall()
    assert {code for (code,) in rows} <= _WITHOUT_DEMONYM


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Burma", "MM"), ("Zaire", "CD"), ("Upper Volta", "BF"), ("Dahomey", "BJ"), ("Swaziland", "SZ"), ("Abyssinia", "ET"),
        ("Türkiye", "TR"), ("Cape Verde", "CV"), ("East Timor", "TL"), ("Macedonia", "MK"), ("RDC", "CD"), ("RCA", "CF"), ("DPRK", "KP"),
        ("Tchad", "TD"), ("Centrafrique", "CF"), ("États-Unis", "US"), ("Allemagne", "DE"),
    ],
)  # fmt: skip
def test_countries_are_found_by_older_short_and_french_names(gazetteer: Gazetteer, name: str, country: str) -> None:
    assert country in {place.country_code for place in gazetteer.named(name) if place.feature_code == "PCLI"}


@pytest.mark.parametrize(
    ("word", "country"),
    [
        ("nigérienne", "NE"),
        ("Nigérians", "NG"),
        ("tchadienne", "TD"),
        ("Burkinabè", "BF"),
        ("Dutch", "NL"),
        ("Filipino", "PH"),
        ("turque", "TR"),
    ],
)
def test_adjectives_in_both_languages_are_demonyms(gazetteer: Gazetteer, word: str, country: str) -> None:
    assert country in {m.place.country_code for m in gazetteer.matches(word) if m.kind is Kind.DEMONYM and m.place.feature_code == "PCLI"}


@pytest.mark.parametrize("word", ["Maurice", "Grenade", "Dominique"])
def test_a_french_country_name_that_is_a_word_or_given_name_needs_its_article(gazetteer: Gazetteer, word: str) -> None:
    assert "PCLI" not in {place.feature_code for place in gazetteer.named(word)}


def test_seats_of_government_are_places_of_the_gazetteer(gazetteer: Gazetteer) -> None:
    seats = seats_of_government()
    for name, country in (("The Hague", "NL"), ("Abidjan", "CI"), ("Kremlin", "RU"), ("White House", "US")):
        assert country in {seats.get(place.geonameid) for place in gazetteer.named(name)}
    assert [geonameid for geonameid in seats if gazetteer.place(geonameid) is None] == []


def test_a_region_that_was_renamed_or_joined_is_found_and_named_as_that_of_today(
    gazetteer: Gazetteer, gazetteer_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_GAZETTEER", str(gazetteer_path))
    assert [place.name for place in gazetteer.named("N.W.F.P.")] == ["Khyber Pakhtunkhwa"]
    assert "Gilgit-Baltistan" in {place.name for place in gazetteer.named("Northern Areas")}
    old = own_id("PK", "N.W.F.P.", "ADM2")
    assert gazetteer_names([old], Language.ENGLISH) == {old: "Khyber Pakhtunkhwa"}
    assert {place.name for place in gazetteer.at(34.5, 72.1)} >= {"Khyber Pakhtunkhwa", "Pakistan"}
    assert "N.W.F.P." not in {place.name for place in gazetteer.at(34.5, 72.1)}
