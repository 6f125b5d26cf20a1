"""Counts written in figures or words."""

from __future__ import annotations

_UNITS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = {word: 10 * i for i, word in enumerate(("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), 2)}
_VALUES = {word: i for i, word in enumerate(_UNITS)} | _TENS
_SCALES = {"couple": 2, "dozen": 12, "score": 20, "hundred": 100, "thousand": 1000}

_UNDER_TEN = rf"(?:{'|'.join(_UNITS[1:10])})\b"
_SIMPLE = (
    rf"(?:(?:{'|'.join(_TENS)})[- ]{_UNDER_TEN}"
    rf"|(?:{'|'.join(sorted(_VALUES, key=len, reverse=True))})\b(?!-{_UNDER_TEN}))"
)
NUMBER = (
    r"(?:\d{1,3}(?:,\d{3})+|\d{1,6}|half\s+a\s+dozen"
    rf"|(?:{_SIMPLE}|an?)[\s-]+thousand\b(?:\s+(?:{_SIMPLE}|an?)\s+hundred\b)?(?:\s+and\s+{_SIMPLE})?"
    rf"|(?:{_SIMPLE}|an?)[\s-]+hundred\b(?:\s+thousand\b|\s+and\s+{_SIMPLE}|\s+{_SIMPLE})?"
    rf"|(?:{_SIMPLE}|an?)\s+(?:dozen|score)\b|an?\s+couple\b|{_SIMPLE})"
)
"""A regular expression for a count in folded text: 17, 1,500, twenty-four, three dozen, a hundred and fifty, a couple."""


def number(text: str) -> int | None:
    """The count that folded `text` means, None for words that are no number."""
    words = text.replace("-", " ").split()
    if words == ["half", "a", "dozen"]:
        return 6
    if len(words) == 1 and words[0].replace(",", "").isdecimal():
        return int(words[0].replace(",", ""))
    total = part = 0
    for word in words:
        if word in ("a", "an"):
            part += 1
        elif word in _SCALES:
            part = (part or 1) * _SCALES[word]
            total, part = (total + part, 0) if word == "thousand" else (total, part)
        elif word in _VALUES:
            part += _VALUES[word]
        elif word != "and":
            return None
    return total + part if any(word in _VALUES or word in _SCALES for word in words) else None
