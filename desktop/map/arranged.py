"""The layers that the user arranges: what they draw is made in the background and kept in step with project, filter and look."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import numpy as np
from PySide6.QtCore import QObject, QThreadPool, Signal, Slot

from desktop.look import Layer, Measure
from desktop.map.shown import NO_AREAS
from desktop.map.spots import SpotNames
from desktop.map.view import MapView
from desktop.sections import Row, Section
from desktop.session import Session
from desktop.snapshot.facts import number
from desktop.snapshot.page import Mark, Swatch
from geodata.buffers import Areas, mention_bytes, outline_bytes
from geodata.errors import GeodataError
from geodata.gazetteer.search import default_path
from geodata.model import Evidence
from geodata.store import project as projects
from geodata.store import shading
from geodata.store.columns import EventColumns
from geodata.store.mentions import Mention, mentions, spots
from geodata.store.project import Project
from geodata.store.shading import Figures, Holders, Level
from geodata.store.spots import NamedSpot, named_spots, nowhere
from geodata.wording import counted

# One hue, apart from those of the categories, from few to many: darker on light ground, lighter on dark; grey print keeps the order.
RAMPS = {
    "light": ("#DDE3EE", "#B7C3DB", "#8C9EC4", "#6076A8", "#374E83"),
    "dark": ("#475B87", "#5A72A6", "#738CC2", "#94ABDB", "#C0CEEE"),
}
TITLES = {Level.REGION: "Regions", Level.COUNTRY: "Countries"}
DISPUTED = Section("Disputed areas", (Row("Claimed by more than one side", None, Mark.DISPUTED), Row("No line implies an opinion", None)))


T = TypeVar("T")


class _Shading(NamedTuple):
    """What was joined; `order` is the holder of each area that the page has."""

    columns: EventColumns
    level: Level
    holders: Holders
    areas: Areas
    order: list[int]


class MapLayers(QObject):
    """Joins a map view to the session's look."""

    failed = Signal(str)  # one sentence
    _shaded = Signal(object)  # _Shading
    _named = Signal(int, object)  # the reading's number, list[Mention]
    _spotted = Signal(int, object, int)  # the reading's number, list[NamedSpot], events with coordinates of no place
    _broke = Signal(object)  # the exception that ended what ran in the background

    def __init__(self, view: MapView, session: Session) -> None:
        super().__init__(view)
        self._view, self._session, self._look = view, session, session.look
        self._spots = SpotNames(view)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._shading: _Shading | None = None
        self._key: Section | None = None  # of shaded regions, for the legend
        self._mentions: list[Mention] | None = None
        self._wanted: tuple[EventColumns, Level] | None = None  # what is being joined
        self._reading = 0  # of mentions; an earlier one is of another project, or of fewer articles
        self._is_reading = False
        self._version = 0
        self._spots_asked = False
        self._lost = 0  # events whose coordinates are of no place, as told last
        self._has_disputed = False  # in view
        view.serve("/shaded", lambda: self._areas().descriptions, kind=b"application/json")
        view.serve("/shaded-rings", lambda: self._areas().rings)
        view.serve("/mentions", lambda: mention_bytes(self._mentions or ()))
        view.started.connect(self._show_again)
        self._look.changed.connect(self.refresh)
        session.opened.connect(self._leave)
        session.changed.connect(self._read_again)
        session.filtered.connect(self._show_classes)
        view.bridge.told.connect(self._listen)
        view.bridge.told.connect(self._hear_disputed)
        self._shaded.connect(self._take_shading)
        self._named.connect(self._take_mentions)
        self._spotted.connect(self._take_spots)
        view.shown.connect(self._read_spots)
        self._broke.connect(self._tell_broken)
        view.destroyed.connect(self._pool.waitForDone)

    def shut_down(self) -> None:
        """Wait for what runs in the background."""
        self._pool.waitForDone()

    @Slot()
    def refresh(self) -> None:
        """Bring the page in step with the look; what is missing for it is made."""
        states = [{"name": state.layer, "shown": state.shown, "opacity": state.opacity / 100} for state in self._look.layers]
        self._view.call("arrange", states)
        columns, level = self._session.columns, self._look.level
        if columns is not None and self._is_shown(Layer.SHADED):
            if self._shading is not None and self._shading.columns is columns and self._shading.level is level:
                self._show_classes()
            elif self._wanted is None or self._wanted[0] is not columns or self._wanted[1] is not level:
                self._wanted = (columns, level)
                self._start(lambda: self._shaded.emit(_join(columns, level)))
        if self._session.project is not None and self._is_shown(Layer.MENTIONS) and self._mentions is None and not self._is_reading:
            path, reading = self._session.project.path, self._reading
            self._is_reading = True
            self._start(lambda: self._named.emit(reading, _read(path, mentions)))
        self._tell_keys()

    def _is_shown(self, layer: Layer) -> bool:
        return self._look.state(layer).shown

    def _start(self, work: Callable[[], None]) -> None:
        def run() -> None:
            try:
                work()
            except Exception as error:  # noqa: BLE001 - carried to the window's thread, which tells or reports it
                self._broke.emit(error)

        self._pool.start(run)

    @Slot(object)
    def _tell_broken(self, error: Exception) -> None:
        """It is tried again when it is asked for again."""
        self._wanted, self._is_reading = None, False
        if not isinstance(error, GeodataError):
            raise error
        self.failed.emit(str(error))

    @Slot()
    def _show_again(self) -> None:
        """The page is new: hand over what was made for the one before."""
        if self._shading is not None:
            self._view.call("showAreas", self._next_version())
        if self._mentions is not None:
            self._view.call("showMentions", self._next_version())
        self.refresh()

    @Slot()
    def _leave(self) -> None:
        """The project is another: nothing of the one before stays on the map or in the legend."""
        self._lost = 0
        if self._shading is not None:
            self._shading = self._key = None
            self._view.call("showAreas", self._next_version())
        self._read_again()

    @Slot()
    def _read_again(self) -> None:
        """There may be other articles."""
        self._reading += 1
        self._is_reading = False
        if self._mentions is not None:
            self._mentions = None
            self._view.call("showMentions", self._next_version())
        self._spots_asked = False
        self.refresh()

    @Slot()
    def _read_spots(self) -> None:
        """Once the events are drawn, which it would else hold up."""
        columns = self._session.columns
        if self._spots_asked or self._session.project is None or columns is None:
            return
        self._spots_asked = True
        path, reading = self._session.project.path, self._reading
        self._start(lambda: self._spotted.emit(reading, *_read(path, lambda opened: (named_spots(opened, columns), nowhere(opened)))))

    @Slot(int, object, int)
    def _take_spots(self, reading: int, found: list[NamedSpot], lost: int) -> None:
        if reading != self._reading:
            return
        self._spots.show(found)
        if lost and lost != self._lost:
            events = counted(lost, "event", number)
            self.failed.emit(f"{events} with coordinates that are of no place: see “not located” in the status bar.")
        self._lost = lost

    def _next_version(self) -> int:
        self._version += 1
        return self._version

    # -- shaded regions ----------------------------------------------------------------------------------------------

    def _areas(self) -> Areas:
        return self._shading.areas if self._shading else NO_AREAS

    @Slot(object)
    def _take_shading(self, made: _Shading) -> None:
        self._wanted = None
        if made.columns is not self._session.columns or made.level is not self._look.level:
            self.refresh()  # it is of other events already
            return
        self._shading = made
        self._view.call("showAreas", self._next_version())
        self._show_classes()

    @Slot()
    def _show_classes(self) -> None:
        """The figures of the events that pass the filter."""
        if self._shading is None or self._shading.columns is not self._session.columns or not self._is_shown(Layer.SHADED):
            return
        columns, _, holders, _, order = self._shading
        found = shading.figures(holders, columns, self._session.mask)
        values = found.events if self._look.measure is Measure.EVENTS else found.deaths
        starts = shading.class_starts(values)
        classes = shading.classes_of(values, starts)[order].tolist() if starts else [-1] * len(order)
        words = [_words(found, row) for row in order]
        self._view.call("showClasses", classes, words, {theme: ramp_of(theme, len(starts)) for theme in RAMPS})
        self._key = self._shaded_key(starts, values, found)
        self._tell_keys()

    def _shaded_key(self, starts: tuple[int, ...], values: Any, found: Figures) -> Section:
        ends = [start - 1 for start in starts[1:]] + ([int(values.max())] if starts else [])
        colours = zip(*(ramp_of(theme, len(starts)) for theme in RAMPS), strict=True)
        rows = [
            Row(number(start) if start == end else f"{number(start)} to {number(end)}", None, Swatch(*pair))
            for start, end, pair in zip(starts, ends, colours, strict=True)
        ]
        if found.left_out:
            rows.append(Row("In none of them", found.left_out))
        return Section(f"{TITLES[self._look.level]}: {self._look.measure}", tuple(rows))

    def _tell_keys(self) -> None:
        """What the legend says of these layers."""
        marks = []
        if self._is_shown(Layer.HEAT):
            marks.append(Row("Few to many, in this view", None, Mark.HEAT))
        if self._is_shown(Layer.MENTIONS):
            marks.append(Row("Named in an article", None, Mark.MENTION))
        keys = [self._key] if self._key is not None and self._is_shown(Layer.SHADED) else []
        self._look.set_keys((*keys, *([Section("Layers", tuple(marks))] if marks else ()), *([DISPUTED] if self._has_disputed else ())))

    @Slot(str, object)
    def _hear_disputed(self, part: str, value: Any) -> None:
        if part == "disputed" and isinstance(value, dict):
            self._has_disputed = bool(value.get("seen"))
            self._tell_keys()

    # -- places mentioned --------------------------------------------------------------------------------------------

    @Slot(int, object)
    def _take_mentions(self, reading: int, found: list[Mention]) -> None:
        if reading == self._reading:
            self._is_reading = False
            self._mentions = found
            self._view.call("showMentions", self._next_version())

    @Slot(str, object)
    def _listen(self, part: str, value: Any) -> None:
        """A click on a place: the newest article that names it, at its words."""
        row = value.get("row") if part == "mentions" and isinstance(value, dict) else None
        if not isinstance(row, int) or self._mentions is None or not 0 <= row < len(self._mentions) or self._session.project is None:
            return
        found = spots(self._session.project, self._mentions[row].place.geonameid)
        if found:
            first = found[0]
            self._session.read(
                first.article_id, Evidence(article_id=first.article_id, start_char=first.start_char, end_char=first.end_char)
            )


