"""Events in regions and countries, with the whole gazetteer's outlines and real project files."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from geodata.errors import GazetteerError
from geodata.gazetteer.search import Gazetteer
from geodata.model import Event, GeoPrecision, Place, Resolution, Toponym
from geodata.store import articles, columns, project, shading
from geodata.store.mentions import mentions, spots
from geodata.store.shading import Level
from tests.values import an_article, an_event


def _place(geonameid: int, name: str, latitude: float, longitude: float, kind: str, country: str) -> Place:
    feature_class, code = kind.split(".")
    return Place(
        geonameid=geonameid,
        name=name,
        latitude=latitude,
        longitude=longitude,
        feature_class=feature_class,
        feature_code=code,
        country_code=country,
    )


NIAMEY = _place(2440485, "Niamey", 13.51366, 2.1098, "P.PPLC", "NE")
AGADEZ = _place(2448083, "Agadez", 16.97333, 7.99111, "P.PPLA", "NE")
NIGER = _place(2440476, "Niger", 18.0, 9.0, "A.PCLI", "NE")
OFFSHORE = _place(-9, "off Lomé", 6.1, 1.3, "P.PPL", "TG")
OCEAN = _place(-8, "far out", 0.0, -30.0, "P.PPL", "")


def _event(number: int, place: Place | None, precision: GeoPrecision = GeoPrecision.TOWN, deaths: int | None = None) -> Event:
    return an_event(event_id=f"e{number}", place=place, geo_precision=precision, fatalities=deaths, location="there")


@pytest.fixture
def read(tmp_path: Path):
    rows = [
        _event(0, NIAMEY, deaths=3), _event(1, NIAMEY), _event(2, AGADEZ, deaths=40), _event(3, NIGER, GeoPrecision.COUNTRY, deaths=5),
        _event(4, OFFSHORE), _event(5, OCEAN), _event(6, None, GeoPrecision.UNKNOWN),
    ]  # fmt: skip
    with project.create(tmp_path / "p.gpkg") as made:
        articles.add(made, an_article(), [], rows)
        yield columns.read_columns(made)


def _by_name(holders: shading.Holders, values: np.ndarray) -> dict[str, int]:
    return {name: int(value) for name, value in zip(holders.names, values, strict=True)}


def test_points_are_in_their_regions_and_an_event_of_a_country_is_in_none_of_them(read, gazetteer_path: Path) -> None:
    holders = shading.holders_of(read, shading.frame_of(gazetteer_path, Level.REGION), Level.REGION)
    found = shading.figures(holders, read, np.ones(len(read), dtype=bool))
    events = _by_name(holders, found.events)
    assert (events["Niamey"], events["Agadez"]) == (2, 1)
    assert found.left_out == 3, "known to the country, far out at sea, not located"
    deaths, told = _by_name(holders, found.deaths), _by_name(holders, found.told)
    assert (deaths["Niamey"], told["Niamey"], deaths["Agadez"]) == (3, 1, 40)


def test_a_point_just_off_a_coarse_coast_is_of_the_land_beside_it(read, gazetteer_path: Path) -> None:
    holders = shading.holders_of(read, shading.frame_of(gazetteer_path, Level.REGION), Level.REGION)
    assert holders.row_holder[4] >= 0
    assert holders.row_holder[5] == -1


def test_a_country_has_the_events_known_to_it_only_too(read, gazetteer_path: Path) -> None:
    holders = shading.holders_of(read, shading.frame_of(gazetteer_path, Level.COUNTRY), Level.COUNTRY)
    found = shading.figures(holders, read, np.ones(len(read), dtype=bool))
    assert _by_name(holders, found.events) == {"Niger": 4, "Togo": 1}
    assert found.left_out == 2


def test_figures_are_those_of_the_filter(read, gazetteer_path: Path) -> None:
    holders = shading.holders_of(read, shading.frame_of(gazetteer_path, Level.REGION), Level.REGION)
    mask = np.array([True, *[False] * 6])
    found = shading.figures(holders, read, mask)
    assert (found.events.sum(), found.deaths.sum(), found.left_out) == (1, 3, 0)


def test_nothing_is_shaded_without_a_gazetteer(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError):
        shading.frame_of(tmp_path / "none.sqlite", Level.REGION)


@pytest.mark.parametrize(
    ("values", "starts"),
    [([], ()), ([0, 0], ()), ([1], (1,)), ([3, 1], (1, 2)), ([8], (1, 2, 5)), ([30], (1, 2, 5, 10, 20)), ([734], (1, 5, 20, 100, 500))],
)
def test_classes_begin_at_round_numbers_and_cover_all(values: list[int], starts: tuple[int, ...]) -> None:
    assert shading.class_starts(values) == starts


def test_a_value_is_in_the_class_that_begins_at_or_below_it() -> None:
    assert shading.classes_of(np.array([0, 1, 4, 5, 1000]), (1, 5, 20)).tolist() == [-1, 0, 0, 1, 2]


def test_mentions_count_articles_and_leave_out_what_has_no_spot(tmp_path: Path) -> None:
    def named(place: Place, start: int) -> Resolution:
        return Resolution(toponym=Toponym(name=place.name, start_char=start, end_char=start + len(place.name)), place=place, score=0.9)

    with project.create(tmp_path / "p.gpkg") as made:
        articles.add(made, an_article(article_id="a1"), [named(NIAMEY, 0), named(NIAMEY, 20), named(NIGER, 40)], [])
        articles.add(made, an_article(article_id="a2", text="Another text altogether, about Niamey."), [named(NIAMEY, 31)], [])
        assert [(place.name, number) for place, number in mentions(made)] == [("Niamey", 2)]
        assert {(spot.article_id, spot.start_char) for spot in spots(made, NIAMEY.geonameid)} == {("a1", 0), ("a2", 31)}


@pytest.fixture
def held(tmp_path: Path, gazetteer_path: Path):
    """The name of the region that holds an event there, None where none does."""

    def ask(place: Place, precision: GeoPrecision = GeoPrecision.TOWN) -> str | None:
        with project.create(tmp_path / f"{abs(place.geonameid)}.gpkg") as made:
            articles.add(made, an_article(), [], [_event(0, place, precision)])
            table = columns.read_columns(made)
        districts = shading.district_points(gazetteer_path, table.area.tolist())
        holders = shading.holders_of(table, shading.frame_of(gazetteer_path, Level.REGION), Level.REGION, districts)
        return holders.names[holders.row_holder[0]] if holders.row_holder[0] >= 0 else None

    return ask


@pytest.mark.parametrize(
    ("town", "region"),
    [
        (_place(-1, "Goma", -1.67, 29.23, "P.PPL", "CD"), "North Kivu"),
        (_place(-2, "El Paso", 31.76, -106.49, "P.PPL", "US"), "Texas"),
        (_place(-3, "Murmansk", 68.98, 33.09, "P.PPL", "RU"), "Murmansk"),
        (_place(-4, "Kiruna", 67.86, 20.23, "P.PPL", "SE"), "Norrbotten"),
        (_place(-5, "Anadyr", 64.73, 177.51, "P.PPL", "RU"), "Chukotka"),
    ],
)
def test_a_town_is_in_a_region_of_its_own_country_and_none_in_the_belt_across_the_seam(held, town: Place, region: str) -> None:
    assert region in (held(town) or "")


def test_an_event_known_to_a_district_is_in_the_region_of_that_district(held, gazetteer_path: Path) -> None:
    with Gazetteer.open(gazetteer_path) as gazetteer:
        district = next(place for place in gazetteer.named("Tuy") if place.feature_code == "ADM2")
        region = gazetteer.region(district)
    assert region is not None
    assert held(district, GeoPrecision.ADM2) == region.name
