"""Numbered events: the rule that chooses them, and numbers that never cover each other."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.export.callouts import Rule, Spot, choose, place
from geodata.store import articles, project
from geodata.store.columns import EventColumns, read_columns
from tests.values import an_article, an_event

WIDTH, HEIGHT, RADIUS = 9.9, 5.4, 0.14


@pytest.fixture
def columns(tmp_path: Path) -> Iterator[EventColumns]:
    told = {"old": (9, 1), "new": (None, 9), "deadly": (40, 3), "none": (0, 5), "alike": (9, 7)}
    events = [
        replace(an_event(event_id=name), fatalities=deaths, event_date=date(2023, 8, day), date_end=date(2023, 8, day))
        for name, (deaths, day) in told.items()
    ]
    with project.create(tmp_path / "p.gpkg") as opened:
        articles.add(opened, an_article(), [], [*events, an_event(event_id="undated", fatalities=1, event_date=None, date_end=None)])
        yield read_columns(opened)


def test_a_rule_chooses_the_deadliest_the_newest_or_the_selected_among_those_shown(columns: EventColumns) -> None:
    shown = np.ones(len(columns), dtype=bool)
    assert choose(columns, shown, Rule.DEADLIEST) == ["deadly", "alike", "old", "undated"]
    assert choose(columns, shown, Rule.NEWEST, most=3) == ["new", "alike", "none"]
    assert choose(columns, shown, Rule.SELECTED, selected=["old", "gone", "new"]) == ["old", "new"]
    assert choose(columns, shown, Rule.NONE) == []
    shown[list(columns.ids).index("deadly")] = False
    assert choose(columns, shown, Rule.DEADLIEST, most=1) == ["alike"]
    assert choose(columns, shown, Rule.SELECTED, selected=["deadly"]) == []


@settings(max_examples=60, deadline=None)
@given(anchors=st.lists(st.tuples(st.floats(-1, WIDTH + 1), st.floats(-1, HEIGHT + 1)), max_size=20))
def test_numbers_stand_on_the_map_and_off_each_other(anchors: list[tuple[float, float]]) -> None:
    spots = [Spot(*anchor) for anchor in anchors]
    placed = place(spots, width=WIDTH, height=HEIGHT, radius=RADIUS)
    found = [spot for spot in placed if spot]
    for anchor, spot in zip(spots, placed, strict=True):
        is_on_map = 0 <= anchor.x <= WIDTH and 0 <= anchor.y <= HEIGHT
        assert is_on_map or spot is None
        if spot:
            assert RADIUS <= spot.x <= WIDTH - RADIUS
            assert RADIUS <= spot.y <= HEIGHT - RADIUS
    assert all(math.dist(a, b) >= 2 * RADIUS for i, a in enumerate(found) for b in found[:i])


def test_twenty_events_at_one_town_all_find_room() -> None:
    placed = place([Spot(5, 2.7)] * 20, width=WIDTH, height=HEIGHT, radius=RADIUS)
    assert None not in placed
