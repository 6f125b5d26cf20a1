"""Training texts as the tagger's model takes them: windows of word pieces with a tag and a role each."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geodata.geoparsing.pieces import Pieces, pieces_of
from geodata.training.corpora import CORPORA, Mark, Marked

OUTSIDE, BEGIN, INSIDE = range(3)
LITERAL, ASSOCIATIVE = range(2)
UNTOLD = -100  # what torch's cross entropy leaves out
LENGTH = 254  # pieces of a window; with the two that stand around it 256
_SHORTEST = 8  # pieces that a window of its own is worth


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of a text: pieces, the corpus whose conventions hold, and what each piece is."""

    ids: NDArray[np.int32]
    shapes: NDArray[np.int8]
    gaps: NDArray[np.int8]
    corpus: int
    tags: NDArray[np.int64]
    roles: NDArray[np.int64]


def windows_of(texts: Iterable[Marked], tokenizer: Any, chance: random.Random) -> Iterator[Window]:
    """All windows of the texts, none overlapping; the first of a text has any length, so that each epoch cuts elsewhere."""
    for text in texts:
        pieces = pieces_of(tokenizer, text.text)
        tags, roles = labels(pieces, text.marks)
        first = chance.randint(1, LENGTH) if len(pieces) > LENGTH else len(pieces)
        cuts = [0, *range(first, len(pieces), LENGTH), len(pieces)]
        for start, end in itertools.pairwise(cuts):
            if end - start >= _SHORTEST:
                part = slice(start, end)
                corpus = CORPORA.index(text.corpus)
                yield Window(pieces.ids[part], pieces.shapes[part], pieces.gaps[part], corpus, tags[part], roles[part])


def labels(pieces: Pieces, marks: Sequence[Mark]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The tag and the role of each piece; all pieces of a word have the word's tag."""
    tags = np.full(len(pieces), OUTSIDE, np.int64)
    roles = np.full(len(pieces), UNTOLD, np.int64)
    words = np.cumsum(~pieces.continues)
    for mark in marks:
        first, last = np.searchsorted(pieces.ends, mark.start, side="right"), np.searchsorted(pieces.starts, mark.end, side="left")
        if first >= last:
            continue
        here = (words >= words[first]) & (words <= words[last - 1])
        tags[here] = np.where(words[here] == words[first], BEGIN, INSIDE)
        if mark.associative is not None:
            roles[here] = ASSOCIATIVE if mark.associative else LITERAL
    return tags, roles
