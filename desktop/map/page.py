"""The web engine's page: it stays where it is, opens nothing, downloads nothing, and its errors are logged."""

from __future__ import annotations

import logging

from PySide6.QtCore import QFile, QIODevice, QObject, QUrl
from PySide6.QtWebEngineCore import QWebEngineDownloadRequest, QWebEnginePage, QWebEngineProfile, QWebEngineScript, QWebEngineSettings

from desktop.map.network import Guard
from desktop.map.scheme import PAGE, SCHEME, SchemeHandler

log = logging.getLogger(__name__)
_LEVELS = {
    QWebEnginePage.JavaScriptConsoleMessageLevel.InfoMessageLevel: logging.INFO,
    QWebEnginePage.JavaScriptConsoleMessageLevel.WarningMessageLevel: logging.WARNING,
    QWebEnginePage.JavaScriptConsoleMessageLevel.ErrorMessageLevel: logging.WARNING,
}


class MapPage(QWebEnginePage):
    """Shows our page and nothing else."""

    def acceptNavigationRequest(self, url: QUrl | str, kind: QWebEnginePage.NavigationType, is_main_frame: bool) -> bool:  # noqa: FBT001 - Qt's
        """Only our own page, and only in the main frame."""
        del kind
        return is_main_frame and QUrl(url) == PAGE

    def createWindow(self, kind: QWebEnginePage.WebWindowType) -> None:  # type: ignore[override]
        """No windows."""
        del kind

    def javaScriptAlert(self, origin: QUrl | str, message: str) -> None:
        """No dialogs."""

    def javaScriptConfirm(self, origin: QUrl | str, message: str) -> bool:
        """No dialogs."""
        del origin, message
        return False

    def javaScriptPrompt(self, origin: QUrl | str, message: str, default: str) -> tuple[bool, str]:
        """No dialogs."""
        del origin, message, default
        return False, ""

    def javaScriptConsoleMessage(self, level: QWebEnginePage.JavaScriptConsoleMessageLevel, message: str, line: int, source: str) -> None:
        """Errors of the page are errors of the program."""
        log.log(_LEVELS[level], "%s (%s:%d)", message, source, line)


def make_profile(handler: SchemeHandler, guard: Guard, parent: QObject) -> QWebEngineProfile:
    """A profile that keeps nothing on disk and knows only our scheme."""
    profile = QWebEngineProfile(parent)
    handler.setParent(profile)
    guard.setParent(profile)
    profile.installUrlSchemeHandler(SCHEME, handler)
    profile.setUrlRequestInterceptor(guard)
    profile.downloadRequested.connect(QWebEngineDownloadRequest.cancel)
    profile.scripts().insert(_channel_script())
    settings = profile.settings()
    attribute = QWebEngineSettings.WebAttribute
    for off in (attribute.LocalStorageEnabled, attribute.PluginsEnabled, attribute.JavascriptCanOpenWindows, attribute.PdfViewerEnabled):
        settings.setAttribute(off, False)  # noqa: FBT003 - Qt's
    return profile


def _channel_script() -> QWebEngineScript:
    """Qt's qwebchannel.js; a page of app:// may not load it from qrc: itself."""
    file = QFile(":/qtwebchannel/qwebchannel.js")
    if not file.open(QIODevice.OpenModeFlag.ReadOnly):
        raise RuntimeError("qwebchannel.js is missing from Qt")
    script = QWebEngineScript()
    script.setName("qwebchannel")
    script.setSourceCode(bytes(file.readAll().data()).decode())
    script.setInjectionPoint(QWebEngineScript.InjectionPoint.DocumentCreation)
    script.setWorldId(QWebEngineScript.ScriptWorldId.MainWorld)
    file.close()
    return script
