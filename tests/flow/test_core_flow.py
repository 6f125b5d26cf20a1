"""The whole way without the window: real articles, the real gazetteer, a project, its layers and its exports."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from geodata.analyst import default_analyst
from geodata.articles.files import read_all
from geodata.gazetteer.search import Gazetteer
from geodata.model import Category, EventFilter
from geodata.pipeline import process
from geodata.store import articles, columns, events, project
from geodata.store.project import Project

ROOT = Path(__file__).parents[2]
ATTACK = """date 2022-03-05
Gunmen attacked a gendarmerie post near Dori in northern Burkina Faso on Friday, killing six people, officials said.

Thousands of people protested in Ouagadougou on Saturday against the lack of security in the country."""
SAME_ATTACK = """date 2022-03-06
Six people were killed when gunmen attacked a village near Dori on Friday. A security source spoke of many attackers."""
NOTHING = """date 2022-03-06
The cotton harvest was better than last year, the growers' union said, and prices rose a little."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("flow")
    (folder / "in").mkdir()
    for name, text in {"a": ATTACK, "b": SAME_ATTACK, "c": NOTHING}.items():
        (folder / "in" / f"{name}.txt").write_text(text)
    return folder


@pytest.fixture(scope="module")
def opened(folder: Path, gazetteer_path: Path) -> Iterator[Project]:
    project.create(folder / "p.gpkg").close()
    gazetteer = Gazetteer.open(gazetteer_path)
    for _ in process(folder / "p.gpkg", read_all([folder / "in"]), default_analyst(gazetteer)):
        pass
    gazetteer.close()
    with project.open(folder / "p.gpkg") as opened:
        yield opened


def test_articles_become_events_with_the_words_they_came_from(opened: Project) -> None:
    table = columns.read_columns(opened)
    found = {e.category: e for e in events.many(opened, table.ids)}
    attack, protest = found[Category.ATTACK], found[Category.PROTEST]
    assert (attack.location, attack.iso_date, attack.fatalities) == ("Dori", "2022-03-04", 6)
    assert (protest.location, protest.iso_date) == ("Ouagadougou", "2022-03-05")
    assert attack.place
    assert attack.place.country_code == "BF"
    for event in found.values():
        for evidence in event.evidence:
            text = articles.get(opened, evidence.article_id).text
            assert text[evidence.start_char : evidence.end_char].strip()
            for span in evidence.spans:
                assert evidence.start_char <= span.start_char < span.end_char <= evidence.end_char


def test_two_articles_about_one_attack_make_one_event(opened: Project) -> None:
    table = columns.read_columns(opened)
    shown = columns.mask(table, EventFilter(categories=(Category.ATTACK,)))
    [attack] = events.many(opened, [table.ids[i] for i in shown.nonzero()[0]])
    assert len({evidence.article_id for evidence in attack.evidence}) == 2


def test_an_article_without_events_is_kept_without_any(opened: Project) -> None:
    assert [row.events for row in articles.list_all(opened) if "cotton" in row.title] == [0]


def test_the_command_line_gives_the_same_events_to_a_pipe_and_to_a_file(folder: Path, opened: Project, gazetteer_path: Path) -> None:
    geodata = [sys.executable, "-m", "geodata", "--gazetteer", str(gazetteer_path)]
    line = json.dumps({"id": "a", "text": ATTACK.split("\n", 1)[1], "date": "2022-03-05"})
    answered = subprocess.run([*geodata, "extract"], input=line, capture_output=True, text=True, check=True, cwd=ROOT, timeout=120).stdout
    by_pipe = {e["category"]: e for e in json.loads(answered)["events"]}
    subprocess.run(
        [*geodata, "export", opened.path, folder / "out.geojson", "--all"], capture_output=True, check=True, cwd=ROOT, timeout=120
    )
    by_file = {f["properties"]["category"]: f for f in json.loads((folder / "out.geojson").read_text("utf-8"))["features"]}
    for category in ("attack", "protest"):
        place = by_pipe[category]["place"]
        assert by_file[category]["geometry"]["coordinates"] == [place["lon"], place["lat"]]
        assert by_pipe[category]["date"] == by_file[category]["properties"]["event_date"]
