"""The small pieces that panels are made of: plain-text labels, headings, links, hairlines."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QComboBox, QFrame, QLabel, QPushButton, QSizePolicy, QSplitter, QVBoxLayout, QWidget

GAP = 8  # pixels; every distance is a multiple of half of it


def label(text: str = "", *, role: str | None = None, wrap: bool = False, selectable: bool = False) -> QLabel:
    """A label that never reads its text as HTML; `role` is a property of the style sheet (heading, muted, title, count, chip)."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    made.setWordWrap(wrap)
    if role:
        styled(made, role)
    if wrap:
        made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    if selectable:
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def styled(widget: QWidget, role: str) -> None:
    """Dress `widget` by the rules of the style sheet for `role`."""
    widget.setProperty(role, True)  # noqa: FBT003  # Qt's own signature


def heading(text: str) -> QLabel:
    """A quiet heading in small capitals."""
    return label(text.upper(), role="heading")


def link(text: str, *, name: str) -> QPushButton:
    """A button that looks like a link."""
    button = QPushButton(text)
    styled(button, "link")
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    button.setAccessibleName(name)
    button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return button


def rule() -> QFrame:
    """A hairline across."""
    line = QFrame()
    styled(line, "rule")
    return line


def column(parent: QWidget, *, margin: int = 0, gap: int = GAP) -> QVBoxLayout:
    """A vertical layout on `parent`."""
    layout = QVBoxLayout(parent)
    layout.setContentsMargins(margin, margin, margin, margin)
    layout.setSpacing(gap)
    return layout


def split(*parts: QWidget, across: bool = False) -> QSplitter:
    """Parts one above the other, or side by side, with a hairline to move between them."""
    made = QSplitter(Qt.Orientation.Horizontal if across else Qt.Orientation.Vertical)
    for part in parts:
        made.addWidget(part)
    made.setHandleWidth(1)
    made.setChildrenCollapsible(False)
    return made


ICON = QSize(18, 18)


def choice_box(rows: Sequence[tuple[str, object]], chosen: object = None) -> QComboBox:
    """A box of these rows, words with their values, at the `chosen` value."""
    box = QComboBox()
    for words, value in rows:
        box.addItem(words, value)
        if value == chosen:
            box.setCurrentIndex(box.count() - 1)
    return box
