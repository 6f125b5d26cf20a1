"""The place card: which place some words of an article mean, why, and what else they might mean."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QPushButton, QScrollArea, QWidget

from desktop.candidates import CandidateList
from desktop.labels import GAP, column, label, rule, styled
from desktop.lookup import Lookup
from desktop.place_head import PlaceHead
from desktop.places import POINT_CODE, Question
from desktop.session import Session
from geodata.gazetteer.names import name_key
from geodata.gazetteer.suggest import Suggestion
from geodata.model import Candidate, Place, PlaceRule, Resolution, Scope
from geodata.store.corrections import Correction

SCOPES = {Scope.ARTICLE: "This article", Scope.SOURCE: "This source", Scope.ALWAYS: "Always"}
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
        self._is_new = True
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
        self.head = PlaceHead()
        self.head.closed.connect(self.close_card)
        self.head.taken_back.connect(self._take_back)
        layout.addWidget(self.head)
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
        self._is_new = not is_same  # the map does not move again for a card that a decision fills anew
        if self._is_new:
            self.scope_buttons[Scope.ARTICLE].setChecked(True)
        self._own = _candidates(question.resolution)
        self.head.show_question(question, self._decision)
        self._enable(question)
        self.show()
        if question.resolution is None and self._is_new:
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self._ask_candidates()

    def _ask_candidates(self) -> None:
        assert self._question is not None
        if self._own:
            # The resolver weighs nothing beside a decision; the other places of that name are still to be chosen from.
            more = self._question.words if self._decision else ""
            self.lookup.describe(tuple(candidate.place for candidate in self._own), more=more)
        else:
            self.lookup.ask(self._question.words)

    def _enable(self, question: Question) -> None:
        writable = self._session.is_writable
        for scope, button in self.scope_buttons.items():
            button.setEnabled(writable and (scope is not Scope.SOURCE or bool(question.article.source)))
        is_refused = question.resolution is not None and question.resolution.place is None and self._decision is not None
        self.refuse_button.setEnabled(writable and question.resolution is not None and not is_refused)
        self.head.undo.setEnabled(writable)

    @Slot(str, object)
    def _take_answer(self, typed: str, answer: tuple[Suggestion, ...]) -> None:
        if self._question is None:
            return
        if not typed:
            self.head.describe(answer)
        self._show_choices(answer, move=bool(typed) or self._is_new)

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
        is_made = question.resolution is None or bool(self._decision and self._decision.written)
        return Correction(
            rule=PlaceRule(name=name_key(question.words), place=place, scope=scope, within=within),
            written=question.words if is_made else None,
            here=question.article.article_id,
        )

    @Slot()
    def _take_back(self) -> None:
        if self._decision is not None:
            self.taken_back.emit(self._decision.number)

    @Slot()
    def close_card(self) -> None:
        """Ask about no words any more."""
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
