"""Online tiles, the user's own tiles and the list of requests, in the window: nothing leaves before the user says so."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from desktop.dialogs.network import NetworkDialog, cells, in_words
from desktop.dialogs.tiles import OTHER, TilesDialog
from desktop.map.tiles import TileLayer
from desktop.tile_work import _holds_no_secret
from geodata.outgoing import Outgoing
from geodata.resources import cache_folder, user_agent
from geodata.tiles.cache import Kept, TileCache
from geodata.tiles.source import Tile
from tests.local_server import QuietHandler, serving
from tests.tile_pictures import mbtiles, png

KEY = "my-secret-key-123"


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[str] = []
        self.agents: set[str] = set()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/{{z}}/{{x}}/{{y}}.png"


class Handler(QuietHandler):
    server: Server

    def do_GET(self) -> None:  # noqa: N802 - the name that http.server calls
        self.server.asked.append(self.path)
        self.server.agents.add(self.headers["User-Agent"])
        self.send(200, png((255, 0, 0)))


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    with serving(Server(), monkeypatch) as made:
        yield made


@pytest.fixture
def tiles(driver) -> Iterator:
    """What the commands do; off again after the test."""
    work = driver.window.tiles
    work.turn_off()
    work.close_file()
    work._cache = None  # each test has a folder of its own
    driver.window.preferences.tile_service = ""
    yield work
    work.turn_off()
    work.close_file()


def dialog_of(driver, tiles) -> TilesDialog:
    driver.window.actions_by_id["online_tiles"].trigger()
    driver.qtbot.waitUntil(tiles.dialog.isVisible)
    return tiles.dialog


def is_red(driver) -> bool:
    image = driver.window.map.view.web_view.grab().toImage()
    colour = image.pixelColor(image.width() // 5, image.height() // 5)
    return colour.red() > 240 and colour.green() < 20


def test_nothing_leaves_before_it_is_turned_on_nor_after_it_is_turned_off(driver, tiles, server) -> None:
    count = driver.window.outgoing.count
    dialog = dialog_of(driver, tiles)
    dialog.server.setCurrentText(OTHER)
    QTest.keyClicks(dialog.address, server.address)
    assert "127.0.0.1" in dialog.warning.text()
    assert "the address of this machine" in dialog.warning.text()
    driver.look_at(-30, -100, 6)
    assert server.asked == []
    driver.click(dialog.on)
    driver.qtbot.waitUntil(lambda: is_red(driver), timeout=5000)
    assert server.agents == {user_agent()}
    assert "127.0.0.1" in tiles.sign.text
    driver.qtbot.wait(300)
    assert driver.window.outgoing.count - count == len(server.asked) > 0
    driver.click(tiles.sign.off)
    before = len(server.asked)
    driver.look_at(30, 40, 6)
    driver.qtbot.wait(300)
    assert len(server.asked) == before
    assert tiles.sign.text == ""
    assert not is_red(driver)


def test_a_kept_tile_is_shown_again_without_asking(driver, tiles, server) -> None:
    from geodata.tiles.services import own

    driver.look_at(-30, -100, 6)
    for _ in range(2):
        tiles.turn_on(own(server.address), server.address, "")
        driver.qtbot.waitUntil(lambda: is_red(driver), timeout=5000)
        driver.qtbot.wait(300)
        tiles.turn_off()
    assert len(server.asked) == len(set(server.asked))
    assert (cache_folder() / "tiles.sqlite").is_file()


def test_a_key_is_neither_kept_nor_shown(driver, tiles, server, tmp_path: Path, caplog) -> None:
    caplog.set_level("DEBUG")
    dialog = dialog_of(driver, tiles)
    dialog.server.setCurrentText(OTHER)
    QTest.keyClicks(dialog.address, f"{server.address}?apikey={{key}}")
    assert not dialog.on.isEnabled()
    assert dialog.key.isVisible()
    QTest.keyClicks(dialog.key, KEY)
    driver.look_at(-30, -100, 6)
    assert dialog.key.displayText() != KEY
    driver.click(dialog.on)
    driver.qtbot.wait(600)
    driver.qtbot.waitUntil(lambda: is_red(driver), timeout=5000)
    assert all(f"apikey={KEY}" in path for path in server.asked)
    driver.window.actions_by_id["network"].trigger()
    shown = [cells(row) for row in tiles.network.model.rows]
    assert shown
    tiles.network.close()
    settings = driver.window.preferences.settings
    settings.sync()
    kept = Path(settings.fileName()).read_text(encoding="utf-8") + (cache_folder() / "tiles.sqlite").read_bytes().decode("latin-1")
    assert KEY not in f"{shown} {kept} {caplog.text}"
    assert "{key}" in driver.window.preferences.tile_service
    dialog = dialog_of(driver, tiles)
    assert (dialog.address.text(), dialog.key.text()) == (f"{server.address}?apikey={{key}}", "")
    dialog.close()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("OpenStreetMap", True),
        ("https://t.example/{z}/{x}/{y}.png", True),
        ("https://t.example/{z}/{x}/{y}.png?style=dark", True),
        ("https://t.example/{z}/{x}/{y}.png?apikey={key}", True),
        ("https://t.example/{z}/{x}/{y}.png?apikey=abc", False),
        ("https://t.example/q8Fh3kLm9PzX2vB7nR4t/{z}/{x}/{y}.png", False),
    ],
)
def test_an_address_with_a_secret_in_it_is_not_remembered(words: str, expected: bool) -> None:
    assert _holds_no_secret(words) is expected


def test_the_dialog_tells_what_is_wrong_and_what_is_on(driver, tiles, server) -> None:
    dialog = dialog_of(driver, tiles)
    dialog.server.setCurrentText(OTHER)
    for words, problem in (("", "Type the address"), ("ftp://x", "starts with https://"), ("https://x.example/{z}", "{z}, {x} and {y}")):
        dialog.address.setText(words)
        assert problem in dialog.warning.text()
        assert not dialog.on.isEnabled()
    dialog.address.setText("OpenTopoMap")
    assert dialog.on.isEnabled()
    assert "tile.opentopomap.org" in dialog.warning.text()
    dialog.server.setCurrentText("Carto Positron, pale")
    assert dialog.key.isVisible()
    assert not dialog.on.isEnabled()
    assert "off" in dialog.state.text()
    assert not dialog.off.isVisible()
    dialog.close()


def test_the_cache_is_told_limited_and_cleared(qtbot, tmp_path: Path) -> None:
    cache = TileCache(tmp_path / "tiles.sqlite", 10_000_000)
    for x in range(3):
        cache.keep("s", Tile(9, x, 1), Kept(content=bytes(1_000_000), good_until=2e9))
    dialog = TilesDialog(cache, limit=10)
    qtbot.addWidget(dialog)
    dialog.limit.addItem("2 MB", 2)
    dialog.limited.connect(lambda megabytes: cache.set_limit(megabytes * 1_000_000))
    dialog.show()
    assert dialog.kept.text().startswith("3.0 MB")
    dialog.limit.setCurrentText("2 MB")
    assert dialog.kept.text().startswith("1.0 MB")
    QTest.mouseClick(dialog.clear, Qt.MouseButton.LeftButton)
    assert dialog.kept.text().startswith("0.0 MB")
    assert cache.bytes_kept() == 0


def test_a_file_of_tiles_is_dropped_shown_remembered_and_closed(driver, tiles, tmp_path: Path) -> None:
    path = mbtiles(tmp_path / "own.mbtiles", {(3, 4, 3): png((255, 0, 0))}, bounds="0,0,45,40", attribution="<b>Institute</b>")
    driver.look_at(-30, -100, 5)
    driver.drop(path)
    driver.finish_tasks()
    driver.qtbot.waitUntil(lambda: is_red(driver), timeout=5000)  # its ground was brought into view
    assert driver.window.preferences.tile_file == path
    assert driver.window.map.view.credits == ("Institute",)
    assert driver.window.outgoing.requests() == () or all("own" not in r.path for r in driver.window.outgoing.requests())
    driver.window.actions_by_id["close_tiles"].trigger()
    driver.qtbot.waitUntil(lambda: not is_red(driver), timeout=5000)
    assert driver.window.preferences.tile_file is None


def test_the_remembered_file_is_drawn_at_the_next_start_without_moving_the_map(driver, tiles, tmp_path: Path) -> None:
    path = mbtiles(tmp_path / "own.mbtiles", {(0, 0, 0): png((255, 0, 0))}, bounds="0,0,45,40")
    driver.window.preferences.tile_file = path
    driver.look_at(-30, -100, 5)
    before = driver.centre()
    tiles._read(driver.window.preferences.tile_file, move=False)  # as at a start
    driver.finish_tasks()
    assert tiles.tiles.source(TileLayer.FILE).path == path
    assert driver.centre() == pytest.approx(before, abs=0.01)


def test_a_broken_file_is_told_and_the_one_before_stays(driver, tiles, tmp_path: Path) -> None:
    good = mbtiles(tmp_path / "good.mbtiles", {(0, 0, 0): png((255, 0, 0))})
    bad = tmp_path / "bad.mbtiles"
    bad.write_text("no tiles")
    tiles.show_file(good)
    driver.finish_tasks()
    driver.drop(bad)
    driver.finish_tasks()
    assert driver.window.messages.text == "bad.mbtiles is no MBTiles file, or is damaged."
    assert tiles.tiles.source(TileLayer.FILE).path == good
    assert driver.window.preferences.tile_file == good
    tiles.show_file(good)
    driver.finish_tasks()
    assert driver.window.messages.text == "", "nothing is wrong any more"


def test_the_network_dialog_lists_what_left_as_it_leaves(qtbot) -> None:
    log = Outgoing()
    dialog = NetworkDialog(log)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.summary.text() == "Nothing has left this machine since Dateline was started."
    number = log.left("https://t.example/1/2/3.png?apikey=abc", "Map tile of <b>x</b>")
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 1, timeout=2000)
    assert dialog.model.index(0, 3).data() == "waiting"
    log.came(number, "200", 1234)
    qtbot.waitUntil(lambda: dialog.model.index(0, 3).data() == "200", timeout=2000)
    assert [dialog.model.index(0, column).data() for column in (1, 2, 4, 5)] == [
        "t.example",
        "/1/2/3.png?apikey=…",
        "1 kB",
        "Map tile of <b>x</b>",
    ]
    assert dialog.summary.text().startswith("1 request to 1 server, 1 kB received")
    dialog.copy.click()
    assert "t.example\t/1/2/3.png?apikey=…\t200" in QGuiApplication.clipboard().text()
    assert all(each.textFormat() is Qt.TextFormat.PlainText for each in dialog.findChildren(QLabel))
    dialog.close()
    log.left("https://t.example/", "after it was closed")


def test_many_requests_from_threads_are_counted(qtbot) -> None:
    log = Outgoing()
    dialog = NetworkDialog(log)
    qtbot.addWidget(dialog)
    threads = [
        threading.Thread(target=lambda: [log.came(log.left("https://t.example/", "x"), "200", 10) for _ in range(100)]) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 400, timeout=3000)
    assert in_words(log.requests(), log.count).startswith("400 requests to 1 server, 4 kB received")
    dialog.close()


def test_look_ups_and_downloads_of_the_window_are_listed(driver, server, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the window's own services, whose addresses are those of a server here."""
    from geodata.gazetteer import download
    from geodata.geoparsing import online

    work, log = driver.window.places, driver.window.outgoing
    count = log.count
    monkeypatch.setitem(online._HOSTS, online.Service.PHOTON, (f"127.0.0.1:{server.server_port}", "test"))
    monkeypatch.setattr(download, "HOST", f"127.0.0.1:{server.server_port}")
    look_up = next(service for service in work.services() if service.title == "Photon")
    with pytest.raises(Exception, match=r"127\.0\.0\.1"):  # https, which this server does not speak
        list(look_up.look_up("Zorbangaré", ""))
    with pytest.raises(Exception, match="127"):
        list(work.steps().download(Path("none"), "NE"))
    rows = log.requests()[-(log.count - count) :]
    assert [(row.why, row.path.split("?")[0]) for row in rows] == [
        ("Look-up at Photon", "/api"),
        ("Country file of GeoNames", "/export/dump/NE.zip"),
    ]
    assert "q=Zorbangaré" in rows[0].path
