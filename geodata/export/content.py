"""What an export holds: the chosen events as they may leave, read a block at a time, and what is told about them all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from geodata.export.provenance import Provenance
from geodata.export.record import Value, record
from geodata.export.release import Release, released, released_record
from geodata.grades import Reliability
from geodata.model import Article, Event, EventFilter, Extent
from geodata.space.rings import polygons_of
from geodata.store import articles as article_rows
from geodata.store import events as event_rows
from geodata.store import grades, places, tags
from geodata.store.project import Project
from geodata.wording import without_bullet

_BLOCK = 1000  # events in memory at once


class Row(NamedTuple):
    """One event as it leaves, its record with the columns of every format, and the articles of its block by id."""

    event: Event
    record: dict[str, Value]
    articles: Mapping[str, Article]
    grades: Mapping[str, Reliability]  # of sources by name

    @property
    def cited(self) -> list[tuple[Article, str]]:
        """The articles that it rests on and their very words without bullets, whether these may leave or not; each once."""
        words = ((e.article_id, without_bullet(self.articles[e.article_id].text[e.start_char : e.end_char])) for e in self.event.evidence)
        return [(self.articles[article_id], said) for article_id, said in dict.fromkeys(words)]

    def graded(self, source: str | None) -> str:
        """The grade of a source with that of the event by the Admiralty code, "B2"; empty where the source was not graded."""
        grade = self.grades.get(source) if source else None
        return f"{grade}{self.record['credibility']}" if grade else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What a person may ask of an export beside the events; each format takes what it has room for."""

    title: str = ""  # by default the project's name
    hxl: bool = False  # a table gets a row of hashtags
    summary: tuple[str, ...] = ()  # paragraphs about the events
    charts: bytes | None = None  # a picture of them, PNG
    map: MapPicture | None = None
    numbered: tuple[str, ...] = ()  # ids of events that get a number on the map, in that order


class MapPicture(NamedTuple):
    """The map as a picture, PNG, with the ground that it shows and the credits of what lies under the events.

    `others` are where symbols lie, in Web Mercator's square: numbers keep off them, and names off the numbers that stand so.
    """

    png: bytes
    extent: Extent
    credits: tuple[str, ...] = ()
    others: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """Given to each format's writer."""

    project: Project
    ids: Sequence[str]
    provenance: Provenance
    release: Release
    event_filter: EventFilter = field(default_factory=EventFilter)  # that let them through
    wishes: Wishes = field(default_factory=Wishes)

    def blocks(self, ids: Sequence[str] | None = None) -> Iterator[list[Row]]:
        """The events, or only those with `ids`, in their order; ids that are not in the project are left out."""
        chosen, graded = self.ids if ids is None else ids, grades.of_sources(self.project)
        leave = leaving(self.project, self.release)
        for start in range(0, len(chosen), _BLOCK):
            events = leave(chosen[start : start + _BLOCK])
            articles = article_rows.many(self.project, {e.article_id for event in events for e in event.evidence})
            yield [Row(event, released_record(record(event, articles, graded), self.release), articles, graded) for event in events]

    def outline(self, geonameid: int) -> bytes | None:
        """The polygons of a place that events are known to as well-known binary, longitude first; None where there is none."""
        outline = places.area(self.project, geonameid)
        return _areal(outline) if outline else None


def leaving(project: Project, release: Release) -> Callable[[Iterable[str]], list[Event]]:
    """What gives the events of some ids as they may leave, in their order; ids that are not in the project are left out."""
    spots = tags.sensitive_spots(project) if release.rounds_sensitive else frozenset()
    return lambda ids: [released(event, release, spots) for event in event_rows.many(project, ids)]


def _areal(outline: bytes) -> bytes:
    """Without the lines and points that mending may have left beside the polygons: other programs take no mixture for an area."""
    import shapely

    shape = shapely.from_wkb(outline)
    if shape.geom_type in ("Polygon", "MultiPolygon"):
        return outline
    found: bytes = shapely.to_wkb(shapely.multipolygons(polygons_of(shape)))
    return found
