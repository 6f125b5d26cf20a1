"""Decisions come from the write-ahead log into the project's file while it stays open: a copy of the file alone has them."""

from __future__ import annotations

import shutil
import sqlite3
import time
from contextlib import closing

import pytest

from geodata import reviewing
from geodata.model import Review
from geodata.store import articles, events
from geodata.store import project as project_file
from geodata.store.settling import Settler, settle
from tests.values import an_article, an_event


@pytest.fixture
def kept(tmp_path):
    with project_file.create(tmp_path / "p.gpkg") as project:
        articles.add(project, an_article(), (), (an_event(event_id="one"),))
        yield project


def copied(project, name: str = "copy.gpkg"):
    """The file alone, as `cp` or a program that syncs folders takes it."""
    return shutil.copyfile(project.path, project.path.with_name(name))


def review_in(path) -> Review:
    with project_file.open(path) as project:
        return events.many(project, ["one"])[0].review


def test_a_copy_of_the_file_alone_has_what_was_decided_a_moment_ago(kept) -> None:
    settle(kept.path)
    reviewing.accept(kept, "one", None)
    assert review_in(copied(kept, "too-early.gpkg")) is Review.UNREVIEWED  # it is in the log alone
    settler = Settler(kept.path, look_s=0.02)
    try:
        reviewing.reject(kept, "one", None)
        ends = time.monotonic() + 10
        while review_in(copied(kept)) is not Review.REJECTED:
            assert time.monotonic() < ends
            time.sleep(0.05)
    finally:
        settler.stop()


def test_a_reader_is_not_waited_for_and_what_it_holds_back_comes_in_when_it_is_done(kept) -> None:
    settle(kept.path)
    with closing(sqlite3.connect(f"{kept.path.as_uri()}?mode=ro", uri=True, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        assert reader.execute("SELECT review FROM event").fetchone() == (Review.UNREVIEWED,)
        reviewing.accept(kept, "one", None)
        assert not settle(kept.path)
        assert reader.execute("SELECT review FROM event").fetchone() == (Review.UNREVIEWED,)  # as when it began
    assert settle(kept.path)
    assert review_in(copied(kept)) is Review.ACCEPTED


def test_a_disk_that_is_away_is_no_error(tmp_path) -> None:
    assert not settle(tmp_path / "gone.gpkg")
    assert not (tmp_path / "gone.gpkg").exists()
