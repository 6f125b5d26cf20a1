"""Fit the weights of NameRecognizer: python -m geodata.training.names CORPUS.jsonl... (spans only; about a minute)."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from geodata.gazetteer.search import Gazetteer
from geodata.geoparsing.features import FEATURES, features
from geodata.geoparsing.recognize import candidates, make_scene

STEPS, RATE, RIDGE = 3000, 0.5, 1e-4
TARGET = Path(__file__).parent.parent / "geoparsing" / "data" / "name_weights.json"


def examples(gazetteer: Gazetteer, text: str, gold: set[tuple[int, int]]) -> Iterator[tuple[list[float], float]]:
    """A row of features and 1 or 0 for every candidate of a text that is a toponym or overlaps none."""
    scene = make_scene(gazetteer, text)
    for first in range(len(scene.words)):
        for last, matches in candidates(scene, first):
            start, end = scene.words[first].start, scene.words[last].end
            right = any(abs(start - a) <= 1 and abs(end - b) <= 1 for a, b in gold)
            if right or not any(start < b and a < end for a, b in gold):
                row = features(scene, first, last, matches)
                yield [row.get(name, 0.0) for name in FEATURES], float(right)
            if right:
                break


def fit(rows: list[list[float]], answers: list[float]) -> dict[str, float]:
    """Logistic regression by gradient descent: no noise, so the same data give the same weights."""
    x, y = np.array(rows), np.array(answers)
    weights = np.zeros(len(FEATURES))
    for _ in range(STEPS):
        predicted = 1 / (1 + np.exp(-x @ weights))
        weights -= RATE * (x.T @ (predicted - y) / len(y) + RIDGE * weights)
    return {name: round(float(weight), 3) for name, weight in zip(FEATURES, weights, strict=True)}


def main(paths: list[str]) -> None:
    """Read the corpora and write the weights."""
    rows: list[list[float]] = []
    answers: list[float] = []
    with Gazetteer.open() as gazetteer:
        for path in paths:
            # Not splitlines: texts hold U+2028.
            for line in Path(path).read_text(encoding="utf-8").strip().split("\n"):
                document = json.loads(line)
                gold = {(t["start"], t["end"]) for t in document["toponyms"]}
                for row, answer in examples(gazetteer, document["text"], gold):
                    rows.append(row)
                    answers.append(answer)
    TARGET.write_text(json.dumps(fit(rows, answers), indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(rows)} candidates, {int(sum(answers))} of them toponyms\n")


if __name__ == "__main__":
    main(sys.argv[1:])
