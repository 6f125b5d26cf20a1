"""Tiles on the map in the real engine: asked for as the view needs them, drawn where they belong, and never in the way."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from shiboken6 import delete

from desktop.map import tiles as module
from desktop.map.tiles import MapTiles, TileLayer
from geodata.errors import ContentError
from geodata.model import Category, Extent
from geodata.tiles.mbtiles import TileFile
from geodata.tiles.source import Facts, Tile
from tests.tile_pictures import mbtiles, png

RED = png((255, 0, 0))
ORDINARY = Facts(name="Test tiles", credits="© Makers <img src=x onerror=pwned=1>")


class Source:
    """Gives what `answer` says; remembers what was asked."""

    def __init__(self, answer: Callable[[Tile], bytes | None] = lambda _: RED, facts: Facts = ORDINARY) -> None:
        self.answer, self.facts = answer, facts
        self.asked: list[Tile] = []
        self.is_closed = False

    def tile(self, tile: Tile) -> bytes | None:
        self.asked.append(tile)
        return self.answer(tile)

    def close(self) -> None:
        self.is_closed = True


@pytest.fixture
def tiles(driver) -> Iterator[MapTiles]:
    driver.look_at(14, 2, 5)
    made = MapTiles(driver.view)
    yield made
    made.shut_down()
    driver.qtbot.wait(50)
    delete(made)


def settle(driver) -> None:
    driver.qtbot.wait(300)


def pixel(driver, x: float = 0.45, y: float = 0.45) -> QColor:
    """What is on screen, as a part of width and height."""
    image = driver.view.web_view.grab().toImage()
    return image.pixelColor(round(image.width() * x), round(image.height() * y))


def is_red(colour: QColor) -> bool:
    return colour.red() > 240 and colour.green() < 20


def drawn(driver, name: str = "online") -> int:
    """Pixels that the canvas of a layer has painted."""
    return driver.js(
        f"(() => {{ const canvas = document.querySelector('.leaflet-dateline-tiles-{name}-pane canvas');"
        "const { width, height } = canvas; const context = new OffscreenCanvas(width, height).getContext('2d', {willReadFrequently: true});"
        "context.drawImage(canvas, 0, 0); const { data } = context.getImageData(0, 0, width, height);"
        "return data.filter((value, at) => at % 4 === 3 && value).length; })()"
    )


def picture(driver, scale: float = 1.0) -> QImage:
    done: list[QImage] = []
    driver.view.picture(round(1000 * scale), round(700 * scale), scale, lambda image, _: done.append(image))
    driver.qtbot.waitUntil(lambda: bool(done), timeout=10_000)
    return done[0]


def test_nothing_is_asked_before_a_source_is_shown_and_what_the_view_needs_after(driver, tiles) -> None:
    source = Source()
    settle(driver)
    assert drawn(driver) == 0
    tiles.show(TileLayer.ONLINE, source)
    driver.qtbot.waitUntil(lambda: is_red(pixel(driver)), timeout=5000)
    settle(driver)
    assert {tile.z for tile in source.asked} == {5}
    assert len(source.asked) == len(set(source.asked)) < 60
    assert Tile(5, 16, 14) in source.asked


def test_a_pan_asks_for_new_ground_only(driver, tiles) -> None:
    source = Source()
    tiles.show(TileLayer.ONLINE, source)
    settle(driver)
    before = set(source.asked)
    driver.look_at(14, 30, 5)
    settle(driver)
    driver.look_at(14, 2, 5)
    settle(driver)
    assert len(source.asked) == len(set(source.asked)) > len(before)


def test_tiles_lie_under_the_events_and_over_the_basemap(driver, tiles, columns) -> None:
    driver.show(columns.columns_of([columns.Row("a", Category.ATTACK, 14.0, 2.0)]))
    tiles.show(TileLayer.ONLINE, Source())
    driver.qtbot.waitUntil(lambda: is_red(pixel(driver, 0.2, 0.2)), timeout=5000)
    assert not is_red(pixel(driver, 0.5, 0.5))
    (symbol,) = driver.symbols()
    assert driver.click(symbol["x"], symbol["y"]) == ["a"]


def test_credits_are_text_and_go_with_the_source(driver, tiles) -> None:
    tiles.show(TileLayer.ONLINE, Source())
    settle(driver)
    control = "document.querySelector('.leaflet-control-attribution')"
    assert ORDINARY.credits in driver.js(f"{control}.textContent")
    assert driver.js(f"{control}.querySelectorAll('img').length") == 0
    assert driver.view.credits == (ORDINARY.credits,)
    tiles.show(TileLayer.ONLINE, None)
    settle(driver)
    assert "Makers" not in driver.js(f"{control}.textContent")
    assert driver.view.credits == ()
    assert drawn(driver) == 0


def test_a_source_that_is_replaced_is_closed_and_its_tiles_are_gone(driver, tiles) -> None:
    old, new = Source(), Source(lambda _: png((0, 0, 255)))
    tiles.show(TileLayer.ONLINE, old)
    settle(driver)
    tiles.show(TileLayer.ONLINE, new)
    driver.qtbot.waitUntil(lambda: pixel(driver).blue() > 240, timeout=5000)
    assert old.is_closed
    assert not new.is_closed


def test_the_embedded_names_give_way_to_those_of_the_tiles(driver, tiles) -> None:
    def names() -> int:
        return driver.js("Dateline.window.labels().length")

    tiles.show(TileLayer.ONLINE, Source(facts=Facts(name="x", has_names=False)))
    settle(driver)
    own = names()
    assert own > 5
    tiles.show(TileLayer.ONLINE, Source(lambda _: b""))
    settle(driver)
    assert names() == own, "where no tiles come, ours stay"
    tiles.show(TileLayer.ONLINE, Source())
    driver.qtbot.waitUntil(lambda: names() == 0, timeout=5000)


def test_the_map_goes_deeper_over_tiles_and_back(driver, tiles) -> None:
    before = driver.js("map_dateline.getMaxZoom()")
    tiles.show(TileLayer.ONLINE, Source())
    settle(driver)
    assert driver.js("map_dateline.getMaxZoom()") > before
    tiles.show(TileLayer.ONLINE, None)
    settle(driver)
    assert driver.js("map_dateline.getMaxZoom()") == before


def test_beyond_the_last_level_its_tiles_are_shown_larger(driver, tiles, tmp_path: Path) -> None:
    path = mbtiles(tmp_path / "a.mbtiles", {(3, 4, 3): RED}, minzoom="3", maxzoom="3", bounds="0,0,45,40")
    driver.look_at(14, 20, 9)
    tiles.show(TileLayer.FILE, TileFile(path))
    driver.qtbot.waitUntil(lambda: is_red(pixel(driver)), timeout=5000)


def test_a_file_is_drawn_within_its_bounds_only(driver, tiles, tmp_path: Path) -> None:
    path = mbtiles(tmp_path / "a.mbtiles", {(3, 4, 3): RED}, bounds="0,0,45,40.9798980696")
    source = TileFile(path)
    assert source.facts.bounds == Extent(0, 0, 40.9798980696, 45)
    driver.look_at(14, 0, 4)
    tiles.show(TileLayer.FILE, source)
    driver.qtbot.waitUntil(lambda: is_red(pixel(driver, 0.55)), timeout=5000)
    assert not is_red(pixel(driver, 0.45))


def test_a_slow_server_keeps_nobody_waiting_and_what_nobody_wants_is_not_fetched(driver, tiles) -> None:
    gate = threading.Event()

    def slow(tile: Tile) -> bytes:
        gate.wait(10)
        return RED

    source = Source(slow)
    tiles.show(TileLayer.ONLINE, source)
    settle(driver)
    began = time.monotonic()
    for longitude in range(-170, 170, 20):
        driver.look_at(0, longitude, 5)
    assert time.monotonic() - began < 6
    assert len(source.asked) == module.THREADS
    driver.look_at(14, 2, 5)
    gate.set()
    driver.qtbot.waitUntil(lambda: is_red(pixel(driver)), timeout=5000)
    settle(driver)
    assert len(source.asked) < 70  # of the grounds passed by none but the first two were fetched
    assert tiles._replies == {}


def test_a_server_that_hangs_is_told_and_nobody_waits_for_ever(driver, tiles, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PATIENCE", 300)
    gate, told = threading.Event(), []
    tiles.told.connect(told.append)
    tiles.show(TileLayer.ONLINE, Source(lambda _: RED if gate.wait(5) else None))
    driver.qtbot.waitUntil(lambda: told == ["Test tiles does not answer."], timeout=5000)
    assert tiles._replies == {}
    assert not picture(driver).isNull()
    gate.set()


def test_the_window_can_close_while_a_server_hangs(driver, tiles) -> None:
    gate = threading.Event()
    tiles.show(TileLayer.ONLINE, Source(lambda _: RED if gate.wait(5) else None))
    settle(driver)
    began = time.monotonic()
    tiles.shut_down()
    assert time.monotonic() - began < 0.5
    gate.set()
    settle(driver)  # the threads come back, and report to nobody


def test_what_goes_wrong_is_told_once_and_asked_for_again_later(driver, tiles) -> None:
    told: list[str] = []
    untold: list[str] = []
    tiles.told.connect(told.append)
    tiles.untold.connect(untold.append)
    report = tiles.reporter(TileLayer.ONLINE)
    is_well = [False]

    def answer(tile: Tile) -> bytes | None:
        if is_well[0]:
            return RED
        report("tile.example cannot be reached.", 0.5)
        return None

    tiles.show(TileLayer.ONLINE, Source(answer))
    settle(driver)
    assert told == ["tile.example cannot be reached."]
    is_well[0] = True
    driver.qtbot.waitUntil(lambda: is_red(pixel(driver)), timeout=5000)
    assert told == untold == ["tile.example cannot be reached."], "it holds no longer"


def test_what_was_told_of_one_server_does_not_stay_with_the_next(driver, tiles) -> None:
    untold: list[str] = []
    tiles.untold.connect(untold.append)

    def answer(_: Tile) -> bytes:
        raise ContentError("tile.example answers with a web page where a picture belongs.")

    tiles.show(TileLayer.ONLINE, Source(answer))
    settle(driver)
    assert untold == []
    tiles.show(TileLayer.ONLINE, Source())
    assert untold == ["tile.example answers with a web page where a picture belongs."]


def test_what_a_server_answers_after_another_took_its_place_is_not_told(driver, tiles) -> None:
    told: list[str] = []
    tiles.told.connect(told.append)
    late = threading.Event()
    report = tiles.reporter(TileLayer.ONLINE)

    def answer(_: Tile) -> bytes:
        late.wait(5)
        raise ContentError("slow.example answers with a web page where a picture belongs.")

    tiles.show(TileLayer.ONLINE, Source(answer))
    settle(driver)
    tiles.reporter(TileLayer.ONLINE)
    tiles.show(TileLayer.ONLINE, Source())
    late.set()
    report("slow.example does not answer in time.", 0)
    driver.qtbot.waitUntil(lambda: is_red(pixel(driver)), timeout=5000)
    driver.qtbot.wait(100)
    assert told == []


def test_a_damaged_file_is_told_and_the_rest_is_drawn(driver, tiles) -> None:
    told: list[str] = []
    tiles.told.connect(told.append)

    def answer(tile: Tile) -> bytes:
        if tile.x % 2:
            raise ContentError("a.mbtiles is damaged: a tile cannot be read.")
        return RED

    tiles.show(TileLayer.FILE, Source(answer))
    driver.qtbot.waitUntil(lambda: drawn(driver, "file") > 0, timeout=5000)
    settle(driver)
    assert set(told) == {"a.mbtiles is damaged: a tile cannot be read."}


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n broken", RED[:300]], ids=["none", "broken", "cut"])
def test_a_tile_that_cannot_be_drawn_leaves_the_basemap(driver, tiles, content: bytes) -> None:
    tiles.show(TileLayer.ONLINE, Source(lambda _: content))
    settle(driver)
    assert not is_red(pixel(driver))


def test_a_picture_waits_for_its_tiles_at_the_level_of_its_sharpness(driver, tiles) -> None:
    def slow(tile: Tile) -> bytes:
        time.sleep(0.02)
        return RED

    source = Source(slow)
    driver.look_at(14, 2, 6)
    tiles.show(TileLayer.ONLINE, source)
    image = picture(driver, scale=300 / 96)
    assert {tile.z for tile in source.asked} == {6, 7}
    assert all(
        is_red(image.pixelColor(round(image.width() * x), round(image.height() * y))) for x in (0.02, 0.5, 0.98) for y in (0.02, 0.98)
    )


def test_a_picture_without_its_tiles_is_drawn_and_says_so(driver, tiles) -> None:
    told: list[str] = []
    tiles.told.connect(told.append)
    tiles.show(TileLayer.ONLINE, Source(lambda _: None))
    assert not picture(driver).isNull()
    driver.qtbot.waitUntil(lambda: any("could not be had for the picture" in words for words in told), timeout=3000)


@pytest.mark.parametrize(
    "path",
    [
        "online/1/5/16/14/1",
        "online/99999/5/16/14",
        "nowhere/1/5/16/14",
        "online/x/5/16/14",
        "online/1/5/-1/14",
        "online/1/5/99/14",
        "",
        "online",
    ],
)
def test_any_other_address_gets_nothing(driver, tiles, path: str) -> None:
    source = Source()
    tiles.show(TileLayer.ONLINE, source)
    settle(driver)
    before = len(source.asked)
    driver.run(f"window.size = -1; fetch('app://dateline/tiles/{path}').then((r) => r.blob()).then((b) => (window.size = b.size))")
    driver.qtbot.waitUntil(lambda: driver.js("window.size") != -1, timeout=3000)
    assert driver.js("window.size") == 0
    assert len(source.asked) == before
