"""Help: keyboard shortcuts, the user guide, and about Dateline."""

from __future__ import annotations

import platform
from pathlib import Path

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QKeySequence, QTextBlockFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QScrollArea, QTabWidget, QTextBrowser, QVBoxLayout, QWidget

from desktop.commands import all_commands, plain_title
from desktop.failure import version
from desktop.labels import GAP, column, heading, label, styled
from desktop.marks import LINE_HEIGHT
from desktop.topics import section
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


MAP_KEYS = (
    ("Next or previous symbol", "N, P"),
    ("Select it", "Return"),
    ("Leave the symbol, then the map", "Esc"),
    ("Move the map", "Arrows"),
    ("Zoom", "+, -"),
)


class HelpDialog(QDialog):
    """What the guide says about the thing in focus, and every command with its shortcut."""

    def __init__(self, topic: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = _furnish(self, f"Help: {topic}", width=680, height=680)
        self.guide = _reader(section(guide_path().read_text(encoding="utf-8"), topic), "Help on what has the focus")
        pages = QTabWidget(documentMode=True)
        pages.addTab(self.guide, topic)
        pages.addTab(_shortcuts(), "Keyboard")
        layout.insertWidget(0, pages, 1)
        self.guide.setFocus()


def _shortcuts() -> QScrollArea:
    """Every command with its shortcut, by menu, and the keys of the map."""
    page = QWidget()
    styled(page, "page")
    grid = QGridLayout(page)
    grid.setContentsMargins(0, 0, GAP * 2, 0)
    grid.setColumnStretch(0, 1)
    rows = [(command.menu.replace("&", ""), plain_title(command), _native(command.shortcut)) for command in all_commands()]
    menu = ""
    for title, words, keys in (*rows, *(("On the map", *pair) for pair in MAP_KEYS)):
        if title != menu:
            menu = title
            grid.setRowMinimumHeight(grid.rowCount(), GAP)
            grid.addWidget(heading(menu), grid.rowCount(), 0, 1, 2)
        row = grid.rowCount()
        grid.addWidget(label(words), row, 0)
        grid.addWidget(label(keys, role="muted"), row, 1, Qt.AlignmentFlag.AlignRight)
    grid.setRowStretch(grid.rowCount(), 1)
    area = QScrollArea(widgetResizable=True)
    area.setAccessibleName("Keyboard shortcuts")
    area.setWidget(page)
    return area


def _native(shortcut: str) -> str:
    return QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText)


def guide_dialog(parent: QWidget | None = None) -> QDialog:
    """The user guide."""
    dialog = QDialog(parent)
    layout = _furnish(dialog, "User guide", width=760, height=680)
    layout.insertWidget(0, _reader(guide_path().read_text(encoding="utf-8"), "User guide"), 1)
    return dialog


def _reader(words: str, name: str) -> QTextBrowser:
    view = QTextBrowser(openExternalLinks=True)
    view.setAccessibleName(name)
    view.setMarkdown(words)
    _set_air(view.document())
    return view


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
    dialog = QDialog(parent)
    layout = _furnish(dialog, "About Dateline", width=560, height=320)
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


def _furnish(dialog: QDialog, title: str, *, width: int, height: int) -> QVBoxLayout:
    """Title, size and a Close button; what the dialog shows goes above it."""
    dialog.setWindowTitle(title)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.resize(width, height)
    layout = column(dialog, margin=GAP * 2, gap=GAP * 2)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.reject)
    layout.addWidget(buttons)
    return layout
