"""An event moved on the map: its marker dragged with the real mouse, or by keys; with a reason, kept only when the form is."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from geodata.model import GeoPrecision, Review
from geodata.store import trail
from geodata.wording import PRECISION_WORDS
from tests.gui.conftest import GAO


@pytest.fixture
def moving(driver):
    """The killing near Gao selected, in the middle of the map."""
    driver.window.session.select(["killing"])
    driver.look_at(GAO.latitude, GAO.longitude, 7)
    driver.qtbot.waitUntil(lambda: driver.js("Dateline.window.symbols().some((symbol) => symbol.selected)"), timeout=3000)
    driver.window.review.dialog = None
    yield driver
    driver.js("Dateline.window.stopTool() ?? null")
    if (dialog := driver.window.review.dialog) is not None:
        dialog.reject()
        driver.window.review.dialog = None


def event_of(driver):
    return driver.window.session.events(["killing"])[0]


def target(driver):
    return driver.window.map.view.web_view.focusProxy()


def pixel(driver) -> QPoint:
    x, y = driver.js(
        f"(() => {{ const p = map_dateline.latLngToContainerPoint([{GAO.latitude}, {GAO.longitude}]); return [p.x, p.y]; }})()"
    )
    return QPoint(round(x), round(y))


def drag(driver, start: QPoint, by: QPoint) -> None:
    QTest.mousePress(target(driver), Qt.MouseButton.LeftButton, pos=start)
    for part in range(1, 5):
        QTest.mouseMove(target(driver), start + by * part / 4)
        driver.qtbot.wait(60)
    QTest.mouseRelease(target(driver), Qt.MouseButton.LeftButton, pos=start + by)


def test_the_marker_of_the_selected_event_is_dragged_and_the_reason_is_kept(moving) -> None:
    before, start = event_of(moving), pixel(moving)
    kilometres = 10 * moving.js("map_dateline.distance(...[[0, 0], [1, 0]].map((at) => map_dateline.containerPointToLatLng(at)))") / 1000
    centre = moving.centre()
    drag(moving, start, QPoint(120, -60))
    moving.qtbot.waitUntil(lambda: moving.window.review.dialog is not None, timeout=3000)
    dialog = moving.window.review.dialog
    assert moving.centre() == centre, "the map itself stays"
    assert moving.js("getSelection().toString()") == "", "nor does the drag select the words on it"
    assert moving.window.session.selection == ("killing",)
    assert event_of(moving) == before, "nothing is moved yet"
    latitude, longitude = moving.js(
        f"(() => {{ const p = map_dateline.containerPointToLatLng([{start.x() + 120}, {start.y() - 60}]); return [p.lat, p.lng]; }})()"
    )
    assert dialog.where.location.text() == "", "the name that it had was another place's, and no town is near"
    assert dialog.where.keep_link.text() == "Keep “Gao”"
    moving.click(dialog.where.keep_link)
    assert dialog.where.location.text() == "Gao"
    dialog.where.location.setText("the ferry")  # or any other
    QTest.keyClicks(dialog.reason, "the mayor showed the place")
    moving.click(dialog.keep)
    moving.window.review.dialog = None
    moved = event_of(moving)
    assert moved.point == pytest.approx((latitude, longitude), abs=0.02)
    assert (moved.geo_precision, moved.review) == (GeoPrecision.NEAR, Review.CORRECTED)
    assert moved.radius_km == pytest.approx(kilometres, abs=1), "what ten pixels were"
    assert moved.location == "the ferry"
    [line] = trail.of_event(moving.window.session.project, moved)
    assert line.reason == "the mayor showed the place"
    moving.window.review.undo()
    assert event_of(moving).place == before.place


def test_by_keyboard_the_cross_is_moved_and_enter_takes_the_spot(moving) -> None:
    moving.window.actions_by_id["move_event"].trigger()
    moving.qtbot.waitUntil(lambda: moving.js("Dateline.window.sketch()?.tool ?? null") == "move", timeout=3000)
    for _ in range(3):
        QTest.keyClick(target(moving), Qt.Key.Key_Right)
    QTest.keyClick(target(moving), Qt.Key.Key_Return)
    moving.qtbot.waitUntil(lambda: moving.window.review.dialog is not None, timeout=3000)
    place = moving.window.review.dialog.edited().place
    assert place.longitude > GAO.longitude
    assert place.latitude == pytest.approx(GAO.latitude, abs=0.05)
    assert moving.js("Dateline.window.sketch()") is None


def test_escape_moves_nothing_and_what_is_not_selected_cannot_be_dragged(moving) -> None:
    moving.window.actions_by_id["move_event"].trigger()
    moving.qtbot.waitUntil(lambda: moving.js("Dateline.window.sketch()?.tool ?? null") == "move", timeout=3000)
    QTest.keyClick(target(moving), Qt.Key.Key_Escape)
    moving.qtbot.waitUntil(lambda: moving.js("Dateline.window.sketch()") is None, timeout=3000)
    moving.window.session.select([])
    moving.qtbot.wait(80)
    centre, start = moving.centre(), pixel(moving)
    drag(moving, start, QPoint(80, 40))
    moving.qtbot.waitUntil(lambda: moving.centre() != centre, timeout=3000)
    assert moving.window.review.dialog is None


def test_a_small_move_is_near_the_same_town_and_the_old_name_can_be_kept(moving) -> None:
    driver = moving
    driver.look_at(GAO.latitude, GAO.longitude, 11)
    drag(driver, pixel(driver), QPoint(60, 0))
    driver.qtbot.waitUntil(lambda: driver.window.review.dialog is not None, timeout=3000)
    where = driver.window.review.dialog.where
    assert where.location.text() == "Gao"
    assert (where.box.text(), where.precision.currentText(), where.radius.value()) == ("Gao", PRECISION_WORDS[GeoPrecision.NEAR], 1)
    assert where.keep_link.isHidden(), "it is the name that it had"
