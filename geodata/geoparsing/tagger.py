"""Toponyms of a text by the fine-tuned encoder that ships with Dateline (assets/models, made by geodata/training)."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from geodata.geoparsing.encoder import Encoder, Reading
from geodata.geoparsing.spans import Matches, tidied, with_facilities
from geodata.geoparsing.titles import with_titles
from geodata.model import Role, Toponym

_DOUBTFUL = 0.7  # chance of being no name from which a word is surely none
_OUTSIDE, _, _INSIDE = range(3)
_PREFIX = re.compile(r"(?:^|(?<=[^\w'’ʼ]))([MN]['’ʼ])$")
_JOINING = frozenset({"the", "of", "and", "in", "de", "du", "des", "la", "le", "les", "et"})


class TaggerRecognizer:
    """Recognition by a model that reads the whole text; the gazetteer's `matches` make its names whole."""

    def __init__(self, matches: Matches, encoder: Encoder | None = None) -> None:
        """Read with `encoder`, by default one over the models that ship."""
        self._matches = matches
        self._encoder = encoder or Encoder()
        self.coder = self._encoder.coder

    def recognise(self, text: str, *, title: str = "") -> tuple[Toponym, ...]:
        """Toponyms in order, none overlapping; linear in the length of the text."""
        del title  # the text is read as it stands; the resolver uses the title
        reading = self._encoder.read(text)
        if not len(reading.pieces):
            return ()
        named = tidied(text, _toponyms(text, reading), self._matches)
        return with_facilities(text, with_titles(text, named, self._matches), self._matches)


def _toponyms(text: str, reading: Reading) -> Iterator[Toponym]:
    """The words that are tagged, joined to names; the mean of its pieces decides for a word.

    Words that are rather none, but may be one, are among them with a score below a half.
    """
    pieces = reading.pieces
    firsts = np.flatnonzero(~pieces.continues)
    counts = np.diff(np.append(firsts, len(pieces)))[:, None]
    tags = (np.add.reduceat(reading.tags, firsts) / counts).astype(np.float32)
    roles = (np.add.reduceat(reading.roles, firsts) / counts).astype(np.float32)
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
