"""What a person remarked on the article that is open: its note and tags, and the way to change them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.labels import GAP, label, link
from geodata.remarks import Remarks
from geodata.wording import shown


class RemarksLine(QWidget):
    """One line under the title."""

    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        self.words = label(wrap=True, selectable=True)
        self.link = link("Note and tags…", name="Note and tags of this article")
        self.link.clicked.connect(self.asked)
        row.addWidget(self.words, 1)
        row.addWidget(self.link, 0, Qt.AlignmentFlag.AlignTop)
        row.addStretch(0)
        self.hide()

    def show_remarks(self, remarks: Remarks, *, can_change: bool) -> None:
        """Show these; where there are none, only the way to make some."""
        tags = ", ".join(shown(tag, limit=40) for tag in remarks.tags)
        told = (f"Note: {shown(remarks.note, limit=600)}" if remarks.note else "", f"Tags: {tags}" if tags else "")
        self.words.setText("\n".join(filter(None, told)))
        self.words.setVisible(bool(self.words.text()))
        self.link.setVisible(can_change)
        self.setVisible(can_change or bool(self.words.text()))
