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
    r"\s+(?:\w+ly\s+)?$|\b(?:intervention|statement|visit|report|appeal|call|request|threats?|pressure|rule|support)\s+$"
)
_FROM = re.compile(
    rf"\b(?:attack|fire|assault|pressure|bombardment|shelling)\s+(?:came\s+|coming\s+)?from\s+{_DET}$|\bat\s+the\s+hands\s+of\s+{_DET}$"
)
_BLAMED = re.compile(
    rf"\b(?:blam(?:ed?|es|ing)|accus(?:ed?|es|ing))\s+(?:it\s+)?(?:on\s+)?{_DET}$"
    rf"|\b(?:attributed|ascribed|pinned|traced)\s+(?:on|to)\s+{_DET}$|\bsuspicion\s+(?:fell|falls)\s+on\s+{_DET}$"
)
_BETWEEN = re.compile(rf"\b(?:between|pit(?:s|ted|ting)|involv(?:es|ed|ing))\s+{_DET}$")
_TOLD_OF_DOER = re.compile("|".join(words.pattern for words in (_BLAMED, _FROM, _BETWEEN)))
_WITH = re.compile(rf"\b(?:with|from|against|on|to)\s+{_DET}$")
_AND = re.compile(rf"\s*(?:,|,?\s+and|,?\s+or|as\s+well\s+as|along\s+with)\s+(?:the\s+)?{_DET}$")
_APPOSED = re.compile(r",\s+(?:an?|the)\s+")
_WHOSE = re.compile(rf"\s+of\s+(?!\w+ing\b){_DET}(?:[\w-]+\s+){{0,2}}")
_PLUS = re.compile(rf"(?:[^.;:,]{{0,30}}?)\s+(?:and|with|against)\s+{_DET}$")
_AGAINST = re.compile(
    rf"\b(?:clash(?:es|ed|ing)?|fighting|fought|battl(?:e|es|ed|ing)|gun\s?battles?|firefights?|combat)\s+(?:\w+\s+){{0,2}}?(?:with|against|between)\s+{_DET}$"
)
_ON = re.compile(
    r"\b(?:attacks?|assaults?|raids?|strikes?|offensive|operations?|ambush(?:es)?|air\s?strikes?|crackdown|shelling|fire|rockets?|missiles?|rounds|gas|cannon|bombardment|stones)"
    r"\s+(?:\w+\s+){0,3}?(?:on|against|of|at|targeting|into|towards?)\s+[^,.;:]{0,40}$"
    r"|\b(?:killings?|deaths?|murders?|abductions?|kidnappings?|massacre|arrests?|detention|execution|lynching|beating|bombing|ambush|assassination|capture|expulsion|removal|overthrow)s?\s+of\s+[^,.;:]{0,40}$"
)
_VERSUS = re.compile(r"\b(?:against|targeting|among)\s+(?!the\s+(?:law|backdrop))[^,.;:]{0,30}$")  # in a protest it is what that is about
_BROKEN = re.compile(r"[,;:]|\b(?:who|which|that|when|while|after|before|as|because|where|since|amid|said|following|by|during|but|for)\s")
_DIED = (
    r"(?:died|dead|perished|lost\s+(?:their|his|her)\s+li(?:fe|ves)|succumbed|(?:came|come|coming)\s+under|suffered"
    r"|f[ae]ll(?:en)?\s+(?:into\s+an?\s+ambush|victim|in\s+(?:an?|the|action|combat|battle)))"
)
_BE = r"(?:was|were|is|are|been|being|be|got|gets?)\s+(?:\w+ly\s+|also\s+|later\s+|reportedly\s+|all\s+|then\s+)*"
_MINE = (
    r"(?:(?:(?:hit|struck|stepped\s+on|drove\s+over|ran\s+over|triggered|set\s+off)\s+(?:an?\s+)?(?:\w+\s+)?(?:land)?(?:mine|ied|bomb|device)s?)"
    r"|(?:blew\s+up|exploded)\s+on)"
)
_SITE = re.compile(  # of "police station" it is the target at most
    r"\s+(?:bases?|camps?|cantonments?|barracks|posts?|stations?|checkpoints?|vehicles?|headquarters|compounds?|outposts?|positions?|academy|hospitals?"
    r"|bus(?:es)?|trucks?|custody|spokes\w+|sources?|chiefs?|uniforms?|courts?|depots?|quarters?|sites?|buildings?|offices?)\b"
)
_NOT_THEM = re.compile(r"\s+(?:areas?|targets?|strongholds?|territor\w+|held|controlled|rule|plans?|proposals?|polic(?:y|ies)|reforms?)\b")
_STRIKES = re.compile(
    r"(?:['’]s?)?\s+(?:\w+\s+)?(?:raids?|operations?|(?:air\s?)?strikes?|ambush(?:es)?|attacks?|offensive|assaults?|shelling|crackdown|drones?"
    r"|artillery|helicopters?|fire|gunfire|bombardments?|bullets|shells|rockets)\b"
)
_ENDS = re.compile(
    r";|(?<=\w)\s+(?:who|whom|which|when|where|while|after|before|because|whose|until)\b(?!\s+(?:it|they|its|their|he|she)\b)|:\s"
)
_DOWNED = re.compile(
    r"\b(?:(?:shoo?t|shooting|brought)\s+down|downed|intercepted|destroyed|repelled|shots?\s+at|fired\s+at)\s+[^,.;]{0,40}$"
)
_PLACING = re.compile(r"\b(?:of|from|in|by|with|near|at|to|on|for|against|and|or)\s+(?:the\s+|an?\s+)?$")
_ONLY_DONE = r"(?:killed|wounded|injured|kidnapped|abducted|arrested|detained|hurt|beheaded|shot\s+dead|murdered)"
_OWNED = re.compile(
    r"(?:claim(?:ed|s|ing)?\s+(?:\w+\s+){0,3}?(?:responsibility|credit|it\b|the\s|to\s+have|that\s+it|that\s+its|having)|t(?:ook|akes?)\s+(?:responsibility|credit)"
    r"|(?:was|were|is|are)\s+(?:said\s+to\s+be\s+|believed\s+to\s+be\s+)?behind|(?:was|were|is|are|been)\s+(?:accused|suspected|blamed)\b)"
)
_FOUND = re.compile(r"\s+(?:killed|wounded|injured|abducted|kidnapped|shot\s+dead|arrested|detained|dead|hurt)\s*(?:[,;.]|$)")
_SELF = r"(?:(?:it|they|he|(?:one\s+of\s+)?(?:its|their))\s+(?:[\w'-]+\s+){0,2}?)"
_NOBODY = re.compile(r"\b(?:no|nobody|none)\s+(?:\w+\s+){0,2}$")
_LOOK = 120  # characters before and after an actor that are looked at
_OF_VERBS = {
    Category.ATTACK: ("force",),
    Category.OTHER: ("force", "arrest", "deploy"),
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
_BY_WORD = {"crowd", "diplomatic", "agreement", "coup"}  # what is done there is done by saying so
_ATTACKED = frozenset({Category.ATTACK, Category.RIOT, Category.PROTEST})
_TOGETHER = re.compile(
    r"\s+(?:[\w,'-]+\s+){0,6}?(?:clash(?:ed)?|fought|battled?|exchanged|traded|signed|agreed|reached|met|declared|each\s+other|fighting)\b"
)


_UNARMED = frozenset({Kind.PROTESTERS, Kind.CIVILIANS, Kind.PERSON, Kind.OFFICIAL, Kind.NEIGHBOURS, Kind.MOB})
_CROWDS = frozenset({Kind.PROTESTERS, Kind.CIVILIANS, Kind.MOB, Kind.PERSON, Kind.NEIGHBOURS})
_FORCES = frozenset({Kind.STATE, Kind.FOREIGN, Kind.COUNTRY, Kind.WEAPON})
_ACT_UNTOLD = {
    Category.PROTEST: _CROWDS,
    Category.RIOT: _CROWDS - {Kind.CIVILIANS, Kind.PERSON},
    Category.DEPLOYMENT: _FORCES,
    Category.MILITARY_BASE: _FORCES,
}


class _Verbs(NamedTuple):
    """For one category, what follows an actor that is acted on, that acts, or that speaks; and what stands before one that is acted on."""

    after: re.Pattern[str]
    at_once: re.Pattern[str]
    before: re.Pattern[str]
    nouns: re.Pattern[str]


def with_parts(
    low: str, span: tuple[int, int], found: Sequence[ActorMention], trigger: tuple[int, int], category: Category
) -> tuple[ActorMention, ...]:
    """The actors of a sentence with the part that each has in the event of the trigger, between two offsets of the folded text."""
    told: list[ActorMention] = []
    for i, m in enumerate(found):
        told.append(replace(m, part=_part(low, span, m, told[-1] if told else None, found[i + 1 :], category)))
    if not any(m.part is Part.AGENT for m in told):
        told = _without_words(told, trigger, category)
    return tuple(told)


def _part(
    low: str, span: tuple[int, int], m: ActorMention, last: ActorMention | None, ahead: Sequence[ActorMention], category: Category
) -> Part:
    """What an actor does by the words from the `last` one to it, and by those that follow."""
    if m.kind is Kind.WEAPON:
        is_hit = _DOWNED.search(low, max(span[0], m.start_char - _LOOK), m.start_char)
        return Part.AGENT if category in _ATTACKED and not is_hit else Part.BESIDE
    if _NOT_THEM.match(low, m.end_char):
        return Part.BESIDE
    verbs = _verbs(tuple(n for n in _OF_VERBS[category] if n != "crowd" or m.kind in _CROWDS))
    before = low[max(span[0], m.start_char - _LOOK, last.end_char if last else 0) : m.start_char]
    after = low[m.end_char : min(span[1], m.end_char + _LOOK)]
    if _is_doer(before):
        return Part.AGENT
    if _FOUND.match(after):
        return Part.PATIENT
    beside = _part_beside(low, span, m, last, before, after) if last else None
    if beside and (beside is not Part.AGENT or not verbs.at_once.match(after)):
        return beside
    if _AGAINST.search(before):
        return Part.OPPONENT
    is_target = _ON.search(before) or (_VERSUS.search(before) and not (category is Category.PROTEST and m.kind not in _CROWDS))
    if is_target or (category in _TWO_SIDED and _WITH.search(before)):
        return Part.PATIENT
    if _is_object(verbs, before) and not (before.rstrip().endswith("and") and verbs.at_once.match(after)):
        return Part.PATIENT
    if category is Category.ATTACK and m.kind not in _UNARMED and _STRIKES.match(after):
        return Part.AGENT
    part = Part.BESIDE if _NOBODY.search(before) else _by_what_follows(low, verbs, m, ahead, after)
    return Part.BESIDE if part is Part.AGENT and _SITE.match(after) else part


def _is_doer(before: str) -> bool:
    """Whether the words before tell that it did it: "by", "blamed on", "clashes between"."""
    by = _BY.search(before)
    return _TOLD_OF_DOER.search(before) is not None or bool(by and not _NO_DOER.search(before, 0, by.start()))


def _part_beside(low: str, span: tuple[int, int], m: ActorMention, last: ActorMention, before: str, after: str) -> Part | None:
    """The part of one that is named together with the last: the other side of "between A and B", else the same."""
    if m.kind in _UNARMED and _WHOSE.fullmatch(before):  # "supporters of the president"
        return Part.BESIDE
    if last.part is Part.AGENT and _BETWEEN.search(low, max(span[0], last.start_char - 60), last.start_char) and _PLUS.fullmatch(before):
        return Part.OPPONENT
    if last.kind is Kind.PERSON and last.named and _APPOSED.fullmatch(before):  # "Lamia Ferjani, a lawyer"
        return Part.BESIDE
    if last.part is Part.BESIDE or not _AND.fullmatch(before):
        return None
    return Part.OPPONENT if _TOGETHER.match(after) and last.part is Part.AGENT else last.part


def _is_object(verbs: _Verbs, before: str) -> bool:
    """Whether the words before are a verb with nothing but the way to its object: "attacked a position of"."""
    acts = list(verbs.before.finditer(before))
    return bool(acts) and not _BROKEN.search(before, acts[-1].end())


def _by_what_follows(low: str, verbs: _Verbs, m: ActorMention, ahead: Sequence[ActorMention], after: str) -> Part:
    """The part by the first verb that follows and is not another's: "were killed", "attacked", "said that it had struck"."""
    end = _ENDS.search(after)
    told = verbs.after.finditer(after, 0, end.start() if end else len(after))
    at_once = verbs.at_once.match(after)
    verb = next((v for v in told if not (v["acts"] and verbs.nouns.fullmatch(v[0])) or (at_once and at_once.end() == v.end())), None)
    if verb is None or verb["say"]:
        return Part.BESIDE
    start = m.end_char + verb.start()
    owner = next((n for n in ahead if n.end_char <= start and low[n.end_char : start].isspace()), None)
    if owner and not _PLACING.search(low, m.end_char, owner.start_char):
        return Part.BESIDE
    return Part.PATIENT if verb["done"] else Part.AGENT


def _without_words(told: Sequence[ActorMention], trigger: tuple[int, int], category: Category) -> list[ActorMention]:
    """Where no words tell who acts: the crowd of a protest, whose forces those of a deployment are, and whose base it is."""
    kinds = _ACT_UNTOLD.get(category, frozenset())
    if category is Category.MILITARY_BASE:
        near = [m for m in told if m.named and m.end_char > trigger[0] - 25 and m.start_char < trigger[1] and m.kind in kinds]
    else:
        near = [m for m in told if m.kind in kinds]
    return [replace(m, part=Part.AGENT) if m in near[:1] else m for m in told]


@cache
def _verbs(kinds: tuple[str, ...]) -> _Verbs:
    """The patterns of these kinds of verbs."""
    data = _table()
    acts = "|".join(data["verbs"][kind] for kind in kinds).replace(" ", r"\s+")
    objects = "|".join(data["verbs"][kind] for kind in kinds if kind != "crowd").replace(" ", r"\s+")
    done, say = data["done"]["force"].replace(" ", r"\s+"), data["say"]["words"].replace(" ", r"\s+")
    passive = rf"{_BE}(?!\w+ing\b)(?:{acts}|{done})\b|{_DIED}\b|{_MINE}|(?:{done})\s+by\b"
    passive += rf"|{_ONLY_DONE}\s+(?:in|when|during|near|on|as|at(?!\s+(?:least|most)))\b"
    owns = rf"{_OWNED.pattern}|(?!den)(?:{say})\s+(?:\w+\s+){{0,8}}?(?:that\s+)?{_SELF}(?:{acts}|was\s+behind|were\s+behind)\b"
    says, does = rf"(?P<say>(?:{say})\b)", rf"(?P<acts>(?:{acts})\b)"
    last = f"{does}|{says}" if _BY_WORD & {*kinds} else f"{says}|{does}"
    return _Verbs(
        after=re.compile(rf"\b(?:(?P<owns>{owns})|(?P<done>{passive})|{last})"),
        at_once=re.compile(rf"\s+(?:(?:also|later|then|had|have|has|reportedly|\w+ly)\s+)*(?:{acts})\b"),
        before=re.compile(rf"(?<!were\s)(?<!was\s)(?<!been\s)\b(?:{objects})\b"),
        nouns=re.compile(data["verbs"]["nouns"]),
    )


@cache
def _table() -> dict[str, dict[str, str]]:
    return tomllib.loads(Path(__file__).with_name("parts.toml").read_text(encoding="utf-8"))
