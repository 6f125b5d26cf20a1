"""Bookmarks travel in the project file, with or without a filter."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

import pytest

from geodata.coordinates import Point
from geodata.errors import ProjectError
from geodata.model import Category, EventFilter, Extent, GeoPrecision, Review, Status
from geodata.space.area import around
from geodata.store import bookmarks, project
from geodata.store.bookmarks import Bookmark

VIEW = Extent(10, 170, 20, -170)
FULL = EventFilter(
    text="“guns” & <b>", categories=(Category.ATTACK,), statuses=(Status.PLANNED,), first_date=date(2023, 8, 1), last_date=date(2023, 9, 1),
    area=around(Point(13.5, 2.1), 50, "Niamey"), may_be_inside=True, max_geo_precision=GeoPrecision.NEAR, countries=("NE",),
    sources=("The Test Post",), review=(Review.ACCEPTED,),
)  # fmt: skip


def test_bookmarks_come_back_as_they_were_kept(tmp_path: Path) -> None:
    with project.create(tmp_path / "p.gpkg") as opened:
        bookmarks.add(opened, Bookmark(0, "Ground </script>", VIEW))
        bookmarks.add(opened, Bookmark(0, "All", VIEW, FULL))
        bookmarks.add(opened, Bookmark(0, "Default", VIEW, EventFilter()))
    with project.open(tmp_path / "p.gpkg", read_only=True) as opened:
        found = bookmarks.every(opened)
    assert [(b.name, b.extent, b.event_filter) for b in found] == [
        ("Ground </script>", VIEW, None), ("All", VIEW, FULL), ("Default", VIEW, EventFilter()),
    ]  # fmt: skip


def test_a_bookmark_is_renamed_removed_and_put_back_where_it_stood(tmp_path: Path) -> None:
    with project.create(tmp_path / "p.gpkg") as opened:
        one, two = (bookmarks.add(opened, Bookmark(0, name, VIEW)) for name in ("one", "two"))
        bookmarks.rename(opened, two.number, "second")
        bookmarks.remove(opened, one.number)
        assert [b.name for b in bookmarks.every(opened)] == ["second"]
        bookmarks.add(opened, one)
        assert [b.name for b in bookmarks.every(opened)] == ["one", "second"]


def test_a_filter_that_is_not_understood_leaves_the_ground(tmp_path: Path) -> None:
    with project.create(tmp_path / "p.gpkg") as opened:
        bookmarks.add(opened, Bookmark(0, "x", VIEW, FULL))
        with opened.transaction() as connection:
            connection.execute("UPDATE bookmark SET filter = replace(filter, 'attack', 'of a later version')")
        assert bookmarks.every(opened) == [Bookmark(1, "x", VIEW, None)]


def test_an_older_file_that_is_read_only_has_none_and_takes_none(tmp_path: Path) -> None:
    project.create(tmp_path / "p.gpkg").close()
    with sqlite3.connect(tmp_path / "p.gpkg") as connection:
        connection.execute("DROP TABLE bookmark")
        connection.execute("DELETE FROM schema_migration WHERE version = 8")
        connection.execute("DELETE FROM gpkg_contents WHERE table_name = 'bookmark'")
    connection.close()
    with project.open(tmp_path / "p.gpkg", read_only=True) as opened:
        assert bookmarks.every(opened) == []
        with pytest.raises(ProjectError, match="read-only"):
            bookmarks.add(opened, Bookmark(0, "x", VIEW))
