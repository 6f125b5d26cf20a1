"""What the page may tell the window, as the one object on its QWebChannel."""

from __future__ import annotations

import base64
import binascii
import json
import logging
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

from geodata.model import Extent

log = logging.getLogger(__name__)


class Bridge(QObject):
    """The page calls the slots; the map view listens to the signals. Values from the page are checked, never trusted."""

    was_loaded = Signal()
    were_shown = Signal(int)  # version of the data on the map
    were_clicked = Signal(object)  # NDArray[uint32]: events, as the page numbers them
    facilities_clicked = Signal(list)  # their geonameids
    was_moved = Signal(object)  # Extent
    was_drawn = Signal(int, bytes, object)  # number, PNG, Extent
    pin_hovered = Signal(int)  # its index, -1 for none
    pin_clicked = Signal(int)
    found_dismissed = Signal()
    told = Signal(str, object)  # the name of a part of the map, and what it tells: what JSON gives

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts: dict[int, list[str]] = {}

    @Slot()
    def loaded(self) -> None:
        """The basemap is drawn and data can come."""
        self.was_loaded.emit()

    @Slot(int)
    def shown(self, version: int) -> None:
        """The events or the mask of that version are drawn."""
        self.were_shown.emit(version)

    @Slot(str)
    def select(self, numbers: str) -> None:
        """The user clicked these, uint32 each, Base64; empty for plain ground."""
        try:
            self.were_clicked.emit(np.frombuffer(base64.b64decode(numbers, validate=True), dtype="<u4"))
        except ValueError:  # binascii's too
            log.warning("The page told of a click on something that is no list of events")

    @Slot("QVariantList")
    def openFacilities(self, geonameids: list[Any]) -> None:
        """The user clicked the symbol of these military facilities."""
        self.facilities_clicked.emit([int(geonameid) for geonameid in geonameids if isinstance(geonameid, int | float)])

    @Slot(float, float, float, float)
    def move(self, south: float, west: float, north: float, east: float) -> None:
        """The map shows this now."""
        self.was_moved.emit(Extent(south, west, north, east))

    @Slot(int)
    def hoverPin(self, index: int) -> None:
        """The pointer is over that candidate; over none where negative."""
        self.pin_hovered.emit(index)

    @Slot(int)
    def clickPin(self, index: int) -> None:
        """The user clicked that candidate."""
        self.pin_clicked.emit(index)

    @Slot()
    def dismissFound(self) -> None:
        """The user closed the marker of what was searched for."""
        self.found_dismissed.emit()

    @Slot(str, str)
    def tell(self, part: str, words: str) -> None:
        """A part of the map has something to tell, as JSON."""
        try:
            value = json.loads(words)
        except ValueError:
            log.warning("The page told something that is not JSON")
            return
        self.told.emit(part, value)

    @Slot(int, str)
    def receive(self, number: int, part: str) -> None:
        """The next part of a picture, Base64."""
        self._parts.setdefault(number, []).append(part)

    @Slot(int, float, float, float, float)
    def finish(self, number: int, south: float, west: float, north: float, east: float) -> None:
        """All parts of the picture are here."""
        text = "".join(self._parts.pop(number, []))
        try:
            content = base64.b64decode(text, validate=True)
        except binascii.Error:
            log.warning("The page sent a picture that is not Base64")
            content = b""
        self.was_drawn.emit(number, content, Extent(south, west, north, east))
