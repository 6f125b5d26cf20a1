"""What surrounds an event's sentence: its places, the sentences beside it, and the country that the article is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence

from geodata.events.sentences import Sentence, is_title
from geodata.model import Resolution, Role

DIRECT = re.compile(r"\b(?:in|at|near|outside|inside|on)\s+(?:the\s+)?(?:(?:north|south|east|west|central)\w*\s+)?$")
"""Before a name: the plainest words for where something happened."""

STREET = re.compile(r"\s+(?:road|highway|street|avenue|flyover|roundabout|bypass|expressway)\b")
"""Behind a town's name: a street that leads there, or bears its name."""

_MARK = 4  # characters of a bullet before a label
_STRAY = 5  # votes of one name
_BACK = 3  # sentences of a paragraph


_HERE = re.compile(r"\b(?:here|this\s+(?:capital|city|town)|(?:the|this)\s+(?:capital|city)(?!\s+(?:of|city)\b)(?!,))\b")
_CAPITAL = re.compile(r"\b(?:the|this)\s+(?P<kind>provincial|regional|state|national)\s+capital\b(?!\s+of\b)")


def here(words: str, dateline: Sequence[Resolution], known: Sequence[Resolution], filed: Container[int]) -> Resolution | None:
    """The town that "here" means, where the report was filed, or the one that is "the provincial capital"; None where they mean none.

    `known` are the places of the article's countries, `filed` the offsets of those in its head.
    """
    if _HERE.search(words) and dateline:
        return dateline[0]
    capital = _CAPITAL.search(words)
    codes = () if capital is None else ("PPLC",) if capital["kind"] == "national" else ("PPLA", "PPLC")
    towns = [r for r in known if r.place is not None and r.place.feature_code in codes]
    return next((r for r in towns if r.toponym.start_char in filed), towns[0] if len({r.place for r in towns}) == 1 else None)


def by_sentence(resolutions: Sequence[Resolution], sentences: Sequence[Sentence], dateline_end: int) -> list[list[Resolution]]:
    """The places that each sentence names, in order, without those of a dateline that ends at an offset of the text."""
    buckets: list[list[Resolution]] = [[] for _ in sentences]
    index = 0
    for r in sorted(resolutions, key=lambda r: r.toponym.start_char):
        while index < len(sentences) - 1 and r.toponym.start_char >= sentences[index].end_char:
            index += 1
        if r.toponym.end_char > dateline_end and buckets:
            buckets[index].append(r)
    return buckets


def above(index: int) -> range:
    """The sentences that may name what "there" points to, the nearest first."""
    return range(index - 1, max(-1, index - 1 - 2 * _BACK), -1)


def labelled(low: str, first: Sentence, own: Sequence[Resolution]) -> Resolution | None:
    """The place that a paragraph begins with, before a colon: "Guinea-Bissau: Soldiers arrested the president"."""
    return next((r for r in own if r.toponym.start_char - first.start_char < _MARK and low.startswith(":", r.toponym.end_char)), None)


def beside(low: str, sentences: Sequence[Sentence], index: int, listed: Container[int]) -> list[int]:
    """The sentences that may name the place of one that names none: those before it, then the next one of its paragraph.

    Of an item of a list, whose paragraphs are `listed`, those are the sentences of the item and then the title above it.
    """
    around, paragraph = list(_around(sentences, index)), sentences[index].paragraph
    if paragraph not in listed:
        return around
    return [*(i for i in around if sentences[i].paragraph == paragraph), *(i for i in around if is_title(low, sentences, i))]


def _around(sentences: Sequence[Sentence], index: int) -> Iterator[int]:
    paragraph = sentences[index].paragraph
    for i in range(index - 1, max(-1, index - 1 - _BACK), -1):
        if sentences[i].paragraph != paragraph and i < index - 1:
            break
        if sentences[i].paragraph >= paragraph - 1:
            yield i
    if index + 1 < len(sentences) and sentences[index + 1].paragraph == paragraph:
        yield index + 1


def countries_of(low: str, known: Sequence[Resolution]) -> tuple[str, frozenset[str]]:
    """The country that the folded text is about by its places, and those that more than one stray name speaks for."""
    votes: Counter[str] = Counter()
    for r in known:
        if r.place and r.place.country_code:
            placed = DIRECT.search(low[max(0, r.toponym.start_char - 30) : r.toponym.start_char])
            votes[r.place.country_code] += 1 if r.toponym.role is not Role.LITERAL else 5 if placed else 3
    main = votes.most_common(1)[0][0] if votes else ""
    return main, frozenset(code for code, count in votes.items() if count > _STRAY or code == main)
