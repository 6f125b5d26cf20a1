"""An event to begin with, from words that a person selected in an article: the machine fills in, the person decides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from geodata.analyst import Analyst
from geodata.events.sentences import folded
from geodata.model import Article, Event, Resolution, Toponym

LONGEST = 4_000  # characters of an excerpt
_NAME = re.compile(r"(?<![\w'’-])[^\W\d_a-z][\w'’-]*(?:\s+(?:(?:de|du|la|el|al)\s+)?[^\W\d_a-z][\w'’-]*)*")
_PLACING = re.compile(
    r"\b(?:in|at|near|around|outside|from|to|of|towards?|between|and)\s+(?:the\s+)?(?:(?:town|village|city|district|area|region)s?\s+of\s+)?$"
)
_NO_PLACE = re.compile(
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september|october|november|december)s?\b"
)


class Draft(NamedTuple):
    """An event that nobody keeps yet, and the place names of its words, with what they may mean."""

    event: Event
    named: tuple[Resolution, ...]


def draft(analyst: Analyst, article: Article, resolutions: Sequence[Resolution], start_char: int, end_char: int) -> Draft:
    """What the words between two offsets tell; `resolutions` are the article's. Names that were not recognised are resolved now."""
    known = tuple(resolutions)
    missed = tuple(_missed(article.text, known, start_char, end_char))
    if missed:
        toponyms = tuple(sorted((*missed, *(r.toponym for r in known)), key=lambda t: t.start_char))
        found = analyst.resolver.resolve(article.text, toponyms, title=article.title, source=article.source or "")
        fresh = (r for r in found if r.toponym in missed and r.place is not None)
        known = tuple(sorted((*known, *fresh), key=lambda r: r.toponym.start_char))
    event = analyst.drafted(article, known, start_char, end_char)
    return Draft(event, tuple(r for r in known if start_char <= r.toponym.start_char and r.toponym.end_char <= end_char))


def _missed(text: str, known: Sequence[Resolution], start_char: int, end_char: int) -> Iterator[Toponym]:
    """Names behind a word of place that are no toponym of the article."""
    low = folded(text)
    taken = [(r.toponym.start_char, r.toponym.end_char) for r in known]
    for match in _NAME.finditer(text, start_char, end_char):
        start, end = match.span()
        is_free = not any(a < end and start < b for a, b in taken)
        if text[start].isupper() and is_free and _PLACING.search(low, max(0, start - 40), start) and not _NO_PLACE.match(low, start):
            yield Toponym(name=match[0], start_char=start, end_char=end)
