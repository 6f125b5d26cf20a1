"""Edit event: every field that a person may set, with the words it was coded from above and what does not hold together below."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from desktop.event_fields import Choice, TypeFields, WhenFields, WhereFields, WhoFields, count_field, count_of
from desktop.labels import GAP, column, label
from geodata.events.faults import faults
from geodata.grades import CREDIBILITY_WORDS, Credibility
from geodata.model import Event, Resolution, Status
from geodata.wording import STATUS_WORDS, shown

NO_WORDS = "No article tells of it: an own observation, so the note says what was seen."


class EditEventDialog(QDialog):
    """What cannot be kept is told as one types, and then there is nothing to press."""

    decided = Signal(object, str)  # the Event as it is to be, and the reason

    def __init__(self, event: Event, words: str, parent: QWidget | None = None, *, named: Iterable[Resolution] = ()) -> None:
        """`words` are those that it was coded from, `named` the place names in them."""
        super().__init__(parent)
        self.setWindowTitle("Edit event")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(640, 620)
        self._event = event
        self.types, self.when, self.who = TypeFields(), WhenFields(), WhoFields()
        self.where = WhereFields(self)
        self.status = Choice("Status", STATUS_WORDS)
        self.credibility = Choice("Credibility", {c: f"{c} {words}" for c, words in CREDIBILITY_WORDS.items()})
        self.credibility.insertItem(0, "as origins and sources suggest")
        self.deaths, self.injured = count_field("Deaths"), count_field("Injured")
        self.note = QPlainTextEdit(event.note, placeholderText="Your own words of it")
        self.note.setAccessibleName("Note")
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(64)
        self.reason = QLineEdit(placeholderText="Why? Kept in the history; may be left empty")
        self.reason.setAccessibleName("Reason")
        self.problem = label(role="muted", wrap=True)
        layout = column(self, margin=GAP * 2, gap=GAP)
        self.words = label(wrap=True)
        self.set_words(words)
        layout.addWidget(self.words)
        self.form = self._form()
        layout.addLayout(self.form)
        layout.addStretch(1)
        layout.addWidget(self.problem)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.keep = buttons.addButton("Keep", QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self._finish)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        self._show_event()
        self.where.offer(named)
        self._connect()
        self._check()

    def set_words(self, words: str) -> None:
        """Show these above the fields."""
        self.words.setText(f"“{shown(words, limit=400)}”" if words else NO_WORDS)

    def _form(self) -> QFormLayout:
        form = QFormLayout(fieldGrowthPolicy=QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        form.setHorizontalSpacing(GAP * 2)
        form.setVerticalSpacing(GAP)
        counts = QHBoxLayout()
        counts.setSpacing(GAP)
        for words, field in (("Deaths", self.deaths), ("Injured", self.injured)):
            counts.addWidget(label(words, role="muted"))
            counts.addWidget(field)
        counts.addStretch(1)
        form.addRow(label("What"), self.types)
        form.addRow(label("Status"), self.status)
        form.addRow(label("When"), self.when)
        form.addRow(label("Where"), self.where)
        form.addRow(label("Who"), self.who)
        form.addRow(label("How many"), counts)
        form.addRow(label("Credibility"), self.credibility)
        form.addRow(label("Note"), self.note)
        form.addRow(label("Reason"), self.reason)
        return form

    def _show_event(self) -> None:
        for part in (self.types, self.when, self.where, self.who):
            part.show_event(self._event)
        self.status.choose(self._event.status)
        self.credibility.setCurrentIndex(0)
        if self._event.credibility:
            self.credibility.choose(self._event.credibility)
        for field, count in ((self.deaths, self._event.fatalities), (self.injured, self._event.injured)):
            field.setValue(-1 if count is None else count)

    def _connect(self) -> None:
        for signal in (
            self.types.changed, self.when.changed, self.where.changed, self.who.changed, self.status.currentIndexChanged,
            self.credibility.currentIndexChanged,
            self.deaths.valueChanged, self.injured.valueChanged, self.note.textChanged, self.where.location.textChanged,
        ):  # fmt: skip
            signal.connect(self._check)

    def edited(self) -> Event:
        """The event as the fields tell it now."""
        event = self._event
        for part in (self.types, self.when, self.where, self.who):
            event = part.applied(event)
        return replace(
            event,
            status=Status(self.status.currentData()),
            fatalities=count_of(self.deaths),
            injured=count_of(self.injured),
            credibility=Credibility(chosen) if (chosen := self.credibility.currentData()) else None,
            note=self.note.toPlainText().strip(),
        )

    @Slot()
    def _check(self) -> None:
        event = self.edited()
        wrong = faults(event)
        self.problem.setText(" ".join(wrong.values()))
        self.keep.setEnabled(not wrong and self._is_worth_keeping(event))

    def _is_worth_keeping(self, event: Event) -> bool:
        return event != self._event

    @Slot()
    def _finish(self) -> None:
        self.decided.emit(self.edited(), shown(self.reason.text(), limit=500))
        self.accept()

    def done(self, result: int) -> None:
        """The look-up of places stops first."""
        self.where.shut_down()
        super().done(result)
