"""Event columns for tests of the map, from short rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from geodata.model import Category, GeoPrecision, Status
from geodata.store.columns import EventColumns
from geodata.store.ids import EventIds

NIGER = 2440476


class Row(NamedTuple):
    event_id: str
    category: Category
    latitude: float = float("nan")
    longitude: float = float("nan")
    area: int = 0
    status: Status = Status.OCCURRED
    precision: GeoPrecision = GeoPrecision.TOWN
    day: int = 19_600
    deaths: int = -1
    radius_km: float = 0.0


def columns_of(rows: Sequence[Row]) -> EventColumns:
    size = len(rows)
    days = np.array([row.day for row in rows], dtype=np.int32)
    return EventColumns(
        ids=EventIds.of(row.event_id for row in rows),
        fid=np.arange(size),
        first_day=days,
        last_day=days,
        category=np.array([list(Category).index(row.category) for row in rows], dtype=np.uint8),
        status=np.array([list(Status).index(row.status) for row in rows], dtype=np.uint8),
        precision=np.array([list(GeoPrecision).index(row.precision) for row in rows], dtype=np.uint8),
        review=np.zeros(size, dtype=np.uint8),
        latitude=np.array([row.latitude for row in rows], dtype=np.float64),
        longitude=np.array([row.longitude for row in rows], dtype=np.float64),
        area=np.array([row.area for row in rows], dtype=np.int64),
        deaths=np.array([row.deaths for row in rows], dtype=np.int32),
        radius_km=np.array([row.radius_km for row in rows], dtype=np.float32),
        country=np.zeros(size, dtype=np.uint16),
        score=np.ones(size, dtype=np.float32),
        given=np.zeros(size, dtype=np.uint8),
        origins=np.ones(size, dtype=np.uint8),
        countries=("",),
        source_row=np.zeros(0, dtype=np.int32),
        source=np.zeros(0, dtype=np.int32),
        sources=(),
    )
