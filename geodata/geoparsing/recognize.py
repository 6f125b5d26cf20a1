"""Toponyms of a text by the gazetteer's names: longest match at word boundaries, judged by its context."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files

from geodata.gazetteer.entries import Kind
from geodata.gazetteer.search import Gazetteer, Named
from geodata.geoparsing.features import Scene, features
from geodata.geoparsing.words import BODY, GROUND, HONORIFIC, INNER, TITLE, common_words, words_of
from geodata.model import Role, Toponym

_LONGEST = 6  # words of a name: "Democratic Republic of the Congo"
_JOINS = {" ", "-", "\n", ". ", "’", "'", "–"}
_SHOUTING = 0.85  # share of capitals among letters from which case tells nothing
_WHISPERING = 0.002  # and below which
_WELL_KNOWN = 100_000  # inhabitants of a town that is recognised without a capital letter
THRESHOLD = 0.5


class NameRecognizer:
    """Recognition without a model: every capitalised name that the gazetteer knows, weighed by a logistic regression.

    The weights come from geodata/training/names.py, fitted on LGL and GeoWebNews.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        weights = files("geodata.geoparsing") / "data" / "name_weights.json"
        self._weights: dict[str, float] = json.loads(weights.read_text(encoding="utf-8"))
        self.coder = "names 1"

    def recognise(self, text: str, *, title: str = "") -> tuple[Toponym, ...]:
        """Toponyms in order, none overlapping; linear in the length of the text."""
        del title  # names are looked up anyway; the resolver uses it
        scene = make_scene(self._gazetteer, text)
        found: list[Toponym] = []
        index = 0
        while index < len(scene.words):
            toponym, last = self._at(scene, index)
            if toponym is not None:
                found.append(toponym)
            index = last + 1
        return tuple(found)

    def _at(self, scene: Scene, first: int) -> tuple[Toponym | None, int]:
        """The best name that begins at a word, and the last word it takes."""
        for last, matches in candidates(scene, first):
            present = features(scene, first, last, matches)
            score = 1 / (1 + math.exp(-sum(self._weights.get(name, 0.0) * value for name, value in present.items())))
            if score >= THRESHOLD:
                return _toponym(scene, first, last, matches, score), last
        return None, first


def make_scene(gazetteer: Gazetteer, text: str) -> Scene:
    """What the recogniser knows of a text before it looks at single names."""
    words = words_of(text)
    cased = [c.isupper() for w in words for c in w.text if c.isupper() or c.islower()]
    capitals = sum(cased) / max(1, len(cased))
    whispering = bool(cased) and capitals < _WHISPERING
    scene = Scene(
        text=text,
        words=words,
        shouting=capitals > _SHOUTING,
        whispering=whispering,
        named=gazetteer.matches,
        counts=Counter(w.text.lower().replace(".", "") for w in words),
        lower=frozenset() if whispering else frozenset(w.text for w in words if w.text.islower()),
    )
    return replace(scene, surnames=frozenset(_surnames(scene)), homes=frozenset(_homes(scene)))


def _homes(scene: Scene) -> Iterator[tuple[str, str]]:
    """Countries and first-level regions that the text names, also by demonym; towns are likelier there."""
    for first, word in enumerate(scene.words):
        if not word.is_capital or (len(word.text) <= 2 and not word.text.isupper()):
            continue
        for last in (first + 1, first):
            if last < len(scene.words) and (last == first or scene.gap(last) == " "):
                for named in scene.named(scene.text[word.start : scene.words[last].end])[:2]:
                    if named.place.feature_code == "PCLI":
                        yield named.place.country_code, ""
                    elif named.place.feature_code == "ADM1":
                        yield named.place.country_code, named.place.admin1_code


def candidates(scene: Scene, first: int) -> Iterator[tuple[int, tuple[Named, ...]]]:
    """Names that begin at word `first`, the longest first, each with the last word and the places that bear it."""
    if not _may_be_name(scene, first) or _is_person(scene, first):
        return
    lasts = [first]
    for index in range(first + 1, min(first + _LONGEST, len(scene.words))):
        if scene.gap(index) not in _JOINS or not (_may_be_name(scene, index) or scene.words[index].text in INNER):
            break
        lasts.append(index)
    for last in reversed(lasts):
        name = scene.text[scene.words[first].start : scene.words[last].end]
        if last > first and not _may_be_name(scene, last):
            continue
        matches = tuple(m for m in scene.named(name) if _usable(scene, first, last, m))
        if matches:
            yield last, matches


def _usable(scene: Scene, first: int, last: int, named: Named) -> bool:
    """Abbreviations stand after a comma ("Paris, Tex."); two letters alone are a country's initials or nothing."""
    name = scene.text[scene.words[first].start : scene.words[last].end]
    if scene.whispering:
        return len(name) > 3 and _is_well_known(named) and name not in common_words()
    if named.kind is Kind.ABBREVIATION:
        return scene.gap(first) == ", "
    if len(name) <= 2:
        return name.isupper() and named.place.feature_code in ("PCLI", "CONT") and not scene.shouting
    return True


def _may_be_name(scene: Scene, index: int) -> bool:
    return scene.words[index].is_capital or scene.whispering


def _is_person(scene: Scene, index: int) -> bool:
    """Right behind "Mr", "Gen." and the like."""
    return scene.gap(index) in (" ", ". ") and scene.word(index - 1) in HONORIFIC


def _is_well_known(named: Named) -> bool:
    """A country, its people, a capital or a large town, towns by the gazetteer's own name."""
    place = named.place
    if place.feature_code in ("PCLI", "CONT"):
        return True
    return named.kind is Kind.OFFICIAL and (place.feature_code == "PPLC" or place.population >= _WELL_KNOWN)


def _surnames(scene: Scene) -> Iterator[str]:
    """Words seen as the last of a person's name: after a title, or after a first name that is no place."""
    for index in range(1, len(scene.words)):
        if scene.gap(index) not in (" ", ". ") or not scene.is_name(index):
            continue
        before = scene.word(index - 1)
        second_after_title = scene.word(index - 2) in TITLE and scene.is_name(index - 1)
        if (before in TITLE and before != "by") or second_after_title:
            yield scene.word(index)


def _toponym(scene: Scene, first: int, last: int, matches: tuple[Named, ...], score: float) -> Toponym:
    start, end = scene.words[first].start, scene.words[last].end
    if matches[0].kind is Kind.ABBREVIATION and scene.text[end : end + 1] == ".":
        end += 1
    return Toponym(name=scene.text[start:end], start_char=start, end_char=end, role=_role(scene, last, matches), score=round(score, 3))


def _role(scene: Scene, last: int, matches: tuple[Named, ...]) -> Role:
    """Associative for demonyms, possessives and names inside the name of a body or an office."""
    end = scene.words[last].end
    after = scene.word(last + 1) if last + 1 < len(scene.words) and scene.gap(last + 1) == " " else ""
    if any(m.kind is Kind.DEMONYM for m in matches[:1]) or scene.text[end : end + 2] in ("'s", "’s"):
        return Role.ASSOCIATIVE
    return Role.ASSOCIATIVE if after in TITLE or (after in BODY and after not in GROUND) else Role.LITERAL
