"""The tagger's spans, set right by what the gazetteer knows: whole names, and no common nouns."""

from __future__ import annotations

import bisect
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from geodata.gazetteer.entries import Kind
from geodata.gazetteer.names import fold
from geodata.gazetteer.search import Named
from geodata.geoparsing.words import KINDS, no_places
from geodata.model import Role, Toponym

Matches = Callable[[str], tuple[Named, ...]]

_QUIET = 0.002  # share of capitals below which lower case tells nothing
# What may follow a name of which it is part: "Guinée équatoriale", "Soudan du Sud", "Papouasie-Nouvelle-Guinée".
_BEHIND = re.compile(r"(?:-[\w-]+|(?: (?:de l['’]|d['’]|du |de la |de |des )?[^\W\d]+))(?:-[\w-]+)?")
# What may stand before the name of a water: "golfe de Guinée", "lac Tchad", "gulf of Aden".
_BEFORE = re.compile(r"(?<!\w)(?!the )(?:[^\W\d_]+ )(?:(?:de l['’]|d['’]|du |de la |de |des |of )?)$")
# Between names that the tagger has read as one: "Niger's Maradi region"; a headline and the dateline under it.
_SEAM = re.compile(r"(?<=[^\W\d_])['’]s (?=[^\W\d_])|\s*\n\s*\n\s*|(?<=[a-zà-ÿ])\s*\n\s*(?=[A-ZÀ-Þ]{2})")
# Between the ends of a road or a talk: "the Gao–Ansongo road".
_DASH = re.compile(r"(?<=[^\W\d_])\s?[-–—/]\s?(?=[A-ZÀ-Þ])")
# Words behind a name that the tagger has read as part of it: "the army of Mali entered Kidal"; and a mark that the name does not need.
_TAIL = re.compile(rf"(?: (?!(?:{KINDS})s?\b)[a-zà-ÿ'’-]+)+$")
_LEAD = re.compile(r"(?:of|in|at|near|from|to) (?=[A-ZÀ-Þ])")  # before it: "the University of Karachi"
_FLAG = re.compile(r"-(?:flagged|registered|owned|based)\b")  # whose a ship is, not where
_MARK = re.compile(r"(?<=\.)\.$|\s*[-–—/(]$")
# What is part of the name that follows: "El Fasher", "Port Sudan".
_ARTICLE = re.compile(
    r"(?<!\w)(?:El|Al|An|Ar|As|Ash|At|Ad|Az|La|Le|Las|Los|San|Santa|Port|Fort|Tin|Ain|Aïn|Ras|Deir|Beni|Abu|Abou|Umm|Oum)[ -]$"
)
# The beginning of a base's name, and up to three words more: "Air Base 201", "base aérienne 101 de Niamey", "Camp Lemonnier".
_BASE = re.compile(r"\b(?:Air ?[Bb]ase|[Bb]ase (?:aérienne|navale|militaire)|[Cc]amp|BA)(?: (?:de |d['’]|du )?[\w'’-]+){1,3}")
_SITE_HEAD = re.compile(r"(?:Camp|Fort|Base|Mount|Port|Lake) [A-ZÀ-Þ]$")  # "Camp" of "Camp Bondsteel"
_NAME_BEFORE = re.compile(r"[A-ZÀ-Þ][\w-]+ $")
_GENERAL = re.compile(r"Cent(?:re|er)|(?:North|South|East|West|Central)(?: (?:County|District|Province|Region|State))?")
_GROUP = re.compile(r"\bIslamic State(?:'s|’s)?(?: in the)? (?:[A-Z]\w+ ){0,2}$")
_OF_GROUP = re.compile(r"(?:Greater Sahara|Sahel|West Africa|Central Africa|Khorasan|Mozambique|Sinai|Somalia|Pakistan|Province)\b")
_FACILITY = ("AIRB", "INSM", "NVB")  # GeoNames' codes of air bases, military installations and naval bases
_WIDE = ("PCLI", "RGN", "CONT")
_KNOWN = ("PCLI", "PPLC", "CONT")
_LARGE = 500_000  # inhabitants
_LOOK = 30  # characters beside a name that are looked at


def with_facilities(text: str, toponyms: Iterable[Toponym], matches: Matches) -> tuple[Toponym, ...]:
    """The toponyms, and the bases that the gazetteer knows by name ("Air Base 201"); what stands inside such a name gives way."""
    made: list[Toponym] = []
    for found in _BASE.finditer(text):
        words = found[0].split(" ")
        for count in range(len(words), 1, -1):
            name = " ".join(words[:count]).rstrip(".,;:")
            if any(named.place.feature_code in _FACILITY for named in matches(name)):
                made.append(Toponym(name=name, start_char=found.start(), end_char=found.start() + len(name)))
                break
    if not made:
        return tuple(toponyms)
    ends = [base.end_char for base in made]

    def stands_alone(toponym: Toponym) -> bool:
        after = bisect.bisect_right(ends, toponym.start_char)
        return after == len(made) or made[after].start_char >= toponym.end_char

    return tuple(sorted([*filter(stands_alone, toponyms), *made], key=lambda t: t.start_char))


