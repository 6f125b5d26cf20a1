"""The real network: one GET at a time, to the very address that was judged, no redirection followed."""

from __future__ import annotations

import socket
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing, contextmanager
from typing import Any
from urllib.parse import urlsplit

from geodata.errors import SourceError
from geodata.web.answer import Answer, Transport
from geodata.web.asking import ask, keep_addresses_out_of_logs, proxy_of
from geodata.web.guard import Resolver, is_public, local, public_address

_SILENCE = 15.0  # seconds


def network(resolve: Resolver = socket.getaddrinfo, *, allow_local: Collection[str] = ()) -> Transport:
    """The web, by the proxy of the system where it has one. `allow_local`, for tests: servers (host and port) on this machine."""
    keep_addresses_out_of_logs()

    @contextmanager
    def get(url: str, headers: Mapping[str, str]) -> Iterator[Answer]:
        parts = urlsplit(url)
        with closing(_pool(url, resolve, allow_local=allow_local)) as pool:
            target = url if pool.proxy is not None and parts.scheme == "http" else url[url.index(parts.netloc) + len(parts.netloc) :]
            with ask(pool, target, {"Host": parts.netloc, **headers}, silence=_SILENCE, unpack=False) as answer:
                yield answer

    return get


def _pool(url: str, resolve: Resolver, *, allow_local: Collection[str]) -> Any:
    """Connections to the numeric address that was judged, so that a name cannot mean another one a moment later."""
    from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, ProxyManager

    parts = urlsplit(url)
    host = parts.hostname or ""
    if proxy := proxy_of(url):
        _judge_for_proxy(url, resolve, allow_local=allow_local)
        return ProxyManager(proxy).connection_from_url(url)
    number = host if parts.netloc in allow_local else public_address(url, resolve)
    if parts.scheme == "https":
        return HTTPSConnectionPool(number, parts.port or 443, server_hostname=host, assert_hostname=host)
    return HTTPConnectionPool(number, parts.port or 80)


def _judge_for_proxy(url: str, resolve: Resolver, *, allow_local: Collection[str]) -> None:
    """A proxy looks names up itself: judged is what they mean here, where they are known here at all."""
    host = urlsplit(url).hostname or ""
    if urlsplit(url).netloc in allow_local:
        return
    if host == "localhost" or host.endswith((".localhost", ".local", ".internal")):
        raise local(host)
    try:
        public_address(url, resolve)
    except SourceError:
        if host.replace(".", "").isdigit() or (":" in host and not is_public(host)):
            raise local(host) from None
