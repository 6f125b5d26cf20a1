"""Toponyms of an article grouped by what they mean: one sense a name, unless the words around it say otherwise."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from geodata.gazetteer.names import fold, name_key
from geodata.gazetteer.search import Gazetteer
from geodata.geoparsing.candidates import Fit, Option, options
from geodata.geoparsing.wording import Inside, Level, containments, level
from geodata.geoparsing.words import BODY
from geodata.model import Place, Role, Toponym

_LARGER = ("PCLI", "ADM1")
_WORD = re.compile(r"[^\W\d_][\w'’-]+")
# Words of newspapers' names, beside those of bodies.
_PAPERS = re.compile(
    r"(?:the|daily|evening|morning|star|sun|gazette|globe|press|mail|mirror|observer|independent|guardian|dispatch|examiner|enquirer|"
    r"chronicle|register|leader|record|republic|democrat|sentinel|telegraph|standard|citizen|courier|express|bulletin|world|eagle|"
    r"online|today|week)$",
    re.IGNORECASE,
)
_STATE = re.compile(r"\s+(?:state|province|governorate|region|county|district)\b", re.IGNORECASE)  # "Red Sea state"
_LISTED = 25  # source words looked up


@dataclass(slots=True)
class Sense:
    """The mentions of one name that mean one place, and what it might be."""

    name: str  # folded
    written: str  # as at its first mention
    options: tuple[Option, ...]
    mentions: list[int] = field(default_factory=list)  # indexes of toponyms
    levels: Counter[Level] = field(default_factory=Counter)
    associative: int = 0
    first: int = 0  # where it stands first
    in_title: bool = False


@dataclass(slots=True)
class Reading:
    """An article's senses, which sense each toponym has, and which lie in which by the article's words."""

    senses: list[Sense]
    of_toponym: list[int]
    inside: dict[tuple[int, int], bool]  # (inner, outer) sense: True where the outer stands behind, as in "A, B"
    next_to: dict[tuple[int, int], float]  # senses that stand beside each other: how closely, 0 to 1


def read(gazetteer: Gazetteer, text: str, toponyms: Sequence[Toponym], *, title: str = "", source: str = "") -> Reading:
    """Group the toponyms (in order of the text) and look up their names; linear in their number."""
    names = [name_key(t.name) for t in toponyms]
    known = frozenset(names)
    found = {name: options(gazetteer, toponyms[i].name, known) for name, i in {n: i for i, n in reversed(list(enumerate(names)))}.items()}
    pairs = list(containments(text, toponyms))
    outer = {}
    for pair in reversed(pairs):
        if pair.behind:
            outer[pair.inner] = _larger(found[names[pair.outer]])
    senses: list[Sense] = []
    of_toponym = _group(toponyms, names, found, outer, senses)
    heading = f" {fold(title[:500])} "
    for index, toponym in enumerate(toponyms):
        sense = senses[of_toponym[index]]
        sense.mentions.append(index)
        sense.associative += toponym.role is Role.ASSOCIATIVE
        if len(sense.mentions) <= _LISTED and (told := level(text, toponym)):
            sense.levels[told] += 1
    for sense in senses:
        if sense.levels[Level.WATER] and not any(_STATE.match(text, toponyms[i].end_char) for i in sense.mentions[:_LISTED]):
            sense.options = tuple(o for o in sense.options if o.place.feature_class == "H") or sense.options
        sense.in_title = f" {sense.name} " in heading
    _add_source(gazetteer, source, senses)
    return Reading(senses, of_toponym, _inside(pairs, of_toponym), _beside(toponyms, of_toponym))


def _larger(found: Sequence[Option]) -> Place | None:
    """The country or region that a name behind another most likely means."""
    return next((o.place for o in found if o.place.feature_code in _LARGER), None)


def _group(
    toponyms: Sequence[Toponym],
    names: Sequence[str],
    found: dict[str, tuple[Option, ...]],
    outer: dict[int, Place | None],
    senses: list[Sense],
) -> list[int]:
    """The sense of each toponym: a name has a second one only where two different countries or regions stand behind it."""
    by_name: dict[str, list[tuple[Place | None, int]]] = {}
    of_toponym = []
    for index, name in enumerate(names):
        said = outer.get(index)
        known = by_name.setdefault(name, [])
        match = next((s for place, s in reversed(known) if said is None or place is None or _agree(said, place)), None)
        if match is None:
            match = len(senses)
            senses.append(Sense(name, toponyms[index].name, found[name], first=toponyms[index].start_char))
            known.append((said, match))
        elif said is not None:
            known[:] = [(said if s == match and (place is None or place.feature_code == "PCLI") else place, s) for place, s in known]
        of_toponym.append(match)
    return of_toponym


def _agree(one: Place, other: Place) -> bool:
    if one.country_code != other.country_code:
        return False
    return "PCLI" in (one.feature_code, other.feature_code) or one.admin1_code == other.admin1_code


def _inside(pairs: Sequence[Inside], of_toponym: Sequence[int]) -> dict[tuple[int, int], bool]:
    found: dict[tuple[int, int], bool] = {}
    for pair in pairs:
        inner, outer = of_toponym[pair.inner], of_toponym[pair.outer]
        if inner != outer:
            found[inner, outer] = found.get((inner, outer), False) or pair.behind
    return found


def _beside(toponyms: Sequence[Toponym], of_toponym: Sequence[int], reach: float = 200.0) -> dict[tuple[int, int], float]:
    """Senses whose mentions follow one another within `reach` characters."""
    found: dict[tuple[int, int], float] = {}
    for index in range(len(toponyms) - 1):
        gap = toponyms[index + 1].start_char - toponyms[index].end_char
        one, two = of_toponym[index], of_toponym[index + 1]
        if gap < reach and one != two:
            closeness = 1.0 - max(0, gap) / reach
            for pair in ((one, two), (two, one)):
                found[pair] = max(found.get(pair, 0.0), closeness)
    return found


def _add_source(gazetteer: Gazetteer, source: str, senses: list[Sense]) -> None:
    """The town that a newspaper's name tells ("Lincoln Journal Star") keeps the others company; no toponym has this sense."""
    words = [w for w in _WORD.findall(source)[:_LISTED] if w.lower() not in BODY and not _PAPERS.match(w)]
    for length in (3, 2, 1):
        for start in range(len(words) - length + 1):
            name = " ".join(words[start : start + length])
            found = tuple(o for o in options(gazetteer, name) if o.fit is Fit.WHOLE) if name in source else ()
            if found and fold(name) not in {sense.name for sense in senses}:
                senses.append(Sense(fold(name), name, found, in_title=True))
                return
