"""How many were killed and injured, from figures and words near each other."""

from __future__ import annotations

import re
from typing import NamedTuple

from geodata.events.numbers import NUMBER, number

_ABOUT = (
    r"(?:(?:at\s+least|about|around|some|nearly|almost|more\s+than|over|up\s+to|approximately|an\s+estimated|another|roughly|only"
    r"|all|a\s+total\s+of|as\s+many\s+as|no\s+fewer\s+than)\s+)*"
)
_YEAR = r"(?!(?:19|20)\d\d\b(?!\s+(?:people|civilians|soldiers)))"
_N = (
    rf"{_ABOUT}{_YEAR}(?P<{{0}}>\b{NUMBER}\b)(?!\s*(?:percent|per\s+cent|%|km|kilomet|miles|meters|metres|years?|days?|weeks?"
    rf"|months?|hours?|minutes?|o'clock|am\b|pm\b|-))"
)
_PERSON = (
    r"(?:soldier|policeman|police\s+officer|officer|civilian|person|man|woman|child|boy|girl|student|guard|farmer|peasant|worker"
    r"|journalist|priest|teacher|villager|passenger|driver|militant|rebel|guerrilla|insurgent|gunman|attacker|protester"
    r"|demonstrator|resident|bystander|baby|sergeant|lieutenant|corporal|captain|agent|shepherd|trader|nurse|doctor|youth"
    r"|bodyguard)"
)
_GAP = r"(?:\s+(?!and\b|but\b|while\b|wounded\b|injured\b|killed\b|dead\b)[\w'-]+){0,6}?"
_BE = r"(?:\s+(?:were|was|are|have\s+been|had\s+been|has\s+been|being))?(?:\s+(?:also|reportedly|then|later|either))?"
_KILL = (
    r"(?:killed|murdered|massacred|slain|slaughtered|assassinated|beheaded|executed|shot\s+dead|gunned\s+down|dead|died|perished"
    r"|lynched|lost\s+their\s+lives)"
)
_HURT = r"(?:wounded|injured|hurt)"
_OBJECT = (
    r"(?:killed|kills|killing|murdered|murdering|massacred|slaughtered|assassinated|beheaded|executed|shot\s+dead|gunned\s+down"
    r"|claimed(?:\s+the\s+lives\s+of)?|deaths?\s+of|lives\s+of|left|leaving)"
)
_HURTING = r"(?:wound(?:ed|ing|s)|injur(?:ed|ing|es)|hurt(?:ing)?)"
_VAGUE = re.compile(
    r"\b(?:dozens|scores|hundreds|thousands|several|many|a\s+number)\b(?:\s+[\w'-]+){0,4}?\s+(?:killed|dead|died|murdered"
    r"|massacred)\b|\b(?:killed|killing|murdered|massacred)\s+(?:\w+\s+)?(?:dozens|scores|hundreds|thousands|several|many)\b"
)


def _pattern(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(alternatives))


def _n(name: str) -> str:
    return _N.replace("{0}", name)


_DEATHS = _pattern(
    rf"\bdeath\s+toll\b(?:\s+[\w'-]+){{0,8}}?\s+(?:to|at|of|is|was|reached|stands\s+at)\s+{_n('toll')}",
    rf"\b(?:left|leaving)\s+{_n('left')}(?:\s+[\w'-]+){{0,3}}?\s+dead\b",
    rf"\b{_OBJECT}\s+(?!(?:at\s+least\s+)?[\w-]+\s+(?:wounded"
    rf"|injured)){_n('obj')}(?!(?:\s+(?!and\b)[\w'-]+){{0,4}}?\s+(?:wounded|injured|others?\s+(?:wounded"
    rf"|injured)))(?P<obj_more>(?:\s+[\w'-]+){{1,3}}?\s+and\s+{_n('obj2')}(?=\s+(?!wounded|injured|were|was"
    rf"|others?\s+(?:were\s+)?(?:wounded|injured))[\w'-]+)(?!(?:\s+[\w'-]+){{0,3}}?\s+(?:were|was|wounded|injured)))?",
    rf"{_n('two1')}(?:\s+[\w'-]+){{1,3}}?\s+and\s+{_n('two2')}(?:\s+[\w'-]+){{1,3}}?\s+(?:were|was|have\s+been"
    rf"|had\s+been)\s+(?:killed|murdered|massacred|slain)\b",
    rf"{_n('subj')}{_GAP}{_BE}\s+{_KILL}\b",
    rf"{_n('noun')}(?:\s+(?:deaths|fatalities|dead|bodies|corpses))\b",
    rf"(?P<one>\b(?:an?|one|another)\s+(?:[\w'-]+\s+){{0,2}}?{_PERSON}{_BE}\s+(?:killed|murdered|shot\s+dead|died|slain)\b)",
    rf"(?P<one_obj>\b(?:killed|killing|murdered|murdering)\s+(?:an?|one)\s+(?:[\w'-]+\s+){{0,2}}?{_PERSON}\b)",
)
_INJURIES = _pattern(
    rf"\b{_HURTING}\s+{_n('obj')}",
    rf"{_n('subj')}{_GAP}{_BE}\s+(?:\w+ly\s+)?{_HURT}\b",
    rf"(?P<one>\b(?:an?|one|another)\s+(?:[\w'-]+\s+){{0,2}}?{_PERSON}{_BE}\s+(?:\w+ly\s+)?{_HURT}\b)",
    rf"(?P<one_obj>\b(?:wounded|wounding|injured|injuring)\s+(?:an?|one)\s+(?:[\w'-]+\s+){{0,2}}?{_PERSON}\b)",
    rf"(?:killed|dead|died)\s+and\s+{_n('after')}(?:\s+others?)?(?:\s+[\w'-]+)?(?:\s+were)?\s+{_HURT}\b",
)


class Casualties(NamedTuple):
    """Counts, None where the words give none; `spans` mark the words of the dead; `vague` tells of "dozens"."""

    deaths: int | None = None
    injured: int | None = None
    spans: tuple[tuple[int, int], ...] = ()
    vague: bool = False


def casualties(low: str, start: int, end: int, *, near: int) -> Casualties:
    """The dead and injured that `low[start:end]` (folded text) counts, of several counts the one that stands nearest to `near`."""
    dead = min(_DEATHS.finditer(low, start, end), key=lambda m: _distance(m, near), default=None)
    hurt = min(_INJURIES.finditer(low, start, end), key=lambda m: _distance(m, near), default=None)
    vague = None if dead else _VAGUE.search(low, start, end)
    marked = dead or vague
    return Casualties(
        _count(dead) if dead else None,
        _count(hurt) if hurt else None,
        ((marked.start(), marked.end()),) if marked else (),
        vague is not None,
    )


def completed(counts: Casualties, others: Casualties) -> Casualties:
    """`counts` with what it lacks from `others`, whose words stand in the next sentence."""
    return counts._replace(
        deaths=others.deaths if counts.deaths is None and not counts.vague else counts.deaths,
        injured=others.injured if counts.injured is None else counts.injured,
    )


def _distance(match: re.Match[str], near: int) -> int:
    return max(match.start() - near, near - match.end(), 0)


def _count(match: re.Match[str]) -> int | None:
    groups = {name: words for name, words in match.groupdict().items() if words}
    if "one" in groups or "one_obj" in groups:
        return 1
    counts = [n for name, words in groups.items() if name != "obj_more" and (n := number(words)) is not None]
    return sum(counts) if counts else None
