"""Fit the weights of geodata/events/weights.py: python -m geodata.training.event_weights GOLD... [--models FOLDER].

GOLD are files of articles with their events, as tests/quality/events_news.jsonl is one, that the model of FOLDER did not learn from. An
event that pairs with one of the gold is true; optional events of the gold teach nothing. Prints the weights.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from geodata.analyst import Analyst, default_analyst
from geodata.events.detect import ModelDetector
from geodata.export import jsonlines
from geodata.gazetteer.search import Gazetteer
from geodata.model import Category
from geodata.training.event_pairs import pairs

STRENGTH = 0.02  # of the regularisation, as its inverse: few articles, many features


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the weights, fitted on all files, each counting alike."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--models", type=Path)
    options = parser.parse_args(arguments)
    with Gazetteer.open() as gazetteer:
        analyst = default_analyst(gazetteer, models=options.models)
        files = [list(_rows(path, analyst)) for path in options.gold]
    rows = [(told, truth, 1 / len(file)) for file in files for told, truth in file]
    names = list(rows[0][0])
    weights, bias = _fitted(np.array([list(r[0].values()) for r in rows]), np.array([r[1] for r in rows]), np.array([r[2] for r in rows]))
    sys.stdout.write(json.dumps(dict(zip(names, (round(float(w), 2) for w in weights), strict=True))) + f"\nbias {bias:.2f}\n")


def _rows(path: Path, analyst: Analyst) -> Iterator[tuple[dict[str, float], bool]]:
    """Features and truth of the events considered in each article."""
    detector = analyst.detector
    assert isinstance(detector, ModelDetector)
    for line in path.open("rb"):
        gold = json.loads(line)
        asked = jsonlines.request(json.dumps({k: gold[k] for k in ("id", "text", "title", "date") if gold.get(k) is not None}).encode())
        analysis = analyst.analyse(asked.article)
        considered = list(detector.considered(asked.article, analysis.resolutions))
        told = json.loads(jsonlines.answer(asked, (), tuple(event for event, _ in considered)))["events"]
        for index, row in enumerate(told):
            row["index"] = index
        matched = {p["index"]: g for g, p in pairs(gold["events"], told)}
        for index, (event, features) in enumerate(considered):
            if event.category is not Category.OTHER and not matched.get(index, {}).get("optional"):
                yield features, index in matched


def _fitted(values: Any, truth: Any, shares: Any) -> tuple[Any, float]:
    from sklearn.linear_model import LogisticRegression

    scale = values.std(axis=0) + 1e-6
    model = LogisticRegression(C=STRENGTH, max_iter=2000).fit(values / scale, truth, sample_weight=shares / shares.mean())
    return model.coef_[0] / scale, float(model.intercept_[0])


if __name__ == "__main__":
    main()
