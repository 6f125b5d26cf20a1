"""What the words between two place names tell of them."""

from __future__ import annotations

import pytest

from geodata.geoparsing.wording import containments
from geodata.model import Toponym


def pairs(text: str, *names: str) -> list[tuple[int, int, bool]]:
    toponyms = [Toponym(name=name, start_char=text.index(name), end_char=text.index(name) + len(name)) for name in names]
    return [tuple(inside) for inside in containments(text, toponyms)]


@pytest.mark.parametrize(
    "text",
    [
        "Timba - Cauca: a bomb went off.",
        "Timba, Cauca: a bomb went off.",
        "At Timba (Cauca) a bomb went off.",
        "Timba lies in the Cauca region.",
    ],
)
def test_a_place_lies_in_what_stands_behind_it(text: str) -> None:
    assert pairs(text, "Timba", "Cauca") == [(0, 1, True)]


def test_the_town_where_a_report_was_filed_does_not_lie_in_the_country_that_it_begins_with() -> None:
    assert pairs("A headline\n\nN'DJAMENA - France handed over its base.", "N'DJAMENA", "France") == []


def test_a_report_filed_in_a_town_and_its_country_does_not_lie_in_the_country_that_it_begins_with() -> None:
    text = "GAROUA, Cameroon - The United States handed over a site."
    assert pairs(text, "GAROUA", "Cameroon", "United States") == [(0, 1, True)]
