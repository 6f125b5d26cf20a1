from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from desktop.snapshot.facts import count_outside, date_time_group, gather, number, period, suggested_subtitle
from geodata.export.heading import suggested_title
from geodata.model import Category, EventFilter, Extent, Status
from geodata.store import project
from geodata.store.columns import NO_DAY, counts, day_number, mask, read_columns

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
    assert facts.ends is not None
    assert facts.ends[:2] == (date(2023, 7, 26), date(2023, 7, 31))
    assert suggested_subtitle(facts) == "26–31 July 2023 · 5 events"


@pytest.mark.parametrize(
    ("extent", "outside"),
    [(Extent(10, 0, 20, 10), 0), (Extent(14, 0, 20, 10), 2), (Extent(10, 170, 20, 2.2), 1), (Extent(10, 3, 20, 1), 3)],
)
def test_markers_beyond_the_edge_are_counted(project_path: Path, extent: Extent, outside: int) -> None:
    with project.open(project_path, read_only=True) as opened:
        columns = read_columns(opened)
    assert count_outside(columns, mask(columns, EventFilter()), extent) == outside


@pytest.mark.parametrize(
    ("area", "extent", "outside"),
    [
        (Extent(0, 0, 5, 5), Extent(4, 4, 20, 10), 0),
        (Extent(0, 0, 5, 5), Extent(10, 0, 20, 10), 1),
        (Extent(-20, 177, -12, 182), Extent(-30, 170, 0, -170), 0),
        (Extent(-20, -179, -12, -178), Extent(-30, 170, 0, -170), 0),
        (Extent(-20, 100, -12, 110), Extent(-30, 170, 0, -170), 1),
    ],
)
def test_an_area_beyond_the_edge_is_counted_too(project_path: Path, area: Extent, extent: Extent, outside: int) -> None:
    with project.open(project_path, read_only=True) as opened:
        columns = read_columns(opened)
    known_to_area = replace(columns, area=np.array([0, 0, 0, 77, 0, 0]), latitude=np.full(6, np.nan), longitude=np.full(6, np.nan))
    assert count_outside(known_to_area, np.ones(6, dtype=bool), extent, {77: area}) == outside


def test_no_event_has_no_period(project_path: Path) -> None:
    with project.open(project_path, read_only=True) as opened:
        columns = read_columns(opened)
    facts = gather(columns, np.zeros(len(columns), dtype=bool), EventFilter(), made=MADE)
    assert (period(facts), facts.categories, facts.sources) == ("", (), ())


def test_times_and_numbers_are_written_as_briefings_do() -> None:
    assert date_time_group(MADE) == "240030ZNOV26"
    assert [number(n) for n in (7, 9999, 10_000)] == ["7", "9999", "10\N{THIN SPACE}000"]


def days(*stretches: tuple[str, str] | None) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    ends = [(NO_DAY, NO_DAY) if each is None else tuple(day_number(date.fromisoformat(day)) for day in each) for each in stretches]
    return np.array([first for first, _ in ends], dtype=np.int32), np.array([last for _, last in ends], dtype=np.int32)


@pytest.mark.parametrize(
    ("stretches", "words"),
    [
        ([("2021-01-01", "2021-12-31"), ("2023-09-02", "2023-09-02")], "2021 – 2 September 2023"),
        ([("2021-01-01", "2021-12-31"), ("2021-01-01", "2021-01-01")], "1 January 2021"),
        ([("2026-10-03", "2026-10-03"), ("2026-11-21", "2026-11-21"), ("2026-11-01", "2026-11-30")], "3 October – 21 November 2026"),
        ([("2021-01-01", "2021-12-31"), None], "2021"),
        ([("2021-06-05", "2021-06-05"), ("2023-08-01", "2023-08-31")], "5 June 2021 – August 2023"),
        ([("2023-08-01", "2023-08-31")], "August 2023"),
        ([("2021-01-01", "2021-03-31")], "January 2021 – March 2021"),
        ([("2023-08-28", "2023-09-03")], "28 August – 3 September 2023"),
    ],
)
def test_a_date_known_to_a_year_or_a_month_claims_no_day(project_path: Path, stretches: list[tuple[str, str] | None], words: str) -> None:
    with project.open(project_path, read_only=True) as opened:
        columns = read_columns(opened)
    first, last = days(*stretches, *[None] * (len(columns) - len(stretches)))
    facts = gather(replace(columns, first_day=first, last_day=last), np.ones(len(columns), dtype=bool), EventFilter(), made=MADE)
    assert period(facts) == words
    assert facts.undated == len(columns) - sum(each is not None for each in stretches)


def test_with_a_period_asked_for_the_heading_is_that_period(project_path: Path) -> None:
    with project.open(project_path, read_only=True) as opened:
        columns = read_columns(opened)
    asked = EventFilter(first_date=date(2023, 7, 27), last_date=date(2023, 8, 15))
    facts = gather(columns, mask(columns, asked), asked, made=MADE)
    assert suggested_subtitle(facts).startswith("27 July – 15 August 2023 · ")
    assert period(gather(columns, mask(columns, asked), EventFilter(first_date=date(2023, 7, 27)), made=MADE)) == "Since 27 July 2023"


def test_the_title_tells_what_the_events_are_and_where_whatever_the_file_is_called(project_path: Path) -> None:
    with project.open(project_path, read_only=True) as opened:
        columns = read_columns(opened)
    every = np.ones(len(columns), dtype=bool)
    assert suggested_title(columns, every) == "Security events in Niger"
    assert suggested_title(columns, mask(columns, EventFilter(categories=(Category.ATTACK,)))) == "Attacks in Niger"
    assert suggested_title(columns, ~every) == "Security events"
    several = replace(columns, countries=("", "ML", "BF", "NE", "XX"), country=np.array([1, 1, 2, 2, 1, 0], dtype=np.uint16))
    assert suggested_title(several, every) == "Security events in Mali and Burkina Faso"
    many = replace(several, country=np.array([1, 1, 2, 3, 4, 0], dtype=np.uint16))
    assert suggested_title(many, every) == "Security events in 4 countries"
