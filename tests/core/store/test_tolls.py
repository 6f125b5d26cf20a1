"""The dead of many events are counted by one rule: the best figures, what sources allow, what is not told, and who may tell twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from geodata.claims import Claim, ClaimKind
from geodata.export.included import included
from geodata.gazetteer.search import Gazetteer
from geodata.imports.importing import import_file
from geodata.model import Category
from geodata.store import articles, project
from geodata.store.columns import read_columns
from geodata.store.tolls import Toll, toll
from geodata.wording import dead_range, dead_words, overlap_words
from tests.structured import ucdp
from tests.values import an_article, an_event


def a_claim(low: int | None, best: int | None, high: int | None) -> Claim:
    return Claim(kind=ClaimKind.DEATHS, minimum=low, best=best, maximum=high, article_id="a1", start_char=0, end_char=6)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Attacks with 10 (8 to 15), 3, 0 and an unknown number of dead, one with 20 by a person, and a deployment."""
    made = [
        an_event(event_id="e0", fatalities=10, claims=(a_claim(8, 10, 10), a_claim(15, 15, 15))),
        an_event(event_id="e1", fatalities=3, claims=()),
        an_event(event_id="e2", fatalities=0),
        an_event(event_id="e3", fatalities=None),
        an_event(event_id="e4", fatalities=20, claims=(a_claim(30, 30, None),), settled=(ClaimKind.DEATHS,)),
        an_event(event_id="e5", fatalities=None, category=Category.DEPLOYMENT),
    ]
    with project.create(tmp_path / "p.gpkg") as opened:
        articles.add(opened, an_article(), [], made)
    return tmp_path / "p.gpkg"


def test_the_best_figures_are_added_up_with_what_the_sources_allow(path: Path) -> None:
    with project.open(path, read_only=True) as opened:
        columns = read_columns(opened)
        every = toll(opened, columns, np.ones(len(columns), dtype=bool))
        one = toll(opened, columns, np.array([event_id == "e1" for event_id in columns.ids]))
    assert every == Toll(events=3, best=33, once=33, least=31, most=38, spared=1, silent=1, uncounted=1)
    assert dead_words(every) == (
        "33 deaths in 3 events (31 to 38 by the lowest and highest figures told); nobody killed in 1 event; no figure told of 1 event;"
        " 1 event of kinds whose deaths are not counted"
    ), "3, 1, 1 and 1 are all six"
    assert dead_words(one) == "3 deaths in 1 event"
    assert dead_range(replace(every, is_open=True)) == "31 to 38 or more"
    assert dead_words(Toll(silent=1)) == "No death is told of; no figure told of 1 event"


def test_articles_and_a_dataset_may_tell_of_the_same_and_it_is_said(path: Path, gazetteer_path: Path, tmp_path: Path) -> None:
    with Gazetteer.open(gazetteer_path) as gazetteer:
        for _ in import_file(path, ucdp(tmp_path / "ged.csv", {}), gazetteer):
            pass
    with project.open(path, read_only=True) as opened:
        columns = read_columns(opened)
        is_new = np.array([not event_id.startswith("e") or len(event_id) > 2 for event_id in columns.ids])
        everything, imported = toll(opened, columns, np.ones(len(columns), dtype=bool)), toll(opened, columns, is_new)
        told = dict(included(opened, list(columns.ids)).pairs())
        assert articles.newest_day(opened) == date(2021, 11, 2), "that of the dataset's event, not of its import"
    assert imported == Toll(events=1, best=69, once=69, least=60, most=84)
    assert everything.tellers == ("Articles", "UCDP GED")
    assert overlap_words(everything) == told["Overlap"]
    assert told["Overlap"] == "Articles and UCDP GED may tell of the same events, which then count more than once."
    assert (told["Included"], told["Deaths"]) == ("7 events of 1 article and 1 dataset", dead_words(everything))
