"""Where the pointer is, in the status bar; a click changes how that is written."""

from __future__ import annotations

import math
from enum import Enum

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPushButton

from desktop.labels import styled
from desktop.preferences import Preferences
from geodata.coordinates import Point, decimal, degrees, mgrs


class Written(Enum):
    """How coordinates are written."""

    DECIMAL = "Decimal degrees"
    DMS = "Degrees, minutes, seconds"
    MGRS = "MGRS"


def written(point: Point, how: Written, *, metres: float = 1.0) -> str:
    """The spot in words, no finer than `metres` tells."""
    fineness = max(metres, 1.0)
    if how is Written.DMS:
        return degrees(point)
    if how is Written.MGRS and -80 <= point.latitude <= 84:
        return mgrs(point, digits=max(1, min(5, 5 - math.floor(math.log10(fineness)))))
    return decimal(point, digits=max(1, min(5, 5 - math.floor(math.log10(fineness)))))


class ReadOut(QPushButton):
    """Empty until the pointer was on the map."""

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        styled(self, "link")
        self.setAccessibleName("Coordinates under the pointer")
        self.setToolTip("Decimal degrees, degrees with minutes and seconds, or MGRS: a click changes it")
        self._preferences = preferences
        self.how = next((how for how in Written if how.name == preferences.coordinates), Written.DECIMAL)
        self._spot: tuple[Point, float] | None = None
        self.clicked.connect(self._change)

    def show_spot(self, point: Point, metres: float) -> None:
        """Tell where the pointer is; a pixel is so many metres."""
        self._spot = point, metres
        self.setText(written(point, self.how, metres=metres))

    @Slot()
    def _change(self) -> None:
        members = list(Written)
        self.how = members[(members.index(self.how) + 1) % len(members)]
        self._preferences.coordinates = self.how.name
        if self._spot is not None:
            self.show_spot(*self._spot)
