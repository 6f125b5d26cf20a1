"""Days and months in English words. strftime's names follow the system's language once Qt has told the C library of it; these do not."""

from __future__ import annotations

from datetime import date

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")


def month_of(word: str) -> int | None:
    """The number, 1 to 12, of a month that is written out or as its first three letters or more; None where it is none."""
    known = word.casefold()
    return next((number for number, name in enumerate(MONTHS, 1) if len(known) >= 3 and name.casefold().startswith(known)), None)


def day_words(day: date) -> str:
    """A day as "8 August 2023"."""
    return f"{day.day} {month_words(day)}"


def days_words(first: date, last: date) -> str:
    """From a day to another: "4–5 June 2021", "26 July – 28 August 2023", "8 August 2023"."""
    if first == last:
        return day_words(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}\N{EN DASH}{day_words(last)}"
    start = day_words(first) if first.year != last.year else f"{first.day} {MONTHS[first.month - 1]}"
    return f"{start} \N{EN DASH} {day_words(last)}"


def month_words(day: date) -> str:
    """A day's month as "August 2023"."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def short_month(day: date) -> str:
    """A day's month as "Aug"."""
    return MONTHS[day.month - 1][:3]


def short_day(day: date) -> str:
    """A day as "8 Aug 2023"."""
    return f"{day.day} {short_month(day)} {day.year}"
