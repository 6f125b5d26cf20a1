"""What the map says of itself in the window: the legend, the tray, symbols by deaths."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableView

from desktop.docks import first_size
from desktop.event_table import COLUMNS
from desktop.legend_card import LegendCard
from desktop.legend_sizes import height_of, is_sizes, radius_of
from desktop.look import Layer, MapLook, Measure, shading_from
from desktop.panels.tray import Apart
from desktop.sections import Row, Section
from desktop.snapshot.page import DeathSize
from geodata.model import Category, Changes, EventFilter, Status
from geodata.store.shading import Level


def _click_first(driver, table: QTableView) -> None:
    driver.click(table.viewport(), table.visualRect(table.model().index(0, 1)).center())


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
    assert not card.body.isVisible()
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


def test_discs_of_the_legend_are_as_large_as_the_symbols_of_the_map(driver) -> None:
    for deaths in (0, 1, 10, 100, 5000):
        assert radius_of(deaths) == pytest.approx(driver.js(f"Dateline.sizeOfDeaths({deaths})"))
    rows = tuple(Row(str(deaths), None, DeathSize(deaths)) for deaths in (0, 1, 10, 100))
    assert is_sizes(Section("Size: deaths", rows))
    assert height_of(rows) >= 2 * radius_of(100)


def test_a_heading_longer_than_its_lines_widens_the_legend(driver) -> None:
    body = driver.window.map.legend.body
    rows = (Row("a"),)
    body.show_sections([Section("b", rows)])
    narrow = body.width()
    body.show_sections([Section("a heading that is much longer than its only line", rows)])
    assert body.width() > narrow + 100


def test_a_legend_taller_than_the_map_is_scrolled(driver) -> None:
    card, ground = driver.window.map.legend, driver.window.map
    card.body.show_sections([Section(f"Part {n}", tuple(Row(f"line {m}") for m in range(12))) for n in range(8)])
    card.set_room(QSize())  # what follows is as after a change of the window's height
    ground._place_legend()
    assert card.body.height() > ground.height()
    assert card.height() <= ground.height()
    assert card.y() >= 0
    card.refresh()


def test_fit_leaves_the_events_beside_the_legend(driver) -> None:
    window = driver.window
    window.map.legend.refresh()
    window.map.fit()
    driver.qtbot.wait(150)
    card = window.map.legend.geometry()
    for symbol in driver.js("Dateline.window.symbols()"):
        if symbol["kind"] != "badge":
            assert not card.contains(round(symbol["x"]), round(symbol["y"]))


def test_a_legend_that_grows_after_the_fit_lets_the_map_fit_again_until_the_filter_changes(driver) -> None:
    window = driver.window
    driver.js(
        "(window.ownRefit = Dateline.window.refit) && (Dateline.window.refit = () => (window.refits = (window.refits ?? 0) + 1)) && 0"
    )
    card = window.map.legend

    def grow(letters: int) -> int:
        card.body.show_sections([Section("m" * letters, (Row("line"),))])
        card._fit()
        return driver.js("window.refits ?? 0")

    card.refresh()
    window.map.fit()
    before = grow(12)
    assert grow(14) == before + 1
    window.session.set_filter(EventFilter(categories=(Category.PROTEST,)))
    before = grow(16)
    assert grow(18) == before
    window.session.set_filter(EventFilter())
    driver.js("(Dateline.window.refit = ownRefit) && 0")
    card.refresh()


def test_a_selected_event_is_not_left_under_the_legend(driver) -> None:
    window = driver.window
    card = window.map.legend.geometry()
    driver.look_at(13.51366, 2.1098, 9)
    middle = f"[{card.center().x()}, {card.center().y()}]"
    driver.js(f"map_dateline.panBy(map_dateline.getSize().divideBy(2).subtract({middle}), {{animate: false}}) && 0")

    def spot() -> QPoint:
        at = driver.js("map_dateline.latLngToContainerPoint([13.51366, 2.1098])")
        return QPoint(round(at["x"]), round(at["y"]))

    assert card.contains(spot())
    window.session.select(["march"], move=True)
    driver.qtbot.waitUntil(lambda: not card.contains(spot()), timeout=3000)
    window.session.select(())


def test_where_events_are_switched_off_names_and_facilities_stay_and_the_legend_counts_none(driver) -> None:
    look = driver.window.session.look
    driver.look_at(13.5, 2.1, 6)
    look.show_layer(Layer.EVENTS, shown=False)
    driver.qtbot.waitUntil(lambda: driver.js("Dateline.window.symbols()") == [], timeout=2000)
    assert "country" in {label["kind"] for label in driver.js("Dateline.window.labels()")}
    words = _words(driver.window.map.legend)
    assert "The layer of events is off" in words
    assert "Shaded: area only" not in words
    look.show_layer(Layer.EVENTS, shown=True)
    driver.qtbot.waitUntil(lambda: driver.js("Dateline.window.symbols()") != [], timeout=2000)


def test_the_tray_tells_date_deaths_and_the_place_as_it_was_written(driver) -> None:
    tray = driver.window.tray
    driver.click(tray.counts[Apart.AREA])
    shown = [COLUMNS[i].title for i in range(len(COLUMNS)) if not tray.list.isColumnHidden(i)]
    assert shown == ["Date", "Category", "Deaths", "Place as written"]
    assert tray.list.columnWidth(0) >= tray.list.fontMetrics().horizontalAdvance("2023-08-09") + 8
    driver.click(tray.close_button)


def test_icons_of_the_tray_follow_the_theme(driver) -> None:
    tray = driver.window.tray
    for choose, dark in ((driver.window.theme_dark, True), (driver.window.theme_light, False)):
        choose()
        driver.qtbot.wait(50)
        assert tray.table._dark is dark


def test_what_is_shaded_and_by_what_is_remembered(driver) -> None:
    look = driver.window.session.look
    look.shade_by(Level.COUNTRY, Measure.DEATHS)
    kept = MapLook()
    kept.remember_in(driver.window.preferences)
    assert (kept.level, kept.measure) == (Level.COUNTRY, Measure.DEATHS)
    look.shade_by(Level.REGION, Measure.EVENTS)
    assert shading_from("nonsense") == (Level.REGION, Measure.EVENTS)


def test_the_first_window_leaves_room_for_its_frame(driver) -> None:
    room = driver.window.screen().availableGeometry()
    size = first_size(driver.window, QSize(5000, 5000))
    assert size.width() < room.width()
    assert size.height() <= room.height() - 40
    assert first_size(driver.window, QSize(300, 200)) == QSize(300, 200)


def test_on_a_small_map_the_legend_is_folded_until_it_is_asked_for(driver) -> None:
    window, card, look = driver.window, driver.window.map.legend, driver.window.session.look
    card.refresh()
    assert card.body.isVisible()
    ground = window.map.size()
    window.map.resize(320, 220)
    assert not card.body.isVisible()
    assert look.legend, "what is wanted is remembered"
    assert not window.actions_by_id["legend"].isChecked()
    driver.click(card.button)
    assert card.body.isVisible(), "asked for, it opens also there"
    driver.click(card.button)
    assert not card.body.isVisible()
    window.actions_by_id["legend"].trigger()
    assert card.body.isVisible()
    window.map.resize(ground)
    assert card.body.isVisible()
    window.map.resize(320, 220)
    assert not card.body.isVisible(), "it was asked for on another map"
    window.map.resize(ground)
    assert card.body.isVisible()


def test_a_hint_lies_over_the_small_map_and_the_zoom_buttons(driver) -> None:
    orders = {
        name: int(driver.js(f"getComputedStyle(document.querySelector('{name}')).zIndex")) for name in (".dateline-hint", ".leaflet-bottom")
    }
    assert orders[".dateline-hint"] > orders[".leaflet-bottom"]


def test_events_whose_coordinates_are_of_no_place_are_told_and_listed_as_not_located(driver) -> None:
    session = driver.window.session
    before = int(driver.window.tray.counts[Apart.NOWHERE].text().split()[0])
    with session.project.transaction() as connection:
        connection.execute("UPDATE event SET latitude = 95 WHERE event_id = 'killing'")
    with driver.qtbot.waitSignal(driver.window.map.layers.failed, timeout=5000) as told:
        session.refresh(Changes(events=("killing",)))
    assert told.args[0].startswith("1 event with coordinates that are of no place")
    assert driver.window.tray.counts[Apart.NOWHERE].text() == f"{before + 1} not located"
