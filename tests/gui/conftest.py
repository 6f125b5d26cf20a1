"""One window with its one map for all tests of the window, as a person has; each test opens a project of its own."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"  # tests run as root

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.map import scheme

scheme.register()

from desktop import theme  # noqa: E402 - needs the scheme
from desktop.map.view import MapView  # noqa: E402
from desktop.preferences import Preferences  # noqa: E402
from desktop.session import Session  # noqa: E402
from desktop.tasks import Runner  # noqa: E402
from desktop.window import SIZE, MainWindow  # noqa: E402
from geodata.model import Article, Category, Event, Evidence, GeoPrecision, Place, Span, SpanKind, Status, TimePrecision  # noqa: E402
from geodata.store import articles as article_rows  # noqa: E402
from geodata.store import project as project_file  # noqa: E402

TEXT = (
    "Traders closed their stalls when the column came through. 🌍 On Friday 4 August 2023 about two hundred people marched in Niamey "
    "against the new levy.\n\nTwo days earlier gunmen had killed nine guards near Gao, and the road stayed shut.\n\n"
    "The governor said nothing. The ministry in Niger spoke of calm."
)
HOSTILE = "${7*7}<b>bold</b></script>\u202e\u2028`"


def place(geonameid: int, name: str, latitude: float, longitude: float, code: str = "PPL", country: str = "NE") -> Place:
    return Place(
        geonameid=geonameid, name=name, latitude=latitude, longitude=longitude, feature_class="P", feature_code=code, country_code=country
    )


NIAMEY = place(2440485, "Niamey", 13.51366, 2.1098, "PPLC")
GAO = place(2457161, "Gao", 16.27167, -0.04472, "PPLA", "ML")
NIGER = place(2440476, "Niger", 18.0, 9.0, "PCLI")


def evidence(article_id: str, words: str, *spans: tuple[SpanKind, str]) -> Evidence:
    start = TEXT.index(words)
    marked = tuple(Span(kind=kind, start_char=TEXT.index(s, start), end_char=TEXT.index(s, start) + len(s)) for kind, s in spans)
    return Evidence(article_id=article_id, start_char=start, end_char=start + len(words), spans=marked)


MARCH = "On Friday 4 August 2023 about two hundred people marched in Niamey against the new levy."
KILLING = "Two days earlier gunmen had killed nine guards near Gao, and the road stayed shut."


def event(event_id: str, category: Category, where: Place | None, precision: GeoPrecision, day: date | None, **more: Any) -> Event:
    values: dict[str, Any] = {
        "event_type": "Protests",
        "sub_event_type": "Peaceful protest",
        "status": Status.OCCURRED,
        "time_precision": TimePrecision.DAY if day else TimePrecision.UNKNOWN,
        "location": where.name if where else None,
        "evidence": (evidence("a1", MARCH, (SpanKind.PLACE, "Niamey"), (SpanKind.TRIGGER, "marched"), (SpanKind.DATE, "4 August 2023")),),
    }
    return Event(
        event_id=event_id, category=category, event_date=day, date_end=day, place=where, geo_precision=precision, **{**values, **more}
    )


def sample_events() -> tuple[Event, ...]:
    """Two at Niamey, one near Gao, one known to a country, one not located, one planned."""
    killing = evidence("a1", KILLING, (SpanKind.ACTOR, "gunmen"), (SpanKind.DEATHS, "killed nine guards"), (SpanKind.PLACE, "Gao"))
    return (
        event("march", Category.PROTEST, NIAMEY, GeoPrecision.TOWN, date(2023, 8, 4)),
        event("sit-in", Category.PROTEST, NIAMEY, GeoPrecision.TOWN, date(2023, 8, 5), sub_event_type="Protest with intervention"),
        event(
            "killing", Category.ATTACK, GAO, GeoPrecision.NEAR, date(2023, 8, 2), sub_event_type="Attack", fatalities=9, evidence=(killing,)
        ),
        event("calm", Category.AGREEMENT, NIGER, GeoPrecision.COUNTRY, date(2023, 8, 9), sub_event_type="Agreement"),
        event("rumour", Category.COUP, None, GeoPrecision.UNKNOWN, None, sub_event_type="Other"),
        event("force", Category.DEPLOYMENT, NIGER, GeoPrecision.COUNTRY, date(2023, 9, 1), status=Status.PLANNED),
    )


def write_project(path: Path) -> Path:
    """A project with one article of marked text, one of a hostile title, and the sample events."""
    with project_file.create(path) as project:
        article_rows.add(
            project,
            Article(article_id="a1", title="Stalls closed as marchers pass", text=TEXT, source="Sahel Courier", published=date(2023, 8, 6)),
            (),
            sample_events(),
        )
        article_rows.add(project, Article(article_id="a2", title=HOSTILE, text=f"{HOSTILE} said the sign.", published=None), (), ())
    return path


@dataclass
class Driver:
    """The window as a person uses it."""

    window: MainWindow
    qtbot: QtBot

    def open(self, path: Path) -> None:
        with self.qtbot.waitSignal(self.window.map.drawn, timeout=10_000):
            assert self.window.session.open(path)

    def js(self, code: str) -> Any:
        assert self.window.map.view is not None
        with self.qtbot.waitCallback(timeout=5000) as callback:
            self.window.map.view.page.runJavaScript(f"JSON.stringify({code.rstrip(';')})", 0, callback)
        return json.loads(callback.args[0] or "null")

    def centre(self) -> tuple[float, float]:
        latitude, longitude = self.js("(() => { const c = map_dateline.getCenter(); return [c.lat, c.lng]; })()")
        return latitude, longitude

    def look_at(self, latitude: float, longitude: float, zoom: float) -> None:
        self.js(f"map_dateline.setView([{latitude}, {longitude}], {zoom}, {{animate: false}}) && null")
        self.qtbot.wait(80)

    def click_map(self, latitude: float, longitude: float) -> None:
        """A real click on that spot of the map."""
        view = self.window.map.view
        assert view is not None
        x, y = self.js(f"(() => {{ const p = map_dateline.latLngToContainerPoint([{latitude}, {longitude}]); return [p.x, p.y]; }})()")
        with self.qtbot.waitSignal(view.selected, timeout=3000):
            QTest.mouseClick(view.web_view.focusProxy(), Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(y)))

    def click(self, widget: QWidget, spot: QPoint | None = None) -> None:
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=spot or widget.rect().center())

    def click_row(self, event_id: str, *, column: int = 1) -> None:
        table = self.window.events
        row = table.table.row_of(event_id)
        assert row is not None
        table.scrollTo(table.table.index(row, 0))
        self.click(table.viewport(), table.visualRect(table.table.index(row, column)).center())

    def drop(self, *paths: Path) -> None:
        """Files dropped on the middle of the window."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(p)) for p in paths])
        spot = self.window.rect().center()
        buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        enter = QDragEnterEvent(spot, Qt.DropAction.CopyAction, data, buttons, keys)
        QApplication.sendEvent(self.window, enter)
        assert enter.isAccepted()
        QApplication.sendEvent(self.window, QDropEvent(QPointF(spot), Qt.DropAction.CopyAction, data, buttons, keys))

    def finish_tasks(self) -> None:
        self.qtbot.waitUntil(lambda: not self.window.runner.tasks, timeout=20_000)
        self.qtbot.wait(20)


