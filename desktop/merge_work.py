"""What the commands about merges do: a report told apart, two events made one, and what is selected afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from desktop.row_card import row_words
from geodata import reviewing
from geodata.model import Changes, Event
from geodata.wording import shown

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
            self._join(events[0].event_id, events[1].event_id)
        elif events:
            self._ask(events[0])

    def _ask(self, event: Event) -> None:
        from desktop.dialogs.same_event import SameEventDialog

        session = self._window.session
        candidates = [(other, self._title(other)) for other in session.near(event)]
        self.dialog = SameEventDialog(event, candidates, self._window)
        self.dialog.chosen.connect(self._join)
        self.dialog.open()

    def _title(self, event: Event) -> str:
        if event.row:
            return ": ".join(filter(None, (event.row.dataset, event.row.notes)))
        return self._window.session.article(event.evidence[0].article_id).title if event.evidence else event.note

    @Slot(str, str)
    def _join(self, one: str, other: str) -> None:
        """A dataset's event takes nothing in: that of the article is rejected as told twice."""
        both = self._window.session.events((one, other))
        imported, told = ([event for event in both if bool(event.row) is is_imported] for is_imported in (True, False))
        if len(imported) == len(told) == 1:
            self._count_once(told[0], imported[0])
        else:
            self._decisions.join(one, other)

    def _count_once(self, told: Event, imported: Event) -> None:
        assert imported.row is not None
        by = self._window.preferences.by(f"The same event as {row_words(imported.row)}")
        words = f"Counted once now, as {shown(imported.row.dataset, limit=60)} tells it; the other is rejected as the same."
        if self._window.review.carry_out(lambda project: reviewing.reject(project, told.event_id, by), words) is not None:
            self._window.session.select([imported.event_id])
