"""Tiles of a server, by transports that are given here: the cache, its rules, pauses, and what a bad server does."""

from __future__ import annotations

import struct
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from email.utils import formatdate
from pathlib import Path
from typing import Any

import pytest

from geodata.outgoing import Outgoing
from geodata.resources import user_agent
from geodata.tiles import fetch as fetching
from geodata.tiles import online as module
from geodata.tiles.cache import TileCache
from geodata.tiles.online import OnlineTiles
from geodata.tiles.services import own
from geodata.tiles.source import Tile
from tests.tile_pictures import png

PICTURE, OTHER = png((1, 2, 3)), png((9, 9, 9))
HERE = Tile(5, 16, 14)
ADDRESS = "https://t.example/{z}/{x}/{y}.png?apikey={key}"
KEY = "my-secret-key-123"


class Answer:
    def __init__(self, content: bytes = PICTURE, status: int = 200, **headers: str) -> None:
        self.content, self.status = content, status
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}

    def read(self, most: int) -> bytes:
        piece, self.content = self.content[:most], self.content[most:]
        return piece


class Server:
    """Answers in turn, the last one for ever; an exception is raised instead."""

    def __init__(self, *answers: Any) -> None:
        self.answers = list(answers)
        self.asked: list[tuple[str, dict[str, str]]] = []

    @contextmanager
    def __call__(self, url: str, headers: Mapping[str, str]) -> Iterator[Answer]:
        self.asked.append((url, dict(headers)))
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        yield Answer(answer.content, answer.status, **answer.headers)


