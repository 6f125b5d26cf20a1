"""Tiles on disk: bounded, cleared, and never in the way."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from geodata.tiles import cache as module
from geodata.tiles.cache import Kept, TileCache
from geodata.tiles.source import Tile

HERE = Tile(5, 16, 14)


def kept(content: bytes = b"x" * 1000, **more: object) -> Kept:
    return Kept(content=content, good_until=2e9, **more)


def test_a_tile_comes_back_as_it_was_in_another_run(tmp_path: Path) -> None:
    first = TileCache(tmp_path / "new" / "tiles.sqlite", 10_000)
    first.keep("s", HERE, kept(b"abc", etag='"1"', modified="Mon"))
    first.close()
    second = TileCache(tmp_path / "new" / "tiles.sqlite", 10_000)
    assert second.kept("s", HERE) == kept(b"abc", etag='"1"', modified="Mon")
    assert second.kept("other", HERE) is None
    assert second.bytes_kept() == 3


def test_the_longest_unused_go_first_and_the_limit_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_FRESHLY", 0.0)
    cache = TileCache(tmp_path / "tiles.sqlite", 5_000)
    for x in range(5):
        cache.keep("s", Tile(5, x, 0), kept())
    assert cache.kept("s", Tile(5, 0, 0))  # used again
    cache.keep("s", Tile(5, 9, 0), kept())
    assert cache.bytes_kept() <= 5_000
    assert cache.kept("s", Tile(5, 0, 0))
    assert cache.kept("s", Tile(5, 9, 0))
    assert cache.kept("s", Tile(5, 1, 0)) is None


def test_the_file_itself_stays_small_and_a_cleared_tile_is_not_in_it(tmp_path: Path) -> None:
    path = tmp_path / "tiles.sqlite"
    cache = TileCache(path, 200_000)
    for n in range(200):
        cache.keep("s", Tile(8, n, 0), kept(b"LOOKED HERE" * 1000))
    assert path.stat().st_size < 400_000
    cache.clear()
    assert cache.bytes_kept() == 0
    assert path.stat().st_size < 30_000
    assert b"LOOKED HERE" not in path.read_bytes()
    cache.keep("s", HERE, kept())
    assert cache.kept("s", HERE)


def test_less_room_takes_effect_at_once_and_none_keeps_nothing(tmp_path: Path) -> None:
    cache = TileCache(tmp_path / "tiles.sqlite", 10_000)
    for x in range(8):
        cache.keep("s", Tile(5, x, 0), kept())
    cache.set_limit(2_000)
    assert 0 < cache.bytes_kept() <= 2_000
    cache.set_limit(0)
    cache.keep("s", HERE, kept())
    assert cache.bytes_kept() == 0


@pytest.mark.parametrize("content", [b"no database at all", b"SQLite format 3\0" + b"\xff" * 4000])
def test_a_broken_file_is_made_anew(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "tiles.sqlite"
    path.write_bytes(content)
    cache = TileCache(path, 10_000)
    assert cache.kept("s", HERE) is None
    cache.keep("s", HERE, kept())
    assert cache.kept("s", HERE) == kept()


def test_a_file_that_cannot_be_written_costs_no_tile(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    cache = TileCache(tmp_path / "file" / "tiles.sqlite", 10_000)
    cache.keep("s", HERE, kept())
    assert cache.kept("s", HERE) is None
    assert cache.bytes_kept() == 0
    cache.clear()


def test_many_threads_share_it(tmp_path: Path) -> None:
    cache = TileCache(tmp_path / "tiles.sqlite", 1_000_000)
    problems: list[Exception] = []

    def work(number: int) -> None:
        try:
            for x in range(30):
                cache.keep("s", Tile(6, x, number), kept(bytes([number]) * 100))
                assert cache.kept("s", Tile(6, x, number)) == kept(bytes([number]) * 100)
        except Exception as error:  # noqa: BLE001
            problems.append(error)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    assert cache.bytes_kept() == 6 * 30 * 100


def test_two_programs_share_it(tmp_path: Path) -> None:
    one, other = (TileCache(tmp_path / "tiles.sqlite", 10_000) for _ in range(2))
    one.keep("s", HERE, kept())
    assert other.kept("s", HERE)
    other.clear()
    assert one.kept("s", HERE) is None
    began = time.monotonic()
    one.keep("s", HERE, kept())
    assert time.monotonic() - began < 5
