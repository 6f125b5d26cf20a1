"""Bases in the words of an event: of what kind, whose, and whether the words tell that they are left."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from geodata.events.operators import Operator, find_operators
from geodata.events.sentences import folded

AIR, NAVAL, GROUND, ANY = ("AIRB",), ("NVB",), ("INSM",), ("AIRB", "NVB", "INSM")

_BASE = re.compile(
    r"(?<![\w-])(?:(?P<air>air[ -]?(?:force )?bases?|air ?fields?|air ?strips?|drone bases?)|(?P<naval>naval (?:bases?|facilit(?:y|ies)))"
    r"|(?P<ground>(?<!refugee )(?<!displaced )(?<!displacement )(?<!training )(?:camps?|barracks|garrisons?))"
    r"|(?P<any>(?<!data )(?<!power )(?<!voter )(?<!customer )(?<!fan )(?<!tax )(?<!industrial )bases?"
    r"|military (?:facilit(?:y|ies)|installations?)))(?![\w-])"
)
_KINDS = {"air": AIR, "naval": NAVAL, "ground": GROUND, "any": ANY}
_MODIFIERS = (
    r"(?:(?:military|army|air|naval|navy|marine|force|forces|armed|drone|main|last|first|only|own|former|new|big|largest|large|permanent"
    r"|forward|operating|advanced|logistics|support|peacekeeping|training|special|group|mission|joint|nearby)[ -]+){0,4}"
)
_OF_IT = re.compile(rf"(?:'s?)?\s+{_MODIFIERS}")  # between "French" and "base"
_HELD_BY = re.compile(
    r"\s+(?:(?:that|which|where|of|for|used|shared|run|held|operated|occupied|housing|hosting|hosts|houses|by|about|around|some|several"
    r"|hundreds|with|the|[\d,.]+)\s+){1,5}"
)
_HOLDS = (
    r"(?:has|have|had|keeps?|kept|maintain\w*|runs?|operat\w+|open\w*|establish\w*|inaugurat\w+|set up|buil[dt]\w*|holds?|held"
    r"|us(?:es?|ed|ing)|occup\w+|left|leaves?|leaving|vacat\w+|evacuat\w+|abandon\w*|quit|clos(?:es?|ed|ing)"
    r"|hand(?:s|ed|ing)? (?:back|over)|returned|gave up|withdr[ae]w\w* from|pull(?:ed|ing)? out of|moved into|stationed (?:at|in)|took over"
    r"|at the gates? of)"
)
_WORD = r"(?:\s+(?!(?:when|that|after|before|while|as|because|and|until|if)\b)[\w'-]+)"
_HOLDS_IT = re.compile(rf"{_WORD}{{0,5}}?\s+{_HOLDS}{_WORD}{{0,2}}?\s+(?:an?|the|its|their|one|two|several)\s+{_MODIFIERS}")
_THEIRS = re.compile(rf"(?:its|their)\s+{_MODIFIERS}$")
_LEAVING = re.compile(
    r"\bhand(?:ed|s|ing)?\b[^.;,]{0,60}?\bover\b|\bhand-?over\b|\b(?:vacat|evacuat|abandon)\w+|\bclos(?:ed|es|ing|ure)\b"
    r"|\b(?:left|leaves?|leaving|quit|withdr[ae]w\w*|gave up|given up|returned|returns)\b|\bpull(?:ed|ing)? out\b|\bdepart\w*"
)
_REMAINS = re.compile(r"\b(?:has|have|had)\s+(?:(?:only|just|still)\s+)?(?:an?|its|their|his|one|two|three)\b[^.;,]{0,40}?\bleft\b")
_CLAUSE = re.compile(r"[,;:.!?]|\band\b(?! hand)|\bbut\b|\bwhile\b")
_BEFORE = 300  # characters that are looked back for the one whose base "their base" is


class Base(NamedTuple):
    """A base that the words speak of, and who holds it; `direct` where the words say so without a verb ("French base")."""

    kinds: tuple[str, ...]  # GeoNames' codes that it may have
    operator: Operator
    direct: bool
    start_char: int
    end_char: int
    left: bool


def find_bases(text: str, start_char: int, end_char: int) -> Iterator[Base]:
    """The bases between two offsets of `text` whose holder the words name, in order."""
    earliest = max(start_char - _BEFORE, 0)
    gap = text.rfind("\n\n", earliest, start_char)
    first = gap + 2 if gap >= 0 else earliest
    words = text[first:end_char]  # of the paragraph, not of the whole text: that may be long, and has many events
    low, start = folded(words), start_char - first
    operators = find_operators(words)
    for found in _BASE.finditer(low, start):
        held = _direct(low, found, operators) or _indirect(low, found, operators, start)
        if held is not None:
            (name, since, until), direct = held
            left = is_left(low, found.start(), start, len(low))
            holder = Operator(name, since + first, until + first)
            yield Base(_KINDS[found.lastgroup or "any"], holder, direct, found.start() + first, found.end() + first, left)


def _direct(low: str, base: re.Match[str], operators: tuple[Operator, ...]) -> tuple[Operator, bool] | None:
    """By the words alone: "French military base", "base of the French army"."""
    before = [o for o in operators if o.end_char <= base.start()]
    if before and _OF_IT.fullmatch(low, before[-1].end_char, base.start()):
        return before[-1], True
    behind = next((o for o in operators if o.start_char >= base.end()), None)
    return (behind, True) if behind and _HELD_BY.fullmatch(low, base.end(), behind.start_char) else None


def _indirect(low: str, base: re.Match[str], operators: tuple[Operator, ...], start: int) -> tuple[Operator, bool] | None:
    """By what is done: "France keeps an air base"; "They handed over their base", told after "French soldiers"."""
    before = [o for o in operators if o.end_char <= base.start()]
    if before and before[-1].start_char >= start and _HOLDS_IT.fullmatch(low, before[-1].end_char, base.start()):
        return before[-1], False
    if _THEIRS.search(low, start, base.start()):
        told = [o for o in before if o.start_char < start] if not any(o.start_char >= start for o in before) else before
        # The first of a sentence acts in it; "their" takes up the one who acts.
        return (told[0], False) if told else None
    return None


def is_left(low: str, at: int, start: int, end: int) -> bool:
    """Whether the clause around the base, which begins at `at` in the folded text, tells of leaving; the others are its sentence's ends."""
    cuts = [start, *(m.end() for m in _CLAUSE.finditer(low, start, end)), end]
    first = max(cut for cut in cuts if cut <= at)
    last = min(cut for cut in cuts if cut > at)
    return _LEAVING.search(low, first, last) is not None and not _REMAINS.search(low, first, last)
