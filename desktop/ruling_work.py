"""Makes a rule of what a person decided about an event."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from desktop.corrections import carried_out
from desktop.dialogs.make_rule import MakeRuleDialog
from desktop.trying import Trial
from geodata.events.ruling import EventRule
from geodata.previewing import Differences
from geodata.rulemaking import proposals

if TYPE_CHECKING:
    from desktop.window import MainWindow

NONE = "A rule is made of an event that you rejected, or whose type, status or actor you corrected."


class RulingWork(QObject):
    """The rule is a decision like one about a place name: in the trail, undone, listed under *Correction rules*."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._session = window, window.session
        self.dialog: MakeRuleDialog | None = None
        self._trial = Trial(window, self._show)
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
        self._trial.start(lambda copy, analyst: carried_out(copy, replace(rule, here=""), analyst))

    def _show(self, found: Differences) -> None:
        if self.dialog is not None:
            self.dialog.differences.show_differences(found)
