"""The bar above the map that tells one sentence and can be dismissed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from desktop.labels import GAP, label, link, styled
from geodata.wording import shown


class MessageBar(QFrame):
    """Hidden until `tell`; the latest sentence replaces the one before."""

    def __init__(self) -> None:
        super().__init__()
        styled(self, "notice")
        self.setAccessibleName("Message")
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP * 2, GAP // 2, GAP, GAP // 2)
        self._text = label(wrap=True)
        self._action: QPushButton | None = None
        self._row = row
        self.dismiss = link("Dismiss", name="Dismiss the message")
        self.dismiss.clicked.connect(self.hide)
        row.addWidget(self._text, 1)
        row.addWidget(self.dismiss)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence shown; empty when hidden."""
        return "" if self.isHidden() else self._text.text()

    @Slot(str)
    def tell(self, sentence: str, *, action: str = "", handler: Callable[[], None] | None = None) -> None:
        """Show `sentence`, with a link called `action` where there is more to see."""
        self._text.setText(shown(sentence, limit=500))
        if self._action is not None:
            self._row.removeWidget(self._action)
            self._action.deleteLater()
            self._action = None
        if handler is not None:
            self._action = link(action, name=action)
            self._action.clicked.connect(handler)
            self._row.insertWidget(1, self._action)
        self.show()

    @Slot(str)
    def take_back(self, sentence: str) -> None:
        """Hide `sentence`, which holds no longer; another one stays."""
        if self.text == shown(sentence, limit=500):
            self.hide()

    @property
    def action(self) -> QPushButton | None:
        """The link of the present message."""
        return self._action