class Place:
    """A cache and a log, and what was told."""

    def __init__(self, folder: Path) -> None:
        self.cache = TileCache(folder / "tiles.sqlite", 1_000_000)
        self.log = Outgoing()
        self.told: list[tuple[str, float]] = []

    def tiles(self, server: Server, address: str = ADDRESS) -> OnlineTiles:
        return OnlineTiles(own(address), self.cache, server, self.log, key=KEY, told=lambda *words: self.told.append(words))


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Seconds that the clocks are ahead."""
    ahead = [0.0]
    real, since = time.time, time.monotonic
    monkeypatch.setattr(time, "time", lambda: real() + ahead[0])
    monkeypatch.setattr(time, "monotonic", lambda: since() + ahead[0])
    return ahead


def test_a_tile_is_asked_for_by_an_honest_name_and_listed_without_the_key(place: Place) -> None:
    server = Server(Answer())
    assert place.tiles(server).tile(HERE) == PICTURE
    ((url, headers),) = server.asked
    assert url == f"https://t.example/5/16/14.png?apikey={KEY}"
    assert headers["User-Agent"] == user_agent()
    assert "Dateline/" in user_agent()
    assert not {"Cookie", "Referer"} & set(headers)
    (request,) = place.log.requests()
    assert (request.host, request.path, request.status, request.received) == ("t.example", "/5/16/14.png?apikey=…", "200", len(PICTURE))
    assert request.why == "Map tile of t.example"
    assert KEY not in str(place.log.requests())


def test_a_kept_tile_is_not_asked_for_again_in_a_week(place: Place, clock: list[float]) -> None:
    server = Server(Answer())
    assert place.tiles(server).tile(HERE) == place.tiles(server).tile(HERE) == PICTURE
    clock[0] = 6.9 * 86400
    assert place.tiles(server).tile(HERE) == PICTURE
    assert len(server.asked) == place.log.count == 1
    clock[0] = 7.1 * 86400
    assert place.tiles(server).tile(HERE) == PICTURE
    assert len(server.asked) == 2


@pytest.mark.parametrize(
    ("headers", "good_for"),
    [
        ({"Cache_Control": "public, max-age=3600"}, 3600),
        ({"cache_control": "max-age=3600", "Age": "600"}, 3000),
        ({"Expires": "later"}, 7 * 86400),
        ({"Cache_Control": "max-age=99999999999"}, 365 * 86400),
        ({"Cache_Control": "no-cache"}, 0),
        ({"Expires": formatdate(0)}, 0),
    ],
)
def test_the_headers_of_the_server_say_how_long(place: Place, clock: list[float], headers: dict[str, str], good_for: float) -> None:
    server = Server(Answer(**headers))
    tiles = place.tiles(server)
    tiles.tile(HERE)
    if good_for:
        clock[0] = good_for - 5
        tiles.tile(HERE)
        assert len(server.asked) == 1
    clock[0] = good_for + 5
    tiles.tile(HERE)
    assert len(server.asked) == 2


def test_what_shall_not_be_stored_is_not(place: Place) -> None:
    assert place.tiles(Server(Answer(Cache_Control="no-store"))).tile(HERE) == PICTURE
    assert place.cache.bytes_kept() == 0


def test_an_old_tile_is_asked_for_by_its_tag_and_kept_where_it_is_still_good(place: Place, clock: list[float]) -> None:
    server = Server(
        Answer(ETag='"v1"', Last_Modified="Mon, 01 Jan 2024 00:00:00 GMT", Cache_Control="max-age=60"), Answer(b"", 304), Answer(OTHER)
    )
    tiles = place.tiles(server)
    assert tiles.tile(HERE) == PICTURE
    clock[0] = 100
    assert tiles.tile(HERE) == PICTURE
    assert server.asked[1][1]["If-None-Match"] == '"v1"'
    assert server.asked[1][1]["If-Modified-Since"] == "Mon, 01 Jan 2024 00:00:00 GMT"
    assert tiles.tile(HERE) == PICTURE
    assert len(server.asked) == 2  # good for another week
    clock[0] = 8 * 86400
    assert tiles.tile(HERE) == OTHER


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (Answer(b"<!DOCTYPE html>" + b" " * 100, Content_Type="text/html; charset=utf-8"),
         "t.example answers with a web page where a picture belongs."),
        (Answer(b"<html>", Content_Type="image/png"), "t.example answers with something else where a picture belongs."),
        (Answer(b"{}", Content_Type="application/json"), "t.example answers with application/json where a picture belongs."),
        (Answer(png(side=4096)), "t.example answers with a picture that is too large or damaged."),
        (Answer(b"GIF89a" + struct.pack("<HH", 37, 91) + bytes(20)), "t.example answers with a picture that is not square, as tiles are."),
        (Answer(PICTURE[: len(PICTURE) // 2]), "t.example answers with a picture that is too large or damaged."),
        (Answer(b"\xff\xd8" + b"\0" * 300), "t.example answers with a picture that is too large or damaged."),
        (Answer(Content_Length="999999999"), "t.example answers with more than 4 MB for one tile."),
        (Answer(PICTURE + bytes(5_000_000)), "t.example answers with more than 4 MB for one tile."),
        (Answer(b"", 302, Location="http://127.0.0.1/admin"), "t.example sends to another address at 127.0.0.1, which you did not allow."),
        (Answer(b"", 301, Location="http://[::1"), "t.example sends to another address, which you did not allow."),
        (Answer(b"", 307), "t.example sends to another address at t.example, which you did not allow."),
        (Answer(b"", 403), "t.example refuses to give tiles (HTTP status 403): it may want a key, or another one."),
        (Answer(b"", 500), "t.example does not answer as it should (HTTP status 500)."),
        (Answer(b"", 304), "t.example does not answer as it should (HTTP status 304)."),
        (Answer(b"", 429), "t.example asks to wait before more tiles are fetched."),
        (TimeoutError(), "t.example does not answer in time."),
        (ConnectionRefusedError("secret"), "t.example cannot be reached."),
    ],
)  # fmt: skip
def test_a_bad_server_gives_no_tile_and_one_line(place: Place, answer: Any, sentence: str) -> None:
    tiles = place.tiles(Server(answer))
    assert tiles.tile(HERE) is None
    assert [tiles.tile(Tile(5, x, 3)) for x in range(20)] == [None] * 20
    assert [words for words, _ in place.told] == [sentence] or sentence.endswith("(HTTP status 304).")
    assert place.log.count == 1
    assert place.cache.bytes_kept() == 0


def test_a_server_that_drips_is_given_up(place: Place, clock: list[float]) -> None:
    class Dripping(Answer):
        def read(self, most: int) -> bytes:
            clock[0] += 3
            return super().read(100)

    @contextmanager
    def server(url: str, headers: Mapping[str, str]) -> Iterator[Answer]:
        yield Dripping(PICTURE + bytes(100_000))

    tiles = place.tiles(server)
    assert tiles.tile(HERE) is None
    assert place.told[0][0] == "t.example does not answer in time."
    assert place.log.requests()[0].status == "timed out"
    assert clock[0] <= fetching.DEADLINE + 6


def test_pauses_grow_and_end_with_the_first_success(place: Place, clock: list[float]) -> None:
    server = Server(TimeoutError())
    tiles = place.tiles(server)
    for n in range(12):
        tiles.tile(Tile(8, n, 0))
        clock[0] += place.told[-1][1] + 0.1
    assert [wait for _, wait in place.told] == [2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300, 300]
    server.answers = [Answer()]
    assert tiles.tile(HERE) == PICTURE
    server.answers = [TimeoutError()]
    tiles.tile(Tile(8, 99, 0))
    assert place.told[-1][1] == 2


def test_a_server_that_asks_to_wait_is_left_alone_so_long(place: Place, clock: list[float]) -> None:
    server = Server(Answer(b"", 429, Retry_After="120"), Answer())
    tiles = place.tiles(server)
    tiles.tile(HERE)
    assert place.told[0][1] == 120
    clock[0] = 119
    assert tiles.tile(Tile(5, 1, 1)) is None
    clock[0] = 121
    assert tiles.tile(Tile(5, 1, 1)) == PICTURE


def test_one_bad_tile_does_not_stop_the_others_and_is_not_asked_for_at_once(place: Place, clock: list[float]) -> None:
    server = Server(Answer(b"<html>"), Answer())
    tiles = place.tiles(server)
    assert tiles.tile(HERE) is None
    clock[0] = 10
    assert tiles.tile(Tile(5, 1, 1)) == PICTURE
    assert tiles.tile(HERE) is None
    assert len(server.asked) == 2
    clock[0] = 301
    assert tiles.tile(HERE) == PICTURE


def test_an_old_tile_stays_where_the_server_fails(place: Place, clock: list[float]) -> None:
    server = Server(Answer(Cache_Control="max-age=1"), TimeoutError())
    tiles = place.tiles(server)
    tiles.tile(HERE)
    clock[0] = 100
    assert tiles.tile(HERE) == PICTURE
    assert len(place.told) == 1


def test_a_tile_that_the_server_lacks_is_remembered_and_many_are_doubted(place: Place) -> None:
    server = Server(Answer(b"", 404))
    tiles = place.tiles(server)
    assert [tiles.tile(Tile(9, x, 1)) for x in (1, 1, 2, 3, 4, 5)] == [b""] * 6
    assert len(server.asked) == 5
    assert place.told == [("t.example has no tiles for this part of the map; its address may be wrong.", 0.0)]


def test_nothing_leaves_once_it_is_closed(place: Place) -> None:
    server = Server(Answer())
    tiles = place.tiles(server)
    tiles.close()
    assert tiles.tile(HERE) is None
    assert server.asked == []
    assert place.log.count == 0


def test_a_bug_is_no_answer_of_the_server(place: Place) -> None:
    with pytest.raises(ZeroDivisionError):
        place.tiles(Server(ZeroDivisionError())).tile(HERE)


def test_failures_do_not_fill_the_memory(place: Place, clock: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_REMEMBERED", 5)
    tiles = place.tiles(Server(TimeoutError()))
    for n in range(20):
        tiles.tile(Tile(9, n, 1))
        clock[0] += 400
    assert len(tiles._failed) == 5
