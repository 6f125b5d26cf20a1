"""Places looked up at an online service, only when a person asks in that moment: OpenStreetMap, Photon, GeoNames."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from functools import cached_property, partial
from pathlib import Path
from typing import Any, NamedTuple

from geodata.errors import ContentError, RateLimited, SourceError
from geodata.gazetteer.tables import own_id
from geodata.geoparsing.answers import Answers
from geodata.model import Place
from geodata.resources import user_agent

_DELAY = 1.0  # seconds between two questions, as the services ask for
_TIMEOUT = 15
_WAIT = 60.0  # seconds, where a service asks to wait and does not say how long
_LONGEST = 200  # characters; no place name is longer, and pasted articles shall not leave this machine
_MOST = 10


class Service(StrEnum):
    """Whom to ask."""

    NOMINATIM = "nominatim"
    PHOTON = "photon"
    GEONAMES = "geonames"


_HOSTS = {
    Service.NOMINATIM: ("nominatim.openstreetmap.org", "OpenStreetMap"),
    Service.PHOTON: ("photon.komoot.io", "Photon by komoot, with data of OpenStreetMap"),
    Service.GEONAMES: ("secure.geonames.org", "GeoNames"),
}

# OpenStreetMap's kinds in GeoNames' feature classes and codes.
_OSM = {
    **dict.fromkeys(("city", "town", "village", "hamlet", "isolated_dwelling", "municipality", "locality"), ("P", "PPL")),
    **dict.fromkeys(("suburb", "quarter", "neighbourhood", "borough", "city_district"), ("P", "PPLX")),
    **dict.fromkeys(("state", "province", "region"), ("A", "ADM1")),
    **dict.fromkeys(("county", "district", "state_district"), ("A", "ADM2")),
    "country": ("A", "PCLI"),
    "administrative": ("A", "ADMD"),
    "aerodrome": ("S", "AIRP"),
    "military": ("L", "MILB"),
    "waterway": ("H", "STM"),
    "river": ("H", "STM"),
    "water": ("H", "LK"),
    "peak": ("T", "MT"),
    "natural": ("T", "HLL"),
    "island": ("T", "ISL"),
    "sea": ("H", "SEA"),
}


class Found(NamedTuple):
    """A place as a service gave it; `raw` is its whole answer, with OpenStreetMap's id."""

    place: Place
    address: str
    raw: dict[str, Any]


class OnlineGeocoder:
    """One service with geopy's rate limiter and a cache of its answers. Keep one a service; use it from one thread at a time."""

    def __init__(
        self, service: Service, cache_path: Path, geocoder: Callable[[], Any], *, username: str = "", delay: float = _DELAY
    ) -> None:
        self.service = service
        self._answers = Answers(cache_path)
        self._geocoder, self._username, self._delay = geocoder, username, delay

    def announcement(self, query: str, country_codes: Iterable[str] = ()) -> str:
        """What `look_up` will send where; that nothing is sent where the answer is kept. Quick: made for a window."""
        name = _tidy(query)
        if self._known(name, _upper(country_codes)) is not None:
            return f"“{name}” was looked up before; nothing is sent."
        host, owner = _HOSTS[self.service]
        user = f" and the user name “{self._username}”" if self._username else ""
        return f"Sends “{name}”{user} to {host} ({owner})."

    def look_up(self, query: str, country_codes: Iterable[str] = ()) -> tuple[Found, ...]:
        """Up to ten places by the service, its best first; the answer is kept, and the same question is not sent again for 90 days.

        Raises:
            ContentError: the query is empty or too long for a name.
            SourceError: the service cannot be reached or refuses; RateLimited where it asks to wait.
        """
        name, codes = _tidy(query), _upper(country_codes)
        if not name:
            raise ContentError("There is nothing to look up.")
        if len(name) > _LONGEST:
            raise ContentError(f"“{name[:30]}…” is too long for the name of a place.")
        known = self._known(name, codes)
        if known is not None:
            return known
        locations = self._asked(name, codes)
        found = self._understood(locations, codes)
        self._answers.keep(self.service.value, _key(name, codes), locations)
        return found

    def _known(self, name: str, codes: list[str]) -> tuple[Found, ...] | None:
        """What was answered before; None where that is not known, or is damaged."""
        locations = self._answers.kept(self.service.value, _key(name, codes))
        with contextlib.suppress(SourceError):
            return None if locations is None else self._understood(locations, codes)
        return None

    def _understood(self, locations: list[dict[str, Any]], codes: list[str]) -> tuple[Found, ...]:
        """The places of an answer that lie in these countries: not every service keeps to them."""
        try:
            found = [_found(self.service, location) for location in locations]
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise SourceError(f"{_HOSTS[self.service][0]} gave an answer that cannot be understood.") from error
        return tuple(one for one in found if not codes or one.place.country_code in codes)

    @cached_property
    def _ask(self) -> Any:
        """Made with the first question: geopy takes a while to load."""
        from geopy.extra.rate_limiter import RateLimiter

        return RateLimiter(self._geocoder().geocode, min_delay_seconds=self._delay, max_retries=0, swallow_exceptions=False)

    def _asked(self, name: str, codes: list[str]) -> list[dict[str, Any]]:
        from geopy.exc import GeopyError

        more: dict[str, Any] = {"exactly_one": False}
        if self.service is Service.NOMINATIM:
            more |= {"addressdetails": True, "limit": _MOST, "country_codes": [code.lower() for code in codes]}
        elif self.service is Service.PHOTON:
            more |= {"limit": _MOST}
        elif codes:
            more |= {"country": codes}
        try:
            locations = self._ask(name, **more) or []
        except (GeopyError, OSError) as error:
            raise _told(self.service, error) from error
        plain = ({"address": at.address, "latitude": at.latitude, "longitude": at.longitude, "raw": at.raw} for at in locations)
        return list(plain)[:_MOST]


