"""Where an export comes from: what was chosen, when it was made, by what, and whose articles it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import metadata

from geodata.export.words import filter_in_words
from geodata.model import Article, EventFilter

ATTRIBUTION = "Places: GeoNames (CC BY 4.0); outlines: Natural Earth"


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Travels inside every exported file."""

    filter: str  # in words
    made: datetime  # aware, UTC
    made_by: str
    sources: tuple[str, ...] = ()
    attribution: str = ATTRIBUTION


def provenance(event_filter: EventFilter, articles: Iterable[Article], *, made: datetime | None = None) -> Provenance:
    """The provenance of an export of what `event_filter` lets through, resting on `articles`."""
    return Provenance(
        filter=filter_in_words(event_filter),
        made=(made or datetime.now(UTC)).replace(microsecond=0),
        made_by=f"Dateline {_version()}",
        sources=tuple(sorted({article.source for article in articles if article.source})),
    )


def _version() -> str:
    try:
        return metadata.version("dateline")
    except metadata.PackageNotFoundError:
        return "(from a checkout)"
