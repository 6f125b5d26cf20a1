"""The page that is one file, in a fresh web engine that reaches nothing but that file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile, QWebEngineUrlRequestInfo, QWebEngineUrlRequestInterceptor
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from geodata.export.content import Wishes
from geodata.export.formats import export
from geodata.export.release import Release, Tlp
from geodata.model import Category, EventFilter, Evidence, GeoPrecision
from geodata.store import articles, places, project
from tests.values import NIAMEY, NIGER, an_article, an_event

HOSTILE = "${7*7}`</script><img src=x onerror=window.pwned=1><b>bold</b>\u2028{{7*7}}{% raw %}\u202e🔥 هجوم"
SQUARE = bytes.fromhex(
    "010300000001000000050000000000000000000000000000000000000000000000000000000000000000002040000000000000204000000000000020400000000000002040"
    "000000000000000000000000000000000000000000000000"
)
MANY = 1000


class _Blocked(QWebEngineUrlRequestInterceptor):
    """Refuses all but the first request, for the file itself, and remembers what was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:  # noqa: N802 - Qt's
        self.asked.append(info.requestUrl().toString())
        info.block(len(self.asked) > 1)


class _Page(QWebEnginePage):
    def __init__(self, profile: QWebEngineProfile) -> None:
        super().__init__(profile)
        self.said: list[str] = []

    def javaScriptConsoleMessage(self, level: Any, message: str, line: int, source: str) -> None:  # noqa: N802 - Qt's
        self.said.append(message)


class Browser:
    """A browser of its own with one page."""

    def __init__(self, qtbot: QtBot) -> None:
        self.blocked, self.profile = _Blocked(), QWebEngineProfile()
        self.profile.setUrlRequestInterceptor(self.blocked)
        self.page, self.view = _Page(self.profile), QWebEngineView()
        self.view.setPage(self.page)
        self.view.resize(1200, 800)
        self.view.show()
        self.qtbot = qtbot

    def open(self, path: Path) -> None:
        with self.qtbot.waitSignal(self.page.loadFinished, timeout=20_000):
            self.page.load(QUrl.fromLocalFile(str(path)))
        self.qtbot.waitUntil(lambda: self.js("document.documentElement.dataset.ready ?? null") == "yes", timeout=20_000)

    def js(self, code: str) -> Any:
        with self.qtbot.waitCallback(timeout=10_000) as callback:
            self.page.runJavaScript(f"JSON.stringify([{code}])", 0, callback)
        return json.loads(callback.args[0])[0]

    def click(self, x: float, y: float) -> None:
        QTest.mouseClick(self.view.focusProxy(), Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(y)))

    def close(self) -> None:
        self.view.close()
        for each in (self.page, self.view):
            each.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def browser(qtbot: QtBot) -> Iterator[Browser]:
    opened = Browser(qtbot)
    yield opened
    opened.close()


