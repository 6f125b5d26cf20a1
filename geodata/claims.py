"""What articles and datasets claim of the dead and injured; imports nothing of ours but `dataset` and `grades`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from geodata.dataset import DatasetRow
from geodata.grades import Credibility

PLAUSIBLE = 10_000
"""The most dead or injured of one event that are counted unasked. The largest massacre of the wars since 1990 that a court counted,
Srebrenica in July 1995, has 8,372 names on its memorial; more is mostly the sum of a war, or a slip."""


class ClaimKind(StrEnum):
    """What a claim counts."""

    DEATHS = "deaths"
    INJURED = "injured"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What one article says of the dead or injured: a figure between bounds, None where the words leave one open.

    `best` is None where they give no number ("dozens"). `said_by` is whom the article names for it, as written.
    """

    kind: ClaimKind
    minimum: int | None
    best: int | None
    maximum: int | None
    article_id: str
    start_char: int
    end_char: int
    said_by: str | None = None
    published: date | None = None  # the article's day of publication

    @property
    def is_doubted(self) -> bool:
        """Whether its figure is more than one event is believed to have."""
        return self.figure > PLAUSIBLE

    @property
    def figure(self) -> int:
        """Its best figure, else the bound that it gives."""
        return next((n for n in (self.best, self.minimum, self.maximum) if n is not None), 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """The dead and injured of an event: the best figures, and the claims they come from, source by source; and who tells of it.

    `origins` counts who tells of it independently, as the project keeps that; `credibility` is a person's, None where that follows from
    the origins and their sources. `row` is the row of a dataset that the event was imported from, which no article tells of.
    """

    fatalities: int | None = None
    injured: int | None = None
    claims: tuple[Claim, ...] = ()
    settled: tuple[ClaimKind, ...] = ()  # those whose figure a person set: no claim bounds it
    row: DatasetRow | None = None
    origins: int = field(default=1, compare=False)
    credibility: Credibility | None = None

    @property
    def fatalities_min(self) -> int | None:
        """The fewest deaths that a claim allows, None where that is open."""
        return self.bounds(ClaimKind.DEATHS)[0]

    @property
    def fatalities_max(self) -> int | None:
        """The most deaths that a claim allows, None where that is open."""
        return self.bounds(ClaimKind.DEATHS)[1]

    @property
    def injured_min(self) -> int | None:
        """The fewest injured that a claim allows, None where that is open."""
        return self.bounds(ClaimKind.INJURED)[0]

    @property
    def injured_max(self) -> int | None:
        """The most injured that a claim allows, None where that is open."""
        return self.bounds(ClaimKind.INJURED)[1]

    @property
    def doubted(self) -> tuple[Claim, ...]:
        """The claims that are more than one event is believed to have, of figures that no person set."""
        return tuple(claim for claim in self.claims if claim.is_doubted and claim.kind not in self.settled)

    def best(self, kind: ClaimKind) -> int | None:
        """The figure for it that counts."""
        return self.fatalities if kind is ClaimKind.DEATHS else self.injured

    def bounds(self, kind: ClaimKind) -> tuple[int | None, int | None]:
        """The least and the most that the claims allow; the best figure where there are none, or a person settled it.

        An open bound ("at least 10") stays open unless another claim goes beyond its figure. What is doubted bounds nothing.
        """
        own = [c for c in self.claims if c.kind is kind and not c.is_doubted]
        if kind in self.settled:
            return self.best(kind), self.best(kind)
        if not own:
            return self._bounds_of_row(kind)
        lows = [(c.minimum, False) if c.minimum is not None else (c.figure, True) for c in own]
        highs = [(c.maximum, False) if c.maximum is not None else (c.figure, True) for c in own]
        least, is_open_below = min(lows, key=lambda bound: (bound[0], not bound[1]))
        most, is_open_above = max(highs)
        return None if is_open_below else least, None if is_open_above else most

    def _bounds_of_row(self, kind: ClaimKind) -> tuple[int | None, int | None]:
        best = self.best(kind)
        if self.row is None or kind is not ClaimKind.DEATHS:
            return best, best
        least, most = self.row.fatalities_min, self.row.fatalities_max
        return best if least is None else least, best if most is None else most
