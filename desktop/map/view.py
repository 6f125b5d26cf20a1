"""The map as a widget: events, a mask and a selection go in; clicks, the extent and pictures come out."""

from __future__ import annotations

import json
import logging
import secrets
from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, Qt, QThreadPool, QUrl, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWebChannel import QWebChannel
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.map.bridge import Bridge
from desktop.map.network import Guard
from desktop.map.page import MapPage, make_profile
from desktop.map.scheme import PAGE, SchemeHandler
from desktop.map.shown import NO_AREAS, ShownEvents
from desktop.places import Pin
from geodata.buffers import FacilityMark, city_bytes, facility_bytes
from geodata.coordinates import Point
from geodata.gazetteer.cities import City, cities_in, gazetteer_cities, gazetteer_names
from geodata.gazetteer.languages import Language, map_names
from geodata.model import Extent
from geodata.store.columns import EventColumns

log = logging.getLogger(__name__)

PictureDone = Callable[[QImage, Extent], None]
WORLD = Extent(-60.0, -180.0, 75.0, 180.0)
_NO_CITIES = bytes(4)


class MapView(QWidget):
    """One map for the life of the window. Calls made before `ready` take effect when the page is there."""

    ready = Signal()
    started = Signal()  # the page is there, for the first time or again: parts of the map hand over what they show
    selected = Signal(list)  # event ids under the click; empty for plain ground
    extent_changed = Signal(object)  # Extent
    failed = Signal(str)  # one sentence
    shown = Signal()  # the newest events and mask are drawn
    _html_made = Signal(str)
    _names_read = Signal(str, bytes, bytes)  # language, cities, what else the map names

    def __init__(
        self,
        gazetteer_area: Callable[[int], bytes | None],
        parent: QWidget | None = None,
        *,
        theme: str = "light",
        cities: Callable[[], Iterable[City]] = gazetteer_cities,
        names: Callable[[Iterable[int], Language], dict[int, str]] = gazetteer_names,
    ) -> None:
        """`gazetteer_area` gives the WKB of a country or region, `names` what their badges say; `cities` is read in another thread."""
        super().__init__(parent)
        self._outline = gazetteer_area
        self._names, self._read_cities = names, cities
        self.events: ShownEvents | None = None
        self._mask: NDArray[np.bool_] = np.zeros(0, dtype=bool)
        self._cities, self._words = _NO_CITIES, b"{}"
        self._language = Language.ENGLISH
        self._facilities: tuple[FacilityMark, ...] = ()
        self._selection: tuple[str, ...] = ()
        self._candidates: tuple[Pin, ...] = ()
        self._found: Pin | None = None
        self._theme = theme
        self.credits: tuple[str, ...] = ()  # of tiles, in plain text
        self._extent = WORLD
        self._version = 0
        self._is_ready = self._was_fitted = self._was_reloaded = False
        self._pictures: dict[int, PictureDone] = {}
        self._goal: tuple[str, Extent] | None = None  # what to show once the page is there
        self._html = ""
        self._pool = QThreadPool(self)
        self._make_page()
        self._html_made.connect(self._load)
        self._names_read.connect(self._take_names)
        self._in_background(self._make_html)
        self._in_background(self._make_names)

    def _make_page(self) -> None:
        self.guard, self.scheme = Guard(), SchemeHandler()
        handler = self.scheme
        handler.serve(PAGE.path(), lambda: self._html.encode(), kind=b"text/html; charset=utf-8")  # noqa: PLW0108 - the newest page
        handler.serve("/events", lambda: self.events.content() if self.events else bytes(8))
        handler.serve("/mask", lambda: self.events.mask_content(self._mask) if self.events else b"")
        handler.serve("/areas", lambda: (self.events.areas if self.events else NO_AREAS).descriptions, kind=b"application/json")
        handler.serve("/rings", lambda: (self.events.areas if self.events else NO_AREAS).rings)
        handler.serve("/facilities", lambda: facility_bytes(self._facilities), kind=b"application/json")
        handler.serve("/cities", lambda: self._cities)
        handler.serve("/names", lambda: self._words, kind=b"application/json")
        application = QCoreApplication.instance()
        assert application is not None
        self._profile = make_profile(handler, self.guard, application)
        self.web_view = QWebEngineView(self)
        self.web_view.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.page = MapPage(self._profile, self.web_view)
        self.web_view.setPage(self.page)
        self.bridge = Bridge(self.page)
        channel = QWebChannel(self.page)
        channel.registerObject("bridge", self.bridge)
        self.page.setWebChannel(channel)
        self.page.loadFinished.connect(self._finish_load)
        self.page.renderProcessTerminated.connect(self._restart)
        self.bridge.was_loaded.connect(self._start)
        self.bridge.were_shown.connect(self._announce)
        self.bridge.were_clicked.connect(self._click)
        self.bridge.was_moved.connect(self._move)
        self.bridge.was_drawn.connect(self._deliver)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.web_view)

    # -- what the window calls ---------------------------------------------------------------------------------------

    def show_events(self, columns: EventColumns) -> None:
        """Draw these events, all of them until `show_mask`; selection and mask of earlier ones are forgotten, the zoom is not."""
        self.events = ShownEvents(columns, self._outline, self._area_names)
        self._mask = np.ones(len(columns), dtype=bool)
        self._selection = ()
        self.call("showEvents", self._next_version())
        self._fit_once()
        if self._cities == _NO_CITIES:  # the gazetteer may have been built since
            self._in_background(self._make_names)

    def show_mask(self, mask: NDArray[np.bool_]) -> None:
        """Draw only the events where `mask` is true; it has a value an event."""
        if self.events is None or len(mask) != len(self.events):
            raise ValueError(f"a mask of {len(mask)} for {len(self.events or ())} events")
        self._mask = mask
        self.call("showMask", self._next_version())
        self._fit_once()

    def select(self, event_ids: Sequence[str], *, move: bool) -> None:
        """Mark these events and no others; with `move`, bring them or their area into view."""
        self._selection = tuple(event_ids)
        self.call("select", self._selected_places())
        if move and self.events and (box := self.events.box(self.events.columns.ids.rows_of(event_ids))):
            self.call("reveal", box)

    def show_facilities(self, marks: Sequence[FacilityMark]) -> None:
        """Draw these military facilities under the events, in place of those before."""
        self._facilities = tuple(marks)
        self.call("showFacilities")

    def set_theme(self, theme: str) -> None:
        """Draw in the "light", the "dark" or the "grey" style."""
        if theme != self._theme:
            self._theme = theme
            self.call("setTheme", theme)

    def set_language(self, language: Language) -> None:
        """Name countries, seas and cities in `language`, where their names in it are known."""
        if language is not self._language:
            self._language = language
            if self.events is not None:
                self.events.rename(self._area_names)
            self._in_background(self._make_names)

    def fit(self, mask: NDArray[np.bool_]) -> None:
        """Show all events where `mask` is true; nothing happens when none has a place."""
        if self.events and (box := self.events.box(np.flatnonzero(mask))):
            self._go("fit", box)

    def zoom(self, steps: int) -> None:
        """Zoom in by whole steps, out where `steps` is negative."""
        self.call("zoom", steps)

    def show_extent(self, extent: Extent) -> None:
        """Show at least this ground, and as little more as the zoom allows."""
        self._go("showExtent", extent)

    def show_pins(self, pins: Sequence[Pin], *, move: bool = True) -> None:
        """Draw these candidates, numbered, in place of those before; with `move`, into view; none without it: back."""
        self._candidates = tuple(pins)
        self.call("showPins", [pin._asdict() for pin in pins], move)

    def stay(self) -> None:
        """Do not return, once the candidates are gone, to where the map was before they were brought into view."""
        self.call("stay")

    def mark_pin(self, index: int) -> None:
        """Lift one candidate out; none where negative."""
        self.call("markPin", index)

    def show_found(self, pin: Pin | None, *, zoom: float | None = None) -> None:
        """Mark what was searched for, None takes the marker away; with `zoom`, fly there."""
        self._found = pin
        self.call("showFound", pin._asdict() if pin else None)
        if pin is not None and zoom is not None:
            self.fly_to(Point(pin.latitude, pin.longitude), zoom)

    def fly_to(self, point: Point, zoom: float) -> None:
        """Bring that spot into the middle."""
        self.call("flyTo", point.latitude, point.longitude, zoom)

    def extent(self) -> Extent:
        """What the map shows now, in degrees."""
        return self._extent

    @property
    def is_ready(self) -> bool:
        """True once the page is there; before that no picture comes."""
        return self._is_ready

    def picture(
        self, width_px: int, height_px: int, scale: float, done: PictureDone, *, theme: str | None = None, wishes: object = None
    ) -> None:
        """Draw the ground on screen anew at that size and hand `done` the image and the extent drawn, later.

        `scale` is pixels of the picture a pixel of the screen: symbols and letters grow with it (300 dpi: 300 / 96). Another aspect shows
        more ground on one axis. No controls and no selection are drawn. `theme` is the view's unless told. `wishes`: names keep off
        `clear`, (left, top, right, bottom) in parts of the picture; no `graticule` if false; `ground` in place of that on screen. A null
        image: it failed.
        """
        number = self._next_version()
        self._pictures[number] = done
        self.call("picture", width_px, height_px, scale, theme or self._theme, number, wishes or {})

    def call(self, name: str, *values: object) -> None:
        """Call a function of the page; before the page is there nothing is sent, `_start` makes up for it."""
        if self._is_ready:
            arguments = ", ".join(json.dumps(value) for value in values)
            self.page.runJavaScript(f"void Dateline.window.{name}({arguments})")

    def serve(self, path: str, content: Callable[[], bytes], *, kind: bytes = b"application/octet-stream") -> None:
        """Answer the page's requests for `path` with what `content` returns at that moment."""
        self.scheme.serve(path, content, kind=kind)

    # -- what the page tells -----------------------------------------------------------------------------------------

    @Slot()
    def _start(self) -> None:
        """The page is there: hand over all that was shown so far."""
        self._is_ready = True
        self.call("setTheme", self._theme)
        self.started.emit()
        if self._goal is not None:  # before the events, or they would be drawn twice, and elsewhere at first
            self._go(*self._goal)
        self._fit_once()
        if self._facilities:  # before the events, which tell when all is drawn
            self.show_facilities(self._facilities)
        if self.events is not None:
            self.call("showEvents", self._next_version())
            self.call("select", self._selected_places())
        self.call("showNames")
        self.show_pins(self._candidates, move=False)
        self.show_found(self._found)
        self.ready.emit()

    @Slot(int)
    def _announce(self, version: int) -> None:
        if version == self._version:
            self.shown.emit()

    @Slot(object)
    def _click(self, places: NDArray[np.uint32]) -> None:
        self.selected.emit(self.events.ids_at(places) if self.events else [])

    @Slot(object)
    def _move(self, extent: Extent) -> None:
        self._extent = extent
        self.extent_changed.emit(extent)

    @Slot(int, bytes, object)
    def _deliver(self, number: int, content: bytes, extent: Extent) -> None:
        if done := self._pictures.pop(number, None):
            done(QImage.fromData(content), extent)

    # -- loading -----------------------------------------------------------------------------------------------------

    def shut_down(self) -> None:
        """Wait for what runs in the background; call it before the view is deleted, or a thread would report to nobody."""
        self._pool.waitForDone()

    def _in_background(self, work: Callable[[], None]) -> None:
        self._pool.start(work)

    def _make_html(self) -> None:
        from geodata.webmap import page

        self._html_made.emit(page(nonce=secrets.token_urlsafe(16), theme=self._theme))

    def _make_names(self) -> None:
        language = self._language
        self._names_read.emit(language, city_bytes(cities_in(language, self._read_cities())), json.dumps(map_names(language)).encode())

    def _area_names(self, geonameids: Iterable[int]) -> dict[int, str]:
        return self._names(geonameids, self._language)

    @Slot(str)
    def _load(self, html: str) -> None:
        self._html = html
        self.page.load(QUrl(PAGE))

    @Slot(str, bytes, bytes)
    def _take_names(self, language: str, cities: bytes, words: bytes) -> None:
        if language == self._language:  # not one that was chosen before
            self._cities, self._words = cities, words
            self.call("showNames")

    @Slot(bool)
    def _finish_load(self, ok: bool) -> None:  # noqa: FBT001 - Qt's
        if ok:
            self.page.runJavaScript("typeof L === 'object' && typeof Dateline === 'object'", 0, self._probe)
        else:
            self._restart()

    def _probe(self, is_there: object) -> None:
        if is_there is not True:
            self.failed.emit("The map could not start: its program files are missing; install Dateline again.")

    @Slot()
    def _restart(self) -> None:
        """Load once more: the first load on a profile may fail without a reason, and a renderer may be killed."""
        self._is_ready = False
        for number in tuple(self._pictures):
            self._deliver(number, b"", self._extent)
        if self._was_reloaded:
            self.failed.emit("The map could not start: the web engine does not load its page.")
            return
        self._was_reloaded = True
        if self._was_fitted and self._goal is None:
            self._goal = ("showExtent", self._extent)
        self._in_background(self._make_html)

    # -- small parts -------------------------------------------------------------------------------------------------

    def _go(self, name: str, extent: Extent) -> None:
        """Show that ground, now or as soon as the page is there."""
        self._was_fitted = True
        self._goal = None if self._is_ready else (name, extent)
        self.call(name, extent)

    def _next_version(self) -> int:
        self._version += 1
        return self._version

    def _selected_places(self) -> list[int]:
        return self.events.places_of(self._selection) if self.events else []

    def _fit_once(self) -> None:
        """The first events that are shown set the extent; later ones never do."""
        if self._is_ready and not self._was_fitted:
            self.fit(self._mask)
