"""What the map says of itself in the window: the legend, the tray, symbols by deaths."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableView

from desktop.legend_card import LegendCard
from desktop.panels.tray import Apart
from geodata.model import Category, EventFilter, Status


def _click_first(driver, table: QTableView) -> None:
    driver.click(table.viewport(), table.visualRect(table.model().index(0, 3)).center())


def _words(card: LegendCard) -> str:
    card.refresh()
    return card.body.accessibleDescription()


def test_events_without_a_point_are_counted_and_listed(driver) -> None:
    tray = driver.window.tray
    nowhere, area = tray.counts[Apart.NOWHERE], tray.counts[Apart.AREA]
    assert (nowhere.text(), area.text()) == ("1 not located", "1 known only to an area")
    assert nowhere.isVisible(), "the count is in view while the tray is closed"
    driver.click(nowhere)
    _click_first(driver, tray.list)
    assert driver.window.session.selection == ("rumour",)
    assert driver.window.detail.facts["Where"] == "Place not known: no point on the map"
    driver.click(area)
    _click_first(driver, tray.list)
    assert driver.window.detail.facts["Where"] == "Niger, country only: no point on the map"
    driver.click(tray.close_button)
    assert tray.isHidden()


def test_the_tray_follows_the_filter(driver) -> None:
    window = driver.window
    driver.click(window.tray.counts[Apart.NOWHERE])
    assert window.tray.table.rowCount() == 1
    window.session.set_filter(EventFilter(categories=(Category.MILITARY_BASE,)))
    assert window.tray.counts[Apart.NOWHERE].text() == "0 not located"
    assert window.tray.table.rowCount() == 0
    driver.click(window.tray.close_button)


def test_the_legend_tells_only_of_what_is_drawn(driver) -> None:
    window, card = driver.window, driver.window.map.legend
    words = _words(card)
    assert "Shaded: area only 1" in words
    assert "Not located 1" in words
    assert "sea" not in words
    assert "Events:" not in words, "the panel beside the map names the categories"
    window.left.hide()
    driver.qtbot.wait(20)
    assert "Events:" in _words(card)
    window.left.show()
    window.left_tabs.setCurrentWidget(window.layers)
    assert "Events:" in _words(card), "that tab does not name them"
    window.left_tabs.setCurrentWidget(window.filters)
    assert "Events:" not in _words(card)
    window.session.set_filter(EventFilter(statuses=(Status.DENIED,)))
    assert "Happened" not in _words(card)


def test_the_legend_closes_to_its_button(driver) -> None:
    window, card = driver.window, driver.window.map.legend
    card.refresh()
    tall = card.height()
    driver.click(card.button)
    assert not window.actions_by_id["legend"].isChecked()
    assert not window.preferences.legend
    assert card.body.isHidden()
    assert card.height() < tall / 2
    window.actions_by_id["legend"].trigger()
    assert card.body.isVisible()
    assert window.preferences.legend


def test_symbols_grow_with_their_deaths_where_that_is_asked(driver) -> None:
    window = driver.window
    before = {tuple(s["rows"]): s["radius"] for s in driver.js("Dateline.window.symbols()") if s["kind"] == "marker"}
    window.actions_by_id["sized"].trigger()
    driver.qtbot.wait(100)
    after = {tuple(s["rows"]): s["radius"] for s in driver.js("Dateline.window.symbols()") if s["kind"] == "marker"}
    assert len(set(before.values())) == 1
    assert len(set(after.values())) > 1
    assert "Size: deaths" in _words(window.map.legend)
    QTest.keyClick(window, Qt.Key.Key_5, Qt.KeyboardModifier.ControlModifier)
    assert not window.session.look.sized
    assert not window.actions_by_id["sized"].isChecked()


def test_a_grey_map_stays_grey_when_the_theme_changes_and_its_box_gives_the_colours_back(driver) -> None:
    window = driver.window
    window.actions_by_id["grey"].trigger()
    driver.qtbot.waitUntil(lambda: driver.js("document.documentElement.dataset.theme") == "grey", timeout=2000)
    window.map.set_theme("dark")
    driver.qtbot.wait(50)
    assert driver.js("document.documentElement.dataset.theme") == "grey"
    window.map.set_theme("light")
    QTest.keyClick(window, Qt.Key.Key_6, Qt.KeyboardModifier.ControlModifier)
    driver.qtbot.waitUntil(lambda: driver.js("document.documentElement.dataset.theme") == "light", timeout=2000)
    assert not window.preferences.grey
