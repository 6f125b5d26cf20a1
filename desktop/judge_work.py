"""Accepting and rejecting events, and undo and redo of what was decided, in the order of time."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QInputDialog

from desktop.wording import place_name, shown, what_words
from geodata import reviewing, undoing
from geodata.errors import GeodataError
from geodata.model import Changes, Event
from geodata.store import trail
from geodata.store.project import Project
from geodata.store.trail import Action, By, Line

if TYPE_CHECKING:
    from desktop.window import MainWindow

_NAMES = {Action.ACCEPT: "accept", Action.REJECT: "reject", Action.CORRECT: "correct", Action.CREATE: "make"}
TOLD_SINCE = "Articles have told of this event since it was made, so it stays; it can be rejected."


class JudgeWork(QObject):
    """What a person says of the selected events; each decision is kept with who took it, when and why."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._session = window, window.session
        self.ask = QInputDialog.getText  # tests answer in its place
        self.undo_line: Line | None = None  # what undo and redo would be about, of events
        self.redo_line: Line | None = None
        window.detail.judged.connect(self._judge)
        self._session.opened.connect(self.look)
        self._session.changed.connect(self.look)

    @Slot(bool)
    def _judge(self, accepted: bool) -> None:  # noqa: FBT001 - a signal's
        self.accept() if accepted else self.reject()

    def accept(self) -> None:
        """The selected events are coded rightly."""
        self._each(reviewing.accept, "Accepted")

    def reject(self) -> None:
        """The selected events are withdrawn, for a reason that may be left empty."""
        number = len(self._session.selection)
        asked = "Why? It stays in the history; it may be left empty." if number == 1 else f"Why are these {number:,} events rejected?"
        reason, ok = self.ask(self._window, "Reject event", asked, text="")
        if ok:
            by = By(reason=shown(reason, limit=500))
            self._each(lambda project, event: reviewing.reject(project, event, by), "Rejected")

    def _each(self, decide: Callable[[Project, str], Changes], done: str) -> None:
        """Decide about each selected event; what was done before an error stays."""
        project, changed = self._session.project, list[str]()
        if project is None:
            return
        try:
            for event in self._session.selection:
                changed += decide(project, event).events
        except GeodataError as error:
            self._window.messages.tell(str(error))
        self._refresh(Changes(events=tuple(changed)))
        if changed:
            what = self._name(changed[0]) if len(changed) == 1 else f"{len(changed):,} events"
            self._window.messages.tell(f"{done}: {what}.", action="Undo", handler=self.undo)

    @property
    def can_undo(self) -> bool:
        """True where a decision stands that can be taken back here: about an event, or this sitting's about a name or a merge."""
        return self.undo_line is not None or self._window.places.corrections.can_undo

    def undo(self) -> None:
        """Take back the latest decision, be it about an event, a place name or a merge."""
        corrections = self._window.places.corrections
        line, other = self.undo_line, corrections.latest
        if line is not None and (other is None or line.added >= other):
            self._turn(line, is_undo=True)
        elif other is not None:
            corrections.undo()

    def redo(self) -> None:
        """Decide again about the event what was undone last."""
        if self.redo_line is not None:
            self._turn(self.redo_line, is_undo=False)

    def _turn(self, line: Line, *, is_undo: bool) -> None:
        project = self._session.project
        assert project is not None
        if not undoing.is_quick(project, line, is_undo=is_undo):
            self._window.messages.tell(TOLD_SINCE)
            return
        named = self._name(line.event_id or "")
        try:
            changes = undoing.turn_quickly(project, line, is_undo=is_undo)
        except GeodataError as error:
            self._window.messages.tell(str(error))
            return
        self._refresh(changes)
        self._window.messages.tell(f"{'Undone' if is_undo else 'Done again'}: {self.words(line, named)}.")

    def _refresh(self, changes: Changes) -> None:
        if changes:
            self._session.refresh(changes)

    @Slot()
    def look(self) -> None:
        """See what undo and redo would be about now, and name it in the menu."""
        project = self._session.project
        is_kept = project is not None and not project.read_only
        self.undo_line = trail.to_undo(project, of_events=True) if project is not None and is_kept else None
        self.redo_line = trail.to_redo(project, of_events=True) if project is not None and is_kept else None

    def words(self, line: Line, named: str = "") -> str:
        """What a line did: "reject attack, Inata"."""
        named = named or self._name(line.event_id or "")
        return f"{_NAMES.get(line.action, 'decide about')} {named or 'an event'}"

    def _name(self, event_id: str) -> str:
        found = self._session.events([event_id]) if event_id else []
        return _named(found[0]) if found else ""


def _named(event: Event) -> str:
    where = place_name(event)
    words = what_words(event)
    return f"{words[0].lower()}{words[1:]}{f', {where}' if where else ''}"
