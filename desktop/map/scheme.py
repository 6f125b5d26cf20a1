"""The scheme app:// that the page and all it loads come from: a table of what may be served, nothing else."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QUrl
from PySide6.QtWebEngineCore import QWebEngineUrlRequestJob, QWebEngineUrlScheme, QWebEngineUrlSchemeHandler
from shiboken6 import isValid

from geodata.resources import asset
from geodata.webmap import ORIGIN, SCRIPTS, leaflet

SCHEME = b"app"
BASEMAP = ("land-50m", "coast-50m", "borders-50m", "land-10m", "coast-10m", "borders-10m", "regions", "lakes", "rivers", "disputed")
PAGE = QUrl(f"{ORIGIN}/index.html")

_BINARY, _JSON, _SCRIPT, _STYLE = b"application/octet-stream", b"application/json", b"text/javascript", b"text/css"
Source = Path | Callable[[], bytes]


def register() -> None:
    """Make app:// known to the web engine; must run before the QApplication is made, and may run again.

    As root the engine goes without its sandbox, with which Chromium refuses to start there.
    """
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")
    if QWebEngineUrlScheme.schemeByName(SCHEME).name() == SCHEME:
        return
    scheme = QWebEngineUrlScheme(SCHEME)
    scheme.setSyntax(QWebEngineUrlScheme.Syntax.Host)
    flags = QWebEngineUrlScheme.Flag
    scheme.setFlags(flags.SecureScheme | flags.CorsEnabled | flags.FetchApiAllowed)
    QWebEngineUrlScheme.registerScheme(scheme)


def shipped() -> dict[str, tuple[bytes, Source]]:
    """Content type and source of each address that is a file of ours."""
    library = leaflet()
    return {
        "/vendor/leaflet.js": (_SCRIPT, library / "leaflet.js"),
        "/vendor/leaflet.css": (_STYLE, library / "leaflet.css"),
        "/map/page.css": (_STYLE, asset("map", "page.css")),
        **{f"/map/{name}.js": (_SCRIPT, asset("map", f"{name}.js")) for name in SCRIPTS},
        **{f"/basemap/{name}.bin": (_BINARY, asset("basemap", f"{name}.bin")) for name in BASEMAP},
        "/map/waters.json": (_JSON, asset("map", "waters.json")),
        "/basemap/disputed.json": (_JSON, asset("basemap", "disputed.json")),
        "/basemap/labels.json": (_JSON, asset("basemap", "labels.json")),
    }


class Reply:
    """An answer that is still to come. The page may give it up at any time, and its job is gone then."""

    def __init__(self, job: QWebEngineUrlRequestJob, kind: bytes) -> None:
        self._job, self._kind = job, kind

    @property
    def is_awaited(self) -> bool:
        """True as long as the page waits; in other threads than the window's it may be so no longer."""
        return isValid(self._job)

    def send(self, content: bytes) -> None:
        """Answer, in the thread of the window; nothing happens where nobody waits any more."""
        if self.is_awaited:
            _reply(self._job, self._kind, content)


class SchemeHandler(QWebEngineUrlSchemeHandler):
    """Answers GET for the addresses of its table and those below its prefixes; everything else is not found."""

    def __init__(self) -> None:
        super().__init__()
        self._table = shipped()
        self._prefixes: dict[str, tuple[bytes, Callable[[str, Reply], None]]] = {}

    def serve(self, path: str, content: Callable[[], bytes], *, kind: bytes = _BINARY) -> None:
        """Answer `path` with what `content` returns at that moment."""
        self._table[path] = (kind, content)

    def serve_later(self, prefix: str, ask: Callable[[str, Reply], None], *, kind: bytes = _BINARY) -> None:
        """Hand `ask` the rest of each address below `prefix`, with the reply that it sends now or later, once."""
        self._prefixes[prefix] = (kind, ask)

    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:
        """Qt asks for one address."""
        url = job.requestUrl()
        path = url.path() if url.host() == PAGE.host() else ""
        prefix = next((each for each in self._prefixes if path.startswith(each)), None)
        if job.requestMethod().data() != b"GET":
            job.fail(QWebEngineUrlRequestJob.Error.RequestDenied)
        elif path in self._table:
            kind, source = self._table[path]
            _reply(job, kind, source.read_bytes() if isinstance(source, Path) else source())
        elif prefix is not None:
            kind, ask = self._prefixes[prefix]
            ask(path.removeprefix(prefix), Reply(job, kind))
        else:
            job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)


def _reply(job: QWebEngineUrlRequestJob, kind: bytes, content: bytes) -> None:
    buffer = QBuffer(job)  # lives as long as the job
    buffer.setData(QByteArray(content))
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    job.reply(QByteArray(kind), buffer)
