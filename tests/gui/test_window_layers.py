"""The layers of the map, by the panel's own boxes, sliders and arrows, in the real page."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from desktop.look import FIRST_LAYERS, Layer, LayerState, layers_from
from geodata.model import Category, EventFilter


@pytest.fixture
def layers(driver):
    window = driver.window
    window.left_tabs.setCurrentWidget(window.layers)
    yield window.layers
    for state in FIRST_LAYERS:
        window.session.look.show_layer(state.layer, shown=state.shown, opacity=state.opacity)
        window.session.look.raise_layer(state.layer, -len(FIRST_LAYERS))


def _panes(driver) -> list[str]:
    """The canvases that the user arranges and the basemap, from the top down."""
    names = driver.js(
        "[...document.querySelectorAll('.leaflet-pane')].filter(p => p.querySelector(':scope > canvas.dateline-canvas'))"
        ".sort((a, b) => b.style.zIndex - a.style.zIndex).map(p => p.className.match(/dateline-([\\w-]+)/)[1])"
    )
    return [name.removesuffix("-pane") for name in names if not name.startswith(("tiles", "sketch", "space"))]


def _check(driver, layers, layer: Layer) -> None:
    driver.click(layers.cards[layer].check, QPoint(8, 10))
    driver.qtbot.wait(60)


def test_a_layer_is_drawn_only_while_its_box_is_checked(driver, layers) -> None:
    assert _panes(driver) == ["events", "basemap"]
    _check(driver, layers, Layer.HEAT)
    assert _panes(driver) == ["events", "heat", "basemap"]
    assert driver.window.session.look.state(Layer.HEAT).shown
    _check(driver, layers, Layer.HEAT)
    assert _panes(driver) == ["events", "basemap"]


def test_hidden_events_are_not_under_the_mouse(driver, layers) -> None:
    driver.look_at(16.27167, -0.04472, 8)
    assert driver.js("Dateline.window.symbols()") != []
    _check(driver, layers, Layer.EVENTS)
    assert driver.js("Dateline.window.symbols()") == []
    driver.click_map(16.27167, -0.04472)
    assert driver.window.session.selection == ()


def test_arrows_change_the_order_on_the_map_and_it_is_remembered(driver, layers) -> None:
    _check(driver, layers, Layer.HEAT)
    for _ in range(2):
        driver.click(layers.cards[Layer.HEAT].up)
    driver.qtbot.wait(60)
    assert _panes(driver) == ["heat", "events", "basemap"]
    assert not layers.cards[Layer.HEAT].up.isEnabled()
    assert layers_from(driver.window.preferences.layers) == driver.window.session.look.layers


def test_the_slider_lets_a_layer_be_seen_through(driver, layers) -> None:
    slider = layers.cards[Layer.EVENTS].slider
    slider.setFocus()
    QTest.keyClick(slider, Qt.Key.Key_Home)
    driver.qtbot.wait(60)
    opacity = driver.js("map_dateline.getPane('dateline-events').style.opacity")
    assert float(opacity) == pytest.approx(0.2)


def test_regions_are_shaded_by_the_events_that_pass_the_filter(driver, layers) -> None:
    window = driver.window
    _check(driver, layers, Layer.SHADED)
    driver.qtbot.waitUntil(lambda: driver.js("Dateline.window.shadedAt(13.51, 2.11)") is not None, timeout=20_000)
    assert any(section.title == "Regions: events" for section in window.session.look.keys)
    window.session.set_filter(EventFilter(categories=(Category.RIOT,)))
    driver.qtbot.waitUntil(lambda: driver.js("Dateline.window.shadedAt(13.51, 2.11)") is None, timeout=3000)
    window.session.set_filter(EventFilter())
    layers.level.setCurrentIndex(1)
    layers.level.activated.emit(1)
    driver.qtbot.waitUntil(lambda: driver.js("Dateline.window.shadedAt(17.6, 8.1)") == "Niger", timeout=20_000)
    layers.level.setCurrentIndex(0)
    layers.level.activated.emit(0)


def test_kept_layers_that_cannot_be_read_are_those_at_first() -> None:
    assert layers_from("") == layers_from("{}") == layers_from('[{"layer": "lava"}]') == FIRST_LAYERS
    kept = json.dumps([{"layer": "heat", "shown": True, "opacity": 500}])
    assert layers_from(kept) == (LayerState(Layer.HEAT, shown=True, opacity=100), *(s for s in FIRST_LAYERS if s.layer is not Layer.HEAT))
