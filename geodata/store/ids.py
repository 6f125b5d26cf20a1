"""The ids of many events as one array: a million take 16 MB, where a tuple and a dictionary of them would take 200."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import overload

import numpy as np
from numpy.typing import NDArray

_FEW = 8  # ids that are looked for one by one, which needs no order


class EventIds(Sequence[str]):
    """Event ids by row, and rows by event id."""

    def __init__(self, encoded: NDArray[np.bytes_]) -> None:
        """`encoded` are the ids as UTF-8, a row an event."""
        self.encoded = encoded

    @classmethod
    def of(cls, ids: Iterable[str]) -> EventIds:
        """Those ids, in that order."""
        return cls(np.array([event_id.encode() for event_id in ids], dtype=np.bytes_))

    def __len__(self) -> int:
        return len(self.encoded)

    @overload
    def __getitem__(self, row: int) -> str: ...
    @overload
    def __getitem__(self, row: slice) -> tuple[str, ...]: ...
    def __getitem__(self, row: int | slice) -> str | tuple[str, ...]:
        if isinstance(row, slice):
            return tuple(self.at(np.arange(len(self))[row]))
        return bytes(self.encoded[row]).decode()

    def __iter__(self) -> Iterator[str]:
        return iter(self.at(slice(None)))

    def __contains__(self, event_id: object) -> bool:
        return isinstance(event_id, str) and self.row_of(event_id) is not None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]

    def at(self, rows: NDArray[np.intp] | NDArray[np.bool_] | slice) -> list[str]:
        """The ids of these rows."""
        return [event_id.decode() for event_id in self.encoded[rows].tolist()]

    def row_of(self, event_id: str) -> int | None:
        """The row of an event, None where there is no such."""
        found = np.flatnonzero(self.encoded == event_id.encode())
        return int(found[0]) if len(found) else None

    def rows_of(self, ids: Iterable[str]) -> NDArray[np.intp]:
        """The rows of those events that are here, in the order asked."""
        wanted = list(ids)
        if len(wanted) <= _FEW:
            return np.array([row for event_id in wanted if (row := self.row_of(event_id)) is not None], dtype=np.intp)
        sought = np.array([event_id.encode() for event_id in wanted], dtype=np.bytes_)
        places = np.minimum(np.searchsorted(self.encoded, sought, sorter=self._order), max(0, len(self) - 1))
        if not len(self):
            return np.zeros(0, dtype=np.intp)
        rows: NDArray[np.intp] = self._order[places]
        here: NDArray[np.intp] = rows[self.encoded[rows] == sought]
        return here

    @cached_property
    def _order(self) -> NDArray[np.intp]:
        return np.argsort(self.encoded, kind="stable")