def ramp_of(theme: str, count: int) -> list[str]:
    """So many colours of a ramp, its ends first."""
    ramp = RAMPS[theme]
    return [ramp[round(place)] for place in np.linspace(0, len(ramp) - 1, count)] if count > 1 else list(ramp[2:3])[:count]


def _words(found: Figures, row: int) -> list[str]:
    events, told, deaths = int(found.events[row]), int(found.told[row]), int(found.deaths[row])
    lines = [counted(events, "event", number)]
    if told:
        lines.append(f"{number(deaths)} dead" + ("" if told == events else f", told of {number(told)}"))
    return lines


def _join(columns: EventColumns, level: Level) -> _Shading:
    frame = shading.frame_of(default_path(), level)
    areas_known = np.unique(columns.area[columns.area != 0]).tolist()
    holders = shading.holders_of(columns, frame, level, shading.district_points(default_path(), areas_known))
    outlines = dict(zip(map(int, frame["geonameid"]), frame.geometry.to_wkb(), strict=True))
    areas = outline_bytes(holders.geonameids, outlines.get, dict(zip(holders.geonameids, holders.names, strict=True)))
    place = {geonameid: number for number, geonameid in enumerate(holders.geonameids)}
    return _Shading(columns, level, holders, areas, [place[geonameid] for geonameid in areas.row])


def _read(path: Path, what: Callable[[Project], T]) -> T:
    with projects.open(path, read_only=True) as opened:
        return what(opened)
