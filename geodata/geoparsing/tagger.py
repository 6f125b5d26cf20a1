"""Toponyms of a text by the fine-tuned encoder that ships with Dateline (assets/models, made by geodata/training/tagger.py)."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from geodata.errors import ModelError
from geodata.geoparsing.pieces import Pieces, pieces_of
from geodata.geoparsing.spans import Matches, tidied, with_facilities
from geodata.model import Role, Toponym
from geodata.resources import asset

OVERLAP = 62  # pieces that neighbouring windows share
_DOUBTFUL = 0.7  # chance of being no name from which a word is surely none
_FILES = ("tagger.onnx", "tokenizer.json")
_TOGETHER = 8  # windows given to the model at once
_BEFORE, _AFTER = 101, 102  # [CLS] and [SEP]
_OUTSIDE, _, _INSIDE = range(3)
_PREFIX = re.compile(r"(?:^|(?<=[^\w'’ʼ]))([MN]['’ʼ])$")
_JOINING = frozenset({"the", "of", "and", "in", "de", "du", "des", "la", "le", "les", "et"})

Probabilities = NDArray[np.float32]


class TaggerRecognizer:
    """Recognition by a model: overlapping windows of word pieces, each word decided where it stands most central."""

    def __init__(self, matches: Matches, folder: Path | None = None, *, conventions: str = "lgl") -> None:
        """Load the model from `folder`, by default the one that ships; `conventions` is a corpus of the model's list.

        `matches` are the gazetteer's: they make names whole.

        Raises:
            ModelError: a file is missing or is not the one that the model's list names, or the list has no such conventions.
        """
        self._matches = matches
        card, self._tokenizer, self._session = _loaded(folder or asset("models"))
        if conventions not in card.corpora:
            raise ModelError(f"The model that finds places does not know the conventions “{conventions}”, only {', '.join(card.corpora)}.")
        self._length, self._corpus = card.length, card.corpora.index(conventions)
        self.coder = f"tagger {card.sha256['tagger.onnx'][:8]}"

    def recognise(self, text: str, *, title: str = "") -> tuple[Toponym, ...]:
        """Toponyms in order, none overlapping; linear in the length of the text."""
        del title  # the text is read as it stands; the resolver uses the title
        pieces = pieces_of(self._tokenizer, text)
        if not len(pieces):
            return ()
        tags, roles = self._read(pieces)
        return with_facilities(text, tidied(text, _toponyms(text, pieces, tags, roles), self._matches), self._matches)

    def _read(self, pieces: Pieces) -> tuple[Probabilities, Probabilities]:
        """Probabilities of tags and roles for each piece, from the window in which it stands furthest from an end."""
        size = min(self._length, len(pieces))
        starts = window_starts(len(pieces), size)
        owner = _owners(len(pieces), starts, size)
        tags = np.empty((len(pieces), 3), np.float32)
        roles = np.empty((len(pieces), 2), np.float32)
        for at in range(0, len(starts), _TOGETHER):
            some = starts[at : at + _TOGETHER]
            tag_logits, role_logits = self._session.run(None, self._inputs(pieces, some, size))
            for row, start in enumerate(some):
                mine = np.flatnonzero(owner[start : start + size] == at + row)
                tags[start + mine] = _softmax(tag_logits[row, mine + 1])
                roles[start + mine] = _softmax(role_logits[row, mine + 1])
        return tags, roles

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


def _toponyms(text: str, pieces: Pieces, tags: Probabilities, roles: Probabilities) -> Iterator[Toponym]:
    """The words that are tagged, joined to names; the mean of its pieces decides for a word.

    Words that are rather none, but may be one, are among them with a score below a half.
    """
    firsts = np.flatnonzero(~pieces.continues)
    counts = np.diff(np.append(firsts, len(pieces)))[:, None]
    tags = (np.add.reduceat(tags, firsts) / counts).astype(np.float32)
    roles = (np.add.reduceat(roles, firsts) / counts).astype(np.float32)
    lasts = np.append(firsts[1:], len(pieces)) - 1
    chosen = tags.argmax(axis=1)
    doubtful = (chosen == _OUTSIDE) & (tags[:, _OUTSIDE] < _DOUBTFUL)
    word = 0
    while word < len(chosen):
        if chosen[word] == _OUTSIDE and not doubtful[word]:
            word += 1
            continue
        end = word + 1
        while end < len(chosen) and (doubtful[end] if doubtful[word] else chosen[end] == _INSIDE):
            end += 1
        start_char, end_char = _trimmed(text, int(pieces.starts[firsts[word]]), int(pieces.ends[lasts[end - 1]]))
        score = float(1 - tags[word:end, _OUTSIDE].mean())
        role = Role.ASSOCIATIVE if roles[word:end, 1].mean() > 0.5 else Role.LITERAL
        if _is_name(text[start_char:end_char]):
            yield Toponym(name=text[start_char:end_char], start_char=start_char, end_char=end_char, role=role, score=round(score, 3))
        word = end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Without marks at the beginning, and with the N' of "N'Djamena", which the pieces part from its name."""
    while start < end and not text[start].isalnum():
        start += 1
    before = _PREFIX.search(text, max(0, start - 3), start)
    return (before.start(1) if before and text[start : start + 1].isupper() else start), end


def _is_name(name: str) -> bool:
    """False for stray letters and words that only join names."""
    return sum(c.isalpha() for c in name) > 1 and name.lower() not in _JOINING


def _softmax(logits: Probabilities) -> Probabilities:
    raised: Probabilities = np.exp(logits - logits.max(axis=-1, keepdims=True))
    shares: Probabilities = raised / raised.sum(axis=-1, keepdims=True)
    return shares


class _Card(NamedTuple):
    """The model's list: what it takes, and the hashes of its files."""

    length: int
    corpora: tuple[str, ...]
    sha256: dict[str, str]


@lru_cache(maxsize=1)
def _loaded(folder: Path) -> tuple[_Card, Any, Any]:
    """The list, the tokenizer and the session of the model in `folder`: heavy, and the same for every gazetteer."""
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

    card = _card(folder)
    tokenizer = Tokenizer.from_str(_checked(folder / "tokenizer.json", card).decode("utf-8"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return card, tokenizer, InferenceSession(_checked(folder / "tagger.onnx", card))


def _card(folder: Path) -> _Card:
    path = folder / "tagger.json"
    try:
        return _parsed(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise ModelError(f"The model that finds places is missing or damaged: {path} cannot be read. Install Dateline anew.") from error


def _parsed(fields: Any) -> _Card:
    """The list from what its JSON file holds; ValueError, KeyError or TypeError where it is not one."""
    length, corpora, hashes = fields["length"], fields["corpora"], fields["sha256"]
    if type(length) is not int or length <= OVERLAP:
        raise ValueError("no length of a window")
    if not isinstance(corpora, list) or not all(isinstance(name, str) for name in corpora):
        raise ValueError("no names of corpora")
    if not isinstance(hashes, dict) or not all(isinstance(hashes[name], str) for name in _FILES):
        raise ValueError("no hashes")
    return _Card(length, tuple(corpora), hashes)


def _checked(path: Path, card: _Card) -> bytes:
    """The file's bytes, if they are the ones that the model was tested with."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise ModelError(f"The model that finds places is missing: {path} cannot be read. Install Dateline anew.") from error
    if hashlib.sha256(raw).hexdigest() != card.sha256[path.name]:
        raise ModelError(
            f"The model that finds places is damaged: {path} is not the file that this version was made with. Install Dateline anew."
        )
    return raw
