"""Sentences that tell two events of one kind: "attacked A, killing two, and shelled B without casualties"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from geodata.events.sentences import Sentence
from geodata.events.site import distance_km
from geodata.events.triggers import Phrase, find_phrases
from geodata.model import Category, Resolution, Role

SEPARABLE = frozenset({Category.ATTACK, Category.RIOT, Category.PROTEST})
"""What may happen at several places on one day."""

_APART_KM = 20.0
_JOINT = re.compile(r";\s+(?:and\s+|while\s+)?|,?\s+(?:and|while|whereas|but)\s+(?:also\s+)?")
_NAMING = re.compile(r"(?:(?:in|at|near|around|outside|on|of|the|towns?|villages?|city|cities|districts?)\s+)*")
_TOLD = re.compile(r"\b(?:said|says|told|announced|reported|confirmed|stated|according\s+to)\b[^,;.]*$")  # "the governor said in"
_TOGETHER = re.compile(r",\s+(?:killing|wounding|injuring|leaving|hurting)\b")


def clauses(low: str, sentence: Sentence, category: Category, named: Sequence[Resolution]) -> list[Sentence]:
    """The parts of a sentence that each name an event of the category and a place of their own, far from those of the others.

    `named` are the places of the sentence where an event may be. A sentence that tells one event is its only part.
    """
    phrases = [p for p in find_phrases(low, sentence.start_char, sentence.end_char) if p.category is category and p.strong]
    first = sentence.start_char
    places = [
        r
        for r in named
        if r.toponym.role is Role.LITERAL
        and r.place is not None
        and not _TOLD.search(low, max(first, r.toponym.start_char - 60), r.toponym.start_char)
    ]
    if category not in SEPARABLE or len(phrases) < 2 or len(places) < 2:
        return [sentence]
    parts: list[Sentence] = []
    end = sentence.end_char
    for joint in reversed(list(_JOINT.finditer(low, sentence.start_char, sentence.end_char))):
        left, right = (sentence.start_char, joint.start()), (joint.end(), end)
        if any(p.start_char < joint.end() and joint.start() < p.end_char for p in phrases) or _lists(low, right, places):
            continue
        if _tells_one(left, phrases, places) and _tells_one(right, phrases, places) and _are_apart(places, left, right):
            parts.insert(0, sentence._replace(start_char=joint.end(), end_char=end))
            end = joint.start()
    return [sentence._replace(end_char=end), *parts]


def is_shared(low: str, part: Sentence) -> bool:
    """Whether what follows the last part may count for those before it too: "attacked A and shelled B, killing five"."""
    joint = low[max(0, part.start_char - 12) : part.start_char]
    return "," not in joint and ";" not in joint and _TOGETHER.search(low, part.start_char, part.end_char) is not None


def _lists(low: str, span: tuple[int, int], places: Sequence[Resolution]) -> bool:
    """Whether a place comes first, so that "and" only joins two places: "attacked A and B"."""
    first = min((r.toponym.start_char for r in _within(span, places)), default=span[0])
    return _NAMING.fullmatch(low, span[0], first) is not None


def _tells_one(span: tuple[int, int], phrases: Sequence[Phrase], places: Sequence[Resolution]) -> bool:
    is_named = any(span[0] <= p.start_char and p.end_char <= span[1] for p in phrases)
    return is_named and bool(_within(span, places))


def _within(span: tuple[int, int], places: Sequence[Resolution]) -> list[Resolution]:
    return [r for r in places if span[0] <= r.toponym.start_char and r.toponym.end_char <= span[1]]


def _are_apart(places: Sequence[Resolution], left: tuple[int, int], right: tuple[int, int]) -> bool:
    """Whether no place on the one side is near or holds one on the other."""
    pairs = ((a.place, b.place) for a in _within(left, places) for b in _within(right, places))
    return all(a is not None and b is not None and distance_km(a, b) > _APART_KM for a, b in pairs)
