"""A spot of the map that a menu is opened for: what it is called, and, looked up in another thread, what lies around it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QObject, QThreadPool, Signal, Slot

from desktop.places import place_at
from desktop.readout import Written, written
from desktop.session import Session
from geodata.coordinates import Point
from geodata.errors import GeodataError
from geodata.gazetteer.search import Gazetteer
from geodata.model import AreaOfInterest, Place
from geodata.space.area import outlined
from geodata.wording import shown

NEAR_KM, NEAR_LIMIT = 50.0, 8
_HAND = 10  # pixels by which a hand may miss what it means
_ASKED = 50  # events of a symbol that are looked at for their place


class Spot(NamedTuple):
    """Where a menu was opened; `name` is that of the event's place or the facility there, empty on plain ground.

    `metres` are those of a pixel of the map by which the spot was chosen, 0 where it was given by its coordinates.
    """

    point: Point
    name: str = ""
    metres: float = 0.0


class Around(NamedTuple):
    """What the gazetteer knows of a spot: the region and country that hold it, the finest first, and towns near it, the nearest first."""

    holders: tuple[Place, ...] = ()
    towns: tuple[Place, ...] = ()


def spot_of(session: Session, point: Point, event_ids: Sequence[str], facilities: Sequence[int]) -> Spot:
    """The very place of the events or of the facility under the pointer; the spot itself where there are none, or at several places."""
    known = {mark.geonameid: mark for mark in session.facilities.marks} if facilities else {}
    found = {(event.point, event.place.name) for event in session.events(event_ids[:_ASKED]) if event.point and event.place}
    found |= {((known[i].latitude, known[i].longitude), known[i].name) for i in facilities if i in known}
    if len(found) != 1:
        return Spot(point)
    [((latitude, longitude), name)] = found
    return Spot(Point(latitude, longitude), shown(name, limit=80))


def place_there(point: Point) -> tuple[Place, str]:
    """The spot, and the name of the nearest town, under which it goes; under its coordinates, and without a name, where there is none."""
    try:
        with Gazetteer.open() as gazetteer:
            towns = gazetteer.near(*point, NEAR_KM, 1)
    except GeodataError:
        towns = ()
    town = towns[0].name if towns else ""
    return place_at(point, town or written(point, Written.DECIMAL)), town


def hand_km(metres: float) -> float:
    """Kilometres by which a hand may miss what it means, where a pixel of the map is so many metres."""
    return max(1.0, float(round(metres * _HAND / 1000)))


def area_in(place: Place) -> AreaOfInterest | None:
    """The area of a country or region; None where the gazetteer has no outline of it."""
    try:
        with Gazetteer.open() as gazetteer:
            outline = gazetteer.area(place.geonameid)
    except GeodataError:
        return None
    return outlined(outline, place.name) if outline else None


class Surroundings(QObject):
    """Asks the gazetteer in a thread of its own: it reads the outlines of all countries first."""

    answered = Signal(object)  # Around, of the newest question only
    _found = Signal(int, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._number = 0
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._found.connect(self._tell)

    def ask(self, point: Point) -> None:
        """Look around there; a question before this one is forgotten."""
        self._number += 1
        number = self._number
        self._pool.start(lambda: self._found.emit(number, _around(point)))

    @Slot(int, object)
    def _tell(self, number: int, found: Around) -> None:
        if number == self._number:
            self.answered.emit(found)

    def shut_down(self) -> None:
        """Wait for the look-up that runs, or its thread would report to nobody."""
        self._pool.waitForDone()


def _around(point: Point) -> Around:
    try:
        with Gazetteer.open() as gazetteer:
            return Around(gazetteer.at(*point), gazetteer.near(*point, NEAR_KM, NEAR_LIMIT))
    except GeodataError:
        return Around()
