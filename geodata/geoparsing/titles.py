"""Places that stand alone as the title of a report's section: "Panjshir", "NAY PYI TAW", which no sentence tells the tagger."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from geodata.gazetteer.entries import Kind
from geodata.gazetteer.search import Named
from geodata.geoparsing.spans import Matches
from geodata.geoparsing.words import KINDS
from geodata.model import Toponym

_LONGEST = 40  # characters
_LINE = re.compile(
    rf"^[ \t]*(?P<name>[^\W\d_][^\n.!?;:,•*()]{{2,{_LONGEST}}}?)(?P<kind>\s+(?:{KINDS})s?)?[ \t\r]*\n", re.MULTILINE | re.IGNORECASE
)
_SIDE = r"(?:north|south|east|west)(?:ern)?"
_SIDES = re.compile(rf"(?:{_SIDE}|cent(?:er|re|ral))(?:[\s-]*{_SIDE})?", re.IGNORECASE)
_OTHER_SIDE = re.compile(rf"-{_SIDE}\b", re.IGNORECASE)
_PLACES = ("ADM1", "PCLI", "PPLC", "PPLA")
_LARGE = 500_000  # inhabitants


def with_titles(text: str, toponyms: Iterable[Toponym], matches: Matches) -> tuple[Toponym, ...]:
    """The toponyms, and the lines that are a country's, a region's or a large town's name alone; what stands inside one gives way.

    "SOUTH-EAST" is no place.
    """
    found = [t for t in toponyms if not (_SIDES.fullmatch(t.name) and _OTHER_SIDE.match(text, t.end_char))]
    known = {t.start_char: t.end_char for t in found}
    titles = [t for t in _titles(text, matches) if known.get(t.start_char) != t.end_char]
    if not titles:
        return tuple(found)
    kept = [t for t in found if not any(title.start_char <= t.start_char < title.end_char for title in titles)]
    return tuple(sorted([*kept, *titles], key=lambda t: t.start_char))


def _titles(text: str, matches: Matches) -> Iterator[Toponym]:
    for line in _LINE.finditer(text):
        name = line["name"].rstrip()
        if not _SIDES.fullmatch(name) and any(_is_known(named) for named in matches(name)):
            start = line.start("name")
            yield Toponym(name=name, start_char=start, end_char=start + len(name))


def _is_known(named: Named) -> bool:
    place = named.place
    return named.kind not in (Kind.ABBREVIATION, Kind.DEMONYM) and (place.feature_code in _PLACES or place.population >= _LARGE)
