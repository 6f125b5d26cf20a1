"""What speaks for each candidate: the name itself, the words around it, and the other places of the article, as numbers.

All candidates of an article stand in one table, so that NumPy weighs them together. What the others say is weighed by how likely
each of their candidates is so far: the places of an article are chosen jointly, in rounds.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from geodata.gazetteer.entries import Kind
from geodata.gazetteer.search import fold, importance
from geodata.geoparsing.candidates import Fit, Option
from geodata.geoparsing.senses import Reading, Sense
from geodata.geoparsing.wording import Level

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

FEATURES = (
    # the candidate and its name
    "population", "less_known", "rank", "share", "country", "admin1", "admin2", "capital", "named_region", "water", "other_feature",
    "alternate", "demonym", "abbreviation", "variant", "short", "part", "same_spelling", "official", "kind_fits", "kind_clashes",
    "associative_country", "options", "mentions", "in_title",
    # the article's other places
    "country_support", "country_share", "country_named", "region_support", "region_share", "region_named", "near", "around", "nearest",
    "beside_country", "beside_region", "beside_near", "inside_behind", "inside_ahead", "not_inside", "holds", "lead_country", "lead_region",
    "own_country",
)  # fmt: skip
_POINTS = 300  # candidates of other names that distances are measured to: a list of thousands stays linear
_LIKELY = 3  # candidates of a neighbour that are looked at
_NEAR_KM, _AROUND_KM, _FAR_KM = 40.0, 150.0, 3000.0
_EARTH_KM = 6371.0
_CHUNK = 4000
_REGIONS = ("state", "province", "region")
_AREAS = ("PCLI", "CONT", "RGN", "SEA", "OCN")
_COLUMN = {name: i for i, name in enumerate(FEATURES)}
_CONTEXT = _COLUMN["country_support"]


class Company:
    """The candidates of one article's senses, row by row."""

    def __init__(self, reading: Reading) -> None:
        self.senses = reading.senses
        self.rows: list[Option] = [option for sense in self.senses for option in sense.options]
        sizes = [len(sense.options) for sense in self.senses]
        self.first: Ints = np.concatenate(([0], np.cumsum(sizes, dtype=np.int64))).astype(np.int64)
        self.sense: Ints = np.repeat(np.arange(len(sizes)), sizes).astype(np.int64)
        places = [row.place for row in self.rows]
        self._country = _numbers([p.country_code for p in places])
        self._region = _numbers([f"{p.country_code}.{p.admin1_code}" if p.admin1_code else "" for p in places])
        codes = np.array([p.feature_code for p in places], dtype=object)
        self._is_country = codes == "PCLI"
        self._is_region = codes == "ADM1"
        self._is_wide = np.isin(codes.astype(str), _AREAS) if len(codes) else np.zeros(0, bool)
        radians = np.radians(np.array([(p.latitude, p.longitude) for p in places], dtype=np.float64).reshape(-1, 2))
        self._ball = np.column_stack(
            (np.cos(radians[:, 0]) * np.cos(radians[:, 1]), np.cos(radians[:, 0]) * np.sin(radians[:, 1]), np.sin(radians[:, 0]))
        )
        self.weight: Floats = np.array([_weight(sense) for sense in self.senses], dtype=np.float64)
        self._own = self._of_candidates()
        names = {sense.name for sense in self.senses}
        # Where the article says "Niger State" too, its "Niger" is not the state.
        self.apart: NDArray[np.bool_] = self._is_region & np.array(
            [any(f"{self.senses[s].name} {word}" in names for word in _REGIONS) for s in self.sense], dtype=bool
        )
        # How far the words put each candidate in a region: "Bariki (Dosso region, Niger)" is not any Bariki of Niger.
        self.in_region: Floats = np.zeros(len(self.rows))
        self._inside = _edges([pair for pair, behind in reading.inside.items() if behind])
        self._ahead = _edges([pair for pair, behind in reading.inside.items() if not behind])
        self._beside, self._closeness = _edges(list(reading.next_to)), np.array(list(reading.next_to.values()), dtype=np.float64)
        lead = min((s.first, i) for i, s in enumerate(self.senses))[1] if self.senses else 0
        self._lead = _edges([(i, lead) for i in range(len(self.senses)) if i != lead and self.senses[lead].options])

    def prior(self) -> Floats:
        """How likely each candidate is by its importance alone."""
        weights = np.array([importance(row.place) for row in self.rows], dtype=np.float64) * math.log(10) * 0.7
        return self.softmax(weights)

    def softmax(self, scores: Floats) -> Floats:
        """Shares of each sense's candidates, which sum to 1 a sense."""
        if not len(scores):
            return scores
        top = np.full(len(self.senses), -np.inf)
        np.maximum.at(top, self.sense, scores)
        powers = np.exp(scores - top[self.sense])
        return np.asarray(powers / np.bincount(self.sense, powers, len(self.senses))[self.sense])

    def features(self, likely: Floats) -> Floats:
        """One row a candidate, columns as FEATURES; `likely` are the shares so far."""
        table = self._own.copy()
        if not len(table):
            return table
        votes = likely * self.weight[self.sense]
        for name, code, is_it in (("country", self._country, self._is_country), ("region", self._region, self._is_region)):
            mine, all_votes = self._others(code, votes)
            table[:, _COLUMN[f"{name}_support"]] = np.log1p(mine)
            table[:, _COLUMN[f"{name}_share"]] = mine / (all_votes + 1.0)
            table[:, _COLUMN[f"{name}_named"]] = np.log1p(self._others(code, np.where(is_it, votes, 0.0))[0])
        table[:, _COLUMN["own_country"]] = np.where(self._is_country, table[:, _COLUMN["country_share"]], 0.0)
        self._distances(table, likely, votes)
        self._neighbours(table, likely)
        return table

    def nearest(self, row: int, rows: Ints) -> tuple[float, int]:
        """Kilometres from a candidate to the nearest of `rows`, and which it is."""
        km = _kilometres(self._ball[rows] @ self._ball[row])
        least = int(np.argmin(km))
        return float(km[least]), int(rows[least])

    def countries(self, likely: Floats) -> dict[str, float]:
        """How much the article's names speak for each country, by its code."""
        votes: dict[str, float] = {}
        for row, vote in zip(self.rows, likely * self.weight[self.sense], strict=True):
            votes[row.place.country_code] = votes.get(row.place.country_code, 0.0) + float(vote)
        return votes

    def _of_candidates(self) -> Floats:
        table = np.zeros((len(self.rows), len(FEATURES)))
        row = 0
        for sense in self.senses:
            for values in _candidate_rows(sense):
                table[row, :_CONTEXT] = values
                row += 1
        return table

    def _others(self, code: Ints, votes: Floats) -> tuple[Floats, Floats]:
        """For each candidate, the votes of other senses for its `code`, and all their votes; 0 is no code."""
        counted = np.where(code > 0, votes, 0.0)
        total = np.bincount(code, counted)[code]
        pairs, inverse = np.unique(self.sense * (code.max() + 1) + code, return_inverse=True)
        own = np.bincount(inverse, counted, len(pairs))[inverse]
        all_own = np.bincount(self.sense, counted, len(self.senses))
        return np.where(code > 0, np.maximum(0.0, total - own), 0.0), (all_own.sum() - all_own)[self.sense]

    def _distances(self, table: Floats, likely: Floats, votes: Floats) -> None:
        points = np.flatnonzero(~self._is_wide & (likely > 0.05))
        points = points[np.argsort(-votes[points], kind="stable")[:_POINTS]]
        table[:, _COLUMN["nearest"]] = math.log(_FAR_KM)
        if not len(points):
            return
        for start in range(0, len(table), _CHUNK):
            rows = slice(start, start + _CHUNK)
            km = _kilometres(self._ball[rows] @ self._ball[points].T)
            other = self.sense[rows, None] != self.sense[points]
            table[rows, _COLUMN["near"]] = np.log1p((np.exp(-km / _NEAR_KM) * other) @ votes[points])
            table[rows, _COLUMN["around"]] = np.log1p((np.exp(-km / _AROUND_KM) * other) @ votes[points])
            reach = np.where(other & (likely[points] > 0.3), km, _FAR_KM).min(axis=1)
            table[rows, _COLUMN["nearest"]] = np.log(np.clip(reach, 5.0, _FAR_KM))

    def _neighbours(self, table: Floats, likely: Floats) -> None:
        """What single other senses say: those that stand beside, those that the words put it in, and the article's first."""
        top = self._top(likely)
        rows, others, edge = self._pairs(self._beside, top)
        near = self._closeness[edge] * likely[others]
        self._add(table, "beside_country", rows, near * self._same(self._country, rows, others))
        self._add(table, "beside_region", rows, near * self._same(self._region, rows, others))
        self._add(table, "beside_near", rows, near * np.exp(-self._km(rows, others) / _AROUND_KM) * ~self._is_wide[others])
        self.in_region = np.zeros(len(self.rows))
        for name, edges in (("inside_behind", self._inside), ("inside_ahead", self._ahead)):
            rows, others, edge = self._pairs(edges, top)
            held = self._holds(others, rows)
            np.maximum.at(self.in_region, rows, likely[others] * held * self._is_region[others])
            self._add(table, name, rows, likely[others] * held, most=True)
            self._add(table, "holds", others, likely[rows] * held, most=True)
        said = np.zeros(len(self.senses), bool)
        said[self._inside[:, 0]] = True
        table[:, _COLUMN["not_inside"]] = said[self.sense] * (1.0 - table[:, _COLUMN["inside_behind"]])
        rows, others, edge = self._pairs(self._lead, top)
        self._add(table, "lead_country", rows, likely[others] * self._same(self._country, rows, others))
        self._add(table, "lead_region", rows, likely[others] * self._same(self._region, rows, others))

    def _top(self, likely: Floats) -> Ints:
        """The rows of the likeliest candidates of each sense, -1 where it has fewer."""
        top = np.full((len(self.senses), _LIKELY), -1, dtype=np.int64)
        order = np.lexsort((-likely, self.sense))
        place = np.arange(len(order)) - self.first[self.sense[order]]
        kept = place < _LIKELY
        top[self.sense[order[kept]], place[kept]] = order[kept]
        return top

    def _pairs(self, edges: Ints, top: Ints) -> tuple[Ints, Ints, Ints]:
        """Candidates of the one sense with likely ones of the other, for each edge."""
        if not len(edges):
            none = np.zeros(0, dtype=np.int64)
            return none, none, none
        sizes = self.first[edges[:, 0] + 1] - self.first[edges[:, 0]]
        edge = np.repeat(np.arange(len(edges)), sizes)
        within = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        rows = np.repeat(self.first[edges[edge, 0]] + within, _LIKELY)
        others = top[edges[edge, 1]].ravel()
        kept = others >= 0
        return rows[kept], others[kept], np.repeat(edge, _LIKELY)[kept]

    def _same(self, code: Ints, rows: Ints, others: Ints) -> NDArray[np.bool_]:
        return np.asarray((code[rows] == code[others]) & (code[rows] > 0))

    def _km(self, rows: Ints, others: Ints) -> Floats:
        return _kilometres((self._ball[rows] * self._ball[others]).sum(axis=1))

    def _holds(self, outer: Ints, inner: Ints) -> Floats:
        """Whether one candidate lies in another: by its country or region, else by how near it is."""
        country, region = self._same(self._country, outer, inner), self._same(self._region, outer, inner)
        near = np.exp(-self._km(outer, inner) / _NEAR_KM) * ~self._is_wide[outer] * ~self._is_country[inner] * ~self._is_region[inner]
        held = np.where(self._is_country[outer], country, np.where(self._is_region[outer], region & ~self._is_region[inner], near))
        return np.asarray(held * ~self._is_country[inner], dtype=np.float64)

    def _add(self, table: Floats, name: str, rows: Ints, values: Floats, *, most: bool = False) -> None:
        if most:
            np.maximum.at(table[:, _COLUMN[name]], rows, values)
        elif len(rows):
            table[:, _COLUMN[name]] += np.bincount(rows, values, len(table))


