"""How sure an event is: the sum of what its mentions name, weighed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import exp, log

from geodata.events.mention import Mention
from geodata.events.triggers import GENERIC
from geodata.model import Category, GeoPrecision, Status, TimePrecision

MIN_SCORE = 0.5

_DEFINITE = re.compile(r"\b(?:the|this|that|these|those|their|its|such)\s+(?:[\w-]+\s+){0,1}$")
_PLURAL = re.compile(
    r"(?:attacks|bombings|murders|killings|assassinations|massacres|kidnappings|abductions|clashes|protests|demonstrations"
    r"|raids|devices|mines|bombs|arrests|explosions)\b"
)
_PAST = re.compile(r"(?:\w\wed|blew|shot|took|taken|threw|thrown|slain|overran|went off|fire|stole|burnt)\b")
_GENERAL = re.compile(
    r"\b(?:have|has)\s+been\b|\b(?:who|which|that)\s+(?:have|has)\b|\bcontinu\w+\b|\balways\b|\bevery\b|\bin\s+the\s+past\b"
    r"|\bin\s+recent\s+(?:months|years|weeks)\b"
)
_OPINION = re.compile(
    r"\[(?:commentary|editorial|interview|communique|speech|news\s+conference|unattributed|article\s+by)|\bwe\b|\bour\b|\bi\b|\byou\b"
)


def mention_score(mention: Mention, low: str) -> float:
    """How much one mention says, to choose the main one; no probability."""
    return sum(WEIGHTS[name] * value for name, value in features([mention], low).items() if name in _OF_MENTION)


def event_score(members: Sequence[Mention], low: str, *, in_title: bool = False) -> float:
    """A number of 0 to 1 that grows with how likely the mentions tell of one true event."""
    total = _BIAS[members[0].trigger.category] + sum(
        WEIGHTS[name] * value for name, value in features(members, low, in_title=in_title).items()
    )
    return round(1 / (1 + exp(-total)), 3)


def features(members: Sequence[Mention], low: str, *, in_title: bool = False) -> dict[str, float]:
    """What the mentions name, by the names of WEIGHTS."""
    heads = [low[max(0, m.trigger.start_char - 30) : m.trigger.start_char] for m in members]
    words = [low[m.trigger.start_char : m.trigger.end_char] for m in members]
    sentences = [low[m.sentence.start_char : m.sentence.end_char] for m in members]
    sites = [m.site for m in members if m.site and m.site.explicit]
    return {
        "strong": any(m.trigger.strong for m in members),
        "town named": any(s.precision.is_point or s.precision in (GeoPrecision.ADM1, GeoPrecision.ADM2) for s in sites),
        "country named": bool(sites) and all(s.precision is GeoPrecision.COUNTRY for s in sites),
        "day named": any(m.when is not None and m.when.precision is TimePrecision.DAY for m in members),
        "time named": any(m.when is not None for m in members),
        "victims counted": any(m.casualties.deaths is not None or m.casualties.injured is not None for m in members),
        "actor named": any(m.actors for m in members),
        "told again": log(len(members)),
        "in the lead": members[0].sentence.paragraph < 2,
        "in the title": in_title,
        "spoken of as known": all(_DEFINITE.search(head) for head in heads),
        "in the plural": all(_PLURAL.search(w) for w in words),
        "in general": all(_GENERAL.search(s) for s in sentences),
        "opinion": all(_OPINION.search(s) for s in sentences),
        "not yet": members[0].trigger.category is Category.ATTACK and all(m.status in (Status.PLANNED, Status.THREATENED) for m in members),
        "history": all(m.status is Status.HISTORICAL for m in members),
        "own kind": any(m.trigger.sub_event_type not in GENERIC for m in members),
        "past verb": any(_PAST.search(w) for w in words),
        "quoted": all(low.count('"', m.sentence.start_char, m.trigger.start_char) % 2 for m in members),
        "first words": members[0].sentence.start_char < 200,
        "fighting": all(m.trigger.sub_event_type == "Armed clash" for m in members),
    }


_OF_MENTION = frozenset(
    ("strong", "town named", "country named", "day named", "time named", "victims counted", "actor named", "spoken of as known", "opinion")
)

# From a logistic regression on one half of the MUC-4 reports, rounded; "strong", "town named", "in the title", "fighting" and the
# bias of every category but attack are set by judgement: those reports hold hardly any other category and leave battles out.
WEIGHTS: dict[str, float] = {
    "strong": 0.6, "town named": 0.4, "country named": 0.2, "day named": 0.9, "time named": 0.2, "victims counted": 0.4,
    "actor named": 0.1, "told again": 0.3, "in the lead": 0.3, "in the title": 0.5, "spoken of as known": -0.2, "in the plural": -0.5,
    "in general": -0.25, "opinion": -0.7, "not yet": -0.4, "history": -0.3, "own kind": 0.2, "past verb": 0.2, "quoted": -0.4,
    "first words": 0.5, "fighting": -0.5,
}  # fmt: skip

_BIAS: dict[Category, float] = {
    Category.ATTACK: -1.65, Category.PROTEST: -0.9, Category.RIOT: -0.9, Category.MILITARY_BASE: -0.8, Category.DEPLOYMENT: -0.9,
    Category.COUP: -0.9, Category.DIPLOMATIC: -0.8, Category.ARREST: -1.6, Category.AGREEMENT: -1.2, Category.OTHER: -1.1,
}  # fmt: skip
