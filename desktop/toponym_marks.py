"""Place names marked in an article's text, each by what is known of it; and where in the text a spot of the widget lies."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QTextEdit, QWidget

from desktop.labels import GAP, label
from desktop.marks import MAX_SHOWN
from desktop.theme import colours
from geodata.geoparsing.rules import PERSON
from geodata.model import Resolution, Role

Underline = QTextCharFormat.UnderlineStyle


class State(StrEnum):
    """What is known of a place name."""

    LITERAL = "place"
    ASSOCIATIVE = "used of people or governments"
    UNRESOLVED = "not resolved"
    REFUSED = "no place"


def state_of(resolution: Resolution) -> State:
    """How a toponym is to be marked."""
    if resolution.place is None:
        return State.REFUSED if resolution.coder == PERSON else State.UNRESOLVED
    return State.LITERAL if resolution.toponym.role is Role.LITERAL else State.ASSOCIATIVE


class Offsets:
    """Code points of a text to Qt's UTF-16 positions and back."""

    def __init__(self, text: str) -> None:
        self._wide = [index for index, c in enumerate(text) if c > "\uffff"] if not text.isascii() else []
        self._wide_at = [index + before for before, index in enumerate(self._wide)]

    def position(self, index: int) -> int:
        """Where the code point `index` stands in Qt."""
        return index + bisect_left(self._wide, index)

    def index(self, position: int) -> int:
        """The code point at a position of Qt."""
        return position - bisect_left(self._wide_at, position)


def mark_toponyms(view: QTextEdit, offsets: Offsets, resolutions: Sequence[Resolution]) -> None:
    """Underline every place name."""
    formats = {state: _format(state) for state in State}
    cursor = QTextCursor(view.document())
    cursor.beginEditBlock()
    for resolution in resolutions:
        toponym = resolution.toponym
        if toponym.end_char > MAX_SHOWN:
            continue
        cursor.setPosition(offsets.position(toponym.start_char))
        cursor.setPosition(offsets.position(toponym.end_char), QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(formats[state_of(resolution)])
    cursor.endEditBlock()


def _format(state: State) -> QTextCharFormat:
    look = QTextCharFormat()
    line, colour = _look(state)
    look.setUnderlineStyle(line)
    look.setUnderlineColor(QColor(colour))
    if state is State.REFUSED:
        look.setForeground(QColor(colours().muted))
    return look


def _look(state: State) -> tuple[QTextCharFormat.UnderlineStyle, str]:
    return {
        State.LITERAL: (Underline.SingleUnderline, colours().accent),
        State.ASSOCIATIVE: (Underline.DashUnderline, colours().muted),
        State.UNRESOLVED: (Underline.DotLine, colours().text),
        State.REFUSED: (Underline.DashDotLine, colours().faint),
    }[state]


class ToponymLegend(QWidget):
    """What the lines under place names mean, for those that occur."""

    def __init__(self) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(GAP * 2)
        self._row.addStretch(1)

    def show_states(self, states: set[State]) -> None:
        """Show these."""
        while self._row.count() > 1:
            item = self._row.takeAt(0)
            assert item is not None
            if (old := item.widget()) is not None:
                old.deleteLater()
        styles = {State.LITERAL: "solid", State.ASSOCIATIVE: "dashed", State.UNRESOLVED: "dotted", State.REFUSED: "dot-dash"}
        for place, state in enumerate(state for state in State if state in states):
            words = label(state.value[0].upper() + state.value[1:])
            line = f"border-bottom: 1px {styles[state]} {_look(state)[1]}"
            words.setStyleSheet(f"QLabel {{ color: {colours().muted}; border: 0; {line}; padding: 0 0 1px 0; font-size: 12px; }}")
            self._row.insertWidget(place, words)
        self.setVisible(bool(states))
