"""Prepare what the encoder learns from: python -m geodata.training.lessons CORPORA GAZETTEER OUT.npz.

CORPORA is the folder that holds `geoparsing/` and `events/`, GAZETTEER a built gazetteer whose names are swapped in. OUT holds no text:
word pieces as numbers, and what readers marked on them. A few minutes; the same inputs give the same file.

Windows of names come in six augmented versions, parted into those of each fifth document (`names/held0`...), the other documents
(`names/kept0`...) and our own templates (`names/own0`...); `names/plain` are the held ones as they stand. Windows of events (`events`)
tell their kind, and the fold of articles and snippets (-1: never held out); texts that nobody labelled are among them.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geodata.gazetteer.search import Gazetteer
from geodata.training.augment import Augmenter
from geodata.training.corpora import CORPORA, Marked, read
from geodata.training.event_labels import KINDS, Source, sources
from geodata.training.event_windows import Lesson, lessons
from geodata.training.names_pool import read_pool
from geodata.training.network import tokenizer
from geodata.training.windows import Window, windows_of

VERSIONS = 6  # of the windows of names, used in turn by the epochs
FOLDS = 5
TEMPLATE_TEXTS = 800  # a version
SEEDS = 7, 1, 2  # of where texts are cut, of the kept documents, of the held ones

Arrays = dict[str, NDArray[Any]]


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the lessons."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("gazetteer", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args(arguments)
    arrays = {**_names(options.corpora / "geoparsing", options.gazetteer), **_events(options.corpora)}
    np.savez_compressed(options.out, **arrays)  # type: ignore[arg-type]  # its stubs take all names for its own options


def _names(folder: Path, path: Path) -> Arrays:
    held: list[Marked] = []
    kept: list[Marked] = []
    for corpus in CORPORA[1:]:
        for number, text in enumerate(read(folder / f"{corpus}.jsonl")):
            (held if number % FOLDS == 0 else kept).append(text)
    cuts, *seeds = SEEDS
    chance, cut, arrays = random.Random(cuts), tokenizer(), Arrays()
    with Gazetteer.open(path) as gazetteer:
        pool = read_pool(path)
        of_kept, of_held = (Augmenter(gazetteer.matches, pool, seed) for seed in seeds)
        for version in range(VERSIONS):
            arrays |= _named(f"names/kept{version}", windows_of(of_kept.corpus_texts(kept), cut, chance))
            arrays |= _named(f"names/held{version}", windows_of(of_held.corpus_texts(held), cut, chance))
            arrays |= _named(f"names/own{version}", windows_of(of_kept.template_texts(TEMPLATE_TEXTS), cut, chance))
    return arrays | _named("names/plain", windows_of(held, cut, random.Random(cuts)))


def _named(name: str, windows: Iterator[Window]) -> Arrays:
    rows = list(windows)
    small = ("shapes", "gaps", "tags", "roles")
    return {
        f"{name}/lengths": np.array([len(row.ids) for row in rows], np.int32),
        f"{name}/corpus": np.array([row.corpus for row in rows], np.int8),
        f"{name}/ids": np.concatenate([row.ids for row in rows]).astype(np.uint16),
        **{f"{name}/{column}": np.concatenate([getattr(row, column) for row in rows]).astype(np.int8) for column in small},
    }


def _events(corpora: Path) -> Arrays:
    cut = tokenizer()
    rows = [(source, lesson) for source in sources(corpora) for lesson in lessons(source.passage, cut)]
    taught = [lesson for _, lesson in rows]
    return {
        "events/kind": np.array([KINDS.index(source.kind) for source, _ in rows], np.int8),
        "events/fold": np.array([_fold(source) for source, _ in rows], np.int8),
        "events/lengths": np.array([len(lesson.ids) for lesson in taught], np.int32),
        "events/stretches": np.array([len(lesson.spans) for lesson in taught], np.int32),
        "events/ids": _joined(taught, "ids", np.uint16),
        **{f"events/{name}": _joined(taught, name, np.int8) for name in ("shapes", "gaps", "triggers", "places", "statuses", "mains")},
        "events/labels": _joined(taught, "labels", np.float16),
        "events/spans": _joined(taught, "spans", np.int16),
    }


def _fold(source: Source) -> int:
    return -1 if source.fold is None else source.fold


def _joined(taught: Iterable[Lesson], name: str, kind: Any) -> NDArray[Any]:
    return np.concatenate([getattr(lesson, name) for lesson in taught]).astype(kind)


if __name__ == "__main__":
    main()
