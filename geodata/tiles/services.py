"""Servers of tiles: a short list, all that xyzservices knows by name, and any address that the user types."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from geodata.errors import ContentError
from geodata.tiles.address import KEY, checked, hosts
from geodata.tiles.source import Facts

SHORT_LIST = {  # name at xyzservices -> title
    "OpenStreetMap.Mapnik": "OpenStreetMap",
    "OpenStreetMap.HOT": "OpenStreetMap, humanitarian style",
    "OpenTopoMap": "OpenTopoMap, relief and contours",
    "CartoDB.Positron": "Carto Positron, pale",
    "CartoDB.Voyager": "Carto Voyager, coloured",
    "CartoDB.DarkMatter": "Carto Dark Matter",
    "Esri.WorldImagery": "Esri World Imagery, satellite pictures",
    "Esri.WorldTopoMap": "Esri World Topographic",
    "Esri.WorldGrayCanvas": "Esri Light Gray",
}
_NAMELESS = re.compile(r"imagery|satell|ortho|nolabels|hillshad|terrain_?base|gray_base|shaded_?relief|physical", re.IGNORECASE)
_MERCATOR = (None, "EPSG:3857")
_KEY_HOLDER = re.compile(r"<.*>")  # as "<insert your API key here>"
_FREE = {"z", "x", "y", "s", "r"}


@dataclass(frozen=True, slots=True, kw_only=True)
class TileService:
    """A server of tiles and what is known of it."""

    facts: Facts
    address: str
    subdomains: str = "abc"
    takes_key: bool = False

    @property
    def hosts(self) -> tuple[str, ...]:
        """The servers that are asked."""
        return hosts(self.address, self.subdomains)

    @property
    def is_encrypted(self) -> bool:
        """Whether nobody on the way can read what is asked."""
        return self.address.startswith("https:")

    @property
    def is_sharp(self) -> bool:
        """Whether it has tiles of twice the pixels."""
        return "{r}" in self.address

    @property
    def id(self) -> str:
        """For the cache; tells nothing of the address."""
        return hashlib.sha256(self.address.encode()).hexdigest()[:16]

    def warning(self) -> str:
        """What turning it on does, in plain words."""
        servers = self.hosts[0] if len(self.hosts) == 1 else f"{', '.join(self.hosts[:-1])} and {self.hosts[-1]}"
        one = len(self.hosts) == 1
        words = (
            f"Dateline will ask {servers} for pieces of the map that you look at. {'That server learns' if one else 'Those servers learn'} "
            "which area you look at, when, how closely, and the address of this machine. Nothing of your articles and events is sent."
        )
        return words if self.is_encrypted else f"{words} The connection is not encrypted: others on the way can read what is asked."


def short_list() -> tuple[tuple[str, TileService], ...]:
    """Titles and services that are offered first."""
    return tuple((title, named(name)) for name, title in SHORT_LIST.items())


@cache
def names() -> tuple[str, ...]:
    """All services of xyzservices that this map can show, by name."""
    return tuple(sorted((name for name, provider in _providers().items() if _is_drawable(provider)), key=str.casefold))


def chosen(words: str) -> TileService:
    """The service of that name at xyzservices, else of the address typed.

    Raises:
        ContentError: it is neither; one sentence tells why.
    """
    known = {name.casefold(): name for name in names()}
    return named(known[words.strip().casefold()]) if words.strip().casefold() in known else own(words)


def own(address: str) -> TileService:
    """A service at an address that the user types.

    Raises:
        ContentError: it is no address of tiles; one sentence tells why.
    """
    address = checked(address)
    host = urlsplit(address).netloc.replace("{s}.", "")
    return TileService(facts=Facts(name=host, credits=f"Tiles: {host}"), address=address, takes_key=KEY in address)


@cache
def named(name: str) -> TileService:
    """A service that xyzservices knows.

    Raises:
        ContentError: it is not known, or not a map of this kind.
    """
    provider = _providers().get(name)
    if provider is None or not _is_drawable(provider):
        raise ContentError(f"No tiles are known by the name “{name[:60]}”.")
    address = checked(_address(provider))
    facts = Facts(
        name=SHORT_LIST.get(name, name),
        credits=" ".join(str(provider.get("attribution", "")).replace("(C)", "©").replace("--", "–").split()),
        min_zoom=int(provider.get("min_zoom", 0)),
        max_zoom=int(provider.get("max_zoom", 19)),
        sharpness=2.0 if "{r}" in address or provider.get("tileSize") == 512 else 1.0,
        has_names=not _NAMELESS.search(f"{name} {provider.get('variant', '')}"),
    )
    return TileService(facts=facts, address=address, subdomains=str(provider.get("subdomains") or "abc"), takes_key=KEY in address)


def _providers() -> Mapping[str, Mapping[str, Any]]:
    from xyzservices import providers

    found: Mapping[str, Mapping[str, Any]] = providers.flatten()
    return found


def _address(provider: Mapping[str, Any]) -> str:
    """The provider's address with all filled in but the tile and the user's key."""

    def fill(place: re.Match[str]) -> str:
        name = place[1]
        value = str(provider.get(name, place[0]))
        return place[0] if name in _FREE else KEY if _KEY_HOLDER.fullmatch(value) else value

    return re.sub(r"\{(\w+)\}", fill, str(provider["url"]))


def _is_drawable(provider: Mapping[str, Any]) -> bool:
    """True for maps of the world in Web Mercator that need at most one key."""
    if provider.get("crs") not in _MERCATOR or provider.get("status") == "broken":
        return False
    try:
        checked(_address(provider))
    except ContentError:
        return False
    return True
