"""Tiles of a server that the user allowed: the cache first, then the network, with pauses where the server does not do well."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from geodata.errors import ContentError, GeodataError, RateLimited
from geodata.outgoing import Outgoing
from geodata.resources import user_agent
from geodata.tiles.address import filled
from geodata.tiles.cache import Kept, TileCache
from geodata.tiles.fetch import fetch
from geodata.tiles.services import TileService
from geodata.tiles.source import Facts, Tile
from geodata.web.answer import Course, Transport

_LONGEST_PAUSE = 300.0  # seconds
_LONGEST_WAIT = 3600.0  # seconds, where the server says how long
_AGAIN = 60.0  # seconds until a tile that failed is asked for again
_DOUBTFUL = 4  # tiles in a row that a server lacks, before it has given any
_REMEMBERED = 2000
_PICTURES = {"Accept": "image/*", "Accept-Encoding": "identity"}


class OnlineTiles:
    """One server for one sitting. `told` gets one sentence and the seconds until it is asked again, from the thread that asked."""

    def __init__(
        self,
        service: TileService,
        cache: TileCache,
        transport: Transport,
        log: Outgoing,
        *,
        key: str = "",
        told: Callable[[str, float], None] = lambda _sentence, _wait: None,
    ) -> None:
        self._service, self._cache, self._transport, self._log, self._key, self._told = service, cache, transport, log, key, told
        self._lock = threading.Lock()
        self._is_open = True
        self._failures = 0
        self._lacking: int | None = 0  # tiles that the server had none of; None once it gave one
        self._asked_after = 0.0
        self._failed: dict[Tile, float] = {}  # until when each is not asked for

    @property
    def facts(self) -> Facts:
        """What is told about it."""
        return self._service.facts

    def tile(self, tile: Tile) -> bytes | None:
        """The picture, from the cache where it is still good, empty where the server has none; None where it cannot be had now."""
        kept = self._cache.kept(self._service.id, tile)
        if kept is None or kept.good_until <= time.time():
            kept = self._asked(tile, kept)
        return kept.content if kept else None

    def close(self) -> None:
        """No request leaves any more."""
        self._is_open = False

    def _asked(self, tile: Tile, kept: Kept | None) -> Kept | None:
        now = time.monotonic()
        if not self._is_open or now < max(self._asked_after, self._failed.get(tile, 0.0)):
            return kept
        url = filled(self._service.address, tile, key=self._key, subdomains=self._service.subdomains, sharp=self._service.is_sharp)
        number = self._log.left(url, f"Map tile of {self.facts.name}", secrets=(self._key,))
        course = Course()
        try:
            fresh = fetch(url, {"User-Agent": user_agent(), **_PICTURES}, kept, self._transport, course)
        except GeodataError as error:
            self._pause(tile, error)
            return kept
        finally:
            self._log.came(number, course.status, course.received)
        if fresh.good_until > 0:
            self._cache.keep(self._service.id, tile, fresh)
        self._go_on(has_content=bool(fresh.content))
        return fresh

    def _go_on(self, *, has_content: bool) -> None:
        with self._lock:
            self._failures = 0
            self._lacking = None if has_content or self._lacking is None else self._lacking + 1
            is_doubtful = self._lacking == _DOUBTFUL
        if is_doubtful:
            self._told(f"{self._service.hosts[0]} has no tiles for this part of the map; its address may be wrong.", 0.0)

    def _pause(self, tile: Tile, error: GeodataError) -> None:
        """Ask nothing for a while, twice as long after each failure in a row."""
        now = time.monotonic()
        with self._lock:
            self._failed[tile] = now + (_LONGEST_PAUSE if isinstance(error, ContentError) else _AGAIN)
            if len(self._failed) > _REMEMBERED:
                self._failed.pop(next(iter(self._failed)))
            if now < self._asked_after:  # another thread failed a moment ago
                return
            self._failures += 1
            pause = min(2.0**self._failures, _LONGEST_PAUSE)
            if isinstance(error, RateLimited):
                pause = min(max(pause, error.retry_after), _LONGEST_WAIT)
            self._asked_after = now + pause
        self._told(str(error), pause)
