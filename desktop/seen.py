"""What came into a project since the person last said that all is seen, by the numbers of its last event and article."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from desktop.labels import column, link
from desktop.preferences import Preferences
from geodata.store.columns import came_after

if TYPE_CHECKING:
    from desktop.session import Session

MOST = 200  # projects that are remembered


class Seen(QObject):
    """A project that is opened the first time is new as a whole, so nothing of it is marked."""

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._preferences: Preferences | None = None
        self.last = (0, 0)  # the numbers of the last event and the last article that were seen
        session.opened.connect(self._look_up)

    def remember_in(self, preferences: Preferences) -> None:
        """Keep it there."""
        self._preferences = preferences

    @property
    def new(self) -> int:
        """How many events came since."""
        columns = self._session.columns
        return int(came_after(columns, *self.last).sum()) if columns is not None else 0

    @Slot()
    def _look_up(self) -> None:
        known = self._known().get(self._key())
        if known is None:
            self.mark_all()
        else:
            self.last = known
            self.changed.emit()

    def mark_all(self) -> None:
        """All that is there is seen."""
        columns = self._session.columns
        self.last = int(columns.fid[-1]) if columns is not None and len(columns) else 0, self._session.last_number()
        known = {**self._known(), self._key(): self.last}
        if self._preferences is not None:
            self._preferences.seen = json.dumps(dict(list(known.items())[-MOST:]))
        if self._session.filter.after is not None:
            self._session.set_filter(replace(self._session.filter, after=None))
        self.changed.emit()

    def _key(self) -> str:
        return str(self._session.project.path.absolute()) if self._session.project else ""

    def _known(self) -> dict[str, tuple[int, int]]:
        try:
            kept = json.loads(self._preferences.seen) if self._preferences is not None and self._preferences.seen else {}
        except ValueError:
            return {}
        numbers = {name: _numbers(value) for name, value in kept.items()} if isinstance(kept, dict) else {}
        return {name: value for name, value in numbers.items() if value is not None}


def _numbers(kept: object) -> tuple[int, int] | None:
    """Of an event and an article; earlier versions kept that of the event alone."""
    match kept:
        case int(event):
            return event, 0
        case [int(event), int(article)]:
            return event, article
    return None


class SeenBox(QWidget):
    """Shows only what is new, and says that all is seen; there only where something is new."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        rows = column(self, gap=0)
        self.check = QCheckBox()
        self.check.setAccessibleName("Only what is new since I last looked")
        self.check.setToolTip("Events that came in since you last pressed “All seen”")
        self.check.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # a large number never widens the panel
        self.check.clicked.connect(self._filter)
        self.all_link = link("All seen", name="All events are seen")
        self.all_link.clicked.connect(session.seen.mark_all)
        rows.addWidget(self.check)
        rows.addWidget(self.all_link, 0, Qt.AlignmentFlag.AlignRight)
        session.seen.changed.connect(self._show)
        session.filtered.connect(self._show)
        self.hide()

    @Slot()
    def _filter(self) -> None:
        after = self._session.seen.last if self.check.isChecked() else None
        self._session.set_filter(replace(self._session.filter, after=after))

    @Slot()
    def _show(self) -> None:
        number = self._session.seen.new
        self.check.setText(f"{number:,} new since I last looked")
        self.check.setChecked(self._session.filter.after is not None)
        self.setVisible(number > 0)
