"""A server on this machine, for one test."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

import pytest

Server = TypeVar("Server", bound=http.server.HTTPServer)


@contextmanager
def serving(server: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """The server, answering until the end; no proxy stands between."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


class QuietHandler(http.server.BaseHTTPRequestHandler):
    """Keeps connections open, writes no log."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def send(self, status: int, content: bytes) -> None:
        """A whole answer."""
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
