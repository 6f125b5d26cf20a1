"""Which region or district holds a place: by GeoNames' codes, else by outlines."""

from __future__ import annotations

import sqlite3
from typing import Any, NamedTuple

from geodata.model import Place

COAST = 0.1  # degrees; outlines are simplified, and ports lie just off them


class Outlines(NamedTuple):
    """Outlines of one level in one country, to be asked for a point."""

    ids: tuple[int, ...]
    tree: Any

    def at(self, latitude: float, longitude: float) -> int | None:
        """The id of the outline at a point, or of the nearest within a tenth of a degree (a port lies just off a drawn coast)."""
        from shapely import Point

        if not self.ids:
            return None
        point = Point(longitude, latitude)
        inside = self.tree.query(point, predicate="intersects")
        found = inside if len(inside) else self.tree.query_nearest(point, max_distance=COAST)
        return self.ids[int(found[0])] if len(found) else None


def outlines(areas: list[tuple[int, bytes]]) -> Outlines:
    """From ids and well-known binary."""
    from shapely import STRtree, from_wkb

    return Outlines(tuple(geonameid for geonameid, _ in areas), STRtree(from_wkb([wkb for _, wkb in areas])) if areas else None)


class Containment:
    """Looks in a gazetteer for the regions (ADM1) and districts (ADM2) that hold places."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._outlines: dict[tuple[str, str], Outlines] = {}

    def holder(self, place: Place, level: str) -> int | None:
        """The id of the `level` (ADM1, ADM2) that holds `place`: the only one of its code, else the one whose outline does."""
        if not place.country_code or _is_larger(place, level):
            return None
        coded = self._coded(place, level)
        if len(coded) == 1:
            return coded[0]
        return self.at(place.latitude, place.longitude, level, place.country_code)

    def _coded(self, place: Place, level: str) -> list[int]:
        condition, values = "country_code = ? AND feature_code = ? AND admin1_code = ?", [place.country_code, level, place.admin1_code]
        if level == "ADM2":
            row = self._connection.execute("SELECT admin2_code FROM place WHERE geonameid = ?", (place.geonameid,)).fetchone()
            condition, values = f"{condition} AND admin2_code = ?", [*values, row[0] if row else ""]
        if not values[-1]:
            return []
        # The feature class is named so that the index on regions serves.
        sql = f"SELECT geonameid FROM place WHERE feature_class = 'A' AND {condition}"  # noqa: S608 - constants
        return [int(row[0]) for row in self._connection.execute(sql, values)]

    def at(self, latitude: float, longitude: float, level: str, country_code: str = "") -> int | None:
        """The id of the `level` (PCLI, ADM1, ADM2) whose outline holds the point, of any country where none is given."""
        key = country_code, level
        if key not in self._outlines:
            # The country is named so that the index on regions serves; of all countries only those with an outline are read.
            country, values = ("country_code = ? AND ", key) if country_code else ("", key[1:])
            sql = (
                "SELECT geonameid, wkb FROM area JOIN place USING (geonameid)"  # noqa: S608 - constants
                f" WHERE feature_class = 'A' AND {country}feature_code = ? ORDER BY geonameid"
            )
            self._outlines[key] = outlines(self._connection.execute(sql, values).fetchall())
        return self._outlines[key].at(latitude, longitude)


def _is_larger(place: Place, level: str) -> bool:
    """Countries and continents are in no region, regions in no district."""
    return place.feature_code.startswith(("PCL", "CONT", "OCN")) or (level == "ADM2" and place.feature_code == "ADM1")
