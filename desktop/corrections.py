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


class Corrections(QObject):
    """Takes decisions for the session's project; those of this sitting can be undone, the latest first."""

    done = Signal(object)  # Changes
    changed = Signal()  # whether there is something to undo
    stopped = Signal()
    failed = Signal(object)  # the exception

    def __init__(self, session: Session, runner: Runner) -> None:
        super().__init__(session)
        self._session, self._runner = session, runner
        self._made: list[int] = []  # numbers of this sitting's decisions
        self._seen = 0  # the newest number known
        session.opened.connect(self._begin)

    @property
    def can_undo(self) -> bool:
        """True where a decision of this sitting still stands."""
        return bool(self._made)

    @Slot(object)
    def decide(self, correction: Correction) -> None:
        """Keep it, and read the articles again that it touches."""
        from geodata.pipeline import correct

        project = self._session.project
        assert project is not None
        path = project.path
        self._start(lambda analyst: correct(path, correction, analyst), "Reading again")

    @Slot(int)
    def take_back(self, number: int) -> None:
        """Undo the decision with that number, and read the articles again that it touched."""
        from geodata.pipeline import take_back

        project = self._session.project
        assert project is not None
        path = project.path
        self._made = [made for made in self._made if made != number]
        self.changed.emit()
        self._start(lambda analyst: take_back(path, number, analyst), "Taking back")

    def undo(self) -> None:
        """Take back this sitting's latest decision."""
        if self._made:
            self.take_back(self._made[-1])

    def _start(self, call: Callable[[Analyst], LongCall], title: str) -> None:
        task = Task(lambda: with_analyst(call), title)
        task.succeeded.connect(self._finish)
        task.failed.connect(self._fail)
        task.cancelled.connect(self._stop)
        self._runner.start(task)

    @Slot(object)
    def _finish(self, changes: Changes) -> None:
        self._look_for_new()
        self._session.refresh(changes)
        self.done.emit(changes)

    @Slot()
    def _stop(self) -> None:
        self._look_for_new()
        self._session.refresh(Changes(articles=self._asked()))
        self.stopped.emit()

    @Slot(object)
    def _fail(self, error: Exception) -> None:
        self._look_for_new()
        self._session.refresh(Changes(articles=self._asked()))
        self.failed.emit(error)

    def _asked(self) -> tuple[str, ...]:
        """The article whose card is open: it may have been read again before the call ended."""
        return (self._session.question.article.article_id,) if self._session.question else ()

    def _numbers(self) -> list[int]:
        project = self._session.project
        return [kept.number for kept in corrections.every(project)] if project and not project.read_only else []

    def _look_for_new(self) -> None:
        """Decisions that were kept since, whether their call went through or was stopped."""
        new = [number for number in self._numbers() if number > self._seen]
        if new:
            self._made += new
            self._seen = new[-1]
            self.changed.emit()

    @Slot()
    def _begin(self) -> None:
        self._made, self._seen = [], max(self._numbers(), default=0)
        self.changed.emit()
