"""The map in the real engine, with real clicks."""

from __future__ import annotations

import math
import time

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest

from desktop.snapshot.numbers import fitted
from geodata.gazetteer.languages import Language
from geodata.model import Category, Extent, GeoPrecision, Status

NIGER = 2440476
NAN = float("nan")


@pytest.fixture
def rows(columns):
    row = columns.Row
    return [
        row("protest-1", Category.PROTEST, 13.5127, 2.1128),
        row("protest-2", Category.PROTEST, 13.5127, 2.1128),
        row("attack", Category.ATTACK, 14.9, 4.0),
        row("base", Category.MILITARY_BASE, 16.97, 7.99, precision=GeoPrecision.EXACT),
        row("country", Category.ATTACK, NAN, NAN, NIGER, precision=GeoPrecision.COUNTRY),
        row("coup", Category.COUP, NAN, NAN, NIGER, precision=GeoPrecision.COUNTRY),
        row("planned", Category.DEPLOYMENT, 9.06, 7.49, status=Status.PLANNED),
        row("nowhere", Category.OTHER, precision=GeoPrecision.UNKNOWN),
    ]


@pytest.fixture
def map_(driver, columns, rows):
    driver.show(columns.columns_of(rows))
    driver.view.select([], move=False)
    driver.look_at(14, 5, 6)
    return driver


def test_a_click_on_a_marker_selects_its_event(map_) -> None:
    assert map_.click_symbol(lambda s: s["kind"] == "marker" and s["rows"] == [2]) == ["attack"]


def test_a_click_on_several_events_at_one_spot_lists_them_all(map_) -> None:
    assert map_.click_symbol(lambda s: s["kind"] == "marker" and s["count"] == 2) == ["protest-1", "protest-2"]


def test_a_click_on_a_cluster_lists_all_its_events(map_) -> None:
    map_.look_at(14, 5, 2)
    assert map_.click_symbol(lambda s: s["kind"] == "cluster") == ["attack", "base", "planned", "protest-1", "protest-2"]


def test_a_click_on_the_badge_of_a_country_lists_what_is_known_to_the_country_only(map_) -> None:
    assert map_.click_symbol(lambda s: s["kind"] == "badge") == ["country", "coup"]


def test_a_click_on_plain_ground_selects_nothing(map_) -> None:
    map_.look_at(0, -30, 6)
    assert map_.click(500, 300) == []


def test_events_known_to_a_country_only_have_no_marker(map_) -> None:
    on_points = {row for symbol in map_.symbols() if symbol["kind"] != "badge" for row in symbol["rows"]}
    assert on_points == {0, 1, 2, 3, 6}


def test_what_several_calls_change_is_drawn_once(map_) -> None:
    map_.run("window.own = Dateline.drawScene; window.drawn = []")
    map_.run("Dateline.drawScene = (...all) => (drawn.push(all[2].selected.size), own(...all))")
    last = "Dateline.window.sizeByDeaths(false).then(() => (window.done = true))"
    map_.run(f"for (const rows of [[0], [0, 1], [0, 1, 2]]) Dateline.window.select(rows); {last}")
    map_.qtbot.waitUntil(lambda: map_.js("window.done") is True, timeout=3000)
    assert map_.js("(Dateline.drawScene = own, drawn)") == [3]


def test_the_badge_stays_in_view_when_the_map_shows_one_town(map_) -> None:
    map_.look_at(13.51, 2.11, 11)
    (badge,) = [s for s in map_.symbols() if s["kind"] == "badge"]
    assert 0 < badge["x"] < 1000
    assert 0 < badge["y"] < 700


def test_a_mask_hides_events_and_leaves_the_extent(map_, rows) -> None:
    before = map_.view.extent()
    mask = np.array([row.event_id in ("attack", "country") for row in rows])
    with map_.qtbot.waitSignal(map_.view.shown, timeout=3000):
        map_.view.show_mask(mask)
    assert sorted(row for symbol in map_.symbols() for row in symbol["rows"]) == [2, 4]
    assert map_.view.extent() == before


def test_the_newest_of_many_masks_is_the_one_shown(map_, rows) -> None:
    for turn in range(12):
        map_.view.show_mask(np.array([(index + turn) % 3 == 0 for index in range(len(rows))]))
    last = np.zeros(len(rows), dtype=bool)
    last[2] = True
    with map_.qtbot.waitSignal(map_.view.shown, timeout=3000):
        map_.view.show_mask(last)
    assert [symbol["rows"] for symbol in map_.symbols()] == [[2]]


