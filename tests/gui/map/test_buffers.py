"""What the page reads of events, areas and cities."""

from __future__ import annotations

import json

import numpy as np
import pytest
import shapely

from geodata.buffers import area_bytes, city_bytes, event_bytes, ground_of, mask_bytes, outline_bytes, spot_bytes
from geodata.gazetteer.cities import City, cities_in
from geodata.gazetteer.languages import Language
from geodata.model import Category, Extent, GeoPrecision
from geodata.store.spots import NamedSpot

SQUARE = shapely.Polygon([(0, 0), (10, 0), (10, 10), (0, 10)], [[(4, 4), (6, 4), (6, 6), (4, 6)]])
ACROSS = shapely.Polygon([(170, 60), (180, 60), (-170, 60), (-170, 70), (170, 70)])


def test_events_carry_their_columns_in_the_order_that_the_page_reads(columns) -> None:
    table = columns.columns_of(
        [columns.Row("a", Category.COUP, 13.5, 2.1, day=100), columns.Row("b", Category.ATTACK, area=7, precision=GeoPrecision.COUNTRY)]
    )
    areas = area_bytes(table, lambda _: SQUARE.wkb)
    content = event_bytes(table, areas, ground_of(table))
    assert np.frombuffer(content, "<u4", 2).tolist() == [2, 1]
    assert np.frombuffer(content, "<u4", 1, 8)[0] / 2**32 == pytest.approx(2.1 / 360 + 0.5)
    assert np.frombuffer(content, "<i4", 2, 24).tolist() == [-1, 0]
    assert np.frombuffer(content, "<i4", 1, 32).tolist() == [100]
    assert list(content[60:62]) == [list(Category).index(Category.COUP), list(Category).index(Category.ATTACK)]
    assert len(content) == 8 + 2 * (4 + 4 + 4 + 4 + 4 + 4 + 2 + 1 + 1 + 1)


def test_neighbours_on_the_ground_are_neighbours_in_the_order_and_what_has_no_point_comes_last(columns) -> None:
    spots = [(13.5, 2.1), (float("nan"), float("nan")), (-33.9, 151.2), (13.6, 2.2), (-33.8, 151.1)]
    table = columns.columns_of([columns.Row(str(n), Category.ATTACK, *spot) for n, spot in enumerate(spots)])
    order = ground_of(table).order.tolist()
    assert order[-1] == 1
    assert abs(order.index(0) - order.index(3)) == 1
    assert abs(order.index(2) - order.index(4)) == 1


@pytest.mark.parametrize("spot", [(90.0, 0.0), (-90.0, 180.0), (0.0, -180.0), (0.0, 0.0), (91.0, 500.0), (-1e9, -1e9)])
def test_no_coordinates_leave_the_square_of_the_world(columns, spot) -> None:
    table = columns.columns_of([columns.Row("a", Category.ATTACK, *spot)])
    content = event_bytes(table, area_bytes(table, lambda _: None), ground_of(table))
    assert all(0 <= value < 2**32 for value in np.frombuffer(content, "<u4", 2, 8).tolist())


def test_an_area_has_all_its_rings_and_a_label_point_inside(columns) -> None:
    areas = area_bytes(columns.columns_of([columns.Row("a", Category.ATTACK, area=7)]), lambda _: SQUARE.wkb)
    (described,) = json.loads(areas.descriptions)
    assert (described["first"], described["end"]) == (0, 2)
    assert np.frombuffer(areas.rings, "<u4", 2).tolist() == [2, 10]
    longitude = (described["label"][0] - 0.5) * 360
    assert 0 < longitude < 10
    assert not 4 < longitude < 6 or described["label"][1] < 0.5
    assert areas.extents[7] == (0, 0, 10, 10)


def test_an_area_across_the_antimeridian_is_one_piece(columns) -> None:
    areas = area_bytes(columns.columns_of([columns.Row("a", Category.ATTACK, area=7)]), lambda _: ACROSS.wkb)
    extent = areas.extents[7]
    assert extent.east - extent.west == pytest.approx(20)
    (described,) = json.loads(areas.descriptions)
    west, _, east, _ = described["box"]
    assert east - west == pytest.approx(20 / 360)


