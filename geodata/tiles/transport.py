"""The way to a server of tiles: connections kept open, two a host, no redirection followed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

from geodata.web.answer import Answer, Transport
from geodata.web.asking import ask, keep_addresses_out_of_logs, proxy_of

if TYPE_CHECKING:
    from urllib3 import PoolManager

CONNECTIONS = 2  # a host at one time, as OpenStreetMap asks
_SILENCE = 10.0  # seconds


def network() -> Transport:
    """The real network, by the proxies of the system where it has some."""
    keep_addresses_out_of_logs()
    pool = cache(_pool)

    @contextmanager
    def get(url: str, headers: Mapping[str, str]) -> Iterator[Answer]:
        with ask(pool(proxy_of(url)), url, headers, silence=_SILENCE, unpack=True) as answer:
            yield answer

    return get


def _pool(proxy: str) -> PoolManager:
    from urllib3 import PoolManager, ProxyManager

    return ProxyManager(proxy, maxsize=CONNECTIONS, block=True) if proxy else PoolManager(maxsize=CONNECTIONS, block=True)
