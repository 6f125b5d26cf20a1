"""Every request that left this machine in this sitting: when, to whom, what for. What is secret in an address is never kept."""

from __future__ import annotations

import re
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
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
    return HIDDEN if _SECRET_NAME.search(name) or _TOKEN.fullmatch(value) else value


def recording_opener(log: Outgoing, why: str) -> Callable[..., Any]:
    """As urllib.request.urlopen, with every request told to `log`, those of a redirection too."""
    recorder = _Recorder(log, why)
    opener = urllib.request.build_opener(recorder)

    def open_address(request: urllib.request.Request, *, timeout: float) -> Any:
        try:
            return opener.open(request, timeout=timeout)
        except OSError as error:
            if not isinstance(error, urllib.error.HTTPError):
                log.came(recorder.latest, NO_ANSWER)
            raise

    return open_address


class _Recorder(urllib.request.BaseHandler):
    """Sees each request as it leaves, and its answer before anything is made of it."""

    handler_order = 900  # before those that raise errors or follow redirections

    def __init__(self, log: Outgoing, why: str) -> None:
        self._log, self._why = log, why
        self.latest = 0

    def http_request(self, request: urllib.request.Request) -> urllib.request.Request:
        self.latest = self._log.left(request.full_url, self._why)
        return request

    def http_response(self, request: urllib.request.Request, response: Any) -> Any:
        del request
        length = response.headers.get("Content-Length", "")
        self._log.came(self.latest, str(response.status), int(length) if length.isdigit() else 0)
        return response

    https_request, https_response = http_request, http_response


def recording_adapter(log: Outgoing, why: str) -> Callable[..., Any]:
    """Makes geopy's adapter of `requests`, with every request told to `log`."""

    def make(**settings: Any) -> Any:
        from geopy.adapters import RequestsAdapter

        adapter = RequestsAdapter(**settings, max_retries=0)  # no request behind the log's back
        for transport in adapter.session.adapters.values():
            transport.send = _recorded(transport.send, log, why)
        return adapter

    return make


def _recorded(send: Callable[..., Any], log: Outgoing, why: str) -> Callable[..., Any]:
    def recorded(request: Any, **settings: Any) -> Any:
        number = log.left(request.url, why)
        try:
            response = send(request, **settings)
        except Exception:
            log.came(number, NO_ANSWER)
            raise
        log.came(number, str(response.status_code), len(response.content))
        return response

    return recorded
