"""Where an export comes from: what was chosen, when it was made, by what, and whose articles it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import metadata

from geodata.export.included import Included
from geodata.export.release import Release
from geodata.export.words import filter_in_words
from geodata.model import EventFilter

ATTRIBUTION = "Places: GeoNames (CC BY 4.0); outlines: Natural Earth"

BORDERS = "Borders and names are the basemap's and state nothing about the status of any territory."


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Travels inside every exported file."""

    filter: str  # in words
    made: datetime  # aware, UTC
    made_by: str
    title: str = "Events"
    marking: str = ""  # of the Traffic Light Protocol, such as TLP:GREEN
    changes: tuple[str, ...] = ()  # what differs from the project, a sentence each
    included: Included | None = None
    sources: tuple[str, ...] = ()
    attribution: str = ATTRIBUTION

    def pairs(self) -> list[tuple[str, str]]:
        """Name and value of what there is to tell, for people, sources last."""
        told = [
            ("Marking", self.marking),
            ("Filter", self.filter),
            ("Made", f"{self.made:%Y-%m-%d %H:%M} UTC"),
            ("Made by", self.made_by),
            *(("Changed", sentence) for sentence in self.changes),
            *(self.included.pairs() if self.included else ()),
            ("Credits", self.attribution),
            *(("Source", source) for source in self.sources),
        ]
        return [(name, value) for name, value in told if value]


def provenance(
    event_filter: EventFilter,
    sources: Iterable[str],
    *,
    release: Release | None = None,
    included: Included | None = None,
    title: str = "Events",
    made: datetime | None = None,
) -> Provenance:
    """The provenance of an export of what `event_filter` lets through, resting on articles of `sources`."""
    chosen = release or Release()
    return Provenance(
        filter=filter_in_words(event_filter),
        made=(made or datetime.now(UTC)).replace(microsecond=0),
        made_by=f"Dateline {_version()}",
        title=title,
        marking=chosen.tlp.marking if chosen.tlp else "",
        changes=chosen.changes(included.sensitive if included else 0),
        included=included,
        sources=tuple(sources),
    )


def _version() -> str:
    try:
        return metadata.version("dateline")
    except metadata.PackageNotFoundError:
        return "(from a checkout)"