def _kilometres(cosine: Floats) -> Floats:
    return np.asarray(_EARTH_KM * np.arccos(np.clip(cosine, -1.0, 1.0)))


def _weight(sense: Sense) -> float:
    return 1.0 + 0.5 * (len(sense.mentions) > 1) + 0.5 * sense.in_title


def _edges(pairs: Sequence[tuple[int, int]]) -> Ints:
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)


def _numbers(codes: Sequence[str]) -> Ints:
    """Each code as a number, 0 for none."""
    known: dict[str, int] = {"": 0}
    return np.array([known.setdefault(code, len(known)) for code in codes], dtype=np.int64)


def _candidate_rows(sense: Sense) -> list[tuple[float, ...]]:
    """The features of a sense's candidates that do not depend on other places, columns as FEATURES begin."""
    weights = [importance(o.place) for o in sense.options]
    most = max(weights, default=0.0)
    people = sum(o.place.population for o in sense.options) + 1
    told = sense.levels.most_common(1)[0][0] if sense.levels else None
    order = {row: rank for rank, row in enumerate(sorted(range(len(weights)), key=lambda i: -weights[i]))}
    often, many = math.log(len(sense.mentions) + 1), math.log(len(sense.options) + 1)
    mostly_associative = sense.associative * 2 > len(sense.mentions)
    rows: list[tuple[float, ...]] = []
    for row, (place, kind, fit) in enumerate(sense.options):
        code, cls = place.feature_code, place.feature_class
        fits = told is not None and (code.startswith(told.value) if told is not Level.TOWN else cls == "P")
        rows.append(
            (
                math.log10(place.population + 10),
                most - weights[row],
                math.log1p(order[row]),
                place.population / people,
                code == "PCLI",
                code == "ADM1",
                cls == "A" and code not in ("PCLI", "ADM1"),
                code == "PPLC",
                code in ("CONT", "RGN"),
                cls == "H",
                cls not in "APH" and code not in ("CONT", "RGN"),
                kind is Kind.ALTERNATE,
                kind is Kind.DEMONYM,
                kind is Kind.ABBREVIATION,
                fit is Fit.VARIANT,
                fit is Fit.SHORT,
                fit is Fit.PART,
                place.name == sense.written,
                fold(place.name) == sense.name,
                fits,
                told is not None and not fits,
                mostly_associative and code == "PCLI",
                many,
                often,
                sense.in_title,
            )
        )
    return rows
