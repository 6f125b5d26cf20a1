"""Dates in words, resolved against the day of publication to a closed interval with its precision."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import MAXYEAR, date, timedelta
from typing import NamedTuple

from geodata.events.date_words import DATES, DAYS, MONTH_OF
from geodata.events.frames import Frame, frame, is_ahead, is_since
from geodata.events.numbers import number
from geodata.model import TimePrecision


class DateMention(NamedTuple):
    """A date as written: the interval it means and where it stands. `since` marks the start of something that lasts."""

    first: date
    last: date
    precision: TimePrecision
    start_char: int
    end_char: int
    since: bool = False
    frame: Frame = Frame.OWN
    on_calendar: bool = False  # by day and month, not by a day of the week

    @property
    def is_own(self) -> bool:
        """That of an event itself."""
        return self.frame is Frame.OWN and not self.since


_CALENDAR = ("iso", "dmy", "slash", "dm", "md")
_LISTED = timedelta(days=45)  # what a list of the last weeks writes without its year
_TURN = 14  # days by which the first must exceed the last for the month to have turned between them


def find_dates(low: str, start: int, end: int, reference: date | None, told: date | None = None) -> tuple[DateMention, ...]:
    """The dates in `low[start:end]` (folded text); those that need a reference day are left out where it is None.

    "The next day" counts from the date before it, else from the one `told` before `start`.
    """
    found: list[DateMention] = []
    for match in DATES.finditer(low, start, end):
        meaning = _RESOLVE[match.lastgroup or ""](match, _counted(match, found[-1].last if found else told, reference))
        if meaning is None or (match["ago_on"] and reference and meaning[0] > reference):
            continue
        where = low, (start, end), match.start(), match.end()
        first, last, precision = _ahead(match, meaning, reference) if is_ahead(*where) else meaning
        found.append(
            DateMention(first, last, precision, match.start(), match.end(), is_since(*where), frame(*where), match.lastgroup in _CALENDAR)
        )
    return tuple(found)


def _counted(match: re.Match[str], told: date | None, reference: date | None) -> date | None:
    """The day that a date counts from: for "the next day" the one `told` before it, for "two days earlier" that one where there is one."""
    kind = match.lastgroup  # the outer group closes last
    if kind in ("beside", "same") or match["ago_on"]:
        return told
    return told or reference if match["ago_told"] else reference


_Known = tuple[date, date, TimePrecision]
_Meaning = _Known | None


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, None where the calendar has none."""
    return date(year, month, day) if 1 <= month <= 12 and 1 <= year <= MAXYEAR and 1 <= day <= monthrange(year, month)[1] else None


def _ahead(match: re.Match[str], meaning: _Known, reference: date | None) -> _Known:
    """A day without its year or week that is told as still to come."""
    first, _, precision = meaning
    kind = match.lastgroup or ""
    if reference is None or first >= reference or kind not in ("wd", "dm", "md", "m") or (kind in ("dm", "md") and match[f"{kind}_y"]):
        return meaning
    if kind == "m":
        return _month_span(first.year + 1, first.month) if meaning[1] < reference else meaning
    later = first + timedelta(days=7) if kind == "wd" else day_of(first.year + 1, first.month, first.day)
    return (later, later, precision) if later is not None and (kind != "wd" or not (match["wd_rel"] or match["wd_week"])) else meaning


def _month_span(year: int, month: int) -> tuple[date, date, TimePrecision]:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1]), TimePrecision.MONTH


def _year_span(year: int) -> tuple[date, date, TimePrecision]:
    return date(year, 1, 1), date(year, 12, 31), TimePrecision.YEAR


def _week_span(day: date) -> tuple[date, date, TimePrecision]:
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6), TimePrecision.WEEK


def _one(day: date | None) -> _Meaning:
    return None if day is None else (day, day, TimePrecision.DAY)


def _back(reference: date, months: int) -> tuple[int, int]:
    index = reference.year * 12 + reference.month - 1 - months
    return index // 12, index % 12 + 1


def nearest_day(month: int, day: int, reference: date | None) -> date | None:
    """The day without its year: the likeliest one, the past before the future."""
    if reference is None:
        return None
    days = [d for year in (reference.year - 1, reference.year, reference.year + 1) if (d := day_of(year, month, day))]
    gaps = [((reference - d).days if d <= reference else 6 * (d - reference).days, d) for d in days]
    return min(gaps)[1] if gaps else None


