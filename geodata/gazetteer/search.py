"""Name to candidate places: read-only search in gazetteer.sqlite."""

from __future__ import annotations

import math
import os
import sqlite3
from collections import OrderedDict
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple, Self

from geodata.errors import GazetteerError
from geodata.gazetteer.entries import Kind
from geodata.gazetteer.facilities import held_on, read_tenures
from geodata.gazetteer.names import fold
from geodata.model import Facility, Place
from geodata.resources import data_folder

__all__ = ["Gazetteer", "Named", "fold", "importance"]

_CACHED_NAMES = 50_000
_COLUMNS = "geonameid, name, latitude, longitude, feature_class, feature_code, country_code, admin1_code, population"
_BONUS = {"PCLI": 3.0, "CONT": 6.0, "PPLC": 1.5, "ADM1": -0.5, "RGN": 4.0, "SEA": 4.0, "OCN": 5.0}


class Named(NamedTuple):
    """A place that bears a name, and how."""

    place: Place
    kind: Kind


class Gazetteer:
    """The names base. Read only; an object may be used from any one thread at a time."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._cache: OrderedDict[str, tuple[Named, ...]] = OrderedDict()
        self._countries = {place.country_code: place for place in self._select("feature_code = 'PCLI'")}

    @classmethod
    def open(cls, path: Path | None = None) -> Self:
        """Open the gazetteer at `path`, else at $DATELINE_GAZETTEER, else in the user's data folder.

        Raises:
            GazetteerError: it was not built, or the file is no gazetteer.
        """
        path = path or Path(os.environ.get("DATELINE_GAZETTEER") or data_folder() / "gazetteer.sqlite")
        if not path.is_file():
            raise GazetteerError(f"The gazetteer is not built: there is no {path}. Run “python -m geodata gazetteer build”.")
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        try:
            return cls(connection)
        except sqlite3.DatabaseError as error:
            connection.close()
            raise GazetteerError(f"{path} is not a gazetteer that Dateline can read; build it anew.") from error

    def named(self, name: str) -> tuple[Place, ...]:
        """Places that bear this name in any spelling of case and accents, also by demonym; the most important first."""
        return tuple(dict.fromkeys(named.place for named in self.matches(name)))

    def matches(self, name: str) -> tuple[Named, ...]:
        """As `named`, with the kind of name; a place may come twice where a name is also its demonym."""
        return self.matches_folded(fold(name))

    def matches_folded(self, folded: str) -> tuple[Named, ...]:
        """As `matches`, for a name that is already folded."""
        found = self._cache.get(folded)
        if found is None:
            found = self._cache[folded] = self._look_up(folded)
            if len(self._cache) > _CACHED_NAMES:
                self._cache.popitem(last=False)
        return found

    def place(self, geonameid: int) -> Place | None:
        """The entry of that id; negative ids are Dateline's own."""
        return next(iter(self._select("geonameid = ?", geonameid)), None)

    def country(self, code: str) -> Place | None:
        """The country by its ISO 3166-1 alpha-2 code, in any case."""
        return self._countries.get(code.upper())

    def area(self, geonameid: int) -> bytes | None:
        """The outline of a country or region as WKB, longitude first; None where there is none."""
        row = self._connection.execute("SELECT wkb FROM area WHERE geonameid = ?", (geonameid,)).fetchone()
        return bytes(row[0]) if row else None

    def close(self) -> None:
        """Close the file; the object is not usable afterwards."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _look_up(self, folded: str) -> tuple[Named, ...]:
        if not folded:
            return ()
        rows = self._connection.execute(
            f"SELECT {_COLUMNS}, kind FROM name JOIN place USING (geonameid) WHERE folded = ?",  # noqa: S608 - a constant
            (folded,),
        )
        found = [Named(_place(row[:-1]), Kind(row[-1])) for row in rows]
        return tuple(sorted(found, key=lambda named: (-importance(named.place), named.place.geonameid)))

    def _select(self, condition: str, *values: object) -> list[Place]:
        rows = self._connection.execute(f"SELECT {_COLUMNS} FROM place WHERE {condition}", values)  # noqa: S608 - constants
        return [_place(row) for row in rows]

    def facilities(self, as_of: date | None = None) -> tuple[Facility, ...]:
        """Every military facility by name, with all its tenures; with `as_of` those that someone is said to have held on that day.

        Tenures that no publication vouches for are among them: they are not `is_verified`.
        """
        tenures = read_tenures(self._connection)
        places = self._select("geonameid IN (SELECT geonameid FROM tenure)")
        known = [Facility(place=place, tenures=tenures[place.geonameid]) for place in sorted(places, key=lambda place: place.name)]
        if as_of is not None:
            known = [replace(facility, tenures=held_on(facility, as_of)) for facility in known]
        return tuple(facility for facility in known if facility.tenures)

    def facility(self, geonameid: int) -> Facility | None:
        """The military facility of that id with all its tenures, None where the place is none."""
        return next((facility for facility in self.facilities() if facility.place.geonameid == geonameid), None)


def importance(place: Place) -> float:
    """How likely a bare name means this place: the logarithm of its population, countries and capitals preferred."""
    return math.log10(place.population + 10) + _BONUS.get(place.feature_code, 0.0)


def _place(row: tuple[int, str, float, float, str, str, str, str, int]) -> Place:
    geonameid, name, latitude, longitude, feature_class, feature_code, country_code, admin1_code, population = row
    return Place(
        geonameid=geonameid,
        name=name,
        latitude=latitude,
        longitude=longitude,
        feature_class=feature_class,
        feature_code=feature_code,
        country_code=country_code,
        admin1_code=admin1_code,
        population=population,
    )