def online_geocoder(
    service: Service,
    cache_path: Path,
    *,
    username: str = "",
    adapter_factory: Callable[..., Any] | None = None,
    delay: float = _DELAY,
) -> OnlineGeocoder:
    """Through geopy's own class for the service. `username` is for GeoNames; `adapter_factory` takes the place of geopy's transport.

    Raises:
        SourceError: GeoNames without a user name.
    """
    if service is Service.GEONAMES and not username:
        raise SourceError("GeoNames needs a user name, which is free of charge at geonames.org.")
    user = username if service is Service.GEONAMES else ""
    return OnlineGeocoder(service, cache_path, partial(_geopy, service, user, adapter_factory), username=user, delay=delay)


def _geopy(service: Service, username: str, adapter_factory: Callable[..., Any] | None) -> Any:
    from geopy.geocoders import GeoNames, Nominatim, Photon

    shared: dict[str, Any] = {
        "domain": _HOSTS[service][0], "scheme": "https", "user_agent": user_agent(), "timeout": _TIMEOUT, "adapter_factory": adapter_factory
    }  # fmt: skip
    if service is Service.GEONAMES:
        return GeoNames(username, **shared)
    return Nominatim(**shared) if service is Service.NOMINATIM else Photon(**shared)


def _tidy(query: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in query).split())


def _upper(country_codes: Iterable[str]) -> list[str]:
    return sorted(code.upper() for code in country_codes)


def _key(name: str, codes: Iterable[str]) -> str:
    return "\x1f".join((name.casefold(), *codes))


def _told(service: Service, error: Exception) -> SourceError:
    from geopy import exc

    host = _HOSTS[service][0]
    if isinstance(error, exc.GeocoderQuotaExceeded):
        wait = getattr(error, "retry_after", None)
        return RateLimited(f"{host} asks to wait before the next question.", retry_after=float(wait or _WAIT))
    if isinstance(error, (exc.GeocoderAuthenticationFailure, exc.GeocoderInsufficientPrivileges)):
        return SourceError(f"{host} does not accept the user name or this program.")
    if isinstance(error, exc.GeocoderTimedOut):
        return SourceError(f"{host} did not answer in time; try again.")
    if isinstance(error, (exc.GeocoderUnavailable, OSError)):
        return SourceError(f"{host} cannot be reached.")
    return SourceError(f"{host} did not answer as it should; try again later.")


def _found(service: Service, location: Mapping[str, Any]) -> Found:
    raw = location["raw"]
    latitude, longitude = float(location["latitude"]), float(location["longitude"])
    if service is Service.GEONAMES:
        return Found(_geonames_place(raw, latitude, longitude), str(location["address"]), raw)
    told = raw if service is Service.NOMINATIM else raw["properties"]
    kinds = [told.get(key) for key in ("addresstype", "osm_value", "type", "class", "osm_key", "category")]
    feature_class, feature_code = next((_OSM[kind] for kind in kinds if kind in _OSM), ("S", ""))
    country = told.get("countrycode") or told.get("address", {}).get("country_code") or ""
    name = told.get("name") or str(location["address"]).split(",")[0]
    place = Place(
        geonameid=own_id("osm", str(told["osm_type"])[:1].upper(), str(told["osm_id"])),
        name=str(name),
        latitude=latitude,
        longitude=longitude,
        feature_class=feature_class,
        feature_code=feature_code,
        country_code=str(country).upper(),
    )
    return Found(place, str(location["address"]), raw)


def _geonames_place(raw: Mapping[str, Any], latitude: float, longitude: float) -> Place:
    return Place(
        geonameid=int(raw["geonameId"]),
        name=str(raw["name"]),
        feature_class=str(raw.get("fcl", "")),
        feature_code=str(raw.get("fcode", "")),
        country_code=str(raw.get("countryCode", "")),
        admin1_code=str(raw.get("adminCode1", "")),
        population=int(raw.get("population") or 0),
        latitude=latitude,
        longitude=longitude,
    )
