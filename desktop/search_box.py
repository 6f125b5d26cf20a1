"""The search box of the toolbar: choosing a place, or coordinates, flies the map there."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.place_box import PlaceBox
from desktop.session import Session

WIDTH = 260


class SearchBox(PlaceBox):
    """The toolbar's own."""

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self.setAccessibleName("Go to a place or to coordinates")
        self.setFixedWidth(WIDTH)
        self.chosen.connect(session.found)
        self.failed.connect(session.failed)
