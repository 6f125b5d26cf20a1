"""The names of the spots that events have, as the map's page gets them."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Slot

from desktop.map.view import MapView
from geodata.buffers import spot_bytes
from geodata.store.spots import NamedSpot


class SpotNames(QObject):
    """Names what is drawn at a spot by it, where no city of the basemap stands there."""

    def __init__(self, view: MapView) -> None:
        super().__init__(view)
        self._view, self._content = view, spot_bytes(())
        view.serve("/spots", lambda: self._content)
        view.started.connect(self._tell)

    def show(self, spots: Iterable[NamedSpot]) -> None:
        """Have these names, in place of those before."""
        self._content = spot_bytes(spots)
        self._tell()

    @Slot()
    def _tell(self) -> None:
        self._view.call("showSpots")
