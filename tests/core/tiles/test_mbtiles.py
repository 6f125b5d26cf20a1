"""The user's own files of tiles: read as they should be, and refused in a sentence where they are broken."""

from __future__ import annotations

import sqlite3
import stat
import threading
import zlib
from contextlib import closing
from pathlib import Path

import pytest

from geodata.errors import ContentError
from geodata.model import Extent
from geodata.tiles import mbtiles as module
from geodata.tiles.mbtiles import TileFile
from geodata.tiles.source import Tile
from tests.tile_pictures import mbtiles, png

RED, BLUE = png((255, 0, 0)), png((0, 0, 255))


def test_rows_are_counted_from_the_south_in_the_file_only(tmp_path: Path) -> None:
    source = TileFile(mbtiles(tmp_path / "a.mbtiles", {(1, 0, 0): RED, (1, 0, 1): BLUE}))
    assert source.tile(Tile(1, 0, 0)) == RED
    assert source.tile(Tile(1, 0, 1)) == BLUE
    assert source.tile(Tile(1, 1, 0)) == b""
    source.close()


def test_metadata_are_told_as_plain_text(tmp_path: Path) -> None:
    path = mbtiles(
        tmp_path / "a.mbtiles",
        {(3, 4, 3): RED},
        name="Sahel <b>1:200,000</b>",
        attribution='<a href="https://x.example" onclick="x()">&copy; Institute</a>\n<script>alert(1)</script>',
        bounds="-5.5,9,16,24",
        minzoom="2",
        maxzoom="9",
        type="overlay",
    )
    facts = TileFile(path).facts
    assert (facts.name, facts.credits) == ("Sahel 1:200,000", "© Institute alert(1)")
    assert facts.bounds == Extent(9, -5.5, 24, 16)
    assert (facts.min_zoom, facts.max_zoom, facts.has_names, facts.sharpness) == (2, 9, False, 1.0)


@pytest.mark.parametrize("bounds", ["", "a,b,c,d", "1,2,3", "10,0,-10,5", "-200,0,0,5", "nan,nan,nan,nan"])
def test_metadata_that_are_missing_or_wrong_are_done_without(tmp_path: Path, bounds: str) -> None:
    path = mbtiles(
        tmp_path / "a.mbtiles", {(3, 4, 3): png(side=512), (5, 16, 14): png(side=512)}, bounds=bounds, minzoom="x", maxzoom="900"
    )
    facts = TileFile(path).facts
    assert (facts.name, facts.credits, facts.bounds, facts.min_zoom, facts.max_zoom, facts.sharpness) == ("a", "", None, 3, 5, 2.0)


def test_a_file_without_metadata_is_read(tmp_path: Path) -> None:
    path = mbtiles(tmp_path / "a.mbtiles", {(3, 4, 3): RED})
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("DROP TABLE metadata")
    assert TileFile(path).tile(Tile(3, 4, 3)) == RED


def broken(kind: str, path: Path) -> None:
    if kind == "text":
        path.write_text("no database")
    elif kind == "other":
        with closing(sqlite3.connect(path)) as database, database:
            database.execute("CREATE TABLE x (y)")
    elif kind == "folder":
        path.mkdir()
    elif kind == "empty":
        mbtiles(path, {})
    elif kind == "vector":
        mbtiles(path, {(3, 4, 3): zlib.compress(b"x")}, format="pbf")
    elif kind == "no pictures":
        mbtiles(path, {(3, 4, 3): b"<html>"})
    elif kind == "zooms":
        mbtiles(path, {(-3, 4, 3): RED})
    elif kind == "cut":
        whole = mbtiles(path, {(8, x, 3): RED for x in range(200)}).read_bytes()
        path.write_bytes(whole[:5000])


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        ("missing", "no MBTiles file"),
        ("folder", "no MBTiles file"),
        ("text", "no MBTiles file"),
        ("other", "no MBTiles file"),
        ("cut", "no MBTiles file"),
        ("empty", "no tiles"),
        ("vector", "vector tiles"),
        ("no pictures", "no picture"),
        ("zooms", "zoom levels"),
    ],
)
def test_a_broken_file_is_told_in_a_sentence(tmp_path: Path, kind: str, why: str) -> None:
    path = tmp_path / "a.mbtiles"
    broken(kind, path)
    with pytest.raises(ContentError, match=why):
        TileFile(path)


def test_a_tile_that_is_no_picture_or_too_large_is_none(tmp_path: Path) -> None:
    tiles = {(3, 4, 3): RED, (3, 4, 4): b"<html>", (3, 4, 5): RED + bytes(5_000_000), (3, 4, 6): png(side=5000), (3, 4, 7): "text"}
    source = TileFile(mbtiles(tmp_path / "a.mbtiles", tiles))
    assert [bool(source.tile(Tile(3, 4, y))) for y in range(3, 8)] == [True, False, False, False, False]


def test_a_page_that_was_overwritten_is_told(tmp_path: Path) -> None:
    path = mbtiles(tmp_path / "a.mbtiles", {(8, x, 3): RED for x in range(200)})
    content = bytearray(path.read_bytes())
    content[8192:] = b"\xff" * (len(content) - 8192)
    path.write_bytes(content)
    with pytest.raises(ContentError, match="damaged"):
        TileFile(path).tile(Tile(8, 250, 3))


def test_a_view_without_end_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_PATIENCE", 0.2)
    path = tmp_path / "a.mbtiles"
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("""CREATE VIEW tiles AS WITH RECURSIVE n(v) AS (SELECT 1 UNION ALL SELECT v + 1 FROM n)
            SELECT v AS zoom_level, v AS tile_column, v AS tile_row, x'00' AS tile_data FROM n WHERE v < 0""")
    with pytest.raises(ContentError):
        TileFile(path)


def test_each_thread_reads_and_nothing_is_written(tmp_path: Path) -> None:
    path = mbtiles(tmp_path / "a.mbtiles", {(8, x, 3): RED for x in range(50)})
    path.chmod(stat.S_IRUSR)
    before = path.read_bytes()
    source, found = TileFile(path), []
    threads = [threading.Thread(target=lambda: found.extend(source.tile(Tile(8, x, 3)) for x in range(50))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    source.close()
    assert found == [RED] * 200
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["a.mbtiles"]


def test_a_closed_file_says_so(tmp_path: Path) -> None:
    source = TileFile(mbtiles(tmp_path / "a.mbtiles", {(3, 4, 3): RED}))
    source.close()
    with pytest.raises(ContentError):
        source.tile(Tile(3, 4, 3))
