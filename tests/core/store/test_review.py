"""The queue of what is left to review, and the measure of what was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from geodata import reviewing
from geodata.claims import Claim, ClaimKind
from geodata.model import EventFilter
from geodata.store import articles, columns, events, project, review
from geodata.store.project import Project
from tests.values import NIAMEY, NIGER, an_article, an_event


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Project]:
    with project.create(tmp_path / "p.gpkg") as opened:
        claims = tuple(
            Claim(kind=ClaimKind.DEATHS, minimum=n, best=n, maximum=n, article_id="a1", start_char=0, end_char=9) for n in (3, 8)
        )
        made = [
            an_event(event_id="sure", score=0.95),
            an_event(event_id="low", score=0.3),
            an_event(event_id="conflict", score=0.9, claims=claims),
            an_event(event_id="elsewhere", score=0.95, place=NIGER),
        ]
        articles.add(opened, an_article(), [], made)
        yield opened


def waiting(opened: Project) -> list[str]:
    table = columns.read_columns(opened)
    return list(review.queue(opened, table, columns.mask(table, EventFilter())))


def test_the_most_doubtful_comes_first_and_a_place_that_was_confirmed_is_new_no_more(opened: Project) -> None:
    assert waiting(opened) == ["low", "conflict", "sure", "elsewhere"]
    assert review.doubts(opened, events.get(opened, "low")) == ("low score, 0.30", "no event at this place was confirmed yet")
    reviewing.accept(opened, "low")
    assert waiting(opened) == ["conflict", "elsewhere", "sure"]
    assert review.doubts(opened, events.get(opened, "sure")) == ()
    assert review.doubts(opened, events.get(opened, "conflict")) == ("sources differ on the deaths",)
    assert NIAMEY.geonameid != NIGER.geonameid


def test_what_was_found_right_is_measured_without_what_was_made_by_hand(opened: Project) -> None:
    reviewing.accept(opened, "sure")
    reviewing.accept(opened, "low")
    reviewing.reject(opened, "conflict")
    reviewing.correct(opened, replace(events.get(opened, "elsewhere"), fatalities=1))
    reviewing.create(opened, an_event(evidence=(), note="Seen."))
    found = review.measured(opened, columns.read_columns(opened))
    assert found == review.Measured(right=2, corrected=1, rejected=1, by_hand=1)
    assert (found.reviewed, found.share) == (4, 0.5)
