"""The words that name an event: known phrases, read from `triggers.toml`, else the words that the model points at."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from geodata.events.codebook import Code
from geodata.events.distinct import distinct
from geodata.events.frames import is_recalled
from geodata.events.labels import CRIME, ROWS
from geodata.events.sentences import Sentence
from geodata.events.signs import TextSigns
from geodata.model import Category

GENERIC = frozenset({"Attack", "Armed clash", "Peaceful protest"})
"""Sub-event types that hold when nothing more special is told."""


class Phrase(NamedTuple):
    """Known words that may name an event, in offsets of the text. A strong phrase names an event by itself."""

    category: Category
    sub_event_type: str
    strong: bool
    start_char: int
    end_char: int


class Trigger(NamedTuple):
    """The words that name an event, in offsets of the text, and how likely (0 to 1) they tell one of that type."""

    category: Category
    sub_event_type: str
    score: float
    start_char: int
    end_char: int

    @property
    def is_sure(self) -> bool:
        """More likely than not."""
        return self.score >= _SURE


_NEGATED = re.compile(
    r"(?:\b(?:no|not|never|neither|nor|without)|n't)\s+(?!(?:only|just|merely)\b)(?:(?:been\s+)?(?:an?\s+)?(?:[\w'-]+\s+)?)$"
)
_UNTIL = re.compile(r"[^.;,]{0,40}\buntil\s+(?:late\s+|early\s+)?(?:\w+day|yesterday|the)\b")  # "did not arrest him until Thursday"
_SELDOM = frozenset({Category.MILITARY_BASE, Category.DEPLOYMENT, Category.COUP, Category.DIPLOMATIC})
_NAMED = 0.5
_LEFT = re.compile(
    r"(?:had\s+|has\s+|have\s+)?(?:left|leaves?|leaving|quit|withdrew|departed|vacated|(?:hand(?:ed|s|ing)\s+)?(?:back|over)|hand(?:ed|s|ing))"
)
_GAVE_UP = re.compile(
    r"\b(?:g[ai]ven?|giving|handed|turned)\s+(?:themselves|himself|herself)\s+(?:up|in|over)\b|\bsurrender(?:ed|s|ing)?\b"
)
_HARM = re.compile(
    r"\b(?:dead|died|deaths?|kill\w*|wound\w*|injur\w*|casualt\w+|attack\w*|blast|bomb\w*|explo\w+|shell\w*|strike\w*|clash\w*|fight\w*|fire\w*)\b"
)
_BASE_CHANGES = re.compile(
    r"\b(?:hand(?:ed|ing)?\s+(?:over|back)|vacat|clos(?:ed|ing|ure)|evacuat|open(?:ed|ing)|inaugurat|set\s+up|establish|built|build|quit|abandon|transferr|withdr[ae]w|new\s+base)"
)
_VIOLENT = {Category.ATTACK, Category.RIOT}
_PLAIN = GENERIC | {"Looting/property destruction", "Remote explosive/landmine/IED"}  # what a crowd may do too
_ARMED = re.compile(
    r"\b(?:gunmen|armed|guns?|rifles?|gunfire|shot|militants?|rebels?|insurgents?|jihadists?|terrorists?|fighters|army|soldiers?|troops|bandits|raiders|tribesmen|herders|herdsmen|hunters|militia\w*|drones?|missiles?|rockets?|shells?)\b"
)
_UNARMED = re.compile(
    r"\b(?:workers?|youths?|young\s+(?:men|people)|residents|villagers|students?|supporters|followers|fans|crowds?|mobs?|protest\w*|demonstrat\w*|farmers|growers|traders|locals|neighbou?rs)\b"
)
_GENERAL = re.compile(r"\b(?:bases|camps|garrisons|outposts|checkpoints|deployments)$")  # "around military camps" names none
_GUNMEN = re.compile(
    r"\b(?:fighters|gunmen|militants|jihadists|insurgents|rebels|terrorists|armed\s+men|raiders|bandits|militiamen)\s+(?:[\w-]+\s+){0,3}?"
    r"(?:attack|ambush|raid|storm|kill|kidnap|abduct|shot|shell|overr[au]n)"
)
_CROWD = re.compile(
    r"\b(?:protest|demonstrat|crowd|mob\b|mobs\b|march|rall(?:y|ies)|riot|youth|residents|villagers|students|supporters|strike|sit-in)"
)
_FORCE = "pe"  # against protesters
_CROWD_NEAR = re.compile(
    r"\b(?:protest|demonstrat|crowd|mob\b|mobs\b|march|rall(?:y|ies)|riot|sit-in|strikers|striking|tear\s*gas|gather|assembl|procession|vigil|unrest|chant)"
)
_NEAR = 250  # characters before a sentence in which a crowd is told of
_CLASH, _ATTACK = "ac", "at"
_OFFICE = (
    r"(?:prosecutors?|judges?|magistrates?|mayors?|governors?|councill?ors?|candidates?|lawmakers?|deputies|senators?|ministers?|journalists?|reporters?"
    r"|activists?|(?:community|social|indigenous|village|tribal|religious|union|party)\s+(?:leaders?|chiefs?)|imams?|priests?|pastors?|bishops?"
    r"|aid\s+workers?|human\s+rights\s+\w+|politicians?|commissioners?|ex-\w+|diplomats?)"
)
_SLAIN = r"(?:murdered|assassinated|shot(?:\s+dead)?|gunned\s+down|killed|kidnapped|abducted|ambushed)"
_OF_OFFICE = re.compile(
    rf"\b{_OFFICE}\b[^.;]{{0,60}}?\b(?:was|were|been)\s+{_SLAIN}\b|\b{_SLAIN}\s+(?:an?|the|two|three|former|local|\s)*{_OFFICE}\b"
)
_AT_RANDOM = re.compile(
    r"\b(?:knife|stabbing|machete|gun|axe|shooting|vehicle|car-ramming)\s+attack\b|\bmass\s+(?:shooting|stabbing)\b|\bat\s+random\b"
    r"|\b(?:stabb|shoot|shot|fir|hack|ramm)\w*\s+(?:dead\s+|at\s+|into\s+)?(?:an?\s+crowd|commuters|passers-?by|pedestrians|worshippers|shoppers|tourists|pupils|bystanders)\b"
)
_JUDGED = re.compile(
    r"\b(?:court|trial|sentenced|convicted|jailed|acquitted|pleaded|jury|verdict|appeal|husband|wife|ex-boyfriend|girlfriend|robbery)\b"
)
_MOBS, _DONE_BY_MOBS = "mv", (_CLASH, _ATTACK, "lo", CRIME)
_AT_SEA = re.compile(
    r"\bwater\s+cannons?\b.*\b(?:boats?|vessels?|ships?|shoal|reef)\b|\b(?:boats?|vessels?|ships?|coast\s+guard)\b.*\bwater\s+cannons?\b",
    re.DOTALL,
)
_MOB = re.compile(
    r"\b(?:mobs?|lynch(?:ed|es|ing)?|(?:jungle|mob|vigilante)\s+justice|(?:irate|angry|enraged|furious)\s+(?:youths?|residents|crowds?|villagers|people|locals|neighbou?rs))\b"
)
_RIOTS, _BY_CROWDS = "vd", (_CLASH, _ATTACK, "lo", "ie", "su", "gn")
_MISSILES = r"(?:petrol\s+bombs?|molotov\w*(?:\s+cocktails?)?|stones?|rocks?|bricks?|masonry|bottles|fireworks)"
_THROWN = re.compile(
    rf"\b{_MISSILES}\b[^.;]{{0,60}}\b(?:thrown|hurled|lobbed|pelted)\b|\b(?:threw|hurled|throwing|hurling|pelted|lobbed|pelting)\b[^.;]{{0,60}}\b{_MISSILES}\b"
)
_POLICE = re.compile(r"\b(?:police\w*|officers?|gendarmes|security\s+forces|soldiers|troops)\b")
_OTHER = "ot"  # where the model says nothing
_SURE = 0.5
_LEAST = 0.2  # of a type, from which a sentence may tell it
_BESIDE = 0.5  # of the likeliest type's, from which a second category is told too


class _Table(NamedTuple):
    patterns: tuple[re.Pattern[str], ...]  # what is specific, what is generic: a generic match must not swallow a specific one
    kinds: dict[str, tuple[Category, str, bool]]
    not_event: re.Pattern[str]
    hypothetical: re.Pattern[str]


def find_phrases(low: str, start: int, end: int) -> tuple[Phrase, ...]:
    """The phrases in `low[start:end]` (folded text), idioms and mere thoughts of an event left out."""
    return _parted(low, start, end)[0]


def _parted(low: str, start: int, end: int) -> tuple[tuple[Phrase, ...], list[tuple[int, int]]]:
    """The phrases that may name an event, and the stretches that name none: idioms, and phrases merely thought of or negated."""
    table = _table()
    matches = (m for pattern in table.patterns for m in pattern.finditer(low, start, end))
    found = sorted((Phrase(*table.kinds[m.lastgroup or ""], m.start(), m.end()) for m in matches), key=lambda t: t.start_char)
    idioms = [m.span() for m in table.not_event.finditer(low, start, end)]
    kept = tuple(
        p
        for p in found
        if not _touches(p, idioms)
        and (not _is_unreal(table, low[max(start, p.start_char - 40) : p.start_char]) or _UNTIL.match(low, p.end_char, end))
    )
    return kept, idioms + [(p.start_char, p.end_char) for p in found if p not in kept]


def _is_unreal(table: _Table, before: str) -> bool:
    """Whether the words before a phrase merely imagine it or rule it out."""
    return bool(table.hypothetical.search(before) or _NEGATED.search(before))


def triggers_of(signs: TextSigns, low: str, sentence: Sentence, since: int = 0) -> tuple[Trigger, ...]:
    """What a sentence tells, likeliest first, one of each category: by the model, with the words that name it.

    From the offset `since` on the text tells of what it does: it is the beginning of an item of a list.
    """
    phrases, empty = _parted(low, sentence.start_char, sentence.end_char)
    named = {p.category for p in phrases if p.strong and not _GENERAL.search(low, p.start_char, p.end_char)}
    labels = _of_mob(
        low, sentence, _of_no_crowd(low, sentence, since, _of_politics(low, sentence, _of_gunmen(low, sentence, signs.of(sentence).labels)))
    )
    chances = ((_chance(p, code, named), code) for label, p in labels.items() if (code := ROWS.get(label)))
    told = sorted(((p, code) for p, code in chances if p >= _LEAST), reverse=True)
    if not told:
        return ()
    first = distinct(told, lambda row: row[1].category)
    triggers = [Trigger(code.category, code.sub_event_type, p, *_words(signs, low, sentence, phrases, code)) for p, code in first]
    own = [t for t in triggers if not _is_borrowed(t, phrases) and not _is_leaving(low, sentence, t) and not _is_note(low, t, named)]
    own = [t for t in own if not _is_target(low, sentence, t, own) and not _is_twin(low, sentence, t, own)]
    likely = [t for t in own if t.score >= _BESIDE * told[0][0] or t.category in named]
    if likely and all(is_recalled(low, sentence.start_char, t.start_char) for t in likely):  # then what is done in its memory is the news
        likely += _told_beside(low, sentence, phrases, likely)
    return tuple(t for t in likely if not _touches(t, empty))


def likeliest(signs: TextSigns, low: str, sentence: Sentence) -> Trigger:
    """What a sentence tells if it tells of an event at all: what a known phrase names, else what the model thinks likeliest."""
    phrases = find_phrases(low, sentence.start_char, sentence.end_char)
    if phrase := max(phrases, key=lambda p: p.strong, default=None):
        return Trigger(phrase.category, phrase.sub_event_type, _SURE, phrase.start_char, phrase.end_char)
    chances = {label: p for label, p in signs.of(sentence).labels.items() if label in ROWS}
    label = max(chances, key=lambda label: (chances[label], label == _OTHER))
    return Trigger(ROWS[label].category, ROWS[label].sub_event_type, chances[label], *_words(signs, low, sentence, (), ROWS[label]))


def within(low: str, part: Sentence, trigger: Trigger) -> Trigger:
    """The trigger as a part of its sentence tells it: by the first strong phrase of its category there."""
    if part.start_char <= trigger.start_char and trigger.end_char <= part.end_char:
        return trigger
    known = (p for p in find_phrases(low, part.start_char, part.end_char) if p.category is trigger.category and p.strong)
    phrase = next(known, None)
    if phrase is None:
        return trigger
    return trigger._replace(sub_event_type=phrase.sub_event_type, start_char=phrase.start_char, end_char=phrase.end_char)


def _of_gunmen(low: str, sentence: Sentence, labels: Mapping[str, float]) -> Mapping[str, float]:
    """The chances of the labels; what gunmen did is an attack, though a crowd marches in the sentences beside it."""
    words = low[sentence.start_char : sentence.end_char]
    if not _GUNMEN.search(words) or _CROWD.search(words):
        return labels
    crowds = {label: p for label, p in labels.items() if label in ROWS and ROWS[label].category in (Category.PROTEST, Category.RIOT)}
    return {**labels, **dict.fromkeys(crowds, 0.0), _CLASH: labels[_CLASH] + sum(crowds.values())}


def _of_no_crowd(low: str, sentence: Sentence, since: int, labels: Mapping[str, float]) -> Mapping[str, float]:
    """The chances of the labels; who is killed where no crowd was told of is no protester."""
    force = labels[_FORCE]
    if force < _LEAST or _CROWD_NEAR.search(low, max(since, sentence.start_char - _NEAR), sentence.end_char):
        return labels
    return {**labels, _FORCE: 0.0, _ATTACK: labels[_ATTACK] + force}


def _of_politics(low: str, sentence: Sentence, labels: Mapping[str, float]) -> Mapping[str, float]:
    """The chances of the labels; who kills a prosecutor or stabs at random among a crowd does more than a crime."""
    words = low[sentence.start_char : sentence.end_char]
    if not (_OF_OFFICE.search(words) or _AT_RANDOM.search(words)) or _JUDGED.search(words):
        return labels
    return {**labels, CRIME: 0.0, _ATTACK: labels[_ATTACK] + labels[CRIME]}


def _of_mob(low: str, sentence: Sentence, labels: Mapping[str, float]) -> Mapping[str, float]:
    """The chances of the labels; what a mob does to somebody is mob violence, what is thrown at the police or looted by a crowd a riot."""
    words = low[sentence.start_char : sentence.end_char]
    if _GUNMEN.search(words):
        return labels
    if _THROWN.search(words) and _POLICE.search(words):
        return {**labels, **dict.fromkeys(_BY_CROWDS, 0.0), _RIOTS: labels[_RIOTS] + sum(labels[label] for label in _BY_CROWDS)}
    if _UNARMED.search(words) and not _ARMED.search(words):
        labels = {**labels, "lo": 0.0, _RIOTS: labels[_RIOTS] + labels["lo"]}
    if _AT_SEA.search(words):
        return {**labels, **dict.fromkeys(labels, 0.0), _OTHER: sum(labels[label] for label in ROWS)}
    if not _MOB.search(words):
        return labels
    return {**labels, **dict.fromkeys(_DONE_BY_MOBS, 0.0), _MOBS: labels[_MOBS] + sum(labels[label] for label in _DONE_BY_MOBS)}


def _told_beside(low: str, sentence: Sentence, phrases: Sequence[Phrase], recalled: Sequence[Trigger]) -> tuple[Trigger, ...]:
    """The events of other categories that strong phrases name and the sentence does not merely recall."""
    known = {t.category for t in recalled}
    fresh = (p for p in phrases if p.strong and p.category not in known and not is_recalled(low, sentence.start_char, p.start_char))
    return distinct((Trigger(p.category, p.sub_event_type, _SURE, p.start_char, p.end_char) for p in fresh), lambda t: t.category)


def _is_borrowed(trigger: Trigger, phrases: Sequence[Phrase]) -> bool:
    """Whether what its texts seldom told of has no words but those of another event: no coup where "gendarmes broke up protests"."""
    if trigger.category not in _SELDOM or trigger.is_sure or any(p.category is trigger.category for p in phrases):
        return False
    if trigger.category is Category.COUP:  # whose dead the sentence counts
        return False
    return _touches(trigger, [(p.start_char, p.end_char) for p in phrases if p.strong])


def _is_leaving(low: str, sentence: Sentence, trigger: Trigger) -> bool:
    """Whether what the model takes for an attack, by the sentences beside it, only tells that somebody left, or gave up."""
    if trigger.category is not Category.ATTACK:
        return False
    gave_up = _GAVE_UP.search(low, sentence.start_char, sentence.end_char)
    if not gave_up and not _LEFT.fullmatch(low, trigger.start_char, trigger.end_char):
        return False
    return _HARM.search(low, sentence.start_char, sentence.end_char) is None


def _is_target(low: str, sentence: Sentence, trigger: Trigger, beside: Sequence[Trigger]) -> bool:
    """Whether a base is only what was attacked: the sentence tells nothing of its own about it."""
    is_base = trigger.category is Category.MILITARY_BASE
    is_attack = any(t.category is Category.ATTACK and t.is_sure for t in beside)
    return is_base and is_attack and not _BASE_CHANGES.search(low, sentence.start_char, sentence.end_char)


def _is_twin(low: str, sentence: Sentence, trigger: Trigger, beside: Sequence[Trigger]) -> bool:
    """Whether it is told as a riot too, and is less that: what a crowd does without arms is a riot, what armed men do an attack."""
    if trigger.category not in _VIOLENT or not {t.category for t in beside} >= _VIOLENT:
        return False
    words = low[sentence.start_char : sentence.end_char]
    is_armed, is_crowd = _ARMED.search(words) is not None, _UNARMED.search(words) is not None
    if is_armed == is_crowd:
        return False
    return is_crowd and trigger.sub_event_type in _PLAIN if trigger.category is Category.ATTACK else is_armed


def _is_note(low: str, trigger: Trigger, named: set[Category]) -> bool:
    """Whether only an envoy is told of what a state objects to: "summoned the ambassador to protest against"."""
    is_aim = trigger.category is Category.PROTEST and low[max(0, trigger.start_char - 4) : trigger.start_char].endswith(
        ("to ", "in ", "of ")
    )
    return is_aim and Category.DIPLOMATIC in named


def _chance(told: float, code: Code, named: set[Category]) -> float:
    """The model's chance, raised where a phrase names what its texts seldom told of."""
    return told + (1 - told) * _NAMED if code.category in _SELDOM & named else told


