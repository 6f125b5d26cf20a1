"""What may leave in an export: its TLP 2.0 marking, and what is left out or made coarser for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from geodata.export.record import Value
from geodata.model import Event
from geodata.store.columns import EventColumns

STEP = "0.1°"
_DECIMALS = 1  # of a degree: some 11 km from south to north
_OWN_WORDS = ("notes", "tags", "coder", "review")  # excerpts, and what analysts and models made of them
_NO_PLACE_ID = -1


class Tlp(StrEnum):
    """The levels of the Traffic Light Protocol 2.0, the most open first."""

    CLEAR = "CLEAR"
    GREEN = "GREEN"
    AMBER = "AMBER"
    AMBER_STRICT = "AMBER+STRICT"
    RED = "RED"

    @property
    def marking(self) -> str:
        """As it is printed."""
        return f"TLP:{self.value}"

    @property
    def audience(self) -> str:
        """Who may be given it, in words."""
        return _AUDIENCES[self]

    @property
    def colour(self) -> str:
        """Of the marking's letters on black, by the standard."""
        return _COLOURS[self]


_AUDIENCES = {
    Tlp.CLEAR: "no limit on who may see it",
    Tlp.GREEN: "the community, not the public",
    Tlp.AMBER: "your organisation and its clients, who need to know",
    Tlp.AMBER_STRICT: "your organisation only",
    Tlp.RED: "the named recipients only",
}
_COLOURS = {Tlp.CLEAR: "#FFFFFF", Tlp.GREEN: "#33FF00", Tlp.AMBER: "#FFC000", Tlp.AMBER_STRICT: "#FFC000", Tlp.RED: "#FF2B2B"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """How far an export may go: its marking, None where it bears none, and whether coordinates are rounded."""

    tlp: Tlp | None = None
    rounded: bool = False

    @property
    def leaves_out_words(self) -> bool:
        """True where neither excerpts nor analysts' words leave."""
        return self.tlp is Tlp.CLEAR

    @property
    def left_out(self) -> tuple[str, ...]:
        """The columns of a record that stay empty."""
        return _OWN_WORDS if self.leaves_out_words else ()

    @property
    def changes(self) -> tuple[str, ...]:
        """What differs from the project, a sentence each."""
        told = {
            f"Coordinates are rounded to {STEP}.": self.rounded,
            "Excerpts of articles and what analysts noted are left out.": self.leaves_out_words,
        }
        return tuple(sentence for sentence, holds in told.items() if holds)


def released(event: Event, release: Release) -> Event:
    """The event as it may leave: a rounded point bears no id of a gazetteer, which would tell the exact one."""
    if not release.rounded or event.place is None or event.point is None:
        return event
    latitude, longitude = (round(degrees, _DECIMALS) for degrees in event.point)
    return replace(event, place=replace(event.place, latitude=latitude, longitude=longitude, geonameid=_NO_PLACE_ID))


def released_record(record: Mapping[str, Value], release: Release) -> dict[str, Value]:
    """The record of a released event without what may not leave; the columns stay."""
    return {**record, **dict.fromkeys(release.left_out)}


def released_columns(columns: EventColumns, release: Release) -> EventColumns:
    """Columns for a picture of the map that leaves: their points are as coarse as those of released events."""
    if not release.rounded:
        return columns
    latitude, longitude = np.round(columns.latitude, _DECIMALS), np.round(columns.longitude, _DECIMALS)
    return replace(columns, latitude=latitude, longitude=longitude)
