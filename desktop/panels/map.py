"""The map in the middle, kept in step with the session."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop.labels import label
from desktop.legend_card import LegendCard
from desktop.look import Borders
from desktop.places import Pin, point_of
from desktop.session import Session
from geodata.gazetteer.suggest import Suggestion
from geodata.geoparsing.precision import precision_of
from geodata.model import GeoPrecision
from geodata.store.columns import EventColumns, Mask
from geodata.wording import shown

if TYPE_CHECKING:
    from desktop.map.view import MapView


CLOSE = 9.0
_CORNER = QPoint(10, -34)  # from the lower left corner: beside the edge, above the scale bar
_ZOOM = {GeoPrecision.COUNTRY: 5.5, GeoPrecision.REGION: 5.0, GeoPrecision.SEA: 5.0, GeoPrecision.ADM1: 7.0, GeoPrecision.EXACT: 10.0}


class MapPanel(QWidget):
    """A quiet page until `load`; then one map view for the window's life."""

    drawn = Signal()  # the newest events and filter are on the map
    loaded = Signal(object)  # MapView: parts of the map join it
    failed = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setAccessibleName("Map")
        self.setMinimumSize(320, 200)
        self._session = session
        self.view: MapView | None = None
        self._wait: QLabel = label("Drawing the map…", role="muted")
        self._wait.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addWidget(self._wait)
        self.legend: LegendCard | None = None
        self._theme = "light"
        self._told: dict[str, object] = {}  # what the page knows of the look
        self._fitted: Mask = np.zeros(0, dtype=bool)  # of the events that were brought into view last
        self._leaving: tuple[EventColumns, Mask] | None = None  # what a picture is made of, in place of what the session shows

    def load(self, view: MapView) -> None:
        """Take the map view and keep it in step."""
        from desktop.map.arranged import MapLayers

        self.view = view
        view.web_view.setAcceptDrops(False)  # articles are dropped on the window
        view.selected.connect(self._select)
        view.bridge.facilities_clicked.connect(self._open_facilities)
        view.bridge.pin_hovered.connect(self._session.pointed)
        view.bridge.pin_clicked.connect(self._session.pointed)
        view.bridge.found_dismissed.connect(self._forget_found)
        self._session.facilities.changed.connect(self._show_facilities)
        self._session.pinned.connect(self._show_pins)
        self._session.pointed.connect(self._mark_pin)
        self._session.found.connect(self._show_found)
        view.shown.connect(self.drawn)
        view.failed.connect(self.failed)
        self._layout.addWidget(view)
        self._wait.hide()
        self._session.opened.connect(self._show_project)
        self._session.changed.connect(self._show_events)
        self._session.filtered.connect(self._show_mask)
        self._session.selected.connect(self._show_selection)
        if self._session.columns is not None:
            self._show_project()
            self._show_mask()
        if self._session.facilities.is_on:
            self._show_facilities()
        self.layers = MapLayers(view, self._session)
        self.layers.failed.connect(self.failed)
        self._put_legend(view)
        self.loaded.emit(view)

    def _put_legend(self, view: MapView) -> None:
        self.legend = LegendCard(self._session, self)
        self.legend.resized.connect(self._place_legend)
        self._session.look.changed.connect(self._show_look)
        view.started.connect(self._show_all_look)
        self.legend.refresh()
        self.legend.show()

    @Slot()
    def _show_all_look(self) -> None:
        """The page is new: it knows nothing yet."""
        self._told.clear()
        self._show_look()

    @Slot()
    def _show_look(self) -> None:
        if self.view:
            look = self._session.look
            self._tell("sizeByDeaths", look.sized)
            self._tell("showGraticule", look.graticule)
            self._tell("showLocator", look.locator)
            self._tell("showDisputed", look.borders is Borders.NEUTRAL)
            self.view.set_language(look.language)
            self.view.set_theme("grey" if look.grey else self._theme)
            self._place_legend()

    def _tell(self, name: str, value: object) -> None:
        """Call the page where it does not know that yet: each time it draws all events."""
        if self.view and self._told.get(name) != value:
            self._told[name] = value
            self.view.call(name, value)

    @Slot()
    def _place_legend(self) -> None:
        """In the lower left corner over the scale bar; the page keeps badges and names away from there."""
        if self.legend is None or self.view is None:
            return
        self.legend.set_room(self.size() - QSize(2 * _CORNER.x(), 2 * _CORNER.x() - _CORNER.y()))
        box = self.legend.rect()
        box.moveBottomLeft(self.rect().bottomLeft() + _CORNER)
        self.legend.move(box.topLeft())
        self.legend.raise_()
        self._tell("reserve", [box.left(), box.top(), box.right(), box.bottom()])
        if np.array_equal(self._fitted, self._session.mask):  # the legend may grow once the page says what it draws
            self.view.call("refit")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The legend stays in its corner."""
        super().resizeEvent(event)
        self._place_legend()

    @Slot()
    def _show_project(self) -> None:
        self._show_events()
        if self.legend is not None:
            self.legend.refresh()  # so that the events are fitted beside the legend as it will be
        self.fit()

    def show_as(self, columns: EventColumns | None) -> None:
        """Draw the events as other columns have them, such as coarser ones, whatever changes until None: then as the session has them."""
        self._leaving = None if columns is None else (columns, self._session.mask)
        self._show_events()
        self._show_mask()
        self._show_selection(False)  # noqa: FBT003 - as the signal has it

    def show_again(self, columns: EventColumns) -> None:
        """Draw what the session shows in place of these columns, unless others were asked for since."""
        if self._leaving and self._leaving[0] is columns:
            self.show_as(None)

    @property
    def _drawn(self) -> tuple[EventColumns | None, Mask]:
        return self._leaving or (self._session.columns, self._session.mask)

    @Slot()
    def _show_events(self) -> None:
        columns, _ = self._drawn
        if self.view and columns is not None:
            self.view.show_events(columns)

    @Slot()
    def _show_mask(self) -> None:
        if self.view:
            self.view.show_mask(self._drawn[1])

    @Slot(bool)
    def _show_selection(self, move: bool) -> None:  # noqa: FBT001  # a signal's value
        if self.view:
            self.view.select(self._session.selection, move=move)

    @Slot(list)
    def _select(self, event_ids: list[str]) -> None:
        self._session.select(event_ids)

    @Slot()
    def _show_facilities(self) -> None:
        if self.view:
            self.view.show_facilities(self._session.facilities.marks)

    @Slot(list)
    def _open_facilities(self, geonameids: list[int]) -> None:
        self._session.select(())
        self._session.facilities.open(geonameids)

    @Slot(object, bool)
    def _show_pins(self, pins: tuple[Pin, ...], move: bool) -> None:  # noqa: FBT001  # a signal's value
        if self.view:
            self.view.show_pins(pins, move=move)

    @Slot(int)
    def _mark_pin(self, index: int) -> None:
        if self.view:
            self.view.mark_pin(index)

    @Slot(object)
    def _show_found(self, found: Suggestion | None) -> None:
        if self.view is None:
            return
        if found is None:
            self.view.show_found(None)
            return
        place, zoom = found.place, _ZOOM.get(precision_of(found.place), CLOSE)
        if place.feature_class == "A":  # a marker in its middle would claim a spot
            self.view.show_found(None)
            self.view.fly_to(point_of(place), zoom)
            return
        words = ", ".join(filter(None, (shown(place.name, limit=80), shown(found.country, limit=60))))
        self.view.show_found(Pin(place.latitude, place.longitude, "", words), zoom=zoom)

    @Slot()
    def _forget_found(self) -> None:
        self._session.found.emit(None)

    def stay(self) -> None:
        """Keep the view when the place card closes."""
        if self.view:
            self.view.stay()

    def fit(self) -> None:
        """Bring all events that pass the filter into view."""
        if self.view:
            self._fitted = self._drawn[1]
            self.view.fit(self._fitted)

    def shut_down(self) -> None:
        """Before the window goes: wait for what the map reads in the background."""
        if self.view:
            self.layers.shut_down()
            self.view.shut_down()

    def zoom_in(self) -> None:
        """One step closer."""
        if self.view:
            self.view.zoom(1)

    def zoom_out(self) -> None:
        """One step further away."""
        if self.view:
            self.view.zoom(-1)

    def set_theme(self, theme: str) -> None:
        """Draw in "light" or "dark", unless the map is to be grey."""
        self._theme = theme
        self._show_look()