def _words(signs: TextSigns, low: str, sentence: Sentence, phrases: Sequence[Phrase], code: Code) -> tuple[int, int]:
    """The known phrase for such an event that the model points at most, else the words that it points at."""
    fitting = [p for p in phrases if p.category is code.category]
    if not fitting:
        start, end = signs.trigger(sentence)
        while start > sentence.start_char and (low[start - 1].isalnum() or low[start - 1] in "-'"):  # a whole word: "pick-ups"
            start -= 1
        while end < sentence.end_char and (low[end].isalnum() or low[end] in "-'"):
            end += 1
        return start, end
    best = max(
        fitting,
        key=lambda p: signs.trigger_score(p.start_char, p.end_char) + 0.3 * (p.sub_event_type == code.sub_event_type) + 0.1 * p.strong,
    )
    return best.start_char, best.end_char


def _touches(trigger: Phrase | Trigger, stretches: list[tuple[int, int]]) -> bool:
    return any(a < trigger.end_char and trigger.start_char < b for a, b in stretches)


@cache
def _table() -> _Table:
    data = tomllib.loads(Path(__file__).with_name("triggers.toml").read_text(encoding="utf-8"))
    not_event, context = data.pop("not_event"), data.pop("context")
    rows = [*((*row, True) for row in _rows(data, "strong")), *((*row, False) for row in _rows(data, "weak"))]
    kinds = {f"g{i}": (category, sub, strong) for i, (category, sub, _, strong) in enumerate(rows)}
    groups = {f"g{i}": f"(?P<g{i}>{_joined(phrases)})" for i, (_, _, phrases, _) in enumerate(rows)}
    parts = ([g for name, g in groups.items() if (kinds[name][1] in GENERIC) is generic] for generic in (False, True))
    return _Table(
        tuple(re.compile(rf"(?<![\w-])(?:{'|'.join(part)})(?!\w)") for part in parts),
        kinds,
        re.compile(rf"(?<!\w)(?:{_joined(not_event['phrases'])})(?!\w)"),
        re.compile(rf"(?<!\w)(?:{_joined(context['hypothetical'])})[\s-]+$"),
    )


def _rows(data: dict[str, Any], strength: str) -> Iterator[tuple[Category, str, list[str]]]:
    for category, subs in data.items():
        for sub, phrases in subs.items():
            if strength in phrases:
                yield Category(category), sub, phrases[strength]


def _joined(phrases: list[str]) -> str:
    """One alternation; a space means white space, and a gap of words stays inside its clause."""
    return "|".join(phrases).replace(r"\S+ ", r"[^\s,;:]+ ").replace(" ", r"\s+").replace(r"\s+?", r"\s*")
