"""Names on the map, from the gazetteer: cities of the basemap, and areas on their badges."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from typing import Any, NamedTuple

from geodata.gazetteer.languages import Language, city_names, country_names
from geodata.gazetteer.names import fold, is_latin
from geodata.gazetteer.search import default_path
from geodata.gazetteer.tables import districts, former_regions

LABELLED_FROM = 1000  # inhabitants; smaller places are named by the events that happen there

_SQL = """
    SELECT name, latitude, longitude, population, feature_code = 'PPLC', country_code, geonameid FROM place
    WHERE feature_class = 'P' AND (population >= ? OR feature_code = 'PPLC') ORDER BY population DESC
"""


class City(NamedTuple):
    """A label of the basemap."""

    name: str
    latitude: float
    longitude: float
    population: int
    is_capital: bool
    country_code: str


def gazetteer_cities() -> list[City]:
    """Most populous first, districts that would hide the name of their city last; none where the gazetteer is not built."""
    hiding = districts()
    rows = _rows(_SQL, LABELLED_FROM)
    cities = [City(*row[:-1]) for row in rows if row[-1] not in hiding]
    return cities + [City(*row[:-1])._replace(population=LABELLED_FROM) for row in rows if row[-1] in hiding]


def cities_in(language: Language, cities: Iterable[City]) -> list[City]:
    """The same cities, by their names in `language` where it is sure of them.

    In letters other than Latin that is for capitals alone: few other cities are surely known in them, and a map that writes one town so and
    the next one otherwise is hard to read.
    """
    names = city_names(language)
    return [city._replace(name=_name_of(city, names)) for city in cities] if names else list(cities)


def _name_of(city: City, names: Mapping[tuple[str, str], str]) -> str:
    name = names.get((city.country_code, fold(city.name)), city.name)
    return name if city.is_capital or is_latin(name) else city.name


def gazetteer_names(geonameids: Iterable[int], language: Language) -> dict[int, str]:
    """The names of those places that the gazetteer knows; those of countries in `language`."""
    countries = country_names(language)
    sql = "SELECT name, country_code, feature_code LIKE 'PCL%' FROM place WHERE geonameid = ?"
    found = {i: rows[0] for i in geonameids if (rows := _rows(sql, i))}
    former = former_regions()
    return {i: str(countries.get(code, name) if is_country else former.get(i, name)) for i, (name, code, is_country) in found.items()}


def _rows(sql: str, *values: int) -> list[Any]:
    path = default_path()
    if not path.is_file():
        return []
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        connection.execute("PRAGMA temp_store = MEMORY")  # sorting needs no room on the disk
        return connection.execute(sql, values).fetchall()
