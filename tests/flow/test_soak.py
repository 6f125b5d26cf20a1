"""The program itself, killed again and again: while it reads, imports, keeps decisions, and migrates; hundreds of times by `make soak`."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from geodata.model import Review
from geodata.store import articles, columns, events, project, trail
from tests.searching import events_with
from tests.structured import acled
from tests.values import an_article, an_event

ROOT = Path(__file__).parents[2]
SCHEMA = ROOT / "geodata" / "store" / "schema"
KILLS, A_FEW = 100, 4
OLD = 5  # the schema of a project that is migrated
kills = pytest.mark.parametrize("kills", [A_FEW, pytest.param(KILLS, marks=pytest.mark.soak)])

# Accepts, corrects, rejects and undoes, round and round, and says what is confirmed: the trail's length, and the event's state.
_REVIEWER = """
import itertools, sys
from dataclasses import replace
from pathlib import Path
from geodata import reviewing, undoing
from geodata.store import events, project
from geodata.store.columns import read_columns
from geodata.store.trail import By
with project.open(Path(sys.argv[1])) as opened:
    ids = list(read_columns(opened).ids)
    print("open", flush=True)
    for number in itertools.count():
        event_id = ids[number % len(ids)]
        by = By(person="Ana", reason=f"reason {number}")
        if number % 4 == 0:
            reviewing.accept(opened, event_id, by)
        elif number % 4 == 1:
            reviewing.reject(opened, event_id, by)
        elif number % 4 == 2:
            reviewing.correct(opened, replace(events.get(opened, event_id), fatalities=number), by)
        else:
            undoing.turn_quickly(opened, undoing.next_line(opened, is_undo=True), by, is_undo=True)
        [(lines, steps)] = opened.rows("SELECT (SELECT count(*) FROM trail), (SELECT count(*) FROM trail_step)")
        print(lines, steps, event_id, events.get(opened, event_id).review.value, flush=True)
