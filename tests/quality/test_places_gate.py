"""Places found in texts of the project's own, resolved by hand: no figure may fall below its floor in floors.toml.

`pytest -s tests/quality/test_places_gate.py` also shows the figures and the misses of a passing run.
"""

from __future__ import annotations

import itertools
import json
import math
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from geodata.analyst import default_analyst
from geodata.gazetteer.search import Gazetteer
from geodata.model import Article, Resolution

HERE = Path(__file__).parent
NEAR_KM = 161.0  # a hundred miles, as in the published comparisons
SHOWN = 60  # misses of a kind that are listed
PARAGRAPHS: list[dict[str, Any]] = [
    json.loads(line)
    for line in (HERE / "places.jsonl").read_text(encoding="utf-8").strip().split("\n")  # not splitlines: U+2028
]
FLOORS: dict[str, dict[str, float]] = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))
FLOORS.pop("events")  # test_events_gate.py's
FLOORS.pop("actors")  # test_actors_gate.py's


@dataclass(slots=True)
class Tally:
    """Counts over paragraphs, and what went wrong in words."""

    gold: int = 0
    found: int = 0
    exact: int = 0
    overlap: int = 0
    with_role: int = 0
    of_country: int = 0
    in_country: int = 0
    located: int = 0  # gold that has a point of its own
    located_found: int = 0
    right: int = 0
    beside: int = 0  # predictions that are not judged by their point: paired with gold that has none
    unknown: int = 0
    unknown_found: int = 0
    unknown_abroad: int = 0
    misses: dict[str, list[str]] = field(default_factory=dict)

    def figures(self) -> dict[str, float]:
        """The figures that floors.toml names, from 0 to 1."""
        return {
            "exact_f1": 2 * self.exact / (self.gold + self.found),
            "overlap_f1": 2 * self.overlap / (self.gold + self.found),
            "right_role": self.with_role / self.overlap,
            "within_161_km": self.right / self.located_found,
            "right_country": self.in_country / self.of_country,
            "end_to_end_f1": 2 * self.right / (self.located + self.found - self.beside),
            "unknown_found": self.unknown_found / self.unknown,
            "unknown_not_abroad": 1 - self.unknown_abroad / self.unknown,
        }

    def miss(self, kind: str, paragraph: dict[str, Any], words: str) -> None:
        """Remember one error for the listing."""
        self.misses.setdefault(kind, []).append(f"{paragraph['id']}: {words}")

    def report(self) -> str:
        """All figures and the misses, for whoever reads the failure."""
        lines = [f"{name:20s} {value:.3f}" for name, value in self.figures().items()]
        for kind, misses in self.misses.items():
            lines += ["", f"{kind} ({len(misses)})", *(f"  {miss}" for miss in misses[:SHOWN])]
        return "\n".join(lines)


def add(tally: Tally, paragraph: dict[str, Any], resolutions: tuple[Resolution, ...]) -> None:
    """Count one paragraph."""
    gold = paragraph["toponyms"]
    pairs = pairs_of(gold, resolutions)
    tally.gold += len(gold)
    tally.found += len(resolutions)
    tally.overlap += len(pairs)
    tally.located += sum(has_point(g) for g in gold)
    tally.unknown += sum(g["unknown"] for g in gold)
    for index, one in enumerate(gold):
        if index in pairs:
            count(tally, paragraph, one, resolutions[pairs[index]])
        else:
            tally.miss("not found", paragraph, one["text"])
    for index, resolution in enumerate(resolutions):
        if index not in pairs.values():
            tally.miss("no toponym", paragraph, resolution.toponym.name)


def count(tally: Tally, paragraph: dict[str, Any], gold: dict[str, Any], resolution: Resolution) -> None:
    """Count one toponym that was found."""
    toponym, place = resolution.toponym, resolution.place
    said = f"{gold['text']} as {toponym.name}, {place.name}, {place.country_code}" if place else f"{gold['text']} nowhere"
    if (toponym.start_char, toponym.end_char) == (gold["start"], gold["end"]):
        tally.exact += 1
    else:
        tally.miss("other span", paragraph, said)
    if toponym.role.value == gold["role"]:
        tally.with_role += 1
    else:
        tally.miss("other role", paragraph, f"{gold['text']} is {gold['role']}")
    if gold["unknown"]:
        tally.unknown_found += 1
        if place is not None and place.country_code != gold["country"]:
            tally.unknown_abroad += 1
            tally.miss("unknown village abroad", paragraph, said)
    elif gold["country"] is not None:
        tally.of_country += 1
        if place is not None and place.country_code == gold["country"]:
            tally.in_country += 1
        else:
            tally.miss("other country", paragraph, said)
    if not has_point(gold):
        tally.beside += 1
        return
    tally.located_found += 1
    if place is not None and (
        place.geonameid == gold["geonameid"] or km(gold["lat"], gold["lon"], place.latitude, place.longitude) <= NEAR_KM
    ):
        tally.right += 1
    else:
        tally.miss("too far", paragraph, said)