def test_a_page_of_a_thousand_events_is_one_small_file_that_shows_the_very_words(browser: Browser, tmp_path: Path) -> None:
    with project.create(tmp_path / "p.gpkg") as opened:
        texts = [
            an_article(article_id=f"a{n}", title=HOSTILE, text=f"{HOSTILE} {n} {'Gunmen came. ' * 20}", url="javascript:alert(1)")
            for n in range(MANY)
        ]
        for number, article in enumerate(texts):
            spread = replace(NIAMEY, geonameid=number + 1, latitude=10 + number % 40 / 10, longitude=number // 40 / 5)
            words = Evidence(article_id=article.article_id, start_char=0, end_char=len(article.text))
            day = date(2023, 1, 1) + timedelta(days=number % 365)
            event = an_event(event_id=f"e{number}", place=spread, evidence=(words,), location=HOSTILE, event_date=day, date_end=day)
            if number == 0:
                event = replace(event, place=NIGER, geo_precision=GeoPrecision.COUNTRY, category=Category.COUP)
            articles.add(opened, article, [], [event])
        with opened.transaction() as connection:
            places.write_areas(connection, [NIGER], lambda _: SQUARE)
        path = tmp_path / "page.html"
        ids = [f"e{number}" for number in range(MANY)]
        wishes = Wishes(title=HOSTILE * 9, summary=("Words.",) * 99)
        export(opened, path, ids=ids, event_filter=EventFilter(), release=Release(tlp=Tlp.AMBER), wishes=wishes)
    assert path.stat().st_size < 5_000_000
    browser.open(path)
    assert browser.js("Dateline.page.symbols().reduce((sum, each) => sum + each.count, 0)") == MANY
    assert browser.js("Dateline.page.symbols().filter(({kind}) => kind === 'badge').map(({name, count}) => [name, count])") == [
        ["Niger", 1]
    ]
    assert browser.js("document.querySelector('h1').textContent") == HOSTILE * 9
    banners = browser.js("Array.from(document.querySelectorAll('.dl-marking'), (each) => [each.textContent, getComputedStyle(each).color])")
    assert banners == [["TLP:AMBER", "rgb(255, 192, 0)"]] * 2
    spot = browser.js(
        "(() => { const box = document.querySelector('.folium-map').getBoundingClientRect(); const {map, scene} = Dateline.page;"
        " const symbol = Dateline.page.symbols().find(({kind}) => kind === 'badge');"
        " const at = map.layerPointToContainerPoint(L.point(symbol.x, symbol.y).add(map._layers[Object.keys(map._layers).at(-1)]._corner));"
        " return [box.left + at.x, box.top + at.y]; })()"
    )
    browser.click(*spot)
    browser.qtbot.waitUntil(lambda: browser.js("document.querySelectorAll('.dl-card').length") == 1, timeout=5000)
    assert browser.js("document.querySelector('.dl-card blockquote').textContent") == f"{HOSTILE} 0 {'Gunmen came. ' * 20}"
    assert browser.js("document.querySelector('.dl-panel h2').textContent") == "Niger: 1 event"
    assert browser.js("[document.querySelectorAll('.dl-panel b, .dl-panel img, .dl-panel a').length, window.pwned ?? null]") == [0, None]
    _narrow(browser)
    browser.js("document.querySelector('.dl-summary-button').click() ?? 0")
    summary = "document.querySelector('dialog.dl-summary')"
    assert browser.js(f"[{summary}.scrollTop, {summary}.scrollHeight > {summary}.clientHeight]") == [0, True], "read from the top"
    assert browser.page.said == []
    assert browser.blocked.asked == [QUrl.fromLocalFile(str(path)).toString()]


def _narrow(browser: Browser) -> None:
    """Categories and days, by the page's own controls."""
    browser.js("document.querySelector('.dl-row[aria-pressed]').click() ?? 0")
    assert browser.js("Dateline.page.scene.mask.reduce((sum, each) => sum + each, 0)") == 1
    browser.js("document.querySelector('.dl-row[aria-pressed]').click() ?? 0")
    browser.js(  # as a person's choice
        "(() => { const from = document.querySelector('.dl-from'); from.value = '2023-12-01';"
        " from.dispatchEvent(new Event('change')); return 0; })()"
    )
    shown = len([number for number in range(MANY) if number % 365 >= 334])
    assert browser.js("Dateline.page.scene.mask.reduce((sum, each) => sum + each, 0)") == shown
    assert browser.js("document.querySelector('.dl-legend > button').textContent").startswith(f"Legend · {shown} of 1,000")
    browser.js("document.querySelector('.dl-days').click() ?? 0")
    assert browser.js("document.querySelectorAll('.dl-card').length") == 1, "of the event that was picked"
    browser.js("document.querySelector('.dl-list').click() ?? 0")
    browser.qtbot.waitUntil(lambda: browser.js("document.querySelectorAll('.dl-card').length") == 60, timeout=5000)
