"""A page made without a window: a map view that nobody sees, and the wait for its picture."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication

from desktop.map import scheme
from desktop.map.arranged import DISPUTED
from desktop.map.spots import SpotNames
from desktop.map.tiles import MapTiles, TileLayer
from desktop.map.view import MapView
from desktop.snapshot.draw import map_size
from desktop.snapshot.facts import Facts
from desktop.snapshot.layout import points_a_pixel
from desktop.snapshot.paper import Snapshot
from desktop.snapshot.take import Page, take
from geodata.buffers import FacilityMark
from geodata.errors import ExportError
from geodata.gazetteer.cities import gazetteer_cities
from geodata.store.columns import EventColumns, Mask
from geodata.store.spots import NamedSpot
from geodata.tiles.source import TileSource

PATIENCE_MS = 60_000  # until the map is given up
SETTLED_MS = 5_000  # until the map is taken to be where it shall be


def make(
    snapshot: Snapshot,
    facts: Facts,
    columns: EventColumns,
    mask: Mask,
    *,
    area: Callable[[int], bytes | None],
    facilities: Sequence[FacilityMark] = (),
    spots: Sequence[NamedSpot] = (),
    tiles: TileSource | None = None,
) -> Page:
    """The page of the events under `mask`, around them if it tells no ground, over `facilities` and `tiles`, with the names of `spots`.

    A graticule is drawn and disputed areas are drawn neutrally, as the window does at first. Makes a QApplication if need be.

    Raises:
        ExportError: the map could not be drawn.
    """
    scheme.register()
    application = QApplication.instance() or QApplication(sys.argv[:1])
    cities = gazetteer_cities()  # read before the page loads, so that no label comes too late for the picture
    view = MapView(area, theme=snapshot.theme, cities=lambda: cities)
    layers = MapTiles(view)
    layers.show(TileLayer.FILE, tiles)
    facts = replace(facts, credits=view.credits)
    view.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    view.resize(*map_size(snapshot, facts, pixels_a_point=1 / points_a_pixel(snapshot)))
    view.show_facilities(facilities)
    SpotNames(view).show(spots)
    try:
        return _Wait(view).for_page(snapshot, facts, columns, mask)
    finally:
        layers.shut_down()
        view.shut_down()
        view.deleteLater()
        application.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # the page goes before its profile


class _Wait:
    """Turns the view's signals into one result."""

    def __init__(self, view: MapView) -> None:
        self.view = view
        self.loop = QEventLoop()
        self.page: Page | None = None
        self.reason = "The map was not drawn in time."
        self.has_disputed = False
        self.settled: Callable[[], None] = lambda: None
        view.started.connect(self.begin_look)
        view.bridge.told.connect(self.hear)

    def begin_look(self) -> None:
        self.view.call("showGraticule", True)  # noqa: FBT003 - a value for the page
        self.view.call("showDisputed", True)  # noqa: FBT003

    def hear(self, part: str, value: Any) -> None:
        if part == "disputed":
            self.has_disputed = bool(value["seen"])
        elif part == "settled":
            self.settled()

    def explained(self, facts: Facts) -> Facts:
        return replace(facts, layers=(*facts.layers, DISPUTED)) if self.has_disputed else facts

    def for_page(self, snapshot: Snapshot, facts: Facts, columns: EventColumns, mask: Mask) -> Page:
        view = self.view
        is_told: list[bool] = []

        def begin() -> None:
            view.shown.disconnect(begin)
            self.settled = shoot  # an extent alone may be one of before, and numbers would be placed on that
            view.call("tellSettled")
            QTimer.singleShot(SETTLED_MS, shoot)  # were that told to nobody

        def shoot() -> None:
            """The map is where it shall be, so that numbers can be placed on it."""
            if not is_told:
                is_told.append(True)
                QTimer.singleShot(0, go)

        def go() -> None:
            take(view, snapshot, facts, columns=columns, mask=mask, done=self.finish, failed=self.fail, last=self.explained)

        view.shown.connect(begin)
        view.failed.connect(self.fail)
        QTimer.singleShot(PATIENCE_MS, self.loop.quit)
        view.show_events(columns)
        view.show_mask(mask)
        view.show()
        self.loop.exec()
        if self.page is None:
            raise ExportError(self.reason)
        return self.page

    def finish(self, page: Page) -> None:
        self.page = page
        self.loop.quit()

    def fail(self, reason: str) -> None:
        self.reason = reason
        self.loop.quit()
