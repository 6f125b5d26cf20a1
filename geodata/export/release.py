"""What may leave in an export: its TLP 2.0 marking, and what is left out or made coarser for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from geodata.coordinates import parse
from geodata.export.record import Value
from geodata.model import Event
from geodata.store.columns import EventColumns

STEP = "0.1°"
_DECIMALS = 1  # of a degree: some 11 km from south to north
_OWN_WORDS = ("notes", "tags", "coder", "review")  # excerpts, and what analysts and models made of them
_NO_PLACE_ID = -1
_MOVED_KM = 8.0  # how far a point may be from its rounded one: half a step north and half a step east

Spots = frozenset[tuple[float, float]]  # (latitude, longitude) in degrees


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
    """How far an export may go: its marking, None where it bears none, and whether coordinates are rounded.

    `sensitive` rounds those that a person flagged as such, which CLEAR does anyway; `rounded` rounds them all.
    """

    tlp: Tlp | None = None
    rounded: bool = False
    sensitive: bool = False

    @property
    def rounds_sensitive(self) -> bool:
        """True where flagged coordinates are rounded, whether others are or not."""
        return self.rounded or self.sensitive or self.tlp is Tlp.CLEAR

    @property
    def leaves_out_words(self) -> bool:
        """True where neither excerpts nor analysts' words leave."""
        return self.tlp is Tlp.CLEAR

    @property
    def left_out(self) -> tuple[str, ...]:
        """The columns of a record that stay empty."""
        return _OWN_WORDS if self.leaves_out_words else ()

    def changes(self, sensitive: int = 0) -> tuple[str, ...]:
        """What differs from the project, a sentence each; `sensitive` of its events are at flagged spots."""
        may_tell = "" if self.leaves_out_words else ", which excerpts and titles of articles may still tell"
        told = {
            f"Coordinates are rounded to {STEP}.": self.rounded,
            f"Coordinates that were flagged as sensitive are rounded to {STEP}.": not self.rounded
            and self.rounds_sensitive
            and sensitive > 0,
            f"Places that were flagged as sensitive bear these in place of a name{may_tell}.": self.rounds_sensitive and sensitive > 0,
            "Excerpts of articles and what analysts noted are left out.": self.leaves_out_words,
        }
        return tuple(sentence for sentence, holds in told.items() if holds)


def released(event: Event, release: Release, spots: Spots = frozenset()) -> Event:
    """The event as it may leave; `spots` are the sensitive ones.

    A rounded point bears no id of a gazetteer, which would tell the exact one, and the event may be as much farther from it. Nor does it
    bear a name that tells more: none where it is sensitive, elsewhere none that is itself a pair of coordinates.
    """
    is_sensitive = release.rounds_sensitive and event.point in spots
    if event.place is None or event.point is None or not (release.rounded or is_sensitive):
        return event
    latitude, longitude = _coarse(event.point).tolist()
    name, location = event.place.name, event.location
    if is_sensitive or parse(name):
        name = f"{latitude}, {longitude}"
    if location and (is_sensitive or parse(location)):
        location = None
    coarse = replace(event.place, name=name, latitude=latitude, longitude=longitude, geonameid=_NO_PLACE_ID)
    return replace(event, place=coarse, location=location, radius_km=(event.radius_km or 0) + _MOVED_KM)


def released_record(record: Mapping[str, Value], release: Release) -> dict[str, Value]:
    """The record of a released event without what may not leave; the columns stay."""
    return {**record, **dict.fromkeys(release.left_out)}


def released_columns(columns: EventColumns, release: Release, spots: Spots = frozenset()) -> EventColumns:
    """Columns for a picture of the map that leaves: their points are as coarse as those of released events.

    They are the same columns where nothing is rounded.
    """
    coarse = np.full(len(columns), release.rounded)
    if release.rounds_sensitive and spots:
        coarse |= np.isin(columns.longitude + 1j * columns.latitude, [longitude + 1j * latitude for latitude, longitude in spots])
    coarse &= ~np.isnan(columns.latitude)  # an area has no point that could move
    if not coarse.any():
        return columns
    return replace(
        columns,
        latitude=np.where(coarse, _coarse(columns.latitude), columns.latitude),
        longitude=np.where(coarse, _coarse(columns.longitude), columns.longitude),
        radius_km=(columns.radius_km + coarse * _MOVED_KM).astype(columns.radius_km.dtype),
    )


def _coarse(degrees: ArrayLike) -> NDArray[np.float64]:
    """Degrees to the step, the same ones for a record, a symbol and its number; no "-0.0"."""
    coarse: NDArray[np.float64] = (np.round(np.asarray(degrees, dtype=np.float64), _DECIMALS) + 0.0).astype(np.float64, copy=False)
    return coarse
