"""Grades of sources: asks for them, and keeps them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from geodata import reviewing
from geodata.grades import Reliability
from geodata.model import Changes
from geodata.store import grades
from geodata.store.project import Project
from geodata.wording import counted

if TYPE_CHECKING:
    from desktop.window import MainWindow


class GradeWork(QObject):
    """Each grade is a line of the trail of its own, so that it can be undone."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._session = window, window.session

    def open(self) -> None:
        """Show the sources with their grades."""
        from desktop.dialogs.grades import GradesDialog

        if self._session.project is None:
            return
        self.dialog = GradesDialog(grades.all_sources(self._session.project), self._session.grades(), self._window)
        self.dialog.decided.connect(self._keep)
        self.dialog.open()

    @Slot(object, str)
    def _keep(self, changed: dict[str, Reliability | None], reason: str) -> None:
        by = self._window.preferences.by(reason)

        def keep(project: Project) -> Changes:
            done = [reviewing.grade_source(project, source, grade, by) for source, grade in changed.items()]
            return next(filter(None, done), Changes())

        self._window.review.carry_out(keep, f"Graded {counted(len(changed), 'source')}.")
