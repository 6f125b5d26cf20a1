"""Tiles on the map: pictures of a source, fetched in threads that nobody waits for, handed to the page as they come."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from itertools import count
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.map.scheme import Reply
from desktop.map.view import MapView
from geodata.errors import GeodataError
from geodata.tiles.source import Tile, TileSource
from geodata.tiles.workers import Workers

THREADS = 2  # a source: a server is asked for two tiles at one time
PATIENCE = 30_000  # milliseconds without any answer, until those who wait are told that none comes
_LATER = b"\0"  # in place of a picture that cannot be had now; an empty one says that there is none


class TileLayer(StrEnum):
    """A layer of tiles, under its name in the page."""

    FILE = "file"
    ONLINE = "online"


@dataclass(frozen=True, slots=True)
class _Shown:
    source: TileSource
    workers: Workers
    version: int


class MapTiles(QObject):
    """The two layers of tiles of one map; a source that is shown belongs to it, and is closed when another takes its place."""

    told = Signal(str)  # one sentence: what is wrong, once until it goes well again
    untold = Signal(str)  # that sentence, when it holds no longer
    _came = Signal(int, object)  # number of a reply; bytes, None or an exception
    _reported = Signal(str, str, float)  # layer, sentence, seconds until it is worth asking again

    def __init__(self, view: MapView) -> None:
        super().__init__(view)
        self._view = view
        self._shown: dict[TileLayer, _Shown] = {}
        self._replies: dict[int, tuple[Reply, _Shown]] = {}
        self._reporters: dict[TileLayer, object] = {}  # the latest of each layer
        self._numbers = count(1)
        self._said = ""
        self._lock = threading.Lock()
        self._is_open = True
        self._retries = {layer: self._timer(partial(self._retry, layer)) for layer in TileLayer}
        self._patience = self._timer(self._give_up)
        self._came.connect(self._answer)
        self._reported.connect(self._report)
        view.scheme.serve_later("/tiles/", self._ask)
        view.started.connect(self._hand_over)
        view.bridge.told.connect(self._listen)

    def _timer(self, then: Callable[[], None]) -> QTimer:
        timer = QTimer(self, singleShot=True)
        timer.timeout.connect(then)
        return timer

    # -- what the window calls ---------------------------------------------------------------------------------------

    def show(self, layer: TileLayer, source: TileSource | None) -> None:
        """Draw the tiles of `source`; None draws none."""
        if (old := self._shown.pop(layer, None)) is not None:
            old.workers.stop()
            old.source.close()
        self._retries[layer].stop()
        self._unsay()
        if source is not None:
            self._shown[layer] = _Shown(source, Workers(THREADS, f"tiles {layer}"), next(self._numbers))
        self._view.credits = tuple(dict.fromkeys(s.source.facts.credits for s in self._shown.values() if s.source.facts.credits))
        self._tell_page(layer)

    def source(self, layer: TileLayer) -> TileSource | None:
        """What is shown there."""
        shown = self._shown.get(layer)
        return shown.source if shown else None

    def reporter(self, layer: TileLayer) -> Callable[[str, float], None]:
        """Takes a sentence and the seconds until it is worth asking again, from any thread; until there is another one for the layer."""

        def report(sentence: str, wait: float) -> None:
            with self._lock:
                if self._is_open and self._reporters[layer] is report:
                    self._reported.emit(layer, sentence, wait)

        self._reporters[layer] = report
        return report

    def shut_down(self) -> None:
        """Before the view goes; no thread reports after that."""
        with self._lock:
            self._is_open = False
        for layer in TileLayer:
            self.show(layer, None)

    # -- the page ----------------------------------------------------------------------------------------------------

    def _tell_page(self, layer: TileLayer) -> None:
        shown = self._shown.get(layer)
        self._view.call("showTiles", layer, _settings(shown) if shown else None)

    @Slot()
    def _hand_over(self) -> None:
        for layer in self._shown:
            self._tell_page(layer)

    @Slot(str, object)
    def _listen(self, part: str, value: Any) -> None:
        if part == "tiles" and isinstance(value, dict):
            missing, whole = value.get("missing"), value.get("of")
            self.told.emit(f"{missing} of {whole} tiles could not be had for the picture.")

    def _ask(self, path: str, reply: Reply) -> None:
        """The page wants a tile: layer, version, zoom, column and row."""
        layer, *rest = path.split("/")
        numbers = [int(part) for part in rest if part.isdecimal() and len(part) < 9]
        shown = self._shown.get(TileLayer(layer)) if layer in tuple(TileLayer) else None
        if shown is None or len(numbers) != 4 or len(rest) != 4 or numbers[0] != shown.version or not Tile(*numbers[1:]).exists:
            reply.send(b"")
            return
        number = next(self._numbers)
        self._replies[number] = reply, shown
        if not self._patience.isActive():
            self._patience.start(PATIENCE)
        shown.workers.do(lambda: self._fetch(number, reply, shown.source, Tile(*numbers[1:])))

    def _fetch(self, number: int, reply: Reply, source: TileSource, tile: Tile) -> None:
        """In a thread of the source."""
        outcome: bytes | Exception | None = None
        if reply.is_awaited:
            try:
                outcome = source.tile(tile)
            except Exception as error:  # noqa: BLE001  # carried whole to the window's thread, which tells or reports it
                outcome = error
        with self._lock:
            if self._is_open:
                self._came.emit(number, outcome)

    @Slot(int, object)
    def _answer(self, number: int, outcome: bytes | Exception | None) -> None:
        reply, shown = self._replies.pop(number, (None, None))
        if self._replies:
            self._patience.start(PATIENCE)
        else:
            self._patience.stop()
        if reply is not None:
            reply.send(outcome if isinstance(outcome, bytes) else _LATER)
        if isinstance(outcome, Exception) and not isinstance(outcome, GeodataError):
            raise outcome
        if shown not in self._shown.values():
            return  # of a server that was asked before there is nothing to tell any more
        if isinstance(outcome, GeodataError):
            self._say(str(outcome))
        elif outcome:
            self._unsay()

    # -- what goes wrong ---------------------------------------------------------------------------------------------

    @Slot(str, str, float)
    def _report(self, layer: str, sentence: str, wait: float) -> None:
        if TileLayer(layer) not in self._shown:
            return
        self._say(sentence)
        if wait > 0:
            self._retries[TileLayer(layer)].start(round(wait * 1000) + 100)

    def _say(self, sentence: str) -> None:
        if sentence != self._said:
            self._said = sentence
            self.told.emit(sentence)

    def _unsay(self) -> None:
        if self._said:
            self.untold.emit(self._said)
            self._said = ""

    def _retry(self, layer: TileLayer) -> None:
        self._view.call("retryTiles", layer)

    @Slot()
    def _give_up(self) -> None:
        """Those who wait are told that nothing comes, though the threads may still hang."""
        waiting, self._replies = self._replies, {}
        for reply, _ in waiting.values():
            reply.send(_LATER)
        if any(TileLayer.ONLINE is layer for layer in self._shown):
            self._report(TileLayer.ONLINE, f"{self._shown[TileLayer.ONLINE].source.facts.name} does not answer.", PATIENCE / 1000)


def _settings(shown: _Shown) -> dict[str, Any]:
    facts = shown.source.facts
    return {
        "version": shown.version,
        "minZoom": facts.min_zoom,
        "maxZoom": facts.max_zoom,
        "sharpness": facts.sharpness,
        "bounds": facts.bounds,
        "credits": facts.credits,
        "hasNames": facts.has_names,
    }
