"""How place names are compared: case, accents, punctuation and spaces folded."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Letters that Unicode does not decompose, as readers without them write them.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ħ": "h", "ŧ": "t", "ə": "e", "ŋ": "ng"}
)
_DROPPED = re.compile(r"['’‘ʼʻ`´ʹʿʾ.]")  # "N'Djamena" is "NDjamena", "U.S." is "US"
_SPACES = re.compile(r"[^\w]+|_+")


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """The form in which names are compared: "Côte d’Ivoire" and "COTE D'IVOIRE" both give "cote divoire".

    Empty where the name holds no letter or digit. Any text is accepted, also lone surrogates and NUL.
    """
    text = _DROPPED.sub("", name).casefold()
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_LETTERS))
        text = "".join(c for c in text if not unicodedata.combining(c)).casefold()
    return _SPACES.sub(" ", text).strip()


def is_latin(name: str) -> bool:
    """True where every letter is of the Latin script."""
    return name.isascii() or all(c < "\u0250" or "\u1e00" <= c < "\u1f00" or not c.isalpha() for c in unicodedata.normalize("NFC", name))