def pairs_of(gold: list[dict[str, Any]], resolutions: tuple[Resolution, ...]) -> dict[int, int]:
    """Gold to prediction one to one: the longest overlap first, equal spans before others."""
    options = []
    for index, one in enumerate(gold):
        for other, toponym in enumerate(r.toponym for r in resolutions):
            shared = min(one["end"], toponym.end_char) - max(one["start"], toponym.start_char)
            if shared > 0:
                equal = (one["start"], one["end"]) == (toponym.start_char, toponym.end_char)
                options.append((not equal, -shared, index, other))
    pairs: dict[int, int] = {}
    for _, _, index, other in sorted(options):
        if index not in pairs and other not in pairs.values():
            pairs[index] = other
    return pairs


def has_point(gold: dict[str, Any]) -> bool:
    """Whether distance is fair: not for seas and wide regions, nor for villages that the gazetteer lacks."""
    return gold["lat"] is not None and not gold["unknown"]


def km(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Great-circle distance."""
    one, two = math.radians(latitude), math.radians(other_latitude)
    half = math.sin((two - one) / 2) ** 2 + math.cos(one) * math.cos(two) * math.sin(math.radians(other_longitude - longitude) / 2) ** 2
    return 2 * 6371.0 * math.asin(min(1.0, math.sqrt(half)))


@pytest.fixture(scope="module")
def gazetteer(gazetteer_path: Path) -> Iterator[Gazetteer]:
    with Gazetteer.open(gazetteer_path) as opened:
        yield opened


@pytest.fixture(scope="module")
def tallies(gazetteer: Gazetteer) -> dict[str, Tally]:
    """What the default analyst makes of all paragraphs, and of those of each language."""
    analyst = default_analyst(gazetteer)
    found = {part: Tally() for part in FLOORS}
    for paragraph in PARAGRAPHS:
        article = Article(article_id=paragraph["id"], title=paragraph["title"], text=paragraph["text"], language=paragraph["lang"])
        resolutions = analyst.analyse(article).resolutions
        for part in {"all", paragraph["lang"]} & found.keys():
            add(found[part], paragraph, resolutions)
    return found


@pytest.mark.parametrize("part", list(FLOORS))
def test_no_figure_falls_below_its_floor(part: str, tallies: dict[str, Tally]) -> None:
    tally = tallies[part]
    figures = tally.figures()
    print(f"\n{part}\n{tally.report()}")
    low = {name: f"{figures[name]:.3f} under {floor}" for name, floor in FLOORS[part].items() if figures[name] < floor}
    assert FLOORS[part].keys() == figures.keys()
    assert not low


def test_the_paragraphs_are_marked_to_the_code_point() -> None:
    for paragraph in PARAGRAPHS:
        marks = [(one["start"], one["end"]) for one in paragraph["toponyms"]]
        assert [paragraph["text"][start:end] for start, end in marks] == [one["text"] for one in paragraph["toponyms"]]
        assert all(one[1] <= two[0] for one, two in itertools.pairwise(marks)), paragraph["id"]
        assert 30 <= len(paragraph["text"].split()) <= 120, paragraph["id"]


def test_there_are_paragraphs_enough_and_each_once() -> None:
    assert len({p["id"] for p in PARAGRAPHS}) == len(PARAGRAPHS) >= 70
    assert sum(p["lang"] == "fr" for p in PARAGRAPHS) >= 12
    assert sum(one["unknown"] for p in PARAGRAPHS for one in p["toponyms"]) >= 20


def test_the_places_that_were_chosen_by_hand_are_in_the_gazetteer(gazetteer: Gazetteer) -> None:
    for paragraph in PARAGRAPHS:
        for one in paragraph["toponyms"]:
            if one["geonameid"] is not None:
                place = gazetteer.place(one["geonameid"])
                assert place is not None, one
                assert place.country_code == one["country"], one
                if has_point(one) and place.feature_class == "P":
                    assert km(one["lat"], one["lon"], place.latitude, place.longitude) < 20, one
