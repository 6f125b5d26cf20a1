"""How many, as the words bound it: "at least 10", "12 to 15", "nearly two dozen", "scores"."""

from __future__ import annotations

import re
from typing import NamedTuple

from geodata.events.numbers import NUMBER, number


class Figure(NamedTuple):
    """A count between bounds, None where the words leave one open; `best` is None where they give no number at all ("dozens")."""

    minimum: int | None
    best: int | None
    maximum: int | None

    def plus(self, other: Figure) -> Figure:
        """Both together; a bound that one of them leaves open stays open, but a minimum counts what is sure."""
        low = None if self.minimum is None and other.minimum is None else (self.minimum or 0) + (other.minimum or 0)
        return Figure(low, _sum(self.best, other.best), _sum(self.maximum, other.maximum))


def exactly(count: int) -> Figure:
    """A count without bounds in its words."""
    return Figure(count, count, count)


_AT_LEAST = (
    r"at\s+least|no\s+(?:fewer|less)\s+than|not\s+less\s+than|a\s+minimum\s+of|(?:well\s+)?(?:more\s+than|over)|upwards\s+of"
    r"|in\s+excess\s+of"
)
_AT_MOST = r"up\s+to|as\s+many\s+as|at\s+most|no\s+more\s+than|(?:fewer|less)\s+than|nearly|almost|close\s+to"
_ABOUT = r"about|around|some|approximately|roughly|an?\s+estimated|estimated"
_PLAIN = (
    r"another|other|all|an?\s+(?:combined\s+)?total\s+of|an\s+(?:additional|initial)|a\s+further|additional|further|only|just|the\s+other"
    r"|both|exactly"
)
FIGURE = (
    rf"(?:(?P<low>\b(?:{_AT_LEAST})\s+)|(?P<high>\b(?:{_AT_MOST})\s+)|(?P<about>\b(?:{_ABOUT})\s+)|\b(?:{_PLAIN})\s+){{0,3}}"
    r"(?:(?P<vague>\b(?:(?:several|many|a\s+few|some)\s+)?(?:tens\s+of\s+thousands|dozens|scores|hundreds|thousands|tens|dozen|hundred)\b"
    r"(?<!\bsome\sdozen)|\b(?:several|many|numerous|multiple|a\s+few|a\s+handful)\b)"
    rf"|\bbetween\s+(?P<first>{NUMBER})(?:\s+and\s+|\s?[-–]\s?)(?P<last>{NUMBER})(?![\w-])"
    rf"|(?P<from>\bfrom\s+)?(?<![\w.,/-])(?P<n>{NUMBER})(?:(?:\s?[-–]\s?|\s+to\s+|\s+or\s+)(?P<m>{NUMBER}))?(?![\w/]|[-.,:]\d|-\w)"
    r"(?P<more>\+|\s+or\s+more\b|\s+plus\b)?)(?:\s+or\s+so\b)?(?:\s+(?:of|more)\b(?!\s+than))?"
)
"""A regular expression for a figure in folded text; its match goes to `figure`."""

_VAGUE = {
    "tens of thousands": 20_000, "thousands": 2_000, "hundreds": 200, "hundred": 200, "scores": 40, "dozens": 24, "dozen": 24, "tens": 20,
    "several": 3, "many": 3, "numerous": 3, "multiple": 3, "few": 2, "handful": 2,
}  # fmt: skip


def figure(match: re.Match[str]) -> Figure | None:
    """The figure of a match of `FIGURE`; of a range the lower end is the best, of "from 12 to 15" the latter."""
    if match["vague"]:
        words = " ".join(match["vague"].split())
        return Figure(next(value for word, value in _VAGUE.items() if words.endswith(word)), None, None)
    first, last = number(match["first"] or match["n"]), number(match["last"] or match["m"] or "")
    if first is None:
        return None
    if match["from"] and last is not None:
        return exactly(last)
    if last is not None and last > first:
        return Figure(first, first, last)
    if match["low"] or match["more"]:
        return Figure(first, first, None)
    if match["high"]:
        return Figure(None, first, first)
    return Figure(None, first, None) if match["about"] else exactly(first)


def _sum(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other
