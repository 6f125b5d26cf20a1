"""What the commands of review do: an event accepted or rejected, undo and redo through the trail, whose decisions these are."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QInputDialog

from desktop.labels import label
from desktop.trail_words import action_words
from geodata import reviewing, undoing
from geodata.analyst import ground_of
from geodata.changes import joined
from geodata.errors import GeodataError
from geodata.gazetteer.search import Gazetteer
from geodata.model import Changes, Event
from geodata.store import review, trail
from geodata.store.project import Project
from geodata.store.trail import By, Line
from geodata.wording import shown

if TYPE_CHECKING:
    from desktop.window import MainWindow

WHY = "Why is it no event, or not rightly told? This may be left empty."
WHY_ALL = "Why are these {number:,} events rejected? This may be left empty."
MEASURED = "Of the events that Dateline or a dataset coded and you reviewed: how many you accepted without changing a field."
ENOUGH = 10  # reviewed events: a share of fewer tells nothing
WHO = "Your name, as the trail of decisions is to tell it:"


class ReviewWork(QObject):
    """Decisions about events are carried out at once; undone and redone are those about places and merges too."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._session = window, window.session
        self._next: dict[bool, Line | None] = {True: None, False: None}  # what undo, and redo, would be about
        self._passed: set[str] = set()  # seen in this round of the queue
        self.measured = label(role="muted")
        self.ask = QInputDialog.getText  # tests answer in its place
        self._session.filtered.connect(self._look)
        window.places.corrections.changed.connect(self._look)
        window.detail.judged.connect(self._judge)
        for part in (window.detail, window.events):
            for key, handler in (("A", self.accept), ("E", self.edit), ("R", self.reject)):
                made = QShortcut(QKeySequence(key), part, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
                made.activated.connect(handler)

    # -- decisions -----------------------------------------------------------------------------------------------------

    @Slot(str)
    def _judge(self, what: str) -> None:
        {"accept": self.accept, "edit": self.edit, "reject": self.reject}[what]()

    def accept(self) -> None:
        """Say that the selected events are coded rightly."""
        if self._can_judge():
            self._each(reviewing.accept, self._window.preferences.by(), "Accepted")

    def reject(self) -> None:
        """Withdraw the selected events, with a reason."""
        if not self._can_judge():
            return
        number = len(self._session.selection)
        reason, ok = self.ask(self._window, "Reject event", WHY if number == 1 else WHY_ALL.format(number=number))
        if ok:
            told = "Rejected: kept, and shown only where the filter asks for rejected events"
            self._each(reviewing.reject, self._window.preferences.by(shown(reason, limit=500)), told)

    def edit(self) -> None:
        """Correct the fields of the selected event."""
        from desktop.dialogs.edit_event import EditEventDialog

        if not self._can_judge() or len(self._session.selection) != 1:
            return
        [event] = self._session.events(self._session.selection)
        pieces = {piece.article_id: piece for piece in reversed(event.evidence)}
        texts = self._session.articles_of(pieces)
        words = " … ".join(article.text[pieces[i].start_char : pieces[i].end_char] for i, article in texts.items())
        named = [
            resolution
            for piece in event.evidence
            for resolution in self._session.resolutions(piece.article_id)
            if piece.start_char <= resolution.toponym.start_char and resolution.toponym.end_char <= piece.end_char
        ]
        self.dialog = EditEventDialog(event, words, self._window, named=named)
        self.dialog.decided.connect(self._correct)
        self.dialog.open()

    @Slot(object, str)
    def _correct(self, event: Event, reason: str) -> None:
        by = self._window.preferences.by(reason)

        def correct(project: Project) -> Changes:
            with Gazetteer.open() as gazetteer:
                return reviewing.correct(project, event, by, ground=ground_of(gazetteer))

        self.carry_out(correct, "Corrected.")

    def _can_judge(self) -> bool:
        return self._session.is_writable and bool(self._session.selection)

    def _each(self, decide: Callable[[Project, str, By], Changes], by: By, told: str) -> None:
        """Decide about each selected event; what was done before an error stays."""
        chosen = self._session.selection

        def judge(project: Project) -> Changes:
            return joined(decide(project, event_id, by) for event_id in chosen)

        self.carry_out(judge, f"{told}: {len(chosen):,} events." if len(chosen) > 1 else f"{told}.")

    def name_person(self) -> None:
        """Ask for the name that decisions are kept under."""
        preferences = self._window.preferences
        name, ok = self.ask(self._window, "Your name", WHO, text=preferences.person)
        if ok:
            preferences.person = shown(name, limit=60)

    def carry_out(self, change: Callable[[Project], Changes], told: str) -> Changes | None:
        """Write a decision and show what it changed; None where it could not be kept, and then the user knows why."""
        project = self._session.project
        assert project is not None
        focused = QApplication.focusWidget()
        is_on_card = focused is not None and self._window.detail.isAncestorOf(focused)
        before = trail.mark(project)
        try:
            changes = change(project)
        except GeodataError as error:
            self._window.messages.tell(str(error))
            return None
        if changes or trail.mark(project) != before:  # a source may have no events
            self._session.refresh(changes)
            self._window.messages.tell(told, action="Undo", handler=self.undo)
        if is_on_card:  # the card was made anew
            QTimer.singleShot(0, self._window.detail, self._window.detail.focus_card)
        return changes

    # -- the queue -----------------------------------------------------------------------------------------------------

    def next_doubtful(self) -> None:
        """Select the most doubtful event that passes the filter and that nobody reviewed; each comes once before the first comes again."""
        session = self._session
        if session.project is None or session.columns is None:
            return
        waiting = review.queue(session.project, session.columns, session.mask)
        found = next((i for i in waiting if i not in self._passed), waiting[0] if waiting else None)
        if found is None:
            self._window.messages.tell("Everything that passes the filter was reviewed.")
            return
        self._passed = {found} if found in self._passed else self._passed | {found}
        session.select([found], move=True)

    def _measure(self) -> None:
        project, columns = self._session.project, self._session.columns
        if project is None or columns is None:
            return
        found = review.measured(project, columns)
        share = f" ({found.share:.0%})" if found.reviewed >= ENOUGH else ""
        told = f"{found.right:,} accepted as coded{share}, {found.corrected:,} corrected, {found.rejected:,} rejected"
        self.measured.setText(f"Reviewed {found.reviewed:,}: {told}" if found.reviewed else "")
        by_hand = f" {found.by_hand:,} made by hand are not counted." if found.by_hand else ""
        self.measured.setToolTip(f"{MEASURED}{by_hand}")

    # -- undo and redo -------------------------------------------------------------------------------------------------

    @property
    def can_undo(self) -> bool:
        """True where the trail holds something in force, and no decision is being carried out."""
        return self._next[True] is not None

    @property
    def can_redo(self) -> bool:
        """True where something was undone that can be done again."""
        return self._next[False] is not None

    def undo(self) -> None:
        """Undo the newest decision of the trail."""
        self._turn(is_undo=True)

    def redo(self) -> None:
        """Do again what was undone last."""
        self._turn(is_undo=False)

    def _turn(self, *, is_undo: bool) -> None:
        project, line = self._session.project, self._next[is_undo]
        if project is None or line is None:
            return
        if not undoing.is_quick(project, line, is_undo=is_undo):
            self._window.places.corrections.turn(line, self._words(line), is_undo=is_undo)
            return
        by = self._window.preferences.by()
        words = f"{'Undone' if is_undo else 'Done again'}: {self._words(line)}."
        changes = self.carry_out(lambda project: undoing.turn_quickly(project, line, by, is_undo=is_undo), words)
        if changes is not None:
            self._window.messages.tell(words)
            if line.action is trail.Action.GRADE:  # it is about no event
                return
            self._session.select([i for i in changes.events if self._session.row(i) is not None], move=True)

    @Slot()
    def _look(self) -> None:
        """What undo and redo are about now, which the menu names, and how much was right."""
        self._measure()
        project, is_busy = self._session.project, self._window.places.corrections.is_busy
        for is_undo, name, title in ((True, "undo", "&Undo"), (False, "redo", "&Redo")):
            can = project is not None and not project.read_only and not is_busy
            self._next[is_undo] = line = undoing.next_line(project, is_undo=is_undo) if can and project else None
            action = self._window.actions_by_id[name]
            action.setText(f"{title}: {self._words(line)}" if line else title)

    def _words(self, line: Line) -> str:
        project = self._session.project
        assert project is not None
        return action_words(line, trail.event_of(project, line)).replace("&", "&&")
