"""Toponyms with the places that people gave them, as examples for the ranker; the corpora are read in place and never copied."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from geodata.gazetteer.search import Gazetteer
from geodata.geoparsing.company import Company, Floats
from geodata.geoparsing.senses import read
from geodata.model import Place, Toponym

RIGHT_KM = 161.0
_ALSO_KM = 20.0  # places so near the nearest are right as well: a town and its district
_EARTH_KM = 6371.0


@dataclass(slots=True)
class Example:
    """An article's candidates; for each gold toponym its sense and how far off each candidate is."""

    corpus: str
    company: Company
    gold: list[tuple[int, Floats]]
    right: Floats  # 1 for candidates that are the place
    mentions: Floats  # gold toponyms of each sense

    def rows(self, sense: int) -> slice:
        """The rows of a sense's candidates."""
        return slice(int(self.company.first[sense]), int(self.company.first[sense + 1]))


def examples(gazetteer: Gazetteer, path: Path) -> list[Example]:
    """One example a line of a corpus."""
    return [_example(gazetteer, path.stem, document) for document in _documents(path)]


def _documents(path: Path) -> Iterator[dict[str, Any]]:
    # Not splitlines: texts hold U+2028.
    yield from map(json.loads, path.read_text(encoding="utf-8").strip().split("\n"))


def _example(gazetteer: Gazetteer, corpus: str, document: dict[str, Any]) -> Example:
    marked: list[dict[str, Any]] = []
    for mark in sorted(document["toponyms"], key=lambda t: (t["start"], -t["end"])):
        if not marked or mark["start"] >= marked[-1]["end"]:
            marked.append(mark)
    text = document["text"]
    toponyms = [Toponym(name=text[m["start"] : m["end"]], start_char=m["start"], end_char=m["end"]) for m in marked]
    reading = read(gazetteer, text, toponyms, title=document.get("title") or "")
    company = Company(reading)
    example = Example(corpus, company, [], np.zeros(len(company.rows)), np.zeros(len(reading.senses)))
    for mark, sense in zip(marked, reading.of_toponym, strict=True):
        if mark["lat"] is not None:
            off = np.array([_off(mark, option.place) for option in reading.senses[sense].options], dtype=np.float64)
            _add(example, sense, off)
    return example


def _add(example: Example, sense: int, off: Floats) -> None:
    example.gold.append((sense, off))
    example.mentions[sense] += 1
    if len(off) and off.min() <= RIGHT_KM:
        near = off <= (off.min() + _ALSO_KM if off.min() else 0.0)
        example.right[example.rows(sense)] = np.maximum(example.right[example.rows(sense)], near)


def _off(mark: dict[str, Any], place: Place) -> float:
    """Kilometres between a gold toponym's place and a candidate, 0 for the same entry."""
    if mark["geonameid"] and str(mark["geonameid"]) == str(place.geonameid):
        return 0.0
    lat1, lon1, lat2, lon2 = np.radians([mark["lat"], mark["lon"], place.latitude, place.longitude])
    half = np.sin((lat2 - lat1) / 2) ** 2 + np.cos(lat1) * np.cos(lat2) * np.sin((lon2 - lon1) / 2) ** 2
    return max(0.001, float(2 * _EARTH_KM * np.arcsin(min(1.0, np.sqrt(half)))))
