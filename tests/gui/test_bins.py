"""Days in bins, and what a drag does to the period."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale
from pytestqt.qtbot import QtBot

from desktop.bins import Bins, span_of, ticks
from desktop.brush import Hold, Period, dragged, hold_at, moved
from desktop.days import day_edit, parse_day, qt_date
from geodata.model import Category
from geodata.store.columns import day_number

AUGUST = day_number(date(2023, 8, 1))


def bins_of(*days: tuple[int, int], width: float = 600, span: tuple[int, int] | None = None) -> Bins:
    first, last = (np.array(column, dtype=np.int32) for column in zip(*days, strict=True))
    return Bins.of(first, last, np.zeros(len(days), dtype=np.uint8), width=width, span=span or span_of(first, last))


def test_an_event_known_to_the_month_is_in_no_day_of_it_and_shared_by_all() -> None:
    bins = bins_of((AUGUST, AUGUST + 30), (AUGUST + 9, AUGUST + 9))
    assert len(bins) == 31
    assert bins.sure.sum() == bins.sure[9, 0] == 1
    assert bins.spread[:, 0] == pytest.approx(np.full(31, 1 / 31))
    assert bins.possible.tolist() == [1] * 31


@given(st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 400)), min_size=1, max_size=40), st.integers(100, 900))
def test_no_event_is_lost_or_counted_twice(spans: list[tuple[int, int]], width: int) -> None:
    bins = bins_of(*((first, first + length) for first, length in spans), width=width)
    assert bins.sure.sum() + bins.spread.sum() == pytest.approx(len(spans))


def test_a_closer_look_has_finer_bins_and_leaves_out_what_is_beside_it() -> None:
    days = [(AUGUST - 3000, AUGUST - 3000), (AUGUST + 3, AUGUST + 3), (AUGUST + 5, AUGUST + 5)]
    assert bins_of(*days).size > 1
    close = bins_of(*days, span=(AUGUST, AUGUST + 30))
    assert (close.size, close.sure.sum()) == (1, 2)


def test_the_words_of_the_axis_do_not_crowd_over_many_years() -> None:
    bins = bins_of((0, 0), (365 * 60, 365 * 60), width=400)
    assert len(list(ticks(bins))) <= 400 / 40


def test_the_mouse_takes_hold_of_what_is_nearest() -> None:
    edges = (100.0, 200.0)
    holds = {x: hold_at(x, edges, None) for x in (50, 97, 150, 204, 300)}
    assert list(holds.values()) == [Hold.NEW, Hold.START, Hold.WHOLE, Hold.END, Hold.NEW]
    assert hold_at(199, edges, 201.0) is Hold.DAY
    assert hold_at(150, None, None) is Hold.NEW
    assert hold_at(101, (100.0, 103.0), None) is Hold.START, "of a short period the nearer end"


def test_an_end_that_is_dragged_past_the_other_stops_there() -> None:
    period = Period(date(2023, 8, 1), date(2023, 8, 10))
    begun, now = (date(2023, 8, 1),) * 2, (date(2023, 8, 20),) * 2
    assert dragged(Hold.START, period, begun, now) == Period(date(2023, 8, 10), date(2023, 8, 10))
    assert dragged(Hold.END, period, now, begun) == Period(date(2023, 8, 1), date(2023, 8, 1))
    assert dragged(Hold.WHOLE, period, begun, now) == Period(date(2023, 8, 20), date(2023, 8, 29))
    assert dragged(Hold.NEW, period, now, begun) == Period(date(2023, 8, 1), date(2023, 8, 20))


def test_a_period_with_an_open_end_keeps_it_open_and_none_leaves_the_calendar() -> None:
    assert moved(Period(None, date(2023, 8, 1)), 5) == Period(None, date(2023, 8, 6))
    assert moved(Period(date(9999, 12, 31), None), 5) == Period(date(9999, 12, 31), None)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2023-08-28", date(2023, 8, 28), date(2023, 8, 28)),
        ("28 Aug 2023", date(2023, 8, 28), date(2023, 8, 28)),
        (" 28  august 2023 ", date(2023, 8, 28), date(2023, 8, 28)),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28)),
        ("feb 2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023", date(2023, 1, 1), date(2023, 12, 31)),
    ],
)
def test_a_day_is_read_as_it_is_written_and_a_longer_time_by_its_end(text: str, first: date, last: date) -> None:
    assert (parse_day(text, last=False), parse_day(text, last=True)) == (first, last)


@pytest.mark.parametrize(
    "text", ["", "soon", "0 May 2023", "2023-00", "2023-05-00", "28/08/2023", "30 Feb 2023", "2023-13", "0000", "28 Xyz 2023", "²023"]
)
def test_what_is_no_day_is_told_in_one_sentence(text: str) -> None:
    with pytest.raises(ValueError, match=r"^[A-Z][^\n]*\.$"):
        parse_day(text, last=False)


def test_categories_are_told_apart() -> None:
    category = np.array([list(Category).index(Category.ATTACK), list(Category).index(Category.RIOT)], dtype=np.uint8)
    day = np.array([AUGUST, AUGUST], dtype=np.int32)
    bins = Bins.of(day, day, category, width=600, span=span_of(day, day))
    assert bins.sure.sum(axis=0)[category].tolist() == [1, 1]


@given(st.integers(-40, 40), st.integers(0, 400), st.integers(10, 60))
def test_what_is_seen_of_an_event_from_close_by_is_the_same_part_of_it(first: int, length: int, shown: int) -> None:
    close = bins_of((AUGUST + first, AUGUST + first + length), span=(AUGUST, AUGUST + shown - 1))
    in_view = max(0, min(first + length, shown - 1) - max(first, 0) + 1)
    assert close.size == 1
    assert close.sure.sum() == int(length == 0 and in_view == 1)
    assert close.spread.sum() == pytest.approx(in_view / (length + 1) if length else 0)


def test_a_field_with_a_calendar_has_english_months_on_systems_of_any_language(qtbot: QtBot) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.French))
    try:
        edit = day_edit("Day")
    finally:
        QLocale.setDefault(before)
    qtbot.addWidget(edit)
    edit.setDate(qt_date(date(2023, 8, 28)))
    assert edit.text() == "28 Aug 2023"
