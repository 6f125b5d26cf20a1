"""The real network: one GET at a time, to the very address that was judged, no redirection followed."""

from __future__ import annotations

import logging
import socket
import urllib.request
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from geodata.errors import SourceError
from geodata.web.answer import Answer, Transport
from geodata.web.guard import Resolver, is_public, local, public_address

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse

_CONNECT, _SILENCE = 8.0, 15.0  # seconds


class _Read:
    """An answer of urllib3, as it came: not unpacked."""

    def __init__(self, response: BaseHTTPResponse) -> None:
        self.status: int = response.status
        self.headers: Mapping[str, str] = response.headers
        self._response = response

    def read(self, most: int) -> bytes:
        return self._response.read1(most, decode_content=False)


def network(resolve: Resolver = socket.getaddrinfo, *, allow_local: Collection[str] = ()) -> Transport:
    """The web, by the proxy of the system where it has one. `allow_local`, for tests: servers (host and port) on this machine."""
    logging.getLogger("urllib3.connectionpool").setLevel(logging.INFO)  # below that it writes whole addresses

    @contextmanager
    def get(url: str, headers: Mapping[str, str]) -> Iterator[Answer]:
        from urllib3 import Timeout
        from urllib3.exceptions import HTTPError, NewConnectionError
        from urllib3.exceptions import TimeoutError as TooSlow

        parts = urlsplit(url)
        with closing(_pool(url, resolve, allow_local=allow_local)) as pool:
            target = url if pool.proxy is not None and parts.scheme == "http" else url[url.index(parts.netloc) + len(parts.netloc) :]
            try:
                response = pool.urlopen(
                    "GET",
                    target,
                    headers={"Host": parts.netloc, **headers},
                    timeout=Timeout(connect=_CONNECT, read=_SILENCE),
                    retries=False,
                    redirect=False,
                    preload_content=False,
                )
                with closing(response):
                    yield _Read(response)
            except HTTPError as error:  # its words hold the whole address
                is_slow = isinstance(error, TooSlow) and not isinstance(error, NewConnectionError)
                raise (TimeoutError if is_slow else OSError)(type(error).__name__) from None

    return get


def _pool(url: str, resolve: Resolver, *, allow_local: Collection[str]) -> Any:
    """Connections to the numeric address that was judged, so that a name cannot mean another one a moment later."""
    from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, ProxyManager

    parts = urlsplit(url)
    host = parts.hostname or ""
    if proxy := _proxy(url):
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


def _proxy(url: str) -> str:
    parts = urlsplit(url)
    if urllib.request.proxy_bypass(parts.hostname or ""):
        return ""
    return urllib.request.getproxies().get(parts.scheme, "")
