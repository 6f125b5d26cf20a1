"""The events as the map has them: in the order of the ground, with their areas, and the rows that the page's numbers stand for."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from geodata.buffers import Areas, area_bytes, event_bytes, ground_of, mask_bytes
from geodata.model import Extent
from geodata.space.extents import around, around_points, meet
from geodata.store.columns import EventColumns

NO_AREAS = Areas(row={}, descriptions=b"[]", rings=bytes(12), extents={})


class ShownEvents:
    """Events of one reading of the project. The page knows them by their place in the order of the ground."""

    def __init__(
        self, columns: EventColumns, outline: Callable[[int], bytes | None], names: Callable[[Iterable[int]], dict[int, str]]
    ) -> None:
        """`outline` and `names` are asked for the areas that events are known to."""
        self.columns = columns
        self.areas = area_bytes(columns, outline, names)
        self._ground = ground_of(columns)
        self._place = np.empty_like(self._ground.order)
        self._place[self._ground.order] = np.arange(len(columns))

    def rename(self, names: Callable[[Iterable[int]], dict[int, str]]) -> None:
        """Ask `names` anew what the areas are called."""
        rows, told = self.areas.row, json.loads(self.areas.descriptions)
        for geonameid, name in names(rows).items():
            told[rows[geonameid]]["name"] = name
        self.areas = replace(self.areas, descriptions=json.dumps(told).encode())

    def __len__(self) -> int:
        return len(self.columns)

    def content(self) -> bytes:
        """The columns as the page reads them."""
        return event_bytes(self.columns, self.areas, self._ground)

    def mask_content(self, mask: NDArray[np.bool_]) -> bytes:
        """A mask of rows as the page reads it."""
        return mask_bytes(mask[self._ground.order])

    def ids_at(self, places: Sequence[int] | NDArray[np.uint32]) -> list[str]:
        """The ids of events that the page names; numbers that it cannot know are left out."""
        numbers = np.asarray(places, dtype=np.int64)
        return self.columns.ids.at(self._ground.order[numbers[(numbers >= 0) & (numbers < len(self))]])

    def places_of(self, ids: Sequence[str]) -> list[int]:
        """What the page calls these events; ids that are not here are left out."""
        places: list[int] = self._place[self.columns.ids.rows_of(ids)].tolist()
        return places

    def box(self, rows: NDArray[np.intp]) -> Extent | None:
        """Around the points of these rows and the areas that reach none of them; None when there is neither."""
        latitude, longitude = self.columns.latitude[rows], self.columns.longitude[rows]
        known = ~np.isnan(latitude)
        box = around_points(latitude[known], longitude[known])
        # The badge of an area stands wherever a part of it is in view: it need not be seen whole.
        named = (self.areas.extents.get(int(geonameid)) for geonameid in np.unique(self.columns.area[rows]))
        return around([*([box] if box else []), *(area for area in named if area and not (box and meet(area, box)))])
