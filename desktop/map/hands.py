"""The map for keyboards, screen readers and those who want no motion."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from desktop.map.view import MapView
from geodata.wording import shown

LONGEST = 300  # characters that are read out


class MapHands(QObject):
    """Joins the page's cursor to the window."""

    stood = Signal(str, list)  # what the cursor stands on: words, event ids
    said = Signal(str)
    left = Signal()  # Escape: the focus goes back to where it was

    def __init__(self, view: MapView) -> None:
        super().__init__(view)
        self._view = view
        self._is_still = False
        view.started.connect(self._hand_over)
        view.bridge.told.connect(self._listen)

    def focus(self) -> None:
        """Give the map the keyboard."""
        self._view.web_view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._view.call("focusMap")

    def set_still(self, still: bool) -> None:  # noqa: FBT001 - a checked command
        """Show each new view at once, without zooming or flying there."""
        self._is_still = still
        self._hand_over()

    @Slot()
    def _hand_over(self) -> None:
        self._view.call("setStill", self._is_still)

    @Slot(str, object)
    def _listen(self, part: str, value: Any) -> None:
        if part != "keyboard" or not isinstance(value, dict):
            return
        if value.get("leaves"):
            self.left.emit()
            return
        rows = value.get("rows", [])
        numbers = [number for number in rows if isinstance(number, int)] if isinstance(rows, list) else []
        self.stood.emit(str(value.get("says", "")), self._view.events.ids_at(numbers) if self._view.events else [])

    def say(self, words: str) -> None:
        """Have it read out by a screen reader."""
        words = shown(words, limit=LONGEST)
        self._view.web_view.setAccessibleDescription(words)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._view.web_view, words))
        self.said.emit(words)
