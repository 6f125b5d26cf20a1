"""Training passages as the encoder takes them: windows of word pieces, and what their stretches and pieces are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geodata.events.labels import LABELS, NONE, STATUSES
from geodata.geoparsing.encoder import window_starts
from geodata.geoparsing.pieces import Pieces, pieces_of
from geodata.training.event_labels import Offsets, Passage, Stretch
from geodata.training.windows import LENGTH

UNTOLD = -1
_LEAST = 0.7  # share of a stretch's pieces that a window must hold to teach what it is


@dataclass(frozen=True, slots=True)
class Lesson:
    """One window, a value a piece, and its stretches, a row each; `triggers` and `places` are 1, 0 or UNTOLD."""

    ids: NDArray[np.int32]
    shapes: NDArray[np.int8]
    gaps: NDArray[np.int8]
    triggers: NDArray[np.int8]
    places: NDArray[np.int8]
    spans: NDArray[np.int16]  # first piece and one past the last, the piece before the window counted
    labels: NDArray[np.float32]  # stretches x LABELS, shares that add up to 1; all 0 where nobody said
    statuses: NDArray[np.int8]  # a stretch's, or UNTOLD
    mains: NDArray[np.int8]  # 1, 0, or UNTOLD


def lessons(passage: Passage, tokenizer: Any) -> Iterator[Lesson]:
    """The passage's windows that hold a stretch, as Dateline cuts a text when it reads."""
    pieces = pieces_of(tokenizer, passage.text)
    size = min(LENGTH, len(pieces))
    for start in window_starts(len(pieces), size) if size else ():
        lesson = _lesson(pieces, slice(int(start), int(start) + size), passage.stretches)
        if lesson is not None:
            yield lesson


def _lesson(pieces: Pieces, part: slice, stretches: tuple[Stretch, ...]) -> Lesson | None:
    begins, ends = pieces.starts[part], pieces.ends[part]
    spans, kept = [], []
    for stretch in stretches:
        inside = np.flatnonzero((begins < stretch.end_char) & (ends > stretch.start_char))
        whole = np.count_nonzero((pieces.starts < stretch.end_char) & (pieces.ends > stretch.start_char))
        if len(inside) and len(inside) >= min(_LEAST * whole, len(begins)):
            spans.append((inside[0] + 1, inside[-1] + 2))
            kept.append(stretch)
    if not kept:
        return None
    return Lesson(
        pieces.ids[part],
        pieces.shapes[part],
        pieces.gaps[part],
        _marked(begins, ends, [(s, s.triggers, ()) for s in kept]),
        _marked(begins, ends, [(s, s.places, s.around) for s in kept]),
        np.array(spans, np.int16),
        np.array([_shares(s.labels) for s in kept], np.float32),
        np.array([_status(s) for s in kept], np.int8),
        np.array([UNTOLD if s.main is None else s.main for s in kept], np.int8),
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
) -> NDArray[np.int8]:
    """1 for the pieces of the marks, 0 for the others of stretches that are marked, UNTOLD elsewhere and where `around` says."""
    values = np.full(len(begins), UNTOLD, np.int8)
    for stretch, marks, around in told:
        if marks is None:
            continue
        values[(begins < stretch.end_char) & (ends > stretch.start_char)] = 0
        for value, spans in ((UNTOLD, around), (1, marks)):
            for start, end in spans:
                values[(begins < end) & (ends > start)] = value
    return values
