"""Areas of interest: drawn, around a spot, from an outline; across the date line, around a pole, crossing themselves."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geodata.coordinates import Point
from geodata.errors import ContentError
from geodata.model import AreaOfInterest
from geodata.space.area import CrossedError, around, drawn, km_words, of_shape, outlined, seamless, shape_of
from geodata.space.geodesic import destination, leg
from geodata.space.mercator import degrees, mercator

SQUARE = (Point(10, 0), Point(20, 0), Point(20, 10), Point(10, 10))
BOW = (Point(0, 0), Point(10, 10), Point(10, 0), Point(0, 10))


def holds(area: AreaOfInterest, latitude: float, longitude: float) -> bool:
    return bool(shapely.intersects_xy(shape_of(area), longitude, latitude))


def test_a_drawn_area_holds_what_lies_between_its_corners() -> None:
    area = drawn(SQUARE)
    assert holds(area, 15, 5)
    assert not holds(area, 15, 11)
    assert area.words == "in a drawn area, 10.00° N to 20.00° N, 0.00° E to 10.00° E"


def test_a_drawn_edge_is_straight_on_the_map() -> None:
    """Half way between two corners on the map is not half way in degrees: 36.9° between 0° and 60°."""
    area = drawn([Point(0, 0), Point(60, 60), Point(0, 60)])
    [[_, middle]] = degrees(mercator(np.array([(0.0, 0.0), (60.0, 60.0)])).mean(axis=0, keepdims=True))
    assert middle == pytest.approx(35.26, abs=0.01)
    assert holds(area, middle - 0.05, 30)
    assert not holds(area, middle + 0.05, 30)


def test_an_outline_that_crosses_itself_is_told_and_can_be_split() -> None:
    with pytest.raises(CrossedError, match="crosses itself"):
        drawn(BOW)
    area = drawn(BOW, split=True)
    assert [holds(area, 8, 5), holds(area, 2, 5), holds(area, 5, 8), holds(area, 5, 2)] == [True, True, False, False]
    assert len(shapely.get_parts(shape_of(area))) == 2


@pytest.mark.parametrize("corners", [(), SQUARE[:2], (SQUARE[0], SQUARE[1], SQUARE[0]), (Point(0, 0), Point(0, 5), Point(0, 9))])
def test_corners_that_enclose_nothing_are_told(corners: tuple[Point, ...]) -> None:
    with pytest.raises(ContentError, match=r"three corners|no ground"):
        drawn(corners)


def test_an_area_across_the_date_line_holds_both_sides_and_is_drawn_in_one_piece() -> None:
    area = drawn([Point(10, 170), Point(20, 170), Point(20, 190), Point(10, 190)])
    assert holds(area, 15, 175)
    assert holds(area, 15, -175)
    assert not holds(area, 15, 165)
    assert "170.00° E to 170.00° W" in area.words
    [ring] = seamless(area)
    assert (ring[:, 0].min(), ring[:, 0].max()) == pytest.approx((170, 190))


anywhere = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))


@given(centre=anywhere, km=st.floats(1, 4000), bearing=st.floats(0, 360), part=st.floats(0.01, 2))
def test_a_circle_holds_what_is_nearer_than_its_radius(centre: Point, km: float, bearing: float, part: float) -> None:
    spot = destination(centre, bearing, km * part)
    away = leg(centre, spot).km
    if abs(away - km) > 0.005 * km and km * part < 19_000:  # on the very edge either is right
        assert holds(around(centre, km, "x"), *spot) == (away < km)


def test_a_circle_is_named_by_its_radius_and_centre() -> None:
    assert around(Point(13.5, 2.1), 50, "Air Base 101 Niamey").words == "within 50 km of Air Base 101 Niamey"
    assert [km_words(km) for km in (0.25, 50, 1500)] == ["0.25 km", "50 km", "1,500 km"]


@pytest.mark.parametrize("km", [0, -1, float("nan"), 20_000])
def test_a_radius_that_is_none_is_told(km: float) -> None:
    with pytest.raises(ContentError, match="between 0 and 9,000 km"):
        around(Point(0, 0), km, "x")


def test_a_country_across_the_date_line_does_not_go_round_the_globe() -> None:
    fiji = shapely.Polygon([(177, -19), (-179, -19), (-179, -16), (177, -16)])
    area = outlined(shapely.to_wkb(fiji), "Fiji")
    assert area.words == "in Fiji"
    assert holds(area, -17, 179)
    assert holds(area, -17, -179.5)
    assert not holds(area, -17, 0)


def test_what_holds_no_polygon_is_told() -> None:
    with pytest.raises(ContentError, match="no area"):
        of_shape(shapely.LineString([(0, 0), (1, 1)]), "in x")
