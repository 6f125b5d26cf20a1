"""The place card: which place some words of an article mean, why, and what else they might mean."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QFormLayout, QHBoxLayout, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.candidates import CandidateList
from desktop.labels import GAP, column, heading, label, link, rule, styled
from desktop.lookup import Lookup
from desktop.places import POINT_CODE, Question, coordinate_lines, described, kind_words, precision_words
from desktop.session import Session
from desktop.wording import shown
from geodata.gazetteer.names import fold
from geodata.gazetteer.suggest import Suggestion
from geodata.model import Candidate, Place, PlaceRule, Resolution, Role, Scope
from geodata.store.corrections import Correction

SCOPES = {Scope.ARTICLE: "This article", Scope.SOURCE: "This source", Scope.ALWAYS: "Always"}
SCOPE_WORDS = {Scope.ARTICLE: "for this article", Scope.SOURCE: "for this source", Scope.ALWAYS: "always"}
NOTHING = "The gazetteer has no place of this name. Type another name or coordinates, or look it up online."


class PlacePanel(QScrollArea):
    """Shows the session's question; hidden while there is none."""

    decided = Signal(object)  # Correction
    taken_back = Signal(int)  # its number
    online_asked = Signal(str)  # the words to look up

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setAccessibleName("Place")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._session = session
        self._question: Question | None = None
        self._decision: Correction | None = None
        self._own: tuple[Candidate, ...] = ()
        self.lookup = Lookup(self)
        self.lookup.answered.connect(self._take_answer)
        self.lookup.failed.connect(session.failed)
        self._make()
        session.placing.connect(self.ask)
        session.pointed.connect(self.list.point)
        self.hide()

    # The parts

    def _make(self) -> None:
        page = QWidget()
        styled(page, "page")
        layout = column(page, margin=GAP * 2, gap=GAP)
        layout.addLayout(self._head())
        layout.addLayout(self._facts())
        self.reasons = label(role="muted", wrap=True)
        layout.addWidget(self.reasons)
        layout.addWidget(rule())
        layout.addLayout(self._scope_row())
        layout.addWidget(self._search_field())
        self.list = CandidateList()
        self.list.pointed.connect(self._session.pointed)
        self.list.chosen.connect(self.choose)
        layout.addWidget(self.list, 1)
        self.none = label(NOTHING, role="muted", wrap=True)
        layout.addWidget(self.none)
        layout.addLayout(self._buttons())
        self.setWidget(page)

    def _head(self) -> QVBoxLayout:
        self.title = label(role="title", wrap=True)
        self.role = label(role="chip")
        self.close_link = link("Close", name="Close the place card")
        self.close_link.clicked.connect(self._close)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(heading("Place"))
        row.addWidget(self.role)
        row.addStretch(1)
        row.addWidget(self.close_link)
        self.decision = label(role="muted", wrap=True)
        self.undo = link("Undo", name="Take this decision back")
        self.undo.clicked.connect(self._take_back)
        decided = QHBoxLayout()
        decided.setSpacing(GAP)
        decided.addWidget(self.decision, 1)
        decided.addWidget(self.undo)
        head = QVBoxLayout()
        head.setSpacing(GAP // 2)
        for part in (row, decided):
            head.addLayout(part)
        head.insertWidget(1, self.title)
        return head

    def _facts(self) -> QFormLayout:
        form = QFormLayout(fieldGrowthPolicy=QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        form.setHorizontalSpacing(GAP * 2)
        form.setVerticalSpacing(GAP // 2)
        self.facts = {name: label(wrap=True, selectable=True) for name in ("Read as", "Where", "Precision")}
        for name, value in self.facts.items():
            title = label(name, role="muted")
            title.setAlignment(Qt.AlignmentFlag.AlignTop)
            form.addRow(title, value)
        self._form = form
        return form

    def _scope_row(self) -> QHBoxLayout:
        self.scopes = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(label("Apply to", role="muted"))
        row.addSpacing(GAP)
        self.scope_buttons: dict[Scope, QPushButton] = {}
        for scope, words in SCOPES.items():
            button = self.scope_buttons[scope] = QPushButton(words)
            button.setCheckable(True)  # Qt's own signature
            styled(button, "segment")
            button.setProperty("place", "first" if scope is Scope.ARTICLE else "last" if scope is Scope.ALWAYS else "middle")
            self.scopes.addButton(button)
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _search_field(self) -> QLineEdit:
        self.search = QLineEdit(placeholderText="Another place, or coordinates")
        self.search.setAccessibleName("Another place, or coordinates")
        self.search.setClearButtonEnabled(True)
        self.search.textEdited.connect(self._look_up)
        self.search.textChanged.connect(self._restore)
        self.search.returnPressed.connect(self._choose_current)
        return self.search

    def _buttons(self) -> QHBoxLayout:
        self.refuse_button = QPushButton("Not a place")
        self.refuse_button.clicked.connect(self.refuse)
        self.online_button = QPushButton("Look up online…")
        self.online_button.clicked.connect(self.look_up_online)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.refuse_button)
        row.addWidget(self.online_button)
        row.addStretch(1)
        return row

    # What is shown

    @Slot(object)
    def ask(self, question: Question | None) -> None:
        """Show the card of that question, none where it is None."""
        is_same = question is not None and self._question is not None and _span(question) == _span(self._question)
        self._question = None  # so that the emptied field asks for nothing
        self.search.clear()
        self._question = question
        if question is None:
            self.lookup.cancel()
            self._show_choices((), move=False)
            self.hide()
            return
        self._decision = self._session.decision(question.article, question.words)
        if not is_same:
            self.scope_buttons[Scope.ARTICLE].setChecked(True)
        self._own = _candidates(question.resolution)
        self._show_head(question)
        self._enable(question)
        self.show()
        self._ask_candidates()

    def _ask_candidates(self) -> None:
        assert self._question is not None
        if self._own:
            self.lookup.describe(tuple(candidate.place for candidate in self._own))
        else:
            self.lookup.ask(self._question.words)

    def _show_head(self, question: Question) -> None:
        resolution = question.resolution
        self.title.setText(f"“{shown(question.words, limit=120)}”")
        self.role.setVisible(resolution is not None)
        self.role.setText("of people or a government" if resolution and resolution.toponym.role is Role.ASSOCIATIVE else "place name")
        place = resolution.place if resolution else None
        if place is None:
            told = "No place: your decision" if self._decision else "Not resolved"
            self._set_fact("Read as", told if resolution else "No place yet: choose one below")
            self._set_fact("Where", "")
            self._set_fact("Precision", "")
        else:
            self._set_fact("Read as", f"{shown(place.name, limit=120)} · {kind_words(place)}")
            self._set_fact("Where", coordinate_lines(place))
            self._set_fact("Precision", precision_words(resolution) if resolution else "")
        why = resolution.reasons if resolution else ()
        if self._decision:  # told above the facts
            why = tuple(reason for reason in why if reason != self._decision.rule.reason)
        if resolution and not why and place is not None and not self._decision:
            why = next((c.reasons for c in resolution.candidates if c.place.geonameid == place.geonameid), ())
        self.reasons.setText("\n".join(shown(reason, limit=300) for reason in why))
        self.reasons.setVisible(bool(why))
        decision = self._decision
        self.decision.setText(f"Your decision, {SCOPE_WORDS[decision.rule.scope]}." if decision else "")
        for widget in (self.decision, self.undo):
            widget.setVisible(decision is not None)

    def _set_fact(self, name: str, value: str) -> None:
        self.facts[name].setText(value)
        self._form.setRowVisible(self.facts[name], bool(value))

    def _enable(self, question: Question) -> None:
        writable = self._session.is_writable
        for scope, button in self.scope_buttons.items():
            button.setEnabled(writable and (scope is not Scope.SOURCE or bool(question.article.source)))
        is_refused = question.resolution is not None and question.resolution.place is None and self._decision is not None
        self.refuse_button.setEnabled(writable and question.resolution is not None and not is_refused)
        self.undo.setEnabled(writable)

    @Slot(str, object)
    def _take_answer(self, typed: str, answer: tuple[Suggestion, ...]) -> None:
        if self._question is None:
            return
        place = self._question.resolution.place if self._question.resolution else None
        if not typed and place is not None:
            described_place = next((s for s in answer if s.place.geonameid == place.geonameid), None)
            if described_place is not None:
                self._set_fact("Read as", f"{shown(place.name, limit=120)}\n{described(described_place)}")
        self._show_choices(answer, move=True)

    def _show_choices(self, choices: tuple[Suggestion, ...], *, move: bool) -> None:
        chosen = self._question.resolution.place if self._question and self._question.resolution else None
        pins = self.list.show_choices(choices, chosen, {candidate.place: candidate.reasons for candidate in self._own})
        self.none.setVisible(not choices)
        self._session.pinned.emit(pins, move)

    # What the user does

    @Slot(str)
    def _look_up(self, typed: str) -> None:
        if typed.strip():
            self.lookup.ask(typed)

    @Slot(str)
    def _restore(self, typed: str) -> None:
        """An emptied field brings the own candidates back."""
        if not typed.strip() and self._question is not None:
            self._ask_candidates()

    @Slot()
    def _choose_current(self) -> None:
        self.list.choose_current()

    @Slot(object)
    def choose(self, place: Place) -> None:
        """The words mean `place`, within the chosen scope."""
        if self._question is not None and self._session.is_writable:
            named = replace(place, name=self._question.words) if place.feature_code == POINT_CODE else place
            self.decided.emit(self._correction(self._question, named))

    @Slot()
    def refuse(self) -> None:
        """The words are no place, within the chosen scope."""
        if self._question is not None and self.refuse_button.isEnabled():
            self.decided.emit(self._correction(self._question, None))

    @Slot()
    def look_up_online(self) -> None:
        """Ask for the dialog of the services; nothing is sent before its own button is pressed."""
        if self._question is not None:
            self.online_asked.emit(self.search.text().strip() or self._question.words)

    def _correction(self, question: Question, place: Place | None) -> Correction:
        scope = next(scope for scope, button in self.scope_buttons.items() if button.isChecked())
        within = {Scope.ARTICLE: question.article.article_id, Scope.SOURCE: question.article.source or "", Scope.ALWAYS: ""}[scope]
        verdict = f"You chose this place, {SCOPE_WORDS[scope]}." if place else f"You said that this is no place, {SCOPE_WORDS[scope]}."
        is_made = question.resolution is None or bool(self._decision and self._decision.written)
        return Correction(
            rule=PlaceRule(name=fold(question.words), place=place, scope=scope, within=within, reason=verdict),
            written=question.words if is_made else None,
        )

    @Slot()
    def _take_back(self) -> None:
        if self._decision is not None:
            self.taken_back.emit(self._decision.number)

    @Slot()
    def _close(self) -> None:
        self._session.ask_place(None)


def _candidates(resolution: Resolution | None) -> tuple[Candidate, ...]:
    """Those that were weighed, the chosen place among them."""
    if resolution is None:
        return ()
    known = resolution.candidates
    if resolution.place is None or any(c.place.geonameid == resolution.place.geonameid for c in known):
        return known
    return (Candidate(place=resolution.place, score=resolution.score, reasons=resolution.reasons), *known)


def _span(question: Question) -> tuple[str, int, int]:
    return question.article.article_id, question.start_char, question.end_char
