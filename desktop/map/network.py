"""What may leave this machine: nothing. Requests that are not for our own page are blocked and remembered."""

from __future__ import annotations

from PySide6.QtCore import QObject, QUrl
from PySide6.QtWebEngineCore import QWebEngineUrlRequestInfo, QWebEngineUrlRequestInterceptor

ALLOWED = frozenset({"app", "data", "blob", "qrc"})
REMEMBERED = 100


class Guard(QWebEngineUrlRequestInterceptor):
    """Blocks every request that would reach the network."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.blocked: list[QUrl] = []

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        """Qt asks about one request."""
        url = info.requestUrl()
        if url.scheme() not in ALLOWED:
            info.block(True)  # noqa: FBT003 - Qt's
            self.blocked = [*self.blocked, url][-REMEMBERED:]
