"""Places that a sentence names though its event is elsewhere: left behind, made for, come from, or spoken from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum, auto
from itertools import pairwise

from geodata.model import Resolution


class Passing(Enum):
    """Why a place of a sentence is not where its event was."""

    LEFT = auto()  # "has left Kidal", "Kidal was given up"
    BOUND = auto()  # "on its way to Djibo"
    ORIGIN = auto()  # "a bus from Kaduna", "his exile in Doha"
    VOICE = auto()  # "sources in Paris said"
    MEETING = auto()  # "when they met in Abuja": where it was spoken of, but for talks themselves


_OF = r"(?:the\s+)?(?:(?:town|city|village|island|area|region|district|province|market|port|camp)s?\s+of\s+)?$"
_GOING = (
    r"(?:bound|head(?:ed|ing)|en\s+route|on\s+(?:its|their|his|her|the)\s+way|travell?ing|driving|sailing|flying|walking|marching|riding"
    r"|returning|going|set\s+(?:out|off))"
)
_VEHICLE = r"(?:bus|coach|lorry|lorries|truck|train|flight|plane|boat|ferry|ship|vessel|convoy|column|caravan|tanker)(?:e?s)?"
_CARRYING = r"(?:carrying|taking|bringing|transporting|delivering|driving|escorting|ferrying)\s+(?:[\w-]+\s+){1,5}?"
_BEFORE = (
    (
        Passing.LEFT,
        re.compile(
            r"\b(?:left|leaves?|leaving|quit(?:s|ting)?|abandon(?:ed|s|ing)?|vacat(?:ed|es|ing)|evacuat(?:ed|es|ing)|fled|flee(?:s|ing)?"
            r"|g[ai]ven?\s+up|(?:ran\s+away|escap(?:ed|es|ing)|driven|expelled)\s+(?:out\s+)?(?:of|from)|withdr[ae]w(?:n|s|ing|al)?\s+from|pull(?:ed|s|ing)?\s+out\s+of|(?:depart|retreat)(?:ed|s|ing)?\s+from)\s+"
            + _OF
        ),
    ),
    (
        Passing.BOUND,
        re.compile(
            rf"\b(?:{_GOING}\s+(?:back\s+|home\s+|on\s+)?(?:to|for|towards?)|fle(?:d|e|eing)\s+(?:[\w-]+\s+){{0,3}}?(?:to|for|towards?)|{_CARRYING}(?:to|for)|{_VEHICLE}\s+(?:to|for)"
            rf"|(?:road|highway|route|motorway|track)\s+(?:to|towards?|leading\s+to))\s+{_OF}"
        ),
    ),
    (
        Passing.BOUND,  # the wounded, after it
        re.compile(
            r"\b(?:reached|taken|shifted|referred|brought|flown|airlifted|evacuated|transferred|rushed|admitted|treated)\s+(?:on\s+)?"
            r"(?:(?:[\w-]+\s+){0,4}?(?:hospitals?|clinics?|morgues?|health\s+cent(?:re|er)s?|camps?)\s+(?:in|at|of)"
            rf"|(?:by\s+[\w-]+\s+)?to)\s+{_OF}"
        ),
    ),
    (
        Passing.ORIGIN,
        re.compile(
            rf"\b(?:(?:{_GOING}|came|coming|comes|come|sent|arrived|arriving)\s+(?:[\w-]+\s+)?from|exiled?\s+in|from\s+the\s+direction\s+of"
            r"|(?:all|both|most|many|some|none|half|several)\s+of\s+(?:them|whom)\s+(?:are\s+|were\s+)?from|natives?\s+of"
            r"|(?:belong(?:s|ed|ing)?\s+to|owned\s+by|run\s+by|managed\s+by|operated\s+by)\s+(?:[\w-]+\s+){1,4}?(?:in|from|of)"
            r"|from\s+(?:the|its|their|an?)\s+(?:[\w-]+\s+){0,2}?(?:base|camp|barracks|garrison|headquarters|airport|airfield|post)\s+(?:at|in|of|near)"
            rf"|(?:planned|prepared|plotted|organi[sz]ed|directed)\s+(?:in|from))\s+{_OF}"
        ),
    ),
)
_SPEAKING = re.compile(
    r"\b(?:speaking|writing)\s+(?:\w+\s+){0,3}?(?:in|from)\s+(?:the\s+)?$"
    r"|\b(?:said|announced|declared|warned|told\s+(?:\w+\s+){1,3}?)\s+in\s+(?:the\s+)?$"
)
_OF_OFFICE = re.compile(  # "In Nairobi, Kenya's president said", "In Caracas the foreign ministry said"
    r"(?:\s*,)?\s+(?:[\w'’-]+\s+){0,3}?(?:president|minister|ministry|spokes\w+|government|foreign\s+office|embassy|chancellor|secretary-general)"
    r"\s+(?:[\w'’-]+\s+){0,3}?(?:said|says|told|announced|warned|condemned|called)\b"
)
_IN = re.compile(r"\bin\s+$")
_SPEAKER = re.compile(
    r"\b(?:sources?|officials?|general\s+staff|high\s+command|spokes\w+|ministr(?:y|ies)|courts?|judges?|prosecutors?|analysts?|experts?|diplomats?|think\s+tank|observers?"
    r"|newspaper|institute|university|embassy|governments?|authorit(?:y|ies)|rulers?|junta|leaders?|capitals?"
    r"|people|residents?|witness(?:es)?|villagers?|locals?|inhabitants?|traders?|doctors?|medics?|families|relatives)\s+(?:of|in)\s+(?:the\s+)?$"
)
_SAID = re.compile(r"\s+(?:said|says|claimed|denied|announced|insists|insisted)\b")  # "Manila said": a government
_STAYING = re.compile(
    r",\s+(?:(?:presently|currently|now|still|speaking|visiting|who\s+(?:is|was)(?:\s+[\w-]+){0,3})\s+)?in\s+(?:the\s+)?$"
)
_WHO_SAID = re.compile(  # "The attorney general, in Quito, said", "The prime minister, in Tashkent on a visit, condemned"
    r"(?:,\s+[\w-]+)?(?:\s+(?:on|for|at)\s+[^,;.]{3,60})?,\s+(?:[\w-]+\s+){0,2}?(?:said|says|told|announced|condemned|called|warned|confirmed|denied|urged|reported)\b"
)
_COURT = re.compile(r"\b(?:courts?|tribunals?|judges?|jury)\s+(?:in|at|of)\s+(?:the\s+)?$")
_JUDGES = re.compile(
    r"[\s,]+(?:[\w-]+\s+){0,4}?(?:sentenced|convicted|acquitted|jailed|indicted|charged|remanded|ruled|ordered|heard|handed\s+down|found|has|have)\b"
)
_MEETING = re.compile(
    r"\b(?:met|meets?|meeting|summit|conference|session|talks)\s+(?:(?:on|last)\s+\w+\s+|late\s+|held\s+|this\s+week\s+)?in\s+(?:the\s+)?$"
)
_SAYS = re.compile(
    r"\s+(?:[\w-]+\s+){0,2}?(?:said|says?|told|announced|confirmed|reported|condemned|called|calls|thinks?|believes?|warned|heard|ruled|found)\b"
)
_GIVEN_UP = re.compile(
    r"(?:\s*,)?\s+(?:ha(?:s|ve|d)\s+been|was|were)\s+(?:also\s+|already\s+)?(?:given\s+up|abandoned|evacuated|vacated)\b"
)
_THAT_LEFT = re.compile(r"\b(?:that|which|whom)\s+(?:[\w'-]+\s+){1,5}?(?:left|quit|vacated|abandoned|evacuated)\b")
_ONWARD = re.compile(
    r"\s+(?:[\w-]+\s+){0,3}?(?:for|to|towards?)\s+(?:the\s+)?"
)  # "from Kaduna to Abuja", "left Bangui on Thursday for Dakar"
_WHEN = r"(?:\s*\b(?:in|on|last|late|early)\s+[\w-]+(?:\s+\d+)?)?"
_SERIES = re.compile(rf"{_WHEN}\s*(?:,|\(|,?\s*\band|,?\s*\bor|&)\s*(?:then\s+)?")  # "Menaka in June and Ansongo"
_LOOK = 70  # characters before a name that are looked at


def passings(low: str, first_char: int, own: Sequence[Resolution]) -> list[Passing | None]:
    """For each place of a sentence that begins at `first_char` of the folded text, why its event is not there; None where it may be."""
    told = [_by_words(low, first_char, r) for r in own]
    gaps = [low[one.toponym.end_char : other.toponym.start_char] for one, other in pairwise(own)]
    for i, gap in enumerate(gaps):
        if told[i] and told[i + 1] is None:
            onward = told[i] in (Passing.LEFT, Passing.ORIGIN) and _ONWARD.fullmatch(gap)
            told[i + 1] = Passing.BOUND if onward else told[i] if _SERIES.fullmatch(gap) else None
    for i in reversed(range(len(gaps))):
        if told[i] is None and told[i + 1] is Passing.LEFT and _SERIES.fullmatch(gaps[i]):
            told[i] = Passing.LEFT  # "Kidal and Tessalit were given up"
    return told


def leavings(low: str, start: int, end: int) -> list[int]:
    """Where words such as "that soldiers left" end between two offsets of the folded text."""
    return [m.end() for m in _THAT_LEFT.finditer(low, start, end)]


def _by_words(low: str, first_char: int, r: Resolution) -> Passing | None:
    start, end = r.toponym.start_char, r.toponym.end_char
    if _GIVEN_UP.match(low, end, end + _LOOK):
        return Passing.LEFT
    before = low[max(first_char, start - _LOOK) : start]
    if _SPEAKING.search(before) or (_IN.search(before) and _OF_OFFICE.match(low, end, end + 2 * _LOOK)):
        return Passing.VOICE
    if _SAID.match(low, end, end + _LOOK):
        return Passing.VOICE
    if _STAYING.search(before) and _WHO_SAID.match(low, end, end + _LOOK):
        return Passing.VOICE
    if _COURT.search(before) and _JUDGES.match(low, end, end + 2 * _LOOK):
        return Passing.VOICE
    if _SPEAKER.search(before) and _SAYS.match(low, end, end + 2 * _LOOK):
        return Passing.VOICE
    if _MEETING.search(before):
        return Passing.MEETING
    return next((passing for passing, words in _BEFORE if words.search(before)), None)
