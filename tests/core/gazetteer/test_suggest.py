"""Places while a name is being typed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from geodata.errors import GazetteerError
from geodata.gazetteer.suggest import Suggester


@pytest.fixture(scope="module")
def suggester(gazetteer_path: Path) -> Iterator[Suggester]:
    with Suggester(gazetteer_path) as opened:
        yield opened


def first(suggester: Suggester, typed: str) -> tuple[str, str]:
    found = suggester.suggest(typed)[0]
    return found.place.name, found.country


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("niam", ("Niamey", "Niger")),
        ("NIAMEY", ("Niamey", "Niger")),
        ("ouagad", ("Ouagadougou", "Burkina Faso")),
        ("nigeri", ("Nigeria", "")),
    ],
)
def test_a_beginning_brings_the_best_known_place_of_that_name(suggester: Suggester, typed: str, expected: tuple[str, str]) -> None:
    assert first(suggester, typed) == expected


def test_a_place_comes_with_its_region_and_country_and_population(suggester: Suggester) -> None:
    gao = next(s for s in suggester.suggest("gao") if s.place.feature_class == "P")
    assert (gao.region, gao.country) == ("Gao", "Mali")
    assert gao.place.population > 10_000


def test_a_comma_narrows_to_a_country_or_a_region(suggester: Suggester) -> None:
    assert {s.country for s in suggester.suggest("gao, burk")} == {"Burkina Faso"}
    assert suggester.suggest("gao, nowhere") == ()


@pytest.mark.parametrize("typed", ["", "   ", ",", "'; DROP TABLE place; --", "%", "\u202e", "x" * 5000])
def test_what_is_no_name_brings_nothing_and_harms_nothing(suggester: Suggester, typed: str) -> None:
    assert suggester.suggest(typed) == ()


def test_no_gazetteer_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="not built"):
        Suggester(tmp_path / "none.sqlite")
    (tmp_path / "other.sqlite").write_text("no gazetteer " * 100)
    with pytest.raises(GazetteerError, match="not a gazetteer"):
        Suggester(tmp_path / "other.sqlite")
