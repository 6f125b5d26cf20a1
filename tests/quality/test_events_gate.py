"""Events coded in texts of the project's own, which no model learned from: no figure may fall below its floor in floors.toml.

News articles, situation reports and incident notes, each with the events that a reader coded. `pytest -s tests/quality/test_events_gate.py`
also shows the figures of a passing run.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from geodata.analyst import Analyst, default_analyst
from geodata.export import jsonlines
from geodata.gazetteer.search import Gazetteer
from geodata.training.event_pairs import Figures, Row, figures

HERE = Path(__file__).parent
FLOORS: dict[str, dict[str, float]] = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))["events"]


@pytest.fixture(scope="module")
def analyst(gazetteer_path: Path) -> Iterator[Analyst]:
    with Gazetteer.open(gazetteer_path) as gazetteer:
        yield default_analyst(gazetteer)


def coded(analyst: Analyst, path: Path) -> Iterator[tuple[list[Row], list[Row]]]:
    for line in path.read_text(encoding="utf-8").strip().split("\n"):  # not splitlines: U+2028
        gold: dict[str, Any] = json.loads(line)
        asked = jsonlines.request(json.dumps({k: gold[k] for k in ("id", "text", "title", "date") if gold.get(k) is not None}).encode())
        events = analyst.analyse(asked.article).events
        yield gold["events"], json.loads(jsonlines.answer(asked, (), events))["events"]


def shortfalls(reached: Figures, floors: dict[str, float]) -> dict[str, float]:
    """The figures that are worse than their floor; `invented` is a ceiling."""
    told = reached._asdict()
    return {name: told[name] for name, floor in floors.items() if (told[name] > floor if name == "invented" else told[name] < floor)}


@pytest.mark.parametrize("kind", sorted(FLOORS))
def test_events_are_coded_as_well_as_before(analyst: Analyst, kind: str) -> None:
    reached = figures(coded(analyst, HERE / f"events_{kind}.jsonl"))
    print(kind, {name: round(value, 3) for name, value in reached._asdict().items()})
    assert shortfalls(reached, FLOORS[kind]) == {}


def test_every_file_has_its_floors() -> None:
    assert set(FLOORS) == {path.stem.removeprefix("events_") for path in HERE.glob("events_*.jsonl")}
    assert all(set(floors) == set(Figures._fields) for floors in FLOORS.values())


def test_the_gate_falls_when_a_figure_does() -> None:
    gold = [{"category": "attack", "places": [], "status": "occurred", "date": "2024-01-02", "fatalities": 3}]
    good = [{"category": "attack", "status": "occurred", "place": None, "date": "2024-01-02", "fatalities": 3}]
    other = [{"category": "protest", "status": "occurred", "place": None, "date": None, "fatalities": None}]
    floors = {"detected_f1": 0.9, "placed_f1": 0.9, "dated": 0.9, "deaths_exact": 0.9, "status_right": 0.9, "invented": 0.1}
    assert shortfalls(figures([(gold, good), ([], [])]), floors) == {}
    assert set(shortfalls(figures([(gold, other), ([], other)]), floors)) == {"detected_f1", "placed_f1", "invented"}
