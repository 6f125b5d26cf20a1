"""Words of a text with their offsets, and the word lists that tell a place name from another name."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

# Letters and digits, also with accents that are characters of their own, as macOS writes them.
_LETTERS = r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*"
# Initials ("U.S."), else letters with inner apostrophes ("N'Djamena"), but not the possessive "'s".
_WORD = re.compile(rf"(?:[^\W\d_]\.){{2,}}|{_LETTERS}(?:['’ʼ](?!s\b|S\b){_LETTERS})*")

_DATA = files("geodata.geoparsing") / "data"
_LISTS = {name: frozenset(words.split()) for name, words in tomllib.loads((_DATA / "word_lists.toml").read_text(encoding="utf-8")).items()}
LOCATIVE, DIRECTION, TITLE = _LISTS["locative"], _LISTS["direction"], _LISTS["title"]
BODY, GROUND, HONORIFIC = _LISTS["body"], _LISTS["ground"], _LISTS["honorific"]
NOT_A_PLACE_AFTER, INNER = _LISTS["not_a_place_after"], _LISTS["inner"]


class Word(NamedTuple):
    """A word and where it stands; `end` is exclusive."""

    text: str
    start: int
    end: int

    @property
    def is_capital(self) -> bool:
        """Begins like a name: with a capital, or in a script that has none."""
        first = self.text[0]
        return first.isupper() or (first.isalpha() and first.lower() == first.upper())


def words_of(text: str) -> list[Word]:
    """Every word of the text, in order; takes time in proportion to its length."""
    return [Word(found[0], found.start(), found.end()) for found in _WORD.finditer(text)]


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    """English words that are also the folded name of some place: "nice", "march"."""
    return frozenset((_DATA / "common_words.txt").read_text(encoding="utf-8").split())
