"""The graticule and the small map in the corner, by their commands and a real click."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from geodata.gazetteer.languages import Language


@pytest.fixture
def atlas(driver):
    driver.js("Dateline.window.zoom(0).then(() => 0) && null")  # after the project's own view
    driver.qtbot.wait(100)
    driver.look_at(13.5, 2.1, 6)
    driver.qtbot.waitUntil(lambda: driver.js("Dateline.window.locator()") is not None, timeout=5000)
    assert driver.js("map_dateline.getZoom()") == 6
    yield driver
    driver.window.session.look.set_language(Language.ENGLISH)
    for name in ("graticule", "locator"):
        if not driver.window.actions_by_id[name].isChecked():
            driver.window.actions_by_id[name].trigger()


def test_the_graticule_is_told_in_degrees_until_it_is_switched_off_and_that_is_remembered(atlas) -> None:
    assert {"0°", "5° E", "15° N"} <= set(atlas.js("Dateline.window.degrees()"))
    atlas.window.actions_by_id["graticule"].trigger()
    atlas.qtbot.waitUntil(lambda: atlas.js("Dateline.window.degrees()") == [], timeout=2000)
    assert atlas.js("map_dateline.getPane('dateline-graticule').childElementCount") == 0
    assert not atlas.window.preferences.graticule


def test_degrees_follow_a_drag_before_it_ends(atlas) -> None:
    before = atlas.js("Dateline.window.degrees()")
    after = atlas.js("(map_dateline._rawPanBy(L.point(1200, 0)), map_dateline.fire('move'), Dateline.window.degrees())")
    assert "30° E" in after
    assert "30° E" not in before
    atlas.look_at(13.5, 2.1, 6)


def test_a_click_on_the_small_map_moves_the_large_one(atlas) -> None:
    found = atlas.js("Dateline.window.locator()")
    [box] = found["boxes"]
    spot = QPoint(round(found["left"] + box["left"] + box["width"] / 2 + 20), round(found["top"] + box["top"] + box["height"] / 2))
    QTest.mouseClick(atlas.window.map.view.web_view.focusProxy(), Qt.MouseButton.LeftButton, pos=spot)
    atlas.qtbot.waitUntil(lambda: atlas.centre()[1] > 6, timeout=3000)
    assert atlas.centre()[0] == pytest.approx(13.5, abs=2.5)
    assert atlas.window.session.selection == ()


def test_from_afar_or_switched_off_there_is_no_small_map(atlas) -> None:
    atlas.look_at(13.5, 2.1, 2)
    assert atlas.js("Dateline.window.locator()") is None
    atlas.look_at(13.5, 2.1, 6)
    atlas.window.actions_by_id["locator"].trigger()
    atlas.qtbot.waitUntil(lambda: atlas.js("Dateline.window.locator()") is None, timeout=2000)
    assert atlas.js("document.querySelectorAll('.dateline-locator').length") == 0
    assert not atlas.window.preferences.locator


def _labels(driver, kind: str) -> set[str]:
    return {label["text"] for label in driver.js("Dateline.window.labels()") if label["kind"] == kind}


def _choose(driver, words: str) -> None:
    [action] = [action for menu in driver.window.findChildren(QMenu) for action in menu.actions() if action.text() == words]
    action.trigger()


def test_countries_and_seas_are_named_in_the_language_that_is_chosen_and_it_is_remembered(atlas) -> None:
    atlas.look_at(15, 12, 5)
    atlas.qtbot.waitUntil(lambda: "CHAD" in _labels(atlas, "country"), timeout=3000)
    _choose(atlas, "Français")
    atlas.qtbot.waitUntil(lambda: "TCHAD" in _labels(atlas, "country"), timeout=5000)
    assert "CHAD" not in _labels(atlas, "country")
    assert atlas.window.preferences.map_language == "fr"
    atlas.look_at(35, 18, 5)
    atlas.qtbot.waitUntil(lambda: "Mer Méditerranée" in _labels(atlas, "water"), timeout=3000)
    _choose(atlas, "العربية")
    atlas.qtbot.waitUntil(lambda: "البحر الأبيض المتوسط" in _labels(atlas, "water"), timeout=5000)
    assert "ليبيا" in _labels(atlas, "country")


def test_an_area_in_dispute_names_its_claimants_unless_the_basemap_is_to_tell(atlas) -> None:
    atlas.look_at(26, -11, 6)
    spot = "Dateline.window.disputedAt(26.9, -10)"
    atlas.qtbot.waitUntil(lambda: atlas.js(spot) != [], timeout=5000)
    assert atlas.js(spot)[:2] == ["Western Sahara", "Claimed by Morocco and Sahrawi Republic"]
    assert "Morocco / Sahrawi Republic" in _labels(atlas, "region")
    look = atlas.window.session.look
    atlas.qtbot.waitUntil(lambda: any(key.title == "Disputed areas" for key in look.keys), timeout=3000)
    _choose(atlas, "As the basemap has them")
    atlas.qtbot.waitUntil(lambda: atlas.js(spot) == [], timeout=3000)
    assert atlas.window.preferences.borders == "basemap"
    atlas.qtbot.waitUntil(lambda: not any(key.title == "Disputed areas" for key in look.keys), timeout=3000)
    _choose(atlas, "Hatched, all who claim them named")
    atlas.look_at(13.5, 2.1, 8)
    atlas.qtbot.waitUntil(lambda: not any(key.title == "Disputed areas" for key in look.keys), timeout=3000)
