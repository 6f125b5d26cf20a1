"""Addresses of tiles with places for zoom, column and row, as `https://tile.example/{z}/{x}/{y}.png`."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from geodata.errors import ContentError
from geodata.tiles.source import Tile

LONGEST = 1000  # characters
KEY = "{key}"  # stands for the user's key
_PLACES = {"{z}", "{x}", "{y}", "{-y}", "{q}", "{s}", "{r}", KEY}
_PLACE = re.compile(r"\{[^{}]*\}")


def checked(address: str) -> str:
    """The address without blanks around it.

    Raises:
        ContentError: it is no address of tiles; one sentence tells why.
    """
    address = address.strip()
    if not address:
        raise ContentError("Type the address of the tiles.")
    if len(address) > LONGEST or any(c.isspace() or not c.isprintable() for c in address):
        raise ContentError("That is no address: it is too long or has blanks in it.")
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host = None
    if not host or parts.scheme not in ("http", "https"):
        raise ContentError("The address of tiles starts with https:// or http:// and the name of a server.")
    if "@" in parts.netloc:
        raise ContentError("An address with a user name or a password in it is not taken; use a key.")
    if "{" in parts.netloc.replace("{s}", ""):
        raise ContentError("The name of the server may have no place to fill but {s}.")
    _check_places(set(_PLACE.findall(address)))
    return address


def _check_places(places: set[str]) -> None:
    has_row = places & {"{y}", "{-y}"}
    if "{q}" not in places and not ({"{z}", "{x}"} <= places and has_row):
        raise ContentError("The address needs {z}, {x} and {y} where zoom, column and row belong.")
    if unknown := places - _PLACES:
        raise ContentError(f"The address has {min(unknown)}, which is not known here.")


def filled(address: str, tile: Tile, *, key: str = "", subdomains: str = "abc", sharp: bool = False) -> str:
    """The address of one tile. Of several servers each tile has its own, so that none is asked twice for it."""
    z, x, y = tile
    values = {
        "{z}": str(z),
        "{x}": str(x),
        "{y}": str(y),
        "{-y}": str(2**z - 1 - y),
        "{q}": quadkey(tile),
        "{s}": subdomains[(x + y) % len(subdomains)],
        "{r}": "@2x" if sharp else "",
        KEY: quote(key, safe=""),
    }
    return _PLACE.sub(lambda found: values[found[0]], address)


def quadkey(tile: Tile) -> str:
    """The tile's address as one string of digits, a digit a level."""
    z, x, y = tile
    return "".join(str((x >> level & 1) + 2 * (y >> level & 1)) for level in reversed(range(z)))


def hosts(address: str, subdomains: str) -> tuple[str, ...]:
    """The servers that an address reaches."""
    netloc = urlsplit(address).netloc
    return tuple(dict.fromkeys(netloc.replace("{s}", each) for each in subdomains)) if "{s}" in netloc else (netloc,)
