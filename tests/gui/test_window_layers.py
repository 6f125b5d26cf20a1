"""The layers of the map, by the panel's own boxes, sliders and arrows, in the real page."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from desktop.look import FIRST_LAYERS, Layer, LayerState, layers_from
from geodata.model import Article, Category, EventFilter, Place, Resolution, Toponym
from geodata.store import articles
from geodata.store import project as project_file


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
    return [name.removesuffix("-pane") for name in names if not name.startswith(("tiles", "sketch", "space", "graticule"))]


def _check(driver, layers, layer: Layer) -> None:
    driver.click(layers.cards[layer].check, QPoint(8, 10))
    driver.qtbot.wait(60)


def test_a_layer_is_drawn_only_while_its_box_is_checked(driver, layers) -> None:
    assert _panes(driver) == ["events", "basemap"]
    _check(driver, layers, Layer.HEAT)
    driver.qtbot.waitUntil(lambda: _panes(driver) == ["events", "heat", "basemap"], timeout=5000)  # the first test finds the page at work
    assert driver.window.session.look.state(Layer.HEAT).shown
    _check(driver, layers, Layer.HEAT)
    driver.qtbot.waitUntil(lambda: _panes(driver) == ["events", "basemap"], timeout=5000)


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


@pytest.fixture
def named(driver, layers, tmp_path):
    """A project whose article names Niamey, with the layer of mentions on."""
    niamey = Place(
        geonameid=2440485, name="Niamey", latitude=13.51366, longitude=2.1098, feature_class="P", feature_code="PPLC", country_code="NE"
    )
    article = Article(article_id="n1", title="On the river", text="Niamey lies on the river.", published=None)
    with project_file.create(tmp_path / "named.gpkg") as made:
        toponym = Toponym(name="Niamey", start_char=0, end_char=6)
        articles.add(made, article, [Resolution(toponym=toponym, place=niamey, score=0.9)], [])
    driver.open(tmp_path / "named.gpkg")
    driver.look_at(13.5, 2.1, 7)
    _check(driver, layers, Layer.MENTIONS)
    driver.qtbot.waitUntil(lambda: driver.js("Dateline.window.mentions()") == ["Niamey"], timeout=5000)
    return driver


def test_a_click_on_a_place_that_is_only_named_opens_the_article_at_its_words(named) -> None:
    window = named.window
    x, y = named.js("(() => { const p = map_dateline.latLngToContainerPoint([13.51366, 2.1098]); return [p.x, p.y]; })()")
    with named.qtbot.waitSignal(window.session.reading, timeout=3000) as read:
        QTest.mouseClick(window.map.view.web_view.focusProxy(), Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(y)))
    article_id, evidence = read.args
    assert (article_id, evidence.start_char, evidence.end_char) == ("n1", 0, 6)


def test_places_of_one_project_are_not_named_on_the_map_of_another(named, tmp_path) -> None:
    project_file.create(tmp_path / "none.gpkg").close()
    named.open(tmp_path / "none.gpkg")
    named.qtbot.waitUntil(lambda: named.js("Dateline.window.mentions()") == [], timeout=3000)


def test_what_was_read_for_another_project_is_not_taken(named) -> None:
    layers = named.window.map.layers
    layers._take_mentions(layers._reading - 1, [])
    assert layers._mentions, "it came too late"


def test_regions_of_another_project_leave_the_map_and_the_legend(driver, layers, tmp_path) -> None:
    _check(driver, layers, Layer.SHADED)
    driver.qtbot.waitUntil(lambda: driver.js("Dateline.window.shadedAt(13.51, 2.11)") is not None, timeout=20_000)
    project_file.create(tmp_path / "none.gpkg").close()
    driver.open(tmp_path / "none.gpkg")
    driver.qtbot.waitUntil(lambda: driver.js("Dateline.window.shadedAt(13.51, 2.11)") is None, timeout=3000)
    assert not any(row.sign for section in driver.window.session.look.keys for row in section.rows)


def test_a_new_page_is_handed_what_the_one_before_showed(driver, layers) -> None:
    _check(driver, layers, Layer.SHADED)
    driver.qtbot.waitUntil(lambda: driver.js("Dateline.window.shadedAt(13.51, 2.11)") is not None, timeout=20_000)
    calls = []
    view = driver.window.map.view
    call, view.call = view.call, lambda name, *values: calls.append(name) or call(name, *values)
    try:
        view.started.emit()
    finally:
        view.call = call
    assert calls.index("showAreas") < calls.index("showClasses")


def test_what_could_not_be_joined_is_told_and_tried_again_when_asked_for(driver, layers, monkeypatch, gazetteer_path, tmp_path) -> None:
    told = []
    driver.window.map.layers.failed.connect(told.append)
    monkeypatch.setenv("DATELINE_GAZETTEER", str(tmp_path / "none.sqlite"))
    _check(driver, layers, Layer.SHADED)
    driver.qtbot.waitUntil(lambda: len(told) == 1, timeout=5000)
    monkeypatch.setenv("DATELINE_GAZETTEER", str(gazetteer_path))
    for _ in range(2):
        _check(driver, layers, Layer.SHADED)
    driver.qtbot.waitUntil(lambda: driver.js("Dateline.window.shadedAt(13.51, 2.11)") is not None, timeout=20_000)


def test_kept_layers_that_cannot_be_read_are_those_at_first() -> None:
    assert layers_from("") == layers_from("{}") == layers_from('[{"layer": "lava"}]') == FIRST_LAYERS
    kept = json.dumps([{"layer": "heat", "shown": True, "opacity": 500}])
    assert layers_from(kept) == (LayerState(Layer.HEAT, shown=True, opacity=100), *(s for s in FIRST_LAYERS if s.layer is not Layer.HEAT))
