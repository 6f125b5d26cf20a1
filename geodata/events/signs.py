"""What the model says of each sentence of a text: which events it tells, their status, and where the words for them stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from geodata.events.labels import LABELS, ROWS, STATUSES
from geodata.events.sentences import Sentence
from geodata.geoparsing.encoder import Reading, Values, softmax
from geodata.model import Status

_OF_LABELS, _OF_REST = range(2)  # columns of the pieces' weights
_BETWEEN = -1.5  # logit from which a piece beside the likeliest still belongs to the trigger


class Signs(NamedTuple):
    """What one sentence tells, by probabilities: of each label, of each status, and that it is what the text reports as news."""

    labels: dict[str, float]
    statuses: dict[Status, float]
    main: float

    @property
    def event(self) -> float:
        """That the sentence tells of an event of the codebook."""
        return sum(self.labels[label] for label in ROWS)


NOTHING = Signs(dict.fromkeys(LABELS, 0.0) | {"no": 1.0}, dict.fromkeys(STATUSES, 0.0), 0.0)


class TextSigns:
    """The signs of one text, asked for by offsets."""

    def __init__(self, reading: Reading) -> None:
        self._starts, self._ends = reading.pieces.starts, reading.pieces.ends
        self._continues = reading.pieces.continues
        self._signs = reading.signs
        self._asked: dict[Sentence, Signs] = {}

    def of(self, sentence: Sentence) -> Signs:
        """The signs of a sentence; those of nothing where the text has no words there."""
        if sentence not in self._asked:  # asked for what it tells, for its mentions, and for the sentence before
            self._asked[sentence] = self.of_all([sentence])
        return self._asked[sentence]

    def of_all(self, sentences: Sequence[Sentence]) -> Signs:
        """The signs of several sentences as one."""
        pieces = np.concatenate([self._within(s.start_char, s.end_char) for s in sentences])
        if not len(pieces):
            return NOTHING
        of_labels = softmax(self._signs.weights[pieces, _OF_LABELS])
        of_rest = softmax(self._signs.weights[pieces, _OF_REST])
        labels = softmax(of_labels @ self._signs.labels[pieces])
        statuses = softmax(of_rest @ self._signs.statuses[pieces])
        main = float(of_rest @ self._signs.mains[pieces, 0])
        return Signs(
            dict(zip(LABELS, map(float, labels), strict=True)),
            dict(zip(STATUSES, map(float, statuses), strict=True)),
            float(_sigmoid(main)),
        )

    def place(self, start_char: int, end_char: int) -> float:
        """How likely the name at these offsets is where an event of its sentence happened."""
        pieces = self._within(start_char, end_char)
        if not len(pieces):
            return 0.0
        return float(_sigmoid(self._signs.places[pieces, 0]).mean())

    def trigger_score(self, start_char: int, end_char: int) -> float:
        """How much the words at these offsets are what names an event."""
        pieces = self._within(start_char, end_char)
        return float(_sigmoid(self._signs.triggers[pieces, 0]).max()) if len(pieces) else 0.0

    def trigger(self, sentence: Sentence) -> tuple[int, int]:
        """Offsets of the words of a sentence that most likely name its event."""
        pieces = self._within(sentence.start_char, sentence.end_char)
        if not len(pieces):
            return sentence.start_char, sentence.end_char
        scores = self._signs.triggers[pieces, 0]
        first = last = int(scores.argmax())
        while first > 0 and (self._continues[pieces[first]] or scores[first - 1] > _BETWEEN):
            first -= 1
        while last + 1 < len(pieces) and (self._continues[pieces[last + 1]] or scores[last + 1] > _BETWEEN):
            last += 1
        return int(self._starts[pieces[first]]), int(self._ends[pieces[last]])

    def _within(self, start_char: int, end_char: int) -> NDArray[np.int64]:
        first, last = np.searchsorted(self._ends, start_char, side="right"), np.searchsorted(self._starts, end_char, side="left")
        return np.arange(first, last)


def _sigmoid(values: Values | float) -> Values:
    return np.asarray(1 / (1 + np.exp(-np.asarray(values, np.float32))), np.float32)
