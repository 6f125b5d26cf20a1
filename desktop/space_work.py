"""What the commands about space do: the area of interest, circles, lengths, coordinates; and the menu of a spot."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint, Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QInputDialog, QMenu

from desktop.places import point_of
from desktop.readout import ReadOut, Written, written
from desktop.space_view import NOTHING, Drawn, Rings, area_lines, drawn, length_words, way
from desktop.spot import Around, Spot, Surroundings, area_in, spot_of
from desktop.tasks import Task
from geodata.coordinates import Point
from geodata.errors import GeodataError
from geodata.gazetteer.suggest import Suggestion
from geodata.model import AreaOfInterest, Place, Progress
from geodata.space import area as areas
from geodata.space import geodesic
from geodata.space.files import read_area
from geodata.wording import shown

if TYPE_CHECKING:
    from desktop.map.view import MapView
    from desktop.window import MainWindow

RADII = "10, 25, 50"


class SpaceWork(QObject):
    """Nothing of it is kept; the area of interest is a part of the filter."""

    event_asked = Signal(object)  # Spot: make an event there
    moved = Signal(object, float)  # Point: the selected event is to be there; metres that a pixel of the map was

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._session = window, window.session
        self._view: MapView | None = None
        self._rings: Rings | None = None
        self._shown: Drawn = NOTHING
        self._area: AreaOfInterest | None = None
        self._wrong = ""  # what was told of the outline that is drawn
        self.read_out = ReadOut(window.preferences)
        self.menu = QMenu(window)
        self._surroundings = Surroundings(self)
        self._surroundings.answered.connect(self._add_around)
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
            self._forget_wrong()
            self._view.call("startTool", tool, [list(corner) for corner in corners])
            self._window.access.go_to_map()

    def open_area(self) -> None:
        """Ask for a file whose polygons are the area."""
        self._window.files.ask_area(self.read_area)

    def read_area(self, path: Path) -> None:
        """Filter to the polygons of a file."""
        self._make_area(lambda: read_area(path), f"Reading {path.name}")

    def _make_area(self, make: Callable[[], Generator[Progress, None, AreaOfInterest | None]], words: str) -> None:
        """Filter to an area whose outline may be that of a large country: made, and made ready to be drawn, beside the window."""

        def run() -> Generator[Progress, None, AreaOfInterest | None]:
            area = yield from make()
            if area is not None:
                area_lines(area)
            return area

        task = Task(run, words)
        task.succeeded.connect(self._take_area)
        task.failed.connect(self._tell_failure)
        self._window.runner.start(task)

    @Slot(object)
    def _take_area(self, area: AreaOfInterest | None) -> None:
        if area is not None:
            self._filter_to(area)

    @Slot(object)
    def _tell_failure(self, error: Exception) -> None:
        if not isinstance(error, GeodataError):
            raise error
        self._window.messages.tell(str(error))

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

    @Slot(object)
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
        elif value.get("tool") == "move":
            self.moved.emit(_points(value["corners"])[0], float(value["metres"]))
        elif "corners" in value:
            self._finish_area(_points(value["corners"]))
        elif "cancelled" in value:
            self._forget_wrong()

    def _finish_way(self, path: list[Point]) -> None:
        words = length_words(geodesic.length_km(path))
        self._window.messages.tell(f"The way is {words} long.", action="Copy", handler=lambda: _copy(words))

    def _finish_area(self, corners: list[Point], *, split: bool = False) -> None:
        """A crossing is told, and the drawing stays to be mended."""
        assert self._view is not None
        try:
            area = areas.drawn(corners, split=split)
        except areas.CrossedError as error:
            self._wrong = str(error)
            self._window.messages.tell(self._wrong, action="Split it", handler=lambda: self._finish_area(corners, split=True))
            return
        except GeodataError as error:
            self._wrong = str(error)
            self._window.messages.tell(self._wrong)
            return
        self._forget_wrong()
        self._view.call("stopTool")
        self._filter_to(area)

    def _forget_wrong(self) -> None:
        """What was told of a drawing holds for that one only."""
        self._window.messages.take_back(self._wrong)

    # -- a spot ------------------------------------------------------------------------------------------------------

    def _hear_spot(self, value: dict[str, Any]) -> None:
        if "at" in value:
            [point] = _points([value["at"]])
            self.read_out.show_spot(point, float(value.get("metres", 1.0)))
        elif "menu" in value and self._view is not None:
            [point] = _points([value["menu"]])
            ids = self._view.events.ids_at(value["rows"]) if self._view.events else []
            spot = spot_of(self._session, point, ids, value["facilities"])._replace(metres=float(value["metres"]))
            self.open_menu(spot, self._view.mapToGlobal(QPoint(round(value["x"]), round(value["y"]))))

    def spot_menu(self) -> None:
        """Open the menu of the map's cursor, else of its middle."""
        if self._view is not None:
            self._view.call("openMenu")

    def open_menu(self, spot: Spot, where: QPoint) -> None:
        """What can be done with a spot; what the gazetteer knows of it comes a moment later."""
        self.menu.clear()
        if spot.name:
            self.menu.addAction(spot.name.replace("&", "&&")).setEnabled(False)
        copy = self.menu.addMenu("Copy coordinates")
        for how in Written:
            words = written(spot.point, how)
            copy.addAction(f"{how.value}: {words}").triggered.connect(partial(_copy, words))
        self._near = self.menu.addMenu("Places near here")
        self._near.setEnabled(False)
        self.menu.addSeparator()
        new = self.menu.addAction("New event here…")
        new.setEnabled(self._session.is_writable)
        new.triggered.connect(partial(self._ask_event, spot))
        self.menu.addSeparator()
        self.menu.addAction("Circles around here…").triggered.connect(partial(self.ask_rings, spot))
        self.menu.addAction("Only events within a distance…").triggered.connect(partial(self.ask_within, spot))
        self._below_areas = self.menu.addAction("Measure from here")
        self._below_areas.triggered.connect(partial(self._start, "measure", spot.point))
        self.menu.addSeparator()
        self.menu.addAction(self._window.actions_by_id["add_bookmark"])
        clear = self.menu.addAction("Clear area and circles")
        clear.setEnabled(self._area is not None or self._rings is not None)
        clear.triggered.connect(self.clear_area)
        self._surroundings.ask(spot.point)
        self._menu_spot = spot
        self.menu.popup(where)

    @Slot(object)
    def _add_around(self, around: Around) -> None:
        """The region and the country, and the towns near by."""
        if not self.menu.isVisible():
            return
        for place in around.holders:
            action = QAction(f"Only events in {shown(place.name, limit=60)}".replace("&", "&&"), self.menu)
            action.triggered.connect(partial(self._filter_to_place, place))
            self.menu.insertAction(self._below_areas, action)
        for place in around.towns:
            away = geodesic.leg(self._menu_spot.point, point_of(place)).km
            words = f"{shown(place.name, limit=60)}, {length_words(away)}".replace("&", "&&")
            self._near.addAction(words).triggered.connect(partial(self._find, place))
        self._near.setEnabled(bool(around.towns))

    def _ask_event(self, spot: Spot, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - an action's signal
        self.event_asked.emit(spot)

    def _filter_to_place(self, place: Place) -> None:
        self._make_area(lambda: _outline_of(place), f"Reading the outline of {shown(place.name, limit=60)}")

    def _find(self, place: Place) -> None:
        self._session.found.emit(Suggestion(place, "", ""))

    def ask_rings(self, spot: Spot) -> None:
        """Circles of radii that the user types."""
        text, ok = self.ask(self._window, "Circles", "Radii in kilometres, with commas between them:", text=RADII)
        if ok and (radii := self._radii(text)):
            self._rings = Rings(spot.point, radii, _name_of(spot))
            self._draw()

    def ask_within(self, spot: Spot) -> None:
        """Filter to a distance that the user types."""
        text, ok = self.ask(self._window, "Only events within a distance", "Kilometres:", text="50")
        if ok and (radii := self._radii(text)):
            try:
                self._filter_to(areas.around(spot.point, radii[0], _name_of(spot)))
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

    def shut_down(self) -> None:
        """Before the window goes."""
        self._surroundings.shut_down()


def _outline_of(place: Place) -> Generator[Progress, None, AreaOfInterest | None]:
    yield Progress(done=0, total=1, label=place.name)
    return area_in(place)


def _points(rows: Any) -> list[Point]:
    return [Point(float(latitude), float(longitude)) for latitude, longitude in rows]


def _name_of(spot: Spot) -> str:
    return spot.name or written(spot.point, Written.DECIMAL, metres=100)


def _copy(words: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - an action's signal
    QGuiApplication.clipboard().setText(words)
