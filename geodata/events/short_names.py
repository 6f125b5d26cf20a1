"""Short forms of names that an article explains: "the Rapid Support Forces (RSF)", later "the RSF"."""

from __future__ import annotations

import re
from typing import NamedTuple

_EXPLAINED = re.compile(
    r"(?<![\w'’-])((?:[A-Z][\w'’-]{0,40}\s{1,3}(?:(?:of|for|the|and|in|de|du|la|des|al|e)\s{1,3}){0,3}){1,8}?[A-Z][\w'’-]{0,40})\s{0,3}\((?:the\s{1,3})?([A-Z][A-Za-z0-9/-]{1,9})(?:[,;][^)]{0,80})?\)"
)
_SMALL = frozenset({"of", "for", "the", "and", "in", "de", "du", "la", "des", "al", "e"})


class ShortNames(NamedTuple):
    """The short forms with their whole names, "Rapid Support Forces (RSF)"; `pattern` finds them, None where the article has none."""

    names: dict[str, str]
    pattern: re.Pattern[str] | None

    def whole(self, name: str) -> str:
        """The name with its short form, where the article explains either."""
        return self.names.get(name) or self.names.get(name.casefold().replace("’", "'")) or name


def short_names(text: str) -> ShortNames:
    """Those whose letters begin the words before them."""
    names: dict[str, str] = {}
    shorts: list[str] = []
    for m in _EXPLAINED.finditer(text) if "(" in text else ():
        long = _spelt(m[1].split(), m[2])
        if long and m[2] not in names:
            whole = f"{long} ({m[2]})"
            names |= {m[2]: whole, long.casefold().replace("’", "'"): whole, whole.casefold(): whole}
            shorts.append(m[2])
    pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, shorts))})(?![\w-])") if shorts else None
    return ShortNames(names, pattern)


def _spelt(words: list[str], short: str) -> str:
    """The last of the words that the letters of the short form begin; empty where they do not."""
    letters = [c for c in short.casefold() if c.isalnum()]
    for first in range(len(words)):
        told = words[first:]
        initials = [part[0] for w in told if w not in _SMALL for part in w.casefold().split("-") if part]
        if words[first] not in _SMALL and (initials == letters or [w[0].casefold() for w in told] == letters):
            return " ".join(told)
    return ""
