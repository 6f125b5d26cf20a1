"""Who is counted: the phrases of a sentence that name people, with how many they are, and the lists that they form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from geodata.events import victim_words as vw
from geodata.events.figures import Figure, exactly
from geodata.events.victim_words import Token

_IN_PHRASE = frozenset("wnNGA")
_IN_TAIL = frozenset("dwnNGXaAy")
_LONGEST = 8
_ANYBODY = frozenset(("people", "persons", "others", "victims", "individuals", "lives", "dead"))
# "Without giving casualties": that none were told, not that there were none.
_TELLING = frozenset(
    (
        "gave", "give", "given", "giving", "provided", "provide", "providing", "citing", "cited", "specifying", "specified",
        "naming", "offering", "offered", "releasing", "released", "mentioning", "mentioned", "disclosing", "disclosed",
        "detailing", "announcing", "publishing", "confirming",
    )
)  # fmt: skip
_WAYS = frozenset(("home", "back", "alone", "together", "nearby"))
_SHORT = 4  # "king", "ring"
_DEEDS = ("ed", "ing")
_SINGULAR_ENDS = ("ss", "us", "'s")


class Phrase(NamedTuple):
    """Tokens `first` to `end` that name people: `figure` is None where not told, `is_thing` where they are none."""

    first: int
    end: int
    figure: Figure | None
    is_thing: bool = False
    is_part: bool = False  # "two of them": counted already
    is_named: bool = False  # by a name alone, or "the mayor": one person in a sentence of "was"


class Group(NamedTuple):
    """One phrase or a list of them, as "four soldiers and 12 militants"."""

    phrases: tuple[Phrase, ...]

    @property
    def first(self) -> int:
        """Its first token."""
        return self.phrases[0].first

    @property
    def is_counted(self) -> bool:
        """Whether a figure, or "no", stands in it."""
        return any(p.figure is not None and not p.is_named for p in self.phrases)

    @property
    def end(self) -> int:
        """The token after its last one."""
        return self.phrases[-1].end

    @property
    def figure(self) -> Figure | None:
        """All together; a part that is not counted ("and others") leaves only a minimum."""
        counted = [p.figure for p in self.phrases if p.figure is not None]
        if not counted:
            return None
        total = counted[0]
        for count in counted[1:]:
            total = total.plus(count)
        return total if len(counted) == len(self.phrases) else Figure(total.minimum, None, None)


def groups(line: Sequence[Token]) -> list[Group]:
    """The lists of people of a sentence, in order."""
    found: list[Group] = []
    i = 0
    while i < len(line):
        phrase = _phrase(line, i)
        if phrase is None:
            i += 1
            continue
        phrases = _counted_once(line, _listed(line, phrase))
        found.append(Group(tuple(phrases)))
        i = max(phrases[-1].end, i + 1)
    return found


def _listed(line: Sequence[Token], phrase: Phrase) -> list[Phrase]:
    """The phrase with those that "and" joins to it; what stands between commas without "and" tells who the first one is."""
    phrases, waiting = [phrase], list[Phrase]()
    if phrase.is_thing or _is_where(line, phrase):  # "drove over a mine, and 20 of them died"
        return phrases
    at: int = phrase.end
    while (following := _joined(line, at)) is not None:
        after, is_and = following
        other = _phrase(line, after)
        if other is None or other.is_thing or other.is_part or (other.figure is None and not is_and):
            break
        if _is_speaking(line, other) or _is_deed(line, other):
            break
        at = other.end
        if is_and:
            phrases += [w for w in waiting if not _is_apposition(line, w)]
            phrases.append(other)
            waiting = []
            if (more := _joined(line, at)) is None or not more[1]:
                break
        else:
            waiting.append(other)
    return phrases


def _counted_once(line: Sequence[Token], phrases: list[Phrase]) -> list[Phrase]:
    """The phrases; where the first is the sum of the others, these add nothing: "53 people, 49 gendarmes and four civilians"."""
    first, others = phrases[0], [p.figure.best if p.figure else None for p in phrases[1:]]
    if first.figure is None or len(others) < 2 or None in others or first.figure.best != sum(filter(None, others)):
        return phrases
    head = line[first.first + 1 : first.end]
    if any(t.letter in _IN_PHRASE and t.words not in _ANYBODY for t in head):
        return phrases  # "five soldiers, three policemen and two civilians" are ten
    return [first, *(p._replace(figure=exactly(0)) for p in phrases[1:])]


def _is_where(line: Sequence[Token], phrase: Phrase) -> bool:
    """Whether a bare name only tells where: "attacked at Gaskinde, and eleven soldiers were killed"."""
    is_name = phrase.is_named and line[phrase.first].letter in (vw.NAME, vw.WORD)
    return is_name and phrase.first > 0 and line[phrase.first - 1].letter == vw.PREPOSITION


def _is_speaking(line: Sequence[Token], phrase: Phrase) -> bool:
    """Whether these people only tell of it: "police and a doctor said"."""
    return phrase.end < len(line) and line[phrase.end].letter == vw.SAY


def _is_deed(line: Sequence[Token], phrase: Phrase) -> bool:
    """Whether it is what was done next, at a place: "and shelled Kiwanja"."""
    first = line[phrase.first]
    return phrase.is_named and first.letter == vw.WORD and first.words.endswith("ed")


def _joined(line: Sequence[Token], at: int) -> tuple[int, bool] | None:
    """Where the next phrase of a list starts, and whether "and" stands before it; past an age: "a woman [aged 40] and three children"."""
    at += at < len(line) and line[at].words.startswith("age")
    letters = "".join(t.letter for t in line[at : at + 2])
    if letters[:2] in (",&", ",+"):
        return at + 2, True
    if letters[:1] in ("&", "+"):
        return at + 1, True
    return (at + 1, False) if letters[:1] == "," else None


def _is_apposition(line: Sequence[Token], phrase: Phrase) -> bool:
    """A bare name between commas."""
    return phrase.is_named and line[phrase.first].letter in (vw.NAME, vw.WORD)


def _phrase(line: Sequence[Token], i: int) -> Phrase | None:
    if i >= len(line):
        return None
    letter = line[i].letter
    if letter == vw.NONE:
        return _none(line, i)
    if letter == vw.QUANTITY:
        return _quantity(line, i, i)
    if letter == vw.DETERMINER:
        following = next((j for j in range(i + 1, min(i + 3, len(line))) if line[j].letter not in (vw.WORD, vw.ADVERB)), len(line))
        if following < len(line) and line[following].letter == vw.QUANTITY:
            return _quantity(line, i, following)
        return _determined(line, i)
    if letter in (vw.PRONOUN, vw.THEY):
        return Phrase(i, i + 1, exactly(1) if letter == vw.PRONOUN else None, is_named=letter == vw.PRONOUN)
    return _bare(line, i)


def _none(line: Sequence[Token], i: int) -> Phrase:
    end = _past(line, i + 1, frozenset("dwnNA"), 4)
    is_untold = any(t.words in _TELLING for t in line[i + 1 : end])
    return Phrase(i, end, None if is_untold else line[i].figure, is_thing=end < len(line) and line[end].letter == vw.THING)


def _quantity(line: Sequence[Token], i: int, at: int) -> Phrase:
    of_them = line[at].words.endswith(" of") and at + 1 < len(line)
    letters = "".join(t.letter for t in line[at + 1 : at + 3])
    if letters in (vw.OTHER_VERB + vw.PEOPLE, vw.OTHER_VERB + vw.COLLECTIVE) and line[at + 1].words.endswith("ed"):
        return _quantity(line, i, at + 1)._replace(figure=line[at].figure)  # "nine displaced people"
    end = _before_verb(line, at + 1, _past(line, at + 1, frozenset("dtwnNGAX") if of_them else _IN_PHRASE | {vw.THING}, _LONGEST))
    head = line[at + 1 : end]
    is_part = of_them and head[:1] != [] and head[0].letter == vw.THEY and i > 0 and line[i - 1].letter == vw.COMMA
    is_thing = bool(head) and head[-1].letter == vw.THING
    return Phrase(i, _past_tail(line, end), line[at].figure, is_thing=is_thing, is_part=is_part)


def _before_verb(line: Sequence[Token], first: int, end: int) -> int:
    """The end of the phrase before what its people did: "3,700 inmates escaped", whose noun no list knows, "six soldiers guarding"."""
    deeds = (
        i for i in range(first + 1, end) if line[i].letter == vw.WORD and line[i].words.endswith(_DEEDS) and _names_people(line[i - 1])
    )
    return next(deeds, end)


def _before_doing(line: Sequence[Token], first: int, end: int) -> int:
    """The end of the phrase of one person before what he or she was doing: "a policeman guarding the gate"."""
    doings = (i for i in range(first + 1, end) if is_doing(line, i))
    return next(doings, end)


def is_doing(line: Sequence[Token], i: int) -> bool:
    """Whether the word may begin what tells of somebody: "guarding the gate", "walking home", "accused of spying"."""
    following = line[i + 1] if i + 1 < len(line) else None
    if line[i].letter not in (vw.WORD, vw.OTHER_VERB) or following is None or len(line[i].words) <= _SHORT:
        return False
    if line[i].words.endswith("ing"):
        return following.letter in (vw.DETERMINER, vw.PREPOSITION) or following.words in _WAYS
    return line[i].words.endswith("ed") and following.letter in (vw.OF, vw.PREPOSITION)


def _names_people(token: Token) -> bool:
    return token.letter == vw.PEOPLE or (token.letter == vw.WORD and _is_plural(token.words))


def _determined(line: Sequence[Token], i: int) -> Phrase | None:
    end = _before_doing(line, i + 1, _past(line, i + 1, _IN_PHRASE | {vw.THING}, 6))
    if end == i + 1:
        alone = line[i].words in ("her", "another")
        return Phrase(i, end, exactly(1), is_named=True) if alone else None
    head = line[end - 1]
    is_thing = head.letter == vw.THING
    if head.letter == vw.COLLECTIVE and end + 1 < len(line) and line[end].letter == vw.OF and line[end + 1].letter == vw.QUANTITY:
        inner = _quantity(line, end + 1, end + 1)
        return inner._replace(first=i)
    one = not is_thing and head.letter not in (vw.PEOPLE, vw.COLLECTIVE) and not _is_plural(head.words)
    return Phrase(i, _past_tail(line, end), exactly(1) if one else None, is_thing=is_thing, is_named=one)


def _bare(line: Sequence[Token], i: int) -> Phrase | None:
    """Names, or people who are not counted."""
    if line[i].letter not in (vw.WORD, vw.NAME, vw.PEOPLE, vw.COLLECTIVE):
        return None
    end = _past(line, i, _IN_PHRASE, _LONGEST)
    head = line[end - 1]
    if head.letter == vw.WORD:
        return None
    if end < len(line) and line[end].letter == vw.THING:
        return Phrase(i, end + 1, None, is_thing=True)
    one = head.letter == vw.NAME and not _is_plural(head.words)
    return Phrase(i, _past_tail(line, end), exactly(1) if one else None, is_named=one)


def _past_tail(line: Sequence[Token], end: int) -> int:
    """Past "of the security forces" and the like."""
    for _ in range(3):
        if end >= len(line) or line[end].letter != vw.OF:
            break
        after = _past(line, end + 1, _IN_TAIL, _LONGEST)
        if after == end + 1:
            break
        end = after
    return end


def _past(line: Sequence[Token], i: int, letters: frozenset[str], most: int) -> int:
    end = i
    while end < len(line) and end - i < most and line[end].letter in letters:
        end += 1
    while end > i and line[end - 1].letter == vw.ADVERB:
        end -= 1
    return end


def _is_plural(word: str) -> bool:
    return word.endswith("s") and not word.endswith(_SINGULAR_ENDS)
