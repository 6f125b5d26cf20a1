"""The part of an event's card where a person judges it: its state, the three decisions, and its history."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QWidget

from desktop.labels import GAP, column, heading, label, link
from desktop.session import Session
from desktop.trail_words import change_lines, line_words, review_words
from geodata.export.release import STEP
from geodata.model import Event, Review
from geodata.remarks import SENSITIVE
from geodata.store.trail import Line
from geodata.wording import shown


class ReviewCard(QWidget):
    """Asks; the window's review work decides."""

    accepted = Signal()
    edited = Signal()
    rejected = Signal()
    tags_asked = Signal()
    rule_asked = Signal()
    flagged = Signal()  # its coordinates are sensitive, or no more

    def __init__(self, session: Session, event: Event, trail: list[Line]) -> None:
        super().__init__()
        layout = column(self, gap=GAP // 2)
        self.state = label(f"{review_words(event, trail)}.", role="chip" if event.review is Review.REJECTED else "muted", wrap=True)
        layout.addWidget(self.state)
        doubts = session.doubts(event)
        self.doubts = label(f"To check: {'; '.join(doubts)}." if doubts else "", role="muted", wrap=True)
        layout.addWidget(self.doubts)
        self.doubts.setVisible(bool(doubts))
        self.note = label(f"Note: {shown(event.note, limit=1000)}" if event.note.strip() else "", wrap=True, selectable=True)
        layout.addWidget(self.note)
        self.note.setVisible(bool(event.note.strip()))
        layout.addLayout(self._tags(session, event))
        self.sensitive = self._sensitive(session, event)
        layout.addWidget(self.sensitive, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addLayout(self._buttons(session, event))
        self.rule_link = link("Make a rule of this…", name="Make a rule of this")
        self.rule_link.clicked.connect(self.rule_asked)
        layout.addWidget(self.rule_link, 0, Qt.AlignmentFlag.AlignLeft)
        if not session.is_writable or event.review not in (Review.CORRECTED, Review.REJECTED) or event.row is not None:
            self.rule_link.hide()
        self._add_history(trail)

    def _buttons(self, session: Session, event: Event) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        self.accept = QPushButton("Bring back" if event.review is Review.REJECTED else "Accept")
        self.edit = QPushButton("Edit…")
        self.reject = QPushButton("Reject…")
        for button, key, signal in ((self.accept, "A", self.accepted), (self.edit, "E", self.edited), (self.reject, "R", self.rejected)):
            button.setToolTip(f"{button.text().removesuffix('…')} this event ({key})")
            button.setAccessibleName(f"{button.text().removesuffix('…')} this event")
            button.clicked.connect(signal)
            if not session.is_writable:
                button.hide()
            row.addWidget(button)
        self.accept.setEnabled(event.review in (Review.UNREVIEWED, Review.REJECTED))
        self.reject.setEnabled(event.review is not Review.REJECTED)
        row.addStretch(1)
        return row

    def _tags(self, session: Session, event: Event) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        own = ", ".join(shown(tag, limit=40) for tag in event.tags if tag != SENSITIVE)
        self.tags = label(f"Tags: {own}" if own else "", wrap=True, selectable=True)
        if not own:
            self.tags.hide()
        self.tags_link = link("Change tags…" if own else "Add tags…", name="Tags of this event")
        self.tags_link.clicked.connect(self.tags_asked)
        if not session.is_writable:
            self.tags_link.hide()
        row.addWidget(self.tags, 1)
        row.addWidget(self.tags_link, 0, Qt.AlignmentFlag.AlignTop)
        if not own:
            row.addStretch(1)
        return row

    def _sensitive(self, session: Session, event: Event) -> QCheckBox:
        box = QCheckBox("Sensitive coordinates")
        box.setToolTip(
            f"What is released as TLP:CLEAR, and whatever asks for it, has these coordinates rounded to {STEP}, for all events at this spot"
        )
        box.setChecked(SENSITIVE in event.tags)
        box.setEnabled(session.is_writable)
        if event.point is None and not box.isChecked():  # an area has no coordinates to give away
            box.hide()
        box.clicked.connect(self.flagged)
        return box

    def _add_history(self, trail: list[Line]) -> None:
        """Folded away until it is asked for."""
        self.history = QWidget()
        lines = column(self.history, gap=GAP // 2)
        lines.addWidget(heading("History"))
        self.lines: list[str] = []
        for line in trail:
            self.lines.append("\n".join((f"{line_words(line)}.", *change_lines(line))))
            lines.addWidget(label(self.lines[-1], role="muted", wrap=True, selectable=True))
        self.history.hide()
        self.history_link = link("History", name="What was decided about this event")
        self.history_link.clicked.connect(self._turn_history)
        layout = self.layout()
        assert layout is not None
        layout.addWidget(self.history_link)
        self.history_link.setVisible(bool(trail))
        layout.setAlignment(self.history_link, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.history)

    def _turn_history(self) -> None:
        self.history.setVisible(self.history.isHidden())
        self.history_link.setText("Hide history" if not self.history.isHidden() else "History")
