"""Threads that fetch, the newest errand first. Nobody waits for them: a server that hangs keeps no window from closing."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable

Errand = Callable[[], None]


class Workers:
    """`count` threads, started with the first errand; an errand raises nothing."""

    def __init__(self, count: int, name: str) -> None:
        self._count, self._name = count, name
        self._errands: queue.LifoQueue[Errand | None] = queue.LifoQueue()
        self._threads: list[threading.Thread] = []
        self._is_open = True

    def do(self, errand: Errand) -> None:
        """Queue an errand."""
        if len(self._threads) < self._count:
            self._threads.append(threading.Thread(target=self._run, name=self._name, daemon=True))
            self._threads[-1].start()
        self._errands.put(errand)

    def stop(self) -> None:
        """Forget what waits; what runs ends by itself."""
        self._is_open = False
        for _ in self._threads:
            self._errands.put(None)

    def _run(self) -> None:
        while (errand := self._errands.get()) is not None and self._is_open:
            errand()
