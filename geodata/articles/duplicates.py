"""Which articles are one text: wire copies with another headline, a cut tail, a credit line or small edits are one origin."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

SHINGLE = 4  # words; reports written apart share hardly any so long
COPIED = 0.5  # share of the shorter text's shingles that stand in the longer; every edited word costs four
LEAST = 0.2  # length of the shorter against the longer: a text that quotes a short one whole is no copy of it
_MOST_WORDS = 2_000  # enough to tell a copy, and cheap to keep
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def origins(texts: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    """The keys of `texts` in groups that are one text each, the longest of a group first; the groups in order of first appearance."""
    if len(texts) < 2:
        return tuple((key,) for key in texts)
    prints = {key: _shingles(text) for key, text in texts.items()}
    groups: list[list[str]] = []
    for key in sorted(texts, key=lambda key: -len(prints[key])):
        home = next((group for group in groups if any(_is_copy(prints[key], prints[member]) for member in group)), None)
        if home is None:
            groups.append([key])
        else:
            home.append(key)
    order = {key: place for place, key in enumerate(texts)}
    return tuple(tuple(group) for group in sorted(groups, key=lambda group: min(order[key] for key in group)))


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
