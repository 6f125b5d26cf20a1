"""Which articles are of one origin: wire copies with another headline, a cut tail or small edits, and what is credited to one agency."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from geodata.articles.agencies import agency_of

SHINGLE = 4  # words; reports written apart share hardly any so long
COPIED = 0.5  # share of the shorter text's shingles that stand in the longer; every edited word costs four
LEAST = 0.2  # length of the shorter against the longer: a text that quotes a short one whole is no copy of it
_MOST_WORDS = 2_000  # enough to tell a copy, and cheap to keep
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def origins(texts: Mapping[str, str], sources: Mapping[str, str | None] | None = None) -> tuple[tuple[str, ...], ...]:
    """The keys of `texts`, which tell of one event, in groups of one origin each, the longest text of a group first.

    The groups come in order of first appearance. `sources` are the names of their sources, some of which are agencies.
    """
    if len(texts) < 2:
        return tuple((key,) for key in texts)
    named = sources or {}
    credited = {key: agency_of(text, named.get(key)) for key, text in texts.items()}
    prints = {key: _shingles(text) for key, text in texts.items()}
    groups: list[list[str]] = []
    for key in sorted(texts, key=lambda key: -len(prints[key])):
        homes = [group for group in groups if any(_is_one(key, member, prints, credited) for member in group)]
        groups = [group for group in groups if not any(group is home for home in homes)]
        groups.append([*(member for home in homes for member in home), key])
    order = {key: place for place, key in enumerate(texts)}
    return tuple(tuple(group) for group in sorted(groups, key=lambda group: min(order[key] for key in group)))


def _is_one(key: str, member: str, prints: Mapping[str, frozenset[int]], credited: Mapping[str, str | None]) -> bool:
    return (credited[key] is not None and credited[key] == credited[member]) or _is_copy(prints[key], prints[member])


def _is_copy(shorter: frozenset[int], longer: frozenset[int]) -> bool:
    if shorter == longer:
        return True
    return len(shorter) >= LEAST * len(longer) and len(shorter & longer) >= COPIED * len(shorter) > 0


@lru_cache(maxsize=64)
def _shingles(text: str) -> frozenset[int]:
    """Hashes of each run of SHINGLE words, case and punctuation left out; of the whole where it has fewer."""
    words = [match[0] for match in _WORD.finditer(text.casefold())][:_MOST_WORDS]
    if len(words) < SHINGLE:
        return frozenset({hash(tuple(words) or text)})
    return frozenset(hash(tuple(words[start : start + SHINGLE])) for start in range(len(words) - SHINGLE + 1))