def test_an_area_that_the_gazetteer_has_no_outline_of_is_left_out(columns) -> None:
    table = columns.columns_of([columns.Row("a", Category.ATTACK, area=7)])
    areas = area_bytes(table, lambda _: None)
    assert json.loads(areas.descriptions) == []
    assert np.frombuffer(event_bytes(table, areas, ground_of(table)), "<i4", 1, 16).tolist() == [-1]


def test_a_mask_is_a_bit_an_event() -> None:
    assert mask_bytes(np.array([1, 0, 1, 0, 0, 0, 0, 0, 0, 1], dtype=bool)) == bytes([0b10100000, 0b01000000])


def test_cities_keep_their_names_whatever_is_in_them() -> None:
    content = city_bytes([City("N'Djamena", 12.1, 15.0, 721000, True, "TD"), City("two\nlines\u2028${}", 1.0, 2.0, 5, False, "")])
    assert np.frombuffer(content, "<u4", 1).tolist() == [2]
    assert np.frombuffer(content, "<u4", 2, 20).tolist() == [721000, 5]
    assert content[30:].decode().split("\n") == ["N'Djamena", "two lines ${}"]


def test_cities_are_renamed_in_their_own_country_only() -> None:
    algiers = City("Algiers", 36.7, 3.1, 2_000_000, True, "DZ")
    tripoli, other = (City("Tripoli", 32.9, 13.2, 1_100_000, True, code) for code in ("LY", "GR"))
    named = cities_in(Language.ARABIC, [algiers, tripoli, other])
    assert [city.name for city in named] == ["الجزائر", "طرابلس", "Tripoli"]
    assert cities_in(Language.ENGLISH, [algiers]) == [algiers]


@pytest.mark.parametrize(
    ("language", "sanaa", "aden", "cologne"), [(Language.ARABIC, "صنعاء", "Aden", "Cologne"), (Language.LOCAL, "صنعاء", "Aden", "Köln")]
)
def test_in_other_letters_than_latin_capitals_alone_are_renamed(language: Language, sanaa: str, aden: str, cologne: str) -> None:
    cities = [City("Sanaa", 15.4, 44.2, 2_000_000, True, "YE"), City("Aden", 12.8, 45.0, 500_000, False, "YE")]
    assert [city.name for city in cities_in(language, cities)] == [sanaa, aden]
    names = {city.name for city in cities_in(language, [City("Benghazi", 32.1, 20.1, 650_000, False, "LY")])}
    assert all(name.isascii() for name in names), cologne


def test_no_cities_are_no_cities() -> None:
    assert city_bytes([]) == bytes(4)


def test_an_outline_nested_in_a_collection_is_drawn_and_one_without_ground_is_left_out() -> None:
    east, west = shapely.box(10, 10, 11, 11), shapely.box(0, 10, 1, 11)
    nested = shapely.GeometryCollection([shapely.MultiPolygon([east, west]), shapely.LineString([(0, 0), (1, 1)])])
    outlines = {1: nested.wkb, 2: shapely.GeometryCollection([shapely.LineString([(0, 0), (1, 1)])]).wkb}
    areas = outline_bytes(outlines, outlines.get, {1: "Isles"})
    assert list(areas.row) == [1]
    assert np.frombuffer(areas.rings, "<u4", 1)[0] == 2
    assert areas.extents[1] == Extent(10, 0, 11, 11)


def test_a_named_spot_has_the_numbers_of_the_events_there(columns) -> None:
    table = columns.columns_of([columns.Row("a", Category.ATTACK, 13.43641, 0.53), columns.Row("b", Category.ATTACK, -33.9, 151.2)])
    ground = ground_of(table)
    content = spot_bytes([NamedSpot("Sebba", 13.43641, 0.53, "Solhan"), NamedSpot("Bondi\tBeach", -33.9, 151.2)])
    assert np.frombuffer(content, "<u4", 5).tolist() == [2, *ground.x.tolist(), *ground.y.tolist()]
    assert content[20:].decode() == "Sebba\tSolhan\nBondi Beach\t"
