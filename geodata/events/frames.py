"""Words around a date that tell whose it is: the event's, that of its telling or beginning, of a wait before it, or one still ahead."""

from __future__ import annotations

import re
from enum import Enum, auto


class Frame(Enum):
    """What a date stands for beside an event."""

    OWN = auto()
    REPORTED = auto()  # the day of a statement or a verdict, not of what it tells
    WAIT = auto()  # of an ultimatum before the event
    WAITED = auto()  # when an ultimatum ran out: what it threatened came then or later
    IN_FORCE = auto()  # when an agreement takes effect
    RECALLED = auto()  # of what an anniversary or a jubilee recalls
    BEGUN = auto()  # of the beginning of a longer row
    NAMED = auto()  # of the thing that is named by it: "the 2016 accord"

    @property
    def is_beside(self) -> bool:
        """The day of something else, that the same words tell with the event."""
        return self in (Frame.WAIT, Frame.WAITED, Frame.IN_FORCE, Frame.RECALLED)


_SINCE = re.compile(r"\bsince\s+(?:(?:the|last|early|late|mid)\s+)*$")
_SINCE_WITHIN = re.compile(r"since\b")
_SAID_BEFORE = re.compile(
    r"(?<!\bwas\s)(?<!\bwere\s)(?<!\bbeen\s)\b(?:said|told(?!\s+of\b)|says|reported|announced|confirmed|stated|added|admitted|acknowledged|claimed"
    r"|according\s+to|statement)\b(?:\s+[\w']+){0,4}[\s,]*(?:on\s+|late\s+|early\s+)*$"
)
_SAID_AFTER = re.compile(
    r"^\s+(?:[\w']+\s+){0,3}(?:said|told|announced|reported|confirmed|stated|sentenced|convicted|acquitted|jailed|indicted|found\s[^.;]{1,60}?\sguilty)\b"
)
_SAID_AFTER_LEAD = re.compile(r"^,\s+(?:[\w']+\s+){0,4}(?:said|told|announced|reported|confirmed|stated)\b")
_JUDGED_ON = re.compile(r"\b(?:guilty|convicted|acquitted|indicted|imprisonment|in\s+(?:prison|jail))\s+(?:(?:on|late|early)\s+)*$")
_BEGUN = re.compile(r"\b(?:began|begun|started)\s+(?:(?:on|in|early|late)\s+)*$")
_IN_FORCE = re.compile(r"\b(?:takes?\s+effect|took\s+effect|(?:comes?|came|enters?|entered)\s+into\s+force)\s+(?:on\s+|from\s+)?$")
_ULTIMATUM = re.compile(
    r"\b(?:g[ai]ven?|gives|giving|told|ordered)\b[^.;]{0,80}\b(?:(?:hours|days|weeks)\s+to\s+(?:leave|go|quit|depart|get\s+out|release"
    r"|step\s+down|withdraw|reinstate|restore|return)|within\s+[\w-]+\s+(?:hours|days|weeks))\b|\bultimatum\b"
)
_RAN_OUT = re.compile(
    r"\b(?:deadline|ultimatum|time|term)\b[^.;,]{0,40}?\b(?:expire[ds]?|r[au]n\s+out|passed|lapsed|ended)\s+(?:(?:on|late|early)\s+)*$"
)
_RECALLED = re.compile(
    r"\b(?:anniversary\s+of|commemorat\w+|in\s+memory\s+of|(?:years|decades?)\s+(?:after|since|on\s+from))\s+(?:[\w'’-]+\s+){0,5}$"
)
_AHEAD = re.compile(
    r"\b(?:will|shall|(?:is|are)\s+(?:(?:due|set|expected|scheduled|planned|likely)\s+)?to|plans?\s+to)\b(?!.*\b(?:said|told)\b)[^.;]*$"
)
_YEAR_BEFORE = re.compile(r"the\s+\d{4}")
_NOUN = re.compile(r"\s+[a-z]")
_LOOK = 60  # characters beside a date that are looked at


def frame(low: str, bounds: tuple[int, int], start: int, end: int) -> Frame:
    """What the date at two offsets of the folded text stands for; `bounds` are those of its sentence."""
    before, after = _beside(low, bounds, start, end)
    leads = not before.strip() or before.strip() == "on"
    if _SAID_BEFORE.search(before) or _JUDGED_ON.search(before) or _SAID_AFTER.match(after) or (leads and _SAID_AFTER_LEAD.match(after)):
        return Frame.REPORTED
    if _RAN_OUT.search(before):
        return Frame.WAITED
    if _ULTIMATUM.search(low, bounds[0], start):
        return Frame.WAIT
    if is_recalled(low, bounds[0], start):
        return Frame.RECALLED
    if _IN_FORCE.search(before):
        return Frame.IN_FORCE
    if _YEAR_BEFORE.fullmatch(low, start, end) and _NOUN.match(after):
        return Frame.NAMED
    return Frame.BEGUN if _BEGUN.search(before) else Frame.OWN


def is_since(low: str, bounds: tuple[int, int], start: int, end: int) -> bool:
    """Whether the date is the start of something that lasts."""
    return bool(_SINCE.search(_beside(low, bounds, start, end)[0]) or _SINCE_WITHIN.match(low, start, end))


def is_recalled(low: str, start: int, end: int) -> bool:
    """Whether the words from `start` to `end` lead to what is only remembered: "on the tenth anniversary of the"."""
    return _RECALLED.search(low, start, end) is not None


def is_ahead(low: str, bounds: tuple[int, int], start: int, end: int) -> bool:
    """Whether the words before the date speak of what is to come: "are to meet on Sunday"."""
    return _AHEAD.search(_beside(low, bounds, start, end)[0]) is not None


def _beside(low: str, bounds: tuple[int, int], start: int, end: int) -> tuple[str, str]:
    return low[max(bounds[0], start - _LOOK) : start], low[end : min(bounds[1], end + _LOOK)]
