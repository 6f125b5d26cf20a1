"""The event columns after a change: what changed is read anew and put among what was known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from geodata.store import grades
from geodata.store.columns import EventColumns, Mask, change_number, read_columns
from geodata.store.ids import EventIds
from geodata.store.project import Project


def refreshed(project: Project, columns: EventColumns, changed: Iterable[str]) -> EventColumns:
    """The columns after the events of these ids came, changed or went; all anew where the file has changed in other ways.

    Raises:
        ProjectError: the file cannot be read.
    """
    wanted = list(changed)
    if not wanted:
        return columns if columns.change >= 0 and columns.change == change_number(project) else read_columns(project)
    [(number,)] = project.rows("SELECT count(*) FROM event")
    new = read_columns(project, wanted)
    old = np.ones(len(columns), dtype=np.bool_)
    old[columns.ids.rows_of(wanted)] = False
    if old.sum() + len(new) != number:
        return read_columns(project)
    joined = _joined(columns, old, new)
    return replace(joined, grades=grades.each(project, joined.sources))


def _joined(columns: EventColumns, kept: Mask, new: EventColumns) -> EventColumns:
    """The kept rows of `columns` and those of `new`, by fid."""
    fid = np.concatenate((columns.fid[kept], new.fid))
    order = np.argsort(fid, kind="stable")
    place = np.empty(len(fid), dtype=np.intp)  # where each row of the two goes
    place[order] = np.arange(len(fid))
    of_old = np.full(len(columns), -1, dtype=np.intp)
    of_old[kept] = place[: kept.sum()]
    countries, country = _renamed(columns.countries, columns.country[kept], new.countries, new.country)
    sources, source = _renamed(columns.sources, columns.source[told := kept[columns.source_row]], new.sources, new.source)
    same = (
        "first_day",
        "last_day",
        "category",
        "status",
        "precision",
        "review",
        "latitude",
        "longitude",
        "radius_km",
        "area",
        "deaths",
        "score",
        "given",
        "origins",
    )
    return EventColumns(
        ids=EventIds(np.concatenate((columns.ids.encoded[kept], new.ids.encoded))[order]),
        fid=fid[order],
        country=country.astype(np.uint16)[order],
        countries=countries,
        source_row=np.concatenate((of_old[columns.source_row[told]], place[kept.sum() :][new.source_row])).astype(np.int32),
        source=source.astype(np.int32),
        sources=sources,
        told_row=np.concatenate((of_old[columns.told_row[mine := kept[columns.told_row]]], place[kept.sum() :][new.told_row])).astype(
            np.int32
        ),
        told_by=np.concatenate((columns.told_by[mine], new.told_by)),
        change=new.change,
        **cast("dict[str, Any]", {name: np.concatenate((getattr(columns, name)[kept], getattr(new, name)))[order] for name in same}),
    )


def _renamed(
    names: tuple[str, ...], codes: NDArray[Any], more: tuple[str, ...], others: NDArray[Any]
) -> tuple[tuple[str, ...], NDArray[np.intp]]:
    """Two lists of names as one, and the codes of both in it."""
    whole = tuple(sorted({*names, *more}))
    index = {name: code for code, name in enumerate(whole)}
    mine, theirs = (np.array([index[name] for name in some], dtype=np.intp) for some in (names, more))
    return whole, np.concatenate((mine[codes], theirs[others]))