def _year(words: str, reference: date | None) -> int:
    """The year of "2023", "last year" or "of this year"; 0, that of no date, where there is no day to count from."""
    if words.isdecimal():
        return int(words)
    return reference.year + {"last": -1, "next": 1}.get(words.split()[-2], 0) if reference else 0


def _day_month(match: re.Match[str], reference: date | None, prefix: str) -> _Meaning:
    month, day, year = MONTH_OF[match[f"{prefix}_m"][:3]], int(match[f"{prefix}_d"]), match[f"{prefix}_y"]
    return _one(day_of(_year(year, reference), month, day) if year else nearest_day(month, day, reference))


def _in_figures(match: re.Match[str], _: date | None) -> _Meaning:
    """A day such as 14.05.2025; 05/14/2025 has its month first, and 05/04/2025 may be either, so it is none."""
    first, second, year = (int(match[f"dmy_{part}"]) for part in "dmy")
    if match["dmy_s"] == "/" and first != second and max(first, second) <= 12:
        return None
    return _one(day_of(year, first, second) if match["dmy_s"] == "/" and second > 12 else day_of(year, second, first))


def _without_year(match: re.Match[str], reference: date | None) -> _Meaning:
    """What a list writes as 7/9: the one of the two readings that came in the weeks before the report, the day first where both did."""
    first, second = int(match["sl_d"]), int(match["sl_m"])
    days = (nearest_day(month, day, reference) for day, month in ((first, second), (second, first)))
    return _one(next((d for d in days if d and reference and timedelta(0) <= reference - d <= _LISTED), None))


def _days(match: re.Match[str], reference: date | None) -> _Meaning:
    """From the first to the last of several days of a month."""
    month, first, last = MONTH_OF[match["ds_m"][:3]], int(match["ds_f"]), int(match["ds_l"])
    end = day_of(int(match["ds_y"]), month, last) if match["ds_y"] else nearest_day(month, last, reference)
    if end is None or first < 1:
        return None
    if last < first:  # "30 to 2 May" began in the month before; "killed 17 and 3 May" has but one day
        before = end.replace(day=1) - timedelta(days=1)
        is_span = first <= before.day and first - last > _TURN and " and " not in match.group()
        return (before.replace(day=first), end, TimePrecision.WEEK) if is_span else _one(end)
    return end - timedelta(days=last - first), end, TimePrecision.DAY if last - first <= 1 else TimePrecision.WEEK


def _week_of_month(match: re.Match[str], reference: date | None) -> _Meaning:
    month = MONTH_OF[match["wm_m"][:3]]
    if reference is None:
        return None
    first, last, _ = _month_span(reference.year - (month > reference.month), month)
    if match["wm_n"] == "last":
        return last - timedelta(days=6), last, TimePrecision.WEEK
    start = first + timedelta(weeks=("first", "second", "third", "fourth").index(match["wm_n"]))
    return start, start + timedelta(days=6), TimePrecision.WEEK


def _month_alone(match: re.Match[str], reference: date | None) -> _Meaning:
    month = MONTH_OF[match["m_m"][:3]]
    if reference is None:
        return None
    year = match["m_y"]
    return _month_span(_year(year, reference) if year else reference.year - (month > reference.month), month)


def _months(match: re.Match[str], reference: date | None) -> _Meaning:
    first, last = MONTH_OF[match["mm_f"][:3]], MONTH_OF[match["mm_l"][:3]]
    if reference is None:
        return None
    year = reference.year - (last > reference.month)
    return date(year - (first > last), first, 1), _month_span(year, last)[1], TimePrecision.MONTH


def _offset(days: int) -> Callable[[re.Match[str], date | None], _Meaning]:
    return lambda _, reference: _one(reference + timedelta(days=days)) if reference else None


def _day_beside(match: re.Match[str], told: date | None) -> _Meaning:
    """The day before or after one that was just told."""
    return _one(told + timedelta(days=1 if match["be_n"] else -1)) if told else None


def _night(_: re.Match[str], reference: date | None) -> _Meaning:
    return (reference - timedelta(days=1), reference, TimePrecision.DAY) if reference else None


