"""What speaks for and against a name in a text being a place: named numbers for one candidate span."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from geodata.gazetteer.entries import Kind
from geodata.gazetteer.search import Named, importance
from geodata.geoparsing.words import BODY, DIRECTION, LOCATIVE, NOT_A_PLACE_AFTER, TITLE, Word, common_words

_CONSIDERED = 40  # places of one name, the most important first
FEATURES = (
    "bias",
    "importance",
    "country",
    "capital",
    "admin1",
    "region",
    "demonym",
    "many_words",
    "common_word",
    "common_unplaced",
    "small_unplaced",
    "sentence_start",
    "after_locative",
    "after_the",
    "after_title",
    "after_name",
    "after_direction",
    "comma_before",
    "comma_after",
    "before_body",
    "before_name",
    "possessive",
    "capitals",
    "repeated",
    "in_lower_case",
    "surname",
    "acronym",
    "short",
    "initial_before",
    "hyphen",
    "home_country",
    "home_region",
)


@dataclass(frozen=True, slots=True)
class Scene:
    """A text as its recogniser sees it: the words, what is between them, and what is true of the whole."""

    text: str
    words: Sequence[Word]
    shouting: bool  # all in capitals: case tells nothing
    whispering: bool  # none in capitals: nor here
    named: Callable[[str], tuple[Named, ...]]
    counts: Counter[str] = field(default_factory=Counter)
    lower: frozenset[str] = frozenset()
    surnames: frozenset[str] = frozenset()
    homes: frozenset[tuple[str, str]] = frozenset()  # countries (admin1_code empty) and first-level regions that the text names

    def gap(self, index: int) -> str:
        """What stands between word `index` and the one before it."""
        if index <= 0:
            return self.text[: self.words[0].start]
        return self.text[self.words[index - 1].end : self.words[index].start]

    def word(self, index: int) -> str:
        """The word there in lower case, empty beyond the ends."""
        return self.words[index].text.lower().replace(".", "") if 0 <= index < len(self.words) else ""

    def starts_sentence(self, index: int) -> bool:
        """True after a full stop, a line's end or at the beginning."""
        gap = self.gap(index)
        return index == 0 or (any(mark in gap for mark in '.!?\n:;"“”|•') and self.words[index - 1].text.lower() not in TITLE)

    def is_name(self, index: int) -> bool:
        """A capitalised word that is neither a sentence's first nor a word that often stands beside a place."""
        if not 0 <= index < len(self.words) or not self.words[index].is_capital or self.shouting:
            return False
        word = self.word(index)
        return len(word) > 1 and word not in BODY and word not in DIRECTION and word not in TITLE and word not in LOCATIVE


def features(scene: Scene, first: int, last: int, matches: Sequence[Named]) -> dict[str, float]:
    """The features of the words `first` to `last` (inclusive) as a name of one of `matches`, keyed by FEATURES; absent is 0."""
    best = matches[0].place
    name = " ".join(scene.word(i) for i in range(first, last + 1))
    beside = scene.gap(first) == " "
    before = scene.word(first - 1) if beside or scene.gap(first) == "\n" else ""
    following = scene.gap(last + 1) if last + 1 < len(scene.words) else ""
    after = scene.word(last + 1) if following == " " else ""
    common = first == last and name in common_words()
    placed = before in LOCATIVE or before in DIRECTION or (before == "the" and scene.word(first - 2) in LOCATIVE)
    comma_after = following == ", " and _is_larger(scene, last + 1)
    comma_before = (
        scene.gap(first) == ", " and first > 0 and scene.words[first - 1].is_capital and bool(scene.named(scene.words[first - 1].text))
    )
    starts = scene.starts_sentence(first)
    towns = [m.place for m in matches[:_CONSIDERED] if m.place.feature_class == "P"]
    present = {
        "bias": True,
        "country": best.feature_code == "PCLI",
        "capital": best.feature_code == "PPLC",
        "admin1": best.feature_code == "ADM1",
        "region": best.feature_code in ("CONT", "RGN", "SEA", "OCN"),
        "demonym": all(named.kind is Kind.DEMONYM for named in matches),
        "many_words": last > first,
        "common_word": common,
        "common_unplaced": common and not placed and not comma_after,
        "small_unplaced": best.population < 20_000 and not placed and not comma_after and best.feature_class == "P",
        "sentence_start": starts,
        "after_locative": placed,
        "after_the": before == "the",
        "after_title": before in TITLE,
        "after_name": beside and not starts and scene.is_name(first - 1) and not scene.starts_sentence(first - 1),
        "after_direction": before in DIRECTION,
        "comma_before": comma_before,
        "comma_after": comma_after,
        "before_body": after in BODY and scene.words[last + 1].is_capital,
        "before_name": bool(after) and (scene.is_name(last + 1) or after in NOT_A_PLACE_AFTER),
        "possessive": scene.text[scene.words[last].end : scene.words[last].end + 2] in ("'s", "’s"),
        "capitals": scene.words[first].text.isupper() and len(name) > 3 and not scene.shouting,
        "repeated": scene.counts[name] > 1,
        "in_lower_case": name in scene.lower,
        "surname": name in scene.surnames,
        "acronym": scene.words[first].text.isupper() and len(name) <= 3 and first == last,
        "short": len(name) <= 3,
        "initial_before": beside and len(scene.word(first - 1)) == 1 and scene.words[first - 1].is_capital,
        "home_country": any((place.country_code, "") in scene.homes for place in towns),
        "home_region": any(place.admin1_code and (place.country_code, place.admin1_code) in scene.homes for place in towns),
        "hyphen": scene.gap(first) == "-" or following == "-",
    }
    return {"importance": importance(best) / 10, **{key: 1.0 for key, value in present.items() if value}}


def _is_larger(scene: Scene, index: int) -> bool:
    """True where the word there names a country or a first-level region, by name or abbreviation: "Paris, Tex."."""
    return any(named.place.feature_code in ("PCLI", "ADM1") for named in scene.named(scene.words[index].text))
