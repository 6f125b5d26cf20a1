"""Who acts and who is acted on in a sentence, by the words around them: "was attacked by", "blamed on", "clashes between"."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

from geodata.events.actor_words import Kind
from geodata.events.actors import ActorMention, Part
from geodata.model import Category

_NUMBER = r"(?:[\d,]+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens|hundreds|thousands|scores|several|some|many|both)"
_DET = (
    r"(?:(?:the|an?|its|their|his|her|at|least|more|than|over|about|up|to|nearly|around|as|other|another|further|alleged|suspected|presumed"
    rf"|unknown|of|members?|fighters|{_NUMBER})\s+)*"
)
_BY = re.compile(rf"\bby\s+{_DET}$")
_NO_DOER = re.compile(
    r"\b(?:follow|accompani|back|support|join|guard|protect|escort|hold|held|control|govern|rule|own|us|run|see|seen|treat|condemn|watch"
    r"|witness|report|confirm|host|welcom|said|led|head|surround|inhabit|lived|populat|occupi|visit|broker|mediat|overse|patroll)(?:ed|en|d)?"
    r"\s+(?:\w+ly\s+)?$"
)
_FROM = re.compile(rf"\b(?:attack|fire|assault|pressure|bombardment|shelling)\s+from\s+{_DET}$|\bat\s+the\s+hands\s+of\s+{_DET}$")
_BLAMED = re.compile(
    rf"\b(?:blam(?:ed?|es|ing)|accus(?:ed?|es|ing))\s+(?:it\s+)?(?:on\s+)?{_DET}$"
    rf"|\b(?:attributed|ascribed|pinned|traced)\s+(?:on|to)\s+{_DET}$|\bsuspicion\s+(?:fell|falls)\s+on\s+{_DET}$"
)
_BETWEEN = re.compile(rf"\b(?:between|pit(?:s|ted|ting)|involv(?:es|ed|ing))\s+{_DET}$")
_WITH = re.compile(rf"\b(?:with|from|against|on|to)\s+{_DET}$")
_AND = re.compile(rf"\s*(?:,|,?\s+and|,?\s+or|as\s+well\s+as|along\s+with)\s+(?:the\s+)?{_DET}$")
_PLUS = re.compile(rf"(?:[^.;:,]{{0,30}}?)\s+(?:and|with|against)\s+{_DET}$")
_AGAINST = re.compile(
    rf"\b(?:clash(?:es|ed|ing)?|fighting|fought|battl(?:e|es|ed|ing)|gun\s?battles?|firefights?|combat)\s+(?:\w+\s+){{0,2}}?(?:with|against|between)\s+{_DET}$"
)
_ON = re.compile(
    r"\b(?:attacks?|assaults?|raids?|strikes?|offensive|operations?|ambush(?:es)?|air\s?strikes?|crackdown|shelling|fire|rockets?|missiles?|rounds|gas|cannon|bombardment|stones)"
    r"\s+(?:\w+\s+){0,3}?(?:on|against|of|at|targeting|into|towards?)\s+[^,.;:]{0,40}$"
    r"|\b(?:killings?|deaths?|murders?|abductions?|kidnappings?|massacre|arrests?|detention|execution|lynching|beating|bombing|ambush|assassination|capture|expulsion|removal|overthrow)s?\s+of\s+[^,.;:]{0,40}$"
    r"|\b(?:against|targeting|among)\s+(?!the\s+(?:law|backdrop))[^,.;:]{0,30}$"
)
_BROKEN = re.compile(r"[,;:]|\b(?:who|which|that|when|while|after|before|as|because|where|since|amid|said|following|by|during|but)\s")
_DIED = r"(?:died|dead|perished|lost\s+(?:their|his|her)\s+li(?:fe|ves)|succumbed|(?:came|come|coming)\s+under|suffered)"
_BE = r"(?:was|were|is|are|been|being|be|got|gets?)\s+(?:\w+ly\s+|also\s+|later\s+|reportedly\s+|all\s+|then\s+)*"
_MINE = r"(?:(?:hit|struck|stepped\s+on|drove\s+over|ran\s+over|triggered)\s+(?:an?\s+)?(?:\w+\s+)?(?:land)?(?:mine|ied|bomb|device)s?)"
_OWNED = re.compile(
    r"(?:claim(?:ed|s|ing)?\s+(?:\w+\s+)?(?:responsibility|credit|it\b|the\s|to\s+have|that\s+it|that\s+its|having)|t(?:ook|akes?)\s+(?:responsibility|credit)"
    r"|(?:was|were|is|are)\s+(?:said\s+to\s+be\s+|believed\s+to\s+be\s+)?behind|(?:was|were|is|are|been)\s+(?:accused|suspected|blamed)\b)"
)
_FOUND = re.compile(r"\s+(?:killed|wounded|injured|abducted|kidnapped|shot\s+dead|arrested|detained|dead|hurt)\s*(?:[,;.]|$)")
_SELF = r"(?:(?:it|they|he|its|their)\s+(?:[\w'-]+\s+){0,2}?)"
_NOBODY = re.compile(r"\b(?:no|nobody|none)\s+(?:\w+\s+){0,2}$")
_LOOK = 120  # characters before and after an actor that are looked at
_OF_VERBS = {
    Category.ATTACK: ("force",),
    Category.OTHER: ("force", "arrest"),
    Category.PROTEST: ("crowd", "force", "arrest"),
    Category.RIOT: ("force", "crowd", "arrest"),
    Category.ARREST: ("arrest",),
    Category.DEPLOYMENT: ("deploy",),
    Category.MILITARY_BASE: ("deploy",),
    Category.DIPLOMATIC: ("diplomatic",),
    Category.AGREEMENT: ("agreement",),
    Category.COUP: ("coup",),
}
_TWO_SIDED = frozenset({Category.AGREEMENT, Category.DIPLOMATIC})
_ATTACKED = frozenset({Category.ATTACK, Category.RIOT, Category.PROTEST})
_TOGETHER = re.compile(
    r"\s+(?:[\w,'-]+\s+){0,6}?(?:clash(?:ed)?|fought|battled?|exchanged|traded|signed|agreed|reached|met|declared|each\s+other|fighting)\b"
)


_CROWDS = frozenset({Kind.PROTESTERS, Kind.CIVILIANS, Kind.MOB, Kind.PERSON, Kind.NEIGHBOURS})
_FORCES = frozenset({Kind.STATE, Kind.FOREIGN, Kind.COUNTRY, Kind.WEAPON})
_ACT_UNTOLD = {
    Category.PROTEST: _CROWDS,
    Category.RIOT: _CROWDS,
    Category.DEPLOYMENT: _FORCES,
    Category.MILITARY_BASE: _FORCES,
}


class _Verbs(NamedTuple):
    """For one category, what follows an actor that is acted on, that acts, or that speaks; and what stands before one that is acted on."""

    after: re.Pattern[str]
    at_once: re.Pattern[str]
    before: re.Pattern[str]


def with_parts(
    low: str, span: tuple[int, int], found: Sequence[ActorMention], trigger: tuple[int, int], category: Category
) -> tuple[ActorMention, ...]:
    """The actors of a sentence with the part that each has in the event of the trigger, between two offsets of the folded text."""
    told: list[ActorMention] = []
    for m in found:
        told.append(replace(m, part=_part(low, span, m, told[-1] if told else None, category)))
    if not any(m.part is Part.AGENT for m in told):
        told = _without_words(told, trigger, category)
    return tuple(told)


def _part(low: str, span: tuple[int, int], m: ActorMention, last: ActorMention | None, category: Category) -> Part:
    """What an actor does by the words from the `last` one to it, and by those that follow."""
    if m.kind is Kind.WEAPON:
        return Part.AGENT if category in _ATTACKED else Part.BESIDE
    verbs = _verbs(category)
    before = low[max(span[0], m.start_char - _LOOK, last.end_char if last else 0) : m.start_char]
    after = low[m.end_char : min(span[1], m.end_char + _LOOK)]
    if _is_doer(before):
        return Part.AGENT
    if _FOUND.match(after):
        return Part.PATIENT
    beside = _part_beside(low, span, last, before, after) if last else None
    if beside and (beside is Part.PATIENT or not verbs.at_once.match(after)):
        return beside
    if _AGAINST.search(before) or _ON.search(before) or (category in _TWO_SIDED and _WITH.search(before)):
        return Part.PATIENT
    if _is_object(verbs, before) and not (before.rstrip().endswith("and") and verbs.at_once.match(after)):
        return Part.PATIENT
    return Part.BESIDE if _NOBODY.search(before) else _by_what_follows(verbs, after)


def _is_doer(before: str) -> bool:
    """Whether the words before tell that it did it: "by", "blamed on", "clashes between"."""
    by = _BY.search(before)
    return bool(by and not _NO_DOER.search(before, 0, by.start())) or any(words.search(before) for words in (_BLAMED, _FROM, _BETWEEN))


def _part_beside(low: str, span: tuple[int, int], last: ActorMention, before: str, after: str) -> Part | None:
    """The part of one that is named together with the last: the other side of "between A and B", else the same."""
    if last.part is Part.AGENT and _BETWEEN.search(low, max(span[0], last.start_char - 60), last.start_char) and _PLUS.fullmatch(before):
        return Part.PATIENT
    if last.part is Part.BESIDE or not _AND.fullmatch(before):
        return None
    return Part.PATIENT if _TOGETHER.match(after) else last.part


def _is_object(verbs: _Verbs, before: str) -> bool:
    """Whether the words before are a verb with nothing but the way to its object: "attacked a position of"."""
    acts = list(verbs.before.finditer(before))
    return bool(acts) and not _BROKEN.search(before, acts[-1].end())


def _by_what_follows(verbs: _Verbs, after: str) -> Part:
    """The part by the first verb that follows: "were killed", "attacked", "said that it had struck"."""
    m = verbs.after.search(after)
    if m is None or m["say"]:
        return Part.BESIDE
    return Part.PATIENT if m["done"] else Part.AGENT


def _without_words(told: Sequence[ActorMention], trigger: tuple[int, int], category: Category) -> list[ActorMention]:
    """Where no words tell who acts: the crowd of a protest, whose forces those of a deployment are, and whose base it is."""
    kinds = _ACT_UNTOLD.get(category, frozenset())
    if category is Category.MILITARY_BASE:
        near = [m for m in told if m.named and m.end_char > trigger[0] - 25 and m.start_char < trigger[1] and m.kind in kinds]
    else:
        near = [m for m in told if m.kind in kinds]
    return [replace(m, part=Part.AGENT) if m in near[:1] else m for m in told]


@cache
def _verbs(category: Category) -> _Verbs:
    data = _table()
    acts = "|".join(data["verbs"][name] for name in _OF_VERBS[category]).replace(" ", r"\s+")
    done, say = data["done"]["force"].replace(" ", r"\s+"), data["say"]["words"].replace(" ", r"\s+")
    passive = rf"{_BE}(?:{acts}|{done})\b|{_DIED}\b|{_MINE}|(?:{done})\s+(?:by|in|when|during|near|at|on|as)\b"
    owns = rf"{_OWNED.pattern}|(?:{say})\s+(?:\w+\s+){{0,8}}?(?:that\s+)?{_SELF}(?:{acts}|was\s+behind|were\s+behind)\b"
    return _Verbs(
        after=re.compile(rf"\b(?:(?P<owns>{owns})|(?P<done>{passive})|(?P<say>(?:{say})\b)|(?P<acts>{acts})\b)"),
        at_once=re.compile(rf"\s+(?:(?:also|later|then|had|have|has|reportedly|\w+ly)\s+)*(?:{acts})\b"),
        before=re.compile(rf"(?<!were\s)(?<!was\s)(?<!been\s)\b(?:{acts})\b"),
    )


@cache
def _table() -> dict[str, dict[str, str]]:
    return tomllib.loads(Path(__file__).with_name("parts.toml").read_text(encoding="utf-8"))
