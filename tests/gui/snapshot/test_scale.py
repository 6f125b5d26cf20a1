from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.snapshot.scale import centre, metres_a_unit, ratio, scale_bar
from geodata.model import Extent


def view(latitude: float, longitude: float, width_degrees: float, *, aspect: float = 1.5) -> Extent:
    """The extent of a Web Mercator map around a point."""
    import math

    northing = math.asinh(math.tan(math.radians(latitude)))
    half = math.radians(width_degrees) / aspect / 2
    south, north = (math.degrees(math.atan(math.sinh(northing + side * half))) for side in (-1, 1))
    west, east = ((longitude + side * width_degrees / 2 + 180) % 360 - 180 for side in (-1, 1))
    return Extent(south, west, north, east)


@pytest.mark.parametrize("latitude", [-54.0, -17.7, 0.0, 13.5, 35.0, 60.0, 72.0])
@pytest.mark.parametrize("width", [0.2, 3.0, 20.0])
def test_the_bar_is_as_long_on_the_ground_as_it_says(latitude: float, width: float) -> None:
    from geopy.distance import geodesic

    extent = view(latitude, 2.1, width)
    bar = scale_bar(metres_a_unit(extent, width=600, height=400), longest=150)
    degrees = bar.width / 600 * width
    ground = geodesic((centre(extent)[0], 2.1), (centre(extent)[0], 2.1 + degrees)).meters
    assert ground == pytest.approx(bar.metres, rel=0.01)


@given(st.floats(-80, 80), st.floats(-180, 179.9), st.floats(0.01, 350))
def test_the_bar_is_a_round_length_that_fits(latitude: float, longitude: float, width: float) -> None:
    bar = scale_bar(metres_a_unit(view(latitude, longitude, width), width=600, height=400), longest=150)
    assert 150 / 2.51 < bar.width <= 150
    assert f"{bar.metres:e}"[0] in "125"
    assert float(f"{bar.metres:.0e}") == pytest.approx(bar.metres)


def test_the_bar_counts_across_the_antimeridian() -> None:
    here, there = (metres_a_unit(view(-17.7, longitude, 10), width=600, height=400) for longitude in (2.0, 179.0))
    assert there == pytest.approx(here)


def test_a_map_wider_than_the_world_goes_by_its_height() -> None:
    whole = Extent(-60.0, -180.0, 60.0, 180.0)
    assert metres_a_unit(whole, width=2000, height=300) > metres_a_unit(whole, width=2000, height=2000)


def test_labels_give_the_unit_once() -> None:
    assert scale_bar(4000.0, longest=140).labels == ("0", "250", "500 km")
    assert scale_bar(4.0, longest=140).labels == ("0", "250", "500 m")


def test_the_ratio_has_two_figures() -> None:
    assert ratio(5273.4) == 15_000_000
