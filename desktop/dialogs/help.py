"""Help: keyboard shortcuts, the user guide, and about Dateline."""

from __future__ import annotations

import platform
from pathlib import Path

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QKeySequence, QTextBlockFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QScrollArea, QTextBrowser, QVBoxLayout, QWidget

from desktop.commands import all_commands, plain_title
from desktop.failure import version
from desktop.labels import GAP, column, heading, label, styled
from desktop.marks import LINE_HEIGHT
from geodata.resources import asset

CREDITS = (
    ("Outlines of countries, regions, lakes and rivers", "Natural Earth, public domain"),
    ("Place names", "GeoNames, CC BY 4.0"),
    ("Map", "Leaflet, BSD 2-Clause · folium, MIT"),
    ("Addresses of online tiles", "xyzservices, BSD 3-Clause"),
    ("Window", "Qt for Python, LGPL 3"),
)
NEUTRAL = "Borders and names on the map are those of the data named here and express no opinion on the status of any territory."


def guide_path() -> Path:
    """The user guide, in a checkout beside assets/ or in the wheel within them."""
    return next((p for p in (asset("guide.md"), asset().parent / "docs" / "guide.md") if p.is_file()), asset("guide.md"))


def shortcuts_dialog(parent: QWidget | None = None) -> QDialog:
    """Every command with its shortcut, by menu."""
    dialog, layout = _dialog("Keyboard shortcuts", parent, width=460, height=620)
    page = QWidget()
    styled(page, "page")
    grid = QGridLayout(page)
    grid.setContentsMargins(0, 0, GAP * 2, 0)
    grid.setColumnStretch(0, 1)
    menu = ""
    for command in all_commands():
        if command.menu != menu:
            menu = command.menu
            grid.setRowMinimumHeight(grid.rowCount(), GAP)
            grid.addWidget(heading(menu.replace("&", "")), grid.rowCount(), 0, 1, 2)
        row = grid.rowCount()
        grid.addWidget(label(plain_title(command)), row, 0)
        keys = QKeySequence(command.shortcut).toString(QKeySequence.SequenceFormat.NativeText)
        grid.addWidget(label(keys, role="muted"), row, 1, Qt.AlignmentFlag.AlignRight)
    area = QScrollArea(widgetResizable=True)
    area.setWidget(page)
    layout.insertWidget(0, area, 1)
    return dialog


def guide_dialog(parent: QWidget | None = None) -> QDialog:
    """The user guide."""
    dialog, layout = _dialog("User guide", parent, width=760, height=680)
    view = QTextBrowser(openExternalLinks=True)
    view.setAccessibleName("User guide")
    view.setMarkdown(guide_path().read_text(encoding="utf-8"))
    _set_air(view.document())
    layout.insertWidget(0, view, 1)
    return dialog


def _set_air(document: QTextDocument) -> None:
    """Space around headings and paragraphs, which Qt sets none for in Markdown."""
    document.setDocumentMargin(GAP * 2)
    block = document.begin()
    while block.isValid():
        air = block.blockFormat()
        air.setTopMargin(GAP * 2 if air.headingLevel() else 0)
        air.setBottomMargin(GAP)
        air.setLineHeight(LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor = QTextCursor(block)
        if not cursor.currentTable():
            cursor.setBlockFormat(air)
        block = block.next()


def about_dialog(parent: QWidget | None = None) -> QDialog:
    """Versions and credits."""
    dialog, layout = _dialog("About Dateline", parent, width=560, height=320)
    grid = QGridLayout()
    grid.setHorizontalSpacing(GAP * 2)
    for row, (what, whose) in enumerate(CREDITS):
        grid.addWidget(label(what, role="muted"), row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(whose), row, 1)
    grid.setColumnStretch(1, 1)
    parts = QVBoxLayout()
    parts.setSpacing(GAP)
    parts.addWidget(label("Dateline", role="title"))
    parts.addWidget(label("A map of regional security events, read from news articles, each with the words it came from.", wrap=True))
    parts.addWidget(label(f"Version {version()} · Python {platform.python_version()} · Qt {qVersion()}", role="muted"))
    parts.addSpacing(GAP)
    parts.addWidget(heading("Data and software"))
    parts.addLayout(grid)
    parts.addSpacing(GAP)
    parts.addWidget(label(NEUTRAL, role="muted", wrap=True))
    parts.addStretch(1)
    layout.insertLayout(0, parts, 1)
    return dialog


def _dialog(title: str, parent: QWidget | None, *, width: int, height: int) -> tuple[QDialog, QVBoxLayout]:
    dialog = QDialog(parent)
    dialog.setWindowTitle(title)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.resize(width, height)
    layout = column(dialog, margin=GAP * 2, gap=GAP * 2)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.reject)
    layout.addWidget(buttons)
    return dialog, layout
