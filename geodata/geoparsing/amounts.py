"""Amounts in figures or in words, English and French: "1 200", "0.25", "one hundred and fifty", "quatre-vingt-dix", "une vingtaine"."""

from __future__ import annotations

import re

_ENGLISH = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen"),
    *("fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_FRENCH = (
    *("un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize", "quatorze"),
    *("quinze", "seize"),
)
_ENGLISH_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_FRENCH_TENS = {
    "vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "septante": 70, "huitante": 80,
    "octante": 80, "nonante": 90,
}  # fmt: skip
_ADDED = {
    **{word: value for value, word in enumerate(_ENGLISH, 1)},
    **{word: value for value, word in enumerate(_FRENCH, 1)},
    "une": 1,
    "vingts": 20,
    **{word: value for value, word in zip(range(20, 100, 10), _ENGLISH_TENS, strict=True)},
    **_FRENCH_TENS,
}
_SCALES = {
    "hundred": 100, "thousand": 1000, "dozen": 12, "cent": 100, "cents": 100, "mille": 1000, "douzaine": 12, "quinzaine": 15,
    "dizaine": 10, "vingtaine": 20, "trentaine": 30, "quarantaine": 40, "cinquantaine": 50, "soixantaine": 60, "centaine": 100,
    "dizaines": 10, "centaines": 100,
}  # fmt: skip
_BARE = ("cent", "mille", *(word for word in _SCALES if word.endswith("aine")))  # scales that need no number before them


def _any(words: tuple[str, ...]) -> str:
    return rf"(?:{'|'.join(sorted(words, key=len, reverse=True))})\b"


_WORD = _any((*_ADDED, *_SCALES))
_JOINED = r"(?:[\s-]+|(?:(?<=hundred)|(?<=thousand))\s+and\s+|[\s-]+et[\s-]+(?=(?:une?|onze)\b))"
_SPACE = "[ \u00a0\u202f\u2009]"
_THOUSANDS = rf"[1-9]\d{{0,2}}(?:(?:{_SPACE}\d{{3}})+|(?:[.,]\d{{3}})+)(?!\d)"
AMOUNT = (
    rf"(?:{_THOUSANDS}|\d{{1,4}}(?:[.,]\d{{1,3}})?(?!\d)|(?:an?\s+{_any(('hundred', 'thousand', 'dozen'))}|{_any((*_ADDED, *_BARE))})"
    rf"(?:{_JOINED}{_WORD})*)"
)
"""A regular expression for an amount, in any case."""
_CUT = re.compile(rf"(?:[\w.,–-]|\d\s|\bhalf\s|\b(?:{_WORD}|(?:hundred|thousand|million)s?\b)[\s-]+)$", re.IGNORECASE)


def is_cut(text: str, start: int) -> bool:
    """Whether an amount that begins at `start` is the end of a longer one: "10-15", "2023 40", "seventy-five" without its tens."""
    return bool(_CUT.search(text[max(0, start - 20) : start]))


def amount(words: str) -> float:
    """The value of what AMOUNT matched."""
    words = words.lower().strip()
    if not words[0].isdecimal():
        return float(_in_words(re.findall(r"\w+", words)))
    if re.fullmatch(_THOUSANDS, words):
        return float(re.sub(r"\D", "", words))
    return float(words.replace(",", "."))


def _in_words(words: list[str]) -> int:
    total = current = 0
    for word in words:
        if word in ("vingt", "vingts") and current % 100 == 4:  # quatre-vingts
            current += 76
        elif word in _ADDED:
            current += _ADDED[word]
        elif word in ("thousand", "mille"):
            total, current = total + (current or 1) * 1000, 0
        elif word in _SCALES:
            current = (current or 1) * _SCALES[word]
    return total + current
