"""A text as the model that ships reads it: overlapping windows of word pieces, each piece told where it stands most central.

One pass serves all: the same network finds names and tells events (assets/models, its card says how).
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from geodata.errors import ModelError
from geodata.geoparsing.pieces import Pieces, pieces_of
from geodata.resources import asset

OVERLAP = 62  # pieces that neighbouring windows share
_TOGETHER = 8  # windows given to the model at once
_BEFORE, _AFTER = 101, 102  # [CLS] and [SEP]
_MODEL, _TOKENIZER, _CARD = "encoder.onnx", "tokenizer.json", "encoder.json"

Values = NDArray[np.float32]


class EventSigns(NamedTuple):
    """What the model says of events at each piece, as logits; `weights`: how much it counts in its sentence, for labels and the rest."""

    labels: Values
    statuses: Values
    mains: Values
    weights: Values
    triggers: Values
    places: Values


OUTPUTS = ["tags", "roles", *EventSigns._fields]


@dataclass(frozen=True, slots=True)
class Reading:
    """A text that was read: probabilities of tags and roles a piece, and the signs of events."""

    pieces: Pieces
    tags: Values
    roles: Values
    signs: EventSigns


class Encoder:
    """Reads texts; the last one is kept, so that who asks for its names and who asks for its events share one pass."""

    def __init__(self, folder: Path | None = None, *, conventions: str = "lgl", threads: int = 0) -> None:
        """Load the model from `folder`, by default the one that ships; `conventions` is a corpus of the model's list.

        `threads` is how many it may use, 0: as many as there are cores.

        Raises:
            ModelError: a file is missing or is not the one that the model's list names, or the list has no such conventions.
        """
        self.card, self._tokenizer, self._session = _loaded(folder or asset("models"), threads)
        if conventions not in self.card.corpora:
            raise ModelError(
                f"The model that reads articles does not know the conventions “{conventions}”, only {', '.join(self.card.corpora)}."
            )
        self._corpus = self.card.corpora.index(conventions)
        self._last: tuple[str, Reading] | None = None

    @property
    def coder(self) -> str:
        """The model's name, with the beginning of its hash."""
        return f"encoder {self.card.sha256[_MODEL][:8]}"

    def read(self, text: str) -> Reading:
        """The text's pieces and what the models say of each; linear in the length of the text."""
        if self._last is None or self._last[0] != text:
            self._last = text, self._read(pieces_of(self._tokenizer, text))
        return self._last[1]

    def _read(self, pieces: Pieces) -> Reading:
        size = min(self.card.length, len(pieces))
        starts = window_starts(len(pieces), size) if size else np.zeros(0, np.int64)
        owner = _owners(len(pieces), starts, size)
        columns = [np.empty((len(pieces), width), np.float32) for width in self.card.widths]
        for at in range(0, len(starts), _TOGETHER):
            some = starts[at : at + _TOGETHER]
            values = self._session.run(OUTPUTS, self._inputs(pieces, some, size))
            for row, start in enumerate(some):
                mine = np.flatnonzero(owner[start : start + size] == at + row)
                for column, value in zip(columns, values, strict=True):
                    column[start + mine] = value[row, mine + 1]
        tags, roles, *signs = columns
        return Reading(pieces, softmax(tags), softmax(roles), EventSigns(*signs))

    def _inputs(self, pieces: Pieces, starts: NDArray[np.int64], size: int) -> dict[str, NDArray[np.int64]]:
        """What the model takes: a row a window, with the pieces that stand before and after each."""
        index = starts[:, None] + np.arange(size)
        ids = np.empty((len(starts), size + 2), np.int64)
        shapes, gaps = np.zeros_like(ids), np.zeros_like(ids)
        ids[:, 0], ids[:, -1] = _BEFORE, _AFTER
        ids[:, 1:-1], shapes[:, 1:-1], gaps[:, 1:-1] = pieces.ids[index], pieces.shapes[index], pieces.gaps[index]
        return {"ids": ids, "shapes": shapes, "gaps": gaps, "corpus": np.full(len(starts), self._corpus)}


def window_starts(pieces: int, size: int) -> NDArray[np.int64]:
    """First pieces of the windows of `size` that cover a text of `pieces`, evenly spread, neighbours sharing OVERLAP or more."""
    if pieces <= size:
        return np.zeros(1, np.int64)
    number = -(-(pieces - OVERLAP) // (size - OVERLAP))
    return np.round(np.linspace(0, pieces - size, number)).astype(np.int64)


def _owners(pieces: int, starts: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    """For each piece the window whose middle is nearest."""
    middles = starts + (size - 1) / 2
    borders = (middles[1:] + middles[:-1]) / 2
    return np.searchsorted(borders, np.arange(pieces))


def softmax(logits: Values) -> Values:
    """Shares along the last axis."""
    raised: Values = np.exp(logits - logits.max(axis=-1, keepdims=True))
    shares: Values = raised / raised.sum(axis=-1, keepdims=True)
    return shares


class Card(NamedTuple):
    """The model's list: what it takes, what it tells in the order of its outputs, and the hashes of its files."""

    length: int
    corpora: tuple[str, ...]
    labels: tuple[str, ...]
    statuses: tuple[str, ...]
    sha256: dict[str, str]

    @property
    def widths(self) -> tuple[int, ...]:
        """Numbers a piece of each output: tags, roles, labels, statuses, mains, weights, triggers, places."""
        return 3, 2, len(self.labels), len(self.statuses), 1, 2, 1, 1


@lru_cache(maxsize=1)
def _loaded(folder: Path, threads: int) -> tuple[Card, Any, Any]:
    """The list, the tokenizer and the session of the model in `folder`: heavy, and the same for every gazetteer."""
    from onnxruntime import InferenceSession, SessionOptions
    from tokenizers import Tokenizer

    card = _listed(folder / _CARD)
    tokenizer = Tokenizer.from_str(_checked(folder / _TOKENIZER, card.sha256).decode("utf-8"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    options = SessionOptions()
    options.intra_op_num_threads = threads
    return card, tokenizer, InferenceSession(_checked(folder / _MODEL, card.sha256), options)


def _listed(path: Path) -> Card:
    try:
        return _card(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise ModelError(f"A model is missing or damaged: {path} cannot be read. Install Dateline anew.") from error


def _card(fields: Any) -> Card:
    """The list from what its JSON file holds; ValueError, KeyError or TypeError where it is not one."""
    length, hashes = fields["length"], fields["sha256"]
    if type(length) is not int or length <= OVERLAP:
        raise ValueError("no length of a window")
    corpora, labels, statuses = names = [fields[name] for name in ("corpora", "labels", "statuses")]
    if not all(isinstance(some, list) and all(isinstance(name, str) for name in some) for some in names):
        raise ValueError("no names of corpora, labels or statuses")
    if not isinstance(hashes, dict) or not all(isinstance(hashes[name], str) for name in (_MODEL, _TOKENIZER)):
        raise ValueError("no hashes")
    return Card(length, tuple(corpora), tuple(labels), tuple(statuses), hashes)


def _checked(path: Path, hashes: dict[str, str]) -> bytes:
    """The file's bytes, if they are the ones that the model was tested with."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise ModelError(f"A model is missing: {path} cannot be read. Install Dateline anew.") from error
    if hashlib.sha256(raw).hexdigest() != hashes[path.name]:
        raise ModelError(f"A model is damaged: {path} is not the file that this version was made with. Install Dateline anew.")
    return raw
