"""Whether an event happened, by the wording and tense around its trigger."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta

from geodata.events.dates import DateMention
from geodata.events.sentences import Sentence
from geodata.events.triggers import Trigger
from geodata.model import Category, Status

HISTORY = timedelta(days=400)  # what lies further back than a year or so is background

_HAPPENED = frozenset({Status.OCCURRED, Status.ONGOING, Status.HISTORICAL})
_WORDS = r"(?:[\w'-]+\s+)"
_DENIED = re.compile(
    rf"\b(?:denied|denies|deny|denying|refuted|rejected\s+(?:claims|reports))\s+(?!{_WORDS}?(?:involvement|responsibility|links?"
    rf"|role|knowledge)){_WORDS}{{0,3}}$"
)
_NEGATED = re.compile(rf"\b(?:no|not|never|neither|nor|without)\s+{_WORDS}{{0,1}}$|n't\s+{_WORDS}{{0,1}}$")
_NOT_YET = re.compile(r"\b(?:(?:has|have|had|did)\s+(?:not\s+yet|yet\s+to)|not\s+yet)\b")
_ENTRY = re.compile(r"\s*(?:been\s+)?(?:enter|arriv|deploy|land|cross|mobili|begin|begun|start|move)")
_THREATENED = re.compile(
    rf"\b(?:threat(?:en(?:ed|s|ing)?|s)?\s+(?:to|of|that|with)|vow(?:ed|s|ing)?\s+to|pledged\s+to|warn(?:ed|s|ing)?\s+(?:of|that"
    rf"|it\s+would))\s+{_WORDS}{{0,4}}$"
)
_PLANNED = re.compile(
    rf"\b(?:will|shall|would|plan(?:s|ned|ning)?\s+(?:to|for|a|an|on)|(?:is|are|was|were)\s+(?:due\s+|expected\s+|set\s+"
    rf"|scheduled\s+|going\s+|about\s+|ready\s+)?to|"
    rf"intend(?:s|ed)?\s+to|call(?:ed|s|ing)?\s+(?:for|on)|scheduled|prepar(?:ed|es|ing)\s+(?:to|for)|agreed\s+to|decided\s+to|"
    rf"announced\s+(?:a\s+)?plans?(?:\s+(?:to|for))?|ahead\s+of|offered\s+to|proposed|proposal|considering|asked\s+for"
    rf"|request(?:ed)?(?:\s+for)?|urged)\s+{_WORDS}{{0,3}}$"
)
_ONGOING = re.compile(
    r"\b(?:near[\s-]+daily|daily|continu\w+|ongoing|still|remains?|every\s+day|for\s+the\s+(?:second|third|fourth|fifth)\s+day"
    r"|(?:are|is|have\s+been|has\s+been)\s+\w+ing)\b"
)
_KEEPS = re.compile(r"\b(?:has|have|maintains?|keeps?|hosts?|stationed|are\s+based|operates?|remains?)\b")
_CHANGE = re.compile(
    r"\b(?:hand(?:ed|ing)\s+over|hand(?:s|ed)?\s+over|vacat\w+|clos(?:ed|ing)|left|evacuat\w+|open(?:ed|ing)|inaugurat\w+"
    r"|set\s+up|establish\w+|built|took\s+over|quit|abandoned|transferred|founded)\b"
)
_BACKGROUND = re.compile(
    r"\b(?:anniversar\w+|commemorat\w+|in\s+memory\s+of|decades?\s+ago|(?:two|three|four|five|six|seven|eight|nine|ten|several"
    r"|many|\d+)\s+years\s+ago|survivors?\s+of)\b"
)


def status_of(
    low: str,
    sentence: Sentence,
    following: str,
    *,
    trigger: Trigger,
    when: DateMention | None,
    reference: date | None,
    chances: Mapping[Status, float],
) -> Status:
    """The status that the words give: the likeliest by the model, corrected by the date that they name.

    `following` is the next sentence, folded: "has not yet entered" there makes a deployment a plan.
    """
    before = low[max(sentence.start_char, trigger.start_char - 70) : trigger.start_char]
    if _DENIED.search(before):
        return Status.DENIED
    if _is_awaited(low[sentence.start_char : sentence.end_char], following, trigger):
        return Status.PLANNED
    told = max(chances, key=lambda status: chances[status])
    if when is not None and reference is not None and told in _HAPPENED:
        if when.first > reference:
            return Status.PLANNED
        if when.last < reference - HISTORY and not when.since:
            return Status.HISTORICAL
        if told is Status.HISTORICAL:
            return Status.OCCURRED
    return told


def _is_awaited(sentence: str, following: str, trigger: Trigger) -> bool:
    if trigger.category is not Category.DEPLOYMENT:
        return False
    return any((m := _NOT_YET.search(text)) and _ENTRY.match(text, m.end()) for text in (sentence, following))


def _is_history(low: str, sentence: Sentence, when: DateMention | None, reference: date | None) -> bool:
    if when is not None and reference is not None:
        return when.last < reference - HISTORY and not when.since
    return bool(_BACKGROUND.search(low, sentence.start_char, sentence.end_char))


def _goes_on(low: str, sentence: Sentence, trigger: Trigger) -> bool:
    near = low[max(sentence.start_char, trigger.start_char - 40) : min(sentence.end_char, trigger.end_char + 20)]
    if trigger.category is Category.MILITARY_BASE:
        return not _CHANGE.search(near)
    if trigger.category is Category.DEPLOYMENT and _KEEPS.search(low, max(sentence.start_char, trigger.start_char - 20), trigger.end_char):
        return True
    return bool(_ONGOING.search(near))
