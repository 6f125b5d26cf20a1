"""The project file: whole, checked, one writer, and a GeoPackage to others."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from shapely import to_wkb
from shapely.geometry import box

from geodata import reviewing
from geodata.errors import ProjectError
from geodata.model import GeoPrecision
from geodata.store import articles, events, older, project, trail
from geodata.store.trail import Action
from tests.values import NIGER, an_article, an_event

SCHEMA = Path(project.__file__).parent / "schema"


def python(code: str, *arguments: object) -> str:
    """What another Python process prints."""
    command = [sys.executable, "-W", "error", "-c", code, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "Sahel 2023.gpkg"
    project.create(path).close()
    return path


def fill(path: Path) -> None:
    wide = an_event(event_id="e2", place=NIGER, location="Niger", geo_precision=GeoPrecision.COUNTRY)
    with project.open(path) as opened:
        articles.add(opened, an_article(), [], [an_event(), wide], area_of=lambda _: to_wkb(box(0, 11, 16, 23)))


def test_others_read_the_layers_of_a_copy_with_coordinates_in_their_order(path: Path) -> None:
    fill(path)
    copy = shutil.copy(path, path.with_name("copy.gpkg"))
    read = python(
        "import geopandas, json, pyogrio, sys\n"
        "layers = {n: geopandas.read_file(sys.argv[1], layer=n) for n in ('event', 'event_area', 'area')}\n"
        "e, a = layers['event'], layers['event_area']\n"
        "print(json.dumps([e.crs.to_epsg(), [g and (g.x, g.y) for g in e.geometry], list(e.event_id), list(a.event_id),"
        " a.geometry[0].bounds, list(a.area_name), sorted(n for n, _ in pyogrio.list_layers(sys.argv[1]))]))",
        copy,
    )
    epsg, points, ids, area_ids, bounds, names, layers = json.loads(read)
    assert (epsg, ids, points) == (4326, ["e1", "e2"], [[2.1098, 13.51366], None])
    assert (area_ids, bounds, names) == (["e2"], [0, 11, 16, 23], ["Niger"])
    assert {"article", "evidence", "span", "toponym", "actor", "place", "event"} <= set(layers)


def test_the_file_says_that_it_is_a_geopackage_and_its_tables_are_sound(path: Path) -> None:
    fill(path)
    with sqlite3.connect(path) as raw:
        assert raw.execute("PRAGMA application_id").fetchone()[0].to_bytes(4, "big") == b"GPKG"
        assert raw.execute("PRAGMA user_version").fetchone() == (10300,)
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
        assert raw.execute("SELECT version, name FROM schema_migration").fetchall() == [
            (int(script.stem[:4]), script.stem) for script in sorted(SCHEMA.glob("*.sql"))
        ]
    raw.close()


def test_a_change_is_in_the_file_at_once_and_closing_leaves_one_file(path: Path) -> None:
    with project.open(path) as opened:
        articles.add(opened, an_article(), [], [an_event()])
        seen = python("import sqlite3, sys; print(sqlite3.connect(sys.argv[1]).execute('SELECT event_id FROM event').fetchall())", path)
        assert seen == "[('e1',)]\n"
    assert [p.name for p in path.parent.iterdir()] == [path.name]
    with sqlite3.connect(path) as raw:
        assert raw.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    raw.close()


def test_a_second_process_may_look_but_not_write_and_is_told_why(path: Path) -> None:
    code = (
        "import pathlib, sys; from geodata.store import project; p = project.open(pathlib.Path(sys.argv[1])); print(p.read_only, p.notice)"
    )
    with project.open(path), project.open(path) as again:
        assert not again.read_only  # other threads of this process may write
        assert python(code, path) == "True Sahel 2023.gpkg is open in another Dateline: it can be looked at here, not changed.\n"
    assert python(code, path) == "False None\n"


def test_a_file_that_is_moved_or_replaced_while_it_is_open_takes_nothing_and_says_so_until_it_is_back(path: Path, tmp_path: Path) -> None:
    with project.open(path) as opened:
        path.rename(path.with_name("elsewhere.gpkg"))
        with pytest.raises(ProjectError, match="no longer there: it was moved or deleted, or its drive is gone"):
            articles.add(opened, an_article(), [], [an_event()])
        path.write_bytes(path.with_name("elsewhere.gpkg").read_bytes())  # as a program does that syncs folders
        with pytest.raises(ProjectError, match="was replaced by another file"):
            articles.add(opened, an_article(), [], [an_event()])
        path.with_name("elsewhere.gpkg").replace(path)
        articles.add(opened, an_article(), [], [an_event()])
    with project.open(path) as opened:
        assert events.get(opened, "e1") == an_event()


def test_a_clock_that_is_set_back_changes_no_order_of_decisions(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(path)
    with project.open(path) as opened:
        reviewing.accept(opened, "e1")
        monkeypatch.setattr(trail, "_now", lambda: "1999-01-01T00:00:00.000+00:00")
        reviewing.reject(opened, "e1")
        assert [line.action for line in trail.every(opened)] == [Action.REJECT, Action.ACCEPT]
        undone = trail.to_undo(opened)
        assert undone is not None
        assert undone.action is Action.REJECT


def test_a_killed_writer_leaves_no_lock(path: Path) -> None:
    code = (
        "import os, pathlib, sys; from geodata.store import project; p = project.open(pathlib.Path(sys.argv[1])); os.kill(os.getpid(), 9)"
    )
    with pytest.raises(subprocess.CalledProcessError):
        python(code, path)
    with project.open(path) as opened:
        assert not opened.read_only
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_a_read_only_file_is_shown_and_says_so(path: Path) -> None:
    fill(path)
    path.chmod(0o444)
    with project.open(path) as opened:
        assert opened.read_only
        assert opened.notice == "Sahel 2023.gpkg is read-only on this disk: it can be looked at, not changed."
        assert events.get(opened, "e1") == an_event()
        with pytest.raises(ProjectError, match="read-only on this disk"):
            articles.add(opened, an_article(article_id="a2"), [], [])


def test_a_full_disk_is_told_and_loses_nothing(path: Path) -> None:
    with project.open(path) as opened:
        articles.add(opened, an_article(), [], [an_event()])
        pages = opened.rows("PRAGMA page_count")[0][0]
        opened.rows(f"PRAGMA max_page_count = {pages + 2}")
        with pytest.raises(ProjectError, match="disk is full"):
            articles.add(opened, an_article(article_id="a2", text="word " * 100_000), [], [an_event(event_id="e2")])
        assert [row.article_id for row in articles.list_all(opened)] == ["a1"]
    with project.open(path) as again:
        assert events.of_article(again, "a1") == [an_event()]
        articles.add(again, an_article(article_id="a2"), [], [])


def test_an_error_in_the_middle_undoes_the_whole_article(path: Path) -> None:
    with project.open(path) as opened:
        with pytest.raises(sqlite3.IntegrityError):  # the evidence names an article that is not there
            articles.add(opened, an_article(article_id="a2"), [], [an_event()])
        assert articles.list_all(opened) == []
        assert opened.rows("SELECT count(*) FROM event")[0][0] == 0


def other_database(path: Path) -> None:
    with sqlite3.connect(path) as raw:
        raw.execute("CREATE TABLE event (a)")
    raw.close()


def newer(path: Path) -> None:
    project.create(path).close()
    with sqlite3.connect(path) as raw:
        raw.execute("INSERT INTO schema_migration (version, name) VALUES (99, 'x')")
    raw.close()


def truncated(path: Path) -> None:
    project.create(path).close()
    path.write_bytes(path.read_bytes()[:20_000])


@pytest.mark.parametrize(("make", "sentence"), [
    (lambda _: None, "does not exist"),
    (lambda p: p.mkdir(), "is not a file"),
    (lambda p: p.write_bytes(b""), "not a Dateline project"),
    (lambda p: p.write_text("date 2023-08-31 words " * 100), "not a Dateline project"),
    (other_database, "not a Dateline project"),
    (newer, r"newer Dateline \(schema 99, here \d+\)"),
    (truncated, "damaged|not a Dateline project"),
])  # fmt: skip
@pytest.mark.parametrize("read_only", [False, True])
def test_what_is_no_project_is_told_in_a_sentence_and_left_alone(tmp_path: Path, make, sentence: str, read_only: bool) -> None:
    path = tmp_path / "x.gpkg"
    make(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(ProjectError, match=sentence):
        project.open(path, read_only=read_only)
    assert (path.read_bytes() if path.is_file() else None) == before
    assert [p.name for p in tmp_path.iterdir()] == ([] if not path.exists() else ["x.gpkg"])


def test_a_project_is_never_made_over_a_file_nor_in_a_missing_folder(path: Path, tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="already exists"):
        project.create(path)
    with pytest.raises(ProjectError, match="cannot be opened"):
        project.create(tmp_path / "no" / "x.gpkg")


def test_a_file_gets_every_change_that_it_has_not_had_also_one_of_a_lower_number(path: Path) -> None:
    with sqlite3.connect(path) as raw:
        raw.execute("DROP TABLE bookmark")
        raw.execute("DELETE FROM gpkg_contents WHERE table_name = 'bookmark'")
        raw.execute("DELETE FROM schema_migration WHERE version = 8")
    raw.close()
    with project.open(path) as opened:
        assert opened.rows("SELECT count(*) FROM bookmark")[0][0] == 0


def test_an_older_file_that_may_not_be_changed_gets_todays_schema_once_until_it_changes(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def change(*statements: str) -> None:
        with sqlite3.connect(path) as raw:
            for statement in statements:
                raw.execute(statement)
        raw.close()

    done: list[object] = []
    plain = project._migrate
    monkeypatch.setattr(project, "_migrate", lambda connection, **more: (done.append(more), plain(connection, **more)))
    change(
        "DROP TABLE bookmark", "DELETE FROM gpkg_contents WHERE table_name = 'bookmark'", "DELETE FROM schema_migration WHERE version = 8"
    )
    before = path.read_bytes()
    for _ in range(3):
        with project.open(path, read_only=True) as opened:
            assert opened.rows("SELECT count(*) FROM bookmark")[0][0] == 0
            with pytest.raises(ProjectError, match="read-only"):
                opened.rows("DELETE FROM bookmark")
    assert (len(done), path.read_bytes()) == (1, before)
    change("INSERT INTO article (article_id, title, text) VALUES ('a1', 'New', 'Since.')")
    with project.open(path, read_only=True) as opened:
        assert [row.article_id for row in articles.list_all(opened)] == ["a1"]
    assert (len(done), len(older._kept)) == (2, 1)


def test_which_articles_name_a_place_is_found_by_an_index(path: Path) -> None:
    with project.open(path) as opened:
        plan = opened.rows("EXPLAIN QUERY PLAN SELECT * FROM toponym WHERE geonameid = ?", [1])
    assert "toponym_place" in plan[0]["detail"]
