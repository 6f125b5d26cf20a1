"""A person's decisions about place names and merges, carried out in the background and taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal, SignalInstance, Slot

from desktop.intake import with_analyst
from desktop.session import Session
from desktop.tasks import Runner, Task
from geodata.model import Changes, LongCall
from geodata.store import corrections, merges
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


class Decision(NamedTuple):
    """Which one: a number, of those about merges or of those about place names."""

    number: int
    is_merge: bool = False


class Corrections(QObject):
    """Takes decisions for the session's project; those of this sitting can be undone, the latest first."""

    done = Signal(object, str)  # Changes, and what was taken back in words
    regrouped = Signal(object, str)  # Changes after a decision about a merge, and what was done, a sentence
    changed = Signal()  # whether there is something to undo
    stopped = Signal(str)  # what holds now, a sentence
    failed = Signal(object)  # the exception

    def __init__(self, session: Session, runner: Runner) -> None:
        super().__init__(session)
        self._session, self.runner = session, runner
        self._before: frozenset[Decision] = frozenset()  # those of earlier days
        self._made: list[Decision] = []  # this sitting's that still stand, in the order taken
        self._leaving: set[Decision] = set()  # of these, those that a task is to take back
        session.opened.connect(self._begin)

    @property
    def latest(self) -> datetime | None:
        """When the decision was taken that `undo` would take back; None where there is none."""
        open_ = set(self._open())
        return max((added for added, decision in self._taken() if decision in open_), default=None)

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
        _Work(self, lambda analyst: correct(path, correction, analyst), "Reading again", self.done)

    @Slot(str, str)
    def part(self, event: str, article: str) -> None:
        """Take an article's report out of an event."""
        from geodata.merging import part

        project = self._session.project
        assert project is not None
        path = project.path
        told = "They are two events now, each coded from its own articles."
        _Work(self, lambda analyst: part(path, event, article, analyst), "Parting", self.regrouped, told=told)

    @Slot(str, str)
    def join(self, event: str, other: str) -> None:
        """Make one event of two."""
        from geodata.merging import join

        project = self._session.project
        assert project is not None
        path = project.path
        _Work(self, lambda analyst: join(path, event, other, analyst), "Joining", self.regrouped, told="They are one event now.")

    @Slot(int)
    def take_back(self, number: int) -> None:
        """Undo the decision about a place name with that number, and read the articles again that it touched."""
        from geodata.pipeline import take_back

        project = self._session.project
        assert project is not None
        path = project.path
        words = self._session.words_of(number)
        self._leave(Decision(number))
        _Work(self, lambda analyst: take_back(path, number, analyst), "Taking back", self.done, Decision(number), told=words)

    @Slot(int)
    def take_back_merge(self, number: int) -> None:
        """Undo the decision about a merge with that number."""
        from geodata.merging import take_back

        project = self._session.project
        assert project is not None
        path = project.path
        told = f"Took back: {self._session.words_of_merge(number)}."
        left = Decision(number, is_merge=True)
        self._leave(left)
        _Work(self, lambda analyst: take_back(path, number, analyst), "Taking back", self.regrouped, left, told=told)

    def undo(self) -> None:
        """Take back this sitting's latest decision."""
        if made := self._open():
            (self.take_back_merge if made[-1].is_merge else self.take_back)(made[-1].number)

    def _leave(self, decision: Decision) -> None:
        self._leaving.add(decision)
        self.changed.emit()

    def _open(self) -> list[Decision]:
        return [decision for decision in self._made if decision not in self._leaving]

    def settle(self, changes: Changes | None, left: Decision | None) -> bool:
        """Look what stands after a task, `left` being what it was to take back; whether it kept, or took back, its decision.

        Without `changes`, the article whose card is open may have been read again before the call ended.
        """
        known, self._made = self._made, [decision for decision in self._standing() if decision not in self._before]
        if left is not None:
            self._leaving.discard(left)
        self.changed.emit()
        asked = (self._session.question.article.article_id,) if self._session.question else ()
        self._session.refresh(Changes(articles=asked) if changes is None else changes)
        return left not in self._standing() if left else bool(set(self._made) - set(known))

    def _standing(self) -> list[Decision]:
        """All decisions of the project, in the order taken."""
        return [decision for _, decision in self._taken()]

    def _taken(self) -> list[tuple[datetime, Decision]]:
        """The same, each with its time."""
        project = self._session.project
        if project is None or project.read_only:
            return []
        taken = [(kept.added, Decision(kept.number)) for kept in corrections.every(project) if kept.added]
        taken += [(rule.added, Decision(rule.number, is_merge=True)) for rule in merges.every(project) if rule.added]
        return sorted(taken)

    @Slot()
    def _begin(self) -> None:
        self._made, self._leaving, self._before = [], set(), frozenset(self._standing())
        self.changed.emit()


class _Work(QObject):
    """One decision being carried out, or, with `left`, one being taken back; `done` tells the changes and `told` at the end."""

    def __init__(
        self,
        parent: Corrections,
        call: Callable[[Analyst], LongCall],
        title: str,
        done: SignalInstance,
        left: Decision | None = None,
        *,
        told: str = "",
    ) -> None:
        super().__init__(parent)
        self._corrections, self._done, self._left, self._told = parent, done, left, told
        task = Task(lambda: with_analyst(call), title)
        task.succeeded.connect(self._finish)
        task.failed.connect(self._fail)
        task.cancelled.connect(self._stop)
        parent.runner.start(task)

    @Slot(object)
    def _finish(self, changes: Changes) -> None:
        self._corrections.settle(changes, self._left)
        self._done.emit(changes, self._told)
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
