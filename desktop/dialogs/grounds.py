"""The grounds that a page may show: that on screen, that of the events, and those of the bookmarks."""

from __future__ import annotations

import numpy as np

from desktop.session import Session
from desktop.snapshot.take import Map, area_extents
from geodata.model import Extent
from geodata.space.extents import around, around_points
from geodata.store import bookmarks
from geodata.store.columns import EventColumns, Mask
from geodata.wording import shown

_EDGE = 0.06  # of its height and width that an extent of events gets on each side, so that their symbols are whole
_LEAST = 0.05  # degrees, around a single spot

Ground = tuple[str, Extent | None]


def grounds(session: Session, view: Map) -> list[Ground]:
    """Words and box of each, the ground on screen first, whose box is None.

    Raises:
        ProjectError: the bookmarks cannot be read.
    """
    assert session.project is not None
    assert session.columns is not None
    of_events = _of_events(session.columns, session.mask, view)
    kept = [(f"Bookmark: {shown(each.name, limit=60)}", each.extent) for each in bookmarks.every(session.project)]
    return [("As on the map", None), *([("Around the events shown", of_events)] if of_events else []), *kept]


def _of_events(columns: EventColumns, mask: Mask, view: Map) -> Extent | None:
    known = mask & ~np.isnan(columns.latitude)
    points = around_points(columns.latitude[known], columns.longitude[known])
    wanted = set(columns.area[mask].tolist())
    areas = [extent for geonameid, extent in area_extents(view).items() if geonameid in wanted]
    whole = around([*([points] if points else []), *areas])
    if whole is None:
        return None
    tall, wide = (_EDGE * (end - start) + _LEAST for start, end in ((whole.south, whole.north), (whole.west, whole.east)))
    return Extent(max(-85.0, whole.south - tall), whole.west - wide, min(85.0, whole.north + tall), whole.east + wide)
