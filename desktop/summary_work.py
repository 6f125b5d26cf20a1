"""Opens the summary of what is shown, and keeps it in step with the filter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from desktop.charts import chart, written
from desktop.dialogs.summary import SummaryDialog
from desktop.summary import Sentence, period_before, summary, text_of
from desktop.theme import LIGHT, Colours, colours, is_dark
from geodata.export.content import leaving
from geodata.export.release import Release
from geodata.store.columns import EventColumns
from geodata.store.project import Project
from geodata.store.tolls import toll

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from desktop.window import MainWindow

DPI = 200  # of charts in exports


class SummaryWork(QObject):
    """One summary at a time."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._session = window, window.session
        self.dialog: SummaryDialog | None = None
        self._session.filtered.connect(self._follow)
        self._session.look.changed.connect(self._draw_anew)
        self._is_grey = self._session.look.grey

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
        columns, project = self._session.columns, self._session.project
        if self.dialog is None or columns is None or project is None:
            return
        self.dialog.show_summary(self._told(project, columns, Release()), self._chart(columns, colours(), is_dark=is_dark()))

    @Slot()
    def _draw_anew(self) -> None:
        """In grey as the map is, or no more."""
        if self._is_grey == self._session.look.grey:
            return
        self._is_grey = self._session.look.grey
        if self.dialog is not None and self._session.columns is not None:
            self.dialog.show_chart(self._chart(self._session.columns, colours(), is_dark=is_dark()))

    def _chart(self, columns: EventColumns, look: Colours, *, is_dark: bool) -> Figure | None:
        return chart(columns, self._session.mask, look, is_dark=is_dark, is_grey=self._session.look.grey)

    def _told(self, project: Project, columns: EventColumns, release: Release) -> tuple[Sentence, ...]:
        shown_now = self._session.mask
        days = period_before(self._session.filter)
        before = self._session.mask_where(first_date=days[0], last_date=days[1]) if days else None
        dead = toll(project, columns, shown_now)
        return summary(columns, shown_now, self._session.filter, before, leaving(project, release), dead)

    def paragraphs(self, release: Release) -> tuple[str, ...]:
        """The summary for an export: as a person has changed it where it is open, else of what is shown, named as it may leave."""
        if self.dialog is not None and self.dialog.is_edited:
            return tuple(filter(None, self.dialog.text.toPlainText().split("\n")))
        columns, project = self._session.columns, self._session.project
        if columns is None or project is None:
            return ()
        return tuple(text_of([sentence]) for sentence in self._told(project, columns, release))

    def charts(self) -> bytes | None:
        """The charts of what is shown for an export, a PNG in light colours, or in grey as the map is; None where no event has a date."""
        columns = self._session.columns
        figure = self._chart(columns, LIGHT, is_dark=False) if columns is not None else None
        return written(figure, "png", dpi=DPI) if figure is not None else None

    @Slot()
    def _forget(self) -> None:
        self.dialog = None
