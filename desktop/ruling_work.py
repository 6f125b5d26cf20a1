"""Makes a rule of what a person decided about an event."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from desktop.corrections import carried_out
from desktop.dialogs.make_rule import MakeRuleDialog
from desktop.intake import with_analyst
from desktop.rules_work import LOOKING
from desktop.tasks import Task
from geodata.errors import GeodataError
from geodata.events.ruling import EventRule
from geodata.model import LongCall
from geodata.previewing import Differences, preview
from geodata.rulemaking import proposals

if TYPE_CHECKING:
    from desktop.window import MainWindow
    from geodata.analyst import Analyst

NONE = "A rule is made of an event that you rejected, or whose type, status or actor you corrected."


class RulingWork(QObject):
    """The rule is a decision like one about a place name: in the trail, undone, listed under *Correction rules*."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._session = window, window.session
        self.dialog: MakeRuleDialog | None = None
        window.detail.rule_asked.connect(self.open)

    @Slot()
    def open(self) -> None:
        """Offer the rules that fit the selected event."""
        project = self._session.project
        if project is None or not self._session.is_writable or len(self._session.selection) != 1:
            return
        [event] = self._session.events(self._session.selection)
        offered = proposals(project, event)
        if not offered:
            self._window.messages.tell(NONE)
            return
        self.dialog = MakeRuleDialog(offered, self._session.article(offered[0].here), self._window)
        self.dialog.decided.connect(self._window.places.corrections.decide)
        self.dialog.previewed.connect(self._preview)
        self.dialog.open()

    @Slot(object)
    def _preview(self, rule: EventRule) -> None:
        assert self._session.project is not None
        path, change = self._session.project.path, partial(_tried, replace(rule, here=""))
        task = Task(lambda: preview(path, change), LOOKING)
        task.succeeded.connect(self._show)
        task.failed.connect(self._tell)
        self._window.runner.start(task)

    @Slot(object)
    def _show(self, found: Differences) -> None:
        if self.dialog is not None:
            self.dialog.differences.show_differences(found)

    @Slot(object)
    def _tell(self, error: Exception) -> None:
        if not isinstance(error, GeodataError):
            raise error
        self._window.messages.tell(str(error))


def _tried(rule: EventRule, copy: Path) -> LongCall:
    def work(analyst: Analyst) -> LongCall:
        return carried_out(copy, rule, analyst)

    return with_analyst(work)
