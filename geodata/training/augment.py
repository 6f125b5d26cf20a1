"""More texts from those that there are: other names, other cases, and templates of our own filled with names."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable, Iterator
from importlib.resources import files

from geodata.gazetteer.entries import Kind
from geodata.gazetteer.search import Named
from geodata.training.corpora import ANY, CORPORA, Mark, Marked
from geodata.training.names_pool import Names, Pool
from geodata.training.templates import Filler

SWAPPED, RAISED, LOWERED = 0.35, 0.08, 0.05  # shares of the texts that are changed so
UNACCENTED = 0.5  # of the texts with other names
UNFLAGGED = 0.25  # texts that do not tell their corpus, so that the model also learns what all corpora share


class Augmenter:
    """Makes each epoch's texts; the same seed gives the same texts."""

    def __init__(self, matches: Callable[[str], tuple[Named, ...]], pool: Pool, seed: int) -> None:
        self._matches = matches
        self._pool = pool
        self._chance = random.Random(seed)
        templates = files("geodata.training") / "data" / "templates.txt"
        self._filler = Filler(templates.read_text(encoding="utf-8"), pool, self._chance)

    def corpus_texts(self, documents: list[Marked]) -> Iterator[Marked]:
        """Every document once, as it is or changed, in another order each time."""
        for document in self._chance.sample(documents, len(documents)):
            changed = document
            if self._chance.random() < SWAPPED:
                changed = self._with_other_names(changed)
                if self._chance.random() < UNACCENTED:
                    changed = unaccented(changed)
            fate = self._chance.random()
            if fate < RAISED:
                changed = recased(changed, str.upper)
            elif fate < RAISED + LOWERED:
                changed = recased(changed, str.lower)
            flagged = self._chance.random() >= UNFLAGGED
            yield Marked(changed.text, changed.corpus if flagged else ANY, changed.marks)

    def template_texts(self, number: int) -> Iterator[Marked]:
        """Texts of several filled templates; their conventions are those that all corpora share."""
        for _ in range(number):
            text = self._filler.text()
            fate = self._chance.random()
            if fate < RAISED:
                text = recased(text, str.upper)
            elif fate < RAISED + LOWERED:
                text = recased(text, str.lower)
            elif fate < 0.3:
                text = unaccented(text)
            yield Marked(text.text, self._chance.choice(CORPORA), text.marks)

    def _with_other_names(self, document: Marked) -> Marked:
        """Most names replaced, each by one other of its kind, most from one country."""
        country = self._pool.country(self._chance)
        chosen: dict[str, str] = {}

        def other(mark: Mark) -> str:
            name = document.text[mark.start : mark.end]
            if name not in chosen:
                source = country if self._chance.random() < 0.6 else self._pool.country(self._chance)
                chosen[name] = self._other(name, source) if self._chance.random() < 0.75 else name
            return chosen[name]

        return replaced(document, other)

    def _other(self, name: str, names: Names) -> str:
        matches = self._matches(name)
        if not matches:
            options = names.town if name[:1].isupper() and " " not in name else []
        elif matches[0].kind is Kind.DEMONYM:
            options = names.people if name.endswith("s") else names.adjective
        elif matches[0].kind is Kind.ABBREVIATION:
            options = []
        else:
            kinds = {"PCLI": names.country, "ADM1": names.region, "PPLC": names.capital + names.town}
            options = kinds.get(matches[0].place.feature_code, names.town if matches[0].place.feature_class == "P" else [])
        other = self._chance.choice(options) if options else name
        return other.upper() if name.isupper() and len(name) > 3 else other


def replaced(document: Marked, other: Callable[[Mark], str]) -> Marked:
    """The document with each toponym's words replaced by `other`'s."""
    parts: list[str] = []
    marks: list[Mark] = []
    length = at = 0
    for mark in document.marks:
        name = other(mark)
        parts += [document.text[at : mark.start], name]
        length += mark.start - at
        marks.append(Mark(length, length + len(name), mark.associative))
        length += len(name)
        at = mark.end
    return Marked("".join((*parts, document.text[at:])), document.corpus, tuple(marks))


def recased(document: Marked, case: Callable[[str], str]) -> Marked:
    """The document in capitals or lower case; letters whose other case has another length stay as they are."""
    text = "".join(other if len(other := case(c)) == 1 else c for c in document.text)
    return Marked(text, document.corpus, document.marks)


def unaccented(document: Marked) -> Marked:
    """The document without accents."""
    text = "".join(bare if len(bare := _bare(c)) == 1 else c for c in document.text)
    return Marked(text, document.corpus, document.marks)


def _bare(character: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", character) if not unicodedata.combining(c))
