"""Counts written in figures or words."""

from __future__ import annotations

_UNITS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = {word: 10 * i for i, word in enumerate(("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), 2)}
_VALUES = {word: i for i, word in enumerate(_UNITS)} | _TENS

_SIMPLE = "|".join(sorted(_VALUES, key=len, reverse=True))
NUMBER = (
    rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d{{1,6}}|(?:{'|'.join(_TENS)})-(?:{'|'.join(_UNITS[1:10])})|"
    rf"(?:(?:{_SIMPLE}|an?)\s+(?:dozen|hundred|thousand)|half\s+a\s+dozen|{_SIMPLE}))"
)
"""A regular expression for a count in folded text: 17, 1,500, twenty-four, three dozen, a hundred."""

_SCALES = {"dozen": 12, "hundred": 100, "thousand": 1000}


def number(text: str) -> int | None:
    """The count that folded `text` means, None for words that are no number."""
    text = " ".join(text.split())
    if text == "half a dozen":
        return 6
    if text.replace(",", "").isdecimal():
        return int(text.replace(",", ""))
    head, _, scale = text.partition(" ")
    if scale in _SCALES:
        return (1 if head in ("a", "an") else _VALUES.get(head, 0)) * _SCALES[scale] or None
    tens, _, unit = text.partition("-")
    if unit:
        return _TENS[tens] + _VALUES[unit] if tens in _TENS and unit in _VALUES else None
    return _VALUES.get(text)
