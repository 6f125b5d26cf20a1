"""From articles to events in a project: recognise, resolve, detect, merge, keep."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sized
from dataclasses import dataclass, replace
from pathlib import Path

from geodata.errors import ContentError, GeodataError
from geodata.events.merge import merge_across, same_event
from geodata.gazetteer.search import Gazetteer
from geodata.model import (
    Article,
    Changes,
    Event,
    EventDetector,
    Failure,
    LongCall,
    Place,
    Progress,
    Recognizer,
    Resolution,
    Resolver,
    Toponym,
)
from geodata.store import articles as article_rows
from geodata.store import events as event_rows
from geodata.store import project as project_file
from geodata.store.project import Project

LONGEST = 1_000_000  # characters of an article: half a minute of reading on a laptop, and longer than any news text


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """What was found in one article; the main event first."""

    resolutions: tuple[Resolution, ...]
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Analyst:
    """The three steps of reading an article, and where the areas of its places come from."""

    recognizer: Recognizer
    resolver: Resolver
    detector: EventDetector
    area_of: Callable[[int], bytes | None]  # well-known binary by geonameid
    shaded_for: Callable[[Place], Place | None] = lambda _: None  # the region whose area stands in for that of a district without one

    def analyse(self, article: Article, *, spans: Collection[tuple[int, int]] | None = None) -> Analysis:
        """Toponyms with their places, and the events of this article alone; with `spans`, just the toponyms that stand there.

        Raises:
            ContentError: the text is longer than any article.
        """
        if len(article.text) > LONGEST:
            raise ContentError(
                f"The text is too long: {len(article.text):,} characters, and {LONGEST:,} is the limit. Split it into articles."
            )
        toponyms = self.recognizer.recognise(article.text, title=article.title)
        if spans is not None:
            toponyms = _at(spans, article.text, toponyms)
        resolutions = self.resolver.resolve(article.text, toponyms, title=article.title, source=article.source or "")
        events = tuple(self._told(event) for event in self.detector.detect(article, resolutions))
        return Analysis(resolutions=resolutions, events=events)

    def _told(self, event: Event) -> Event:
        """The event, with a sentence where another area is shaded than that of its own place; its precision stays."""
        if event.place is None or event.point is not None or (region := self.shaded_for(event.place)) is None:
            return event
        told = f"Area: the outline of {event.place.name} is not known; {region.name}, the region that holds it, is shaded."
        return replace(event, reasons=(*event.reasons, told))


def default_analyst(gazetteer: Gazetteer) -> Analyst:
    """The analyst that ships with Dateline. It reads the gazetteer, so use it in the thread that opened that one."""
    from geodata.events.detect import TriggerDetector
    from geodata.geoparsing.resolve import RankedResolver
    from geodata.geoparsing.tagger import TaggerRecognizer

    return Analyst(
        recognizer=TaggerRecognizer(),
        resolver=RankedResolver(gazetteer),
        detector=TriggerDetector(gazetteer.country),
        area_of=lambda geonameid: _area(gazetteer, geonameid),
        shaded_for=lambda place: _shaded_for(gazetteer, place),
    )


def _area(gazetteer: Gazetteer, geonameid: int) -> bytes | None:
    """The outline of a place, else that of the region that holds it."""
    own = gazetteer.area(geonameid)
    place = gazetteer.place(geonameid) if own is None else None
    region = _shaded_for(gazetteer, place) if place else None
    return gazetteer.area(region.geonameid) if region else own


def _shaded_for(gazetteer: Gazetteer, place: Place) -> Place | None:
    """The first-level region that is shaded for a place within it that has no outline of its own; None where it has one."""
    if not place.country_code or place.feature_code in ("PCLI", "ADM1") or gazetteer.area(place.geonameid) is not None:
        return None
    region = gazetteer.region(place)
    return region if region is not None and gazetteer.area(region.geonameid) is not None else None


def process(path: Path, articles: Iterable[Article | Failure], analyst: Analyst) -> LongCall:
    """Read `articles` into the project at `path`, one transaction each; closing the generator leaves whole articles only.

    An article that is kept already changes nothing. One that cannot be used is kept as failed, with the reason, and told in the
    returned `failures`; the others go on.

    Raises:
        ProjectError: the project cannot be opened or written.
    """
    total = len(articles) if isinstance(articles, Sized) else 0
    changes: list[Changes] = []
    with project_file.open(path) as project:
        project.check_writable()
        for item in articles:
            yield Progress(done=len(changes), total=total, label=item.name if isinstance(item, Failure) else item.title)
            changes.append(_keep(project, item, analyst))
    return _joined(changes)


def _keep(project: Project, item: Article | Failure, analyst: Analyst) -> Changes:
    if isinstance(item, Failure):
        return article_rows.add_failure(project, item)
    if article_rows.contains(project, item.article_id):
        return Changes()
    try:
        analysis = analyst.analyse(item)
    except GeodataError as error:
        return article_rows.add_failure(project, Failure(name=item.title, reason=str(error)))
    events = [_merged(project, event) for event in analysis.events]
    return article_rows.add(project, item, analysis.resolutions, events, area_of=analyst.area_of)


def _merged(project: Project, event: Event) -> Event:
    """The kept event that this one reports again, with the new evidence added; else the event as it is."""
    kept = next((k for k in event_rows.alike(project, event) if same_event(k, event)), None)
    return event if kept is None else merge_across(kept, event)


def _at(spans: Collection[tuple[int, int]], text: str, found: Iterable[Toponym]) -> tuple[Toponym, ...]:
    """Toponyms at `spans`, in order of the text, in the role in which they were found if they were."""
    by_span = {(t.start_char, t.end_char): t for t in found}
    return tuple(
        by_span.get((start, end)) or Toponym(name=text[start:end], start_char=start, end_char=end) for start, end in sorted(set(spans))
    )


def _joined(changes: Iterable[Changes]) -> Changes:
    """All changes as one; an event that several articles report is named once."""
    changes = tuple(changes)
    return Changes(
        articles=tuple(dict.fromkeys(a for c in changes for a in c.articles)),
        events=tuple(dict.fromkeys(e for c in changes for e in c.events)),
        failures=tuple(f for c in changes for f in c.failures),
    )
