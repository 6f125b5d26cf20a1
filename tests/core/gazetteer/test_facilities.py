"""Military facilities: the table that ships, who held them on a day, and that nothing unverified passes for a fact."""

from __future__ import annotations

import math
import sqlite3
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import shapely

from geodata.gazetteer.facilities import Facility, Tenure, first_day, held_on, last_day
from geodata.gazetteer.names import fold
from geodata.gazetteer.search import Gazetteer
from geodata.model import GeoPrecision, Place

_DEGREE_KM = 111.2
_COAST_KM = 15.0  # outlines are generalised, and some islands are not drawn


@pytest.fixture(scope="module")
def gazetteer(gazetteer_path: Path) -> Iterator[Gazetteer]:
    with Gazetteer.open(gazetteer_path) as opened:
        yield opened


@pytest.fixture(scope="module")
def facilities(gazetteer: Gazetteer) -> tuple[Facility, ...]:
    return gazetteer.facilities()


def _facility(*tenures: Tenure) -> Facility:
    place = Place(
        geonameid=-1, name="A base", latitude=0.0, longitude=0.0, feature_class="S", feature_code="INSM", country_code="NE", admin1_code=""
    )
    return Facility(place=place, tenures=tenures)


def _named(gazetteer: Gazetteer, name: str) -> Facility:
    [place] = gazetteer.named(name)
    facility = gazetteer.facility(place.geonameid)
    assert facility is not None
    return facility


def _operators(facility: Facility, day: date, *, verified_only: bool = True) -> set[str]:
    return {tenure.operator for tenure in held_on(facility, day, verified_only=verified_only)}


def test_more_than_seventy_facilities_ship_each_with_an_id_of_its_own(facilities: tuple[Facility, ...]) -> None:
    assert len(facilities) >= 70
    assert len({facility.place.geonameid for facility in facilities}) == len(facilities)
    assert len({facility.place.name for facility in facilities}) == len(facilities)
    assert all(facility.place.geonameid < 0 for facility in facilities)
    assert {facility.place.feature_code for facility in facilities} == {"AIRB", "INSM", "NVB"}


def test_every_facility_lies_in_its_country(gazetteer: Gazetteer, gazetteer_path: Path, facilities: tuple[Facility, ...]) -> None:
    areas = {}
    for code in {facility.place.country_code for facility in facilities}:
        country = gazetteer.country(code)
        assert country is not None, code
        area = gazetteer.area(country.geonameid)
        areas[code] = shapely.from_wkb(area) if area is not None else shapely.Point()
    with sqlite3.connect(gazetteer_path) as connection:
        stray = [
            facility.place.name
            for facility in facilities
            if _off_km(areas[facility.place.country_code], facility.place) > _COAST_KM
            and _nearest_town_km(connection, facility.place) > _COAST_KM
        ]
    connection.close()
    assert stray == []


def _off_km(area: shapely.Geometry, place: Place) -> float:
    """How far outside the area, about; infinite where there is none."""
    if area.is_empty:
        return math.inf
    return float(area.distance(shapely.Point(place.longitude, place.latitude))) * _DEGREE_KM


def _nearest_town_km(connection: sqlite3.Connection, place: Place) -> float:
    rows = connection.execute(
        "SELECT latitude, longitude FROM place WHERE feature_class = 'P' AND country_code = ? AND abs(latitude - ?) < 1",
        (place.country_code, place.latitude),
    )
    width = math.cos(math.radians(place.latitude))
    return min((math.hypot(lat - place.latitude, (lon - place.longitude) * width) * _DEGREE_KM for lat, lon in rows), default=math.inf)


def test_intervals_run_forward(facilities: tuple[Facility, ...]) -> None:
    for facility in facilities:
        for tenure in facility.tenures:
            if tenure.first and tenure.last:
                assert first_day(tenure.first) <= last_day(tenure.last), facility.place.name


def test_every_publication_has_a_date_and_an_address_and_no_date_stands_without_one(gazetteer_path: Path) -> None:
    with sqlite3.connect(gazetteer_path) as connection:
        rows = connection.execute("SELECT publication, published, url FROM tenure").fetchall()
    connection.close()
    verified = [row for row in rows if row[0] is not None]
    assert len(verified) >= 100
    for publication, published, url in verified:
        assert publication
        assert date(2000, 1, 1) <= first_day(published) <= last_day(published)
        assert url.startswith(("http://", "https://"))
    assert all(row == (None, None, None) for row in rows if row[0] is None)


def test_a_publication_tells_of_no_later_day_than_its_own(facilities: tuple[Facility, ...]) -> None:
    told_later = {"Obo base", "Tiyas air base"}  # their notes name the publication that tells of the end
    for facility in facilities:
        for tenure in facility.tenures:
            if tenure.published and tenure.last and facility.place.name not in told_later:
                assert first_day(tenure.last) <= last_day(tenure.published), (facility.place.name, tenure)


def test_no_facility_takes_the_name_of_another_place(gazetteer_path: Path, facilities: tuple[Facility, ...]) -> None:
    with sqlite3.connect(gazetteer_path) as connection:
        bearers = connection.execute(
            """SELECT folded, count(DISTINCT geonameid) FROM name
            WHERE folded IN (SELECT folded FROM name WHERE geonameid IN (SELECT geonameid FROM tenure)) GROUP BY folded"""
        ).fetchall()
    connection.close()
    assert len(bearers) > 2 * len(facilities)
    assert [folded for folded, count in bearers if count > 1] == []


