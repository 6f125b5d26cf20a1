"""Opens the summary of what is shown, and keeps it in step with the filter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from desktop.charts import chart
from desktop.dialogs.summary import SummaryDialog
from desktop.summary import period_before, summary
from desktop.theme import colours, is_dark

if TYPE_CHECKING:
    from desktop.window import MainWindow


class SummaryWork(QObject):
    """One summary at a time."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._session = window, window.session
        self.dialog: SummaryDialog | None = None
        self._session.filtered.connect(self._follow)

    @Slot()
    def open(self) -> None:
        """Show it, or bring it to the front."""
        if self.dialog is None:
            self.dialog = SummaryDialog(self._window, marking=lambda: self._session.marking)
            self.dialog.asked.connect(self._select)
            self.dialog.anew.connect(self._tell)
            self.dialog.finished.connect(self._forget)
            self._tell()
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()

    @Slot(object)
    def _select(self, event_ids: tuple[str, ...]) -> None:
        self._session.select(event_ids, move=True)

    @Slot()
    def _follow(self) -> None:
        """What a person wrote is not written over."""
        if self.dialog is not None and not self.dialog.is_edited:
            self._tell()
        elif self.dialog is not None:
            self.dialog.tell_stale()

    @Slot()
    def _tell(self) -> None:
        columns = self._session.columns
        if self.dialog is None or columns is None:
            return
        days = period_before(self._session.filter)
        before = self._session.mask_where(first_date=days[0], last_date=days[1]) if days else None
        told = summary(columns, self._session.mask, self._session.filter, before, self._session.events)
        self.dialog.show_summary(told, chart(columns, self._session.mask, colours(), is_dark=is_dark()))

    @Slot()
    def _forget(self) -> None:
        self.dialog = None
