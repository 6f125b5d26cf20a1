"""Who did it to whom, in texts of the project's own: no figure may fall below its floor in floors.toml.

`pytest -s` also shows the figures of a passing run, `python tests/quality/actors.py GOLD --misses` the misses.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from geodata.analyst import Analyst, default_analyst
from geodata.events.actors import UNKNOWN
from geodata.export import jsonlines
from geodata.gazetteer.search import Gazetteer
from geodata.model import Actor, Category, Event, Status
from geodata.training.actor_pairs import Figures, Row, Verdict, figures, verdict

HERE = Path(__file__).parent
FLOORS: dict[str, dict[str, float]] = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))["actors"]
FILES = {"tuned": HERE / "actors.jsonl", "kept": HERE / "actors_kept.jsonl"}


@pytest.fixture(scope="module")
def analyst(gazetteer_path: Path) -> Iterator[Analyst]:
    with Gazetteer.open(gazetteer_path) as gazetteer:
        yield default_analyst(gazetteer)


def told(analyst: Analyst, row: Row) -> Verdict | None:
    asked = jsonlines.request(json.dumps({key: row[key] for key in ("id", "text", "date")}).encode())
    event = next((e for e in analyst.analyse(asked.article).events if e.category == row["category"]), None)
    return verdict(row, event) if event else None


@pytest.mark.parametrize("half", sorted(FILES))
def test_actors_are_told_as_well_as_before(analyst: Analyst, half: str) -> None:
    rows = [json.loads(line) for line in FILES[half].read_text(encoding="utf-8").splitlines()]
    reached = figures([told(analyst, row) for row in rows])
    print(half, {name: round(value, 3) for name, value in reached._asdict().items()})
    assert set(FLOORS[half]) == set(Figures._fields)
    assert {name: value for name, value in reached._asdict().items() if value < FLOORS[half][name]} == {}


def test_the_scorer_tells_sides_that_are_swapped() -> None:
    row = {"actor1": ["gunmen"], "inter1": 3, "actor2": ["soldiers", None], "inter2": None}
    event = Event(event_id="", category=Category.ATTACK, event_type="", sub_event_type="", status=Status.OCCURRED)
    gunmen, soldiers = Actor(name="the gunmen", inter=3), Actor(name="Soldiers", inter=1)
    right = verdict(row, replace(event, actors=(gunmen, soldiers)))
    swapped = verdict(row, replace(event, actors=(soldiers, gunmen)))
    of_nobody = verdict(row, replace(event, actors=(UNKNOWN, soldiers)))
    assert (right.is_right, swapped, of_nobody) == (True, (False, False, (False,)), (False, True, (False,)))
    assert figures([right, swapped, None]) == (2 / 3, 1 / 2, 1 / 2, 1 / 2, 1 / 2)
    assert verdict(row, replace(event, category=Category.AGREEMENT, actors=(soldiers, gunmen))).is_right
