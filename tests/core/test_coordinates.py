"""Coordinates as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.coordinates import Point, decimal, degrees, is_off_the_globe, mgrs, parse

points = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))
inner = st.builds(Point, st.floats(-79.9, 83.9), st.floats(-179.9, 179.9))


def near(a: Point | None, b: Point, within: float) -> bool:
    return a is not None and abs(a.latitude - b.latitude) <= within and abs(a.longitude - b.longitude) <= within


@pytest.mark.parametrize(
    "text",
    [
        "13.51, 2.11",
        "13.51 2.11",
        "13.51N 2.11E",
        "2.11E, 13.51N",
        "N 13.51 E 2.11",
        "13,51; 2,11",
        "13,51 2,11",
        "13°30′36″N 2°06′36″E",
        "13°30'36\"N 2°06'36\"E",
        "13° 30' 36'' N, 2° 6' 36'' E",
        "13°30.6′N 2°6.6′E",
        "13d30m36sN 2d06m36sE",
        "N13°30'36\" E2°6'36\"",
        "+13.51, +2.11",
    ],
)
def test_every_usual_way_to_write_a_spot_is_read(text: str) -> None:
    assert near(parse(text), Point(13.51, 2.11), 1e-9)


def test_south_and_west_are_negative_in_letters_and_signs() -> None:
    assert parse("33.9S 18.4E") == Point(-33.9, 18.4)
    assert parse("12.6N 8.0W") == parse("12.6, -8.0") == parse("12.6N 8.0O") == parse("12.6, −8.0") == Point(12.6, -8.0)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Niamey",
        "13.51",
        "13 2",
        "91, 0",
        "0, 181",
        "13N 2N",
        "13E 2E",
        "-13S 2E",
        "13°61'N 2°E",
        "4 August 2023",
        "2023-08-04",
        "1,2,3",
    ],
)
def test_what_is_no_spot_is_none(text: str) -> None:
    assert parse(text) is None


def test_mgrs_of_niamey_is_read_with_and_without_spaces() -> None:
    assert mgrs(Point(13.51366, 2.1098)) == "31P DQ 03664 94115"
    for text in ("31PDQ0366494115", "31P DQ 03664 94115", "31pdq 0366494115"):
        assert near(parse(text), Point(13.51366, 2.1098), 2e-5)


def test_a_bare_mgrs_square_is_its_middle_and_an_impossible_one_none() -> None:
    assert near(parse("31PDQ"), Point(13.1, 2.5), 0.6)
    assert parse("31PZZ") is None
    assert parse("61PDQ") is None
    assert near(parse("3PXQ0366494115"), parse("03PXQ0366494115") or Point(0, 0), 1e-9)


@given(points)
def test_decimal_degrees_come_back(point: Point) -> None:
    assert near(parse(decimal(point)), point, 6e-6)


@given(points)
def test_degrees_minutes_and_seconds_come_back_to_the_second(point: Point) -> None:
    assert near(parse(degrees(point)), point, 0.51 / 3600)


@given(inner)
def test_mgrs_comes_back_within_two_metres(point: Point) -> None:
    back = parse(mgrs(point))
    assert back is not None
    assert abs(back.latitude - point.latitude) < 2e-5


@given(st.text(max_size=40))
def test_any_text_is_answered(text: str) -> None:
    found = parse(text)
    assert found is None or (abs(found.latitude) <= 90 and abs(found.longitude) <= 180)


@pytest.mark.parametrize("town", ["Bam", "Bar", "Zab", "Ban", "Bab", "Ayn", "Bac", "Aue", "Yap", "Zug"])
def test_a_short_name_of_a_town_is_no_polar_square(town: str) -> None:
    assert parse(town) is None


def test_a_polar_square_is_read_with_its_digits() -> None:
    found = parse(mgrs(Point(-89.0, 45.0)))
    assert found is not None
    assert found.latitude == pytest.approx(-89.0, abs=1e-3)


def test_figures_with_spaces_are_read_by_their_letter() -> None:
    assert near(parse("13 30 36 N 2 06 36 E"), Point(13.51, 2.11), 1e-9)
    assert near(parse("13 30.6 N, 2 06.6 W"), Point(13.51, -2.11), 1e-9)
    assert parse("13 30 36 2 06 36") is None


def test_figures_beyond_the_pole_or_the_date_line_are_told_from_words() -> None:
    assert is_off_the_globe("95, 200")
    assert not any(map(is_off_the_globe, ("13.51, 2.11", "Niamey", "95", "200 people")))
