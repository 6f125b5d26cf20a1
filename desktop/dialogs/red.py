"""The question before anything marked TLP:RED leaves in a form that is easily passed on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QWidget

from desktop.labels import GAP, column, label
from geodata.export.release import Tlp


class RedDialog(QDialog):
    """Cancel is what Enter does."""

    def __init__(self, deed: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(Tlp.RED.marking)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        layout = column(self, margin=GAP * 2, gap=GAP * 2)
        words = label(f"{deed} makes it easy to pass on, and this project is marked {Tlp.RED.marking}: {Tlp.RED.audience}.", wrap=True)
        words.setMinimumWidth(360)
        layout.addWidget(words)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.go_on = buttons.addButton("Go on", QDialogButtonBox.ButtonRole.AcceptRole)
        self.go_on.setAutoDefault(False)
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)


def ask_first(level: Tlp | None, deed: str, parent: QWidget, then: Callable[[], object]) -> None:
    """Call `then` at once; where the level is RED, only when a person said so. `deed` tells what is about to happen: "Copying text"."""
    if level is not Tlp.RED:
        then()
        return
    dialog = RedDialog(deed, parent)
    dialog.accepted.connect(then)
    dialog.open()
