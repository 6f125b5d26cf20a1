"""A person's decisions about place names and merges, carried out in the background and taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal, SignalInstance, Slot

from desktop.intake import with_analyst
from desktop.preferences import Preferences
from desktop.session import Session
from desktop.tasks import Runner, Task
from geodata.events.ruling import EventRule, rule_words
from geodata.model import Changes, LongCall
from geodata.store import corrections, event_rules, merges
from geodata.store.corrections import Correction
from geodata.store.trail import Action, By, Line

if TYPE_CHECKING:
    from geodata.analyst import Analyst

# By whether a decision was to be taken back, and whether that was done before the stop.
_STOPPED = {
    (False, True): "Stopped. The decision holds; articles that were not reached are as they were.",
    (False, False): "Stopped before the decision was kept; nothing changed.",
    (True, True): "Stopped. The decision is taken back; articles that were not reached are as they were.",
    (True, False): "Stopped before the decision was taken back; it still holds.",
}
NOT_ALL = "Stopped. Articles that were not reached are as they were."


class Decision(NamedTuple):
    """Which one: a number, of those about place names, about merges, or of the rules about events."""

    number: int
    kind: Action = Action.PLACE


class Corrections(QObject):
    """Takes decisions about places and merges for the session's project, and takes them back."""

    done = Signal(object, str)  # Changes, and what was taken back in words
    regrouped = Signal(object, str)  # Changes after a decision about a merge, and what was done, a sentence
    changed = Signal()  # what is carried out, or was
    stopped = Signal(str)  # what holds now, a sentence
    failed = Signal(object)  # the exception

    def __init__(self, session: Session, runner: Runner, preferences: Preferences) -> None:
        super().__init__(session)
        self._session, self.runner, self._preferences = session, runner, preferences
        self._running = 0

    @property
    def is_busy(self) -> bool:
        """True while a decision is carried out or taken back."""
        return self._running > 0

    @Slot(object)
    def decide(self, decision: Correction | EventRule) -> None:
        """Keep it, and read the articles again that it touches."""
        path, by = self._path(), self._preferences.by(decision.reason if isinstance(decision, EventRule) else decision.rule.reason)
        _Work(self, lambda analyst: carried_out(path, decision, analyst, by), "Reading again", self.done)

    def read_again(self, articles: Sequence[str]) -> None:
        """Read these articles again by the decisions that hold."""
        from geodata.pipeline import read_again

        path = self._path()
        _Work(self, lambda analyst: read_again(path, articles, analyst), "Reading again", self.done, stopped=NOT_ALL)

    @Slot(str, str)
    def part(self, event: str, article: str) -> None:
        """Take an article's report out of an event."""
        from geodata.merging import part

        path, by = self._path(), self._preferences.by()
        told = "They are two events now, each coded from its own articles."
        _Work(self, lambda analyst: part(path, event, article, analyst, by), "Parting", self.regrouped, told=told)

    @Slot(str, str)
    def join(self, event: str, other: str) -> None:
        """Make one event of two."""
        from geodata.merging import join

        path, by = self._path(), self._preferences.by()
        _Work(self, lambda analyst: join(path, event, other, analyst, by), "Joining", self.regrouped, told="They are one event now.")

    @Slot(int)
    def take_back(self, number: int) -> None:
        """Undo the decision about a place name with that number, and read the articles again that it touched."""
        from geodata.pipeline import take_back

        path, by, words = self._path(), self._preferences.by(), self._session.words_of(number)
        _Work(self, lambda analyst: take_back(path, number, analyst, by), "Taking back", self.done, Decision(number), told=words)

    def turn_off(self, rule: EventRule) -> None:
        """Undo a rule about events, and read the articles again that it touched."""
        from geodata.pipeline import take_back_rule

        path, by, left = self._path(), self._preferences.by(), Decision(rule.number, Action.RULE)
        call = lambda analyst: take_back_rule(path, rule.number, analyst, by)  # noqa: E731
        _Work(self, call, "Taking back", self.done, left, told=rule_words(rule))

    @Slot(int)
    def take_back_merge(self, number: int) -> None:
        """Undo the decision about a merge with that number."""
        from geodata.merging import take_back

        path, by = self._path(), self._preferences.by()
        told = f"Took back: {self._session.words_of_merge(number)}."
        left = Decision(number, Action.MERGE)
        _Work(self, lambda analyst: take_back(path, number, analyst, by), "Taking back", self.regrouped, left, told=told)

    def turn(self, line: Line, words: str, *, is_undo: bool) -> None:
        """Undo a line of the trail for which articles are read again, or do it again; `words` name it."""
        from geodata.undoing import redo, undo

        path, by, is_merge = self._path(), self._preferences.by(), line.action not in (Action.PLACE, Action.RULE)
        gone, back = (line.after, line.before) if is_undo else (line.before, line.after)
        kind = Action.MERGE if is_merge else line.action
        left = Decision(gone["number"], kind) if gone and not back and line.event_id is None else None
        if left is None:
            told = f"{'Undone' if is_undo else 'Done again'}: {words}." if is_merge else ""
        elif is_merge:
            told = f"Took back: {self._session.words_of_merge(left.number)}."
        else:
            told = self._session.words_of(left.number) if kind is Action.PLACE else words
        call, title = (undo, "Undoing") if is_undo else (redo, "Doing again")
        _Work(self, lambda analyst: call(path, lambda: analyst, by), title, self.regrouped if is_merge else self.done, left, told=told)

    def _path(self) -> Path:
        project = self._session.project
        assert project is not None
        return project.path

    def begin(self) -> frozenset[Decision]:
        """A task starts; the decisions that stand before it."""
        self._running += 1
        self.changed.emit()
        return self._standing()

    def settle(self, changes: Changes | None, before: frozenset[Decision], left: Decision | None) -> bool:
        """Look what stands after a task, `left` being what it was to take back; whether it kept, or took back, its decision.

        Without `changes`, the article whose card is open may have been read again before the call ended.
        """
        self._running -= 1
        now = self._standing()
        asked = (self._session.question.article.article_id,) if self._session.question else ()
        self._session.refresh(Changes(articles=asked) if changes is None else changes, is_all=changes is not None)
        self.changed.emit()
        return left not in now if left else bool(now - before)

    def _standing(self) -> frozenset[Decision]:
        """All decisions of the project."""
        project = self._session.project
        if project is None or project.read_only:
            return frozenset()
        some = ((Action.PLACE, corrections), (Action.MERGE, merges), (Action.RULE, event_rules))
        return frozenset(Decision(kept.number, kind) for kind, rows in some for kept in rows.every(project))


