"""The command line: streams, exit states, and words for what went wrong."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from geodata import cli
from geodata.store import events
from geodata.store import project as project_file
from tests.plain_analyst import plain_analyst

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "_analyst", lambda _: plain_analyst())


def run(*arguments: object) -> int:
    return cli.main([str(a) for a in arguments])


def asked(**fields: object) -> str:
    return json.dumps({"id": 1, "text": "Gunmen attacked Niamey.", "date": "2023-08-05"} | fields) + "\n"


def test_extract_answers_in_order_tells_bad_lines_by_number_and_goes_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "in.jsonl"
    file.write_text(asked() + "\n{bad\n" + asked(id="ü", text="Quiet.\u2028Calm.") + asked(id=3, spans=[{"start": 0, "end": 6}]))
    assert run("extract", file) == cli.SOME_FAILED
    out, err = capsys.readouterr()
    one, two, three = map(json.loads, out.splitlines())
    assert ([t["text"] for t in one["toponyms"]], one["events"][0]["date"]) == (["Niamey"], "2023-08-04")
    assert two == {"id": "ü", "toponyms": [], "events": []}
    assert [(t["text"], t["geonameid"]) for t in three["toponyms"]] == [("Gunmen", None)]
    assert err.startswith("line 3: it is not JSON")
    assert err.count("\n") == 1


def test_extract_of_good_lines_ends_with_0_and_a_missing_file_with_2(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(asked().encode())))
    assert run("extract") == cli.OK
    assert run("extract", tmp_path / "no.jsonl") == cli.UNUSABLE
    assert "cannot be read: No such file" in capsys.readouterr().err


STREAM = "import sys; from geodata import cli; from tests.plain_analyst import plain_analyst; cli._analyst = lambda _: plain_analyst(); "


def streaming(**pipes: int) -> subprocess.Popen[str]:
    code = STREAM + "sys.exit(cli.main(['extract', '-']))"
    return subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, text=True, stdin=subprocess.PIPE, **pipes)


def test_extract_answers_each_line_before_the_next_is_there() -> None:
    with streaming(stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for number in range(3):
            process.stdin.write(asked(id=number))
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == number
        process.stdin.close()
        assert process.wait(20) == cli.OK


def test_extract_ends_quietly_when_nobody_reads_on() -> None:
    reader, writer = os.pipe()
    with streaming(stdout=writer, stderr=subprocess.PIPE) as process:
        os.close(reader)
        os.close(writer)
        _, err = process.communicate(asked() * 3, timeout=20)
        assert (process.returncode, err) == (141, "")


def test_process_makes_the_project_and_export_writes_what_the_filter_lets_through(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in").mkdir()
    for name, text in [("a.txt", "date 2023-08-05\nGunmen attacked Niamey."), ("b.txt", "date 2023-09-05\nNiamey attacked again.")]:
        (tmp_path / "in" / name).write_text(text)
    project = tmp_path / "p.gpkg"
    assert run("process", project, tmp_path / "in") == cli.OK
    assert "2 articles added, 2 events, 0 failed" in capsys.readouterr().err
    assert run("export", project, tmp_path / "out.csv", "--to", "2023-08-31", "--category", "attack", "--text", "gunm") == cli.OK
    with (tmp_path / "out.csv").open() as file:
        [row] = csv.DictReader(file)
    assert (row["event_date"], row["location"]) == ("2023-08-04", "Niamey")
    assert row["filter"] == "Attack; until 31 Aug 2023; text “gunm”; happened and ongoing"
    assert run("export", project, tmp_path / "out.geojson", "--all") == cli.OK
    assert len(json.loads((tmp_path / "out.geojson").read_text())["features"]) == 2
    assert run("export", project, tmp_path / "out.pdf") == cli.UNUSABLE


def test_several_processes_read_the_same_into_a_project_as_one(tmp_path: Path, gazetteer_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for number in range(6):
        place, killed = ("Niamey", "Gao", "Bamako")[number % 3], number + 2
        text = f"date 2023-08-0{number + 1}\nGunmen attacked a market in {place} on Friday and killed {killed} people, officials said."
        (tmp_path / "in" / f"{number}.txt").write_text(text)
    (tmp_path / "in" / "empty.txt").write_text("")
    dumps = []
    for jobs in ("1", "2"):
        project = tmp_path / f"{jobs}.gpkg"
        command = ["process", project, tmp_path / "in", "--jobs", jobs, "--gazetteer", gazetteer_path]
        done = subprocess.run([sys.executable, "-m", "geodata", *command], capture_output=True, text=True, timeout=120, check=False)
        assert "6 articles added, 6 events, 1 failed" in done.stderr
        with project_file.open(project) as opened:
            dumps.append(events.of_articles(opened, [row["article_id"] for row in opened.rows("SELECT article_id FROM article")]))
    assert dumps[0] == dumps[1]


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
def test_a_run_that_is_killed_leaves_no_process_behind(tmp_path: Path, gazetteer_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for number in range(60):
        (tmp_path / "in" / f"{number}.txt").write_text(f"Gunmen attacked a market in Gao and killed {number} people. " * 20)
    command = ["process", tmp_path / "p.gpkg", tmp_path / "in", "--jobs", "2", "--gazetteer", gazetteer_path]
    run = subprocess.Popen([sys.executable, "-m", "geodata", *command], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert run.stderr is not None
    assert run.stdout is not None
    while not run.stderr.readline().startswith(b"2/"):
        pass
    run.kill()
    run.communicate(timeout=60)  # ends once no process holds its output any more


def test_process_tells_each_failed_file_and_its_exit_state(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good, bad = tmp_path / "good.txt", tmp_path / "b\x1b[31mad.txt"
    good.write_text("Gunmen attacked Niamey.")
    bad.write_text("")
    assert run("process", tmp_path / "p.gpkg", good, bad) == cli.SOME_FAILED
    err = capsys.readouterr().err
    assert "b [31mad.txt: The file is empty." in err
    assert "\x1b" not in err
    assert run("process", tmp_path / "q.gpkg", bad) == cli.UNUSABLE
    (tmp_path / "broken.gpkg").write_text("no database")
    assert run("process", tmp_path / "broken.gpkg", good) == cli.UNUSABLE


def test_every_command_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("extract", "process", "export", "gazetteer"):
        with pytest.raises(SystemExit, match="0"):
            run(command, "--help")
        assert "--gazetteer FILE" in capsys.readouterr().out
