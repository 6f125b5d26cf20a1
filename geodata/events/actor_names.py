"""Who is named in a sentence: armed groups, forces and people, with ACLED's inter code where the words are plain."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from geodata.events.actor_words import Kind, words
from geodata.events.actors import CIVILIANS, STATE, ActorMention, Part
from geodata.events.parts import with_parts
from geodata.events.sentences import Sentence
from geodata.events.short_names import short_names
from geodata.events.triggers import Trigger
from geodata.model import Actor, Category, Resolution, Role

_SHORT = 3  # letters at most of an abbreviation, which in small letters may be another word: "aa", "is"
_SMALL = ("of", "the", "for", "and")  # words inside a name
_MOST_WORDS = 5  # of a name before its last word
_TOKEN = re.compile(r"([\w'’.-]+)\s+$")
_SMALL_FIRST = re.compile(r"(?:of|the|for|and)\s+")
_OF = re.compile(r"\s+(?:of|from|belonging\s+to|with)\s+(?:the\s+|an?\s+)?(?:so-called\s+|outlawed\s+|banned\s+)?")
_IN_BRACKETS = re.compile(r"\s*\(\s*(?:the\s+)?([\w./-]+)\s*\)")
_PLACED = re.compile(  # "in Israel": where it was
    r"(?:,\s*|\b(?:in|to|from|of|at|near|into|across|inside|for|over|on|around|through|throughout|off|via|outside|within|toward|towards|the|"
    r"northern|southern|eastern|western|central|south|north|east|west|neighbou?ring|and)\s+)$"
)
_ACTING = re.compile(r"\s+(?:[a-z]+ed|has|had|have|will|struck|hit|sent|sends|began|broke|carried|expels|recalls|and)\b")
_INITIALS = re.compile(r"(?:[A-Z]\.)+")
_NO_ACT = re.compile(r"['’-]|\s*[-–—(:]")  # "Israel's", "Israel-backed", and a dateline: "BEIRUT, Lebanon -"
_CALLED = re.compile(
    r"\s+(?:called\s+|named\s+)?((?:[A-Z][\w'’-]*|al-[A-Z]\w+)(?:\s+(?:of\s+|for\s+|the\s+)*(?:[A-Z][\w'’-]*|al[- ][A-Z][\w-]*))*)"
)
_PERSON = re.compile(r"(?<![\w'’-])[A-Z][\w'’-]+(?:\s+(?:al-|bin\s+|ould\s+|van\s+|de\s+)?[A-Z][\w'’-]+){1,3}")
_AFTER_TITLE = re.compile(rf"\s+{_PERSON.pattern}")
_BODY = re.compile(  # no person's name
    r"\b(?:Party|Court|Ministry|Minister|Front|Union|University|National|Movement|Council|Committee|Commission|Agency|Service|Bureau|Police"
    r"|Army|Force|Forces|State|Street|Square|Day|Human|Rights|News|Department|Office|House|Bank|Hospital|Airport|Province|District|Region)\b"
)
_HOME = re.compile(r"\s+(?:from|of)\s+(?:the\s+)?")
_OWN = re.compile(r"['’]s?(?!\w)")
_ONWARD = re.compile(r"\s+(?:of|for)\s+(?:the\s+)?[A-Z][\w'’-]*(?:\s+of)?(?:\s+[A-Z][\w'’-]*)*")
_LINKED = re.compile(
    r"(?:linked|affiliated|allied|loyal|allegiance|tied|close|ties|links)\s+(?:to|with)\s+(?:the\s+)?$"
    r"|(?:branch|offshoot|ally|allies|wing)\s+of\s+(?:the\s+)?$"
)
_OTHER_NAMES = (
    "us",
    "u.s.",
    "usa",
    "uk",
    "u.k.",
    "uae",
    "britain",
    "america",
    "turkey",
    "burma",
    "palestine",
    "congo",
    "dr congo",
    "ivory coast",
)
_ARMED = frozenset({Kind.STATE, Kind.REBELS, Kind.MILITIA, Kind.COMMUNAL, Kind.NEIGHBOURS, Kind.OFFICIAL, Kind.FOREIGN})
_STATES = ("PCL", "PPLC")  # "Moscow" too, where it acts
_WITH_NATION = ("forces", "personnel")  # of a state only where a nation stands before them


@dataclass(frozen=True, slots=True)
class _Nation:
    """A country named in the text, by its own name or another word; `acts` where it stands for its government: "Israel struck"."""

    start_char: int
    end_char: int
    code: str
    name: str
    is_country: bool
    is_people: bool  # "Palestinians"
    acts: bool


class Finder:
    """Finds the actors in the sentences of one article."""

    def __init__(self, text: str, low: str, resolutions: Sequence[Resolution]) -> None:
        """Of `text`, `low` the same in folded letters, with what its place names mean."""
        self._text = text
        self._low = low
        self._words = words()
        self._short = short_names(text)
        self._nations = [self._nation(r) for r in resolutions if r.place and r.place.feature_code.startswith(_STATES)]
        self._nations.sort(key=lambda nation: nation.start_char)
        self._nation_starts = [nation.start_char for nation in self._nations]
        self._towns = sorted((r.toponym.start_char, r.toponym.end_char) for r in resolutions if r.toponym.role is Role.LITERAL)
        self._places = sorted((r.toponym.start_char, r.toponym.end_char) for r in resolutions)
        self._is_cased = sum(map(str.islower, text)) > len(text) / 3
        self._found: dict[tuple[int, int], tuple[ActorMention, ...]] = {}

    def told(self, sentence: Sentence, clause: Sentence, trigger: Trigger) -> tuple[ActorMention, ...]:
        """Those who have a part in what the trigger names in a clause of the sentence; who acts there may be named before it."""
        told = self._with_parts(clause, trigger)
        if clause.start_char > sentence.start_char and not any(m.part is Part.AGENT for m in told):
            told += tuple(m for m in self._with_parts(sentence, trigger) if m.part is Part.AGENT and m.start_char < clause.start_char)
        return told

    def _with_parts(self, within: Sentence, trigger: Trigger) -> tuple[ActorMention, ...]:
        span, words = within[:2], (trigger.start_char, trigger.end_char)
        found = self.find(span)
        persons = self._persons(span, found) if trigger.category is Category.ARREST else []
        apart = {m.start_char for m in persons}  # nobody arrests by his bare name
        told = with_parts(self._low, span, sorted([*found, *persons], key=lambda m: m.start_char), words, trigger.category)
        return tuple(m for m in told if m.part is not Part.BESIDE and not (m.part is Part.AGENT and m.start_char in apart))

    def find(self, span: tuple[int, int]) -> tuple[ActorMention, ...]:
        """The actors between two offsets, in order of the text, whatever their part."""
        if span not in self._found:
            own = self._without_overlaps(self._named(span))
            named = self._joined(sorted([*own, *self._without_overlaps(self._headed(span, own))], key=lambda m: m.start_char))
            self._found[span] = tuple(sorted([*named, *self._of_nations(span, named)], key=lambda m: m.start_char))
        return self._found[span]

    def _named(self, span: tuple[int, int]) -> Iterator[ActorMention]:
        """Groups by a name of their own: known ones, short forms that the article explains, and capitals that end in "Army" or the like."""
        for m in self._words.groups.pattern.finditer(self._low, *span):
            known = self._words.groups.row(m[0])
            own = self._text[m.start() : m.end()]
            if len(own) <= _SHORT and not own.isupper():
                continue
            yield self._mention(m.start(), m.end(), known.kind, own, inter=known.inter, nation=known.nation, group=known.name)
        for m in self._short.pattern.finditer(self._text, *span) if self._short.pattern else ():
            name = self._short.names[m[0]]
            kind, inter, group, nation = self._words.of_name(name.casefold())
            if kind is not None:
                yield self._mention(m.start(), m.end(), kind, name, inter=inter, nation=nation, group=group or name.casefold())
        for m in self._words.names.finditer(self._text, *span) if self._is_cased else ():
            start = self._leftmost(m.start(), span[0], named=True)
            onward = _ONWARD.match(self._text, m.end(), span[1])
            end = onward.end() if onward and self._words.is_long(m[0]) else m.end()
            name = self._text[start:end]
            kind, inter, group, nation = self._words.of_name(name.casefold(), self._nation_in(start, end))
            if start < m.start() and kind is not None:
                yield self._mention(start, end, kind, name, inter=inter, nation=nation, group=group)

    def _headed(self, span: tuple[int, int], own: Sequence[ActorMention]) -> Iterator[ActorMention]:
        """Those told by a plain word, with the words before it that belong to their name: "Malian soldiers", "armed men"."""
        heads = self._words.heads.pattern
        for m in heads.finditer(self._low, *span):
            if any(n.start_char < m.end() and m.start() < n.end_char for n in own):
                continue
            lead = self._words.heads.row(m[0])
            start = self._leftmost(m.start(), max([span[0], *(n.end_char for n in own if n.end_char <= m.start())]))
            nation = self._nation_in(start, m.start()) if lead.kind in (Kind.STATE, Kind.OFFICIAL, Kind.FOREIGN) else ""
            name, end = self._text[start : m.end()], m.end()
            if lead.kind is Kind.STATE and not nation and (home := self._home(end)):
                name, end, nation = self._text[start : home.end_char], home.end_char, home.code
            is_somebodys = m[0] in _WITH_NATION and not nation  # "Assad forces": whose they are is not plain
            if is_somebodys and (not self._has_name(start, m.start() + 1) or heads.search(self._low, start, m.start())):
                continue
            if lead.kind in (Kind.PERSON, Kind.OFFICIAL) and (person := _AFTER_TITLE.match(self._text, end, span[1])) and self._is_cased:
                name, end = self._text[start : person.end()], person.end()
            called = _CALLED.match(self._text, end, span[1]) if self._is_cased and m[0].endswith("group") else None
            if called and called.span(1) not in self._towns:
                name, end = called[1], called.end()
            kind, inter = (Kind.MILITIA, None) if is_somebodys else (lead.kind, lead.inter)
            yield self._mention(start, end, kind, name, inter=inter, nation=nation, vague=lead.vague)

    def _of_nations(self, span: tuple[int, int], named: Sequence[ActorMention]) -> Iterator[ActorMention]:
        """Countries that act by their name alone, and those whose weapons strike: "Israel", "Russian drones"."""
        for nation in self._nations_from(*span):
            start, end = nation.start_char, nation.end_char
            if any(m.start_char < end and start < m.end_char for m in named):
                continue
            if weapon := self._words.weapons.match(self._low, end, span[1]):
                name = nation.name if nation.acts or _OWN.match(self._text, end) else f"{self._text[start:end]} forces"
                yield self._mention(start, weapon.end(), Kind.WEAPON, name, inter=STATE, nation=nation.code)
            elif nation.is_people and not _NO_ACT.match(self._text, end):
                yield self._mention(start, end, Kind.CIVILIANS, self._text[start:end], inter=CIVILIANS)
            elif nation.acts and not _NO_ACT.match(self._text, end):
                yield self._mention(start, end, Kind.COUNTRY, self._text[start:end], inter=STATE, nation=nation.code)

    def _persons(self, span: tuple[int, int], found: Sequence[ActorMention]) -> list[ActorMention]:
        """Persons by their names alone, as those who are arrested are told."""
        named = _PERSON.finditer(self._text, *span) if self._is_cased else ()
        taken = [*((m.start_char, m.end_char) for m in found), *_met(self._places, *span)]
        free = (m for m in named if not any(a < m.end() and m.start() < b for a, b in taken))
        own = (m for m in free if not self._words.no_name & {*m[0].casefold().split()} and not _BODY.search(m[0]))
        return [self._mention(m.start(), m.end(), Kind.PERSON, m[0], inter=CIVILIANS) for m in own]

    def _mention(
        self, start: int, end: int, kind: Kind, name: str, *, inter: int | None, nation: str = "", group: str = "", vague: bool = False
    ) -> ActorMention:
        name = " ".join(name.split())
        actor = Actor(name=self._short.whole(name), inter=inter)
        is_named = bool(group or nation or self._has_name(start, end) or self._has_name(end - len(name), end))
        return ActorMention(
            actor=actor, start_char=start, end_char=end, kind=kind, nation=nation, group=group, vague=vague and not is_named, named=is_named
        )

    def _leftmost(self, start: int, first: int, *, named: bool = False) -> int:
        """Where the name begins whose last word begins at `start`."""
        for _ in range(_MOST_WORDS + (2 if named else 0)):
            token = _TOKEN.search(self._text, max(first, start - 40), start)
            if token is None or not self._belongs(token[1], token.start(1), named=named):
                break
            start = token.start(1)
        while named and (m := _SMALL_FIRST.match(self._text, start)):
            start = m.end()
        return start

    def _belongs(self, token: str, start: int, *, named: bool) -> bool:
        """Whether a word before is part of the name."""
        low = token.casefold().replace("’", "'")
        if named and token in _SMALL:
            return True
        if low in self._words.no_name or (named and self._words.heads.pattern.fullmatch(low)):  # "Rebels of the"
            return False
        if low in self._words.kept or low.startswith(("anti-", "pro-")) or low.endswith(("-backed", "-led")):
            return not named or token[:1].isupper()
        is_capital = self._is_cased and token[:1].isupper() and (not token.endswith(".") or _INITIALS.fullmatch(token) is not None)
        return is_capital and not _met(self._towns, start, start + 1)

    def _has_name(self, start: int, end: int) -> bool:
        """Whether capitals stand there that are no mere first word of the sentence."""
        own = self._text[start:end].split()
        plain = (own[0].casefold() in self._words.kept or len(own) == 1) if own else True
        return self._is_cased and any(w[:1].isupper() for w in own[plain:])

    def _home(self, end: int) -> _Nation | None:
        """The country that the words behind a force tell: "troops from Burundi", "the army of Chad"."""
        lead = _HOME.match(self._low, end)
        return next((n for n in self._nations_from(lead.end(), lead.end() + 1) if n.is_country), None) if lead else None

    def _nations_from(self, start: int, end: int) -> list[_Nation]:
        """Those whose names begin between two offsets."""
        first, last = (bisect.bisect_left(self._nation_starts, offset) for offset in (start, end))
        return self._nations[first:last]

    def _nation_in(self, start: int, end: int) -> str:
        named = next((n.code for n in self._nations_from(start, end) if n.end_char <= end), "")
        return named or ("US" if self._text.startswith(("U.S. ", "US ", "American "), start) else "")  # often taken for no place

    def _without_overlaps(self, found: Iterable[ActorMention]) -> list[ActorMention]:
        """Of those that share characters the longest; a known group goes before others."""
        kept: list[ActorMention] = []
        for m in sorted(found, key=lambda m: (m.start_char - m.end_char, not m.group)):
            if all(m.end_char <= k.start_char or k.end_char <= m.start_char for k in kept):
                kept.append(m)
        return kept

    def _joined(self, found: Sequence[ActorMention]) -> list[ActorMention]:
        """One for "fighters of JNIM", "JNIM fighters" and "Rapid Support Forces (RSF)"."""
        joined: list[ActorMention] = []
        for m in found:
            if _LINKED.search(self._low, max(0, m.start_char - 30), m.start_char):
                continue
            last = self._with_brackets(joined[-1]) if joined else None
            between = self._low[last.end_char : m.start_char] if last else ""
            if last and (m.start_char < last.end_char or (last.group and m.kind in _ARMED and between.isspace())):
                joined[-1] = replace(last, end_char=max(last.end_char, m.end_char))
            elif last and _OF.fullmatch(between) and _may_be_of(last, m):
                joined[-1] = replace(m, start_char=last.start_char)
            else:
                joined.append(m)
        return [self._with_brackets(m) for m in joined]

    def _with_brackets(self, m: ActorMention) -> ActorMention:
        """With the short form in brackets behind it, which may be that of another language: "the Volunteers (VDP)"."""
        brackets = _IN_BRACKETS.match(self._text, m.end_char)
        if brackets is None:
            return m
        short, name = brackets[1], m.actor.name
        is_told = m.named and short.isupper() and "(" not in name and short.casefold() != name.casefold()
        actor = replace(m.actor, name=f"{name} ({short})") if is_told else m.actor
        return replace(m, end_char=brackets.end(), actor=actor)

    def _nation(self, r: Resolution) -> _Nation:
        assert r.place is not None
        start, end, own = r.toponym.start_char, r.toponym.end_char, r.toponym.name.casefold()
        is_capital = r.place.feature_code == "PPLC"
        is_country = own == r.place.name.casefold() or own in _OTHER_NAMES
        is_people = not is_country and not is_capital and own.endswith("s")
        is_free = r.toponym.role is Role.ASSOCIATIVE or (not is_capital and not _PLACED.search(self._low, max(0, start - 30), start))
        is_word = len(own.replace(".", "")) > 2 or _ACTING.match(self._low, end) is not None  # "US" goes before nouns too
        acts = (is_country or is_capital) and is_free and is_word
        return _Nation(start, end, r.place.country_code, r.place.name, is_country=is_country, is_people=is_people, acts=acts)


def _may_be_of(one: ActorMention, other: ActorMention) -> bool:
    """Whether the one is told to be of the other: "fighters of JNIM", "three men of the VDP"."""
    is_plain = (one.kind in _ARMED and not one.group and not one.nation) or one.actor.name in ("men", "man")
    return is_plain and (bool(other.group) or other.kind in _ARMED)


def _met(spans: Sequence[tuple[int, int]], start: int, end: int) -> Sequence[tuple[int, int]]:
    """Those of the spans, sorted and apart, that share characters with what stands between two offsets."""
    first = bisect.bisect_left(spans, (start, start))
    first -= first > 0 and spans[first - 1][1] > start
    return spans[first : bisect.bisect_left(spans, (end, end))]
