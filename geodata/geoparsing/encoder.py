"""A text as the models that ship read it: overlapping windows of word pieces, each piece told where it stands most central.

One pass serves all: the tagger finds names, and the event model stands on the tagger's lower half (assets/models, its card says how).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from geodata.errors import ModelError
from geodata.geoparsing.pieces import Pieces, pieces_of
from geodata.resources import asset

OVERLAP = 62  # pieces that neighbouring windows share
_TOGETHER = 8  # windows given to the model at once
_BEFORE, _AFTER = 101, 102  # [CLS] and [SEP]
_TAGGER, _TOKENIZER, _EVENTS = "tagger.onnx", "tokenizer.json", "events.onnx"

Values = NDArray[np.float32]
T = TypeVar("T")


class EventSigns(NamedTuple):
    """What the event model says of each piece, as logits; `weights`: how much a piece counts in its sentence, for labels and the rest."""

    labels: Values
    statuses: Values
    mains: Values
    weights: Values
    triggers: Values
    places: Values


@dataclass(frozen=True, slots=True)
class Reading:
    """A text that was read: probabilities of tags and roles a piece, and the signs of events where they were asked for."""

    pieces: Pieces
    tags: Values
    roles: Values
    signs: EventSigns | None = None


class Window(NamedTuple):
    """The tagger's hidden states of one window, with those of the two pieces around it; `start` is its first piece."""

    pieces: Pieces
    start: int
    hidden: Values


class Encoder:
    """Reads texts; the last one is kept, so that who asks for its names and who asks for its events share one pass."""

    def __init__(self, folder: Path | None = None, *, conventions: str = "lgl", events: Path | None = None) -> None:
        """Load the models from `folder`, by default those that ship; `conventions` is a corpus of the tagger's list.

        `events` is the folder of an event model; with it each reading has the signs of events too.

        Raises:
            ModelError: a file is missing or is not the one that the model's list names, or the list has no such conventions.
        """
        folder = folder or asset("models")
        self.card, self._tokenizer, self._session = _tagger(folder)
        self._events: Any = None
        card = _EventCard()
        if events is not None:
            self._events, card = _event_model(events, self.card)
        self.events_sha256, self.event_outputs = card.sha256.get(_EVENTS, ""), (card.labels, card.statuses)
        if conventions not in self.card.corpora:
            raise ModelError(
                f"The model that finds places does not know the conventions “{conventions}”, only {', '.join(self.card.corpora)}."
            )
        self._corpus = self.card.corpora.index(conventions)
        self._last: tuple[str, Reading] | None = None

    def read(self, text: str) -> Reading:
        """The text's pieces and what the models say of each; linear in the length of the text."""
        if self._last is None or self._last[0] != text:
            self._last = text, self._read(pieces_of(self._tokenizer, text))
        return self._last[1]

    def windows(self, text: str) -> Iterator[Window]:
        """The hidden states of the text's windows, to train on."""
        pieces = pieces_of(self._tokenizer, text)
        size = min(self.card.length, len(pieces))
        for start in window_starts(len(pieces), size) if size else ():
            hidden = self._session.run(["hidden"], self._inputs(pieces, np.array([start]), size))[0]
            yield Window(pieces, int(start), hidden[0])

    def _read(self, pieces: Pieces) -> Reading:
        size = min(self.card.length, len(pieces))
        starts = window_starts(len(pieces), size) if size else np.zeros(0, np.int64)
        owner = _owners(len(pieces), starts, size)
        columns: list[Values] = []
        for at in range(0, len(starts), _TOGETHER):
            some = starts[at : at + _TOGETHER]
            values = self._values(pieces, some, size)
            columns = columns or [np.empty((len(pieces), v.shape[-1]), np.float32) for v in values]
            for row, start in enumerate(some):
                mine = np.flatnonzero(owner[start : start + size] == at + row)
                for column, value in zip(columns, values, strict=True):
                    column[start + mine] = value[row, mine + 1]
        if not columns:
            return Reading(pieces, np.empty((0, 3), np.float32), np.empty((0, 2), np.float32))
        return Reading(pieces, softmax(columns[0]), softmax(columns[1]), EventSigns(*columns[2:]) if self._events else None)

    def _values(self, pieces: Pieces, starts: NDArray[np.int64], size: int) -> list[Values]:
        inputs = self._inputs(pieces, starts, size)
        if self._events is None:
            plain: list[Values] = self._session.run(["tags", "roles"], inputs)
            return plain
        tags, roles, hidden = self._session.run(["tags", "roles", "hidden"], inputs)
        return [tags, roles, *self._events.run(list(EventSigns._fields), {"hidden": hidden})]

    def _inputs(self, pieces: Pieces, starts: NDArray[np.int64], size: int) -> dict[str, NDArray[np.int64]]:
        """What the tagger takes: a row a window, with the pieces that stand before and after each."""
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
    """The tagger's list: what it takes, and the hashes of its files."""

    length: int
    corpora: tuple[str, ...]
    sha256: dict[str, str]


