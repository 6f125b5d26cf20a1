"""The real transport against a server on this machine, made by the test."""

from __future__ import annotations

import http.server
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from geodata.outgoing import Outgoing
from geodata.tiles import fetch, transport
from geodata.tiles.cache import TileCache
from geodata.tiles.online import OnlineTiles
from geodata.tiles.services import own
from geodata.tiles.source import Tile
from tests.local_server import QuietHandler, serving
from tests.tile_pictures import png

PICTURE = png()


class Server(http.server.ThreadingHTTPServer):
    """Answers by the first part of the path; counts connections, and how many are busy at one time."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.lock = threading.Lock()
        self.connections = self.busy = self.busiest = 0
        self.asked: list[str] = []

    def address(self, kind: str) -> str:
        return f"http://127.0.0.1:{self.server_port}/{kind}/{{z}}/{{x}}/{{y}}"


class Handler(QuietHandler):
    server: Server

    def setup(self) -> None:
        super().setup()
        with self.server.lock:
            self.server.connections += 1

    def do_GET(self) -> None:  # noqa: N802 - the name that http.server calls
        with self.server.lock:
            self.server.asked.append(self.path)
            self.server.busy += 1
            self.server.busiest = max(self.server.busiest, self.server.busy)
        try:
            getattr(self, self.path.split("/")[1])()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True
        finally:
            with self.server.lock:
                self.server.busy -= 1

    def good(self) -> None:
        time.sleep(0.02)
        self.send(200, PICTURE)

    def chunked(self) -> None:
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for at in range(0, len(PICTURE), 100):
            piece = PICTURE[at : at + 100]
            self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
        self.wfile.write(b"0\r\n\r\n")

    def away(self) -> None:
        self.send_response(302)
        self.send_header("Location", f"http://127.0.0.1:{self.server.server_port}/good/1/1/1")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def silent(self) -> None:
        time.sleep(3)

    def drips(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "99999")
        self.end_headers()
        for at in range(40):
            self.wfile.write(PICTURE[at * 10 : at * 10 + 10])
            self.wfile.flush()
            time.sleep(0.1)

    def endless(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(PICTURE)
        while True:
            self.wfile.write(bytes(65536))

    def breaks(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(PICTURE)))
        self.end_headers()
        self.wfile.write(PICTURE[:100])
        self.close_connection = True

    def rubbish(self) -> None:
        self.wfile.write(b"\x00\xff no http at all\r\n\r\n")
        self.close_connection = True


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    with serving(Server(), monkeypatch) as made:
        yield made


class Sitting:
    def __init__(self, address: str, folder: Path) -> None:
        self.told: list[str] = []
        self.log = Outgoing()
        cache = TileCache(folder / "tiles.sqlite", 10_000_000)
        self.tiles = OnlineTiles(own(address), cache, transport.network(), self.log, told=lambda words, _: self.told.append(words))


@pytest.mark.parametrize("kind", ["good", "chunked"])
def test_a_tile_comes_whole(server: Server, tmp_path: Path, kind: str) -> None:
    sitting = Sitting(server.address(kind), tmp_path)
    assert sitting.tiles.tile(Tile(3, 4, 3)) == PICTURE
    assert server.asked == [f"/{kind}/3/4/3"]
    assert (sitting.log.requests()[0].status, sitting.log.requests()[0].received) == ("200", len(PICTURE))


def test_connections_are_kept_and_never_more_than_two_at_a_time(server: Server, tmp_path: Path) -> None:
    sitting = Sitting(server.address("good"), tmp_path)
    found: list[bytes | None] = []
    threads = [threading.Thread(target=lambda n=n: found.extend(sitting.tiles.tile(Tile(9, x, n)) for x in range(5))) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [PICTURE] * 30
    assert server.busiest <= 2
    assert server.connections <= 2


def test_no_redirection_is_followed(server: Server, tmp_path: Path) -> None:
    sitting = Sitting(server.address("away"), tmp_path)
    assert sitting.tiles.tile(Tile(3, 4, 3)) is None
    assert server.asked == ["/away/3/4/3"]
    assert "which you did not allow" in sitting.told[0]


@pytest.mark.parametrize(
    ("kind", "words", "status"),
    [
        ("silent", "does not answer in time", "timed out"),
        ("drips", "does not answer in time", "timed out"),
        ("endless", "more than 4 MB", "200"),
        ("breaks", "cannot be reached", "200, broke off"),
        ("rubbish", "cannot be reached", "no answer"),
    ],
)
def test_a_bad_server_is_given_up_soon(server: Server, tmp_path: Path, monkeypatch, kind: str, words: str, status: str) -> None:
    monkeypatch.setattr(transport, "_SILENCE", 0.5)
    monkeypatch.setattr(fetch, "DEADLINE", 0.7)
    sitting = Sitting(server.address(kind), tmp_path)
    began = time.monotonic()
    assert sitting.tiles.tile(Tile(3, 4, 3)) is None
    assert time.monotonic() - began < 2.5
    assert words in sitting.told[0]
    assert sitting.log.requests()[0].status == status


def test_nobody_there_is_told(tmp_path: Path) -> None:
    sitting = Sitting("http://127.0.0.1:1/{z}/{x}/{y}", tmp_path)
    assert sitting.tiles.tile(Tile(3, 4, 3)) is None
    assert sitting.told == ["127.0.0.1:1 cannot be reached."]
