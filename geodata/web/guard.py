"""Which addresses may be asked: those of the public internet, by http and https. A name is looked up, and what it stands for is judged."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from typing import Any
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

from geodata.errors import ContentError, SourceError

LONGEST = 2000  # characters of an address
_PORTS = {"http": 80, "https": 443}
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")  # an IPv4 address in its last four bytes
Resolver = Callable[..., list[Any]]
"""As socket.getaddrinfo."""


def checked(url: str) -> str:
    """The address without what is no part of it, such as a fragment, and with its characters encoded.

    Raises:
        ContentError: it is none of the web, or holds a user name.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise ContentError(f"“{url[:80]}” is no address.") from error
    if parts.scheme.lower() not in _PORTS or not host or len(url) > LONGEST or any(c.isspace() for c in url.strip()):
        raise ContentError(f"“{url[:80]}” is no address of the web, such as https://news.example/story.")
    if parts.username or parts.password:
        raise ContentError("The address holds a user name or a password; leave them out.")
    name = f"[{host}]" if ":" in host else _ascii(host)
    netloc = name if port in (None, _PORTS[parts.scheme.lower()]) else f"{name}:{port}"
    return urlunsplit(SplitResult(parts.scheme.lower(), netloc, _encoded(parts.path) or "/", _encoded(parts.query), ""))


def origin(url: str) -> str:
    """Scheme, host and port of a checked address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def public_address(url: str, resolve: Resolver = socket.getaddrinfo) -> str:
    """The numeric address to connect to. All that the name stands for must be public: a server may not send us behind our own walls.

    Raises:
        ContentError: it is an address of this machine or of a private network.
        SourceError: the name is not known.
    """
    parts = urlsplit(url)
    host = parts.hostname or ""
    try:
        found = resolve(host, parts.port or _PORTS[parts.scheme], type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise SourceError(f"{host} is not known on the network.") from error
    numbers = [str(entry[4][0]) for entry in found]
    if not numbers:
        raise SourceError(f"{host} is not known on the network.")
    if not all(is_public(number) for number in numbers):
        raise local(host)
    return numbers[0]


def local(host: str) -> ContentError:
    """What is told of a host behind our own walls."""
    return ContentError(f"{host[:100]} is an address of this machine or of a private network, which is never asked.")


def is_public(number: str) -> bool:
    """True for a numeric address that anyone on the internet can reach."""
    try:
        address = ipaddress.ip_address(number.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        within = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if address in _TRANSLATED:
            within = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if within is not None:
            address = within
    return address.is_global and not address.is_multicast


def _ascii(host: str) -> str:
    try:
        return host.encode("ascii").decode() if host.isascii() else host.encode("idna").decode()
    except UnicodeError as error:
        raise ContentError(f"“{host[:80]}” is no name of a server.") from error


def _encoded(words: str) -> str:
    return quote(words, safe="/%:=&?~#+!$,;'@()*[]|-._")