@lru_cache(maxsize=1)
def _tagger(folder: Path) -> tuple[Card, Any, Any]:
    """The list, the tokenizer and the session of the tagger in `folder`: heavy, and the same for every gazetteer."""
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

    card = _listed(folder / "tagger.json", _card)
    tokenizer = Tokenizer.from_str(_checked(folder / _TOKENIZER, card.sha256).decode("utf-8"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return card, tokenizer, InferenceSession(_checked(folder / _TAGGER, card.sha256))


class _EventCard(NamedTuple):
    """The event model's list: what it tells in the order of its outputs, and the hashes of its file and of the tagger's."""

    labels: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    sha256: Mapping[str, str] = {}


def _event_model(folder: Path, tagger: Card) -> tuple[Any, _EventCard]:
    """The session of the event model in `folder`, if it was made for this tagger, and its list."""
    card = _listed(folder / "events.json", _event_card)
    if card.sha256[_TAGGER] != tagger.sha256[_TAGGER]:
        raise ModelError(
            f"The models in {folder} do not belong together: that of events was made for another tagger. Install Dateline anew."
        )
    return _event_session(folder / _EVENTS, card.sha256[_EVENTS]), card


@lru_cache(maxsize=1)
def _event_session(path: Path, sha256: str) -> Any:
    from onnxruntime import InferenceSession

    return InferenceSession(_checked(path, {_EVENTS: sha256}))


def _listed(path: Path, parse: Callable[[Any], T]) -> T:
    try:
        return parse(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise ModelError(f"A model is missing or damaged: {path} cannot be read. Install Dateline anew.") from error


def _card(fields: Any) -> Card:
    """The list from what its JSON file holds; ValueError, KeyError or TypeError where it is not one."""
    length, corpora, hashes = fields["length"], fields["corpora"], fields["sha256"]
    if type(length) is not int or length <= OVERLAP:
        raise ValueError("no length of a window")
    if not isinstance(corpora, list) or not all(isinstance(name, str) for name in corpora):
        raise ValueError("no names of corpora")
    if not isinstance(hashes, dict) or not all(isinstance(hashes[name], str) for name in (_TAGGER, _TOKENIZER)):
        raise ValueError("no hashes")
    return Card(length, tuple(corpora), hashes)


def _event_card(fields: Any) -> _EventCard:
    labels, statuses, hashes = fields["labels"], fields["statuses"], fields["sha256"]
    if not isinstance(labels, list) or not isinstance(statuses, list):
        raise TypeError("no labels")
    if not isinstance(hashes, dict) or not all(isinstance(hashes[name], str) for name in (_TAGGER, _EVENTS)):
        raise ValueError("no hashes")
    return _EventCard(tuple(labels), tuple(statuses), hashes)


def _checked(path: Path, hashes: dict[str, str]) -> bytes:
    """The file's bytes, if they are the ones that the model was tested with."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise ModelError(f"A model is missing: {path} cannot be read. Install Dateline anew.") from error
    if hashlib.sha256(raw).hexdigest() != hashes[path.name]:
        raise ModelError(f"A model is damaged: {path} is not the file that this version was made with. Install Dateline anew.")
    return raw