def tidied(text: str, toponyms: Iterable[Toponym], matches: Matches) -> tuple[Toponym, ...]:
    """The toponyms in order, none overlapping: longer names where the gazetteer has them, without lower-case words that are no demonyms.

    Of those that the tagger is not sure of, well-known places stay.
    """
    whispers = _whispers(text)
    kept: list[Toponym] = []
    for toponym in (part for whole in toponyms for part in _names_apart(text, whole, matches)):
        if kept and toponym.start_char < kept[-1].end_char:
            continue  # it became part of the name before
        if fold(toponym.name) in no_places() or _is_part(text, toponym):
            continue
        if toponym.score < 0.5 and not (toponym.name[:1].isupper() and _is_well_known(matches(toponym.name))):
            continue
        if toponym.name.islower() and not whispers and not _is_demonym(matches(toponym.name)):
            continue
        start, end = _whole(text, toponym, matches)
        if not kept or start >= kept[-1].end_char:
            is_whose = _FLAG.match(text, end) or _is_demonym(matches(text[start:end])[:1])  # as in "Malian troops"
            role = Role.ASSOCIATIVE if is_whose else toponym.role
            kept.append(replace(toponym, name=text[start:end], start_char=start, end_char=end, role=role))
    return tuple(kept)


def _is_part(text: str, toponym: Toponym) -> bool:
    """Whether it ends another name, of a house or an armed group: "Federal Medical Centre", "Islamic State Sahel Province"."""
    before = text[max(0, toponym.start_char - _LOOK) : toponym.start_char]
    if toponym.name.startswith("Islamic State ") or _SITE_HEAD.match(text[toponym.start_char : toponym.end_char + 2]):
        return True
    is_house = _GENERAL.fullmatch(toponym.name) is not None and _NAME_BEFORE.search(before) is not None
    return is_house or (_GROUP.search(before) is not None and _OF_GROUP.match(text, toponym.start_char) is not None)


def _names_apart(text: str, toponym: Toponym, matches: Matches) -> Iterator[Toponym]:
    """A span such as "Niger's Maradi region" as the two names that it is; never a name over an empty line."""
    start = toponym.start_char
    seams = list(_SEAM.finditer(toponym.name))
    if seams and "\n" not in toponym.name and matches(toponym.name):
        seams = []  # "Cox's Bazar"
    elif not seams and all(matches(part) for part in _DASH.split(toponym.name)) and not matches(toponym.name):
        seams = list(_DASH.finditer(toponym.name))
    for seam in seams:
        end = toponym.start_char + seam.start()
        yield replace(toponym, name=text[start:end], start_char=start, end_char=end)
        start = toponym.start_char + seam.end()
    yield _trimmed(replace(toponym, name=text[start : toponym.end_char], start_char=start), matches)


def _trimmed(toponym: Toponym, matches: Matches) -> Toponym:
    """The toponym without what stands before or behind its name, where only the shorter name is one that the gazetteer knows."""
    lead = _LEAD.match(toponym.name)
    if lead and not matches(toponym.name) and matches(toponym.name[lead.end() :]):
        toponym = replace(toponym, name=toponym.name[lead.end() :], start_char=toponym.start_char + lead.end())
    name = _MARK.sub("", toponym.name)
    tail = _TAIL.search(name)
    if tail and tail.start() and not matches(name) and matches(name[: tail.start()]):
        name = name[: tail.start()]
    return replace(toponym, name=name, end_char=toponym.start_char + len(name))


def _whispers(text: str) -> bool:
    """True where the text has letters and next to no capitals, as many posts."""
    upper, lower = sum(c.isupper() for c in text), sum(c.islower() for c in text)
    return upper < _QUIET * (upper + lower)


def _is_well_known(found: tuple[Named, ...]) -> bool:
    """A country, a capital, a region, or a large town by its own name."""
    return any(
        named.kind is not Kind.ABBREVIATION
        and (named.place.feature_code in _KNOWN or (named.kind is Kind.OFFICIAL and named.place.population >= _LARGE))
        for named in found[:3]
    )


def _is_demonym(found: tuple[Named, ...]) -> bool:
    return any(named.kind is Kind.DEMONYM for named in found)


def _is_wide(named: Named, name: str) -> bool:
    """A country or a named region; a first-level region only by its own name: "Niger State", but not "Washington state"."""
    place = named.place
    return named.kind is not Kind.DEMONYM and (place.feature_code in _WIDE or (place.feature_code == "ADM1" and place.name == name))


def _whole(text: str, toponym: Toponym, matches: Matches) -> tuple[int, int]:
    """The bounds of the longest name of a country, region or water that the toponym is part of, accents that stand alone included."""
    start, end = toponym.start_char, toponym.end_char
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    behind = _BEHIND.match(text, end, end + _LOOK)
    if behind and any(_is_wide(named, text[start : behind.end()]) for named in matches(text[start : behind.end()])):
        return start, behind.end()
    article = _ARTICLE.search(text, max(0, start - _LOOK), start)
    if article and any(named.kind is not Kind.ABBREVIATION for named in matches(text[article.start() : end])):
        return article.start(), end
    before = _BEFORE.search(text, max(0, start - _LOOK), start)
    if before and any(n.place.feature_class == "H" for n in matches(text[before.start() : end])):
        return before.start(), end
    return start, end
