"""Lengths and circles on the ellipsoid, against geopy and known figures."""

from __future__ import annotations

import numpy as np
import pytest
from geopy.distance import geodesic
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.coordinates import Point
from geodata.space.geodesic import circle, destination, leg, length_km, line

NIAMEY, AGADEZ = Point(13.51366, 2.1098), Point(16.97333, 7.99111)
spots = st.builds(Point, st.floats(-89, 89), st.floats(-180, 180))


@given(one=spots, other=spots)
def test_a_distance_is_that_of_geopy(one: Point, other: Point) -> None:
    assert leg(one, other).km == pytest.approx(geodesic(one, other).km, abs=1e-6)


def test_the_flinders_peak_baseline_has_its_published_length_and_bearing() -> None:
    """Geoscience Australia's example: 54 972.271 m at 306°52′05.37″."""
    flinders_peak = Point(-(37 + 57 / 60 + 3.72030 / 3600), 144 + 25 / 60 + 29.52440 / 3600)
    buninyong = Point(-(37 + 39 / 60 + 10.15610 / 3600), 143 + 55 / 60 + 35.38390 / 3600)
    found = leg(flinders_peak, buninyong)
    assert found.km == pytest.approx(54.972271, abs=2e-6)
    assert found.bearing == pytest.approx(306 + 52 / 60 + 5.37 / 3600, abs=1e-5)


def test_a_path_is_as_long_as_its_legs() -> None:
    there = leg(NIAMEY, AGADEZ).km
    assert length_km([NIAMEY, AGADEZ, NIAMEY]) == pytest.approx(2 * there)
    assert length_km([NIAMEY]) == length_km([]) == 0


@given(centre=spots, km=st.floats(0.1, 5000), bearing=st.floats(0, 360))
def test_a_destination_is_as_far_away_as_asked(centre: Point, km: float, bearing: float) -> None:
    assert leg(centre, destination(centre, bearing, km)).km == pytest.approx(km)


@settings(max_examples=40)
@given(centre=spots, km=st.floats(1, 3000))
def test_every_spot_of_a_circle_is_as_far_away_and_no_step_jumps(centre: Point, km: float) -> None:
    rows = circle(centre, km)
    away = [leg(centre, Point(latitude, longitude)).km for longitude, latitude in rows[::30]]
    assert away == pytest.approx([km] * len(away))
    assert np.abs(np.diff(rows[:, 0])).max() <= 180


def test_a_line_across_the_date_line_goes_on_beyond_it() -> None:
    rows = line([Point(-17, 178), Point(-17, -178)])
    assert rows[0, 0] == pytest.approx(178)
    assert rows[-1, 0] == pytest.approx(182)