@pytest.mark.parametrize("town", ["Gao", "Kidal", "Niamey", "Agadez", "Djibouti", "Berbera", "Akrotiri", "Incirlik", "Tartus"])
def test_a_bare_town_name_never_means_the_base(gazetteer: Gazetteer, facilities: tuple[Facility, ...], town: str) -> None:
    ids = {facility.place.geonameid for facility in facilities}
    assert not ids & {place.geonameid for place in gazetteer.named(town)}


@pytest.mark.parametrize(
    ("name", "official"),
    [
        ("Gao base", "Gao base"),
        ("base de Gao", "Gao base"),
        ("BASE AERIENNE 201", "Air Base 201 Agadez"),
        ("camp de Port-Bouet", "Camp de Port-Bouët"),
        ("Hmeimim air base", "Khmeimim Air Base"),
        ("base H5", "Prince Hassan Air Base"),
    ],
)
def test_english_and_french_names_find_the_base(gazetteer: Gazetteer, name: str, official: str) -> None:
    assert [place.name for place in gazetteer.named(name)] == [official]


def test_an_event_at_a_facility_is_located_exactly(facilities: tuple[Facility, ...]) -> None:
    from geodata.geoparsing.precision import precision_of

    assert {precision_of(facility.place) for facility in facilities} == {GeoPrecision.EXACT}


def test_the_holder_changes_with_the_day(gazetteer: Gazetteer) -> None:
    tessalit = _named(gazetteer, "Tessalit base")
    assert _operators(tessalit, date(2020, 6, 1)) == {"France"}
    assert _operators(tessalit, date(2022, 6, 1)) == {"Mali", "United Nations (MINUSMA)"}
    assert _operators(tessalit, date(2024, 6, 1)) == {"Mali"}


def test_facilities_as_of_a_day_carry_only_the_tenures_of_that_day(gazetteer: Gazetteer, facilities: tuple[Facility, ...]) -> None:
    day = date(2024, 9, 1)
    then = gazetteer.facilities(as_of=day)
    assert 0 < len(then) < len(facilities)
    assert all(facility.tenures == held_on(facility, day) != () for facility in then)
    agadez = next(facility for facility in then if facility.place.name == "Air Base 201 Agadez")
    assert [tenure.operator for tenure in agadez.tenures] == ["Niger"]


def test_a_town_is_no_facility(gazetteer: Gazetteer) -> None:
    assert gazetteer.facility(gazetteer.named("Niamey")[0].geonameid) is None
    assert gazetteer.facility(0) is None


@pytest.mark.parametrize(
    ("partial", "first", "last"),
    [
        ("2013", date(2013, 1, 1), date(2013, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-07-07", date(2024, 7, 7), date(2024, 7, 7)),
    ],
)
def test_a_partial_date_means_the_whole_of_it(partial: str, first: date, last: date) -> None:
    assert (first_day(partial), last_day(partial)) == (first, last)


def test_a_year_and_a_month_hold_to_their_ends() -> None:
    base = _facility(Tenure(operator="A", first="2013", last="2024-07"))
    days = [date(2012, 12, 31), date(2013, 1, 1), date(2024, 7, 31), date(2024, 8, 1)]
    assert [bool(held_on(base, day)) for day in days] == [False, True, True, False]


def test_an_end_not_told_means_still_held() -> None:
    assert held_on(_facility(Tenure(operator="A", first="2020")), date(2099, 1, 1))


def test_a_start_not_told_may_cover_any_day_but_is_known_only_from_the_publication() -> None:
    base = _facility(Tenure(operator="A", publication="The Paper", published="2019-05"))
    assert held_on(base, date(1950, 1, 1))
    assert not held_on(base, date(2019, 4, 30), verified_only=True)
    assert held_on(base, date(2019, 5, 1), verified_only=True)


def test_an_end_told_later_is_known_for_its_own_day() -> None:
    base = _facility(Tenure(operator="A", last="2024-07-07", publication="The Paper", published="2024-09-16"))
    assert [bool(held_on(base, date(2024, 7, day), verified_only=True)) for day in (6, 7, 8)] == [False, True, False]


@pytest.mark.parametrize(
    "tenure",
    [
        Tenure(operator="A", first="2020", last="2022"),
        Tenure(operator="A", first="2020", publication="The Paper"),
        Tenure(operator="A", first="2020", published="2021-01-01"),
        Tenure(operator="A", first="2020", publication="", published="2021-01-01"),
    ],
)
def test_without_a_dated_publication_nothing_is_a_fact(tenure: Tenure) -> None:
    base = _facility(tenure)
    assert held_on(base, date(2021, 6, 1)) == (tenure,)
    assert held_on(base, date(2021, 6, 1), verified_only=True) == ()


def test_no_unverified_row_that_ships_counts_as_fact_on_any_day(facilities: tuple[Facility, ...]) -> None:
    days = [date(year, month, 15) for year in range(2000, 2027) for month in (1, 7)]
    counted: Counter[bool] = Counter()
    for facility in facilities:
        for day in days:
            counted.update(tenure.is_verified for tenure in held_on(facility, day, verified_only=True))
    assert counted[True] > 1000
    assert counted[False] == 0


def test_names_are_stored_as_they_are_looked_up(gazetteer: Gazetteer, facilities: tuple[Facility, ...]) -> None:
    assert all(facility.place in gazetteer.named(fold(facility.place.name)) for facility in facilities)
