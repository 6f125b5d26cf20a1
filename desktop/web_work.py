"""Articles from the web, when the user asks in that moment: pages by their addresses, and the project's feeds."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from desktop.tasks import Task
from geodata.errors import GeodataError, SourceError
from geodata.model import Changes
from geodata.store import feeds
from geodata.store.project import Project

if TYPE_CHECKING:
    from desktop.dialogs.feeds import FeedsDialog
    from desktop.intake import Intake
    from desktop.window import MainWindow
    from geodata.web.answer import Transport
    from geodata.web.web import Web

_STEP = 0.1  # seconds: so soon a wait ends when the user stops it


class WebWork(QObject):
    """Nothing is asked of the network before a button that says so is pressed."""

    def __init__(self, intake: Intake, window: MainWindow) -> None:
        super().__init__(intake)
        self.transport = _network  # tests put their own here
        self._intake, self._window = intake, window
        self._web: Web | None = None
        self._task: Task | None = None
        self._path: Path | None = None  # the project that is being read into
        self.feeds: FeedsDialog | None = None

    @property
    def web(self) -> Web:
        """The same for the whole sitting: it remembers which server wants to wait."""
        if self._web is None:
            from geodata.web.web import Web

            self._web = Web(self.transport(), self._window.outgoing, sleep=self._sleep)
        return self._web

    def _sleep(self, seconds: float) -> None:
        """In the worker, until the user stops it."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            if self._task is not None and self._task.is_cancelled:
                raise SourceError("Stopped before it was asked.")
            time.sleep(min(left, _STEP))

    # -- pages -------------------------------------------------------------------------------------------------------

    def add_pages(self) -> None:
        """Ask for addresses."""
        from desktop.dialogs.web import WebDialog

        self.dialog = WebDialog(self._window)
        self.dialog.asked.connect(self.read_pages)
        self.dialog.open()

    @Slot(object)
    def read_pages(self, addresses: tuple[str, ...]) -> None:
        """Ask for pages, then process them as files are."""
        from geodata.articles.pages import read_pages

        web = self.web
        self._task = self._intake.add_read(lambda: read_pages(addresses, web), "Asking for pages")

    # -- feeds -------------------------------------------------------------------------------------------------------

    def show_feeds(self) -> None:
        """Show the project's feeds."""
        from desktop.dialogs.feeds import FeedsDialog

        self.feeds = FeedsDialog(self._window)
        self.feeds.added.connect(self._add)
        self.feeds.removed.connect(self._remove)
        self.feeds.asked.connect(self.read_feeds)
        self.feeds.stopped.connect(self._cancel)
        self.feeds.finished.connect(self._forget)
        self.refresh()
        self.feeds.open()

    @Slot()
    def _forget(self) -> None:
        self.feeds = None

    def refresh(self) -> None:
        """The dialog as the project is now."""
        session = self._intake.session
        if self.feeds is not None and session.project is not None:
            self.feeds.show_feeds(feeds.every(session.project), is_reading=self._path is not None, is_writable=session.is_writable)

    @Slot(str)
    def _add(self, address: str) -> None:
        from geodata.feeding import add_feed

        if self._change(lambda project: add_feed(project, address)) and self.feeds is not None:
            self.feeds.address.clear()

    @Slot(object)
    def _remove(self, numbers: tuple[int, ...]) -> None:
        for number in numbers:
            self._change(lambda project, number=number: feeds.remove(project, number))  # type: ignore[misc]

    def _change(self, change: Callable[[Project], None]) -> bool:
        """Whether it is in the file now; if not, the dialog says why."""
        project = self._intake.session.project
        if project is None:
            return False
        try:
            change(project)
        except GeodataError as error:
            if self.feeds is not None:
                self.feeds.tell(str(error))
            return False
        self.refresh()
        return True

    @Slot(object)
    def read_feeds(self, numbers: tuple[int, ...]) -> None:
        """Read these feeds into the project."""
        from desktop.intake import with_analyst
        from geodata.feeding import read_feeds

        project, web = self._intake.session.project, self.web
        if project is None or self._path is not None:
            return
        path = self._path = project.path
        task = self._task = Task(lambda: with_analyst(lambda analyst: read_feeds(path, numbers, web, analyst)), "Reading feeds")
        task.succeeded.connect(self._finish)
        task.failed.connect(self._fail)
        task.cancelled.connect(self._stop)
        self._intake.runner.start(task)
        self.refresh()

    @Slot()
    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()

    @Slot(object)
    def _finish(self, changes: Changes) -> None:
        self._end(changes)
        self._intake.done.emit(changes)

    @Slot()
    def _stop(self) -> None:
        self._end(Changes(), is_all=False)
        self._intake.stopped.emit()

    @Slot(object)
    def _fail(self, error: Exception) -> None:
        self._end(Changes(), is_all=False)
        self._intake.failed.emit(error)

    def _end(self, changes: Changes, *, is_all: bool = True) -> None:
        self._path = None
        self._intake.session.refresh(changes, is_all=is_all)
        self.refresh()


def _network() -> Transport:
    from geodata.web.transport import network

    return network()
