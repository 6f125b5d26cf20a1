"""Docks and tabs of the main window."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDockWidget, QMainWindow, QTabWidget, QWidget

FRAME = QSize(16, 56)  # pixels that a title bar and borders may take


def first_size(window: QMainWindow, wanted: QSize) -> QSize:
    """As large as wanted where the screen has room for that and for the frame, which is not known before the window is shown."""
    room = window.screen().availableGeometry().size() - FRAME
    return wanted.boundedTo(room) if room.isValid() else wanted


def make_dock(window: QMainWindow, title: str, content: QWidget, area: Qt.DockWidgetArea, *, minimum: int) -> QDockWidget:
    """A dock without a title bar, at least `minimum` pixels wide, on that side of the window."""
    dock = QDockWidget(title, window)
    dock.setObjectName(title)
    dock.setTitleBarWidget(QWidget(dock))
    dock.setFeatures(QDockWidget.DockWidgetFeature.DockWidgetClosable)
    if minimum:
        content.setMinimumWidth(minimum)
    dock.setWidget(content)
    window.addDockWidget(area, dock)
    return dock


def tabs(*pages: tuple[str, QWidget]) -> QTabWidget:
    """Pages under their titles."""
    widget = QTabWidget(documentMode=True)
    for title, page in pages:
        widget.addTab(page, title)
    return widget
