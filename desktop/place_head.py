"""The upper part of the place card: what the words were read as, where that is, how precisely, and why."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QWidget

from desktop.labels import GAP, column, heading, label, link
from desktop.places import Question, coordinate_lines, described, kind_words, precision_words
from geodata.gazetteer.suggest import Suggestion
from geodata.geoparsing.rules import SCOPE_WORDS
from geodata.model import Resolution, Role
from geodata.store.corrections import Correction
from geodata.wording import shown

FACTS = ("Read as", "Where", "Precision")


class PlaceHead(QWidget):
    """Filled by `show_question`; what only the gazetteer knows comes later, by `describe`."""

    closed = Signal()
    taken_back = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._resolution: Resolution | None = None
        self.title = label(role="title", wrap=True)
        self.role = label(role="chip")
        self.close_link = link("Close", name="Close the place card")
        self.close_link.clicked.connect(self.closed)
        self.decision = label(role="muted", wrap=True)
        self.undo = link("Undo", name="Take this decision back")
        self.undo.clicked.connect(self.taken_back)
        self.facts = {name: label(wrap=True, selectable=True) for name in FACTS}
        self.reasons = label(role="muted", wrap=True)
        self._lay_out()

    def _lay_out(self) -> None:
        layout = column(self, gap=GAP // 2)
        layout.addLayout(_row(heading("Place"), self.role, None, self.close_link))
        layout.addWidget(self.title)
        layout.addLayout(_row(self.decision, self.undo))
        self._form = QFormLayout(fieldGrowthPolicy=QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._form.setHorizontalSpacing(GAP * 2)
        self._form.setVerticalSpacing(GAP // 2)
        for name, value in self.facts.items():
            title = label(name, role="muted")
            title.setAlignment(Qt.AlignmentFlag.AlignTop)
            self._form.addRow(title, value)
        layout.addLayout(self._form)
        layout.addWidget(self.reasons)

    def show_question(self, question: Question, decision: Correction | None) -> None:
        """Tell what is kept of these words; `decision` is the person's that holds for them."""
        resolution = self._resolution = question.resolution
        self.title.setText(f"“{shown(question.words, limit=120)}”")
        self.role.setVisible(resolution is not None)
        self.role.setText("of people or a government" if resolution and resolution.toponym.role is Role.ASSOCIATIVE else "place name")
        self._show_facts(resolution, is_decided=decision is not None)
        why = _reasons(resolution) if decision is None else ()
        self.reasons.setText("\n".join(shown(reason, limit=300) for reason in why))
        self.reasons.setVisible(bool(why))
        self.decision.setText(f"Your decision, {SCOPE_WORDS[decision.rule.scope]}." if decision else "")
        for widget in (self.decision, self.undo):
            widget.setVisible(decision is not None)

    def describe(self, suggestions: Sequence[Suggestion]) -> None:
        """Add region and country to the chosen place, where it is among these."""
        place = self._resolution.place if self._resolution else None
        found = next((s for s in suggestions if place is not None and s.place.geonameid == place.geonameid), None)
        if found is not None:
            self._set("Read as", f"{shown(found.place.name, limit=120)}\n{described(found)}")

    def _show_facts(self, resolution: Resolution | None, *, is_decided: bool) -> None:
        place = resolution.place if resolution else None
        if resolution is None:
            told = "No place yet: choose one below"
        elif place is None:
            told = "No place: your decision" if is_decided else "Not resolved"
        else:
            told = f"{shown(place.name, limit=120)} · {kind_words(place)}"
        self._set("Read as", told)
        self._set("Where", coordinate_lines(place) if place else "")
        self._set("Precision", precision_words(resolution) if resolution and place else "")

    def _set(self, name: str, value: str) -> None:
        self.facts[name].setText(value)
        self._form.setRowVisible(self.facts[name], bool(value))


def _reasons(resolution: Resolution | None) -> tuple[str, ...]:
    """Of the resolution, else of the chosen candidate."""
    if resolution is None or resolution.reasons or resolution.place is None:
        return resolution.reasons if resolution else ()
    chosen = resolution.place.geonameid
    return next((candidate.reasons for candidate in resolution.candidates if candidate.place.geonameid == chosen), ())


def _row(*parts: QWidget | None) -> QHBoxLayout:
    """Parts side by side; None is a gap that grows."""
    row = QHBoxLayout()
    row.setSpacing(GAP)
    for part in parts:
        if part is None:
            row.addStretch(1)
        else:
            row.addWidget(part)
    return row
