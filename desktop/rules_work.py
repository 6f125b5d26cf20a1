"""What the dialog of correction rules does: decisions about place names and events turned off and on, looked at before, saved."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from desktop.corrections import carried_out
from desktop.dialogs.rules import RulesDialog
from desktop.trying import Trial
from geodata.analyst import Analyst
from geodata.errors import GeodataError
from geodata.events.ruling import EventRule
from geodata.export import rules
from geodata.export.rules import Entry
from geodata.model import LongCall
from geodata.previewing import Differences
from geodata.wording import counted

if TYPE_CHECKING:
    from desktop.window import MainWindow


class RulesWork(QObject):
    """Turning is a decision like any other: in the trail, undone, and its articles are read again in the background."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._session = window, window.session
        self.dialog: RulesDialog | None = None
        self._trial = Trial(window, self._show)
        self._session.changed.connect(self._fill)
        self._session.opened.connect(self._fill)

    def open(self) -> None:
        """Show all correction rules."""
        if self.dialog is None:
            self.dialog = RulesDialog(self._window)
            self.dialog.turned.connect(self._turn)
            self.dialog.previewed.connect(self._preview)
            self.dialog.exported.connect(self._ask_file)
        self.dialog.show()
        self.dialog.raise_()
        self._fill()

    @Slot()
    def _fill(self) -> None:
        project = self._session.project
        if self.dialog is not None and self.dialog.isVisible() and project is not None:
            self.dialog.show_entries(rules.entries(project), can_change=self._session.is_writable)

    @Slot(object)
    def _turn(self, entry: Entry) -> None:
        decisions = self._window.places.corrections
        if not entry.in_force:
            decisions.decide(entry.correction)
        elif isinstance(entry.correction, EventRule):
            decisions.turn_off(entry.correction)
        else:
            decisions.take_back(entry.correction.number)

    @Slot(object)
    def _preview(self, entry: Entry) -> None:
        self._trial.start(partial(_turned, entry))

    def _show(self, found: Differences) -> None:
        if self.dialog is not None:
            self.dialog.differences.show_differences(found)

    @Slot()
    def _ask_file(self) -> None:
        self._window.files.ask_target("Save correction rules", {"Tables (*.csv)": ".csv"}, "correction-rules.csv", self.save)

    def save(self, path: Path) -> None:
        """Write the table."""
        assert self._session.project is not None
        try:
            number = rules.write(self._session.project, path)
        except GeodataError as error:
            self._window.messages.tell(str(error))
        else:
            self._window.messages.tell(f"{counted(number, 'decision')} saved as {path.name}.")


def _turned(entry: Entry, copy: Path, analyst: Analyst) -> LongCall:
    from geodata.pipeline import take_back, take_back_rule

    if not entry.in_force:
        return carried_out(copy, replace(entry.correction, here=""), analyst)
    undo = take_back_rule if isinstance(entry.correction, EventRule) else take_back
    return undo(copy, entry.correction.number, analyst)
