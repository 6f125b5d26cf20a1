"""Areas, circles, lengths, coordinates and bookmarks in the window, by real clicks and keys on the real page."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QInputDialog

from desktop.readout import Written, written
from geodata.coordinates import Point
from geodata.model import EventFilter

NIAMEY = Point(13.51, 2.11)


@pytest.fixture
def space(driver):
    space = driver.window.space
    driver.look_at(14, 3, 6)
    yield space
    space.ask = QInputDialog.getText
    space.menu.close()
    driver.js("Dateline.window.stopTool() ?? null")
    space.clear_area()
    driver.window.session.set_filter(EventFilter())
    driver.window.messages.hide()


def _pixel(driver, point: Point) -> QPoint:
    x, y = driver.js(
        f"(() => {{ const p = map_dateline.latLngToContainerPoint([{point.latitude}, {point.longitude}]); return [p.x, p.y]; }})()"
    )
    return QPoint(round(x), round(y))


def _click(driver, *points: Point) -> None:
    target = driver.window.map.view.web_view.focusProxy()
    for number, point in enumerate(points, start=1):
        spot = _pixel(driver, point)
        QTest.mouseMove(target, spot)
        QTest.mouseClick(target, Qt.MouseButton.LeftButton, pos=spot)
        driver.qtbot.waitUntil(lambda number=number: len(driver.js("Dateline.window.sketch().corners")) == number, timeout=3000)
        driver.qtbot.wait(600)  # no double click


def _names(driver) -> set[str]:
    table = driver.window.events.table
    return {table.id_at(row) for row in range(table.rowCount())}


def test_an_area_drawn_by_clicks_filters_and_its_chip_takes_it_away(driver, space) -> None:
    driver.window.actions_by_id["draw_area"].trigger()
    driver.qtbot.waitUntil(lambda: driver.js("Dateline.window.sketch()") is not None, timeout=2000)
    _click(driver, Point(14.2, 1.5), Point(14.2, 3.0), Point(13.2, 3.0), Point(13.2, 1.5))
    QTest.keyClick(driver.window.map.view.web_view.focusProxy(), Qt.Key.Key_Return)
    driver.qtbot.waitUntil(lambda: driver.window.session.filter.area is not None, timeout=3000)
    assert _names(driver) == {"march", "sit-in"}
    assert driver.window.filters.area.text().startswith("Only events in a drawn area")
    shown = "Dateline.window.space().parts.map((part) => part.kind)"
    driver.qtbot.waitUntil(lambda: driver.js(shown) == ["area"], timeout=3000)
    driver.click(driver.window.filters.area_button)
    assert driver.window.session.filter.area is None
    assert len(_names(driver)) == 5


def test_an_outline_that_crosses_itself_is_told_and_stays_to_be_mended(driver, space) -> None:
    space._finish_area([Point(12, 0), Point(16, 4), Point(12, 4), Point(16, 0)])
    assert driver.window.session.filter.area is None
    assert "crosses itself" in driver.window.messages.text


def test_a_distance_from_a_spot_filters_and_says_so(driver, space) -> None:
    space.ask = lambda *_args, **_more: ("100 km", True)
    space.ask_within(NIAMEY)
    assert _names(driver) == {"march", "sit-in"}
    assert "within 100 km of" in driver.window.filters.area.text()


@pytest.mark.parametrize("text", ["", "far", "-3", "1e9"])
def test_what_is_no_distance_is_told_and_changes_nothing(driver, space, text: str) -> None:
    space.ask = lambda *_args, **_more: (text, True)
    space.ask_within(NIAMEY)
    space.ask_rings(NIAMEY)
    assert driver.window.session.filter == EventFilter()
    assert "Type distances" in driver.window.messages.text


def test_circles_are_drawn_with_their_radii(driver, space) -> None:
    space.ask = lambda *_args, **_more: ("50, 10", True)
    space.ask_rings(NIAMEY)
    driver.qtbot.waitUntil(
        lambda: [label["text"] for label in driver.js("Dateline.window.space().labels")] == ["10 km", "50 km"], timeout=2000
    )


def test_a_measured_way_tells_its_length(driver, space) -> None:
    driver.window.actions_by_id["measure"].trigger()
    driver.qtbot.waitUntil(lambda: driver.js("Dateline.window.sketch()") is not None, timeout=2000)
    _click(driver, Point(13.2, 2.0), Point(14.2, 2.0))
    QTest.keyClick(driver.window.map.view.web_view.focusProxy(), Qt.Key.Key_Return)
    driver.qtbot.waitUntil(lambda: "The way is" in driver.window.messages.text, timeout=3000)
    assert driver.window.messages.text.split()[3] in {"110", "111", "112"}, "a degree of latitude"


def test_the_right_button_opens_the_menu_of_the_spot_with_its_region_and_country(driver, space) -> None:
    target = driver.window.map.view.web_view.focusProxy()
    QTest.mouseClick(target, Qt.MouseButton.RightButton, pos=_pixel(driver, NIAMEY))
    driver.qtbot.waitUntil(space.menu.isVisible, timeout=3000)
    words = [action.text() for action in space.menu.actions()]
    assert "Only events in Niger" in words
    copy = space.menu.actions()[0].menu().actions()[0]
    copy.trigger()
    assert QGuiApplication.clipboard().text().startswith("13.5")
    next(action for action in space.menu.actions() if action.text() == "Only events in Niger").trigger()
    assert {"march", "sit-in"} <= _names(driver)
    assert "killing" not in _names(driver), "near Gao, in Mali"


def test_coordinates_under_the_pointer_are_written_as_the_user_likes(driver, space) -> None:
    space.read_out.show_spot(NIAMEY, 500.0)
    before = space.read_out.text()
    driver.click(space.read_out)
    assert space.read_out.text() != before
    assert driver.window.preferences.coordinates == space.read_out.how.name
    while space.read_out.how is not Written.DECIMAL:
        driver.click(space.read_out)


def test_coordinates_are_no_finer_than_the_zoom_tells() -> None:
    far, near = written(NIAMEY, Written.DECIMAL, metres=5000), written(NIAMEY, Written.DECIMAL, metres=1)
    assert len(far) < len(near)
    assert written(Point(89, 0), Written.MGRS), "beyond the grid of MGRS it is written in degrees"


def test_a_bookmark_brings_back_view_and_filter_and_can_be_removed_and_taken_back(driver, space) -> None:
    window = driver.window
    space.ask = lambda *_args, **_more: ("50", True)
    space.ask_within(NIAMEY)
    space.ask = lambda *_args, **_more: ("  Around   Niamey ", True)
    window.actions_by_id["add_bookmark"].trigger()
    extent, kept = window.map.view.extent(), window.session.filter
    space.clear_area()
    driver.look_at(40, 40, 4)
    space.bookmark_menu.aboutToShow.emit()
    [action] = [action for action in space.bookmark_menu.actions() if action.text() == "Around Niamey"]
    action.trigger()
    assert window.session.filter == kept
    driver.qtbot.waitUntil(lambda: window.map.view.extent().south == pytest.approx(extent.south, abs=1), timeout=3000)
    remove = next(each for each in space.bookmark_menu.actions() if each.text() == "Remove").menu().actions()[0]
    remove.trigger()
    space.bookmark_menu.aboutToShow.emit()
    assert [each.text() for each in space.bookmark_menu.actions()] == ["None kept yet"]
