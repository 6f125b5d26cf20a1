"""One tile asked of a server. Nothing that it answers is trusted: not the kind, not the length, not where it sends."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin, urlsplit

from geodata.errors import ContentError, GeodataError, RateLimited, SourceError
from geodata.tiles.cache import Kept
from geodata.tiles.picture import MOST_BYTES, is_tile, size
from geodata.web.answer import Answer, Course, Transport, header

DEADLINE = 20.0  # seconds for the whole answer
WEEK = 7 * 24 * 3600.0  # how long a tile is good where the server does not say, as OpenStreetMap asks
_LONGEST = 365 * 24 * 3600.0
_NONE_FOR = 24 * 3600.0  # seconds until a tile that a server lacks is asked for again
_PIECE = 32 * 1024
_WAIT = 60.0  # seconds, where a server asks to wait and does not say how long


def fetch(url: str, headers: Mapping[str, str], kept: Kept | None, transport: Transport, course: Course) -> Kept:
    """The tile at `url`; where the server says that `kept` is still good, that one with its new date.

    Raises:
        SourceError: the server cannot be reached, refuses, or sends elsewhere; RateLimited where it asks to wait.
        ContentError: it answers with something that is no tile.
    """
    host = urlsplit(url).netloc
    course.began = time.monotonic()
    conditions = {"If-None-Match": kept.etag, "If-Modified-Since": kept.modified} if kept and kept.content else {}
    try:
        with transport(url, {**headers, **{name: value for name, value in conditions.items() if value}}) as answer:
            course.status = str(answer.status)
            return _understood(answer, host, url, kept, course)
    except TimeoutError as error:
        course.status = "timed out"
        raise SourceError(f"{host} does not answer in time.") from error
    except OSError as error:
        if course.status.isdigit():
            course.status += ", broke off"
        raise SourceError(f"{host} cannot be reached.") from error


def _understood(answer: Answer, host: str, url: str, kept: Kept | None, course: Course) -> Kept:
    status = answer.status
    if status == 304 and kept is not None:
        return Kept(content=kept.content, good_until=_good_until(answer.headers), etag=kept.etag, modified=kept.modified)
    if status in (204, 404, 410):
        return Kept(content=b"", good_until=time.time() + _NONE_FOR)
    if status != 200:
        raise _refusal(answer, host, url)
    content = _content(answer, host, course)
    if not content:
        return Kept(content=b"", good_until=time.time() + _NONE_FOR)
    if not is_tile(content):
        width, height = size(content) or (0, 0)
        wrong = "is not square, as tiles are" if width != height else "is too large or damaged"
        raise ContentError(f"{host} answers with a picture that {wrong}.")
    etag, modified = (header(answer.headers, name)[:300] for name in ("ETag", "Last-Modified"))
    return Kept(content=content, good_until=_good_until(answer.headers), etag=etag, modified=modified)


def _content(answer: Answer, host: str, course: Course) -> bytes:
    """The body, as long as it looks like a picture of bearable size and keeps coming."""
    told = header(answer.headers, "Content-Length")
    too_large = ContentError(f"{host} answers with more than {MOST_BYTES // 1_000_000} MB for one tile.")
    if told.isdigit() and int(told) > MOST_BYTES:
        raise too_large
    content = bytearray()
    while piece := answer.read(_PIECE):
        content += piece
        course.received = len(content)
        if len(content) > MOST_BYTES:
            raise too_large
        if len(content) >= 64 and not _looks_like_picture(content):
            break
        if time.monotonic() - course.began > DEADLINE:
            raise TimeoutError
    if content and not _looks_like_picture(content):
        kind = header(answer.headers, "Content-Type").partition(";")[0].strip().lower()
        what = {"text/html": "a web page", "": "something"}.get(kind, "something else" if kind.startswith("image/") else kind[:40])
        raise ContentError(f"{host} answers with {what} where a picture belongs.")
    return bytes(content)


def _looks_like_picture(content: bytes | bytearray) -> bool:
    return content.startswith(b"\xff\xd8") or size(bytes(content[:64])) is not None


def _refusal(answer: Answer, host: str, url: str) -> GeodataError:
    status = answer.status
    if 300 <= status < 400:
        target = ""
        with contextlib.suppress(ValueError):
            target = urlsplit(urljoin(url, header(answer.headers, "Location"))).netloc[:100]
        return SourceError(f"{host} sends to another address{f' at {target}' if target else ''}, which you did not allow.")
    if status in (429, 503):
        wait = header(answer.headers, "Retry-After")
        return RateLimited(f"{host} asks to wait before more tiles are fetched.", retry_after=float(wait) if wait.isdigit() else _WAIT)
    if status in (401, 402, 403, 418, 451):
        return SourceError(f"{host} refuses to give tiles (HTTP status {status}): it may want a key, or another one.")
    return SourceError(f"{host} does not answer as it should (HTTP status {status}).")


def _good_until(headers: Mapping[str, str]) -> float:
    """When the tile must be asked for again, by the server's word; `no-store` is in the past."""
    now = time.time()
    directives = [word.strip().lower() for word in header(headers, "Cache-Control").split(",")]
    if "no-store" in directives:
        return 0.0
    if "no-cache" in directives:
        return now
    ages = [word.partition("=")[2] for word in directives if word.startswith("max-age=")]
    if ages and ages[0].isdigit():
        age = header(headers, "Age")
        return now + min(float(ages[0]) - (float(age) if age.isdigit() else 0.0), _LONGEST)
    with contextlib.suppress(ValueError, TypeError, OverflowError):
        return min(parsedate_to_datetime(header(headers, "Expires")).timestamp(), now + _LONGEST)
    return now + WEEK
