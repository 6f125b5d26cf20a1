"""Which events lie in an area: points by the area itself, areas only as a whole, the rest may; a million in a moment."""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np
import shapely

from geodata.coordinates import Point
from geodata.model import AreaOfInterest, GeoPrecision
from geodata.space.area import around
from geodata.store.areas import Outlines, within
from geodata.store.columns import EventColumns
from geodata.store.ids import EventIds

NAN = float("nan")
WEST, EAST, OUTER, NEIGHBOUR = 1, 2, 3, 4
OUTLINES = {
    WEST: shapely.box(0, 0, 5, 10),
    EAST: shapely.box(4, 0, 12, 10),
    OUTER: shapely.box(-20, -20, 30, 30),
    NEIGHBOUR: shapely.box(10, 0, 15, 10),
}
AREA = AreaOfInterest(words="in a box", outline=shapely.to_wkb(shapely.box(0, 0, 10, 10)))


def outlines() -> Outlines:
    return Outlines(lambda geonameid: shapely.to_wkb(OUTLINES[geonameid]) if geonameid in OUTLINES else None)


def table(spots: Sequence[tuple[float, float]], areas: Sequence[int]) -> EventColumns:
    size = len(spots)
    latitude, longitude = np.array(spots, dtype=np.float64).reshape(-1, 2).T
    zeros = np.zeros(size, dtype=np.uint8)
    return EventColumns(
        ids=EventIds.of(f"e{row}" for row in range(size)), fid=np.arange(size), first_day=np.zeros(size, dtype=np.int32),
        last_day=np.zeros(size, dtype=np.int32), category=zeros, status=zeros,
        precision=np.full(size, list(GeoPrecision).index(GeoPrecision.TOWN), dtype=np.uint8), review=zeros, latitude=latitude,
        longitude=longitude, radius_km=np.zeros(size, dtype=np.float32), area=np.array(areas, dtype=np.int64),
        deaths=np.full(size, -1, dtype=np.int32),
        country=np.zeros(size, dtype=np.uint16), score=np.ones(size, dtype=np.float32), given=zeros, origins=zeros + 1, countries=("",),
        source_row=np.zeros(0, dtype=np.int32), source=np.zeros(0, dtype=np.int32), sources=(),
    )  # fmt: skip


def test_points_lie_inside_or_outside() -> None:
    found = within(table([(5, 5), (5, 11), (10, 10), (NAN, NAN)], [0] * 4), AREA, outlines())
    assert found.surely.tolist() == [True, False, True, False]
    assert not found.maybe.any()


def test_an_area_lies_inside_only_as_a_whole_and_may_where_a_part_does() -> None:
    found = within(table([(NAN, NAN)] * 4, [WEST, EAST, OUTER, NEIGHBOUR]), AREA, outlines())
    assert found.surely.tolist() == [True, False, False, False]
    assert found.maybe.tolist() == [False, True, True, False]  # a neighbour shares no more than the border


def test_an_area_lies_within_itself() -> None:
    itself = AreaOfInterest(words="in the west", outline=shapely.to_wkb(OUTLINES[WEST]))
    assert within(table([(NAN, NAN)], [WEST]), itself, outlines()).surely.tolist() == [True]


def test_what_is_known_to_an_area_without_an_outline_is_not_said_to_be_inside() -> None:
    found = within(table([(NAN, NAN)], [99]), AREA, outlines())
    assert not (found.surely | found.maybe).any()


def test_ten_times_the_events_take_about_ten_times_as_long() -> None:
    """Half of them within the box of a circle, which has 360 corners, by the processor's own clock; the first time it warms up."""
    area, known = around(Point(13.5, 2.1), 350, "Niamey"), outlines()

    def seconds(number: int) -> float:
        random = np.random.default_rng(7)
        columns = table(np.column_stack((random.uniform(9, 18, number), random.uniform(-3, 7, number))), np.zeros(number))
        taken = []
        for _ in range(3):
            start = time.process_time()
            found = within(columns, area, known)
            taken.append(time.process_time() - start)
        assert 0.2 < found.surely.mean() < 0.6
        return min(taken)

    assert seconds(1_000_000) < 40 * seconds(100_000)
