"""From articles to events in a project: recognise, resolve, detect, merge, keep."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sized
from dataclasses import dataclass, replace
from pathlib import Path

from geodata.articles.language import language_of
from geodata.errors import ContentError, GeodataError
from geodata.events.merge import merge_across, same_event
from geodata.gazetteer.search import Gazetteer
from geodata.geoparsing.rules import followed, parted, with_words
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
    Review,
    SpanKind,
    Toponym,
)
from geodata.store import articles as article_rows
from geodata.store import corrections
from geodata.store import events as event_rows
from geodata.store import project as project_file
from geodata.store.corrections import Correction
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

    def analyse(
        self, article: Article, *, spans: Collection[tuple[int, int]] | None = None, decided: Iterable[Correction] = ()
    ) -> Analysis:
        """Toponyms with their places, and the events of this article alone; with `spans`, just the toponyms that stand there.

        `decided` holds for this article: a person's word goes before what is recognised and resolved.

        Raises:
            ContentError: the text is longer than any article.
        """
        if len(article.text) > LONGEST:
            raise ContentError(
                f"The text is too long: {len(article.text):,} characters, and {LONGEST:,} is the limit. Split it into articles."
            )
        decided = tuple(decided)
        rules = tuple(correction.rule for correction in decided)
        toponyms = self.recognizer.recognise(article.text, title=article.title)
        if spans is not None:
            toponyms = _at(spans, article.text, toponyms)
        toponyms, refused = parted(with_words(article.text, toponyms, (c.written for c in decided if c.written)), rules)
        resolutions = self.resolver.resolve(article.text, toponyms, title=article.title, source=article.source or "", rules=rules)
        resolutions = followed(resolutions, rules)
        events = tuple(self._told(event) for event in self.detector.detect(article, resolutions))
        return Analysis(resolutions=tuple(sorted((*resolutions, *refused), key=lambda r: r.toponym.start_char)), events=events)

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


def correct(path: Path, correction: Correction, analyst: Analyst) -> LongCall:
    """Keep a person's decision about a name, and read the articles again that it touches.

    It also holds for articles that are read later, as far as its scope goes. Closing the generator keeps the decision and whole
    articles; those that were not reached are read with it when they are next read.

    Raises:
        ProjectError: the project cannot be opened or written.
    """
    with project_file.open(path) as project:
        project.check_writable()
        corrections.keep(project, correction)
        return (yield from _read_touched(project, correction, analyst))


def take_back(path: Path, number: int, analyst: Analyst) -> LongCall:
    """Undo the decision with that number, and read the articles again that it touched.

    Raises:
        ProjectError: there is no such decision, or the project cannot be opened or written.
    """
    with project_file.open(path) as project:
        project.check_writable()
        correction = corrections.take_back(project, number)
        return (yield from _read_touched(project, correction, analyst))


def _read_touched(project: Project, correction: Correction, analyst: Analyst) -> LongCall:
    touched = corrections.affected(project, correction)
    changes: list[Changes] = []
    for article_id in touched:
        article = article_rows.get(project, article_id)
        yield Progress(done=len(changes), total=len(touched), label=article.title)
        try:
            changes.append(reread(project, article, analyst))
        except ContentError as error:  # it stays as it was, the others go on
            changes.append(Changes(failures=(Failure(name=article.title, reason=str(error)),)))
    return _joined(changes)


def _keep(project: Project, item: Article | Failure, analyst: Analyst) -> Changes:
    if isinstance(item, Failure):
        return article_rows.add_failure(project, item)
    if article_rows.contains(project, item.article_id):
        return Changes()
    article = replace(item, language=item.language or language_of(item.text))
    try:
        analysis = analyst.analyse(article, decided=corrections.holding(corrections.every(project), article))
    except GeodataError as error:
        return article_rows.add_failure(project, Failure(name=item.title, reason=str(error)))
    events = [merged(project, event) for event in analysis.events]
    return article_rows.add(project, article, analysis.resolutions, events, area_of=analyst.area_of)


def reread(project: Project, article: Article, analyst: Analyst) -> Changes:
    """Read a kept article again by the decisions that hold for it now; its events that nobody reviewed are made anew.

    An event that other articles report too is parted and merged again from what each of them tells. A reviewed event stays as the
    person left it; where it would lie elsewhere now, `failures` says so.
    """
    article = replace(article, language=article.language or language_of(article.text))
    analysis = _analysis(project, article, analyst)
    before = event_rows.of_article(project, article.article_id)
    reviewed = [event for event in before if event.review is not Review.UNREVIEWED]
    dropped = [event for event in before if event.review is Review.UNREVIEWED]
    told = _told_by_others(project, article.article_id, dropped, analyst)
    told[article.article_id] = [event for event in analysis.events if not any(_same_words(event, kept) for kept in reviewed)]
    fresh = [event for article_id in article_rows.in_order(project, told) for event in told[article_id]]
    written = article_rows.replace_reading(
        project,
        article,
        analysis.resolutions,
        dropped=[event.event_id for event in dropped],
        events=lambda: (merged(project, event) for event in fresh),
        area_of=analyst.area_of,
    )
    after = {event.event_id: event for event in event_rows.many(project, written)}
    changed = [event.event_id for event in dropped if after.get(event.event_id) != event]
    changed += [event_id for event_id, event in after.items() if event not in dropped]
    return Changes(articles=(article.article_id,), events=tuple(dict.fromkeys(changed)), failures=_left(article, reviewed, analysis.events))


def merged(project: Project, event: Event) -> Event:
    """The kept event that this one reports again, with the new evidence added; else the event as it is.

    One that a person reviewed gains the evidence and nothing else.
    """
    kept = next((k for k in event_rows.alike(project, event) if same_event(k, event)), None)
    if kept is None:
        return event
    if kept.review is Review.UNREVIEWED:
        return merge_across(kept, event)
    return replace(kept, evidence=tuple(dict.fromkeys(kept.evidence + event.evidence)))


def _analysis(project: Project, article: Article, analyst: Analyst) -> Analysis:
    return analyst.analyse(article, decided=corrections.holding(corrections.every(project), article))


def _told_by_others(project: Project, article_id: str, events: list[Event], analyst: Analyst) -> dict[str, list[Event]]:
    """What other articles tell of these events, read anew, by article."""
    others = {piece.article_id for event in events for piece in event.evidence} - {article_id}
    told: dict[str, list[Event]] = {}
    for other, article in article_rows.many(project, others).items():
        found = _analysis(project, article, analyst).events
        told[other] = [event for event in found if any(_same_words(event, dropped) for dropped in events)]
    return told


def _same_words(one: Event, other: Event) -> bool:
    """Whether both were coded from the same words: the same trigger, or where none is marked the same stretch."""
    return one.category is other.category and bool(_words(one) & _words(other))


def _words(event: Event) -> set[tuple[str, int]]:
    return {
        (piece.article_id, start)
        for piece in event.evidence
        for start in ([span.start_char for span in piece.spans if span.kind is SpanKind.TRIGGER] or [piece.start_char])
    }


def _left(article: Article, reviewed: list[Event], found: tuple[Event, ...]) -> tuple[Failure, ...]:
    """Which reviewed events would lie elsewhere now."""
    moved = [kept for kept in reviewed for event in found if _same_words(event, kept) and event.place != kept.place]
    reason = "An event of it was reviewed, so it stays where it is: “{}”."
    return tuple(Failure(name=article.title, reason=reason.format(event.location or event.sub_event_type)) for event in moved)


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
