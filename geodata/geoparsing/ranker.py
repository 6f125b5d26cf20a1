"""The learned ranker: boosted trees over the candidates' features, read from JSON and evaluated by NumPy."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geodata.errors import ModelError
from geodata.geoparsing.company import FEATURES, Company, Floats
from geodata.resources import asset

FORMAT = 1
# "Paris, Texas" is in Texas however well known the other is. The corpora have too few such names to learn it from.
SAID = 5.0
# Half of the corpora are local news, where Lebanon and Mexico are small towns more often than elsewhere: added after training.
KNOWN = 1.0
# The region that the words name beside the country decides among the country's villages of one name.
REGION = 4.0
# "Diffa region" is the region, "Walker County" the county, though a town of the name has the people: rare in the corpora too.
TOLD = 3.0
# In a text that speaks for no country, Tunis is the capital, not the Indonesian hamlet of that name, whose people nobody counted.
# The articles of the corpora name several places of a country, so that the trees did not learn this from them.
ALONE = 4.0
# As `company` tells people: of a place that takes its name from those that nobody counted, and of those.
_TOWN, _NOBODY = math.log10(5010), 1.0
_COUNTRY = FEATURES.index("country")
_INSIDE, _FITS = FEATURES.index("inside_behind"), FEATURES.index("kind_fits")
_ADMIN1, _ADMIN2 = FEATURES.index("admin1"), FEATURES.index("admin2")
_POPULATION = FEATURES.index("population")
_ALTERNATE = FEATURES.index("alternate")
_SUPPORT, _NO_SUPPORT = FEATURES.index("country_support"), 0.05
_BATCH = 2000  # rows at a time: the working arrays stay in the processor's cache


@dataclass(frozen=True, slots=True)
class Trees:
    """Trees of one depth, all questions of a level in one array: is the feature above the threshold?"""

    feature: NDArray[np.int64]  # trees x (2 ** depth - 1)
    threshold: Floats
    value: Floats  # trees x 2 ** depth

    def score(self, table: Floats) -> Floats:
        """A number a row; only differences between candidates of one name mean something."""
        return np.concatenate([self._score(table[i : i + _BATCH]) for i in range(0, len(table), _BATCH)]) if len(table) else np.zeros(0)

    def _score(self, table: Floats) -> Floats:
        depth = int(math.log2(self.value.shape[1]))
        base = np.arange(len(self.feature)) * self.feature.shape[1]
        feature, threshold = self.feature.ravel(), self.threshold.ravel()
        flat, offset = np.ascontiguousarray(table).ravel(), (np.arange(len(table)) * table.shape[1])[:, None]
        node = np.zeros((len(table), len(self.feature)), dtype=np.int64)
        for _ in range(depth):
            at = node + base
            node = 2 * node + 1 + (flat[offset + feature[at]] > threshold[at])
        leaf = node - self.feature.shape[1] + np.arange(len(self.feature)) * self.value.shape[1]
        return np.asarray(self.value.ravel()[leaf].sum(axis=1))


@dataclass(frozen=True, slots=True)
class Ranker:
    """One set of trees a round, and how the last share becomes a score that can be trusted."""

    rounds: tuple[Trees, ...]
    trust: Mapping[str, float]
    name: str

    def shares(self, company: Company) -> tuple[Floats, Floats]:
        """How likely each candidate is, and the features that the last round saw."""
        likely = company.prior()
        table = np.zeros((0, len(FEATURES)))
        scores = np.zeros(len(company.rows))
        for trees in self.rounds:
            table = company.features(likely)
            scores = trees.score(table) + said(table) + self._fixed(company, table)
            likely = company.softmax(scores)
        return company.softmax(scores - ALONE * _obscure(company, table)), table

    def _fixed(self, company: Company, table: Floats) -> Floats:
        """What is added after training, for names that the corpora have too few of."""
        return np.asarray(REGION * company.in_region - SAID * company.apart + KNOWN * table[:, _COUNTRY])

    def trusted(self, told: Mapping[str, float]) -> float:
        """How likely the first candidate is right, 0 to 1, where "none of these" is an answer too."""
        total = self.trust["bias"] + sum(self.trust.get(name, 0.0) * value for name, value in told.items())
        return 1 / (1 + math.exp(-total))


def _obscure(company: Company, table: Floats) -> NDArray[np.bool_]:
    """Candidates without a population, beside a town of that name, where nothing in the article speaks for any of them."""
    support, most = np.zeros(len(company.senses)), np.zeros(len(company.senses))
    np.maximum.at(support, company.sense, table[:, _SUPPORT] + company.in_region + said(table))
    np.maximum.at(most, company.sense, table[:, _POPULATION] * (table[:, _ALTERNATE] <= 0))
    is_alone = (support < _NO_SUPPORT) & (most >= _TOWN)
    return np.asarray(is_alone[company.sense] & (table[:, _POPULATION] <= _NOBODY))


def said(table: Floats) -> Floats:
    """What the words beside a name add to the score of the candidates that lie where they say, or are the kind of division they say."""
    divisions = table[:, _ADMIN1] + table[:, _ADMIN2]
    return np.asarray(SAID * table[:, _INSIDE] + TOLD * table[:, _FITS] * divisions)


@lru_cache(maxsize=2)
def load(path: Path | None = None) -> Ranker:
    """The ranker that ships with Dateline, or the one at `path`.

    Raises:
        ModelError: the file is missing or not such a model.
    """
    path = path or asset("models", "ranker.json")
    try:
        return parse(json.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise ModelError(f"The model that chooses places is missing: there is no {path}. Install Dateline anew.") from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ModelError(f"{path} is not a model that Dateline can choose places with; install Dateline anew.") from error


def parse(fields: Any) -> Ranker:
    """A ranker from what its JSON file holds; ValueError, KeyError or TypeError where it is not one."""
    if fields["format"] != FORMAT or tuple(fields["features"]) != FEATURES or not fields["rounds"]:
        raise ValueError("made for other features")
    trust = {name: float(value) for name, value in fields["trust"].items()}
    return Ranker(tuple(_trees(r) for r in fields["rounds"]), {"bias": 0.0, **trust}, str(fields["name"]))


def _trees(fields: Any) -> Trees:
    feature = np.array(fields["feature"], dtype=np.int64)
    threshold, value = np.array(fields["threshold"], dtype=np.float64), np.array(fields["value"], dtype=np.float64)
    inner, leaves = feature.shape[1], value.shape[1]
    shapes = feature.shape == threshold.shape and len(feature) == len(value) and leaves == inner + 1 and leaves & inner == 0
    if not shapes or feature.min() < 0 or feature.max() >= len(FEATURES):
        raise ValueError("the trees have holes")
    if not (np.isfinite(value).all() and np.isfinite(threshold).all()):
        raise ValueError("not a number")
    return Trees(feature, threshold, value)
