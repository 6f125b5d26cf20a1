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
from geodata.store.columns import DOUBTED_DEATHS, UNKNOWN_DEATHS, EventColumns, Mask
from geodata.store.doubles import Double, doubles
from geodata.store.project import Project

TOLLED = (Category.ATTACK, Category.PROTEST, Category.RIOT, Category.COUP)
"""Whose dead are counted: of these it is told that no figure is known."""

Rows = NDArray[np.intp]


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """The dead of some events. `tellers` are named where more than one of them tell, for they may tell of the same events.

    `events`, `spared`, `doubted`, `silent` and `uncounted` are all of them, each in one.
    """

    events: int = 0  # that tell of dead
    best: int = 0  # their best figures, added up
    once: int = 0  # the same without likely doubles
    doubles: tuple[tuple[str, str], ...] = ()  # ids of events that likely tell of dead told elsewhere too, each with such another
    least: int = 0  # the lowest and the highest figures told, added up without likely doubles
    most: int = 0
    is_open: bool = False  # words leave more open ("at least 10")
    spared: int = 0  # events in which nobody died
    doubted: int = 0  # events with a figure that a person has to check, which does not count
    silent: int = 0  # events of a kind whose dead are counted, and of which no figure is told
    uncounted: int = 0  # events of other kinds of which no figure is told
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
    is_open = np.zeros(len(told), dtype=np.bool_)
    for at, (low, high) in _bounds(project, columns.fid[told], best):
        least[at] = best[at] if low is None else low
        most[at] = max(best[at], least[at]) if high is None else high
        is_open[at] = high is None
    found = doubles(project, columns, told)
    once = _once(found, least, most)
    ids = columns.ids.at(told)
    return Toll(
        events=len(told),
        best=int(best.sum()),
        once=int(best[once].sum()),
        doubles=tuple((ids[double.at], ids[double.kept]) for double in found),
        least=int(least[once].sum()),
        most=int(most[once].sum()),
        is_open=bool(is_open[once].any()),
        spared=len(spared(columns, rows)),
        doubted=len(doubted(columns, rows)),
        silent=len(silent(columns, rows)),
        uncounted=len(uncounted(columns, rows)),
        tellers=_tellers(project, columns, mask),
    )


def _once(found: list[Double], least: NDArray[np.int64], most: NDArray[np.int64]) -> Mask:
    """True for what stays without doubles; the bounds of these are widened by those of what they stand for too."""
    stays = np.ones(len(least), dtype=np.bool_)
    for at, kept, is_sum in found:
        stays[at] = False
        if not is_sum:
            least[kept], most[kept] = min(least[kept], least[at]), max(most[kept], most[at])
    return stays


def deadly(columns: EventColumns, rows: Rows) -> Rows:
    """Those of the rows that tell of dead."""
    dead: Rows = rows[columns.deaths[rows] > 0]
    return dead


def spared(columns: EventColumns, rows: Rows) -> Rows:
    """Those of the rows in which nobody died."""
    none: Rows = rows[columns.deaths[rows] == 0]
    return none


def doubted(columns: EventColumns, rows: Rows) -> Rows:
    """Those of the rows with a figure that a person has to check."""
    open_to_doubt: Rows = rows[columns.deaths[rows] == DOUBTED_DEATHS]
    return open_to_doubt


def silent(columns: EventColumns, rows: Rows) -> Rows:
    """Those of the rows whose dead are counted, and of which no figure is told."""
    unknown: Rows = rows[(columns.deaths[rows] == UNKNOWN_DEATHS) & _is_tolled(columns, rows)]
    return unknown


def uncounted(columns: EventColumns, rows: Rows) -> Rows:
    """Those of the rows of other kinds, such as agreements, of which no figure is told."""
    others: Rows = rows[(columns.deaths[rows] == UNKNOWN_DEATHS) & ~_is_tolled(columns, rows)]
    return others


WHICH = {"dead": deadly, "spared": spared, "doubted": doubted, "silent": silent, "uncounted": uncounted}
"""What picks the rows of each part of a toll."""


def _is_tolled(columns: EventColumns, rows: Rows) -> Mask:
    return np.isin(columns.category[rows], [code for code, category in enumerate(Category) if category in TOLLED])


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
