"""The head of a text that tells of itself line by line: "Title: ...", "Published: 2 May 2024", "Source: ..."."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from typing import NamedTuple
from urllib.parse import urlsplit

from geodata.months import month_of

_KEYS = {
    "title": "title", "headline": "title",
    "date": "published", "published": "published", "published on": "published", "publication date": "published", "posted": "published",
    "source": "source", "publisher": "source", "outlet": "source",
    "url": "url", "link": "url",
    "author": "", "by": "", "byline": "",
}  # fmt: skip
_LINE = re.compile(r"[ \t]*(?P<key>[A-Za-z]+(?: [A-Za-z]+)?)[ \t]*:[ \t]*(?P<value>[^\r\n]{1,400}?)[ \t]*(?:\r?\n|\Z)")
_BLANK = re.compile(r"[ \t]*\r?\n")
_WRITTEN = tuple(
    re.compile(form)
    for form in (
        r"(?P<day>\d{1,2})\s+(?P<name>[a-z]{3,9})\s+(?P<year>\d{4})",
        r"(?P<name>[a-z]{3,9})\s+(?P<day>\d{1,2}),?\s+(?P<year>\d{4})",
        r"(?P<year>\d{4})/(?P<month>\d{1,2})/(?P<day>\d{1,2})",
        r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})",
    )
)
_WEEKDAY = re.compile(r"\A(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+", re.IGNORECASE)
_TIME = re.compile(r"(?:,?\s+(?:at\s+)?|T)\d{1,2}:\d\d.*\Z")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")


class Head(NamedTuple):
    """What it tells; `kept` are lines that tell what an article has no field for, and `end` is where the text itself begins."""

    title: str | None = None
    published: date | None = None
    source: str | None = None
    url: str | None = None
    kept: str = ""
    end: int = 0


def head_of(text: str, start: int = 0) -> Head:
    """The head at `start`, where a leading date ended or 0; it ends at the first line that is none, tells a thing twice or no plain day."""
    told: dict[str, str | date] = {}
    kept: list[str] = []
    at = end = _past_blank(text, start)
    while (line := _LINE.match(text, at)) is not None:
        name, value = _KEYS.get(line["key"].casefold()), line["value"]
        if name is None or name in told:
            break
        if name == "published":
            day = day_of(value)
            if day is None:
                break
            told[name] = day
        elif name:
            told[name] = value
        else:
            kept.append(line.group().strip())
        at = line.end()
        end = at if told else end
    is_head = told.keys() & {"title", "published"} or (told and start)  # a source alone may be a line of the text
    return Head(kept="\n".join(kept), end=end, **told) if is_head else Head(end=start)  # type: ignore[arg-type]


def day_of(words: str) -> date | None:
    """A day as heads write it, with or without the day of the week and the time; None where it is not plain which it is."""
    plain = _ORDINAL.sub("", _TIME.sub("", _WEEKDAY.sub("", words.strip())))
    with suppress(ValueError):
        return date.fromisoformat(plain)
    found = next(filter(None, (form.fullmatch(plain.casefold()) for form in _WRITTEN)), None)
    if found is None:
        return None
    told = found.groupdict()
    month = month_of(told["name"]) if "name" in told else int(told["month"])
    with suppress(ValueError):
        return date(int(told["year"]), month, int(told["day"])) if month else None
    return None


def is_address(url: str | None) -> bool:
    """True for an address on the web."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _past_blank(text: str, at: int) -> int:
    while blank := _BLANK.match(text, at):
        at = blank.end()
    return at
