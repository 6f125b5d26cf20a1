"""Whether a text reports a match or a race, whose attacks, ambushes and shots hurt nobody."""

from __future__ import annotations

import re

_PLAYED = re.compile(  # words of matches alone
    r"\b(?:semi-?finals?|quarter-?finals?|play-?offs?|finalists?|match[ -]points?|tie-?breaks?|straight\s+sets|set\s+points?|seeded"
    r"|midfielders?|goalkeepers?|hat-?tricks?|touchdowns?|innings|wickets?|bats(?:man|men)|bowlers?|tournaments?|championships?|grand\s+slam"
    r"|grand\s+prix|half-?time|kick-?off|peloton|teammates?|referee|umpire)\b"
)
_BESIDE = re.compile(
    r"\b(?:match(?:es)?|finals?|strikers?|penalt(?:y|ies)|leagues?|champions?|scored|goals?|coach"
    r"|sprint|podium|medals?|laps?|rounds?|season|fans|title)\b"
)
_SURE, _TOGETHER = 2, 4  # different words from which a text reports a match
_HARM = re.compile(
    r"\b(?:killed|dead|died|wounded|injured|stabbed|shot\s+dead|soldiers?|gunmen|bomb\w*|militants?|rebels|explosion|hooligans?|tear\s*gas|riots?)\b"
)


def is_game(low: str) -> bool:
    """Whether the folded text is about a match or a race."""
    played = len(set(_PLAYED.findall(low)))
    return played >= _SURE and played + len(set(_BESIDE.findall(low))) >= _TOGETHER


def is_played(low: str, start: int, end: int) -> bool:
    """Whether the words between two offsets are of a match themselves: beside one an article may tell of an attack."""
    return _PLAYED.search(low, start, end) is not None or len(set(_BESIDE.findall(low, start, end))) >= _SURE


def is_harm(low: str, start: int, end: int) -> bool:
    """Whether the words between two offsets tell of dead, of weapons or of police all the same."""
    return _HARM.search(low, start, end) is not None
