"""Articles that may be read again, those that a decision touches too or all: what that would change, and then it is done or left."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QWidget

from desktop.differences import DifferencesBox
from desktop.labels import GAP, column, label
from geodata.previewing import Differences
from geodata.wording import counted

BY_DECISION = (
    "{articles} that came in earlier may be touched by it too. Nothing there is changed yet: that is read again only if you say so here,"
    " else when something else makes Dateline read it again. What you reviewed stays in any case."
)
ALL = (
    "{articles} would be read by the models and the gazetteer of this Dateline, and by your decisions. What you reviewed stays as you left"
    " it. See first what would change."
)


class EarlierDialog(QDialog):
    """Asks; nothing happens before *Read them again*."""

    asked_for = Signal()  # read them again
    previewed = Signal()

    def __init__(self, number: int, parent: QWidget | None = None, *, is_all: bool = False) -> None:
        super().__init__(parent)
        self.setWindowTitle("Read articles again" if is_all else "Earlier articles")
        self.resize(560, 180)
        layout = column(self, margin=GAP * 2, gap=GAP)
        head, told = ("Read all articles again?", ALL) if is_all else ("Your decision holds from now on.", BY_DECISION)
        layout.addWidget(label(head, role="title", wrap=True))
        layout.addWidget(label(told.format(articles=counted(number, "article")), wrap=True))
        self.differences = DifferencesBox()
        layout.addWidget(self.differences)
        layout.addStretch(1)
        buttons = QDialogButtonBox()
        self.look = buttons.addButton("What would change?", QDialogButtonBox.ButtonRole.ActionRole)
        self.read = buttons.addButton("Read them again", QDialogButtonBox.ButtonRole.AcceptRole)
        self.leave = buttons.addButton("Leave them", QDialogButtonBox.ButtonRole.RejectRole)
        self.leave.setDefault(True)
        self.read.setEnabled(not is_all)
        self.look.clicked.connect(self.previewed)
        buttons.accepted.connect(self._finish)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)

    def show_differences(self, found: Differences) -> None:
        """What reading them again would do; then it can be asked for."""
        self.differences.show_differences(found)
        self.read.setEnabled(True)

    @Slot()
    def _finish(self) -> None:
        self.asked_for.emit()
        self.accept()
