"""Ways to the network that tell a list of each request as it leaves: in place of urllib's and of geopy's own."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Callable
from typing import Any

from geodata.outgoing import NO_ANSWER, Outgoing


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
