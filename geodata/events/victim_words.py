"""The words around the killed and injured, each told by one letter, so that rules read along a row of letters.

A row such as "Q N & Q N B K" stands for "four soldiers and 12 militants were killed".
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import NamedTuple

from geodata.events.figures import FIGURE, Figure, exactly, figure

QUANTITY, NONE, DETERMINER, PRONOUN, THEY = "Q", "Z", "d", "r", "t"
PEOPLE, WORD, NAME, COLLECTIVE, THING, NUMERAL = "N", "w", "n", "G", "X", "a"
KILL, KILLING, DIE, DEATHS, BODY, TO_DEATH, LEAVE, TOLL = "K", "k", "D", "F", "f", "E", "L", "T"
HURT, HURTING, INJURIES, CASUALTIES, OTHER_VERB = "H", "h", "I", "U", "v"
IS, ARE, HAD, ADVERB, NOT, DAY = "s", "B", "b", "A", "!", "y"
AND, WITH, COMMA, OF, PREPOSITION, INCLUDING, CLAUSE, SAY, STOP, OPEN, CLOSE = "&", "+", ",", "o", "p", "i", "C", "S", ".", "(", ")"


class Token(NamedTuple):
    """A word, figure or sign, by offsets; `figure` is that of a QUANTITY or NONE."""

    letter: str
    start_char: int
    end_char: int
    words: str
    figure: Figure | None = None


_TABLE = tomllib.loads(Path(__file__).with_name("victims.toml").read_text("utf-8"))
_KINDS = {name: value for name, value in globals().items() if name.isupper() and isinstance(value, str) and len(value) == 1}
_PHRASES = [(_KINDS[row["is"]], "|".join(row["words"]).replace(" ", r"\s+")) for row in _TABLE["phrase"]]
_LETTERS = {word: _KINDS[kind] for kind, words in reversed(_TABLE["words"].items()) for word in words.split()}
_SIGNS = {",": COMMA, "(": OPEN, "[": OPEN, ")": CLOSE, "]": CLOSE, "&": AND, "+": AND}
_TOKEN = re.compile(
    "|".join(f"(?P<p{i}>\\b(?:{pattern})\\b)" for i, (_, pattern) in enumerate(_PHRASES))
    + rf"|(?P<figure>{FIGURE})|(?P<word>(?:[a-z]\.){{2,}}|[^\W_][\w'-]*)|(?P<sign>--+|[^\w\s])"
)
_MONTHS = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?"
)
_UNIT = re.compile(
    r"\s*(?:%|percent|per\s+cent|(?:km|kms|kilomet\w+|miles?|met(?:re|er)s?|m|kg|kilos?|tons?|tonnes?|years?|months?|weeks?|days?|hours?|hrs?"
    r"|minutes?|seconds?|am|pm|o'clock|millions?|billions?|dollars?|euros?|francs?|pesos|cfa|mm|degrees|feet|acres|hectares|votes|seats"
    rf"|square|gmt|pounds|bn|times|rounds|{_MONTHS})\b)"
)
_NO_COUNT = re.compile(
    rf"(?:[$€£#]|\b(?:{_MONTHS}|aged?|number|no\.|nos\.|article|highway|route|phase|chapter|resolution|level|age\s+of|class|line|flight|usd|us\$))\s*$"
)
_NEXT = re.compile(r"\s+([\w'-]+)")
_OF_AGE = re.compile(  # "a woman of 61"
    r"\b(?:an?|the|one)\s+(?:[\w-]+\s+){0,2}?(?:woman|man|boy|girl|child|teenager|pensioner|rider|youth|student|grandmother|mother|father|baby)\s+of\s+$"
)
_YEAR = re.compile(r"(?:19|20)\d\d(?:\s?[-–]\s?\d{2,4})?")

_DASHES = frozenset(("-", "–", "—", "--"))
_LOOK_BACK = 14  # characters


def tokens(text: str, low: str, start: int, end: int) -> list[Token]:
    """The tokens of `text[start:end]`; `low` is the text folded, in which names are not to be seen."""
    found: list[Token] = []
    is_capitals = text[start:end].isupper()
    for match in _TOKEN.finditer(low, start, end):
        letter, count = _letter(match, text, low, found)
        if match["word"] and not is_capitals and len(match["word"]) > 1 and text[match.start() : match.end()].isupper():
            letter, count = WORD, None  # "IS", "US"
        found.append(Token(letter, match.start(), match.end(), match.group(), count))
    return _without_asides(found)


def row(line: list[Token]) -> str:
    """The letters of the tokens."""
    return "".join(token.letter for token in line)


def _letter(match: re.Match[str], text: str, low: str, before: list[Token]) -> tuple[str, Figure | None]:
    if match["sign"]:
        return _SIGNS.get(match.group(), STOP), None
    if match["word"]:
        letter = _of_word(match.group(), text[match.start() : match.end()])
        return letter, exactly(0) if letter == NONE else None
    if match["figure"]:
        count = None if _is_no_count(match, low, before) else figure(match)
        return (NUMERAL, None) if count is None else (QUANTITY, count)
    letter = _PHRASES[int(str(match.lastgroup)[1:])][0]
    return letter, exactly(0) if letter == NONE else None


def _of_word(word: str, written: str) -> str:
    letter = _LETTERS.get(word.removesuffix("'s"))
    if letter is not None:
        return letter
    if word.endswith("ly") and len(word) > 4:
        return ADVERB
    return NAME if any(c.isupper() for c in written) and not written.isupper() else WORD


def _is_no_count(match: re.Match[str], low: str, before: list[Token]) -> bool:
    words, after = match.group(), low[match.end() : match.end() + 2]
    if _OF_AGE.search(low, max(0, match.start() - 40), match.start()):
        return True
    if _UNIT.match(low, match.end(), match.end() + 16):
        return True
    if words[:1].isdecimal() and _NO_COUNT.search(low, _begin(match, before), match.start()):  # "3 Feb. Two members" counts
        return True
    if _YEAR.fullmatch(words):
        following = _NEXT.match(low, match.end())
        return following is None or _LETTERS.get(following[1]) != PEOPLE
    is_age = words.isdecimal() and len(words) < 3 and bool(before) and after[:1] in (",", ")", ".", "")
    return is_age and before[-1].letter in (COMMA, OPEN) and len(before) > 1 and before[-2].letter in (NAME, WORD)


def _begin(match: re.Match[str], before: list[Token]) -> int:
    """Where the words begin that may tell that a figure is no count; never in the sentence before."""
    return max(before[0].start_char if before else match.start(), match.start() - _LOOK_BACK)


def _without_asides(line: list[Token]) -> list[Token]:
    """The tokens without what stands in brackets or between dashes and tells of no dead or injured, and without ages."""
    kept: list[Token] = []
    i = 0
    while i < len(line):
        if (close := _closed_at(line, i)) is not None and not any(t.letter in "KDFHIU" for t in line[i:close]):
            i = close + 1
            continue
        kept.append(line[i])
        i += 1
    return [t for j, t in enumerate(kept) if not _is_age_comma(kept, j)]


def _closed_at(line: list[Token], i: int) -> int | None:
    """Where the bracket or dash that opens at `i` is closed."""
    if line[i].letter != OPEN and line[i].words not in _DASHES:
        return None
    following = range(i + 1, min(i + 15, len(line)))
    return next((j for j in following if (line[j].letter == CLOSE if line[i].letter == OPEN else line[j].words in _DASHES)), None)


def _is_age_comma(line: list[Token], j: int) -> bool:
    """Whether `, 50,` surrounds an age: both go, with the first comma."""
    if line[j].letter == NUMERAL:
        return j > 0 and line[j - 1].letter == COMMA
    return line[j].letter == COMMA and j + 1 < len(line) and line[j + 1].letter == NUMERAL
