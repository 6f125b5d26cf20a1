"""One GET by urllib3: what it answers, and what is raised where nothing comes."""

from __future__ import annotations

import logging
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from geodata.web.answer import Answer

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse, HTTPConnectionPool, PoolManager

_CONNECT = 8.0  # seconds


class _Read:
    """An answer of urllib3."""

    def __init__(self, response: BaseHTTPResponse, *, unpack: bool) -> None:
        self.status: int = response.status
        self.headers: Mapping[str, str] = response.headers
        self._response = response
        self._unpack = unpack

    def read(self, most: int) -> bytes:
        return self._response.read1(most, decode_content=self._unpack)


@contextmanager
def ask(
    pool: HTTPConnectionPool | PoolManager, target: str, headers: Mapping[str, str], *, silence: float, unpack: bool
) -> Iterator[Answer]:
    """The answer to a GET, no redirection followed; `silence`: the seconds without a byte that end it; `unpack`: a packed body.

    Raises:
        TimeoutError: the server is too slow.
        OSError: no answer, or it broke off; without the words of urllib3, which hold the whole address, and a key may be in it.
    """
    from urllib3 import Timeout
    from urllib3.exceptions import HTTPError, NewConnectionError
    from urllib3.exceptions import TimeoutError as TooSlow

    try:
        response = pool.urlopen(
            "GET",
            target,
            headers=headers,
            timeout=Timeout(connect=_CONNECT, read=silence),
            retries=False,
            redirect=False,
            preload_content=False,
        )
        with closing(response):  # one that was read to its end has given its connection back before
            yield _Read(response, unpack=unpack)
    except HTTPError as error:
        is_slow = isinstance(error, TooSlow) and not isinstance(error, NewConnectionError)
        raise (TimeoutError if is_slow else OSError)(type(error).__name__) from None


def keep_addresses_out_of_logs() -> None:
    """Below this level urllib3 writes whole addresses, and keys in them."""
    logging.getLogger("urllib3.connectionpool").setLevel(logging.INFO)


def proxy_of(url: str) -> str:
    """The system's proxy for an address; empty where there is none."""
    parts = urlsplit(url)
    if urllib.request.proxy_bypass(parts.hostname or ""):
        return ""
    return urllib.request.getproxies().get(parts.scheme, "")
