"""Charts: every death that has a date is in them once, vague ones as shares; in grey each category keeps a look of its own."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure

from desktop.charts import chart
from desktop.theme import LIGHT
from geodata.model import Category, TimePrecision
from geodata.store import articles, project
from geodata.store.columns import EventColumns, day_number, read_columns
from tests.values import an_article, an_event


@pytest.fixture
def columns(tmp_path: Path) -> EventColumns:
    """Three dead on a day, seven in an unknown week of August, two without a date; one event of each category."""
    vague = an_event(event_id="vague", event_date=date(2023, 8, 1), date_end=date(2023, 8, 31), fatalities=7)
    undated = an_event(event_id="undated", event_date=None, date_end=None, time_precision=TimePrecision.UNKNOWN, fatalities=2)
    kinds = [
        an_event(event_id=kind, category=kind, fatalities=None, event_date=date(2022, 8, 4), date_end=date(2022, 8, 4)) for kind in Category
    ]
    with project.create(tmp_path / "c.gpkg") as opened:
        articles.add(opened, an_article(), [], [an_event(), replace(vague, time_precision=TimePrecision.MONTH), undated, *kinds])
        return read_columns(opened)


def drawn(columns: EventColumns, *, is_grey: bool = False) -> Figure:
    figure = chart(columns, np.ones(len(columns), dtype=bool), LIGHT, is_dark=False, is_grey=is_grey)
    assert figure is not None
    return figure


def test_the_dead_of_a_vague_date_are_shared_among_the_weeks_that_it_may_be(columns: EventColumns) -> None:
    _, lower = drawn(columns).axes
    sure, vague = ([bar.get_height() for bar in bars if bar.get_height()] for bars in lower.containers)
    assert sure == [3]
    assert vague == pytest.approx([7 / 5] * 5), "five weeks from Monday touch August 2023"
    assert lower.get_title(loc="right") == "without a date, not in the chart: 2"
    upper_keys = [text.get_text() for text in drawn(columns).axes[0].get_legend().get_texts()]
    assert upper_keys[-1].startswith("Paler")


@pytest.mark.parametrize(
    ("first", "unit", "heights"),
    [
        (date(2023, 7, 1), "day", [3]),
        (date(2022, 7, 1), "week", [3]),
        (date(2019, 12, 31), "month", [3, 7]),
        (date(1999, 1, 1), "year", [10]),
    ],
)
def test_bars_are_weeks_months_and_years_of_the_calendar(columns: EventColumns, first: date, unit: str, heights: list[int]) -> None:
    days = columns.first_day.copy()
    days[columns.deaths < 0] = day_number(first)
    days[columns.deaths == 7] = day_number(date(2023, 9, 1))
    figure = drawn(replace(columns, first_day=days, last_day=np.where(columns.deaths == 7, day_number(date(2023, 9, 30)), days)))
    upper, lower = figure.axes
    assert upper.get_title(loc="left") == f"Events by {unit} and category"
    assert [bar.get_height() for bar in lower.containers[0] if bar.get_height()] == heights
    marks = lower.get_xticks().tolist()
    assert unit != "month" or marks == [round(mark) for mark in marks], "a month's name stands where its bar begins"


@pytest.mark.parametrize("first", [date(2023, 7, 1), date(2023, 6, 1), date(2023, 2, 1), date(2021, 2, 1), date(1985, 2, 1)])
def test_days_on_the_axis_do_not_run_into_one_another(columns: EventColumns, first: date) -> None:
    days = np.where(columns.deaths < 0, day_number(first), columns.first_day)
    figure = drawn(replace(columns, first_day=days, last_day=np.maximum(days, columns.last_day)))
    figure.draw_without_rendering()
    boxes = [label.get_window_extent() for label in figure.axes[1].get_xticklabels()]
    assert boxes
    assert all(one.x1 < other.x0 for one, other in itertools.pairwise(boxes))


def test_in_grey_there_is_no_colour_and_each_category_has_a_look_of_its_own(columns: EventColumns) -> None:
    *keys, _paler = drawn(columns, is_grey=True).axes[0].get_legend().get_patches()
    looks = {(to_rgb(key.get_facecolor()), key.get_hatch()) for key in keys}
    assert len(looks) == len(keys) == len(Category)
    assert all(max(fill) == min(fill) for fill, _ in looks)
