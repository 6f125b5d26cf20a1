"""The places that a name might mean, and how the name fits each: as it stands, shortened, or by the place inside a longer name."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from geodata.gazetteer.entries import Kind
from geodata.gazetteer.names import fold, without_possessive
from geodata.gazetteer.search import Gazetteer, Named
from geodata.geoparsing.words import BODY, KINDS, common_words
from geodata.model import Place

CONSIDERED = 40  # candidates of one name that are weighed, the most important first
_LONGEST = 12  # words of a name that is looked at piece by piece
_WIDE = ("PCLI", "CONT", "RGN")  # a name that holds theirs is another country, or a body
_SHORT = 4  # letters of a word that may stand for the longer name it is part of

_LEADING = re.compile(
    rf"^(?:the |le |la |les )?(?:(?:{KINDS})s? (?:of |de la |de l |de |du |des |d )(?:the )?"
    r"|(?:greater|downtown|central|old|northern|southern|eastern|western|north western|north eastern|south western|south eastern|"
    r"northeastern|northwestern|southeastern|southwestern|northeast|northwest|southeast|southwest) )"
)
_ARTICLE = re.compile(r"^(?:the|le|la|les) ")
_TRAILING = re.compile(rf" (?:{KINDS}|proper)s?$")
_SHORTENED = (("st ", "saint "), ("ste ", "sainte "), ("mt ", "mount "), ("ft ", "fort "), ("saint ", "st "), ("mount ", "mt "))
_DISTRICTS = ("county", "parish", "district", "department", "province", "region")


_HEADS = frozenset(  # of names of sites: "Camp Bondsteel" is no Camp
    (
        "camp",
        "fort",
        "base",
        "mount",
        "lake",
        "river",
        "port",
        "airport",
        "station",
        "barracks",
        "shoal",
        "reef",
        "island",
        "hotel",
        "naval",
    )
)


class Fit(IntEnum):
    """How a name belongs to a candidate, the closest first."""

    WHOLE = 0
    VARIANT = 1  # "City of X", "St." for "Saint"
    SHORT = 2  # "Douglas" where the article also says "Douglas County"
    PART = 3  # "Port of X"


class Option(NamedTuple):
    """A place that a name might mean."""

    place: Place
    kind: Kind
    fit: Fit


def options(gazetteer: Gazetteer, name: str, beside: Collection[str] = ()) -> tuple[Option, ...]:
    """Places that `name` (as written) might mean; `beside` are the folded names of the article, for shortened forms."""
    written = without_possessive(name)
    folded = fold(written)
    found = _options(gazetteer.matches_folded(folded), Fit.WHOLE)
    if not found:
        found = next((o for v in _variants(folded) if (o := _options(gazetteer.matches_folded(v), Fit.VARIANT))), [])
    found += _long_forms(gazetteer, folded, beside, is_unknown=not found)
    if not found and " " in folded:
        found = _parts(gazetteer, written)
    return tuple(dict.fromkeys(found))


def _options(matches: tuple[Named, ...], fit: Fit) -> list[Option]:
    """One option a place: that of its best kind of name."""
    best: dict[int, Option] = {}
    for place, kind in matches[:CONSIDERED]:
        old = best.get(place.geonameid)
        if old is None or (old.kind is not Kind.OFFICIAL and kind is Kind.OFFICIAL):
            best[place.geonameid] = Option(place, kind, fit)
    return list(best.values())


@lru_cache(maxsize=4096)
def _variants(folded: str) -> tuple[str, ...]:
    """Other forms under which the gazetteer may hold a name, closest first."""
    return tuple(dict.fromkeys(v for v in _forms(folded) if v and v != folded))


def _forms(folded: str) -> Iterator[str]:
    for short, long in _SHORTENED:
        if folded.startswith(short):
            yield long + folded[len(short) :]
    bare = _ARTICLE.sub("", folded)
    yield bare
    yield _LEADING.sub("", folded)
    yield _TRAILING.sub("", bare)
    yield _TRAILING.sub("", _LEADING.sub("", folded))
    yield folded.replace(" and ", " ")


def _long_forms(gazetteer: Gazetteer, folded: str, beside: Collection[str], *, is_unknown: bool) -> list[Option]:
    """Districts that the name may be short for: those named in full in the article, or any where the gazetteer has nothing else."""
    found: list[Option] = []
    for kind in _DISTRICTS:
        long = f"{folded} {kind}"
        if is_unknown or long in beside:
            found += _options(gazetteer.matches_folded(long), Fit.SHORT)
    return found


def _is_plain(words: list[str]) -> bool:
    """One word that is no place's name in "Royal Street", "First Church"."""
    return len(words) == 1 and (words[0].lower() in BODY | _HEADS or words[0].lower() in common_words())


def _parts(gazetteer: Gazetteer, name: str) -> list[Option]:
    """Places inside the name of a site: the longest words that the gazetteer knows, later ones first ("Port of X", "X Airport")."""
    words = name.split()[:_LONGEST]
    for length in range(len(words) - 1, 0, -1):
        for start in range(len(words) - length, -1, -1):
            part = words[start : start + length]
            if part[0][:1].isupper() and len(" ".join(part)) >= _SHORT and not _is_plain(part):
                found = [o for o in _options(gazetteer.matches(" ".join(part)), Fit.PART) if o.place.feature_code not in _WIDE]
                if found:
                    return found
    return []
