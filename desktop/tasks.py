"""Run a core generator in the pool: progress, cancel, result, error."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot

from geodata.model import Progress

Work = Callable[[], Generator[Progress, None, Any]]
REPORT_EVERY = 0.05  # seconds; more would only flood the event loop


class Task(QObject):
    """One long call. Connect first, then `Runner.start`: a signal sent before is lost."""

    progressed = Signal(object)  # Progress
    succeeded = Signal(object)  # what the generator returned
    failed = Signal(object)  # the exception
    cancelled = Signal()
    finished = Signal()  # after any of the three above

    def __init__(self, work: Work, title: str) -> None:
        super().__init__()
        self.work = work
        self.title = title
        self._cancel = threading.Event()

    def cancel(self) -> None:
        """Stop at the next yield; what was written before stays."""
        self._cancel.set()

    @property
    def is_cancelled(self) -> bool:
        """True once cancel was asked for."""
        return self._cancel.is_set()


class _Job(QRunnable):
    """Runs one task in a thread of the pool."""

    def __init__(self, task: Task) -> None:
        super().__init__()
        self._task = task

    def run(self) -> None:
        task = self._task
        try:
            result = _drive(task)
        except _CancelledError:
            task.cancelled.emit()
        except Exception as error:  # noqa: BLE001  # carried whole to the GUI thread, which tells or reports it
            task.failed.emit(error)
        else:
            task.succeeded.emit(result)
        task.finished.emit()


class _CancelledError(Exception):
    """The user asked to stop."""


def _drive(task: Task) -> Any:  # the generator's own result
    generator = task.work()
    reported = 0.0
    while True:
        try:
            progress = next(generator)
        except StopIteration as stop:
            return stop.value
        if task.is_cancelled:
            generator.close()
            raise _CancelledError
        if (now := time.monotonic()) - reported > REPORT_EVERY:
            reported = now
            task.progressed.emit(progress)


class Runner(QObject):
    """One worker thread for the whole window: tasks run in the order in which they were started."""

    started = Signal(object)  # Task
    idle = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)  # writers of one file gain nothing from more
        self._pool.setExpiryTimeout(-1)  # the thread keeps its gazetteer and models
        self._tasks: list[Task] = []

    @property
    def tasks(self) -> tuple[Task, ...]:
        """The running task and those waiting, in order."""
        return tuple(self._tasks)

    def start(self, task: Task) -> None:
        """Queue `task`; its signals arrive in this object's thread."""
        self._tasks.append(task)
        task.finished.connect(self._forget)
        self.started.emit(task)
        self._pool.start(_Job(task))

    @Slot()
    def _forget(self) -> None:
        task = self.sender()
        self._tasks = [t for t in self._tasks if t is not task]
        if not self._tasks:
            self.idle.emit()

    @Slot()
    def cancel(self) -> None:
        """Cancel all tasks."""
        for task in self._tasks:
            task.cancel()

    def shut_down(self) -> None:
        """Cancel all and wait until the thread has stopped."""
        self.cancel()
        self._pool.waitForDone()
