"""Lines of a legend under their headings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from desktop.snapshot.page import Sign


@dataclass(frozen=True, slots=True)
class Row:
    """One line; `count` is None where it counts nothing, `sign` None where nothing is drawn."""

    words: str
    count: int | None = None
    sign: Sign | None = None


class Section(NamedTuple):
    """Lines under a heading."""

    title: str
    rows: tuple[Row, ...]
