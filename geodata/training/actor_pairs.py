"""Actors of coded events set against those of a careful reader: who acted, whom it was done to, and their inter codes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from geodata.events.actors import UNKNOWN
from geodata.model import Actor, Category, Event

_LEAD = re.compile(r"^(?:(?:the|an?|some|several|suspected|alleged|dozens of|hundreds of|members? of|\d+|two|three|four|five|six)\s+)+")
_SHORT = re.compile(r"\s*\([^)]*\)")

Row = Mapping[str, Any]
"""One line of a gold file: "actor1" and "actor2" hold the names that are right (None is none), "inter1" and "inter2" the code or None."""


class Figures(NamedTuple):
    """Shares from 0 to 1: of the texts whose event is found; of those, whose actors are named right; of the codes asked for."""

    found: float
    actor1: float
    actor2: float
    both: float
    inter: float


class Verdict(NamedTuple):
    """What is right of one text's event; `inters` one truth a code that the reader gave."""

    actor1: bool
    actor2: bool
    inters: tuple[bool, ...]

    @property
    def is_right(self) -> bool:
        """Whether all is."""
        return self.actor1 and self.actor2 and all(self.inters)


def verdict(row: Row, event: Event) -> Verdict:
    """Whether the first two actors are those of the reader."""
    first, second = sides(event)
    straight = _verdict(row, first, second)
    if event.category is not Category.AGREEMENT:
        return straight
    return max(straight, _verdict(row, second, first), key=lambda v: (v.actor1 + v.actor2, sum(v.inters)))


def sides(event: Event) -> tuple[Actor | None, Actor | None]:
    """Actor 1 and 2; None for one that the text does not name."""
    told = [None if actor.name == UNKNOWN.name else actor for actor in event.actors]
    first, second = (*told, None, None)[:2]
    return first, second


def figures(verdicts: Sequence[Verdict | None]) -> Figures:
    """The shares over the texts; None for one whose event is not found."""
    found = [v for v in verdicts if v is not None]
    codes = [right for v in found for right in v.inters]
    return Figures(
        _share(v is not None for v in verdicts),
        _share(v.actor1 for v in found),
        _share(v.actor2 for v in found),
        _share(v.actor1 and v.actor2 for v in found),
        _share(codes),
    )


def _share(truths: Iterable[bool]) -> float:
    told = list(truths)
    return sum(told) / len(told) if told else 0.0


def _verdict(row: Row, first: Actor | None, second: Actor | None) -> Verdict:
    right = [_is_named(row[f"actor{n}"], actor) for n, actor in ((1, first), (2, second))]
    asked = [(row[f"inter{n}"], actor.inter if actor else None) for n, actor in ((1, first), (2, second))]
    return Verdict(right[0], right[1], tuple(wanted == told for wanted, told in asked if wanted is not None))


def _is_named(names: Sequence[str | None], actor: Actor | None) -> bool:
    if actor is None:
        return None in names
    return _plain(actor.name) in {_plain(name) for name in names if name is not None}


def _plain(name: str) -> str:
    """The name without what leads to it, its short form in brackets, or case."""
    return _LEAD.sub("", _SHORT.sub("", name.casefold().replace("’", "'")))
