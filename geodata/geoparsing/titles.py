"""Places that stand alone as the title of a report's section: "Panjshir", "NAY PYI TAW", which no sentence tells the tagger."""

from __future__ import annotations

import bisect
import re
from collections.abc import Collection, Iterable, Iterator

from geodata.gazetteer.entries import Kind
from geodata.gazetteer.names import fold
from geodata.gazetteer.search import Named
from geodata.geoparsing.spans import Matches
from geodata.geoparsing.words import KINDS, common_words
from geodata.model import Toponym

_LONGEST = 40  # characters
_LINE = re.compile(
    rf"^[ \t]*(?P<name>[^\W\d_][^\n.!?;:,•*()]{{2,{_LONGEST}}}?)(?P<kind>\s+(?:{KINDS})s?)?[ \t\r]*\n", re.MULTILINE | re.IGNORECASE
)
_SIDE = r"(?:north|south|east|west)(?:ern)?"
_SIDES = re.compile(rf"(?:{_SIDE}|cent(?:er|re|ral))(?:[\s-]*{_SIDE})?", re.IGNORECASE)
_OTHER_SIDE = re.compile(rf"-{_SIDE}\b", re.IGNORECASE)
_FIGURE = re.compile(r"[ \t]*[\d.,%]+[ \t\r]*(?:\n|$)")  # what stands below a label of a table
_LOOKED_UP = 60  # toponyms whose countries are looked up
_PLACES = ("ADM1", "PCLI", "PPLC", "PPLA")
_LARGE = 500_000  # inhabitants


def with_titles(text: str, toponyms: Iterable[Toponym], matches: Matches) -> tuple[Toponym, ...]:
    """The toponyms, and the lines that are a country's, a region's or a large town's name alone; what stands inside one gives way.

    "SOUTH-EAST" is no place.
    """
    found = [t for t in toponyms if not (_SIDES.fullmatch(t.name) and _OTHER_SIDE.match(text, t.end_char))]
    known = {t.start_char: t.end_char for t in found}
    homes = {n.place.country_code for t in found[:_LOOKED_UP] for n in matches(t.name)[:3] if n.place.feature_code.startswith("PCL")}
    titles = [t for t in _titles(text, matches, homes) if known.get(t.start_char) != t.end_char]
    if not titles:
        return tuple(found)
    starts = [title.start_char for title in titles]

    def stands_alone(t: Toponym) -> bool:
        before = bisect.bisect_right(starts, t.start_char) - 1
        return before < 0 or titles[before].end_char <= t.start_char

    kept = [t for t in found if stands_alone(t)]
    return tuple(sorted([*kept, *titles], key=lambda t: t.start_char))


def _titles(text: str, matches: Matches, homes: Collection[str]) -> Iterator[Toponym]:
    """Those of `homes`, the countries that the text names, and others where the name is no common word: "Male", "Unity"."""
    for line in _LINE.finditer(text):
        name = line["name"].rstrip()
        if _SIDES.fullmatch(name) or _FIGURE.match(text, line.end()):
            continue
        is_common = fold(name) in common_words()
        known = (n.place for n in matches(name) if _is_known(n))
        if any(place.country_code in homes or not is_common for place in known):
            start = line.start("name")
            yield Toponym(name=name, start_char=start, end_char=start + len(name))


def _is_known(named: Named) -> bool:
    place = named.place
    return named.kind not in (Kind.ABBREVIATION, Kind.DEMONYM) and (place.feature_code in _PLACES or place.population >= _LARGE)
