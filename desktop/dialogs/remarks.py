"""Note and tags: a line of tags with those in use below to be clicked, and, for an article, a note."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from desktop.labels import GAP, column, label, link
from geodata.remarks import Remarks, tags_of
from geodata.wording import shown

OFFERED = 12  # tags in use


class RemarksDialog(QDialog):
    """What cannot be kept is told as one types."""

    decided = Signal(object)  # Remarks

    def __init__(
        self, title: str, about: str, remarks: Remarks, known: Sequence[str], parent: QWidget | None = None, *, has_note: bool
    ) -> None:
        """`about` tells what is remarked on, `known` are the tags in use."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(460, 300 if has_note else 200)
        self._known = tuple(known)
        self.tags = QLineEdit(", ".join(remarks.tags), placeholderText="Tags, with commas between them")
        self.tags.setAccessibleName("Tags")
        self.note = QPlainTextEdit(remarks.note, placeholderText="Your own words of it")
        self.note.setAccessibleName("Note")
        self.note.setTabChangesFocus(True)
        if not has_note:
            self.note.hide()
        self.problem = label(role="muted", wrap=True)
        layout = column(self, margin=GAP * 2, gap=GAP)
        layout.addWidget(label(about, role="muted", wrap=True))
        layout.addWidget(self.tags)
        layout.addLayout(self._offers())
        layout.addWidget(self.note, 1)
        layout.addStretch(0 if has_note else 1)
        layout.addWidget(self.problem)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.keep = buttons.addButton("Keep", QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self._finish)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        self.tags.textChanged.connect(self._check)
        self.tags.setFocus()

    def _offers(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        self.offers = []
        for tag in self._known[:OFFERED]:
            offer = link(shown(tag, limit=20).replace("&", "&&"), name=f"Tag {shown(tag, limit=40)}")
            offer.clicked.connect(lambda _=False, tag=tag: self._take(tag))
            self.offers.append(offer)
            row.addWidget(offer)
            if sum(each.sizeHint().width() + GAP for each in self.offers) > self.width() - 4 * GAP:
                row.removeWidget(offer)
                offer.hide()
                break
        row.addStretch(1)
        return row

    def _take(self, tag: str) -> None:
        """Add a tag to the line, or take it out again."""
        given = [part.strip() for part in self.tags.text().split(",") if part.strip()]
        same = [part for part in given if part.casefold() == tag.casefold()]
        self.tags.setText(", ".join([part for part in given if part not in same] if same else [*given, tag]))

    @Slot()
    def _check(self) -> None:
        try:
            tags_of(self.tags.text())
        except ValueError as error:
            self.problem.setText(str(error))
        else:
            self.problem.setText("")
        self.keep.setEnabled(not self.problem.text())

    @Slot()
    def _finish(self) -> None:
        self.decided.emit(Remarks(self.note.toPlainText().strip(), tags_of(self.tags.text(), self._known)))
        self.accept()
