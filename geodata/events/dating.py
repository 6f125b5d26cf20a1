"""Which of the dates that sentences tell is the event's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from geodata.events.dates import DateMention
from geodata.events.frames import Frame
from geodata.events.triggers import Trigger
from geodata.model import Category, TimePrecision

_CLAUSE = re.compile(r"[;:]|,\s+(?:but|while|whereas|when|who|which|where|and)\b|\bwhile\b")
_BESIDE = re.compile(r"\b(?:on\s+the\s+eve\s+of|ahead\s+of|(?:days?|hours?|weeks?)\s+(?:after|before)|in\s+the\s+run-?up\s+to)\b")
_NAME = 2  # words between a year and what it names: "the 2021 presidential election"
_DATED = tuple(category for category in Category if category is not Category.MILITARY_BASE)  # a base stands there on any day


def date_of(low: str, trigger: Trigger, dates: Sequence[DateMention], triggers: Sequence[Trigger]) -> DateMention | None:
    """The nearest date that does not belong to another event of the sentence, nor to who said it."""
    rivals = [t for t in triggers if t.category in (trigger.category, *_DATED)]
    first = min(t.start_char for t in rivals)
    own = [
        d
        for d in dates
        if d.frame is not Frame.REPORTED
        and not (d.since and d.precision is TimePrecision.YEAR)
        and not (d.frame is Frame.NAMED and not _is_named_by(low, trigger, d))
        and (d.end_char < first or min(rivals, key=lambda t: _gap(low, t, d)).category is trigger.category)
    ]
    return min(own, key=lambda d: (not d.is_own, _gap(low, trigger, d)), default=None)


def _is_named_by(low: str, trigger: Trigger, when: DateMention) -> bool:
    """Whether the year stands before the trigger's own words: "the 2012 coup"."""
    between = low[when.end_char : trigger.start_char]
    return trigger.start_char <= when.start_char < trigger.end_char or (len(between) > 0 and len(between.split()) <= _NAME)


def _gap(low: str, trigger: Trigger, when: DateMention) -> float:
    between = low[trigger.end_char : when.start_char] if when.start_char >= trigger.end_char else low[when.end_char : trigger.start_char]
    comes_first = when.end_char <= trigger.start_char  # a date mostly follows its verb: "who ousted him a month ago gave her two days"
    beside = 200 * len(_BESIDE.findall(between))
    return beside + len(between) + 60 * len(_CLAUSE.findall(between)) + (80 if when.since else 0) + comes_first
