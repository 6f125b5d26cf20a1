"""When and where a report was filed, as its first line tells, and the day that its relative dates count from."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from geodata.events.date_words import MONTH, MONTH_OF
from geodata.events.dates import day_of, nearest_day

_FIRST_YEAR, _LAST_YEAR = 1900, 2100  # no article was published before or after, so no date counts from such a day
_ON_ITS_WAY = timedelta(days=14)  # from the filing of a report to its publication
_DATELINE = re.compile(
    rf"^[\s\W]*(?P<place>[^\n\d]{{2,80}}?),\s+(?P<d>\d{{1,2}})\s+(?P<m>{MONTH})\s+(?P<y>\d{{2}}|\d{{4}})\b(?P<rest>[^\n]{{0,80}}?--)?"
)
_FILED = re.compile(
    rf"^[\s\W]*[^\n\d]{{2,60}}?,\s+(?:(?P<m>{MONTH})\s+(?P<d>\d{{1,2}})|(?P<d2>\d{{1,2}})\s+(?P<m2>{MONTH}))(?:,?\s+(?P<y>\d{{4}}))?\s*"
    r"(?:\([^)\n]{2,40}\)\s*)?[-–—]+\s"
)
_CAPITALS = r"[^\W\d_a-z]+(?:['’./ -]{1,2}[^\W\d_a-z]+)*(?<=[^\W\d_a-z]{2})"
_BY = r"\s*(?:\([^)\n]{2,40}\)\s*)?"
# "PORT SUDAN -", "GOMA, Congo, Feb 8 (Agency) -", "QUETTA:", "LA PAZ (Agency).", "Abuja —", "Kampala, Uganda | Agency |"
_TOWN = re.compile(
    rf"\s*(?:{_CAPITALS}(?:,[^\n:]{{2,60}}?)?{_BY}(?:\s[-–—_]+\s|:\s|(?<=\))\.\s|(?<=\)\s)[-–—_]+\s|\s*\n\s*\n)"
    rf"|\([A-Z][\w'’]+(?:[ -][A-Z][\w'’]+){{0,3}},\s[^)\n]{{4,30}}\)\s[-–—]+\s"
    rf"|[A-Z][\w'’]+(?:[ -][A-Z][\w'’]+){{0,3}}(?:,\s[A-Z][\w ]{{2,30}})?{_BY}(?:\s(?:—|--)\s|\s?\|[^\n|]{{2,20}}\|\s))"
)
_TITLE = re.compile(r"[^\n]{1,200}\n\s*")
_LEADING_DATE = re.compile(r"^\s*date\s+(\d{4}-\d\d-\d\d)\b")


def filed_end(low: str) -> int:
    """Where the head of a news text ends that tells when it was filed ("MASERU, March 11 -"), 0 where there is none."""
    return _head(_FILED, low)[1]


def town_span(text: str) -> tuple[int, int]:
    """Where the capitals stand that tell in which town a report was filed, with what follows to the dash; (0, 0) where there are none."""
    return _head(_TOWN, text)


def _head(pattern: re.Pattern[str], text: str) -> tuple[int, int]:
    """The offsets of a head at the start of the text, or of what stands below its title; (0, 0) where there is none."""
    title = _TITLE.match(text)
    for start in (0, *([title.end()] if title else [])):
        if match := pattern.match(text[start : start + 160]):
            return start, start + match.end()
    return 0, 0


def _filed_day(low: str, published: date) -> date | None:
    """The day in the head, None where it has none or does not fit the day of publication."""
    start, end = _head(_FILED, low)
    match = _FILED.match(low[start : start + 160]) if end else None
    if match is None:
        return None
    month, day = MONTH_OF[(match["m"] or match["m2"])[:3]], int(match["d"] or match["d2"])
    filed = day_of(int(match["y"]), month, day) if match["y"] else nearest_day(month, day, published)
    return filed if filed is not None and timedelta(0) <= published - filed <= _ON_ITS_WAY else None


class Dateline(NamedTuple):
    """The head of a wire report: on which day it was filed, and where the head ends."""

    filed: date | None
    end_char: int


def dateline(low: str) -> Dateline | None:
    """The dateline at the start of the folded text, None where there is none."""
    match = _DATELINE.match(low[:240])
    if match is None:
        return None
    year = int(match["y"])
    year += 1900 if 30 <= year < 100 else 2000 if year < 30 else 0
    return Dateline(day_of(year, MONTH_OF[match["m"][:3]], int(match["d"])), match.end())


def reference_day(low: str, published: date | None) -> date | None:
    """The day that relative dates count from; None where there is none, or none that can be.

    That of publication, or the one before it on which the report was filed; without it the dateline's.
    """
    day = published
    if day is None:
        head, line = _LEADING_DATE.match(low), dateline(low)
        day = day_of(*map(int, head[1].split("-"))) if head else line.filed if line else None
    if day is None or not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        return None
    return _filed_day(low, day) or day
