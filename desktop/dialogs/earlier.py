"""Earlier articles that a decision touches too: looked at, read again, or left as they are."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QWidget

from desktop.differences import DifferencesBox
from desktop.labels import GAP, column, label
from geodata.wording import counted

TOLD = (
    "{articles} that came in earlier may be touched by it too. They are as they were: they are read again only if you say so here, else"
    " when something else makes Dateline read them again. What you reviewed stays in any case."
)


class EarlierDialog(QDialog):
    """Asks; nothing happens before *Read them again*."""

    asked_for = Signal()  # read them again
    previewed = Signal()

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Earlier articles")
        self.resize(560, 180)
        layout = column(self, margin=GAP * 2, gap=GAP)
        layout.addWidget(label("Your decision holds from now on.", role="title", wrap=True))
        layout.addWidget(label(TOLD.format(articles=counted(number, "article")), wrap=True))
        self.differences = DifferencesBox()
        layout.addWidget(self.differences)
        layout.addStretch(1)
        buttons = QDialogButtonBox()
        self.look = buttons.addButton("What would change?", QDialogButtonBox.ButtonRole.ActionRole)
        self.read = buttons.addButton("Read them again", QDialogButtonBox.ButtonRole.AcceptRole)
        self.leave = buttons.addButton("Leave them", QDialogButtonBox.ButtonRole.RejectRole)
        self.leave.setDefault(True)
        self.look.clicked.connect(self.previewed)
        buttons.accepted.connect(self._finish)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)

    @Slot()
    def _finish(self) -> None:
        self.asked_for.emit()
        self.accept()
