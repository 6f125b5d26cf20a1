"""What a change would do, tried on a copy of the project in the background and shown."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from desktop.intake import with_analyst
from desktop.tasks import Task
from geodata.errors import GeodataError
from geodata.model import LongCall
from geodata.previewing import Differences, preview

if TYPE_CHECKING:
    from desktop.window import MainWindow
    from geodata.analyst import Analyst

Change = Callable[[Path, "Analyst"], LongCall]
"""Changes the project at a path, which is a copy."""


class Trial(QObject):
    """Tries changes to the open project; `show` gets what each would do."""

    def __init__(self, window: MainWindow, show: Callable[[Differences], None]) -> None:
        super().__init__(window)
        self._window, self._show = window, show

    def start(self, change: Change) -> None:
        """Try one."""
        project = self._window.session.project
        assert project is not None
        path = project.path
        task = Task(lambda: preview(path, lambda copy: with_analyst(partial(change, copy))), "Looking what would change")
        task.succeeded.connect(self._tell)
        task.failed.connect(self._fail)
        self._window.runner.start(task)

    @Slot(object)
    def _tell(self, found: Differences) -> None:
        self._show(found)

    @Slot(object)
    def _fail(self, error: Exception) -> None:
        if not isinstance(error, GeodataError):
            raise error
        self._window.messages.tell(str(error))
