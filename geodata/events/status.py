"""Whether an event happened: by the model's reading of the wording, corrected by the date that it names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta

from geodata.events.dates import DateMention
from geodata.events.frames import is_recalled
from geodata.events.sentences import Sentence
from geodata.events.triggers import Trigger
from geodata.model import Category, Status, TimePrecision

HISTORY = timedelta(days=400)  # what lies further back than a year or so is background

_MOMENTS = frozenset({Category.COUP, Category.ARREST})  # they do not last: "since the coup"
_CRIMES = frozenset({Category.ATTACK, Category.PROTEST, Category.RIOT, Category.COUP})
_VERDICT = re.compile(
    r"\b(?:found\s+(?:[\w'-]+\s+){1,8}?guilty|pleaded\s+(?:not\s+)?guilty|convict(?:s|ed|ion)|sentenc(?:es|ed)\s+(?:[\w'-]+\s+){0,6}?(?:to|for)"
    r"|acquitted|on\s+trial|trial\s+of|indicted|war\s+crimes\s+(?:court|tribunal))\b"
)
_WHOLE_WAR = re.compile(  # no event, but all of them
    r"\b(?:war|conflict|insurgency|unrest|crisis)\s+(?:[\w'-]+\s+){0,3}?(?:has|have|had)\s+(?:already\s+)?(?:killed|claimed|left|driven|displaced|cost|uprooted)\b"
)
_EARLIER = re.compile(
    r"\b(?:an?|the|one)\s+(?:earlier|previous|past)\s+(?:[\w-]+\s+)?(?:attack|raid|strike|bombing|assault|ambush|clash|blast|incident)s?\b"
)
LATELY = timedelta(days=60)  # an "earlier attack" further back is background
_HAPPENED = frozenset({Status.OCCURRED, Status.ONGOING, Status.HISTORICAL})
_WORDS = r"(?:[\w'-]+\s+)"
_DENIED = re.compile(
    rf"\b(?:denied|denies|deny|denying|refuted|rejected\s+(?:claims|reports))\s+(?!{_WORDS}?(?:involvement|responsibility|links?"
    rf"|role|knowledge)){_WORDS}{{0,3}}$"
)
_RALLY = r"(?:march|protest|rall(?:y|ies)|demonstration|sit-in|strike|gathering|procession|picket)(?:e?s)?\b"
_OFF = (
    r"(?:call(?:s|ed|ing)?\s+off|cancel+(?:s|ed|ing)|postpon(?:es|ed|ing)|put\s+off|bann?(?:s|ed|ing)|prohibit(?:s|ed|ing)|forb[ai]d\w*"
    r"|outlaw(?:s|ed|ing))"
)
_IS = r"(?:was|were|is|are|been)\s+(?:[\w'-]+ly\s+)?"
_CALLED_OFF = re.compile(
    rf"(?<!\ba\s)(?<!\ban\s)(?<!\bthe\s)(?<!\btheir\s)\b{_OFF}\s+{_WORDS}{{0,4}}?{_RALLY}|\b{_RALLY}\s+{_WORDS}{{0,6}}?{_IS}{_OFF}\b"
)
_ANYWAY = re.compile(
    r"\b(?:went\s+ahead|despite|in\s+spite|defi(?:ed|ance)|defying|regardless|anyway|nevertheless|nonetheless|turned\s+out|gathered|marched"
    r"|took\s+to\s+the\s+streets|tear\s*gas|dispers\w+|broke\s+up|clash\w*)\b"
)
_DEAL = r"(?:agreement|deal|accord|pact|settlement|cease-?fire|truce|treaty)s?\b"
_NO_DEAL = re.compile(
    rf"\b(?:without|no|fail(?:s|ed|ing)?\s+to\s+\w+|refus(?:es|ed|ing|al)\s+to\s+\w+|declin(?:es|ed|ing)\s+to\s+\w+)\s+{_WORDS}{{0,3}}?{_DEAL}"
    rf"|\b(?:reject(?:s|ed|ing)?|turn(?:s|ed|ing)?\s+down)\s+{_WORDS}{{0,3}}?{_DEAL}(?!\s+(?:that\s+was\s+)?(?:signed|reached|concluded|made)\b)"
)
_ORDERED = re.compile(
    r"\b(?:order(?:s|ed|ing)?|approv(?:es|ed|ing)|authori[sz](?:es|ed|ing)|agre(?:es|ed|eing)\s+(?:on|to)|decid(?:es|ed|ing)\s+(?:on|to)"
    r"|call(?:s|ed|ing)?\s+for|urg(?:es|ed|ing)|request(?:s|ed|ing)?|propos(?:es|ed|ing)|back(?:s|ed|ing)|endors(?:es|ed|ing))\s+"
    r"(?:the|an?|immediate|rapid|urgent|early|further|joint|possible|swift|\s)*$"
)
_CHANGE = re.compile(
    r"\b(?:hand(?:ed|ing|s)?\s+over|vacat\w+|clos(?:ed|ing)|left|evacuat\w+|open(?:ed|ing)|inaugurat\w+|set\s+up|establish\w+|built"
    r"|took\s+over|quit|abandoned|transferred|founded|erected|put\s+up|moved)\b"
)
_KEPT = re.compile(
    r"(?:keep|kept|maintain|hold|retain)|(?:has|have)\s+(?:only\s+|still\s+)?(?:an?|its|their|one|two|several)\b|\w+\s+(?:stay|remain|(?:is|are)\s+still)"
)
_SENT = re.compile(
    r"\b(?:has|have|had)\s+(?:\w+\s+)?(?:sent|moved|deployed|dispatched|stationed|posted|massed|arrived|landed|entered|crossed|reinforced|flown|begun)\b"
    r"|(?<!\bbe\s)(?<!\bbeing\s)\b(?:deployed|dispatched|moved|sent|flew|massed)\s+(?:an?|the|its|their|some|more|about|around|up\s+to|additional|hundreds"
    r"|thousands|dozens|\d|two|three|four|five|six|seven|eight|nine|ten|troops|soldiers|warships|forces|reinforcements)"
    r"|\b(?:troops|soldiers|police|officers|forces|tanks|warships|units|contingent|reinforcements)\s+(?:arrived|landed|entered|crossed|moved|were\s+(?:deployed|sent))\b"
)
_AHEAD = re.compile(
    r"\b(?:will|would|shall|plan(?:s|ned|ning)?|intend(?:s|ed|ing)?|due|expected|scheduled|set\s+to|ready\s+to|prepar\w+|propos\w+|threat\w*|vow\w*|warn\w*|may|might"
    r"|could|should|unless|if|pledg\w+|promis\w+|offer\w*|urg\w+|call(?:s|ed|ing)?\s+for|want(?:s|ed)?|consider\w*|agree[ds]?|next|tomorrow|upcoming|coming"
    r"|(?:is|are)\s+to|to\s+(?:be\s+)?(?:send|deploy|move|dispatch|station|sent|deployed))\b"
)
_NOT_YET = re.compile(r"\b(?:(?:has|have|had|did)\s+(?:not\s+yet|yet\s+to)|not\s+yet)\b")
_ENTRY = re.compile(r"\s*(?:been\s+)?(?:enter|arriv|deploy|land|cross|mobili|begin|begun|start|move)")


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
    if _DENIED.search(before) or _is_off(low, sentence, trigger):
        return Status.DENIED
    if (
        is_recalled(low, sentence.start_char, trigger.start_char)
        or _is_judged(low, sentence, trigger)
        or _WHOLE_WAR.search(low, *sentence[:2])
    ):
        return Status.HISTORICAL
    if _is_ordered(low, trigger, before) or _is_awaited(low[sentence.start_char : sentence.end_char], following, trigger):
        return Status.PLANNED
    told = _told(low, sentence, trigger, when, reference, chances)
    if when is not None and reference is not None and told in _HAPPENED:
        if when.first > reference:
            return Status.PLANNED
        is_earlier = trigger.category in _CRIMES and (when.precision is TimePrecision.YEAR or _EARLIER.search(low, *sentence[:2]))
        if when.last < reference - (LATELY if is_earlier else HISTORY) and not when.since:
            return Status.HISTORICAL
        if told is Status.HISTORICAL:
            return Status.OCCURRED
    if told is Status.ONGOING and trigger.category in _MOMENTS:
        return Status.OCCURRED
    if told is Status.OCCURRED and trigger.category is Category.MILITARY_BASE and not _changes(low, sentence, trigger):
        return Status.ONGOING  # a base that is only spoken of exists
    return told


def _told(
    low: str,
    sentence: Sentence,
    trigger: Trigger,
    when: DateMention | None,
    reference: date | None,
    chances: Mapping[Status, float],
) -> Status:
    """The likeliest by the model, which the plans of the sentences beside it may mislead."""
    told = max(chances, key=lambda status: chances[status])
    return Status.OCCURRED if told is Status.PLANNED and _is_done(low, sentence, trigger, when, reference) else told


def _is_done(low: str, sentence: Sentence, trigger: Trigger, when: DateMention | None, reference: date | None) -> bool:
    """Whether the words tell it as done: troops that were sent, or a day that is past."""
    if _AHEAD.search(low, *sentence[:2]):
        return False
    is_past = when is not None and reference is not None and when.is_own and when.last < reference
    return is_past or (trigger.category is Category.DEPLOYMENT and _SENT.search(low, *sentence[:2]) is not None)


def _is_off(low: str, sentence: Sentence, trigger: Trigger) -> bool:
    """Whether the words tell that it did not come to it: a march that was called off, talks that ended without an agreement."""
    words = low[sentence.start_char : sentence.end_char]
    if trigger.category is Category.AGREEMENT:
        return _NO_DEAL.search(words) is not None
    is_rally = trigger.category is Category.PROTEST
    return is_rally and _CALLED_OFF.search(words) is not None and not _ANYWAY.search(words)


def _is_ordered(low: str, trigger: Trigger, before: str) -> bool:
    """Whether somebody only decides on "the deployment of a force"."""
    is_noun = trigger.category is Category.DEPLOYMENT and low[trigger.start_char : trigger.end_char].startswith(
        ("deployment", "dispatch of")
    )
    return is_noun and _ORDERED.search(before) is not None


def _is_judged(low: str, sentence: Sentence, trigger: Trigger) -> bool:
    """Whether the words tell of a verdict: what a court judges is long past."""
    return trigger.category in _CRIMES and _VERDICT.search(low, *sentence[:2]) is not None


def _changes(low: str, sentence: Sentence, trigger: Trigger) -> bool:
    """Whether the words tell that a base opened, closed or changed hands, and not only that troops keep it."""
    return not _KEPT.match(low, trigger.start_char) and _CHANGE.search(low, *sentence[:2]) is not None


def _is_awaited(sentence: str, following: str, trigger: Trigger) -> bool:
    if trigger.category is not Category.DEPLOYMENT:
        return False
    return any((m := _NOT_YET.search(text)) and _ENTRY.match(text, m.end()) for text in (sentence, following))
