"""Moving the selected event: its marker dragged, or a spot chosen by click or keys; the form asks for the reason and keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from desktop.places import place_at
from desktop.readout import Written, written
from geodata.coordinates import Point
from geodata.errors import GeodataError
from geodata.gazetteer.search import Gazetteer
from geodata.model import Place

if TYPE_CHECKING:
    from desktop.map.view import MapView
    from desktop.window import MainWindow


HAND = 10  # pixels by which a hand may miss what it means
TOWN_KM = 50.0  # a town as near as that lends its name


class MoveWork(QObject):
    """Nothing is moved before the form is kept."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._session = window, window.session
        self._view: MapView | None = None
        window.map.loaded.connect(self._join)
        window.space.moved.connect(self._ask)
        self._session.opened.connect(self._allow)

    @Slot(object)
    def _join(self, view: MapView) -> None:
        self._view = view
        view.started.connect(self._allow)
        self._allow()

    @Slot()
    def _allow(self) -> None:
        if self._view is not None:
            self._view.call("setMovable", self._session.is_writable)

    def start(self) -> None:
        """Have the spot chosen on the map where the selected event was."""
        events = self._session.events(self._session.selection)
        if self._view is None or len(events) != 1 or not self._session.is_writable:
            return
        self._view.call("startTool", "move", [list(events[0].point)] if events[0].point else [])
        self._window.access.go_to_map()

    @Slot(object, float)
    def _ask(self, point: Point, metres: float) -> None:
        review = self._window.review
        if not self._session.is_writable or len(self._session.selection) != 1:
            return
        review.edit()
        review.dialog.where.move_to(_place_there(point), metres * HAND / 1000)
        review.dialog.reason.setFocus()


def _place_there(point: Point) -> Place:
    """The spot, under the name of the nearest town; under its coordinates where there is none."""
    try:
        with Gazetteer.open() as gazetteer:
            towns = gazetteer.near(*point, TOWN_KM, 1)
    except GeodataError:
        towns = ()
    return place_at(point, towns[0].name if towns else written(point, Written.DECIMAL))
