"""A copy of a project is whole, also while it is written to, and appears whole or not at all."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from geodata.errors import ExportError, ProjectError
from geodata.export.formats import export
from geodata.model import EventFilter
from geodata.store import articles, backup, events, project
from tests.values import an_article, an_event


def run(path: Path, target: Path) -> None:
    for _ in backup.save_copy(path, target):
        pass


def test_a_copy_holds_what_is_there_while_the_project_is_open_to_write(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy.gpkg"
    with project.open(path) as opened:
        articles.add(opened, an_article(), (), [an_event()])  # in the write-ahead log, not yet in the file itself
        run(path, target)
        articles.add(opened, an_article(article_id="a2"), (), [])
    assert sorted(p.name for p in tmp_path.iterdir()) == ["copy.gpkg", "p.gpkg"]
    with project.open(target) as copy:
        assert copy.rows("PRAGMA integrity_check")[0][0] == "ok"
        assert [row.article_id for row in articles.list_all(copy)] == ["a1"]
        assert events.get(copy, "e1") == an_event()


def test_a_copy_that_is_stopped_or_cannot_be_written_leaves_nothing(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup, "_PAGES", 1)
    target = tmp_path / "copy.gpkg"
    call = backup.save_copy(path, target)
    next(call)
    call.close()
    assert [p.name for p in tmp_path.iterdir()] == ["p.gpkg"]
    with pytest.raises(ProjectError, match=r"p.gpkg is the project itself; give the copy another name."):
        run(path, path)
    with pytest.raises(ProjectError, match=r"copy.gpkg"):
        run(path, tmp_path / "missing" / "copy.gpkg")


def crashed(path: Path, folder: Path) -> Path:
    """A project as a crash left it, with all of an article still in the write-ahead log."""
    with project.open(path) as opened:
        articles.add(opened, an_article(article_id="old"), (), [])
        for name in (path.name, f"{path.name}-wal"):
            shutil.copy(path.with_name(name), folder / name.replace("p.gpkg", "old.gpkg"))
    return folder / "old.gpkg"


def test_a_copy_over_a_project_that_crashed_is_the_copy_and_not_what_the_crash_left(path: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    target = crashed(path, tmp_path / "other")
    with project.open(path) as opened:
        articles.add(opened, an_article(), (), [an_event()])
        run(path, target)
    assert [p.name for p in target.parent.iterdir()] == ["old.gpkg"]
    with project.open(target) as copy:
        assert {row.article_id for row in articles.list_all(copy)} == {"old", "a1"}


def test_a_copy_over_a_project_that_is_open_is_refused_and_changes_nothing(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "open.gpkg"
    with project.create(target) as there:
        articles.add(there, an_article(article_id="mine"), (), [])
        with pytest.raises(ProjectError, match=r"open.gpkg is open elsewhere or cannot be written; give the copy another name."):
            run(path, target)
        articles.add(there, an_article(article_id="mine too"), (), [])
    with project.open(target) as there:
        assert len(articles.list_all(there)) == 2


@pytest.mark.parametrize("end", ["-wal", "-journal"])
def test_nothing_is_made_beside_what_another_file_of_the_name_left(path: Path, tmp_path: Path, end: str) -> None:
    target = tmp_path / "gone.gpkg"
    left = tmp_path / f"gone.gpkg{end}"
    left.write_bytes(b"x" * 40)
    for make in (lambda: run(path, target), lambda: project.create(target)):
        with pytest.raises(ProjectError, match=rf"gone.gpkg{end} .*another name"):
            make()
    with project.open(path, read_only=True) as opened, pytest.raises(ExportError, match="close it there"):
        export(opened, target, ids=[], event_filter=EventFilter())
    assert (target.exists(), left.exists()) == (False, True)


def test_what_is_no_project_is_not_copied(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "x.gpkg")) as other:
        other.execute("CREATE TABLE t (a)")
    with pytest.raises(ProjectError, match=r"x.gpkg is not a Dateline project."):
        run(tmp_path / "x.gpkg", tmp_path / "copy.gpkg")
    assert not (tmp_path / "copy.gpkg").exists()