@pytest.fixture(scope="session")
def _window(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory, gazetteer_path: Path) -> Iterator[MainWindow]:
    os.environ["DATELINE_GAZETTEER"] = str(gazetteer_path)
    theme.apply(qapp, "light")
    window = MainWindow(Session(), Runner(), Preferences(tmp_path_factory.mktemp("profile")))
    window.resize(SIZE)
    window.show()
    window.map.load(MapView(window.session.area, cities=lambda: ()))
    yield window
    window.close()
    window.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # the page goes before its profile


@pytest.fixture
def empty(_window: MainWindow, qtbot: QtBot, tmp_path: Path) -> Driver:
    """The window on a new project."""
    driver = Driver(_window, qtbot)
    project_file.create(tmp_path / "empty.gpkg").close()
    driver.open(tmp_path / "empty.gpkg")
    return driver


@pytest.fixture
def driver(_window: MainWindow, qtbot: QtBot, tmp_path: Path) -> Driver:
    """The window on the sample events."""
    driver = Driver(_window, qtbot)
    driver.open(write_project(tmp_path / "sample.gpkg"))
    _window.left_tabs.setCurrentWidget(_window.filters)
    _window.activateWindow()  # a dialog of the test before may have been the active one, and keys go there
    qtbot.waitUntil(_window.isActiveWindow, timeout=3000)
    return driver


@pytest.fixture(scope="session")
def make_event() -> Callable[..., Event]:
    """An event with the evidence of the sample article."""
    return event
