"""What a person decided about names, carried out on the toponyms of one text."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from dataclasses import replace

from geodata.gazetteer.names import name_key
from geodata.model import Candidate, PlaceRule, Resolution, Role, Scope, Toponym

PERSON = "person"
"""The coder of what a person decided."""
SCOPE_WORDS = {Scope.ARTICLE: "for this article", Scope.SOURCE: "for this source", Scope.ALWAYS: "for all articles"}


def with_words(text: str, toponyms: Iterable[Toponym], written: Iterable[str]) -> tuple[Toponym, ...]:
    """The toponyms with those added that a person made of words: `written` wherever it stands so, as whole words.

    Longer words are looked for first; a toponym that was found where they stand gives way.
    """
    made: list[Toponym] = []  # in order of the text, none overlapping
    for words in sorted(set(written), key=lambda w: (-len(w), w)):
        for found in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text):
            if not _overlaps(made, *found.span()):
                toponym = Toponym(name=words, start_char=found.start(), end_char=found.end(), role=Role.LITERAL, score=1.0)
                insort(made, toponym, key=_start)
    left = [t for t in toponyms if not _overlaps(made, t.start_char, t.end_char)]
    return tuple(sorted([*left, *made], key=_start))


def parted(toponyms: Iterable[Toponym], rules: Iterable[PlaceRule]) -> tuple[tuple[Toponym, ...], tuple[Resolution, ...]]:
    """The toponyms that may be places, and those of which a person said that they are none, with that as the reason."""
    refused = {rule.name: rule for rule in rules if rule.place is None}
    kept: list[Toponym] = []
    none: list[Resolution] = []
    for toponym in toponyms:
        if (rule := refused.get(name_key(toponym.name))) is None:
            kept.append(toponym)
        else:
            none.append(Resolution(toponym=toponym, place=None, score=1.0, coder=PERSON, reasons=_reasons(rule)))
    return tuple(kept), tuple(none)


def followed(resolutions: Iterable[Resolution], rules: Sequence[PlaceRule]) -> tuple[Resolution, ...]:
    """The resolutions with the places that a person chose, whatever the resolver made of the rules."""
    chosen = {rule.name: rule for rule in rules if rule.place is not None}
    return tuple(_followed(r, chosen.get(name_key(r.toponym.name))) for r in resolutions)


def _followed(resolution: Resolution, rule: PlaceRule | None) -> Resolution:
    if rule is None or rule.place is None:
        return resolution
    if resolution.place is not None and resolution.place.geonameid == rule.place.geonameid:
        return replace(resolution, score=1.0, coder=PERSON, reasons=_reasons(rule))
    known = any(c.place.geonameid == rule.place.geonameid for c in resolution.candidates)
    first = () if known else (Candidate(place=rule.place, score=1.0, reasons=_reasons(rule)),)
    return replace(
        resolution,
        place=rule.place,
        score=1.0,
        coder=PERSON,
        geo_precision=None,
        radius_km=None,
        candidates=(*first, *resolution.candidates),
        reasons=_reasons(rule),
    )


def _reasons(rule: PlaceRule) -> tuple[str, ...]:
    verdict = "chose this place" if rule.place else "said that this is no place"
    return (rule.reason or f"you {verdict} {SCOPE_WORDS[rule.scope]}",)


def _overlaps(made: Sequence[Toponym], start: int, end: int) -> bool:
    """Whether the span touches one of `made`: only the last that begins before its end can."""
    before = bisect_left(made, end, key=_start)
    return before > 0 and start < made[before - 1].end_char


def _start(toponym: Toponym) -> int:
    return toponym.start_char
