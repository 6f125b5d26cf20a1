"""From articles to events in a project: recognise, resolve, detect, merge, keep."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Sized
from dataclasses import replace
from pathlib import Path

from geodata.analyst import Analyst
from geodata.articles.language import language_of
from geodata.errors import ContentError, GeodataError
from geodata.events.merge import merge_across, same_event
from geodata.model import Article, Changes, Event, Failure, LongCall, Progress, Review, SpanKind
from geodata.store import articles as article_rows
from geodata.store import corrections
from geodata.store import events as event_rows
from geodata.store import project as project_file
from geodata.store.corrections import Correction
from geodata.store.project import Project


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
        decided = corrections.every(project)
        for item in articles:
            yield Progress(done=len(changes), total=total, label=item.name if isinstance(item, Failure) else item.title)
            changes.append(_keep(project, item, analyst, decided))
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
        if correction.rule.place is not None:
            correction = replace(correction, rule=replace(correction.rule, place=analyst.filed(correction.rule.place)))
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
    decided = corrections.every(project)
    changes: list[Changes] = []
    for article_id in touched:
        article = article_rows.get(project, article_id)
        yield Progress(done=len(changes), total=len(touched), label=article.title)
        try:
            changes.append(reread(project, article, analyst, decided))
        except ContentError as error:  # it stays as it was, the others go on
            changes.append(Changes(failures=(Failure(name=article.title, reason=str(error)),)))
    return _joined(changes)


def _keep(project: Project, item: Article | Failure, analyst: Analyst, decided: Sequence[Correction]) -> Changes:
    if isinstance(item, Failure):
        return article_rows.add_failure(project, item)
    if article_rows.contains(project, item.article_id):
        return Changes()
    article = replace(item, language=item.language or language_of(item.text))
    try:
        analysis = analyst.analyse(article, decided=corrections.holding(decided, article))
    except GeodataError as error:
        return article_rows.add_failure(project, Failure(name=item.title, reason=str(error)))
    events = [merged(project, event) for event in analysis.events]
    return article_rows.add(project, article, analysis.resolutions, events, area_of=analyst.area_of)


def reread(project: Project, article: Article, analyst: Analyst, decided: Sequence[Correction]) -> Changes:
    """Read a kept article again by those of all decisions that hold for it; its events that nobody reviewed are made anew.

    An event that other articles report too is parted and merged again from what each of them tells. A reviewed event stays as the
    person left it; where it would lie elsewhere now, `failures` says so.
    """
    article = replace(article, language=article.language or language_of(article.text))
    analysis = analyst.analyse(article, decided=corrections.holding(decided, article))
    before = event_rows.of_article(project, article.article_id)
    reviewed = [event for event in before if event.review is not Review.UNREVIEWED]
    dropped = [event for event in before if event.review is Review.UNREVIEWED]
    told = _told_by_others(project, article.article_id, dropped, analyst, decided)
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

    One that a person reviewed gains the evidence and what it claims of facilities, and nothing else.
    """
    kept = next((k for k in event_rows.alike(project, event) if same_event(k, event)), None)
    if kept is None:
        return event
    if kept.review is Review.UNREVIEWED:
        return merge_across(kept, event)
    facilities = tuple(dict.fromkeys(kept.facilities + event.facilities))
    return replace(kept, facilities=facilities, evidence=tuple(dict.fromkeys(kept.evidence + event.evidence)))


def _told_by_others(
    project: Project, article_id: str, events: list[Event], analyst: Analyst, decided: Sequence[Correction]
) -> dict[str, list[Event]]:
    """What other articles tell of these events, read anew, by article."""
    others = {piece.article_id for event in events for piece in event.evidence} - {article_id}
    told: dict[str, list[Event]] = {}
    for other, article in article_rows.many(project, others).items():
        found = analyst.analyse(article, decided=corrections.holding(decided, article)).events
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


def _joined(changes: Iterable[Changes]) -> Changes:
    """All changes as one; an event that several articles report is named once."""
    changes = tuple(changes)
    return Changes(
        articles=tuple(dict.fromkeys(a for c in changes for a in c.articles)),
        events=tuple(dict.fromkeys(e for c in changes for e in c.events)),
        failures=tuple(f for c in changes for f in c.failures),
    )