def test_a_mask_of_another_length_is_a_bug(map_) -> None:
    with pytest.raises(ValueError, match="2 for 8"):
        map_.view.show_mask(np.ones(2, dtype=bool))


def test_selecting_moves_to_the_event_without_another_zoom(map_) -> None:
    map_.look_at(40, 60, 7)
    map_.view.select(["base"], move=True)
    map_.qtbot.waitUntil(lambda: _contains(map_.view.extent(), 16.97, 7.99), timeout=3000)
    assert map_.js("map_dateline.getZoom()") == 7


def test_selecting_what_is_in_view_does_not_move(map_) -> None:
    before = map_.view.extent()
    map_.view.select(["attack"], move=True)
    map_.qtbot.wait(400)
    assert map_.view.extent() == before


def test_a_selected_event_has_a_halo(map_) -> None:
    before = _grab(map_)
    map_.view.select(["attack"], move=False)
    map_.qtbot.wait(150)
    (symbol,) = [s for s in map_.symbols() if s["rows"] == [2]]
    spot = round(symbol["x"]) + 17, round(symbol["y"])
    assert _distance(before.pixelColor(*spot), _grab(map_).pixelColor(*spot)) > 80


def test_fit_shows_all_events_of_the_mask(map_, rows) -> None:
    map_.view.fit(np.array([row.event_id in ("base", "planned") for row in rows]))
    map_.qtbot.waitUntil(lambda: _contains(map_.view.extent(), 16.97, 7.99) and _contains(map_.view.extent(), 9.06, 7.49), timeout=3000)


def test_what_comes_to_lie_over_fitted_events_makes_them_move_unless_the_map_was_moved(map_, rows) -> None:
    def spots() -> list[tuple[float, float]]:
        return [(symbol["x"], symbol["y"]) for symbol in map_.symbols() if set(symbol["rows"]) & {3, 6}]

    def cover() -> None:
        """The lower left of the map, as far as the first event."""
        x, y = min(spots())
        map_.view.call("reserve", [0, y - 20, x + 20, 700])
        map_.view.call("refit")
        map_.qtbot.wait(150)

    map_.view.call("reserve", [0, 0, 0, 0])
    map_.view.fit(np.array([row.event_id in ("base", "planned") for row in rows]))
    map_.qtbot.wait(150)
    before = min(spots())
    cover()
    assert not any(x < before[0] + 20 and y > before[1] - 20 for x, y in spots())
    map_.run("map_dateline.panBy([10, 0], {animate: false})")
    before = map_.js("map_dateline.getCenter()")
    cover()
    assert map_.js("map_dateline.getCenter()") == before
    map_.view.call("reserve", [0, 0, 0, 0])


