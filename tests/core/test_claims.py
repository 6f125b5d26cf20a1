"""The range of the dead and injured over all that is claimed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from geodata.claims import Claim, ClaimKind
from tests.values import an_event

Bounds = tuple[int | None, int | None, int | None]


def claim(minimum: int | None, best: int | None, maximum: int | None, kind: ClaimKind = ClaimKind.DEATHS) -> Claim:
    return Claim(kind=kind, minimum=minimum, best=best, maximum=maximum, article_id="a1", start_char=0, end_char=9)


@pytest.mark.parametrize(
    ("claims", "least", "most"),
    [
        ([], 3, 3),
        ([(17, 17, 17)], 17, 17),
        ([(17, 17, 17), (14, 14, 14), (20, 20, 20)], 14, 20),
        ([(10, 10, None)], 10, None),
        ([(10, 10, None), (17, 17, 17)], 10, 17),
        ([(17, 17, 17), (20, 20, None)], 17, None),
        ([(None, 20, 20)], None, 20),
        ([(None, 20, 20), (12, 12, 12)], 12, 20),
        ([(24, None, None)], 24, None),
    ],
)
def test_an_open_bound_stays_open_unless_another_claim_goes_beyond_it(claims: list[Bounds], least: int | None, most: int | None) -> None:
    event = an_event(claims=tuple(claim(*bounds) for bounds in claims))
    assert (event.fatalities_min, event.fatalities_max) == (least, most)


def test_deaths_and_injured_are_counted_apart() -> None:
    event = replace(an_event(), injured=5, claims=(claim(3, 3, 3), claim(5, 5, 9, ClaimKind.INJURED)))
    assert (event.fatalities_max, event.injured_min, event.injured_max) == (3, 5, 9)
