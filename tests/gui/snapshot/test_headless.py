from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from desktop import headless
from desktop.snapshot import offscreen
from geodata.errors import ExportError
from geodata.model import Extent
from geodata.tiles.mbtiles import TileFile
from tests.tile_pictures import mbtiles, png

ROOT = Path(__file__).parents[3]


def snapshot(*arguments: object) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "desktop", "snapshot", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False)


def test_a_snapshot_is_made_without_a_window(project_path: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.png"
    look = ("--paper", "16:9", "--dpi", 150, "--theme", "dark", "--title", "Niger")
    done = snapshot(project_path, out, *look, "--bounds=10,-2,20,12", "--category", "attack")
    assert done.returncode == headless.DONE, done.stderr
    image = QImage(str(out))
    assert (image.width(), image.height()) == (2000, 1125)
    assert image.text("Title") == "Niger"
    assert "2 events shown, 4 left out by the filter. Filter: Attack" in image.text("Description")
    south, north, west, east = extent_of(image)
    assert south <= 10 < 20 <= north
    assert west <= -2 < 12 <= east
    assert (west + east) / 2 == pytest.approx(5, abs=0.11)  # the words round to a tenth of a degree
    assert drawn_colours(image) > 500  # a map with markers, not a blank frame


def test_tiles_of_a_file_lie_under_the_events(project_path: Path, tmp_path: Path) -> None:
    path = mbtiles(tmp_path / "own.mbtiles", {(0, 0, 0): png((250, 10, 10))}, attribution="Institute of Maps")
    done = snapshot(project_path, tmp_path / "out.png", "--dpi", 150, "--tiles", path)
    assert done.returncode == headless.DONE, done.stderr
    image = QImage(str(tmp_path / "out.png"))
    spots = [image.pixelColor(x, y) for x in range(150, 1050, 50) for y in range(300, 700, 50)]
    assert sum(colour.red() > 240 and colour.green() < 20 for colour in spots) > len(spots) / 2


def test_the_file_of_tiles_is_closed_however_it_ends(project_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = mbtiles(tmp_path / "own.mbtiles", {(0, 0, 0): png((250, 10, 10))})
    closed, plain = [], TileFile.close
    monkeypatch.setattr(TileFile, "close", lambda self: (closed.append(self), plain(self))[1])

    def fail(*_: object, **more: object) -> None:
        assert isinstance(more["tiles"], TileFile)
        raise ExportError("The map could not be drawn.")

    monkeypatch.setattr(headless, "page_of", fail)
    assert headless.main([str(project_path), str(tmp_path / "out.png"), "--tiles", str(path)]) == headless.FAILED
    assert len(closed) == 1


def extent_of(image: QImage) -> list[float]:
    words = image.text("Description").partition("Map extent: ")[2]
    return [float(value) * (-1 if side in "SW" else 1) for value, side in re.findall(r"([0-9.]+)°\s([NSWE])", words)]


def drawn_colours(image: QImage) -> int:
    left = image.copy(150, 260, 900, 500)
    return len({left.pixel(x, y) for x in range(0, left.width(), 2) for y in range(0, left.height(), 2)})


@pytest.mark.parametrize(
    ("project_name", "output", "sentence"),
    [
        ("missing.gpkg", "out.png", "missing.gpkg does not exist."),
        ("notes.gpkg", "out.png", "notes.gpkg is not a Dateline project."),
        ("sahel-test.gpkg", "out.gif", "out.gif: a snapshot is a .png, .jpg or .pdf file."),
        ("sahel-test.gpkg --tiles=notes.gpkg", "out.png", "notes.gpkg is no MBTiles file, or is damaged."),
        ("sahel-test.gpkg", "nowhere/out.png", "out.png cannot be written: there is no folder"),
    ],
)
def test_what_cannot_be_made_gets_one_sentence_and_status_1(
    project_path: Path, project_name: str, output: str, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (project_path.parent / "notes.gpkg").write_text("not a project, but long enough to be looked into" * 50)
    name, _, tiles = project_name.partition(" --tiles=")
    more = [f"--tiles={project_path.parent / tiles}"] if tiles else []
    status = headless.main([str(project_path.with_name(name)), str(project_path.parent / output), *more])
    assert status == headless.FAILED
    told = capsys.readouterr().err
    assert told.startswith(sentence)
    assert told.count("\n") == 1
    assert not (project_path.parent / "out.png").exists()


@pytest.mark.parametrize(
    "wrong", ["--dpi=72", "--paper=a5", "--bounds=20,0,10,5", "--bounds=a,b", "--category=war", "--from=soon", "--size=9"]
)
def test_wrong_arguments_get_status_2(project_path: Path, wrong: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert headless.main([str(project_path), "out.png", wrong]) == headless.MISUSED
    told = capsys.readouterr().err
    assert "error: " in told
    assert not any(name in told for name in ("fromisoformat", "_extent", "invalid day")), "no name of a function"


def test_help_is_no_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert headless.main(["--help"]) == headless.DONE
    assert "--bounds" in capsys.readouterr().out


class LateMap(QObject):
    """A map whose page tells the extent of its first fit after it was asked for other ground."""

    started, shown, failed, extent_changed = Signal(), Signal(), Signal(str), Signal(object)
    told = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self.bridge, self.calls = self, []
        self.seen = Extent(0, 0, 50, 50)

    def call(self, name: str, *values: object) -> None:
        self.calls.append(name)
        if name == "tellSettled":
            self.extent_changed.emit(self.seen)
            QTimer.singleShot(50, self.settle)

    def settle(self) -> None:
        self.seen = Extent(9, -6, 19, 8)
        self.told.emit("settled", {})

    def show(self) -> None:
        self.shown.emit()

    def show_nothing(self, *_: object) -> None:
        pass

    show_extent = show_events = show_mask = show_nothing


def test_numbers_are_placed_on_the_ground_that_was_asked_for_not_on_that_of_the_first_fit(qapp, monkeypatch: pytest.MonkeyPatch) -> None:
    view, seen = LateMap(), []
    waiting = offscreen._Wait(view)

    def take(*_: object, **__: object) -> None:
        seen.append(view.seen)
        waiting.finish("page")

    monkeypatch.setattr(offscreen, "take", take)
    assert waiting.for_page(None, None, None, None) == "page"
    assert seen == [Extent(9, -6, 19, 8)]
