"""The layer of military facilities in the real engine: drawn under the events, clicked, described, and on the picture."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest

from geodata.buffers import FacilityMark, facility_bytes
from geodata.events.holdings import Certainty
from geodata.model import Category

HOSTILE = "${7*7}`</script><img src=x onerror=window.pwned=1>"
FORT = QColor("#3D4F63")
WALL = QPoint(0, 3)  # from the middle of a symbol to where it is filled
MARKS = (
    FacilityMark(-1, "Air Base 201 Agadez", 16.9503, 8.0139, Certainty.KNOWN, "United States (known that day)"),
    FacilityMark(-2, HOSTILE, 14.0, 5.0, Certainty.UNVERIFIED, HOSTILE),
    FacilityMark(-3, "Beside it", 14.0, 5.02, Certainty.CLAIMED, "French"),
    FacilityMark(-4, "Under the attack", 14.9, 4.0, Certainty.OPEN, "Niger"),
)


@pytest.fixture
def map_(driver, columns):
    driver.show(columns.columns_of([columns.Row("attack", Category.ATTACK, 14.9, 4.0)]))
    driver.view.select([], move=False)
    driver.look_at(15, 6, 7)
    driver.view.show_facilities(MARKS)
    driver.qtbot.waitUntil(lambda: len(facilities(driver)) == 3, timeout=3000)
    yield driver
    driver.view.show_facilities(())
    driver.qtbot.waitUntil(lambda: facilities(driver) == [], timeout=3000)


def facilities(driver):
    return driver.js("Dateline.window.facilities()")


def spot(driver, name: str) -> QPoint:
    [found] = [each for each in facilities(driver) if name in each["names"]]
    return QPoint(round(found["x"]), round(found["y"]))


def test_each_is_drawn_at_its_place_and_those_side_by_side_share_the_surest_symbol(map_) -> None:
    assert [(each["certainty"], each["names"]) for each in facilities(map_)] == [
        ("known", ["Air Base 201 Agadez"]),
        ("open", ["Under the attack"]),
        ("claimed", ["Beside it", HOSTILE]),
    ]
    at = spot(map_, "Air Base 201 Agadez") + WALL
    map_.qtbot.waitUntil(lambda: near(map_.view.grab().toImage().pixelColor(at), FORT), timeout=3000)


def test_a_click_on_one_asks_for_its_card_and_for_no_event(map_) -> None:
    selected: list[list[str]] = []
    map_.view.selected.connect(selected.append)
    with map_.qtbot.waitSignal(map_.view.bridge.facilities_clicked, timeout=3000) as clicked:
        click(map_, spot(map_, HOSTILE))
    assert clicked.args[0] == [-3, -2]
    map_.view.selected.disconnect(selected.append)
    assert selected == []


def test_an_event_over_a_facility_is_drawn_over_it_and_takes_the_click(map_) -> None:
    at = spot(map_, "Under the attack")
    assert map_.click(at.x(), at.y()) == ["attack"]
    assert near(map_.view.grab().toImage().pixelColor(at.x() - 8, at.y()), QColor("#BE2D1D"))


def test_a_hint_names_it_in_plain_text(map_) -> None:
    QTest.mouseMove(map_.view.web_view.focusProxy(), spot(map_, HOSTILE))
    map_.qtbot.waitUntil(lambda: "Beside it: French" in map_.js("document.querySelector('.dateline-hint').textContent"), timeout=3000)
    assert HOSTILE in map_.js("document.querySelector('.dateline-hint').textContent")
    assert map_.js("typeof window.pwned") == "undefined"


def test_the_picture_shows_the_layer(map_) -> None:
    def drawn() -> QImage:
        with map_.qtbot.waitCallback(timeout=15000) as callback:
            map_.view.picture(1000, 700, 1.0, callback)
        return callback.args[0]

    at = spot(map_, "Air Base 201 Agadez") + WALL
    assert near(drawn().pixelColor(at), FORT)
    map_.view.show_facilities(())
    assert not near(drawn().pixelColor(at), FORT)


def test_the_page_reads_each_mark_with_its_point_in_mercator() -> None:
    [mark] = json.loads(facility_bytes([FacilityMark(7, "A", 0.0, 180.0, Certainty.OPEN, "Niger")]))
    assert mark == {"id": 7, "name": "A", "held": "Niger", "certainty": "open", "x": 1.0, "y": 0.5}
    assert facility_bytes([]) == b"[]"


def click(driver, at: QPoint) -> None:
    QTest.mouseClick(driver.view.web_view.focusProxy(), Qt.MouseButton.LeftButton, pos=at)


def near(one: QColor, other: QColor) -> bool:
    return abs(one.red() - other.red()) + abs(one.green() - other.green()) + abs(one.blue() - other.blue()) < 40
