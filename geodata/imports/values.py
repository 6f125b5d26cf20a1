"""Cells of a table as values; what cannot be read is a `Fault` that says why."""

from __future__ import annotations

import re
from datetime import date, timedelta

from geodata.events.faults import FIRST_YEAR, LAST_YEAR, MOST
from geodata.model import TimePrecision
from geodata.store.datasets import When

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january janvier enero", "feb february février fevrier febrero", "mar march mars marzo", "apr april avril abril",
            "may mai mayo", "jun june juin junio", "jul july juillet julio", "aug august août aout agosto",
            "sep sept september septembre septiembre", "oct october octobre octubre", "nov november novembre noviembre",
            "dec december décembre decembre diciembre",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_WORDS = re.compile(r"[^\W_]+")
_THOUSANDS = re.compile(r"\d{1,3}(?:[,.  ]\d{3})+")


class Fault(Exception):
    """Why a row cannot be used, as it goes on after "row 12: "."""


NO_DAYS = When(None, None, TimePrecision.UNKNOWN.value)


def day(cell: str, *, month_first: bool = False) -> tuple[date, TimePrecision]:
    """The first day that a cell tells, and whether it tells a day, a month or a year.

    It may be written 2023-08-28, 20230828, 28 August 2023, 28/08/2023 (08/28/2023 with `month_first`), 2023-08 or 2023; a time of day
    is left.

    Raises:
        Fault: it is no such date.
    """
    parts = _WORDS.findall(cell.split("T", maxsplit=1)[0] if cell[:4].isdigit() else cell)
    try:
        if len(parts) == 1 and parts[0].isdigit() and len(parts[0]) in (8, 14):
            digits = parts[0]
            return _kept(int(digits[:4]), int(digits[4:6]), int(digits[6:8]), cell), TimePrecision.DAY
        if len(parts) == 1 and len(parts[0]) == 4:
            return _kept(int(parts[0]), 1, 1, cell), TimePrecision.YEAR
        if len(parts) == 2 and len(parts[0]) == 4:
            return _kept(int(parts[0]), _month(parts[1]), 1, cell), TimePrecision.MONTH
        return _whole(parts, cell, month_first=month_first), TimePrecision.DAY
    except (ValueError, LookupError, OverflowError) as error:
        raise Fault(f"“{short(cell)}” is no date") from error


def _whole(parts: list[str], cell: str, *, month_first: bool) -> date:
    if len(parts[0]) == 4 and parts[0].isdigit():
        year, month, number = parts[0], parts[1], parts[2]
    elif not parts[0].isdigit() or month_first:
        month, number, year = parts[0], parts[1], parts[2]
    else:
        number, month, year = parts[0], parts[1], parts[2]
    return _kept(int(year), _month(month), int(number), cell)


def _month(word: str) -> int:
    return int(word) if word.isdigit() else _MONTHS[word.casefold()]


def _kept(year: int, month: int, number: int, cell: str) -> date:
    found = date(year, month, number)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Fault(f"“{short(cell)}” lies not between {FIRST_YEAR} and {LAST_YEAR}")
    return found


def days(first: str, last: str, precision: TimePrecision | None, *, month_first: bool = False) -> When:
    """The interval that two cells tell; with a `precision` of week, month or year all of that where they tell but one day.

    What ends with a month or a year ends with its last day.

    Raises:
        Fault: a cell is no date, or the last day lies before the first.
    """
    if not first.strip():
        return NO_DAYS
    begins, told = day(first.strip(), month_first=month_first)
    known = told if told is not TimePrecision.DAY else precision or told
    ends, end_told = day(last.strip(), month_first=month_first) if last.strip() else (begins, told)
    is_one = ends == begins and end_told in (told, TimePrecision.DAY)
    if end_told is not TimePrecision.DAY:
        _, ends = _span(ends, end_told)
    if ends < begins:
        raise Fault(f"the last day, {ends}, lies before the first, {begins}")
    if is_one:
        begins, ends = _span(begins, known)
    elif known is TimePrecision.DAY:
        length = (ends - begins).days
        known = TimePrecision.WEEK if length < 7 else TimePrecision.MONTH if length < 31 else TimePrecision.YEAR
    return When(begins.isoformat(), ends.isoformat(), known.value)


def _span(first: date, precision: TimePrecision) -> tuple[date, date]:
    if precision is TimePrecision.WEEK:
        monday = first - timedelta(days=first.weekday())
        return monday, monday + timedelta(days=6)
    if precision is TimePrecision.MONTH:
        return first.replace(day=1), (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    if precision is TimePrecision.YEAR:
        return first.replace(month=1, day=1), first.replace(month=12, day=31)
    return first, first


def count(cell: str, what: str, *, decimal: str = ".") -> int | None:
    """A number of people, None where the cell is empty; "1,200" and "12,0" are numbers too.

    `decimal` is the mark, "." or ",", before the fraction of other numbers of the row: "3.000" is 3000 where that is a comma.

    Raises:
        Fault: it is none, none that can be kept, or may be two.
    """
    text = cell.strip()
    if not text:
        return None
    if re.fullmatch(rf"\d{{1,3}}[{decimal}]\d{{3}}", text):
        whole, part = text.split(decimal)
        raise Fault(f"“{text}” may be {float(f'{whole}.{part}'):g} or {whole}{part} {what}; write the number without that mark")
    try:
        number = float(re.sub(r"[,.  ]", "", text) if _THOUSANDS.fullmatch(text) else text.replace(",", "."))
    except ValueError:
        raise Fault(f"“{short(cell)}” is no number of {what}") from None
    if not 0 <= number <= MOST or number != int(number):
        raise Fault(f"“{short(cell)}” is no number of {what} that can be kept")
    return int(number)


def point(latitude: str, longitude: str) -> tuple[float, float] | None:
    """Latitude and longitude in degrees, also with decimal commas; None where both cells are empty.

    Raises:
        Fault: they are no such numbers, or only one is there.
    """
    try:
        north, east = float(latitude), float(longitude)
    except ValueError:
        if not latitude.strip() and not longitude.strip():
            return None
        try:
            north, east = float(latitude.replace(",", ".")), float(longitude.replace(",", "."))
        except ValueError:
            raise Fault(f"“{short(latitude)}” and “{short(longitude)}” are no latitude and longitude") from None
    if not (-90 <= north <= 90 and -180 <= east <= 180):
        raise Fault(f"latitude {short(latitude)} and longitude {short(longitude)} lie off the earth")
    return north, east


def short(cell: str, longest: int = 40) -> str:
    """A cell on one line, at most so many letters, as a fault quotes it."""
    words = " ".join(cell.split())
    return words if len(words) <= longest else f"{words[: longest - 1]}…"
