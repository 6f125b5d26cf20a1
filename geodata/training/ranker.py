"""Train the ranker of places.

python -m geodata.training.ranker LGL.jsonl GEOWEBNEWS.jsonl [--folds 5]

Reads the corpora in place and the gazetteer that is configured, writes assets/models/ranker.json (a few minutes on two cores; the
same inputs give the same file). With --folds it also prints cross-validated figures: documents are held out, never single toponyms.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from geodata.gazetteer.search import Gazetteer
from geodata.geoparsing.company import FEATURES, Floats
from geodata.geoparsing.ranker import FORMAT, Ranker, parse, said
from geodata.geoparsing.resolve import evidence
from geodata.resources import asset
from geodata.training.toponyms import RIGHT_KM, Example, examples

NAME = "ranker 1"
ROUNDS, TREES, RATE, DEPTH, LEAVES = 2, 120, 0.1, 5, 20
WEIGHT = {"lgl": 1.0, "geowebnews": 2.0}  # world news counts as much as the larger local corpus
TRUST_FOLDS, RIDGE = 4, 1.0
FOLDS = 5


def train(data: Sequence[Example]) -> dict[str, Any]:
    """The model's JSON fields, with the trust fitted on documents that the trees had not seen."""
    rounds = fit_rounds(data)
    rows, answers = [], []
    for fold in range(TRUST_FOLDS):
        seen = [e for i, e in enumerate(data) if i % TRUST_FOLDS != fold]
        unseen = [e for i, e in enumerate(data) if i % TRUST_FOLDS == fold]
        ranker = parse(_fields(fit_rounds(seen), {}))
        for row, answer in _trials(ranker, unseen):
            rows.append(row)
            answers.append(answer)
    return _fields(rounds, _fit_trust(rows, answers))


def fit_rounds(data: Sequence[Example]) -> list[dict[str, Any]]:
    """One set of trees a round; each learns from the shares that the one before it gives."""
    rounds: list[dict[str, Any]] = []
    likely = [example.company.prior() for example in data]
    for _ in range(ROUNDS):
        tables = [example.company.features(shares) for example, shares in zip(data, likely, strict=True)]
        rounds.append(_fit_trees(*_stacked(data, tables)))
        trees = parse(_fields(rounds, {})).rounds[-1]
        likely = [e.company.softmax(trees.score(table) + said(table)) for e, table in zip(data, tables, strict=True)]
    return rounds


def accuracy(ranker: Ranker, data: Sequence[Example]) -> tuple[int, int, int]:
    """Gold toponyms, those with a right candidate, and those for which the first one is right (abstaining not counted)."""
    total = covered = right = 0
    for example in data:
        likely, _ = ranker.shares(example.company)
        for sense, off in example.gold:
            total += 1
            if len(off):
                covered += bool(off.min() <= RIGHT_KM)
                right += bool(off[int(np.argmax(likely[example.rows(sense)]))] <= RIGHT_KM)
    return total, covered, right


def _stacked(data: Sequence[Example], tables: Sequence[Floats]) -> tuple[Floats, Floats, Floats, list[int]]:
    """Features, whether right, weight, and the candidates of each name that has a right and a wrong one."""
    blocks, right, weight, sizes = [], [], [], []
    for example, table in zip(data, tables, strict=True):
        for sense in np.flatnonzero(example.mentions):
            rows = example.rows(int(sense))
            size = rows.stop - rows.start
            if size > 1 and example.right[rows].any():
                blocks.append(table[rows])
                right.append(example.right[rows])
                weight.append(np.full(size, WEIGHT.get(example.corpus, 1.0) * example.mentions[sense] ** 0.5))
                sizes.append(size)
    return np.concatenate(blocks), np.concatenate(right), np.concatenate(weight), sizes


def _fit_trees(table: Floats, right: Floats, weight: Floats, sizes: list[int]) -> dict[str, Any]:
    import lightgbm

    group = np.repeat(np.arange(len(sizes)), sizes)
    starts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    offset = said(table)

    def objective(scores: Floats, _: Any) -> tuple[Floats, Floats]:
        """The likelihood of a right candidate among those of its name."""
        scores = scores + offset
        powers = np.exp(scores - np.maximum.reduceat(scores, starts)[group])
        share = powers / np.add.reduceat(powers, starts)[group]
        wanted = share * right
        wanted /= np.add.reduceat(wanted, starts)[group]
        return (share - wanted) * weight, np.maximum(share * (1 - share), 1e-3) * weight

    settings = {
        "objective": objective, "num_leaves": LEAVES, "max_depth": DEPTH, "learning_rate": RATE, "min_data_in_leaf": 40, "max_bin": 63,
        "feature_fraction": 0.5, "bagging_fraction": 0.8, "bagging_freq": 1, "lambda_l2": 5.0, "min_sum_hessian_in_leaf": 1e-3,
        "seed": 1, "deterministic": True, "num_threads": 1, "verbose": -1,
    }  # fmt: skip
    booster = lightgbm.train(settings, lightgbm.Dataset(table, right), num_boost_round=TREES)
    trees = [_flat(tree["tree_structure"]) for tree in booster.dump_model()["tree_info"]]
    return {name: [tree[name] for tree in trees] for name in ("feature", "threshold", "value")}


