"""Why a candidate ranks where it does, in words: only what the ranker's score really came from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from geodata.gazetteer.entries import Kind
from geodata.gazetteer.search import Gazetteer
from geodata.geoparsing.candidates import Fit, Option
from geodata.geoparsing.company import FEATURES, Company, Floats, Ints
from geodata.geoparsing.precision import precision_of
from geodata.geoparsing.ranker import Trees, said
from geodata.geoparsing.senses import Reading, Sense
from geodata.model import GeoPrecision, Place

_COUNTS = 0.15  # what a group adds to the score before it is a reason
# Groups of features that are taken away together, to see what they added.
_GROUPS = {
    "inside": ("inside_behind", "inside_ahead", "not_inside", "holds"),
    "country": ("country_support", "country_share", "country_named", "own_country", "beside_country", "lead_country"),
    "region": ("region_support", "region_share", "region_named", "beside_region", "lead_region"),
    "distance": ("near", "around", "nearest", "beside_near"),
    "kind": ("kind_fits", "kind_clashes"),
}
_NEUTRAL = {"nearest": 8.0, "not_inside": 0.0}
_KINDS = {
    "PCLI": "country", "PPLC": "capital", "ADM1": "first-level region", "ADM2": "second-level district", "ADM3": "district",
    "CONT": "continent", "RGN": "named region",
}  # fmt: skip
_BY_PRECISION = {GeoPrecision.TOWN: "town", GeoPrecision.EXACT: "site", GeoPrecision.SEA: "sea", GeoPrecision.ADM2: "district"}
_TIMES = {1: "once", 2: "twice"}
_NEAR_KM = 150
_POINTS = 300  # places that distances are told to
_LOOKED = 50  # places of one country or region that are counted


def what(place: Place) -> str:
    """The kind of place: "capital of 774,235 people"."""
    kind = _KINDS.get(place.feature_code) or _BY_PRECISION.get(precision_of(place), "place")
    return f"{kind} of {place.population:,} people" if place.population else kind


class Explainer:
    """Writes the reasons of one article's candidates."""

    def __init__(self, gazetteer: Gazetteer, reading: Reading, company: Company, table: Floats, trees: Trees, chosen: Mapping[int, int]):
        self._gazetteer = gazetteer
        self._reading = reading
        self._company = company
        self._table = table
        self._trees = trees
        self._chosen = chosen  # the first row of each sense
        self._points = np.array(list(chosen.values())[:_POINTS], dtype=np.int64)
        self._by_country: dict[str, list[int]] = {}
        self._by_region: dict[tuple[str, str], list[int]] = {}
        for sense, row in chosen.items():
            place = company.rows[row].place
            self._by_country.setdefault(place.country_code, []).append(sense)
            self._by_region.setdefault((place.country_code, place.admin1_code), []).append(sense)
        self._within = {inner: outer for inner, outer in reading.inside if outer in chosen}
        self._around = {outer: inner for inner, outer in reading.inside if inner in chosen}

    def reasons(self, rows: Ints) -> dict[int, tuple[str, ...]]:
        """For each of these rows of the company's table what it is and what spoke for it."""
        added = {name: self._added(rows, columns) for name, columns in _GROUPS.items()}
        return {
            int(row): self._words(int(row), [name for name, values in added.items() if values[index] > _COUNTS])
            for index, row in enumerate(rows)
        }

    def _added(self, rows: Ints, columns: Sequence[str]) -> Floats:
        """What these features add to the score of each row."""
        whole = self._table[rows]
        without = whole.copy()
        for name in columns:
            without[:, FEATURES.index(name)] = _NEUTRAL.get(name, 0.0)
        return np.asarray(self._trees.score(whole) + said(whole) - self._trees.score(without) - said(without))

    def _words(self, row: int, groups: Sequence[str]) -> tuple[str, ...]:
        option, sense = self._company.rows[row], int(self._company.sense[row])
        words = [what(option.place), self._fit(option, self._reading.senses[sense])]
        if "region" in groups and "country" in groups and self._region(sense, option):
            groups = [group for group in groups if group != "country"]  # the region says it
        words += [self._reason(group, sense, row) for group in groups]
        return tuple(dict.fromkeys(word for word in words if word))

    def _reason(self, group: str, sense: int, row: int) -> str:
        option = self._company.rows[row]
        if group == "inside":
            return self._inside(sense)
        if group == "country":
            return self._country(sense, option)
        if group == "region":
            return self._region(sense, option)
        return self._distance(sense, row) if group == "distance" else "the words beside it tell such a place"

    def _fit(self, option: Option, sense: Sense) -> str:
        if option.kind is Kind.DEMONYM:
            return f"“{sense.written}” is said of {option.place.name}"
        if option.fit is Fit.SHORT:
            return f"“{sense.written}” is short for {option.place.name}"
        return f"“{sense.written}” holds the name {option.place.name}" if option.fit is Fit.PART else ""

    def _inside(self, sense: int) -> str:
        if sense in self._within:
            return f"the text puts it in “{self._reading.senses[self._within[sense]].written}”"
        return f"the text puts “{self._reading.senses[self._around[sense]].written}” in it" if sense in self._around else ""

    def _country(self, sense: int, option: Option) -> str:
        place, same = option.place, self._by_country.get(option.place.country_code, [])
        country = self._gazetteer.country(place.country_code)
        if place.feature_code == "PCLI":
            return _told("the country of {}", self._names(same, sense))
        times = sum(len(self._reading.senses[s].mentions) for s in same[:_LOOKED] if s != sense and self._code(s) == "PCLI")
        if not times or country is None:
            return _told("in one country with {}", self._names(same, sense))
        named = f"which this article names {_TIMES.get(times, f'{times} times')}"
        if place.feature_code == "PPLC":
            return f"capital of {country.name}, {named}"
        is_only = sum(o.place.country_code == place.country_code for o in self._reading.senses[sense].options) == 1
        return f"{f'the only {place.name} in' if is_only else 'in'} {country.name}, {named}"

    def _region(self, sense: int, option: Option) -> str:
        place = option.place
        if not place.admin1_code:
            return ""
        names = self._names(self._by_region.get((place.country_code, place.admin1_code), []), sense)
        return _told("the region of {}" if place.feature_code == "ADM1" else "in one region with {}", names)

    def _distance(self, sense: int, row: int) -> str:
        others = self._points[self._company.sense[self._points] != sense]
        if not len(others):
            return ""
        km, other = self._company.nearest(row, others)
        return f"{km:.0f} km from {self._company.rows[other].place.name}, named here too" if 1 < km < _NEAR_KM else ""

    def _code(self, sense: int) -> str:
        return self._company.rows[self._chosen[sense]].place.feature_code

    def _names(self, senses: Sequence[int], but: int) -> list[str]:
        """The places of these senses, without another name of the one that is explained."""
        own = self._company.rows[self._chosen[but]].place.name if but in self._chosen else ""
        names = (self._company.rows[self._chosen[s]].place.name for s in senses[:_LOOKED] if s != but)
        return [name for name in dict.fromkeys(names) if name != own]


def _told(words: str, names: Sequence[str]) -> str:
    return words.format(_listed(names)) if names else ""


def _listed(names: Sequence[str]) -> str:
    """Up to two names and how many more: "A, B and 3 more"."""
    if len(names) < 3:
        return " and ".join(names)
    return f"{names[0]}, {names[1]} and {len(names) - 2} more"
