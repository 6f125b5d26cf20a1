"""What the words around a toponym say of it: what it lies in, and what kind of place it is. English and French."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from geodata.model import Toponym

_GAP = 60  # characters between a place and what it lies in
_CHAIN = 3  # "village (commune, department, region)"
_AROUND = 40  # characters before and behind that tell the kind


class Level(StrEnum):
    """The kind of place that a word such as "village" tells."""

    TOWN = "P"
    DISTRICT = "ADM2"
    REGION = "ADM1"
    COUNTRY = "PCLI"
    WATER = "H"
    HILL = "T"


_WORDS = {
    Level.TOWN: "city town village hamlet settlement suburb neighborhood neighbourhood capital locality "
    "ville village localité bourg capitale",
    Level.DISTRICT: "county parish district department commune municipality prefecture cercle département departement préfecture",
    Level.REGION: "state province region governorate oblast wilaya territory région",
    Level.COUNTRY: "country nation kingdom republic république",
    Level.WATER: "river lake sea ocean gulf bay strait lac fleuve rivière mer golfe",
    Level.HILL: "mountain mountains mount hill hills valley desert mont montagne massif",
}
_LEVEL_OF = {"lga": Level.DISTRICT, "local government area": Level.DISTRICT} | {
    word: level for level, words in _WORDS.items() for word in words.split()
}
_ANY = r"local\s+government\s+area|lga|" + "|".join(sorted({w for words in _WORDS.values() for w in words.split()}, key=len, reverse=True))
_TYPE_BEFORE = re.compile(rf"\b({_ANY})s?,?\s+(?:of|de|du|des|d['’])?\s*(?:the\s+|la\s+|l['’])?$", re.IGNORECASE)
_TYPE_AFTER = re.compile(rf"^\s+({_ANY})s?\b", re.IGNORECASE)

_SIDE = r"(?:(?:north|south|east|west|central)\w*|nord|sud|est|ouest)"
# "in the north of Lebanon", "dans le nord du Liban" lie in it; "au nord de Filingué" does not.
_OF = r"(?:of\s+(?:the\s+)?|du\s+|des\s+|de\s+la\s+|de\s+l['’]|de\s+|d['’])"
_SIDE_OF = rf"(?:the|le|la|l['’])\s*(?:{_SIDE}|centre|center)(?:-(?:est|ouest))?\s+{_OF}"
_LEAD = rf"(?:{_SIDE_OF}|(?:the|la|le|les|l['’])?\s*(?:{_SIDE}\s+|state\s+of\s+)?)"
_WORD_OF = rf"(?:(?:{_ANY})s?\s*(?:of|de\s+la|de|du|des|d['’])?\s*(?:the\s+|la\s+|l['’])?)?"
_IN = r"(?:in|within|inside|of|dans|en|au|aux|à|de\s+la|de|du|des|d['’])"
_LIES = r"(?:\s*,)?\s+(?:(?:which|that|qui)\s+)?(?:lies|lay|is|sits|est)\s+(?:(?:located|situated|situé)e?\s+)?(?=(?:in|within|dans)\s)"
# "A lies in the B", "A, B", "A (B", "A in the B", "A, dans la région de B", "A district, B"
_BEHIND = re.compile(
    rf"^(?:\s+(?:{_ANY})s?)?\s*(?:{_LIES}|[,(/]\s*|\s[-–—]\s|\s(?={_IN}\s|d['’]))(?:{_IN}\s*)?{_LEAD}{_WORD_OF}$", re.IGNORECASE
)
_STRICT = re.compile(rf"^(?:\s+(?:{_ANY})s?)?\s*[,(/]", re.IGNORECASE)
_DASHED = re.compile(r"\s*[-–—]+\s")
_HEAD = re.compile(r"\s*(?:[A-ZÀ-Ý'’.-]{2,}\s*){1,4}(?:,[^\n]{2,40})?$")
# "A in B's C" is in C too.
_ITS = re.compile(r"^['’]s\s+(?:[\w-]+\s+)?$")
# "B's A", "the B town of A", "B's northern region of A"
_AHEAD = re.compile(
    rf"^(?:(?:['’]s?)\s+(?:[\w-]+\s+){{0,2}}?{_WORD_OF}|[\s-]+(?:(?:[a-zéèê-]+\s+){{0,2}})(?:{_ANY})s?\s+(?:of\s+|de\s+)?(?:the\s+)?)$",
    re.IGNORECASE,
)


class Inside(NamedTuple):
    """Toponym `inner` is said to lie in toponym `outer`, by their places in the list."""

    inner: int
    outer: int
    behind: bool  # "A, B" rather than "B's A"


def containments(text: str, toponyms: Sequence[Toponym]) -> Iterator[Inside]:
    """Pairs of toponyms, in order of the text, of which the words say that one lies in the other."""
    for index in range(len(toponyms) - 1):
        lists = True
        for last in range(index + 1, min(index + 1 + _CHAIN, len(toponyms))):
            gap = _between(text, toponyms[last - 1], toponyms[last])
            its = last > index + 1 and _ITS.match(gap)
            if not gap or not (its or (lists and _BEHIND.match(gap))):
                break
            yield Inside(index, last, behind=True)
            lists = bool(its or _STRICT.match(gap))
        gap = _between(text, toponyms[index], toponyms[index + 1])
        if gap and _AHEAD.match(gap):
            yield Inside(index + 1, index, behind=False)


def level(text: str, toponym: Toponym) -> Level | None:
    """The kind of place that the words beside or inside the toponym tell, None where they tell none."""
    words = toponym.name.lower().split()
    if len(words) > 1 and (told := _LEVEL_OF.get(words[-1]) or _LEVEL_OF.get(words[0])):
        return told
    after = _TYPE_AFTER.match(text[toponym.end_char : toponym.end_char + _AROUND])
    before = _TYPE_BEFORE.search(text[max(0, toponym.start_char - _AROUND) : toponym.start_char])
    found = after or before
    return _LEVEL_OF.get(" ".join(found[1].lower().split())) if found else None


def _between(text: str, first: Toponym, second: Toponym) -> str:
    """The words between two toponyms, empty where they are too far apart or in different sentences."""
    if not 0 <= second.start_char - first.end_char <= _GAP:
        return ""
    gap = text[first.end_char : second.start_char]
    return "" if "\n\n" in gap or ". " in gap or _is_dateline(text, first, second, gap) else gap


def _is_dateline(text: str, first: Toponym, second: Toponym, gap: str) -> bool:
    """Whether the first toponym ends the head of a report, and the second begins it: "GAROUA, Cameroon - The United States handed over"."""
    head = text[text.rfind("\n", 0, first.start_char) + 1 : first.end_char]
    return _HEAD.match(head) is not None and not second.name.isupper() and _DASHED.match(gap) is not None