def _flat(root: dict[str, Any]) -> dict[str, Any]:
    """A tree as a full one of depth DEPTH: a leaf further up is repeated below."""
    level, feature, threshold = [root], [], []
    for _ in range(DEPTH):
        below = []
        for node in level:
            is_leaf = "leaf_value" in node
            feature.append(0 if is_leaf else int(node["split_feature"]))
            threshold.append(1e9 if is_leaf else float(f"{node['threshold']:.5g}"))
            below += [node, node] if is_leaf else [node["left_child"], node["right_child"]]
        level = below
    return {"feature": feature, "threshold": threshold, "value": [float(f"{leaf['leaf_value']:.4g}") for leaf in level]}


def _trials(ranker: Ranker, data: Sequence[Example]) -> list[tuple[dict[str, float], bool]]:
    """What is known of the first candidate of each gold toponym, and whether it is right."""
    found = []
    for example in data:
        likely, table = ranker.shares(example.company)
        for sense, off in example.gold:
            if len(off):
                rows = example.rows(sense)
                order = np.argsort(-likely[rows], kind="stable")
                told = evidence(likely[rows][order], table[rows][order[0]])
                found.append((told, bool(off[order[0]] <= RIGHT_KM)))
    return found


def _fit_trust(rows: Sequence[dict[str, float]], answers: Sequence[bool]) -> dict[str, float]:
    """Logistic regression by Newton's steps, with a ridge on all but the bias."""
    names = list(rows[0])
    x = np.array([[1.0, *(row[name] for name in names)] for row in rows])
    y = np.array(answers, dtype=np.float64)
    ridge = np.diag([0.0] + [RIDGE] * len(names))
    weights = np.zeros(x.shape[1])
    for _ in range(25):
        guess = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (guess - y) + ridge @ weights
        bend = (x * (guess * (1 - guess))[:, None]).T @ x + ridge + 1e-9 * np.eye(len(ridge))
        weights -= np.linalg.solve(bend, slope)
    return {name: round(float(w), 4) for name, w in zip(["bias", *names], weights, strict=True)}


def _fields(rounds: Sequence[dict[str, Any]], trust: dict[str, float]) -> dict[str, Any]:
    return {"format": FORMAT, "name": NAME, "features": list(FEATURES), "rounds": list(rounds), "trust": trust}


def _cross_validate(data: dict[str, list[Example]], folds: int) -> None:
    for name, held_out in data.items():
        sums = np.zeros(3, dtype=np.int64)
        for fold in range(folds):
            seen = [e for corpus in data.values() for i, e in enumerate(corpus) if i % folds != fold]
            sums += accuracy(parse(_fields(fit_rounds(seen), {})), held_out[fold::folds])
        others = [e for corpus, found in data.items() if corpus != name for e in found]
        across = np.array(accuracy(parse(_fields(fit_rounds(others), {})), held_out)) if others else sums
        sys.stdout.write(
            f"{name}: {sums[0]} toponyms, {sums[1] / sums[0]:.3f} with a right candidate; accuracy@161km {sums[2] / sums[0]:.3f} "
            f"({folds} folds), {across[2] / across[0]:.3f} trained on the others only\n"
        )


def main() -> None:
    """Read the corpora, print figures where asked, write the model."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("corpora", type=Path, nargs="+")
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--hold-out", type=int, metavar="FOLD", help="leave out each fifth document from FOLD on, to measure on")
    parser.add_argument("--out", type=Path, default=asset("models", "ranker.json"))
    options = parser.parse_args()
    with Gazetteer.open() as gazetteer:
        data = {path.stem: examples(gazetteer, path) for path in options.corpora}
    if options.folds:
        _cross_validate(data, options.folds)
    fields = train([example for corpus in data.values() for i, example in enumerate(corpus) if i % FOLDS != options.hold_out])
    options.out.write_text(json.dumps(fields, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
