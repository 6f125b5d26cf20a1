"""The scheme app:// that the page and all it loads come from: a table of what may be served, nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QUrl
from PySide6.QtWebEngineCore import QWebEngineUrlRequestJob, QWebEngineUrlScheme, QWebEngineUrlSchemeHandler

from geodata.resources import asset
from geodata.webmap import ORIGIN, SCRIPTS

SCHEME = b"app"
BASEMAP = ("land-50m", "coast-50m", "borders-50m", "land-10m", "coast-10m", "borders-10m", "regions", "lakes", "rivers")
PAGE = QUrl(f"{ORIGIN}/index.html")

_BINARY, _JSON, _SCRIPT, _STYLE = b"application/octet-stream", b"application/json", b"text/javascript", b"text/css"
Source = Path | Callable[[], bytes]


def register() -> None:
    """Make app:// known to the web engine; must run before the QApplication is made, and may run again."""
    if QWebEngineUrlScheme.schemeByName(SCHEME).name() == SCHEME:
        return
    scheme = QWebEngineUrlScheme(SCHEME)
    scheme.setSyntax(QWebEngineUrlScheme.Syntax.Host)
    flags = QWebEngineUrlScheme.Flag
    scheme.setFlags(flags.SecureScheme | flags.CorsEnabled | flags.FetchApiAllowed)
    QWebEngineUrlScheme.registerScheme(scheme)


def shipped() -> dict[str, tuple[bytes, Source]]:
    """Content type and source of each address that is a file of ours."""
    vendor = asset("vendor", "leaflet")
    leaflet = vendor if vendor.is_dir() else asset("node_modules", "leaflet", "dist")  # the latter in a checkout
    return {
        "/vendor/leaflet.js": (_SCRIPT, leaflet / "leaflet.js"),
        "/vendor/leaflet.css": (_STYLE, leaflet / "leaflet.css"),
        "/map/page.css": (_STYLE, asset("map", "page.css")),
        **{f"/map/{name}.js": (_SCRIPT, asset("map", f"{name}.js")) for name in SCRIPTS},
        **{f"/basemap/{name}.bin": (_BINARY, asset("basemap", f"{name}.bin")) for name in BASEMAP},
        "/basemap/labels.json": (_JSON, asset("basemap", "labels.json")),
    }


class SchemeHandler(QWebEngineUrlSchemeHandler):
    """Answers GET for the addresses of its table; everything else is not found."""

    def __init__(self) -> None:
        super().__init__()
        self._table = shipped()

    def serve(self, path: str, content: Callable[[], bytes], *, kind: bytes = _BINARY) -> None:
        """Answer `path` with what `content` returns at that moment."""
        self._table[path] = (kind, content)

    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:
        """Qt asks for one address."""
        url = job.requestUrl()
        found = self._table.get(url.path()) if url.host() == PAGE.host() else None
        if job.requestMethod().data() != b"GET":
            job.fail(QWebEngineUrlRequestJob.Error.RequestDenied)
        elif found is None:
            job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)
        else:
            kind, source = found
            _reply(job, kind, source.read_bytes() if isinstance(source, Path) else source())


def _reply(job: QWebEngineUrlRequestJob, kind: bytes, content: bytes) -> None:
    buffer = QBuffer(job)  # lives as long as the job
    buffer.setData(QByteArray(content))
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    job.reply(QByteArray(kind), buffer)
