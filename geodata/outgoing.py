"""Every request that left this machine in this sitting: when, to whom, what for. What is secret in an address is never kept."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from urllib.parse import parse_qsl, quote, urlsplit

KEPT = 20_000  # requests; of earlier ones only the number is known
HIDDEN = "…"
NO_ANSWER = "no answer"
_SECRET_NAME = re.compile(r"key|token|secret|pass|auth|sig|user|cred|session|jwt|code|(^|_)id$", re.IGNORECASE)
_TOKEN = re.compile(r"(?=[^/]*\d)(?=[^/]*[a-z])[\w.~-]{20,}", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request. `status` is in words or a number of HTTP; empty while the answer is awaited."""

    number: int
    at: datetime
    host: str
    path: str  # with its query, without what is secret
    why: str
    status: str = ""
    received: int = 0  # bytes of the answer's body


class Outgoing:
    """The list of requests, of any thread. `changed` is called after each change, in the thread that made it."""

    def __init__(self) -> None:
        self.changed: Callable[[], None] = lambda: None
        self._lock = threading.Lock()
        self._requests: dict[int, Request] = {}
        self._count = 0

    def left(self, url: str, why: str, *, secrets: Iterable[str] = ()) -> int:
        """A request leaves now; returns its number."""
        host, path = split_address(url, secrets)
        with self._lock:
            self._count += 1
            number = self._count
            self._requests[number] = Request(number=number, at=datetime.now(UTC), host=host, path=path, why=why)
            self._requests.pop(number - KEPT, None)
        self.changed()
        return number

    def came(self, number: int, status: str, received: int = 0) -> None:
        """What became of a request; the last word counts."""
        with self._lock:
            if (known := self._requests.get(number)) is not None:
                self._requests[number] = replace(known, status=status, received=received)
        self.changed()

    @property
    def count(self) -> int:
        """How many left in all."""
        return self._count

    def requests(self) -> tuple[Request, ...]:
        """The latest KEPT, in the order in which they left."""
        with self._lock:
            return tuple(self._requests.values())


def split_address(url: str, secrets: Iterable[str] = ()) -> tuple[str, str]:
    """Host (with the port where it is told) and path of an address, without `secrets` and what looks like one: keys, tokens, users."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    path = "/".join(_TOKEN.sub(HIDDEN, part) for part in parts.path.split("/")) or "/"
    query = "&".join(f"{name}={_shown(name, value)}" for name, value in parse_qsl(parts.query, keep_blank_values=True))
    whole = f"{path}?{query}" if query else path
    for secret in filter(None, secrets):
        whole = whole.replace(quote(secret, safe=""), HIDDEN).replace(secret, HIDDEN)
    return host, whole


def _shown(name: str, value: str) -> str:
    return HIDDEN if value and (_SECRET_NAME.search(name) or _TOKEN.fullmatch(value)) else value
