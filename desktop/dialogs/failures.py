"""The files and pages that could not be used, with the reason for each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QListWidget, QWidget

from desktop.labels import GAP, column, label, styled
from geodata.model import Failure
from geodata.wording import shown


class FailuresDialog(QDialog):
    """A list to read and close."""

    def __init__(self, failures: Sequence[Failure], parent: QWidget | None = None, *, others: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle("What could not be used")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(560, 320)
        layout = column(self, margin=GAP * 2)
        layout.addWidget(label(others or "The other articles were added.", role="muted"))
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setAccessibleName("What could not be used")
        styled(self.list, "framed")
        self.list.addItems([f"{shown(f.name, limit=80)}\n{shown(f.reason)}" for f in failures])
        layout.addWidget(self.list, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
