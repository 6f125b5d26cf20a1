"""The dead of many events: the one rule by which pages, lists, summaries and files count them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geodata.claims import ClaimKind, Counted
from geodata.model import Category
from geodata.store import claims
from geodata.store.columns import UNKNOWN_DEATHS, EventColumns, Mask
from geodata.store.project import Project

TOLLED = (Category.ATTACK, Category.PROTEST, Category.RIOT, Category.COUP)
"""Whose dead are counted: of these it is told that no figure is known."""

Rows = NDArray[np.intp]


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """The dead of some events. `tellers` are named where more than one of them tell, for they may tell of the same events."""

    events: int = 0  # that tell of dead
    best: int = 0  # their best figures, added up
    least: int = 0  # what their sources allow, added up; an event whose words leave it open counts with its best figure
    most: int | None = 0  # None where words leave it open ("at least 10")
    silent: int = 0  # events of a kind whose dead are counted, and of which no figure is told
    tellers: tuple[str, ...] = ()  # "Articles" and the names of datasets


NO_TOLL = Toll()


def toll(project: Project, columns: EventColumns, mask: Mask) -> Toll:
    """The dead of the events under `mask`.

    Raises:
        ProjectError: the file cannot be read.
    """
    rows = np.flatnonzero(mask)
    told = deadly(columns, rows)
    best = columns.deaths[told].astype(np.int64)
    least, most = best.copy(), best.copy()
    is_open = False
    for at, (low, high) in _bounds(project, columns.fid[told], best):
        least[at] = best[at] if low is None else low
        most[at] = best[at] if high is None else high
        is_open |= high is None
    return Toll(
        events=len(told),
        best=int(best.sum()),
        least=int(least.sum()),
        most=None if is_open else int(most.sum()),
        silent=len(silent(columns, rows)),
        tellers=_tellers(project, columns, mask),
    )


def deadly(columns: EventColumns, rows: Rows) -> Rows:
    """Those of the rows that tell of dead."""
    dead: Rows = rows[columns.deaths[rows] > 0]
    return dead


def silent(columns: EventColumns, rows: Rows) -> Rows:
    """Those of the rows whose dead are counted, and of which no figure is told."""
    kinds = [code for code, category in enumerate(Category) if category in TOLLED]
    is_silent = (columns.deaths[rows] == UNKNOWN_DEATHS) & np.isin(columns.category[rows], kinds)
    unknown: Rows = rows[is_silent]
    return unknown


def _bounds(project: Project, fids: NDArray[np.int64], best: NDArray[np.int64]) -> Iterator[tuple[int, tuple[int | None, int | None]]]:
    """By its index the bounds of each event that has other than its best figure; `fids` are ascending."""
    these = json.dumps(fids.tolist())
    settled = "SELECT fid FROM event WHERE settled LIKE '%\"deaths\"%' AND fid IN (SELECT value FROM json_each(?))"
    by_a_person = {row["fid"] for row in project.rows(settled, [these])}
    of_rows = (
        "SELECT event, fatalities_min, fatalities_max FROM dataset_row"
        " WHERE (fatalities_min IS NOT NULL OR fatalities_max IS NOT NULL) AND event IN (SELECT value FROM json_each(?))"
    )
    found: defaultdict[int, tuple[int | None, int | None]] = defaultdict(lambda: (None, None))
    index = {fid: at for at, fid in enumerate(fids.tolist())}
    for fid, least, most in project.rows(of_rows, [these]):
        at = index[fid]
        found[at] = int(best[at]) if least is None else least, int(best[at]) if most is None else most
    for fid, told in claims.of_events(project, these).items():
        if any(claim.kind is ClaimKind.DEATHS for claim in told):
            found[index[fid]] = Counted(fatalities=int(best[index[fid]]), claims=tuple(told)).bounds(ClaimKind.DEATHS)
    return ((at, bounds) for at, bounds in found.items() if int(fids[at]) not in by_a_person)


def _tellers(project: Project, columns: EventColumns, mask: Mask) -> tuple[str, ...]:
    datasets = {row["name"] for row in project.rows("SELECT name FROM dataset")}
    is_dataset = np.array([name in datasets for name in columns.sources], dtype=np.bool_)
    if not is_dataset.any():
        return ()
    pairs = mask[columns.source_row] & is_dataset[columns.source]
    others = mask.copy()
    others[columns.source_row[pairs]] = False
    names = sorted(columns.sources[code] for code in np.unique(columns.source[pairs]))
    told = (*(["Articles"] if others.any() else []), *names)
    return told if len(told) > 1 else ()
