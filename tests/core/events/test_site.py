"""How the place of an event is named."""

from __future__ import annotations

import pytest

from geodata.events.site import location_of


@pytest.mark.parametrize(
    ("written", "location"),
    [
        ("Zacamil  neighbourhood", "Zacamil"),
        ("NUNOA DISTRICT", "NUNOA"),
        ("Cifuentes border region", "Cifuentes"),
        ("Kansas City", "Kansas City"),
        ("District", "District"),
    ],
)
def test_the_kind_of_place_is_no_part_of_its_name(written: str, location: str) -> None:
    assert location_of(written) == location
