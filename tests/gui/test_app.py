"""The program from its command line, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from desktop.window import SIZE
from geodata.store import articles, events, project

ROOT = Path(__file__).parents[2]
NEWS = "date 2023-08-06\nMarchers fill the square\n\nThousands of people protested in Niamey on Sunday against the sanctions.\n"


@pytest.fixture
def start(tmp_path: Path, gazetteer_path: Path):
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        environment = {
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "DATELINE_GAZETTEER": str(gazetteer_path),
            "XDG_DATA_HOME": str(tmp_path / "data"),
            "DATELINE_PROFILE": str(tmp_path / "profile"),
        }
        command = [sys.executable, "-m", "desktop", *arguments]
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False)

    return run


def test_a_picture_of_the_window_with_articles_added(start, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(NEWS, encoding="utf-8")
    done = start(str(tmp_path / "new.gpkg"), "--add", str(tmp_path / "one.txt"), "--picture", str(tmp_path / "window.png"))
    assert done.returncode == 0, done.stderr
    picture = QImage(str(tmp_path / "window.png"))
    assert (picture.width(), picture.height()) == (SIZE.width(), SIZE.height())
    middle = {picture.pixel(x, y) for x in range(400, 900, 7) for y in range(200, 500, 7)}
    assert len(middle) > 8, "the map is drawn, not blank"
    with project.open(tmp_path / "new.gpkg", read_only=True) as opened:
        (row,) = articles.list_all(opened)
        assert [event.category for event in events.of_article(opened, row.article_id)] == ["protest"]


def test_the_first_start_makes_the_sample_project(start, tmp_path: Path) -> None:
    done = start("--picture", str(tmp_path / "window.png"))
    assert done.returncode == 0, done.stderr
    with project.open(tmp_path / "data" / "dateline" / "sample.gpkg", read_only=True) as opened:
        rows = articles.list_all(opened)
    assert len(rows) >= 8
    assert sum(row.events for row in rows) > 8


def test_a_picture_that_cannot_be_written_fails(start, tmp_path: Path) -> None:
    done = start(str(tmp_path / "new.gpkg"), "--picture", str(tmp_path / "no" / "window.png"))
    assert done.returncode == 1
    assert "window.png cannot be written." in done.stderr


def test_wrong_arguments_are_told(start) -> None:
    assert start("--theme", "pink").returncode == 2
