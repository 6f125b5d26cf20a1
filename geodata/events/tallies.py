"""Who was killed and who was injured: each list of people in a sentence, by the verb or noun that rules it.

The rules read along the row of letters that `victim_words` makes of a sentence.
"""

from __future__ import annotations

import itertools
import re
from typing import NamedTuple

from geodata.events import victim_words as vw
from geodata.events.figures import Figure, exactly
from geodata.events.victim_words import Token, row
from geodata.events.victims import Group, groups, is_doing

DEAD, INJURED = "K", "H"

_PASSIVE = re.compile(r"\b(?:was|were|been|being|is|are|be)$")
_UNREAL = frozenset(("to", "could", "would", "will", "may", "might", "can", "cannot", "shall", "should", "must"))
_BASE_FORMS = frozenset(("kill", "murder", "assassinate", "wound", "injure"))
_UNDONE = frozenset(("attempted", "no", "not", "without", "never"))
_OBJECT = frozenset("QdrtNnwGZX")
_ASIDE = re.compile(  # what only says who or where they were: ", including a child,", "from the north"
    r",Q?[^,KkDHhFTQ;.]{1,14},(?=[sBbAKDH])|,?i[^,;.KkDHh]{1,14},?(?=[sBbKDH])|,?C[^,KkDHh.;]{1,12},(?=[sBbAKDH])|C[^,KkDHh.;Q]{2,14}(?=[Bb])"
    r"|,?[po][dwnNGXayQA]{1,8}(?:&[dwnNGX]{1,6}(?=[sBbAK]))?|y"
)
_DOING = re.compile(r"[wv][^,KkDHhFTCQ;.]{1,9}(?=[sB]A*[KDH]|D)")  # "[guarding a market] was killed"
_DONE = r"(?:p?y[wX]?(?=A*[KH])|[wv][pdwnXAy]{0,8}(?:,[wv][pdwnXA]{0,4}){0,2},?&A{0,2}(?=[KD]))?"  # "was [abducted and later] killed"
_WERE = re.compile(rf"([sBbA]*)(?:(?<=[sBbA]){_DONE}A*)?")
_ONE_WAS = re.compile(rf"(?<=[^XZGNt!])(s[As]*){_DONE}A*([KH])")
_ALSO = re.compile(r"[&p]A*([KDFHIU])(?![QdrtNnwGZX])")
_EITHER = re.compile(r"(?:[Kk]&A*[Hh]|[Hh]&A*[Kk])$")  # "killed and wounded"
_AND_VERB = re.compile(r"(?:&A*[KH])?")
_TOLL = re.compile(r"T[^T&;.KkHhC]{0,12}\.?$")
_REACHED = frozenset(("to", "at", "of", "as", ":", "is", "was", "stands", "reached", "hit", "passed", "exceeded"))
_ROSE = frozenset(("risen", "rose", "rises", "climbed", "jumped", "grown", "grew", "increased", "soared", "up"))
_ANY_TOLL = re.compile(r"T[^T;.]*$")
_OF_THE_INJURED = re.compile(r"Qd[XG]?(H)[Nn]?[sBbAwC]{0,3}[DK]")
_OF_THE_DEAD = re.compile(r"Qd(?:[XG]?[KF]|[Nw]K(?=[sBbCI,.]))")
_BEFORE_WITH = re.compile(r"[KDH](?=[^,.;&QCkHhKD]{0,18}$)")


class Tally(NamedTuple):
    """A figure for the DEAD or INJURED and the words that give it; `who` is the noun that was counted."""

    kind: str
    figure: Figure
    start_char: int
    end_char: int
    who: str = ""
    is_more: bool = False  # comes on top of the one before it: "along with his driver"


def tallies(line: list[Token]) -> list[Tally]:
    """All counts of a sentence in order."""
    reading = _Reading(line)
    if not set(reading.letters) & set("KkDFfEHhIUT"):
        return []
    for group in groups(line):
        reading.take(group)
    reading.take_lone()
    return sorted(reading.found, key=lambda tally: tally.start_char)


