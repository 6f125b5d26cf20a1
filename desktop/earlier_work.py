"""Articles that are read again, those that a decision touches or all, after what that would change was shown."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from desktop.dialogs.earlier import EarlierDialog
from desktop.trying import Trial
from geodata.model import Changes, LongCall
from geodata.previewing import Differences
from geodata.store import articles as article_rows

if TYPE_CHECKING:
    from desktop.window import MainWindow
    from geodata.analyst import Analyst


class EarlierWork(QObject):
    """One question at a time: a newer decision closes that of the one before, whose articles stay as they are."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.dialog: EarlierDialog | None = None
        self._articles: Sequence[str] = ()
        self._trial = Trial(window, self._show)
        window.places.corrections.done.connect(self._ask)
        window.session.opened.connect(self.close)

    @Slot(object, str)
    def _ask(self, changes: Changes, _taken_back: str) -> None:
        if changes.waiting:
            self._open(changes.waiting)

    def open_all(self) -> None:
        """Ask about all articles of the project."""
        project = self._window.session.project
        if project is not None and (articles := article_rows.readable(project)):
            self._open(articles, is_all=True)

    def _open(self, articles: Sequence[str], *, is_all: bool = False) -> None:
        self.close()
        self._articles = articles
        self.dialog = EarlierDialog(len(articles), self._window, is_all=is_all)
        self.dialog.previewed.connect(self._preview)
        self.dialog.asked_for.connect(self._read)
        self.dialog.show()

    @Slot()
    def close(self) -> None:
        """Ask no more."""
        if self.dialog is not None:
            self.dialog.close()
            self.dialog.deleteLater()
            self.dialog = None

    @Slot()
    def _read(self) -> None:
        self._window.places.corrections.read_again(self._articles)

    @Slot()
    def _preview(self) -> None:
        self._trial.start(partial(_read_copy, self._articles))

    def _show(self, found: Differences) -> None:
        if self.dialog is not None:
            self.dialog.show_differences(found)


def _read_copy(articles: Sequence[str], copy: Path, analyst: Analyst) -> LongCall:
    from geodata.pipeline import read_again

    return read_again(copy, articles, analyst)
