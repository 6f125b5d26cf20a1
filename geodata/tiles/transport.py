"""The way to a server of tiles: connections kept open, two a host, no redirection followed."""

from __future__ import annotations

import logging
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from geodata.web.answer import Answer, Transport

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse, PoolManager

CONNECTIONS = 2  # a host at one time, as OpenStreetMap asks
_CONNECT, _SILENCE = 8.0, 10.0  # seconds


class _Read:
    """An answer of urllib3."""

    def __init__(self, response: BaseHTTPResponse) -> None:
        self.status: int = response.status
        self.headers: Mapping[str, str] = response.headers
        self._response = response

    def read(self, most: int) -> bytes:
        return self._response.read1(most)


def network() -> Transport:
    """The real network, by the proxies of the system where it has some."""
    logging.getLogger("urllib3.connectionpool").setLevel(logging.INFO)  # below that it writes whole addresses, and keys in them
    pool = cache(_pool)

    @contextmanager
    def get(url: str, headers: Mapping[str, str]) -> Iterator[Answer]:
        from urllib3 import Timeout
        from urllib3.exceptions import HTTPError, NewConnectionError
        from urllib3.exceptions import TimeoutError as TooSlow

        try:
            response = pool(_proxy(url)).request(
                "GET",
                url,
                headers=headers,
                timeout=Timeout(connect=_CONNECT, read=_SILENCE),
                retries=False,
                redirect=False,
                preload_content=False,
            )
            with closing(response):  # one that was read to its end has given its connection back before
                yield _Read(response)
        except HTTPError as error:  # its words hold the whole address, and a key may be in it
            is_slow = isinstance(error, TooSlow) and not isinstance(error, NewConnectionError)
            raise (TimeoutError if is_slow else OSError)(type(error).__name__) from None

    return get


def _pool(proxy: str) -> PoolManager:
    from urllib3 import PoolManager, ProxyManager

    return ProxyManager(proxy, maxsize=CONNECTIONS, block=True) if proxy else PoolManager(maxsize=CONNECTIONS, block=True)


def _proxy(url: str) -> str:
    parts = urlsplit(url)
    if urllib.request.proxy_bypass(parts.hostname or ""):
        return ""
    return urllib.request.getproxies().get(parts.scheme, "")
