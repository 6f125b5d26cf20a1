"""How a sentence takes up an event told before: by its kind ("the ambush"), by a later toll, or by who claims it."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

_WORD = r"(?:[\w'-]+\s+)"
_TOLL = (
    r"(?:death\s+toll|toll|(?:number|count)\s+of\s+(?:the\s+|those\s+)?(?:dead|deaths|victims|fatalities|killed|people\s+killed)|death\s+count"
    r"|count|tally|figure)"
)
_ROSE = (
    r"(?:ros[e]|risen|rises|raised|climb(?:ed|s)|increased|gr[eo]w(?:n|s)?|gone\s+up|went\s+up|goes\s+up|jumped|revised|updated|reached|put"
    r"|(?:now\s+)?stands|(?:now\s+)?stood|brought)"
)
_LATER_TOLL = re.compile(
    rf"\b(?P<toll>{_TOLL})\b[^.;]{{0,70}}?\b{_ROSE}\b"
    rf"|\b(?:raised|rais(?:es|ing)|brings?|bringing|brought|tak(?:es|ing)|took|push(?:ed|es|ing)|revis(?:ed|ing))\s+(?:the\s+|its\s+|their\s+)?{_WORD}?(?P<other>{_TOLL})\b"
    r"|\b(?:has|have)\s+now\s+(?:claimed|cost)\s+[\w-]+\s+lives\b"
)
_LATER_DEAD = re.compile(
    rf"\b(?:of|among)\s+the\s+{_WORD}?(?:wounded|injured)\b[^.;]{{0,60}}\b(?:died|dead|succumbed)\b|\b(?:has|have)\s+since\s+died\b"
    rf"|\b(?:more|another|further)\s+{_WORD}{{0,3}}(?:have\s+|has\s+)?(?:died|succumbed)\b"
    rf"|\bthe\s+{_WORD}?(?:wounded|injured)\s+{_WORD}{{0,3}}(?:died|dead|succumbed)\b"
)
_CLAIMS = re.compile(
    r"\b(?:claim(?:ed|s|ing)?|t(?:ook|aken|ake)|accept(?:ed|s)?|assum(?:ed|es)?|admitted|den(?:ied|ies))\s+(?:any\s+|full\s+)?(?:responsibility|credit)\b"
    rf"|\bclaim(?:ed|s)?\s+(?:to\s+(?:have\s+carried\s+out|be\s+behind)\s+)?(?:the|this|that|these|both|it\b|them\b|\w+day's)\s"
    rf"|\b(?:was|were|is|are)\s+behind\s+(?:the|this|that|it\b|\w+day's)"
    rf"|\b(?:said|says|saying)\s+(?:that\s+)?(?:it|its\s+{_WORD}?\w+|they)\s+(?:had\s+)?(?:carried\s+out|laid|staged|mounted|planted|planned)\s+(?:the|this|that)\b"
    r"|\b(?:no|nobody|none)\s+(?:\w+\s+){0,2}(?:has|have|had)\s+(?:yet\s+|so\s+far\s+)?claimed\b"
    rf"|\b(?:condemn(?:ed|s|ing)?|denounc(?:ed|es|ing)|deplor(?:ed|es|ing)|mourn(?:ed|s|ing)?|appalled\s+(?:by|at)|shocked\s+(?:by|at))\s+"
    rf"(?:strongly\s+)?(?:the|this|that|these|those|\w+day's)\s+{_WORD}{{0,3}}?(?:attacks?|strikes?|killings?|bombings?|raids?|violence|assault|massacre|shelling)\b"
)


class Recall(NamedTuple):
    """What a sentence takes up: the kinds and the things hit that name it; `is_later` where it tells what came after the event."""

    kinds: frozenset[str]
    targets: frozenset[str]
    is_later: bool  # a later toll or a claim: the day that it tells is not the event's
    is_toll: bool
    own_day: bool  # "Sunday's attack": the day is the event's all the same


class _Table(NamedTuple):
    kinds: dict[str, re.Pattern[str]]
    known: re.Pattern[str]  # "the mosque bombing"
    targets: re.Pattern[str]
    general: re.Pattern[str]


def kinds_of(low: str, start: int, end: int) -> frozenset[str]:
    """The kinds of attack that the words between two offsets of the folded text name."""
    return frozenset(kind for kind, words in _table().kinds.items() if words.search(low, start, end))


def targets_of(low: str, start: int, end: int) -> frozenset[str]:
    """What was hit, by the words between two offsets, each in the singular."""
    return frozenset(m[0].removesuffix("s") for m in _table().targets.finditer(low, start, end))


_APART = re.compile(r"\b(?:another|separate(?:ly)?|(?<!is the )(?<!was the )(?:second|third)|other|also|similar|elsewhere|meanwhile)\b")
_ANOTHER = re.compile(
    r"\b(?:an?\s+(?:second|third|further|separate)|another)\s+(?:\w+\s+)?(?:attacks?|strikes?|raids?|bombs?|blasts?|explosions?|ambush|rockets?|drones?)\b"
)
_SET_APART = re.compile(
    r"\b(?:in|during)\s+(?:an?\s+)?(?:another|separate|different|unrelated|other|second|further)\s+(?:\w+\s+)?(?:incidents?|attacks?|assaults?|raids?"
    r"|ambush(?:es)?|blasts?|explosions?|bombings?|clash(?:es)?|events?|cases?)\b|\bin\s+a(?:nother)?\s+related\s+(?:development|context|incident)\b|\bseparately\b|\belsewhere\b"
)

_SEVERAL = re.compile(
    r"\b(?:attacks|raids|incidents|bombings|blasts|explosions|ambushes|clashes|(?:air\s?)?strikes|assaults|shootings|killings|violence)\b"
)


def tells_apart(low: str, start: int, trigger: tuple[int, int], *, is_placed: bool) -> bool:
    """Whether the words from `start` set the event of the trigger apart: "in a separate incident"; "another" needs a place."""
    if _SET_APART.search(low, start, trigger[0]):
        return True
    before = low[max(start, trigger[0] - 30) : trigger[0]]
    return is_placed and bool(_APART.search(before) or _ANOTHER.search(low, start, trigger[1]))


def recall(low: str, start: int, end: int, trigger: tuple[int, int]) -> Recall | None:
    """What the sentence at two offsets takes up; None where its trigger tells of an event anew."""
    toll = bool(_LATER_TOLL.search(low, start, end) or _LATER_DEAD.search(low, start, end))
    is_later = toll or _CLAIMS.search(low, start, end) is not None
    known = list(_table().known.finditer(low, start, end))
    named = known if is_later else [m for m in known if m.start() < trigger[1] and trigger[0] < m.end()]
    if not named and not is_later:
        return None
    kinds = frozenset[str]().union(*(kinds_of(low, *m.span()) for m in named))
    targets = frozenset[str]().union(*(targets_of(low, *m.span()) for m in named))
    return Recall(kinds, targets, is_later, toll, any(m["day"] for m in named))


def is_fresh(low: str, start: int, end: int) -> bool:
    """Whether the words speak of no attack as one that is known ("the blast") and of none in general ("attacked", "raid")."""
    table = _table()
    return not table.known.search(low, start, end) and not table.general.search(low, start, end)


def tells_of_several(low: str, start: int, end: int) -> bool:
    """Whether the words sum up more than one attack: "in two attacks"."""
    return _SEVERAL.search(low, start, end) is not None


def later_toll(low: str, start: int, end: int) -> tuple[int, int] | None:
    """The words of a sentence that announce a later count of the dead: "the toll has risen"."""
    found = _LATER_TOLL.search(low, start, end)
    return found.span() if found else None


@cache
def _table() -> _Table:
    data = tomllib.loads(Path(__file__).with_name("retold.toml").read_text(encoding="utf-8"))
    rows = {kind: _spaced(words) for kind, words in data["kinds"].items()}
    every = "|".join([*rows.values(), _spaced(data["any"]["words"])])
    return _Table(
        {kind: re.compile(rf"(?<![\w-])(?:{words})(?![\w-])") for kind, words in rows.items()},
        re.compile(rf"\b(?:the|this|that|these|those|both|(?P<day>\w+day's))\s+{_WORD}{{0,3}}?(?:{every})(?![\w-])"),
        re.compile(rf"(?<![\w-])(?:{_spaced(data['targets']['words'])})(?![\w-])"),
        re.compile(rf"(?<![\w-])(?:{_spaced(data['any']['words'])}|attack(?:ed|ers|ing)|raid(?:ed|ers)|stormed|assailants)(?![\w-])"),
    )


def _spaced(words: str) -> str:
    return words.replace(" ?", r"\s?").replace(" ", r"\s+")
