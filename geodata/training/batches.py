"""The lessons as tensors: padded windows of word pieces, and which pieces belong to which stretch."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from geodata.training.network import AFTER, BEFORE, NOTHING

_TOGETHER = 800  # windows that are sorted by length together

Rows = Sequence[int] | NDArray[np.int64]


class Windows:
    """Windows of one kind. A batch is a list of rows; a flat column holds the pieces of all windows one after the other."""

    def __init__(self, arrays: Mapping[str, NDArray[Any]], name: str, columns: Sequence[str], device: str) -> None:
        """`columns` are those beside ids, shapes and gaps that are a value a piece."""
        self.lengths = arrays[f"{name}/lengths"]
        self.starts = np.concatenate(([0], np.cumsum(self.lengths)))
        self.device = device
        self._columns = {column: arrays[f"{name}/{column}"] for column in ("ids", "shapes", "gaps", *columns)}

    def inputs(self, rows: Rows) -> tuple[Tensor, Tensor, Tensor]:
        """ids, shapes, gaps: batch x pieces, with the pieces that stand before and after each window."""
        return self.padded(rows, "ids", NOTHING, (BEFORE, AFTER)), self.padded(rows, "shapes", 0), self.padded(rows, "gaps", 0)

    def padded(self, rows: Rows, column: str, padding: int, around: tuple[int, int] | None = None) -> Tensor:
        """One column: batch x pieces, `padding` where there is no piece, and before and after a window unless told what stands `around`."""
        values = self._columns[column]
        made = np.full((len(rows), int(self.lengths[list(rows)].max()) + 2), padding, np.int64)
        for place, row in enumerate(rows):
            length = self.lengths[row]
            made[place, 1 : length + 1] = values[self.starts[row] : self.starts[row] + length]
            if around:
                made[place, 0], made[place, length + 1] = around
        return torch.from_numpy(made).to(self.device)

    def pieces(self, rows: Rows) -> Tensor:
        """Where the batch's pieces stand in a flat column."""
        return self._tensor([np.arange(self.starts[row], self.starts[row + 1]) for row in rows])

    def places(self, rows: Rows) -> Tensor:
        """Where the batch's pieces stand in a padded column laid flat."""
        width = int(self.lengths[list(rows)].max()) + 2
        return self._tensor([np.arange(1, self.lengths[row] + 1) + place * width for place, row in enumerate(rows)])

    def value(self, row: int, column: str) -> NDArray[Any]:
        """One window's values of a column."""
        return self._columns[column][self.starts[row] : self.starts[row + 1]]

    def batches(self, rows: Sequence[int], pieces: int, chance: random.Random) -> list[list[int]]:
        """Rows of like length together, at most `pieces` with their padding, in any order."""
        left = list(rows)
        chance.shuffle(left)
        made: list[list[int]] = []
        for at in range(0, len(left), _TOGETHER):
            made.append([])
            for row in sorted(left[at : at + _TOGETHER], key=lambda row: int(self.lengths[row])):
                if made[-1] and self.lengths[row] * (len(made[-1]) + 1) > pieces:
                    made.append([])
                made[-1].append(row)
        chance.shuffle(made)
        return made

    def _tensor(self, parts: list[NDArray[np.int64]]) -> Tensor:
        return torch.from_numpy(np.concatenate(parts)).to(self.device)


class NameWindows(Windows):
    """Windows with marked names."""

    def __init__(self, arrays: Mapping[str, NDArray[Any]], name: str, device: str) -> None:
        super().__init__(arrays, name, ("tags", "roles"), device)
        self.corpus = arrays[f"{name}/corpus"].astype(np.int64)

    def corpora(self, rows: Rows) -> Tensor:
        """Whose conventions hold in each window."""
        return torch.from_numpy(self.corpus[list(rows)]).to(self.device)


class EventWindows(Windows):
    """Windows with stretches, sentences or snippets, that readers labelled, or nobody did."""

    def __init__(self, arrays: Mapping[str, NDArray[Any]], device: str) -> None:
        super().__init__(arrays, "events", ("triggers", "places"), device)
        self.kind, self.fold = arrays["events/kind"], arrays["events/fold"]
        self.first = np.concatenate(([0], np.cumsum(arrays["events/stretches"])))
        self.spans = arrays["events/spans"].astype(np.int64)
        self.labels = torch.from_numpy(arrays["events/labels"].astype(np.float32)).to(device)
        self.statuses = torch.from_numpy(arrays["events/statuses"].astype(np.int64)).to(device)
        self.mains = torch.from_numpy(arrays["events/mains"].astype(np.float32)).to(device)

    def corpora(self, rows: Rows) -> Tensor:
        """The conventions by which Dateline asks: those of LGL."""
        return torch.ones(len(rows), dtype=torch.long, device=self.device)

    def stretches(self, rows: Rows) -> tuple[Tensor, Tensor, NDArray[np.int64]]:
        """Places of their pieces in a padded column laid flat, which stretch of the batch each belongs to, and the stretches' numbers."""
        width = int(self.lengths[list(rows)].max()) + 2
        numbers = np.concatenate([np.arange(self.first[row], self.first[row + 1]) for row in rows])
        windows = np.repeat(np.arange(len(rows)), [self.first[row + 1] - self.first[row] for row in rows])
        pieces = [np.arange(*self.spans[number]) + window * width for number, window in zip(numbers, windows, strict=True)]
        owners = [np.full(len(some), place) for place, some in enumerate(pieces)]
        return self._tensor(pieces), self._tensor(owners), numbers