def carried_out(path: Path, decision: Correction | EventRule, analyst: Analyst, by: By | None = None) -> LongCall:
    """Keep a decision in the project at `path`."""
    from geodata.pipeline import correct, rule

    return rule(path, decision, analyst, by) if isinstance(decision, EventRule) else correct(path, decision, analyst, by)


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
        stopped: str = "",
    ) -> None:
        super().__init__(parent)
        self._corrections, self._done, self._left, self._told, self._stopped = parent, done, left, told, stopped
        self._before = parent.begin()
        task = Task(lambda: with_analyst(call), title)
        task.succeeded.connect(self._finish)
        task.failed.connect(self._fail)
        task.cancelled.connect(self._stop)
        parent.runner.start(task)

    @Slot(object)
    def _finish(self, changes: Changes) -> None:
        self._corrections.settle(changes, self._before, self._left)
        self._done.emit(changes, self._told)
        self.deleteLater()

    @Slot()
    def _stop(self) -> None:
        is_done = self._corrections.settle(None, self._before, self._left)
        self._corrections.stopped.emit(self._stopped or _STOPPED[self._left is not None, is_done])
        self.deleteLater()

    @Slot(object)
    def _fail(self, error: Exception) -> None:
        self._corrections.settle(None, self._before, self._left)
        self._corrections.failed.emit(error)
        self.deleteLater()
