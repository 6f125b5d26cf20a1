"""Name to candidate places: read-only search in gazetteer.sqlite."""

from __future__ import annotations

import os
import sqlite3
from collections import OrderedDict
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple, Self

from geodata.gazetteer.containment import Containment
from geodata.gazetteer.distance import degrees_around, km_between
from geodata.gazetteer.entries import Kind
from geodata.gazetteer.facilities import Facility, held_on, read_tenures
from geodata.gazetteer.features import importance
from geodata.gazetteer.names import fold
from geodata.gazetteer.opening import SELECTED, open_read_only, place_of, unreadable
from geodata.gazetteer.tables import former_regions
from geodata.model import Place
from geodata.resources import data_folder

__all__ = ["Gazetteer", "Named", "default_path", "fold", "importance"]

_CACHED_NAMES = 50_000


def default_path() -> Path:
    """Where the gazetteer is, or will be built: $DATELINE_GAZETTEER, else a file in the user's data folder."""
    return Path(os.environ.get("DATELINE_GAZETTEER") or data_folder() / "gazetteer.sqlite")


class Named(NamedTuple):
    """A place that bears a name, and how."""

    place: Place
    kind: Kind


class Gazetteer:
    """The names base. Read only; an object may be used from any one thread at a time."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._cache: OrderedDict[str, tuple[Named, ...]] = OrderedDict()
        self._containment = Containment(connection)
        self._countries = {place.country_code: place for place in self._select("feature_code = 'PCLI'")}

    @classmethod
    def open(cls, path: Path | None = None) -> Self:
        """Open the gazetteer at `path`, else at $DATELINE_GAZETTEER, else in the user's data folder.

        Raises:
            GazetteerError: it was not built, or the file is no gazetteer.
        """
        path = path or default_path()
        connection = open_read_only(path)
        try:
            return cls(connection)
        except sqlite3.DatabaseError as error:
            connection.close()
            raise unreadable(path) from error

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
        """The entry of that id, also of one that a dump has put another in place of; negative ids are Dateline's own."""
        return next(iter(self._select("geonameid = ?", self._current(geonameid))), None)

    def country(self, code: str) -> Place | None:
        """The country by its ISO 3166-1 alpha-2 code, in any case."""
        return self._countries.get(code.upper())

    def area(self, geonameid: int) -> bytes | None:
        """The outline of a country or region as WKB, longitude first; None where there is none."""
        row = self._connection.execute("SELECT wkb FROM area WHERE geonameid = ?", (self._current(geonameid),)).fetchone()
        return bytes(row[0]) if row else None

    def region(self, place: Place) -> Place | None:
        """The first-level region (ADM1) that holds `place`, by its code, else by its point; a region is its own."""
        return self._holder(place, "ADM1")

    def district(self, place: Place) -> Place | None:
        """The second-level district (ADM2) that holds `place`; None where neither a code nor an outline tells."""
        return self._holder(place, "ADM2")

    def within(self, place: Place) -> tuple[Place, ...]:
        """District, region and country that hold `place`, as far as known, the finest first; never `place` itself."""
        holders = (self.district(place), self.region(place), self.country(place.country_code))
        return tuple(holder for holder in holders if holder is not None and holder.geonameid != place.geonameid)

    def at(self, latitude: float, longitude: float) -> tuple[Place, ...]:
        """Region and country whose outlines hold the point, the finest first; empty at sea."""
        found = self._containment.at(latitude, longitude, "PCLI")
        country = self.place(found) if found is not None else None
        if country is None:
            return ()
        inner = self._containment.at(latitude, longitude, "ADM1", country.country_code)
        region = self.place(inner) if inner is not None else None
        return (region, country) if region else (country,)

    def near(self, latitude: float, longitude: float, km: float, limit: int = 20, *, classes: str = "P") -> tuple[Place, ...]:
        """Places of these feature classes (all where empty) at most `km` away, the nearest first."""
        south, north, spans = degrees_around(latitude, longitude, km)
        condition = "latitude BETWEEN ? AND ? AND longitude BETWEEN ? AND ?"
        found = [place for west, east in spans for place in self._select(condition, south, north, west, east)]
        away = [(km_between(latitude, longitude, p.latitude, p.longitude), p) for p in found if not classes or p.feature_class in classes]
        nearest = sorted(away, key=lambda pair: (pair[0], pair[1].geonameid))
        return tuple(place for distance, place in nearest[:limit] if distance <= km)

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
            f"SELECT {SELECTED}, kind FROM name JOIN place USING (geonameid) WHERE folded = ?",  # noqa: S608 - a constant
            (folded,),
        )
        former = former_regions()  # another name of a region of today, which is found itself
        found = [Named(place, Kind(row[-1])) for row in rows if (place := place_of(row)).geonameid not in former]
        return tuple(sorted(found, key=lambda named: (-importance(named.place), named.place.geonameid)))

    def _holder(self, place: Place, level: str) -> Place | None:
        if place.feature_code == level:
            return place
        geonameid = self._containment.holder(place, level)
        return self.place(geonameid) if geonameid is not None else None

    def _current(self, geonameid: int) -> int:
        row = self._connection.execute("SELECT geonameid FROM replaced WHERE old_id = ?", (geonameid,)).fetchone()
        return int(row[0]) if row else geonameid

    def _select(self, condition: str, *values: object) -> list[Place]:
        rows = self._connection.execute(f"SELECT {SELECTED} FROM place WHERE {condition}", values)  # noqa: S608 - constants
        return [place_of(row) for row in rows]
