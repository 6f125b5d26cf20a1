"""Long runs, by `make soak`: the program itself, killed again and again while it reads."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from geodata.store import articles, project

ROOT = Path(__file__).parents[2]
KILLS = 100


@pytest.mark.soak
def test_a_project_survives_a_hundred_kills_and_is_complete_in_the_end(tmp_path: Path, gazetteer_path: Path) -> None:
    chance = random.Random(7)
    folder, path = tmp_path / "articles", tmp_path / "killed.gpkg"
    folder.mkdir()
    for number in range(400):
        day = f"date 2023-08-{number % 28 + 1:02d}"
        words = f"Report {number}\n\nGunmen killed {number % 9 + 2} soldiers near Gao on Monday. Crowds marched in Niamey.\n"
        (folder / f"{number:03d}.txt").write_text(f"{day}\n{words}", encoding="utf-8")
    command = [sys.executable, "-m", "geodata", "process", str(path), str(folder)]
    environment = {**os.environ, "DATELINE_GAZETTEER": str(gazetteer_path)}
    before = 0
    for _ in range(KILLS):
        with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as writer:
            time.sleep(chance.uniform(0.1, 0.6))
            writer.send_signal(signal.SIGKILL)
        if path.exists():
            with project.open(path) as opened:
                assert opened.rows("PRAGMA integrity_check")[0][0] == "ok"
                rows = articles.list_all(opened)
            assert len(rows) >= before
            assert all(row.events > 0 for row in rows)
            before = len(rows)
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    with project.open(path) as opened:
        assert len(articles.list_all(opened)) == 400
