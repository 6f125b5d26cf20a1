"""What the commands about merges do: a report told apart, two events made one, and what is selected afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from geodata.model import Changes, Event

if TYPE_CHECKING:
    from desktop.window import MainWindow


class MergeWork(QObject):
    """Joins the event's card to the decisions, and opens the list of events to choose from."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._decisions = window.places.corrections
        window.detail.parted.connect(self._decisions.part)
        window.detail.join_asked.connect(self.join)
        window.detail.taken_back.connect(self._decisions.take_back_merge)
        self._decisions.regrouped.connect(self._show)

    @Slot(object, str)
    def _show(self, changes: Changes, told: str) -> None:
        """Select what there is now: the two events, or the one."""
        session = self._window.session
        session.select(event for event in changes.events if session.row(event) is not None)
        self._window.messages.tell(told)

    @Slot()
    def join(self) -> None:
        """Make one of the two selected events, or of the selected one and another that a person chooses."""
        events = self._window.session.events(self._window.session.selection)
        if len(events) == 2:
            self._decisions.join(events[0].event_id, events[1].event_id)
        elif events:
            self._ask(events[0])

    def _ask(self, event: Event) -> None:
        from desktop.dialogs.same_event import SameEventDialog

        session = self._window.session
        candidates = [(other, session.article(other.evidence[0].article_id).title) for other in session.near(event) if other.evidence]
        self.dialog = SameEventDialog(event, candidates, self._window)
        self.dialog.chosen.connect(self._decisions.join)
        self.dialog.open()
