"""One map view for all tests of this folder, in the real engine: a second page on a profile may fail its first load."""

from __future__ import annotations

import importlib.util
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"  # tests run as root

import pytest
from PySide6.QtCore import QEvent, QEventLoop, QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.map import scheme

scheme.register()

from desktop.map.view import MapView  # noqa: E402 - needs the scheme
from geodata.gazetteer.cities import City  # noqa: E402
from geodata.gazetteer.languages import Language  # noqa: E402
from geodata.gazetteer.search import Gazetteer  # noqa: E402
from geodata.store.columns import EventColumns  # noqa: E402

HOSTILE = "${7*7}`</script><img src=x onerror=window.pwned=1>\u2028\u202e\x00'\""
COUNTRY = {Language.ENGLISH: "Niger", Language.SPANISH: "Níger"}
CITIES = [
    City("Niamey", 13.51366, 2.1098, 774235, True, "NE"),
    City(HOSTILE, 14.3, 3.3, 9_000_000, False, "NE"),
    City("Tahoua", 14.8888, 5.2692, 80425, False, "NE"),
]


class MapDriver:
    """The map as a person uses it: looks, clicks, waits."""

    def __init__(self, view: MapView, qtbot: QtBot) -> None:
        self.view = view
        self.qtbot = qtbot

    def show(self, columns: EventColumns) -> None:
        with self.qtbot.waitSignal(self.view.shown, timeout=5000):
            self.view.show_events(columns)

    def look_at(self, latitude: float, longitude: float, zoom: float) -> None:
        self.qtbot.waitUntil(lambda: not self.js("Boolean(map_dateline._animatingZoom)"), timeout=3000)
        self.run(f"map_dateline.setView([{latitude}, {longitude}], {zoom}, {{animate: false}})")
        self.qtbot.wait(50)

    def js(self, code: str) -> Any:
        """The value of an expression in the page, as JSON carries it; undefined is None."""
        with self.qtbot.waitCallback(timeout=5000) as callback:
            self.view.page.runJavaScript(f"JSON.stringify([{code}])", 0, callback)
        return json.loads(callback.args[0])[0]

    def run(self, code: str) -> None:
        """Statements in the page."""
        with self.qtbot.waitCallback(timeout=5000) as callback:
            self.view.page.runJavaScript(f"{code}; 0", 0, callback)

    def symbols(self) -> list[dict[str, Any]]:
        """What is drawn, with the rows of the events."""
        found = self.js("Dateline.window.symbols()")
        events = self.view.events
        return [{**symbol, "rows": sorted(events.columns.ids.rows_of(events.ids_at(symbol["rows"])).tolist())} for symbol in found]

    def click(self, x: float, y: float) -> list[str]:
        """A real click of the mouse; the ids that the map reports."""
        target = self.view.web_view.focusProxy()
        with self.qtbot.waitSignal(self.view.selected, timeout=3000) as clicked:
            QTest.mouseClick(target, Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(y)))
        return sorted(clicked.args[0])

    def click_symbol(self, wanted: Callable[[dict[str, Any]], bool]) -> list[str]:
        (symbol,) = [symbol for symbol in self.symbols() if wanted(symbol)]
        return self.click(symbol["x"], symbol["y"])


@pytest.fixture(scope="session")
def _map_view(qapp: QApplication, gazetteer_path) -> Iterator[MapView]:
    gazetteer = Gazetteer.open(gazetteer_path)
    view = MapView(gazetteer.area, cities=lambda: CITIES, names=lambda ids, language: dict.fromkeys(ids, f"{COUNTRY[language]} {HOSTILE}"))
    problems: list[str] = []
    view.failed.connect(problems.append)
    loop = QEventLoop()  # QTest.qWait would keep the threads from running
    view.ready.connect(loop.quit)
    view.failed.connect(loop.quit)
    QTimer.singleShot(20_000, loop, lambda: loop.exit(1))
    view.resize(1000, 700)
    view.show()
    assert loop.exec() == 0
    assert problems == []
    yield view
    view.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # the page goes before its profile
    gazetteer.close()


@pytest.fixture(scope="session")
def columns() -> ModuleType:
    """Makers of event columns; beside this file, since tests are no package."""
    spec = importlib.util.spec_from_file_location("map_columns", Path(__file__).with_name("columns.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def driver(_map_view: MapView, qtbot: QtBot) -> MapDriver:
    return MapDriver(_map_view, qtbot)
