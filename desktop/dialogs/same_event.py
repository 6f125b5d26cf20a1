"""Which other event a selected one is the same as: a short list of those near in place and time."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QWidget

from desktop.labels import GAP, column, label, styled
from desktop.lines import HEIGHT, KEY, LinesList
from desktop.resources import category_icon
from desktop.theme import is_dark
from geodata.model import Event
from geodata.wording import date_words, place_words, shown, what_words

NONE = (
    "No other event of this category is near in place and time. Two events that are selected in the table can be joined however far apart"
    " they are."
)
MAKE, ONCE = "Make one event", "Count it once"
TWICE = "An event of a dataset stays as it is told there: the article's is rejected as the same one."
TOLD = "Which one is it? Both become one event with all their excerpts; Undo takes it back."


class SameEventDialog(QDialog):
    """Nothing is chosen before a row is; each of the candidates comes with the title of its first article."""

    chosen = Signal(str, str)  # the ids of the event and of the one it is the same as

    def __init__(self, event: Event, candidates: Sequence[tuple[Event, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Same event as…")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(480, 190 + HEIGHT * min(5, len(candidates)))
        self._event = event
        layout = column(self, margin=GAP * 2, gap=GAP)
        layout.addWidget(label(what_words(event), role="title", wrap=True))
        layout.addWidget(label(f"{date_words(event)} · {place_words(event)}", wrap=True))
        self._imported = {other.event_id for other, _ in candidates if bool(other.row) is not bool(event.row)}
        told = f"{TOLD} {TWICE}" if self._imported else TOLD
        layout.addWidget(label(told if candidates else NONE, role="muted", wrap=True))
        self.list = LinesList("Events near in place and time")
        styled(self.list, "framed")
        for other, title in candidates:
            icon = category_icon(other.category, dark=is_dark(), size=20)
            told = f"{what_words(other)} · {date_words(other)} · {place_words(other)}"
            self.list.add(shown(title, limit=160), told, key=other.event_id, icon=icon)
        self.list.setVisible(bool(candidates))
        layout.addWidget(self.list, 1)
        layout.addStretch(0)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.make = buttons.addButton(ONCE if event.row else MAKE, QDialogButtonBox.ButtonRole.AcceptRole)
        self.make.setEnabled(False)
        self.list.itemSelectionChanged.connect(self._choose)
        self.list.itemActivated.connect(self._finish)
        buttons.accepted.connect(self._finish)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)

    @Slot()
    def _choose(self) -> None:
        keys = [item.data(KEY) for item in self.list.selectedItems()]
        self.make.setText(ONCE if self._imported.intersection(keys) else MAKE)
        self.make.setEnabled(bool(keys))

    @Slot()
    def _finish(self) -> None:
        """Enter comes here too, with the row that merely has the keys; only one that is selected was chosen."""
        for item in self.list.selectedItems():
            self.chosen.emit(self._event.event_id, item.data(KEY))
            self.accept()
