"""The layer of military facilities: whether it is shown, the day it is shown for, and who is known to be where on that day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

from geodata.buffers import FacilityMark
from geodata.errors import GazetteerError
from geodata.events.holdings import Certainty, certainty, certainty_of, claim_covers
from geodata.gazetteer.facilities import Facility
from geodata.gazetteer.search import Gazetteer
from geodata.store import facilities as claim_rows
from geodata.store.columns import NO_DAY, date_of
from geodata.store.facilities import Claimed
from geodata.store.project import Project
from geodata.wording import shown

if TYPE_CHECKING:
    from desktop.preferences import Preferences
    from desktop.session import Session
    from desktop.snapshot.facts import Facts


def gazetteer_facilities() -> tuple[Facility, ...]:
    """Those of the user's gazetteer; none where it is not built yet."""
    try:
        with Gazetteer.open() as gazetteer:
            return gazetteer.facilities()
    except GazetteerError:
        return ()


class Facilities:
    """The gazetteer's facilities with those that only a project's articles claim, and the claims about each."""

    def __init__(self, known: Iterable[Facility], claimed: Iterable[Claimed]) -> None:
        self.claims: defaultdict[int, list[Claimed]] = defaultdict(list)
        self.by_id = {facility.place.geonameid: facility for facility in known}
        for each in claimed:
            self.claims[each.claim.place.geonameid].append(each)
            self.by_id.setdefault(each.claim.place.geonameid, Facility(place=each.claim.place))

    @classmethod
    def of(cls, project: Project | None) -> Facilities:
        """What the gazetteer and a project hold."""
        return cls(gazetteer_facilities(), claim_rows.every(project) if project else ())

    def marks(self, day: date) -> tuple[FacilityMark, ...]:
        """Those where somebody is known or said to be on `day`, by the rule of `geodata.events.holdings`."""
        return tuple(mark for facility in self.by_id.values() if (mark := self._mark(facility, day)) is not None)

    def _mark(self, facility: Facility, day: date) -> FacilityMark | None:
        place = facility.place
        claims = [each.claim for each in self.claims.get(place.geonameid, ())]
        certain = certainty(facility, claims, day)
        if certain is None:
            return None
        held = [tenure.operator for tenure in facility.tenures if certainty_of(tenure, day) is certain]
        if certain is Certainty.CLAIMED:
            held = [claim.operator or "whose is not told" for claim in claims if claim_covers(claim, day, facility, claims)]
        words = ", ".join(dict.fromkeys(shown(name, limit=60) for name in held))
        return FacilityMark(place.geonameid, place.name, place.latitude, place.longitude, certain, f"{words} ({CERTAINTY_WORDS[certain]})")


CERTAINTY_WORDS = {
    Certainty.KNOWN: "known that day",
    Certainty.OPEN: "start or end not told",
    Certainty.CLAIMED: "by an article here only",
    Certainty.UNVERIFIED: "not verified",
}


class FacilityLayer(QObject):
    """Nothing is read while it is off."""

    changed = Signal()  # what is shown, the day, or whether it is on
    opened = Signal(object)  # tuple of geonameids: show their card

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._facilities: Facilities | None = None
        self._known: tuple[Facility, ...] = ()  # the gazetteer's, which no change of the project touches
        self._chosen: date | None = None
        self._shown_day: date | None = None
        self.is_on = False
        self.marks: tuple[FacilityMark, ...] = ()
        session.opened.connect(self._forget_day)
        session.opened.connect(self.read_again)
        session.changed.connect(self.read_again)
        session.filtered.connect(self._follow)

    def remember_in(self, preferences: Preferences) -> None:
        """Be on or off as at last, and keep that."""
        self.set_on(preferences.facilities)
        self.changed.connect(lambda: setattr(preferences, "facilities", self.is_on))

    @property
    def day(self) -> date:
        """The day that was chosen, else the last one of the period, else of the events shown, else today."""
        return self._chosen or self._session.filter.last_date or self._last_event() or date.today()  # noqa: DTZ011 - the user's own

    @property
    def follows(self) -> bool:
        """True while the day is that of the timeline."""
        return self._chosen is None

    def facilities(self) -> Facilities:
        """What is known, read once until the project changes."""
        if self._facilities is None:
            if not self._known:
                self._known = gazetteer_facilities()
            project = self._session.project
            self._facilities = Facilities(self._known, claim_rows.every(project) if project else ())
        return self._facilities

    def set_on(self, on: bool) -> None:  # noqa: FBT001 - a check box's value
        """Show or hide the layer."""
        if on != self.is_on:
            self.is_on = on
            self._show()

    def set_day(self, day: date | None) -> None:
        """Show the layer as of `day`; None follows the timeline again."""
        self._chosen = day
        self._follow()

    def open(self, geonameids: Iterable[int]) -> None:
        """Ask for the card of these facilities."""
        self.opened.emit(tuple(geonameids))

    @Slot()
    def read_again(self) -> None:
        """The project or the gazetteer is another."""
        self._facilities = None
        if self.is_on:
            self._show()

    @Slot()
    def read_if_none(self) -> None:
        """The gazetteer may have been built since."""
        if self.is_on and not self.facilities().by_id:
            self.read_again()

    @Slot()
    def _forget_day(self) -> None:
        self._chosen = None

    @Slot()
    def _follow(self) -> None:
        if self.is_on and self.day != self._shown_day:
            self._show()

    def _show(self) -> None:
        self._shown_day = self.day if self.is_on else None
        self.marks = self.facilities().marks(self._shown_day) if self._shown_day else ()
        self.changed.emit()

    def _last_event(self) -> date | None:
        columns, mask = self._session.columns, self._session.mask
        if columns is None or not mask.any():
            return None
        last = date_of(int(np.where(mask, columns.first_day, NO_DAY).max()))
        return min(last, date.today()) if last else None  # noqa: DTZ011


def with_facilities(facts: Facts, marks: Iterable[FacilityMark], day: date | None) -> Facts:
    """The facts of a snapshot whose map shows `marks` for `day`; None: it shows none."""
    return replace(facts, facilities_day=day, facilities=frozenset(mark.certainty for mark in marks))
