from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest

from desktop.snapshot.facts import count_outside, date_time_group, gather, number, period, suggested_subtitle
from geodata.model import Category, EventFilter, Extent, Status
from geodata.store import project
from geodata.store.columns import counts, mask, read_columns

MADE = datetime(2026, 11, 24, 0, 30, tzinfo=UTC)


def test_the_legend_counts_what_the_mask_lets_through(project_path: Path) -> None:
    with project.open(project_path, read_only=True) as opened:
        columns = read_columns(opened)
    for chosen in (EventFilter(), EventFilter(statuses=()), EventFilter(categories=(Category.COUP,))):
        shown = mask(columns, chosen)
        facts = gather(columns, shown, chosen, made=MADE)
        assert dict(facts.categories) == {category: n for category, n in counts(columns, shown).items() if n}
        assert facts.shown == shown.sum()
        assert facts.hidden == len(columns) - shown.sum()
        assert facts.points + facts.near + facts.areas + facts.unlocated == facts.shown


def test_precision_status_review_and_sources_are_counted(project_path: Path) -> None:
    with project.open(project_path, read_only=True) as opened:
        columns = read_columns(opened)
    facts = gather(columns, mask(columns, EventFilter()), EventFilter(), made=MADE)
    assert (facts.points, facts.near, facts.areas, facts.unlocated, facts.reviewed) == (2, 1, 1, 1, 1)
    assert facts.statuses == ((Status.OCCURRED, 4), (Status.ONGOING, 1))
    assert facts.sources == (("Wire 0", 2), ("Wire 1", 2), ("Source not named", 1))
    assert (facts.first, facts.last) == (date(2023, 7, 26), date(2023, 7, 31))
    assert suggested_subtitle(facts) == "26–31 July 2023 · 5 events"


@pytest.mark.parametrize(
    ("extent", "outside"),
    [(Extent(10, 0, 20, 10), 0), (Extent(14, 0, 20, 10), 2), (Extent(10, 170, 20, 2.2), 1), (Extent(10, 3, 20, 1), 3)],
)
def test_markers_beyond_the_edge_are_counted(project_path: Path, extent: Extent, outside: int) -> None:
    with project.open(project_path, read_only=True) as opened:
        columns = read_columns(opened)
    assert count_outside(columns, mask(columns, EventFilter()), extent) == outside


def test_no_event_has_no_period(project_path: Path) -> None:
    with project.open(project_path, read_only=True) as opened:
        columns = read_columns(opened)
    facts = gather(columns, np.zeros(len(columns), dtype=bool), EventFilter(), made=MADE)
    assert (period(facts), facts.categories, facts.sources) == ("", (), ())


def test_times_and_numbers_are_written_as_briefings_do() -> None:
    assert date_time_group(MADE) == "240030ZNOV26"
    assert [number(n) for n in (7, 9999, 10_000)] == ["7", "9999", "10\N{THIN SPACE}000"]
