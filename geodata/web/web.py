"""Asking the web for one thing: robots.txt first, redirections judged one by one, pauses kept, every request told to the list."""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from geodata.errors import ContentError, GeodataError, RateLimited, SourceError
from geodata.outgoing import Outgoing
from geodata.resources import user_agent
from geodata.web.answer import Answer, Course, Transport, header
from geodata.web.guard import checked, origin

if TYPE_CHECKING:
    from protego import Protego

DEADLINE = 30.0  # seconds for one answer
MOST_BYTES = 20 * 1024 * 1024
_MOST_ROBOTS = 512 * 1024
_HOPS = 5  # redirections
_PIECE = 64 * 1024
_BETWEEN = 1.0  # seconds between two requests to a server
_LONGEST_BETWEEN = 30.0  # where its robots.txt asks for more
_WAIT, _LONGEST_WAIT = 60.0, 24 * 3600.0  # seconds, where a server asks to wait
_ME = "Dateline"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What an address gave. `content` is None where the server says that it is as it was."""

    address: str  # after redirections
    content: bytes | None
    media_type: str
    charset: str
    etag: str
    modified: str
    retrieved: datetime


class Web:
    """The web for one sitting, used from one thread at a time. `sleep` takes the place of time.sleep in tests."""

    def __init__(
        self,
        transport: Transport,
        log: Outgoing,
        *,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._transport, self._log, self._sleep, self._clock = transport, log, sleep, clock
        self._robots: dict[str, Protego] = {}
        self._asked: dict[str, float] = {}  # when each server was last asked
        self._until: dict[str, float] = {}  # until when each is left alone
        self._failures: dict[str, int] = {}

    def get(self, url: str, why: str, *, accept: str, most: int = MOST_BYTES, etag: str = "", modified: str = "") -> Fetched:
        """What is at `url`. With `etag` or `modified` the server is asked to send it only where it has changed.

        Raises:
            SourceError: a server cannot be reached or refuses; RateLimited where it asks to wait, also before that time is over.
            ContentError: it is no address, a local one, one that robots.txt closes, or the answer is too large.
        """
        conditions = {name: value for name, value in (("If-None-Match", etag), ("If-Modified-Since", modified)) if value}
        for _ in range(_HOPS + 1):
            url = checked(url)
            self._check_robots(url)
            found = self._once(url, why, {"Accept": accept, **conditions}, most)
            if isinstance(found, Fetched):
                return found
            url = found
        raise SourceError(f"{urlsplit(url).netloc} sends from one address to the next without end.")

    def _check_robots(self, url: str) -> None:
        home = origin(url)
        if home not in self._robots:
            self._robots[home] = self._read_robots(home)
        if not self._robots[home].can_fetch(url, _ME):
            raise ContentError(f"{urlsplit(url).netloc} does not want this page to be read by programs (robots.txt).")

    def _read_robots(self, home: str) -> Protego:
        """As RFC 9309 has it: where there is none all may be asked; where it cannot be had nothing may, so the error goes on."""
        from protego import Protego

        address = f"{home}/robots.txt"
        with suppress(_RefusedError):
            for _ in range(_HOPS + 1):
                found = self._once(address, "Rules of the server (robots.txt)", {"Accept": "text/plain"}, _MOST_ROBOTS)
                if isinstance(found, Fetched):
                    return Protego.parse((found.content or b"").decode("utf-8", "replace"))
                address = checked(found)
        return Protego.parse("")

    def _once(self, url: str, why: str, headers: Mapping[str, str], most: int) -> Fetched | str:
        """The answer of one request, or the address that it sends to."""
        host = urlsplit(url).netloc
        self._wait(url, host)
        number, course = self._log.left(url, why), Course(began=self._clock())
        try:
            with self._transport(url, {"User-Agent": user_agent(), "Accept-Encoding": "identity", **headers}) as answer:
                course.status = str(answer.status)
                found = self._understood(answer, url, host, most, course)
        except GeodataError:
            if not course.status.isdigit():
                course.status = "refused here, not sent"
            raise
        except TimeoutError as error:
            course.status = "timed out" if not course.status.isdigit() else f"{course.status}, timed out"
            raise self._failed(host, f"{host} does not answer in time.") from error
        except OSError as error:
            course.status = f"{course.status}, broke off" if course.status.isdigit() else course.status
            raise self._failed(host, f"{host} cannot be reached.") from error
        finally:
            self._log.came(number, course.status, course.received)
            self._asked[host] = self._clock()
        self._failures.pop(host, None)
        return found

    def _wait(self, url: str, host: str) -> None:
        left = self._until.get(host, 0.0) - self._clock()
        if left > 0:
            raise RateLimited(f"{host} is left alone for {_in_words(left)} more: it asked to wait, or failed.", retry_after=left)
        robots = self._robots.get(origin(url))
        delay = robots.crawl_delay(_ME) if robots is not None else None
        between = min(max(delay or 0.0, _BETWEEN), _LONGEST_BETWEEN)
        soon = self._asked.get(host, -between) + between - self._clock()
        if soon > 0:
            self._sleep(soon)

    def _understood(self, answer: Answer, url: str, host: str, most: int, course: Course) -> Fetched | str:
        status, headers = answer.status, answer.headers
        if status in (301, 302, 303, 307, 308):
            return urljoin(url, header(headers, "Location"))
        if status in (429, 503):
            wait = min(_seconds(header(headers, "Retry-After")), _LONGEST_WAIT)
            self._until[host] = self._clock() + wait
            raise RateLimited(f"{host} asks to wait {_in_words(wait)} (HTTP status {status}).", retry_after=wait)
        if status >= 500:
            raise self._failed(host, f"{host} does not answer as it should (HTTP status {status}).")
        if status in (404, 410):
            raise _RefusedError(f"{host} has no such page (HTTP status {status}).")
        if status not in (200, 304):
            raise _RefusedError(f"{host} refuses to give it (HTTP status {status}).")
        kind, _, more = header(headers, "Content-Type").partition(";")
        return Fetched(
            address=url,
            content=None if status == 304 else self._content(answer, host, most, course),
            media_type=kind.strip().lower(),
            charset=more.partition("charset=")[2].strip("\"' ").lower()[:40],
            etag=header(headers, "ETag")[:300],
            modified=header(headers, "Last-Modified")[:300],
            retrieved=datetime.now(UTC),
        )

    def _content(self, answer: Answer, host: str, most: int, course: Course) -> bytes:
        packing = header(answer.headers, "Content-Encoding").lower().strip()
        if packing not in ("", "identity", "gzip", "deflate"):
            raise ContentError(f"{host} packs its answer in a way that cannot be read ({packing[:20]}).")
        too_large = ContentError(f"{host} answers with more than {most / 2**20:g} MB.")
        told = header(answer.headers, "Content-Length")
        if told.isdigit() and int(told) > most:
            raise too_large
        unpacker = zlib.decompressobj(zlib.MAX_WBITS | 32) if packing in ("gzip", "deflate") else None
        content = bytearray()
        while piece := answer.read(_PIECE):
            course.received += len(piece)
            try:
                content += unpacker.decompress(piece, most + 1 - len(content)) if unpacker else piece
            except zlib.error as error:
                raise ContentError(f"{host} answers with something damaged.") from error
            if len(content) > most:
                raise too_large
            if self._clock() - course.began > DEADLINE:
                raise TimeoutError
        return bytes(content)

    def _failed(self, host: str, sentence: str) -> SourceError:
        """Leave the server alone for a while, twice as long after each failure in a row."""
        self._failures[host] = self._failures.get(host, 0) + 1
        self._until[host] = self._clock() + min(5.0 * 2.0 ** self._failures[host], 3600.0)
        return SourceError(sentence)


class _RefusedError(SourceError):
    """The server is well and says no."""


def _seconds(told: str) -> float:
    """Retry-After: seconds, or a date."""
    if told.strip().isdigit():
        return float(told)
    with suppress(ValueError, TypeError, OverflowError):
        return max((parsedate_to_datetime(told) - datetime.now(UTC)).total_seconds(), 1.0)
    return _WAIT


def _in_words(seconds: float) -> str:
    if seconds < 90:
        return f"{max(round(seconds), 1)} seconds"
    return f"{round(seconds / 60)} minutes" if seconds < 5400 else f"{round(seconds / 3600)} hours"
