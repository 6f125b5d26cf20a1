"""Articles in: files, folders, pages and pasted text, read and processed in the background."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from desktop.dialogs.undated import UndatedDialog
from desktop.session import Session
from desktop.tasks import Runner, Task
from desktop.web_work import WebWork
from geodata.model import Article, Changes, Failure, LongCall, Progress
from geodata.store import articles as article_rows

if TYPE_CHECKING:
    from desktop.window import MainWindow
    from geodata.analyst import Analyst

Item = Article | Failure
T = TypeVar("T")
_thread = threading.local()  # the worker keeps its analyst: the gazetteer is opened once


class Intake(QObject):
    """Takes articles into the session's project; asks once for all publication days that are not known."""

    done = Signal(object)  # Changes, empty where nothing was new
    stopped = Signal()  # cancelled; whole articles were kept
    failed = Signal(object)  # the exception

    def __init__(self, session: Session, runner: Runner, window: MainWindow) -> None:
        super().__init__(window)
        self.session, self.runner, self.window = session, runner, window
        self.dialog: UndatedDialog | None = None
        self.web = WebWork(self, window)

    def add_paths(self, paths: Iterable[Path]) -> None:
        """Read files, and the files in folders, then process them."""
        files = tuple(paths)
        self.add_read(lambda: read_all(files), "Reading files")

    def add_read(self, work: Callable[[], Generator[Progress, None, tuple[Item, ...]]], title: str) -> Task:
        """Run what reads articles, ask for the days that they do not tell, and process them; returns the task that reads."""
        return _Batch(self).read(work, title)

    def add_items(self, items: Sequence[Item]) -> None:
        """Process articles that are read already; an unknown day stays unknown."""
        _Batch(self).process(tuple(items))


class _Batch(QObject):
    """One adding, into the project that was open when it began."""

    def __init__(self, intake: Intake) -> None:
        super().__init__(intake)
        assert intake.session.project is not None
        self._intake, self._path = intake, intake.session.project.path
        self._items: tuple[Item, ...] = ()

    def read(self, work: Callable[[], Generator[Progress, None, tuple[Item, ...]]], title: str) -> Task:
        task = Task(work, title)
        task.succeeded.connect(self._ask_days)
        task.failed.connect(self._fail)
        task.cancelled.connect(self._stop)
        self._intake.runner.start(task)
        return task

    @Slot(object)
    def _ask_days(self, items: tuple[Item, ...]) -> None:
        self._items = items
        undated = [item for item in items if isinstance(item, Article) and item.published is None and not self._is_kept(item)]
        if not undated:
            self.process(items)
            return
        dialog = self._intake.dialog = UndatedDialog(undated, self._intake.window)
        dialog.chosen.connect(self._set_days)
        dialog.rejected.connect(self._stop)
        dialog.open()

    def _is_kept(self, article: Article) -> bool:
        project = self._intake.session.project
        return project is not None and article_rows.contains(project, article.article_id)

    @Slot(object)
    def _set_days(self, days: dict[str, date]) -> None:
        self.process(tuple(_dated(item, days) for item in self._items))

    def process(self, items: Sequence[Item]) -> None:
        task = Task(lambda: process_all(self._path, items), "Adding articles")
        task.succeeded.connect(self._finish)
        task.failed.connect(self._fail)
        task.cancelled.connect(self._stop)
        self._intake.runner.start(task)

    @Slot(object)
    def _finish(self, changes: Changes) -> None:
        self._intake.session.refresh(changes)
        self._intake.done.emit(changes)
        self.deleteLater()

    @Slot()
    def _stop(self) -> None:
        self._intake.session.refresh(Changes(), is_all=False)
        self._intake.stopped.emit()
        self.deleteLater()

    @Slot(object)
    def _fail(self, error: Exception) -> None:
        self._intake.session.refresh(Changes(), is_all=False)  # articles before the failure were kept
        self._intake.failed.emit(error)
        self.deleteLater()


def _dated(item: Item, days: dict[str, date]) -> Item:
    return replace(item, published=days[item.article_id]) if isinstance(item, Article) and item.article_id in days else item


def read_all(paths: Sequence[Path]) -> Generator[Progress, None, tuple[Item, ...]]:
    """The articles in files and folders, in order; what cannot be used gives a Failure."""
    from geodata.articles.files import articles_in, files_in

    files = [file for path in paths for file in (files_in(path) if path.is_dir() else [path])]
    items: list[Item] = []
    for index, file in enumerate(files):
        for item in articles_in(file):
            yield Progress(done=index, total=len(files), label=file.name)
            items.append(item)
    return tuple(items)


def process_all(project: Path, items: Sequence[Item]) -> LongCall:
    """Process `items` into the project, the names base built first where it is missing."""
    from geodata.pipeline import process

    return (yield from with_analyst(lambda analyst: process(project, items, analyst)))


def with_analyst(call: Callable[[Analyst], Generator[Progress, None, T]]) -> Generator[Progress, None, T]:
    """A long call that reads articles, with this thread's analyst; that is made anew where the gazetteer's file was replaced."""
    from geodata.analyst import default_analyst
    from geodata.gazetteer.build import ensure
    from geodata.gazetteer.search import Gazetteer, default_path

    path = yield from ensure(default_path())
    stamp = (path, path.stat().st_mtime_ns, path.stat().st_ino)
    if getattr(_thread, "stamp", None) != stamp:
        gazetteer = Gazetteer.open(path)
        analyst = default_analyst(gazetteer)  # its models are kept from the one before
        if former := getattr(_thread, "gazetteer", None):
            former.close()
        _thread.gazetteer, _thread.analyst, _thread.stamp = gazetteer, analyst, stamp
    return (yield from call(_thread.analyst))
