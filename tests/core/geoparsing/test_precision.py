"""Precision in words and in the numbers of ACLED and UCDP."""

from __future__ import annotations

import pytest

from geodata.geoparsing.precision import acled_code, precision_of, precision_told, ucdp_code
from geodata.model import GeoPrecision, Place, Resolution, Toponym


def a_place(feature_class: str, feature_code: str) -> Place:
    return Place(
        geonameid=1, name="X", latitude=0, longitude=0, feature_class=feature_class, feature_code=feature_code, country_code="NE"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("feature_class", "code", "precision", "acled", "ucdp"),
    [
        ("S", "INSM", GeoPrecision.EXACT, 1, 1),
        ("P", "PPL", GeoPrecision.TOWN, 1, 1),
        ("L", "LCTY", GeoPrecision.NEAR, 2, 2),
        ("A", "ADM2", GeoPrecision.ADM2, 2, 3),
        ("A", "ADM1", GeoPrecision.ADM1, 3, 4),
        ("L", "RGN", GeoPrecision.REGION, 3, 5),
        ("A", "PCLI", GeoPrecision.COUNTRY, 3, 6),
        ("H", "SEA", GeoPrecision.SEA, 3, 7),
    ],
)
def test_a_feature_has_a_precision_and_its_numbers(feature_class: str, code: str, precision: GeoPrecision, acled: int, ucdp: int) -> None:
    found = precision_of(a_place(feature_class, code))
    assert (found, acled_code(found), ucdp_code(found)) == (precision, acled, ucdp)


def test_an_unknown_place_has_no_number() -> None:
    assert (acled_code(GeoPrecision.UNKNOWN), ucdp_code(GeoPrecision.UNKNOWN)) == (None, None)


def test_the_wording_goes_before_the_feature() -> None:
    toponym = Toponym(name="X", start_char=0, end_char=1)
    town = Resolution(toponym=toponym, place=a_place("P", "PPL"), score=1)
    near = Resolution(toponym=toponym, place=a_place("P", "PPL"), score=1, geo_precision=GeoPrecision.NEAR, radius_km=10)
    nowhere = Resolution(toponym=toponym, place=None, score=0)
    assert [precision_told(r) for r in (town, near, nowhere)] == [GeoPrecision.TOWN, GeoPrecision.NEAR, GeoPrecision.UNKNOWN]
