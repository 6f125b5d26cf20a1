"""The Admiralty code: how reliable a source is (A to F), and how credible what is told of an event (1 to 6); imports nothing of ours."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Reliability(StrEnum):
    """Of a source, the best first; F where it cannot be judged."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"


class Credibility(StrEnum):
    """Of an event, the best first; 6 where it cannot be judged."""

    CONFIRMED = "1"
    PROBABLE = "2"
    POSSIBLE = "3"
    DOUBTFUL = "4"
    IMPROBABLE = "5"
    UNJUDGED = "6"


RELIABILITY_WORDS = {
    Reliability.A: "completely reliable",
    Reliability.B: "usually reliable",
    Reliability.C: "fairly reliable",
    Reliability.D: "not usually reliable",
    Reliability.E: "unreliable",
    Reliability.F: "cannot be judged",
}
CREDIBILITY_WORDS = {
    Credibility.CONFIRMED: "confirmed by other sources",
    Credibility.PROBABLE: "probably true",
    Credibility.POSSIBLE: "possibly true",
    Credibility.DOUBTFUL: "doubtful",
    Credibility.IMPROBABLE: "improbable",
    Credibility.UNJUDGED: "cannot be judged",
}


def suggested(origins: int, grades: Iterable[Reliability]) -> Credibility:
    """What so many independent origins make of an event whose sources have these grades; those without a grade are not among them.

    Three origins confirm one another, two make it probable. A single one is as good as its best source: possible up to C, doubtful with D
    or E, and not to be judged without a grade. Where all graded sources are D or E, several origins count as one less.
    """
    known = [grade for grade in grades if grade is not Reliability.F]
    best = min(known, default=None)
    is_weak = best is not None and best >= Reliability.D
    counted = origins - 1 if is_weak and origins > 1 else origins
    if counted >= 3:
        return Credibility.CONFIRMED
    if counted == 2:
        return Credibility.PROBABLE
    if best is None:
        return Credibility.UNJUDGED
    return Credibility.DOUBTFUL if is_weak else Credibility.POSSIBLE
