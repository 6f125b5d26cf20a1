"""Places by name while one types, looked up in a thread of its own: the newest question wins."""

from __future__ import annotations

import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, QThreadPool, QTimer, Signal, Slot

from desktop.places import place_at
from geodata.coordinates import decimal, parse
from geodata.errors import GeodataError
from geodata.gazetteer.search import default_path
from geodata.gazetteer.suggest import Suggester, Suggestion
from geodata.model import Place

PAUSE = 120  # milliseconds after the last key
LIMIT = 12
_thread = threading.local()


class Lookup(QObject):
    """Ask by `ask` or `describe`; only the answer to the newest question is told."""

    answered = Signal(str, object)  # what was asked, tuple[Suggestion, ...]
    failed = Signal(str)  # one sentence
    _found = Signal(int, str, object, str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._number = 0
        self._typed = ""
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._timer.timeout.connect(self._look)
        self._found.connect(self._tell)

    @Slot(str)
    def ask(self, typed: str) -> None:
        """Look for what was typed, after a pause."""
        self._number += 1
        self._typed = typed
        self._timer.start()

    def describe(self, places: tuple[Place, ...], *, more: str = "") -> None:
        """Find region and country of these, and after them the other places called `more`; the answer's text is empty."""
        self._number += 1
        self._timer.stop()
        self._start("", lambda suggester: _described(suggester, places, more), places)

    def cancel(self) -> None:
        """Forget the question."""
        self._number += 1
        self._timer.stop()

    def shut_down(self) -> None:
        """Wait for the look-up that runs, or its thread would report to nobody."""
        self._timer.stop()
        self._pool.waitForDone()

    @Slot()
    def _look(self) -> None:
        typed = self._typed
        self._start(typed, lambda suggester: suggestions(suggester, typed))

    def _start(self, typed: str, look: Callable[[Suggester], tuple[Suggestion, ...]], places: tuple[Place, ...] = ()) -> None:
        number = self._number

        def work() -> None:
            if number != self._number:
                return
            try:
                answer, problem = look(_suggester()), ""
            except GeodataError as error:
                answer, problem = tuple(Suggestion(place, "", "") for place in places), str(error)
            self._found.emit(number, typed, answer, problem)

        self._pool.start(work)

    @Slot(int, str, object, str)
    def _tell(self, number: int, typed: str, answer: tuple[Suggestion, ...], problem: str) -> None:
        if number != self._number:
            return
        self.answered.emit(typed, answer)
        if problem:
            self.failed.emit(problem)


def suggestions(suggester: Suggester, typed: str) -> tuple[Suggestion, ...]:
    """Coordinates where `typed` writes some, else places of the gazetteer."""
    point = parse(typed)
    if point is not None:
        return (Suggestion(place_at(point, decimal(point)), "", ""),)
    return suggester.suggest(typed, limit=LIMIT)


def _described(suggester: Suggester, places: tuple[Place, ...], more: str) -> tuple[Suggestion, ...]:
    known = {place.geonameid for place in places}
    others = suggester.suggest(more, limit=LIMIT) if more else ()
    return (*suggester.described_all(places), *(s for s in others if s.place.geonameid not in known))[: max(LIMIT, len(places))]


def _suggester() -> Suggester:
    """This thread's reader of the gazetteer; opened anew after the file was replaced."""
    path = default_path()
    stamp = (path, path.stat().st_mtime_ns, path.stat().st_ino) if path.is_file() else (path, 0, 0)
    if getattr(_thread, "stamp", None) != stamp:
        if (old := getattr(_thread, "suggester", None)) is not None:
            old.close()
        _thread.suggester, _thread.stamp = None, None
        _thread.suggester, _thread.stamp = Suggester(path), stamp
    suggester: Suggester = _thread.suggester
    return suggester