def test_a_page_that_starts_looks_at_the_events_before_it_draws_them(map_, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []
    monkeypatch.setattr(map_.view, "call", lambda name, *_: calls.append(name))
    monkeypatch.setattr(map_.view, "_was_fitted", False)
    map_.view._start()
    assert calls.index("fit") < calls.index("showEvents")


def test_fit_looks_across_the_antimeridian_where_that_is_nearer(driver, columns) -> None:
    spots = [(-17.8, 177.9), (-16.5, -179.9), (-18.1, 178.4)]
    driver.show(columns.columns_of([columns.Row(f"e{n}", Category.ATTACK, *spot) for n, spot in enumerate(spots)]))
    driver.view.fit(np.ones(3, dtype=bool))
    driver.qtbot.waitUntil(lambda: driver.js("map_dateline.getZoom()") > 6, timeout=3000)
    assert sum(symbol["count"] for symbol in driver.symbols()) == 3


@pytest.mark.parametrize("spot", [(90.0, 0.0), (-90.0, 12.0), (12.0, 180.0), (12.0, -180.0)])
def test_events_at_the_poles_and_at_the_antimeridian_are_drawn_and_clicked(driver, columns, spot) -> None:
    driver.show(columns.columns_of([columns.Row("edge", Category.ATTACK, *spot)]))
    driver.look_at(max(-84.0, min(84.0, spot[0])), spot[1] * 0.99, 5)
    symbol = driver.symbols()[0]
    assert driver.click(symbol["x"], symbol["y"]) == ["edge"]


def test_fit_does_not_zoom_out_for_a_country_that_the_events_lie_in(map_) -> None:
    map_.view.fit(np.array([True, True, True, False, True, True, False, False]))
    map_.qtbot.waitUntil(lambda: map_.view.extent().north < 17, timeout=3000)
    assert _contains(map_.view.extent(), 13.5127, 2.1128)
    assert _contains(map_.view.extent(), 14.9, 4.0)


def test_fit_shows_all_of_a_country_when_nothing_finer_is_known(map_) -> None:
    map_.view.fit(np.array([False] * 4 + [True] * 2 + [False] * 2))
    map_.qtbot.waitUntil(lambda: _contains(map_.view.extent(), 23.4, 1.0) and _contains(map_.view.extent(), 11.8, 15.9), timeout=3000)


def test_the_arrow_keys_move_the_map_and_plus_zooms_in(map_) -> None:
    target = map_.view.web_view.focusProxy()
    map_.view.web_view.setFocus()
    map_.run("map_dateline.getContainer().focus()")
    before = map_.view.extent()
    QTest.keyClick(target, Qt.Key.Key_Right)
    map_.qtbot.waitUntil(lambda: map_.view.extent().west > before.west + 0.1, timeout=3000)
    QTest.keyClick(target, Qt.Key.Key_Plus)
    map_.qtbot.waitUntil(lambda: map_.js("map_dateline.getZoom()") == 7, timeout=3000)


def test_both_themes_draw_land_and_sea_in_their_own_colours(map_) -> None:
    map_.look_at(25, -15, 5)
    sea, land = (40, 350), (800, 350)
    map_.qtbot.waitUntil(lambda: _grab(map_).pixelColor(*sea) == QColor("#D3E2EA"), timeout=3000)
    assert _grab(map_).pixelColor(*land) == QColor("#F8F5EE")
    map_.view.set_theme("dark")
    map_.qtbot.waitUntil(lambda: _grab(map_).pixelColor(*sea) == QColor("#12181E"), timeout=3000)
    assert _grab(map_).pixelColor(*land) == QColor("#252C33")
    map_.view.set_theme("grey")
    map_.qtbot.waitUntil(lambda: _grab(map_).pixelColor(*sea) == QColor("#E3E3E3"), timeout=3000)
    assert _grab(map_).pixelColor(*land) == QColor("#FFFFFF")
    map_.view.set_theme("light")


def test_a_picture_shows_the_extent_on_screen_and_every_marker_at_its_place(map_) -> None:
    screen = map_.view.extent()
    image, extent = _picture(map_, 2000, 1400, 2.0)
    assert (image.width(), image.height()) == (2000, 1400)
    assert extent == pytest.approx(screen)
    x, y = _pixel(extent, image, 14.9, 4.0)
    red = QColor("#BE2D1D")
    assert _distance(image.pixelColor(round(x) - 16, round(y)), red) < 40  # in the diamond, beside its glyph
    assert _distance(image.pixelColor(round(x) - 60, round(y)), red) > 100


def test_events_stand_on_a_printed_page_to_the_pixel_where_the_screen_has_them(driver, columns) -> None:
    spots = [(13.51, 2.11), (16.27, -0.04), (11.18, 7.29)]
    driver.show(columns.columns_of([columns.Row(f"e{n}", Category.ATTACK, *spot) for n, spot in enumerate(spots)]))
    driver.look_at(14, 4, 6)
    size = 2592, 1600  # of the map on A4 at 300 dpi
    image, _ = _picture(driver, *size, 300 / 96)
    extent = fitted(driver.view.extent(), size[0] / size[1])
    for spot in spots:
        x, y = _pixel(extent, image, *spot)
        around = [(px, py) for px in range(round(x) - 60, round(x) + 60) for py in range(round(y) - 60, round(y) + 60)]
        red = [(px, py) for px, py in around if _distance(image.pixelColor(px, py), QColor("#BE2D1D")) < 60]
        across, down = [px for px, _ in red], [py for _, py in red]
        middle = (min(across) + max(across) + 1) / 2, (min(down) + max(down) + 1) / 2  # of the diamond
        assert middle == pytest.approx((x, y), abs=1.0)


def test_a_picture_of_another_aspect_shows_more_ground_on_one_axis_only(map_) -> None:
    screen = map_.view.extent()
    image, extent = _picture(map_, 1500, 500, 1.0)
    assert (image.width(), image.height()) == (1500, 500)
    assert (extent.south, extent.north) == pytest.approx((screen.south, screen.north))
    assert extent.west < screen.west
    assert extent.east > screen.east


def test_names_keep_off_the_degrees_that_a_picture_bears_where_the_screen_has_its_buttons(map_) -> None:
    map_.look_at(14, 5.33, 6)  # five degrees west lie 30 pixels from the left edge
    map_.run("Dateline.window.showGraticule(true)")
    map_.run("window.own = Dateline.compose; window.kept = []")
    map_.run("Dateline.compose = (scene, view, measure) => ((window.kept = view.reserved), own(scene, view, measure))")
    _picture(map_, 1000, 700, 1)
    kept = map_.js("(Dateline.compose = own, kept)")
    map_.run("Dateline.window.showGraticule(false)")
    assert [(box["left"] + box["right"]) / 2 for box in kept if box["top"] < 10 and box["left"] < 56] == [pytest.approx(30, abs=1)]


def test_a_picture_shows_other_ground_than_the_screen_where_that_is_asked_for(map_) -> None:
    screen = map_.view.extent()
    asked = Extent(12.0, 1.0, 15.0, 6.0)
    image, extent = _picture(map_, 1000, 800, 1.0, wishes={"ground": asked})
    assert (extent.west, extent.east) == pytest.approx((asked.west, asked.east))
    assert extent.south < asked.south
    assert extent.north > asked.north
    x, y = _pixel(extent, image, 14.9, 4.0)
    assert _distance(image.pixelColor(round(x) - 8, round(y)), QColor("#BE2D1D")) < 40
    assert map_.view.extent() == screen


def test_the_graticule_of_a_picture_is_told_in_degrees(map_) -> None:
    def inks(image: QImage) -> int:
        """Pixels of dark letters in the strip at the upper edge."""
        return sum(image.pixelColor(x, y).lightness() < 130 for x in range(image.width()) for y in range(3, 15))

    map_.view.show_mask(np.zeros(8, dtype=bool))
    map_.look_at(14, 5, 6)
    without, _ = _picture(map_, 800, 500, 1.0)
    map_.run("Dateline.window.showGraticule(true)")
    told, _ = _picture(map_, 800, 500, 1.0)
    map_.run("Dateline.window.showGraticule(false)")
    assert inks(told) > inks(without) + 40


def test_a_picture_for_a3_at_300_dpi_is_drawn(map_) -> None:
    image, _ = _picture(map_, 4961, 3508, 300 / 96)
    assert (image.width(), image.height()) == (4961, 3508)


def test_ten_thousand_events_are_shown_within_a_second(map_, columns) -> None:
    spread = [columns.Row(f"e{i}", list(Category)[i % 10], 10 + 8 * math.sin(i * 1.7), 2 + 12 * math.cos(i * 2.3)) for i in range(10_000)]
    many = columns.columns_of(spread)
    start = time.perf_counter()
    map_.show(many)
    assert time.perf_counter() - start < 1
    assert sum(symbol["count"] for symbol in map_.symbols()) > 5_000


def test_hostile_names_are_drawn_as_text_and_run_nothing(map_) -> None:
    map_.look_at(14.3, 3.3, 9)
    assert map_.js("typeof window.pwned") == "undefined"
    assert map_.js("document.querySelectorAll('img, iframe, object').length") == 0


def test_hostile_event_ids_come_back_unchanged(map_, columns) -> None:
    event_id = "${7*7}`</script>\u2028\u202e'\""
    map_.show(columns.columns_of([columns.Row(event_id, Category.ATTACK, 14.9, 4.0)]))
    map_.look_at(14.9, 4.0, 6)
    assert map_.click_symbol(lambda s: s["kind"] == "marker") == [event_id]


def test_a_hint_tells_in_plain_text_what_is_under_the_mouse(map_) -> None:
    (symbol,) = [s for s in map_.symbols() if s["rows"] == [2]]
    QTest.mouseMove(map_.view.web_view.focusProxy(), _point(symbol["x"], symbol["y"]))
    map_.qtbot.waitUntil(lambda: map_.js("document.querySelector('.dateline-hint').textContent").startswith("Attack"), timeout=3000)


def test_the_hint_of_a_badge_names_the_area_as_text(map_) -> None:
    (badge,) = [s for s in map_.symbols() if s["kind"] == "badge"]
    QTest.mouseMove(map_.view.web_view.focusProxy(), _point(badge["x"], badge["y"]))
    map_.qtbot.waitUntil(lambda: "no finer place" in map_.js("document.querySelector('.dateline-hint').textContent"), timeout=3000)
    assert "${7*7}" in map_.js("document.querySelector('.dateline-hint').textContent")
    assert map_.js("typeof window.pwned") == "undefined"


def test_a_badge_is_named_in_the_language_of_the_map(map_) -> None:
    map_.view.set_language(Language.SPANISH)
    map_.qtbot.waitUntil(lambda: "NÍGER" in _labels(map_), timeout=5000)
    (badge,) = [s for s in map_.symbols() if s["kind"] == "badge"]
    hint = "document.querySelector('.dateline-hint').textContent"
    QTest.mouseMove(map_.view.web_view.focusProxy(), _point(badge["x"] + 1, badge["y"]))
    map_.qtbot.waitUntil(lambda: map_.js(hint).startswith("Níger"), timeout=5000)
    map_.view.set_language(Language.ENGLISH)
    map_.qtbot.waitUntil(lambda: "NIGER" in _labels(map_), timeout=5000)


def _labels(driver) -> set[str]:
    return {label["text"] for label in driver.js("Dateline.window.labels()")}


def test_the_credits_bear_no_flag(map_) -> None:
    credit = map_.js("document.querySelector('.leaflet-control-attribution').outerHTML")
    assert "svg" not in credit
    assert map_.js("document.querySelector('.leaflet-control-attribution').textContent") == "Leaflet | Natural Earth | GeoNames"


def _picture(driver, width, height, scale, wishes=None):
    with driver.qtbot.waitCallback(timeout=15000) as callback:
        driver.view.picture(width, height, scale, callback, wishes=wishes)
    return callback.args


def _grab(driver) -> QImage:
    return driver.view.grab().toImage()


def _contains(extent: Extent, latitude: float, longitude: float) -> bool:
    return extent.south < latitude < extent.north and extent.west < longitude < extent.east


def _distance(a: QColor, b: QColor) -> int:
    return abs(a.red() - b.red()) + abs(a.green() - b.green()) + abs(a.blue() - b.blue())


def _pixel(extent: Extent, image: QImage, latitude: float, longitude: float) -> tuple[float, float]:
    def northing(degrees: float) -> float:
        return math.asinh(math.tan(math.radians(degrees)))

    x = (longitude - extent.west) / (extent.east - extent.west) * image.width()
    y = (northing(extent.north) - northing(latitude)) / (northing(extent.north) - northing(extent.south)) * image.height()
    return x, y


def _point(x: float, y: float):
    from PySide6.QtCore import QPoint

    return QPoint(round(x), round(y))


def _badge(driver) -> tuple[float, float]:
    [badge] = [symbol for symbol in driver.symbols() if symbol["kind"] == "badge"]
    return badge["x"], badge["y"]


def test_a_badge_steps_out_from_under_what_the_window_lays_over_the_map_and_back_when_that_goes(map_) -> None:
    x, y = _badge(map_)
    map_.run(f"Dateline.window.reserve([{x - 80}, {y - 60}, {x + 80}, {y + 60}])")
    map_.qtbot.waitUntil(lambda: _badge(map_) != (x, y), timeout=2000)
    away = _badge(map_)
    assert abs(away[0] - x) > 80 or abs(away[1] - y) > 60
    map_.run("Dateline.window.reserve([0, 0, 0, 0])")
    map_.qtbot.waitUntil(lambda: _badge(map_) == (x, y), timeout=2000)


def test_the_ring_of_an_event_known_to_be_near_a_place_covers_the_ground_that_was_told(driver, columns) -> None:
    row = columns.Row
    driver.show(columns.columns_of([row("near", Category.ATTACK, 14.0, 5.0, precision=GeoPrecision.NEAR, radius_km=25.0)]))
    driver.look_at(14, 5, 10)
    [symbol] = driver.symbols()
    metres = driver.js(
        "map_dateline.distance(map_dateline.containerPointToLatLng([0, 350]), map_dateline.containerPointToLatLng([100, 350]))"
    )
    assert symbol["near"] == pytest.approx(25_000 / (metres / 100), rel=0.02)  # Leaflet's earth is a little larger than ours
    inked = _colour(driver, symbol["x"], symbol["y"] - symbol["near"] + 8)
    assert inked != _colour(driver, symbol["x"], symbol["y"] - symbol["near"] - 8), "the ground within is tinted"


def _colour(driver, x: float, y: float) -> QColor:
    driver.qtbot.wait(150)
    return driver.view.web_view.grab().toImage().pixelColor(round(x), round(y))


def test_symbols_are_as_large_as_their_deaths_where_the_window_asks(driver, columns) -> None:
    row = columns.Row
    rows = [
        row("few", Category.ATTACK, 14.0, 3.0, deaths=1),
        row("many", Category.ATTACK, 14.0, 7.0, deaths=60),
        row("none", Category.ATTACK, 16.0, 5.0),
    ]
    driver.show(columns.columns_of(rows))
    driver.look_at(14, 5, 6)
    driver.run("Dateline.window.sizeByDeaths(true)")
    driver.qtbot.wait(50)
    size = {symbol["rows"][0]: symbol["radius"] for symbol in driver.symbols()}
    assert size[1] > size[0] > size[2]
    driver.run("Dateline.window.sizeByDeaths(false)")
    driver.qtbot.wait(50)
    assert len({symbol["radius"] for symbol in driver.symbols()}) == 1
