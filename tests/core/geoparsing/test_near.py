"""Distances and directions in words, and the points they tell."""

from __future__ import annotations

import math

import pytest

from geodata.geoparsing.near import Near, near, near_point
from geodata.model import Place, Toponym

OUALLAM = Place(
    geonameid=2439376, name="Ouallam", latitude=14.3, longitude=2.1,
    feature_class="P", feature_code="PPL", country_code="NE", admin1_code="06",
)  # fmt: skip


def told(text: str, name: str) -> Near | None:
    start = text.index(name)
    return near(text, Toponym(name=name, start_char=start, end_char=start + len(name)))


@pytest.mark.parametrize(
    ("text", "name", "km", "bearing", "radius"),
    [
        ("They died 40 km north of Ouallam", "Ouallam", 40, 0, 10),
        ("à 15 km au nord de Diffa", "Diffa", 15, 0, 3.8),
        ("à 30 km à l'est de Dori", "Dori", 30, 90, 7.5),
        ("à 12 km au sud-ouest d'Ayorou", "Ayorou", 12, 225, 3),
        ("about 25 kilometres (15 miles) north-east of the town of Gao", "Gao", 25, 45, 6.2),
        ("30 miles west of Gao", "Gao", 48.3, 270, 12.1),
        ("48 nautical miles southwest of Yemen's Hodeidah", "Hodeidah", 88.9, 225, 22.2),
        ("20km from Djibo", "Djibo", 20, None, 20),
        ("à une vingtaine de kilomètres de Djibo", "Djibo", 20, None, 20),
        ("3 km east of Kidal", "Kidal", 3, 90, 2),
        ("south-west of Niamey", "Niamey", None, 225, 25),
        ("near the border town of Kidal", "Kidal", None, None, 10),
        ("près de Djibo", "Djibo", None, None, 10),
        ("just outside Mopti", "Mopti", None, None, 5),
    ],
)
def test_words_before_a_name_tell_a_point_near_it(text: str, name: str, km: float | None, bearing: float | None, radius: float) -> None:
    found = told(text, name)
    assert found is not None
    assert (found.km, found.bearing, found.radius_km) == (km, bearing, radius)


@pytest.mark.parametrize(
    ("words", "km"),
    [
        ("twenty-five km", 25),
        ("twenty five km", 25),
        ("seventy km", 70),
        ("eighty kilometres", 80),
        ("one hundred and fifty km", 150),
        ("a hundred km", 100),
        ("a dozen km", 12),
        ("vingt-cinq km", 25),
        ("quarante-cinq kilomètres", 45),
        ("trente et un km", 31),
        ("soixante et onze km", 71),
        ("soixante-dix km", 70),
        ("quatre-vingts km", 80),
        ("quatre-vingt-dix-sept km", 97),
        ("cent vingt km", 120),
        ("deux cents km", 200),
        ("une quarantaine de kilomètres", 40),
        ("une km", 1),
        ("2.5 km", 2.5),
        ("2,5 km", 2.5),
        ("0.250 km", 0.2),
    ],
)
def test_amounts_in_words_and_figures_are_read_whole(words: str, km: float) -> None:
    found = told(f"{words} north of Gao", "Gao")
    assert found is not None
    assert found.km == km
    assert found.start_char == 0


@pytest.mark.parametrize("words", ["1 200 km", "1\u00a0200 km", "1\u202f200 km", "1.200 km", "1,200 km", "mille deux cents km"])
def test_thousands_are_farther_than_near(words: str) -> None:
    assert told(f"à {words} au nord de Gao", "Gao") is None


@pytest.mark.parametrize("words", ["10-15 km", "2023 40 km", "several hundred km", "two million five km", "half a dozen km"])
def test_an_amount_that_is_part_of_another_tells_no_distance(words: str) -> None:
    found = told(f"{words} north of Gao", "Gao")
    assert found is None or found.km is None


@pytest.mark.parametrize(
    ("text", "name"),
    [("in Bamako", "Bamako"), ("near Gao and Menaka", "Menaka"), ("1,500 km from Lagos", "Lagos"), ("back from Niamey", "Niamey")],
)
def test_other_words_tell_none(text: str, name: str) -> None:
    assert told(text, name) is None


def test_the_point_lies_at_the_told_distance_and_direction() -> None:
    found = told("40 km north of Ouallam", "Ouallam")
    assert found is not None
    point = near_point(OUALLAM, found)
    assert (point.name, point.country_code, point.geonameid < 0) == ("40 km N of Ouallam", "NE", True)
    assert point.longitude == pytest.approx(OUALLAM.longitude, abs=0.001)
    assert (point.latitude - OUALLAM.latitude) * 111.19 == pytest.approx(40, abs=0.2)
    assert near_point(OUALLAM, found) == point


def test_east_at_the_date_line_stays_on_the_map() -> None:
    edge = Place(geonameid=1, name="Taveuni", latitude=-16.8, longitude=179.95, feature_class="P", feature_code="PPL", country_code="FJ")
    found = told("50 km east of Taveuni", "Taveuni")
    assert found is not None
    point = near_point(edge, found)
    assert -180 <= point.longitude < -179
    assert math.isclose(point.latitude, edge.latitude, abs_tol=0.01)


def test_without_a_direction_the_place_itself_is_the_middle() -> None:
    found = told("20 km from Ouallam", "Ouallam")
    assert found is not None
    assert near_point(OUALLAM, found) is OUALLAM
