"""What the commands about space do: the area of interest, circles, lengths, coordinates, bookmarks; and the menu of a spot."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QInputDialog, QMenu

from desktop.readout import ReadOut, Written, written
from desktop.space_view import NOTHING, Drawn, Rings, drawn, length_words, way
from geodata.coordinates import Point
from geodata.errors import GeodataError
from geodata.gazetteer.search import Gazetteer
from geodata.model import AreaOfInterest
from geodata.space import area as areas
from geodata.space import geodesic
from geodata.store import bookmarks
from geodata.store.bookmarks import Bookmark

if TYPE_CHECKING:
    from desktop.map.view import MapView
    from desktop.window import MainWindow

LONGEST = 60  # characters of a bookmark's name
RADII = "10, 25, 50"


class SpaceWork(QObject):
    """Nothing of it is kept but bookmarks; the area of interest is a part of the filter."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._session = window, window.session
        self._view: MapView | None = None
        self._rings: Rings | None = None
        self._shown: Drawn = NOTHING
        self._area: AreaOfInterest | None = None
        self.read_out = ReadOut(window.preferences)
        self.menu = QMenu(window)
        self.bookmark_menu = QMenu("&Bookmarks", window)
        self.bookmark_menu.aboutToShow.connect(self._fill_bookmarks)
        self.ask = QInputDialog.getText  # tests answer in its place
        window.map.loaded.connect(self._join)
        self._session.filtered.connect(self._follow_filter)
        self._session.opened.connect(self.clear_rings)

    @Slot(object)
    def _join(self, view: MapView) -> None:
        self._view = view
        view.serve("/space", lambda: self._shown.shapes, kind=b"application/json")
        view.serve("/space-lines", lambda: self._shown.lines)
        view.started.connect(self._draw)
        view.bridge.told.connect(self._listen)
        self._draw()

    @Slot()
    def _draw(self) -> None:
        self._shown = drawn(self._area, self._rings)
        if self._view is not None:
            self._view.call("showSpace")

    @Slot()
    def _follow_filter(self) -> None:
        if self._session.filter.area != self._area:
            self._area = self._session.filter.area
            self._draw()

    # -- the area of interest ----------------------------------------------------------------------------------------

    def draw_area(self) -> None:
        """Have corners clicked."""
        self._start("polygon")

    def draw_rectangle(self) -> None:
        """Have a rectangle dragged."""
        self._start("rectangle")

    def measure(self) -> None:
        """Have a way clicked, with its length on the ellipsoid."""
        self._start("measure")

    def _start(self, tool: str, *corners: Point) -> None:
        if self._view is not None:
            self._view.call("startTool", tool, [list(corner) for corner in corners])
            self._window.access.go_to_map()

    def clear_area(self) -> None:
        """Filter to no area, and take the circles away."""
        self.clear_rings()
        self._filter_to(None)

    @Slot()
    def clear_rings(self) -> None:
        """No circles."""
        if self._rings is not None:
            self._rings = None
            self._draw()

    def _filter_to(self, area: AreaOfInterest | None) -> None:
        self._session.set_filter(replace(self._session.filter, area=area))

    @Slot(str, object)
    def _listen(self, part: str, value: Any) -> None:
        if not isinstance(value, dict):
            return
        try:
            if part == "spot":
                self._hear_spot(value)
            elif part == "tools":
                self._hear_tool(value)
        except (KeyError, TypeError, ValueError):
            return  # not what our page tells

    def _hear_tool(self, value: dict[str, Any]) -> None:
        assert self._view is not None
        if "path" in value:
            self._view.call("showWay", way(_points(value["path"])))
        elif value.get("tool") == "measure":
            self._finish_way(_points(value["corners"]))
        elif "corners" in value:
            self._finish_area(_points(value["corners"]))

    def _finish_way(self, path: list[Point]) -> None:
        words = length_words(geodesic.length_km(path))
        self._window.messages.tell(f"The way is {words} long.", action="Copy", handler=lambda: _copy(words))

    def _finish_area(self, corners: list[Point], *, split: bool = False) -> None:
        """A crossing is told, and the drawing stays to be mended."""
        assert self._view is not None
        try:
            area = areas.drawn(corners, split=split)
        except areas.CrossedError as error:
            self._window.messages.tell(str(error), action="Split it", handler=lambda: self._finish_area(corners, split=True))
            return
        except GeodataError as error:
            self._window.messages.tell(str(error))
            return
        self._view.call("stopTool")
        self._filter_to(area)

    # -- a spot ------------------------------------------------------------------------------------------------------

    def _hear_spot(self, value: dict[str, Any]) -> None:
        if "at" in value:
            [point] = _points([value["at"]])
            self.read_out.show_spot(point, float(value.get("metres", 1.0)))
        elif "menu" in value and self._view is not None:
            [point] = _points([value["menu"]])
            self.open_menu(point, self._view.mapToGlobal(QPoint(round(value["x"]), round(value["y"]))))

    def spot_menu(self) -> None:
        """Open the menu of the map's cursor, else of its middle."""
        if self._view is not None:
            self._view.call("openMenu")

    def open_menu(self, point: Point, where: QPoint) -> None:
        """What can be done with a spot."""
        self.menu.clear()
        copy = self.menu.addMenu("Copy coordinates")
        for how in Written:
            words = written(point, how)
            copy.addAction(f"{how.value}: {words}").triggered.connect(partial(_copy, words))
        self.menu.addSeparator()
        self.menu.addAction("Circles around here…").triggered.connect(partial(self.ask_rings, point))
        within = self.menu.addAction("Only events within a distance…")
        within.triggered.connect(partial(self.ask_within, point))
        for place, area in self._areas_at(point):
            self.menu.addAction(f"Only events in {place}").triggered.connect(partial(self._filter_to, area))
        self.menu.addAction("Measure from here").triggered.connect(partial(self._start, "measure", point))
        self.menu.addSeparator()
        clear = self.menu.addAction("Clear area and circles")
        clear.setEnabled(self._area is not None or self._rings is not None)
        clear.triggered.connect(self.clear_area)
        self.menu.popup(where)

    def _areas_at(self, point: Point) -> list[tuple[str, AreaOfInterest]]:
        """The region and the country there, where the gazetteer is built."""
        try:
            with Gazetteer.open() as gazetteer:
                found = [(place.name, gazetteer.area(place.geonameid)) for place in gazetteer.at(*point)]
        except GeodataError:
            return []
        return [(name, areas.outlined(outline, name)) for name, outline in found if outline]

    def ask_rings(self, point: Point) -> None:
        """Circles of radii that the user types."""
        text, ok = self.ask(self._window, "Circles", "Radii in kilometres, with commas between them:", text=RADII)
        if ok and (radii := self._radii(text)):
            self._rings = Rings(point, radii, self._name_of(point))
            self._draw()

    def ask_within(self, point: Point) -> None:
        """Filter to a distance that the user types."""
        text, ok = self.ask(self._window, "Only events within a distance", "Kilometres:", text="50")
        if ok and (radii := self._radii(text)):
            try:
                self._filter_to(areas.around(point, radii[0], self._name_of(point)))
            except GeodataError as error:
                self._window.messages.tell(str(error))

    def _radii(self, text: str) -> tuple[float, ...]:
        try:
            radii = tuple(sorted(float(part) for part in text.replace("km", "").replace(";", ",").split(",") if part.strip()))
        except ValueError:
            radii = ()
        if not radii or radii[0] <= 0 or radii[-1] > areas.FARTHEST_KM:
            self._window.messages.tell(f"Type distances between 0 and {areas.FARTHEST_KM:,.0f} km, such as {RADII}.")
            return ()
        return radii

    def _name_of(self, point: Point) -> str:
        return written(point, Written.DECIMAL, metres=100)

    # -- bookmarks ---------------------------------------------------------------------------------------------------

    def add_bookmark(self) -> None:
        """Keep what is on the map and the filter under a name."""
        project = self._session.project
        if project is None or self._view is None:
            return
        text, ok = self.ask(self._window, "Bookmark this view", "Name:", text="")
        name = " ".join(text.split())[:LONGEST]
        if not ok or not name:
            return
        try:
            bookmarks.add(project, Bookmark(0, name, self._view.extent(), self._session.filter))
        except GeodataError as error:
            self._window.messages.tell(str(error))

    @Slot()
    def _fill_bookmarks(self) -> None:
        self.bookmark_menu.clear()
        project = self._session.project
        kept = bookmarks.every(project) if project is not None else []
        for bookmark in kept:
            self.bookmark_menu.addAction(bookmark.name.replace("&", "&&")).triggered.connect(partial(self.go_to, bookmark))
        if kept and self._session.is_writable:
            self.bookmark_menu.addSeparator()
            remove = self.bookmark_menu.addMenu("Remove")
            for bookmark in kept:
                remove.addAction(bookmark.name.replace("&", "&&")).triggered.connect(partial(self.remove_bookmark, bookmark))
        if not kept:
            self.bookmark_menu.addAction("None kept yet").setEnabled(False)

    def go_to(self, bookmark: Bookmark) -> None:
        """The ground of a bookmark, and its filter."""
        if bookmark.event_filter is not None:
            self._session.set_filter(bookmark.event_filter)
        if self._view is not None:
            self._view.show_extent(bookmark.extent)

    def remove_bookmark(self, bookmark: Bookmark) -> None:
        """Forget it; the message offers it back."""
        project = self._session.project
        if project is None:
            return
        try:
            bookmarks.remove(project, bookmark.number)
        except GeodataError as error:
            self._window.messages.tell(str(error))
            return
        words = f"The bookmark “{bookmark.name}” was removed."
        self._window.messages.tell(words, action="Undo", handler=lambda: self._bring_back(bookmark))

    def _bring_back(self, bookmark: Bookmark) -> None:
        if self._session.project is not None:
            bookmarks.add(self._session.project, bookmark)


def _points(rows: Any) -> list[Point]:
    return [Point(float(latitude), float(longitude)) for latitude, longitude in rows]


def _copy(words: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - an action's signal
    QGuiApplication.clipboard().setText(words)
