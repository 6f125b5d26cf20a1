"""Add from the web: addresses of articles, and what asking for them tells to whom, said before anything is asked."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QWidget

from desktop.labels import GAP, column, label
from geodata.articles.heads import is_address
from geodata.articles.pages import announcement
from geodata.errors import ContentError

INTRO = "Addresses of articles, one a line. Nothing is asked before you press the button."
MOST = 200  # addresses at one time


class WebDialog(QDialog):
    """Opens with the clipboard's address in it, where there is one."""

    asked = Signal(object)  # tuple of addresses

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Add from the web")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(620, 320)
        clipboard = QGuiApplication.clipboard().text().strip()
        self.addresses = QPlainTextEdit(clipboard if is_address(clipboard) and len(clipboard.split()) == 1 else "")
        self.addresses.setPlaceholderText("https://news.example/story")
        self.addresses.setAccessibleName("Addresses")
        self.addresses.setTabChangesFocus(True)
        self.what = label(wrap=True)
        layout = column(self, margin=GAP * 2, gap=GAP + 4)
        layout.addWidget(label(INTRO, role="muted", wrap=True))
        layout.addWidget(self.addresses, 1)
        layout.addWidget(self.what)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.ask = buttons.addButton("Ask for it", QDialogButtonBox.ButtonRole.AcceptRole)
        self.ask.setDefault(True)
        buttons.accepted.connect(self._finish)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        self.addresses.textChanged.connect(self._change)
        self._change()

    @property
    def lines(self) -> tuple[str, ...]:
        """What was typed, a line each, each once."""
        lines = (line.strip() for line in self.addresses.toPlainText().splitlines())
        return tuple(dict.fromkeys(line for line in lines if line))

    @Slot()
    def _change(self) -> None:
        problem = words = ""
        lines = self.lines
        try:
            if len(lines) > MOST:
                problem = f"{len(lines):,} addresses are too many for one time; {MOST} is the limit."
            elif lines:
                words = announcement(lines)
        except ContentError as error:
            problem = str(error)
        self.what.setText(problem or words)
        self.ask.setText("Ask for it" if len(lines) < 2 else f"Ask for {len(lines)} pages")
        self.ask.setEnabled(bool(words))

    @Slot()
    def _finish(self) -> None:
        self.asked.emit(self.lines)
        self.accept()
