"""The gazetteer as a geopy geocoder: names to places and points to towns, with no network."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from geopy.geocoders.base import Geocoder
from geopy.location import Location
from geopy.point import Point

from geodata.gazetteer.entries import Kind
from geodata.gazetteer.search import Gazetteer
from geodata.model import Place

_REACHES = (5, 25, 100, 500)  # kilometres that `reverse` looks around, until something is there


class GazetteerGeocoder(Geocoder):  # type: ignore[misc]  # geopy has no types
    """As geopy's own geocoders: `geocode` and `reverse` give `Location`s whose `raw` are the place's fields."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        super().__init__()
        self._gazetteer = gazetteer

    def geocode(
        self, query: str, *, exactly_one: bool = True, limit: int | None = None, country_codes: str | Iterable[str] | None = None
    ) -> Location | list[Location] | None:
        """Places of that name, the most important first; what follows a comma holds the place ("Paris, Texas").

        None where there is none, as everywhere in geopy. `country_codes` are ISO 3166-1 alpha-2.
        """
        wanted = {country_codes} if isinstance(country_codes, str) else set(country_codes or ())
        wanted = {code.upper() for code in wanted}
        found = [place for place in self._named(query) if not wanted or place.country_code in wanted]
        return self._answer(found[:limit], exactly_one=exactly_one)

    def reverse(self, query: Any, *, exactly_one: bool = True, limit: int = 10) -> Location | list[Location] | None:
        """The populated places nearest to a point, in any form that geopy takes ("13.5, 2.1"); none beyond 500 km."""
        point = Point(query)
        for km in _REACHES:
            if found := self._gazetteer.near(point.latitude, point.longitude, km, 1 if exactly_one else limit):
                return self._answer(found, exactly_one=exactly_one)
        return None

    def _named(self, query: str) -> list[Place]:
        whole = self._places(query)
        name, *holders = (part.strip() for part in query.split(","))
        if whole or not holders:
            return whole
        return [place for place in self._places(name) if all(self._is_within(place, holder) for holder in holders)]

    def _places(self, name: str) -> list[Place]:
        """Without demonyms: who asks for "Nigerien" asks for no place."""
        return list(dict.fromkeys(named.place for named in self._gazetteer.matches(name) if named.kind is not Kind.DEMONYM))

    def _is_within(self, place: Place, name: str) -> bool:
        holders = {holder.geonameid for holder in self._gazetteer.within(place)}
        return any(named.geonameid in holders for named in self._places(name)) or name.upper() == place.country_code

    def _answer(self, places: Sequence[Place], *, exactly_one: bool) -> Location | list[Location] | None:
        locations = [self._location(place) for place in places[: 1 if exactly_one else None]]
        if not locations:
            return None
        return locations[0] if exactly_one else locations

    def _location(self, place: Place) -> Location:
        names = dict.fromkeys((place.name, *(holder.name for holder in self._gazetteer.within(place))))
        return Location(", ".join(names), (place.latitude, place.longitude), asdict(place))
