"""A text as the encoder reads it: word pieces, with the capitals and the layout that the pieces themselves do not show."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

SHAPES = 9  # kinds of `_shape`
GAPS = 4  # kinds of `_gap`
_ASCII = 127
_SIGNS = frozenset({"So", "Sk", "Cf", "Cs", "Co", "Cn"})
_CHUNK = 200_000  # characters given to the tokenizer at once, so that memory stays bounded


@dataclass(frozen=True, slots=True)
class Pieces:
    """Word pieces in order of the text, one value each. Offsets are code points of the text, end exclusive."""

    ids: NDArray[np.int32]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    shapes: NDArray[np.int8]  # how the whole word is written
    gaps: NDArray[np.int8]  # what stands before the piece
    continues: NDArray[np.bool_]  # True inside a word

    def __len__(self) -> int:
        return len(self.ids)


def pieces_of(tokenizer: Any, text: str) -> Pieces:
    """Cut `text` by a `tokenizers.Tokenizer` of the BERT family (it lower-cases and drops accents; the offsets stay the text's)."""
    ids: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    continues: list[bool] = []
    for begin, end in _chunks(text):
        chunk = _legible(text[begin:end])
        encoding = tokenizer.encode(chunk, add_special_tokens=False)
        ids += encoding.ids
        starts += [start + begin for start, _ in encoding.offsets]
        ends += [stop + begin for _, stop in encoding.offsets]
        continues += [token.startswith("##") for token in encoding.tokens]
    return Pieces(
        np.array(ids, np.int32),
        np.array(starts, np.int32),
        np.array(ends, np.int32),
        np.array(_shapes(text, starts, ends, continues), np.int8),
        np.array(_gaps(text, starts, ends), np.int8),
        np.array(continues, np.bool_),
    )


def _legible(text: str) -> str:
    """The text as the tokenizer takes it, as long: spaces for emoji and other signs, which it would join to the word beside them.

    A lone surrogate cannot travel to the tokenizer at all.
    """
    if text.isascii():
        return text
    return "".join(" " if ord(c) > _ASCII and unicodedata.category(c) in _SIGNS else c for c in text)


def _chunks(text: str) -> list[tuple[int, int]]:
    """Stretches of the text that end at white space where there is some."""
    cuts = [0]
    while len(text) - cuts[-1] > _CHUNK:
        limit = cuts[-1] + _CHUNK
        cut = max(text.rfind(" ", cuts[-1] + 1, limit), text.rfind("\n", cuts[-1] + 1, limit))
        cuts.append(cut if cut > 0 else limit)
    return list(zip(cuts, [*cuts[1:], len(text)], strict=True))


def _shapes(text: str, starts: Sequence[int], ends: Sequence[int], continues: Sequence[bool]) -> list[int]:
    shapes: list[int] = []
    index = 0
    while index < len(starts):
        last = index
        while last + 1 < len(starts) and continues[last + 1]:
            last += 1
        shapes += [_shape(text[starts[index] : ends[last]])] * (last + 1 - index)
        index = last + 1
    return shapes


def _shape(word: str) -> int:
    """1 lower case, 2 capitalised, 3 capitals, 4 mixed, 5 one capital letter, 6 digits, 7 no letters, 8 a script without case."""
    if word.isdigit():
        return 6
    if not any(c.isalpha() for c in word):
        return 7
    if word.islower():
        return 1
    if word.isupper():
        return 3 if len(word) > 1 else 5
    if word[:1].isupper() and word[1:].islower():
        return 2
    return 4 if any(c.isupper() for c in word) else 8


def _gaps(text: str, starts: Sequence[int], ends: Sequence[int]) -> list[int]:
    """0 nothing, 1 space, 2 the end of a line or a tab, 3 an empty line or the beginning."""
    gaps: list[int] = []
    before = -1
    for start, end in zip(starts, ends, strict=True):
        gap = text[before:start] if before >= 0 else "\n\n"
        lines = gap.count("\n") + gap.count("\t")
        gaps.append(0 if not gap else min(3, 1 + lines))
        before = end
    return gaps
