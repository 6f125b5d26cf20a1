"""What is left to review, the most doubtful first, and how much of what was reviewed had been coded rightly."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from geodata.claims import PLAUSIBLE, ClaimKind
from geodata.model import Event, Review
from geodata.store.columns import EventColumns, Mask
from geodata.store.project import Project
from geodata.store.trail import made_by_hand

_UNREVIEWED, _ACCEPTED, _CORRECTED, _REJECTED = range(len(Review))
CONFLICT, NEW_PLACE = 0.5, 0.2  # what they add to the doubt, which a score of nought alone makes 1
HARDLY_TRUE = 10.0  # so such figures come before all else
BEYOND = "are more than one event is believed to have; set the figure by Edit if it is true"
LOW = 0.5  # a score below it is told as a doubt
_MOST = 5_000  # events that are looked at closely at once


class Measured(NamedTuple):
    """How many of the events that the machine coded a person found right, corrected, and rejected; those made by hand are none of them."""

    right: int
    corrected: int
    rejected: int
    by_hand: int

    @property
    def reviewed(self) -> int:
        """All of them."""
        return self.right + self.corrected + self.rejected

    @property
    def share(self) -> float:
        """The part that was right, 0 to 1; 0 where nothing was reviewed."""
        return self.right / self.reviewed if self.reviewed else 0.0


def measured(project: Project, columns: EventColumns) -> Measured:
    """What a person found so far."""
    review = columns.review.copy()
    rows = columns.ids.rows_of(made_by_hand(project))
    review[rows] = _UNREVIEWED
    counts = np.bincount(review, minlength=len(Review))
    return Measured(int(counts[_ACCEPTED]), int(counts[_CORRECTED]), int(counts[_REJECTED]), len(rows))


def queue(project: Project, columns: EventColumns, shown: Mask) -> Sequence[str]:
    """The ids of the events under a mask that nobody reviewed, the most doubtful first."""
    open_rows = np.flatnonzero(shown & (columns.review == _UNREVIEWED))
    doubt = 1.0 - columns.score[open_rows].astype(np.float64)
    doubt[np.isin(columns.fid[open_rows], _conflicting(project))] += CONFLICT
    doubt[np.isin(columns.fid[open_rows], _hardly_true(project))] += HARDLY_TRUE
    order = np.argsort(-doubt, kind="stable")[:_MOST]
    open_rows, doubt = open_rows[order], doubt[order]
    doubt[np.isin(columns.fid[open_rows], _at_new_places(project, columns.fid[open_rows]))] += NEW_PLACE
    return columns.ids.at(open_rows[np.argsort(-doubt, kind="stable")])


def doubts(project: Project, event: Event) -> tuple[str, ...]:
    """Why an event should be looked at, in words; empty where nothing speaks for that."""
    told = list(dict.fromkeys(f"{figure:,} {kind} {BEYOND}" for kind, figure in _doubted(event)))
    told += [f"low score, {event.score:.2f}"] if event.score < LOW else []
    for kind, words in ((ClaimKind.DEATHS, "deaths"), (ClaimKind.INJURED, "injured")):
        figures = {claim.best for claim in event.claims if claim.kind is kind and claim.best is not None}
        told += [f"sources differ on the {words}"] if len(figures) > 1 else []
    if event.place is not None and not _is_known(project, event):
        told.append("no event at this place was confirmed yet")
    return tuple(told)


def _doubted(event: Event) -> list[tuple[ClaimKind, int]]:
    """The figures beyond `PLAUSIBLE`, counted or only claimed, that no person set."""
    counted = ((kind, event.best(kind)) for kind in ClaimKind if kind not in event.settled)
    claimed = ((claim.kind, claim.figure) for claim in event.doubted)
    return [(kind, figure) for kind, figure in (*claimed, *counted) if figure is not None and figure > PLAUSIBLE]


def _hardly_true(project: Project) -> NDArray[np.int64]:
    """Of events that nobody reviewed, so none of their figures is set by a person."""
    rows = project.rows(
        "SELECT DISTINCT event AS fid FROM claim WHERE coalesce(best, minimum, maximum) > :most"
        " UNION SELECT fid FROM event WHERE fatalities > :most OR injured > :most",
        {"most": PLAUSIBLE},
    )
    return np.array([row["fid"] for row in rows], dtype=np.int64)


def _conflicting(project: Project) -> NDArray[np.int64]:
    rows = project.rows("SELECT DISTINCT event FROM claim WHERE best IS NOT NULL GROUP BY event, kind HAVING min(best) < max(best)")
    return np.array([row["event"] for row in rows], dtype=np.int64)


def _at_new_places(project: Project, fids: NDArray[np.int64]) -> NDArray[np.int64]:
    rows = project.rows(
        "SELECT fid FROM event WHERE fid IN (SELECT value FROM json_each(?)) AND geonameid IS NOT NULL AND geonameid NOT IN"
        " (SELECT geonameid FROM event WHERE review != 'unreviewed' AND review != 'rejected' AND geonameid IS NOT NULL)",
        [json.dumps(fids.tolist())],
    )
    return np.array([row["fid"] for row in rows], dtype=np.int64)


def _is_known(project: Project, event: Event) -> bool:
    assert event.place is not None
    return bool(
        project.rows(
            "SELECT 1 FROM event WHERE review != 'unreviewed' AND review != 'rejected' AND geonameid = ? AND event_id != ? LIMIT 1",
            [event.place.geonameid, event.event_id],
        )
    )
