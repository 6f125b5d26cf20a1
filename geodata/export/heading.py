"""What some events are called together: what they are and where, and from which day to which."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from geodata.model import Category, EventFilter, TimePrecision
from geodata.months import day_words, days_words, month_words
from geodata.store.columns import NO_DAY, EventColumns, Mask, date_of, told_days
from geodata.wording import counted, listed

MOST_COUNTRIES = 3  # that a title names
PLURALS = {
    Category.ATTACK: "attacks", Category.PROTEST: "protests", Category.RIOT: "riots", Category.MILITARY_BASE: "military bases",
    Category.DEPLOYMENT: "deployments", Category.COUP: "coups", Category.DIPLOMATIC: "diplomatic incidents", Category.ARREST: "arrests",
    Category.AGREEMENT: "agreements", Category.OTHER: "other events",
}  # fmt: skip

Days = NDArray[np.int32]


class Ends(NamedTuple):
    """The first and the last day of some events, each as well known as by the event that is known best there."""

    first: date
    last: date
    first_known: TimePrecision = TimePrecision.DAY  # to a day, a month or a year
    last_known: TimePrecision = TimePrecision.DAY


def ends_of(first: Days, last: Days) -> Ends | None:
    """The ends of what is dated, from days since 1970; None where nothing is.

    What is known to a month may be on any of its days, so it is an end only where no event is surely told of an earlier or later day.
    """
    dated = first != NO_DAY
    if not dated.any():
        return None
    first, last = first[dated], last[dated]
    oldest = np.lexsort((-first, -told_days(-last, -first)))[0]
    newest = np.lexsort((first, told_days(first, last)))[-1]
    begin, end = ((_day(int(first[at])), _day(int(last[at]))) for at in (oldest, newest))
    return Ends(begin[0], end[1], _known(*begin), _known(*end))


def ends_words(ends: Ends | None) -> str:
    """As "26 July – 28 August 2023"; empty where there are none.

    What is known to a month or a year only is told as that: "2021 – 2 September 2023".
    """
    if ends is None:
        return ""
    if {ends.first_known, ends.last_known} == {TimePrecision.DAY}:
        return days_words(ends.first, ends.last)
    told = _as_known(ends.first, ends.first_known), _as_known(ends.last, ends.last_known)
    return " \N{EN DASH} ".join(dict.fromkeys(told))


def asked_words(event_filter: EventFilter) -> str:
    """The period that a filter asks for: "9–15 November 2026", "Since 9 November 2026"; empty where it asks for none."""
    first, last = event_filter.first_date, event_filter.last_date
    if first and last:
        return days_words(first, last)
    return f"Since {day_words(first)}" if first else f"Until {day_words(last)}" if last else ""


def heading(event_filter: EventFilter, columns: EventColumns) -> str:
    """The period and the number of all these events: "9–15 November 2026 · 19 events"."""
    period = asked_words(event_filter) or ends_words(ends_of(columns.first_day, columns.last_day))
    return " \N{MIDDLE DOT} ".join(filter(None, (period, counted(len(columns), "event"))))


def suggested_title(columns: EventColumns, mask: Mask) -> str:
    """What the events under `mask` are and in which countries, those with most events first: "Security events in Mali and Niger"."""
    kinds = np.flatnonzero(np.bincount(columns.category[mask], minlength=len(Category)))
    what = PLURALS[list(Category)[kinds[0]]].capitalize() if len(kinds) == 1 else "Security events"
    found = np.bincount(columns.country[mask], minlength=len(columns.countries))
    order = sorted(range(len(columns.countries)), key=lambda code: (-found[code], columns.countries[code]))
    codes = [columns.countries[code] for code in order if found[code] and columns.countries[code]]
    if not codes:
        return what
    if len(codes) > MOST_COUNTRIES:
        return f"{what} in {len(codes)} countries"
    names = country_names()
    return f"{what} in {listed([names.get(code, code) for code in codes])}"


def country_names() -> dict[str, str]:
    """English names of countries by their two letters."""
    from babel import Locale

    return dict(Locale("en").territories)


def _day(number: int) -> date:
    found = date_of(number)
    assert found is not None
    return found


def _known(first: date, last: date) -> TimePrecision:
    """How well a date is known that lies between two days: one that may be any day of 2021 is known to the year."""
    if first.day != 1 or (last + timedelta(days=1)).day != 1:
        return TimePrecision.DAY
    if (first.month, last.month) == (1, 12):
        return TimePrecision.YEAR
    return TimePrecision.MONTH


def _as_known(value: date, known: TimePrecision) -> str:
    """A year, a month or a day."""
    if known is TimePrecision.YEAR:
        return str(value.year)
    return month_words(value) if known is TimePrecision.MONTH else day_words(value)