class _Reading:
    """One sentence while it is read."""

    def __init__(self, line: list[Token]) -> None:
        self.line = line
        self.letters = row(line)
        self.found: list[Tally] = []
        self.used: set[int] = set()  # verbs that have their victims

    def take(self, group: Group) -> None:
        """Count a list by the verb on its right ("were killed"), else by the one on its left ("killing")."""
        left = self.left_of(group)
        rules = self.letters[left] if left is not None else ""
        if rules == vw.INCLUDING:
            return
        right = self.right_of(group, is_inside=rules in ("p", "o"))
        if right is not None and (self.is_of_the_dead(group) or self.died_later(group, right)):
            return
        is_injured = right is not None and self.kinds_at(right, is_none=False) == INJURED
        if is_injured and left is not None and _TOLL.search(self.letters[: left + 1]):
            right = None  # "raised to 19 after five of the wounded died"
        if right is not None and right not in self.used:
            own = group
            if left is not None and rules in "KkHhvw" and len(group.phrases) > 1 and not self.is_passive(left):
                own, group = Group(group.phrases[-1:]), Group(group.phrases[:-1])  # "wounded five and two were killed"
            self.take_right(own, right)
            if own is group:
                return
        kind = self.kind_from(group, left) if left is not None else None
        count = _people(group)
        if kind and count and left is not None:
            start = self.line[left].start_char
            self.found.append(Tally(kind, count, start, self.line[group.end - 1].end_char, _noun(self.line, group), rules == vw.WITH))

    def take_right(self, group: Group, right: int) -> None:
        if group.figure is None:
            return
        self.used.update((right, right + 2) if self.letters[right + 1 : right + 2] == vw.AND else (right,))
        count = _people(group)
        if count is None:
            return
        start, end = self.line[group.first].start_char, self.line[right].end_char
        is_none = self.line[group.first].letter == vw.NONE
        self.found += [Tally(kind, count, start, end, _noun(self.line, group)) for kind in self.kinds_at(right, is_none=is_none)]

    def is_of_the_dead(self, group: Group) -> bool:
        """Whether they are a part of a toll: "five of those killed"."""
        of_whom = self.line[group.first].words.endswith(" of")
        return of_whom and _OF_THE_DEAD.match(self.letters, group.first) is not None

    def died_later(self, group: Group, right: int) -> bool:
        """Count those who were told as injured before, and died since: "five of the wounded died"."""
        later = _OF_THE_INJURED.match(self.letters, group.first)
        count = _people(group)
        if later is None or count is None or right not in (later.start(1), later.end() - 1):
            return False
        self.used.update(range(right, later.end()))
        start, end = self.line[group.first].start_char, self.line[later.end() - 1].end_char
        self.found.append(Tally(DEAD, count, start, end, is_more=True))
        return True

    def kinds_at(self, right: int, *, is_none: bool) -> str:
        """What the word at `right` tells; nothing where it leaves open which: "20 were killed or wounded", "30 casualties"."""
        letter = self.letters[right]
        if letter == vw.CASUALTIES:
            is_figure = self.line[right].words == "casualty" and self.letters[right + 1 : right + 2] == vw.WORD  # "no casualty figure"
            return DEAD + INJURED if is_none and not is_figure else ""
        kind = INJURED if letter in "HI" else DEAD
        also = _ALSO.match(self.letters, right + 1)
        other = None if also is None or letter in "Ef" else INJURED if also[1] in "HI" else DEAD
        if other is None or other == kind:
            return kind
        return DEAD + INJURED if is_none else ""

    def left_of(self, group: Group) -> int | None:
        """The token that rules the list from the left, past days and adverbs."""
        i = group.first - 1
        while i >= 0 and (self.letters[i] in "Ay" or (self.line[i].words == "on" and self.letters[i + 1] == vw.DAY)):
            i -= 1
        return i if i >= 0 else None

    def kind_from(self, group: Group, left: int) -> str | None:
        """What the word at `left` tells of the list that is its object, None where it is no such word."""
        letter, before = self.letters[left], self.letters[left - 1] if left else ""
        if letter in "KkHh":
            is_either = bool(_EITHER.search(self.letters[: left + 1]))
            return None if is_either or self.is_passive(left) or self.is_unreal(left) else letter.upper()
        if letter == vw.WITH:
            verb = _BEFORE_WITH.search(self.letters[:left])
            return None if verb is None else INJURED if verb[0] == "H" else DEAD
        if letter == vw.OF and before and before in "FfkK":
            return None if left > 1 and self.line[left - 2].words in _UNDONE else DEAD
        if letter in "po" and before and before in "hI" and self.line[left].words in ("of", "to"):
            return INJURED
        if self.line[left].words == ":" and before in ("F", "I"):
            return DEAD if before == "F" else INJURED
        return DEAD if self.is_toll(group, left) else None

    def is_toll(self, group: Group, left: int) -> bool:
        """Whether the figure is the one that "death toll" announces."""
        rose = left and self.line[left].words == "to" and self.line[left - 1].words in _ROSE
        toll = (_ANY_TOLL if rose else _TOLL).search(self.letters[: left + 1])
        figure = self.line[group.first]
        is_reached = self.line[left].words in _REACHED or figure.words.startswith("from")
        if toll is None or toll.start() in self.used or figure.letter != vw.QUANTITY or not is_reached:
            return False
        self.used.add(toll.start())
        return True

    def right_of(self, group: Group, *, is_inside: bool) -> int | None:
        """The verb or noun that tells what became of the list; `is_inside` tells that "in" or "of" stands before it."""
        if is_inside and all(p.is_named for p in group.phrases):
            return None  # "in the capital", "by the army"
        i, following = group.end, self.letters[group.end : group.end + 1]
        if (following in ("F", "I", "U") and group.is_counted) or following == "E":
            return i
        if following == vw.BODY:
            return i if any(t.words in ("found", "recovered", "discovered") for t in self.line[i : i + 7]) else None
        if self.line[group.first].letter != vw.NONE:
            i = self.past_asides(i, with_figures=group.is_counted)
        were = _WERE.match(self.letters, i)
        verb = were.end() if were else i
        return verb if self.letters[verb : verb + 1] in ("K", "D", "H") and self.suits(group, i, were[1] if were else "", verb) else None

    def suits(self, group: Group, i: int, helpers: str, verb: int) -> bool:
        """Whether the list before "were" and the verb is its victim, not who did it."""
        is_one = len(group.phrases) == 1 and group.phrases[0].is_named
        if is_one and "B" in helpers and "s" not in helpers:
            return False  # "the police were killed"
        if self.letters[verb] == vw.DIE:
            return True
        if helpers.strip("A"):
            return self.has_passive(i, i + len(helpers))  # not "has killed"
        more = _AND_VERB.match(self.letters, verb + 1)
        is_adjective = self.letters[verb - 1] == vw.QUANTITY and self.letters[verb + 1 : verb + 2] in ("N", "w")  # "12 wounded men"
        after = more.end() if more else verb + 1
        return is_adjective or self.letters[after : after + 1] not in _OBJECT  # not "two gunmen killed a trader"

    def past_asides(self, i: int, *, with_figures: bool) -> int:
        for _ in range(4):
            if i < len(self.line) and self.is_doing(i) and (doing := _DOING.match(self.letters, i)):
                i = doing.end()
            aside = _ASIDE.match(self.letters, i)
            if aside is None or (vw.QUANTITY in aside[0] and not with_figures):
                break
            i = aside.end()
        return i

    def is_doing(self, i: int) -> bool:
        """Whether a participle stands there, with what it rules: "guarding a market", or "selling charcoal"."""
        return is_doing(self.line, i) or (i > 0 and self.line[i].letter == vw.WORD and self.line[i].words.endswith("ing"))

    def has_passive(self, first: int, end: int) -> bool:
        """Whether the last helping verb among these tokens makes a passive."""
        helper = next((t for t in reversed(self.line[first:end]) if t.letter != vw.ADVERB), None)
        return helper is not None and bool(_PASSIVE.search(helper.words))

    def is_passive(self, verb: int) -> bool:
        return self.has_passive(max(0, verb - 3), verb)

    def is_unreal(self, verb: int) -> bool:
        """Whether it is only wanted or denied: "to kill", "without wounding"."""
        before = self.line[verb - 1].words if verb else ""
        return before in _UNDONE or (before in _UNREAL and self.line[verb].words in _BASE_FORMS)

    def take_lone(self) -> None:
        """Count one victim whose name stands farther off: "Kone, who led the prayers, was shot dead"."""
        for match in _ONE_WAS.finditer(self.letters):
            verb, start = match.start(2), match.start()
            subject = self.line[start - 1].words
            if verb not in self.used and subject not in ("it", "which", "that", "there") and self.has_passive(start, match.end(1)):
                self.found.append(Tally(match[2], exactly(1), self.line[start].start_char, self.line[verb].end_char))


def _people(group: Group) -> Figure | None:
    return None if group.phrases[0].is_thing or group.phrases[0].is_part else group.figure


def _noun(line: list[Token], group: Group) -> str:
    words = itertools.takewhile(lambda t: t.letter != vw.OF, line[group.phrases[0].first : group.phrases[0].end])
    return next((t.words for t in reversed(list(words)) if t.letter in "Nnw"), "")
