"""Moving the selected event: its marker dragged, or a spot chosen by click or keys; the form asks for the reason and keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from desktop.spot import hand_km, place_there
from geodata.coordinates import Point

if TYPE_CHECKING:
    from desktop.map.view import MapView
    from desktop.window import MainWindow


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
        review.dialog.where.move_to(*place_there(point), hand_km(metres))
        review.dialog.reason.setFocus()
