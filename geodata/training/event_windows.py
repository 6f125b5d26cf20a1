"""Training passages as the event model takes them: the tagger's hidden states of a window, and what its stretches and pieces are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geodata.events.labels import LABELS, NONE, STATUSES
from geodata.geoparsing.encoder import Encoder
from geodata.geoparsing.pieces import Pieces
from geodata.training.event_labels import Offsets, Passage, Stretch

UNTOLD = -1
_LEAST = 0.7  # share of a stretch's pieces that a window must hold to teach what it is


@dataclass(frozen=True, slots=True)
class Lesson:
    """One window: `hidden` is pieces x size with the pieces that stand around it; a row of the others is a stretch.

    `triggers` and `places` are a value a piece: 1, 0, or UNTOLD.
    """

    hidden: NDArray[np.float16]
    members: NDArray[np.bool_]  # stretches x pieces
    labels: NDArray[np.float32]  # stretches x LABELS, shares that add up to 1; all 0 where nobody said
    statuses: NDArray[np.int64]  # a stretch's, or UNTOLD
    mains: NDArray[np.float32]  # 1, 0, or UNTOLD
    triggers: NDArray[np.float32]
    places: NDArray[np.float32]

    @property
    def tells_events(self) -> bool:
        """Whether a stretch has a label, and not only that of nothing."""
        return bool((self.labels[:, : LABELS.index(NONE)] > 0).any())


def lessons(passages: Iterable[Passage], models: Path | None = None) -> Iterator[Lesson]:
    """The windows of all passages that hold a stretch."""
    encoder = Encoder(models)
    for passage in passages:
        for encoded in encoder.windows(passage.text):
            lesson = _lesson(encoded.pieces, encoded.start, encoded.hidden, passage.stretches)
            if lesson is not None:
                yield lesson


def _lesson(pieces: Pieces, start: int, hidden: Any, stretches: tuple[Stretch, ...]) -> Lesson | None:
    size = len(hidden) - 2
    begins, ends = pieces.starts[start : start + size], pieces.ends[start : start + size]
    rows, kept = [], []
    for stretch in stretches:
        inside = (begins < stretch.end_char) & (ends > stretch.start_char)
        whole = np.count_nonzero((pieces.starts < stretch.end_char) & (pieces.ends > stretch.start_char))
        if inside.any() and inside.sum() >= min(_LEAST * whole, size):
            rows.append(np.concatenate(([False], inside, [False])))
            kept.append(stretch)
    if not rows:
        return None
    return Lesson(
        hidden.astype(np.float16),
        np.array(rows),
        np.array([_shares(s.labels) for s in kept], np.float32),
        np.array([_status(s) for s in kept], np.int64),
        np.array([UNTOLD if s.main is None else s.main for s in kept], np.float32),
        _marked(begins, ends, [(s, s.triggers, ()) for s in kept]),
        _marked(begins, ends, [(s, s.places, s.around) for s in kept]),
    )


def _shares(labels: tuple[str, ...] | None) -> NDArray[np.float32]:
    shares = np.zeros(len(LABELS), np.float32)
    for label in labels or ():
        shares[LABELS.index(label)] = 1 / len(labels or ())
    return shares


def _status(stretch: Stretch) -> int:
    if stretch.status is None or stretch.labels is None or stretch.labels == (NONE,):
        return UNTOLD
    return [status.value for status in STATUSES].index(stretch.status)


def _marked(
    begins: NDArray[np.int32], ends: NDArray[np.int32], told: list[tuple[Stretch, tuple[Offsets, ...] | None, tuple[Offsets, ...]]]
) -> NDArray[np.float32]:
    """1 for the pieces of the marks, 0 for the others of stretches that are marked, UNTOLD elsewhere and where `around` says."""
    values = np.full(len(begins), UNTOLD, np.float32)
    for stretch, marks, around in told:
        if marks is None:
            continue
        values[(begins < stretch.end_char) & (ends > stretch.start_char)] = 0
        for value, spans in ((UNTOLD, around), (1, marks)):
            for start, end in spans:
                values[(begins < end) & (ends > start)] = value
    return np.concatenate(([UNTOLD], values, [UNTOLD])).astype(np.float32)
