"""A person's decisions about place names, carried out in the background and taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.intake import with_analyst
from desktop.session import Session
from desktop.tasks import Runner, Task
from geodata.model import Changes, LongCall
from geodata.store import corrections
from geodata.store.corrections import Correction

if TYPE_CHECKING:
    from geodata.analyst import Analyst

# By whether a decision was to be taken back, and whether that was done before the stop.
_STOPPED = {
    (False, True): "Stopped. The decision holds; articles that were not reached are as they were.",
    (False, False): "Stopped before the decision was kept; nothing changed.",
    (True, True): "Stopped. The decision is taken back; articles that were not reached are as they were.",
    (True, False): "Stopped before the decision was taken back; it still holds.",
}


class Corrections(QObject):
    """Takes decisions for the session's project; those of this sitting can be undone, the latest first."""

    done = Signal(object, str)  # Changes, and what was taken back in words
    changed = Signal()  # whether there is something to undo
    stopped = Signal(str)  # what holds now, a sentence
    failed = Signal(object)  # the exception

    def __init__(self, session: Session, runner: Runner) -> None:
        super().__init__(session)
        self._session, self.runner = session, runner
        self._before = 0  # the newest number when the project was opened
        self._made: list[int] = []  # numbers of this sitting's decisions that still stand
        self._leaving: set[int] = set()  # of these, those that a task is to take back
        session.opened.connect(self._begin)

    @property
    def can_undo(self) -> bool:
        """True where a decision of this sitting still stands, and is not about to be taken back."""
        return bool(self._open())

    @Slot(object)
    def decide(self, correction: Correction) -> None:
        """Keep it, and read the articles again that it touches."""
        from geodata.pipeline import correct

        project = self._session.project
        assert project is not None
        path = project.path
        _Work(self, lambda analyst: correct(path, correction, analyst), "Reading again")

    @Slot(int)
    def take_back(self, number: int) -> None:
        """Undo the decision with that number, and read the articles again that it touched."""
        from geodata.pipeline import take_back

        project = self._session.project
        assert project is not None
        path = project.path
        words = self._session.words_of(number)
        self._leaving.add(number)
        self.changed.emit()
        _Work(self, lambda analyst: take_back(path, number, analyst), "Taking back", number, words)

    def undo(self) -> None:
        """Take back this sitting's latest decision."""
        if made := self._open():
            self.take_back(made[-1])

    def _open(self) -> list[int]:
        return [number for number in self._made if number not in self._leaving]

    def settle(self, changes: Changes | None, left: int | None) -> bool:
        """Look what stands after a task, `left` being what it was to take back; whether it kept, or took back, its decision.

        Without `changes`, the article whose card is open may have been read again before the call ended.
        """
        known, self._made = self._made, [number for number in self._numbers() if number > self._before]
        self._leaving.discard(left or 0)
        self.changed.emit()
        asked = (self._session.question.article.article_id,) if self._session.question else ()
        self._session.refresh(Changes(articles=asked) if changes is None else changes)
        return left not in self._numbers() if left else bool(set(self._made) - set(known))

    def _numbers(self) -> list[int]:
        project = self._session.project
        return [kept.number for kept in corrections.every(project)] if project and not project.read_only else []

    @Slot()
    def _begin(self) -> None:
        self._made, self._leaving, self._before = [], set(), max(self._numbers(), default=0)
        self.changed.emit()


class _Work(QObject):
    """One decision being carried out, or, with `left`, one being taken back."""

    def __init__(
        self, parent: Corrections, call: Callable[[Analyst], LongCall], title: str, left: int | None = None, told: str = ""
    ) -> None:
        super().__init__(parent)
        self._corrections, self._left, self._words = parent, left, told
        task = Task(lambda: with_analyst(call), title)
        task.succeeded.connect(self._finish)
        task.failed.connect(self._fail)
        task.cancelled.connect(self._stop)
        parent.runner.start(task)

    @Slot(object)
    def _finish(self, changes: Changes) -> None:
        self._corrections.settle(changes, self._left)
        self._corrections.done.emit(changes, self._words)
        self.deleteLater()

    @Slot()
    def _stop(self) -> None:
        is_done = self._corrections.settle(None, self._left)
        self._corrections.stopped.emit(_STOPPED[self._left is not None, is_done])
        self.deleteLater()

    @Slot(object)
    def _fail(self, error: Exception) -> None:
        self._corrections.settle(None, self._left)
        self._corrections.failed.emit(error)
        self.deleteLater()
