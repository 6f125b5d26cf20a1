"""How sure a mention or an event is: points for what the words name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from geodata.events.mention import Mention
from geodata.model import Category, GeoPrecision, Status

MIN_SCORE = 0.6

_DEFINITE = re.compile(r"\b(?:the|this|that|these|those|their|its)\s+(?:[\w-]+\s+){0,1}$")


def mention_score(mention: Mention, *, in_title: bool, low: str) -> Mention:
    """The mention with its score of 0 to 1."""
    trigger = mention.trigger
    score = 0.5 if trigger.strong else 0.25
    if mention.site:
        score += (0.05 if mention.site.precision is GeoPrecision.COUNTRY else 0.15) if mention.site.explicit else 0.03
    score += 0.12 if mention.when else 0.0
    score += 0.1 if mention.casualties.deaths is not None or mention.casualties.injured is not None else 0.0
    score += 0.05 if mention.actors else 0.0
    score += 0.08 if in_title else 0.0
    score += 0.1 if mention.sentence.paragraph < 2 else 0.0
    score -= 0.1 if _DEFINITE.search(low[max(0, trigger.start_char - 30) : trigger.start_char]) else 0.0
    if trigger.category is Category.ATTACK and mention.status in (Status.PLANNED, Status.THREATENED):
        score -= 0.15
    return replace(mention, score=max(0.0, min(1.0, score)))


def event_score(members: Sequence[Mention]) -> float:
    """The best mention's score, a little more for each further one."""
    best = max(m.score for m in members)
    return round(min(1.0, best + 0.03 * min(4, len(members) - 1)), 3)