"""
_OPENER = """
import sys
from pathlib import Path
from geodata.store import project
print("open", flush=True)
project.open(Path(sys.argv[1])).close()
print("done", flush=True)
"""


def killed(command: list[str], environment: dict[str, str], seconds: float, *, after: str = "") -> list[str]:
    """What a process has said so far when it is killed so long after its start, or after it has said `after`."""
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as running:
        assert running.stdout is not None
        if after:
            assert running.stdout.readline().strip() == after
        time.sleep(seconds)
        running.send_signal(signal.SIGKILL)
        return [line for line in running.stdout.read().splitlines(keepends=True) if line.endswith("\n")]


def environment(gazetteer_path: Path | None = None) -> dict[str, str]:
    more = {"DATELINE_GAZETTEER": str(gazetteer_path)} if gazetteer_path else {}
    return {**os.environ, "PYTHONPATH": str(ROOT), **more}


def sound(path: Path, look: Callable[[project.Project], None]) -> None:
    """The file opens to write, is whole in every table, and `look` finds in it what it should."""
    with project.open(path) as opened:
        assert not opened.read_only
        assert opened.rows("PRAGMA integrity_check")[0][0] == "ok"
        assert opened.rows("PRAGMA foreign_key_check") == []
        look(opened)


@kills
def test_a_project_survives_kills_while_articles_are_read_and_is_complete_in_the_end(
    tmp_path: Path, gazetteer_path: Path, kills: int
) -> None:
    chance, number = random.Random(7), 4 * kills
    folder, path = tmp_path / "articles", tmp_path / "killed.gpkg"
    folder.mkdir()
    for place in range(number):
        words = f"Report {place}\n\nGunmen killed {place % 9 + 2} soldiers near Gao on Monday. Crowds marched in Niamey.\n"
        (folder / f"{place:03d}.txt").write_text(f"date 2023-08-{place % 28 + 1:02d}\n{words}", encoding="utf-8")
    command = [sys.executable, "-m", "geodata", "process", str(path), str(folder)]
    before = 0

    def look(opened: project.Project) -> None:
        nonlocal before
        rows = articles.list_all(opened)
        assert len(rows) >= before
        assert all(row.events > 0 for row in rows)
        before = len(rows)

    for _ in range(kills):
        killed(command, environment(gazetteer_path), chance.uniform(0.1, 3.0))
        if path.exists():
            sound(path, look)
    subprocess.run(command, cwd=ROOT, env=environment(gazetteer_path), check=True, capture_output=True)
    with project.open(path) as opened:
        assert len(articles.list_all(opened)) == number


@kills
def test_an_import_that_is_killed_leaves_all_of_it_or_nothing(tmp_path: Path, gazetteer_path: Path, kills: int) -> None:
    chance, number = random.Random(8), 6_000
    path, file = tmp_path / "killed.gpkg", tmp_path / "many.csv"
    project.create(path).close()
    acled(file, *({"event_id_cnty": f"N{place}"} for place in range(number)))
    command = [sys.executable, "-m", "geodata", "import", str(path), str(file)]
    begun = time.monotonic()
    subprocess.run(
        [*command[:-2], str(tmp_path / "timed.gpkg"), str(file)], cwd=ROOT, env=environment(gazetteer_path), check=True, capture_output=True
    )
    takes = time.monotonic() - begun
    seen: set[int] = set()

    def look(opened: project.Project) -> None:
        [(rows,)] = opened.rows("SELECT count(*) FROM event")
        assert rows == opened.rows("SELECT count(*) FROM dataset_row")[0][0]
        assert rows in (0, number)
        names = "('event_place', 'event_category_date', 'actor_event', 'event_inserted')"
        assert len(opened.rows(f"SELECT 1 FROM sqlite_master WHERE name IN {names}")) == 4
        opened.rows("INSERT INTO dataset_text (dataset_text, rank) VALUES ('integrity-check', 1)")
        seen.add(rows)

    for _ in range(kills):
        if number in seen:  # from here on nothing can be killed but a run that changes nothing
            path.unlink()
            project.create(path).close()
            seen.clear()
        killed(command, environment(gazetteer_path), chance.uniform(0.2 * takes, 1.1 * takes))
        sound(path, look)
    subprocess.run(command, cwd=ROOT, env=environment(gazetteer_path), check=True, capture_output=True)
    sound(path, look)
    assert number in seen


@kills
def test_a_decision_that_was_confirmed_is_there_after_a_kill(tmp_path: Path, kills: int) -> None:
    chance, path = random.Random(9), tmp_path / "killed.gpkg"
    with project.create(path) as made:
        articles.add(made, an_article(), (), [an_event(event_id=f"e{number}") for number in range(5)])
    confirmed = 0
    for _ in range(kills):
        said = killed([sys.executable, "-c", _REVIEWER, str(path)], environment(), chance.uniform(0.02, 0.4), after="open")
        confirmed += len(said)

        def look(opened: project.Project, said: list[str] = said) -> None:
            lines = {line.number: line for line in trail.every(opened)}
            assert list(lines) == sorted(lines, reverse=True)
            if said:
                number, steps, event_id, state = said[-1].split()
                assert len(lines) >= int(number)
                assert opened.rows("SELECT count(*) FROM trail_step")[0][0] >= int(steps)
                if (len(lines), opened.rows("SELECT count(*) FROM trail_step")[0][0]) == (int(number), int(steps)):
                    assert events.get(opened, event_id).review is Review(state)
            for event in events.many(opened, columns.read_columns(opened).ids):  # what the trail says last is what the event is
                last = next((line for line in lines.values() if line.event_id == event.event_id and not line.is_undone), None)
                assert event.review.value == ((last.after or {}).get("review", event.review.value) if last else "unreviewed")

        sound(path, look)
    assert confirmed > kills


@kills
def test_a_migration_that_is_killed_is_finished_at_the_next_start(tmp_path: Path, kills: int) -> None:
    chance, old = random.Random(10), tmp_path / "old.gpkg"
    scripts = sorted(SCHEMA.glob("*.sql"))
    with closing(sqlite3.connect(old, isolation_level=None)) as connection:
        for script in scripts[:OLD]:
            connection.executescript(script.read_text("utf-8"))
            connection.execute("INSERT INTO schema_migration (version, name) VALUES (?, ?)", [int(script.name[:4]), script.stem])
        connection.execute("BEGIN")
        connection.executemany(
            "INSERT INTO event (event_id, category, event_type, sub_event_type, status, time_precision, geo_precision, reasons, score,"
            " coder, review) VALUES (?, 'attack', 'Battles', 'Armed clash', 'occurred', 'unknown', 'near', '[]', 1, 't', 'unreviewed')",
            ([f"e{number}"] for number in range(4_000)),
        )
        connection.execute("INSERT INTO event_text (rowid, location, actors) SELECT fid, 'Gao', 'Gunmen' FROM event")
        connection.execute("COMMIT")
    command, takes, cut = [sys.executable, "-c", _OPENER, str(tmp_path / "killed.gpkg")], 0.0, 0
    for number in range(kills + 1):
        path = Path(shutil.copy(old, tmp_path / "killed.gpkg"))
        begun = time.monotonic()
        said = killed(command, environment(), 0.05 + takes * chance.random() if number else 2.0, after="open")
        takes = takes or min(2.0, time.monotonic() - begun) / 4
        cut += not said

        def look(opened: project.Project) -> None:
            assert len(opened.rows("SELECT version FROM schema_migration")) == len(scripts)
            assert len(columns.read_columns(opened)) == 4_000
            assert len(events_with(opened, "gunmen gao")) == 4_000
            assert {row[0] for row in opened.rows("SELECT radius_km FROM event")} == {10.0}

        sound(path, look)
        path.unlink()
    assert cut > 0 or kills == A_FEW  # of many, some hit the middle


def test_a_full_disk_during_an_import_is_told_and_nothing_is_lost(tmp_path: Path, gazetteer_path: Path) -> None:
    path, file = tmp_path / "p.gpkg", tmp_path / "many.csv"
    with project.create(path) as made:
        articles.add(made, an_article(), (), [an_event()])
    acled(file, *({"event_id_cnty": f"N{place}"} for place in range(6_000)))
    script = (
        "import resource, sys; from geodata.cli import main;"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000)); sys.exit(main(sys.argv[1:]))"
    )
    command = [sys.executable, "-c", script, "--gazetteer", str(gazetteer_path), "import", str(path), str(file)]
    done = subprocess.run(command, cwd=ROOT, env=environment(gazetteer_path), capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].startswith(("The disk is full", "p.gpkg could not be read or written"))
    with project.open(path) as opened:
        assert opened.rows("PRAGMA integrity_check")[0][0] == "ok"
        assert events.many(opened, columns.read_columns(opened).ids) == [an_event()]


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of that kind there")
def test_a_disk_that_takes_nothing_is_not_taken_for_another_dateline(tmp_path: Path) -> None:
    path = tmp_path / "p.gpkg"
    with project.create(path) as made:
        articles.add(made, an_article(), (), [an_event()])
    script = (
        "import resource, sys; from pathlib import Path; from geodata.store import articles, project;"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0)); opened = project.open(Path(sys.argv[1]));"
        "print(opened.notice, articles.count(opened))"
    )
    done = subprocess.run([sys.executable, "-c", script, str(path)], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "The disk takes nothing: p.gpkg can be looked at, not changed. 1\n"
