"""Areas, circles, lengths, coordinates and bookmarks in the window, by real clicks and keys on the real page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QInputDialog, QMenu
from shapely import box as shapely_box
from shapely import to_wkb

from desktop.readout import Written, written
from desktop.spot import Spot
from geodata.coordinates import Point
from geodata.model import AreaOfInterest, Changes, EventFilter, Place
from geodata.space.area import shape_of
from geodata.store import places

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


def _action(menu: QMenu, words: str) -> QAction:
    [found] = [action for action in menu.actions() if action.text() == words]
    return found


def _corner(driver, style: str) -> int:
    """How light a picture in that style is far from the area, 0 to 255."""
    pictures: list[QImage] = []
    driver.window.map.view.picture(600, 400, 1.0, lambda image, _extent: pictures.append(image), theme=style)
    driver.qtbot.waitUntil(lambda: bool(pictures), timeout=5000)
    return pictures[0].copy(540, 40, 40, 40).scaled(1, 1, mode=Qt.TransformationMode.SmoothTransformation).pixelColor(0, 0).lightness()


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
    driver.window.map.view.bridge.told.emit("tools", {"cancelled": True})
    assert driver.window.messages.text == "", "it holds for that drawing only"


def test_a_distance_from_a_spot_filters_and_says_so(driver, space) -> None:
    space.ask = lambda *_args, **_more: ("100 km", True)
    space.ask_within(Spot(NIAMEY))
    assert _names(driver) == {"march", "sit-in"}
    assert "within 100 km of" in driver.window.filters.area.text()


@pytest.mark.parametrize("text", ["", "far", "-3", "1e9"])
def test_what_is_no_distance_is_told_and_changes_nothing(driver, space, text: str) -> None:
    space.ask = lambda *_args, **_more: (text, True)
    space.ask_within(Spot(NIAMEY))
    space.ask_rings(Spot(NIAMEY))
    assert driver.window.session.filter == EventFilter()
    assert "Type distances" in driver.window.messages.text


def test_circles_are_drawn_with_their_radii(driver, space) -> None:
    space.ask = lambda *_args, **_more: ("50, 10", True)
    space.ask_rings(Spot(NIAMEY))
    driver.qtbot.waitUntil(lambda: len(driver.js("Dateline.window.space().labels")) == 2, timeout=2000)
    inner, outer = (label["text"] for label in driver.js("Dateline.window.space().labels"))
    assert inner == "10 km"
    assert outer.startswith("50 km from 13.5"), "the outermost says of what"


def _picture(driver) -> QImage:
    with driver.qtbot.waitCallback(timeout=5000) as callback:
        driver.window.map.view.picture(600, 400, 1.0, callback)
    return callback.args[0]


def test_circles_and_a_measured_way_go_into_pictures_and_a_drawing_that_is_not_ended_does_not(driver, space) -> None:
    plain = _picture(driver)
    space.ask = lambda *_args, **_more: ("40", True)
    space.ask_rings(Spot(NIAMEY))
    driver.qtbot.waitUntil(lambda: len(driver.js("Dateline.window.space().labels")) == 1, timeout=2000)
    assert _picture(driver) != plain
    space.clear_rings()
    driver.qtbot.waitUntil(lambda: driver.js("Dateline.window.space().labels") == [], timeout=2000)
    assert _picture(driver) == plain
    for tool, same in (("polygon", True), ("measure", False)):
        space._start(tool, Point(13.2, 2.0), Point(14.2, 2.0))
        driver.qtbot.waitUntil(lambda: driver.js("Dateline.window.sketch()") is not None, timeout=2000)
        if not same:
            driver.qtbot.waitUntil(lambda: driver.js("Dateline.window.sketch().labels.length") == 1, timeout=3000)
        assert (_picture(driver) == plain) is same, tool
        driver.js("(Dateline.window.stopTool(), 0)")


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
    driver.qtbot.waitUntil(lambda: "Only events in Niger" in [action.text() for action in space.menu.actions()], timeout=5000)
    copy = _action(space.menu, "Copy coordinates").menu().actions()[0]
    copy.trigger()
    assert QGuiApplication.clipboard().text().startswith("13.5")
    next(action for action in space.menu.actions() if action.text() == "Only events in Niger").trigger()
    driver.qtbot.waitUntil(lambda: driver.window.session.filter.area is not None, timeout=5000)  # its outline is read beside the window
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


def test_a_spot_on_an_event_is_its_place_under_its_name(driver, space) -> None:
    space.ask = lambda *_args, **_more: ("100", True)
    driver.look_at(14, 3, 7)
    target = driver.window.map.view.web_view.focusProxy()
    QTest.mouseClick(target, Qt.MouseButton.RightButton, pos=_pixel(driver, Point(13.51366, 2.1098)) + QPoint(3, 2))
    driver.qtbot.waitUntil(space.menu.isVisible, timeout=3000)
    _action(space.menu, "Only events within a distance…").trigger()
    assert driver.window.session.filter.area.words == "within 100 km of Niamey"
    middle = shape_of(driver.window.session.filter.area).centroid
    assert (middle.y, middle.x) == pytest.approx((13.51366, 2.1098), abs=0.01)


def test_the_menu_opens_by_keyboard_on_what_the_cursor_stands_on(driver, space) -> None:
    driver.window.actions_by_id["go_to_map"].trigger()
    target = driver.window.map.view.web_view.focusProxy()
    driver.qtbot.waitUntil(lambda: driver.js("document.activeElement.className.includes('leaflet-container')"), timeout=3000)
    QTest.keyClicks(target, "n")
    driver.qtbot.waitUntil(lambda: driver.js("Dateline.window.cursor()") is not None, timeout=3000)
    QTest.keyClick(target, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    driver.qtbot.waitUntil(space.menu.isVisible, timeout=3000)
    assert "Measure from here" in [action.text() for action in space.menu.actions()]
    space.open_menu(Spot(NIAMEY, "Bed & Breakfast"), QPoint())
    assert space.menu.actions()[0].text() == "Bed && Breakfast", "one alone would underline a letter"


def test_a_town_near_the_spot_is_found_by_the_menu(driver, space) -> None:
    target = driver.window.map.view.web_view.focusProxy()
    found: list[object] = []
    driver.look_at(13.3, 2.2, 8)  # Niamey's events are not under the pointer
    driver.window.session.found.connect(found.append)
    QTest.mouseClick(target, Qt.MouseButton.RightButton, pos=_pixel(driver, Point(13.3, 2.2)))
    driver.qtbot.waitUntil(space.menu.isVisible, timeout=3000)
    near = _action(space.menu, "Places near here")
    driver.qtbot.waitUntil(near.isEnabled, timeout=5000)
    town = next(action for action in near.menu().actions() if action.text().startswith("Niamey, "))
    assert town.text().endswith(" km")
    town.trigger()
    driver.window.session.found.disconnect(found.append)
    assert found[0].place.name == "Niamey"
    driver.window.session.found.emit(None)


def test_an_area_comes_from_a_file_and_a_bad_one_is_told(driver, space, tmp_path: Path) -> None:
    path, bad = tmp_path / "north.geojson", tmp_path / "bad.geojson"
    square = {"type": "Polygon", "coordinates": [[[1, 13], [3, 13], [3, 14], [1, 14], [1, 13]]]}
    path.write_text(json.dumps({"features": [{"type": "Feature", "properties": {}, "geometry": square}]}), encoding="utf-8")
    bad.write_text("{", encoding="utf-8")
    space.read_area(path)
    driver.finish_tasks()
    assert _names(driver) == {"march", "sit-in"}
    assert driver.window.filters.area.text() == "Only events in north.geojson"
    space.read_area(bad)
    driver.finish_tasks()
    assert "bad.geojson cannot be read as GeoJSON" in driver.window.messages.text
    assert driver.window.session.filter.area.words == "in north.geojson"


def test_events_known_only_to_a_country_are_counted_where_a_part_of_it_is_inside_and_let_in_by_a_box(driver, space) -> None:
    session, box = driver.window.session, driver.window.filters.may_be_inside
    niger = Place(geonameid=2440476, name="Niger", latitude=18, longitude=9, feature_class="A", feature_code="PCLI", country_code="NE")
    with session.project.transaction() as connection:
        places.write_areas(connection, [niger], lambda _: to_wkb(shapely_box(0, 11, 16, 24)))
    session.refresh(Changes())
    space._filter_to(AreaOfInterest(words="in a box", outline=to_wkb(shapely_box(1, 13, 3, 14))))
    assert box.text() == "Also 1 that may lie inside"
    assert _names(driver) == {"march", "sit-in"}
    driver.click(box, QPoint(10, box.height() // 2))
    assert _names(driver) == {"march", "sit-in", "calm"}
    assert driver.window.session.filter.may_be_inside


@pytest.mark.parametrize("style", ["light", "dark", "grey"])
def test_what_lies_outside_the_area_is_only_veiled_in_a_picture(driver, space, style: str) -> None:
    space.ask = lambda *_args, **_more: ("50", True)
    plain = _corner(driver, style)
    space.ask_within(Spot(NIAMEY))
    driver.qtbot.waitUntil(lambda: driver.js("Dateline.window.space().parts.length") == 1, timeout=3000)
    assert 0 < abs(_corner(driver, style) - plain) < 90


def test_a_bookmark_brings_back_view_and_filter_and_can_be_renamed_removed_and_taken_back(driver, space) -> None:
    window, kept_views = driver.window, driver.window.bookmarks

    def entries() -> list[str]:
        kept_views.menu.aboutToShow.emit()
        return [action.text() for action in kept_views.menu.actions() if action.text().startswith("&")][1:]

    space.ask = lambda *_args, **_more: ("50", True)
    space.ask_within(Spot(NIAMEY))
    kept_views.ask = lambda *_args, **_more: ("  Around   Niamey & Say ", True)
    window.actions_by_id["add_bookmark"].trigger()
    extent, kept = window.map.view.extent(), window.session.filter
    space.clear_area()
    driver.look_at(40, 40, 4)
    assert entries() == ["&1  Around Niamey && Say", "&Rename"]
    _action(kept_views.menu, "&1  Around Niamey && Say").trigger()
    assert window.session.filter == kept
    driver.qtbot.waitUntil(lambda: window.map.view.extent().south == pytest.approx(extent.south, abs=1), timeout=3000)
    kept_views.ask = lambda *_args, **_more: ("Capital", True)
    _action(kept_views.menu, "&Rename").menu().actions()[0].trigger()
    assert entries()[0] == "&1  Capital"
    _action(kept_views.menu, "Re&move").menu().actions()[0].trigger()
    assert entries() == []
    driver.click(window.messages.action)
    assert entries()[0] == "&1  Capital"
    kept_views.ask = QInputDialog.getText


def test_names_on_a_picture_keep_off_what_is_to_be_clear(driver) -> None:
    def drawn(clear: list[tuple[float, float, float, float]]) -> QImage:
        with driver.qtbot.waitCallback(timeout=10_000) as callback:
            driver.window.map.view.picture(600, 400, 1.0, callback, wishes={"clear": clear})
        return callback.args[0]

    driver.look_at(13.5, 2.1, 7)
    plain = drawn([])
    assert drawn([]) == plain
    assert drawn([(0.0, 0.0, 0.01, 0.01)]) == plain  # nothing stood there
    assert drawn([(0.5, 0.4, 0.9, 0.6)]) != plain  # the names beside Niamey