def _weekdays(match: re.Match[str], reference: date | None) -> _Meaning:
    """From one day of the week to another, the last ones before the reference day."""
    if reference is None:
        return None
    last = reference - timedelta(days=(reference.weekday() - DAYS.index(match["wds_l"])) % 7)
    days = (DAYS.index(match["wds_l"]) - DAYS.index(match["wds_f"])) % 7
    return last - timedelta(days=days), last, TimePrecision.DAY if days == 1 else TimePrecision.WEEK


def _weekday(match: re.Match[str], reference: date | None) -> _Meaning:
    if reference is None:
        return None
    relation = (match["wd_rel"] or "").strip()
    back = (reference.weekday() - DAYS.index(match["wd_d"])) % 7
    if match["wd_week"]:
        return _one(_week_span(reference - timedelta(weeks=1))[0] + timedelta(days=DAYS.index(match["wd_d"])))
    if relation == "next":
        return _one(reference + timedelta(days=7 - back))
    return _one(reference - timedelta(days=back or (7 if relation == "last" else 0)))


def _weekend(match: re.Match[str], reference: date | None) -> _Meaning:
    if reference is None:
        return None
    sunday = reference - timedelta(days=(reference.weekday() + 1) % 7)
    sunday += timedelta(days=7) if match["we_rel"] == "next" else timedelta(0)
    return sunday - timedelta(days=1), sunday, TimePrecision.WEEK


def _ago(match: re.Match[str], reference: date | None) -> _Meaning:
    if reference is None:
        return None
    count = number(match["ago_n"]) or (1 if match["ago_n"] in ("a", "an") else None)
    unit = match["ago_u"][0]
    if count is None or count > 400:
        return None
    if match["ago_on"]:
        count = -count
    if unit == "h":
        return (
            _one(reference - timedelta(days=int(count / 24)))
            if count < 24
            else (reference - timedelta(hours=count), reference, TimePrecision.WEEK)
        )
    if unit == "d":
        return _one(reference - timedelta(days=count))
    if unit == "w":
        return _week_span(reference - timedelta(weeks=count))
    year, month = _back(reference, count if unit == "m" else 12 * count)
    if year < 1:
        return None
    return _month_span(year, month) if unit == "m" else _year_span(year)


def _relative(match: re.Match[str], reference: date | None) -> _Meaning:
    if reference is None:
        return None
    step = {"this": 0, "next": 1}.get(match["rel_w"], -1)
    if match["rel_u"] == "week":
        first, last, precision = _week_span(reference + timedelta(weeks=step))
        return (first, min(last, reference), precision) if match["rel"].startswith("earlier") else (first, last, precision)
    if match["rel_u"] == "year":
        return _year_span(reference.year + step)
    first, last, precision = _month_span(*_back(reference, -step))
    return (first, min(last, reference), precision) if match["rel"].startswith("earlier") else (first, last, precision)


def _recent(match: re.Match[str], reference: date | None) -> _Meaning:
    days = 1 if match["re_u"] == "hours" else 6
    return (reference - timedelta(days=days), reference, TimePrecision.WEEK) if reference else None


_RESOLVE: dict[str, Callable[[re.Match[str], date | None], _Meaning]] = {
    "iso": lambda match, _: _one(day_of(*map(int, match["iso"].split("-")))),
    "days": _days,
    "slash": _without_year,
    "dmy": _in_figures,
    "wom": _week_of_month,
    "dm": lambda match, reference: _day_month(match, reference, "dm"),
    "md": lambda match, reference: _day_month(match, reference, "md"),
    "my": lambda match, _: _month_span(int(match["my_y"]), MONTH_OF[match["my_m"][:3]]),
    "m": _month_alone,
    "mm": _months,
    "beside": _day_beside,
    "same": lambda _, told: _one(told),
    "dby": _offset(-2),
    "yesterday": _offset(-1),
    "night": _night,
    "today": _offset(0),
    "tomorrow": _offset(1),
    "wds": _weekdays,
    "wd": _weekday,
    "weekend": _weekend,
    "ago": _ago,
    "rel": _relative,
    "recent": _recent,
    "y": lambda match, _: _year_span(int(match["y_y"])),
}
