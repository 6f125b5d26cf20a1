"""From articles to events in a project: recognise, resolve, detect, merge, keep."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Sized
from concurrent.futures import Future
from contextlib import closing, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

from geodata.analyst import Analysis, Analyst
from geodata.articles.language import with_language
from geodata.changes import joined
from geodata.errors import ContentError, GeodataError
from geodata.events.merge import same_words
from geodata.events.ruling import EventRule
from geodata.jobs import Jobs, answered, read_ahead
from geodata.merging import Decisions, decisions, home_of, merged, read, told_by
from geodata.model import Article, Changes, Event, Failure, LongCall, Progress, Review
from geodata.store import articles as article_rows
from geodata.store import corrections, event_rules, originals, trail
from geodata.store import events as event_rows
from geodata.store import project as project_file
from geodata.store.corrections import Correction
from geodata.store.project import Project
from geodata.store.trail import Action, By, Line, OvertakenError


def process(path: Path, articles: Iterable[Article | Failure], analyst: Analyst, *, jobs: Jobs | None = None) -> LongCall:
    """Read `articles` into the project at `path`, one transaction each; closing the generator leaves whole articles only.

    An article that is kept already changes nothing, but is given its original where it has none. One that cannot be used is kept as
    failed, with the reason, and told in the returned `failures`; the others go on. With `jobs` other processes read, and `analyst` does
    what is left: what several articles tell, and where areas lie.

    Raises:
        ProjectError: the project cannot be opened or written.
    """
    total = len(articles) if isinstance(articles, Sized) else 0
    changes: list[Changes] = []
    with project_file.open(path) as project:
        project.check_writable()
        decided = decisions(project)
        ahead = read_ahead(articles, jobs, partial(_to_read, project, decided)) if jobs else ((item, None) for item in articles)
        with closing(ahead):
            for item, answer in ahead:
                yield Progress(done=len(changes), total=total, label=item.name if isinstance(item, Failure) else item.title)
                changes.append(_keep(project, item, analyst, decided, answer))
    return joined(changes)


def _to_read(project: Project, decided: Decisions, article: Article) -> tuple[Correction, ...] | None:
    return None if article_rows.contains(project, article.article_id) else corrections.holding(decided.places, article)


def correct(path: Path, correction: Correction, analyst: Analyst, by: By | None = None) -> LongCall:
    """Keep a person's decision about a name, and read the articles again that it touches.

    It also holds for articles that are read later, as far as its scope goes. Where it tells in which article it was taken, only that one
    is read again; the others are told as `waiting`, for `read_again` once a person asks for it. Closing the generator keeps the decision
    and whole articles; those that were not reached are read with it when they are next read.

    Raises:
        ProjectError: the project cannot be opened or written.
    """
    with project_file.open(path) as project:
        project.check_writable()
        if correction.rule.place is not None:
            correction = replace(correction, rule=replace(correction.rule, place=analyst.filed(correction.rule.place)))
        corrections.keep(project, correction, by)
        return (yield from _read_touched(project, correction, analyst, here=correction.here))


def read_again(path: Path, article_ids: Sequence[str], analyst: Analyst) -> LongCall:
    """Read kept articles again by the decisions that hold; closing the generator leaves whole articles only.

    Raises:
        ProjectError: the project cannot be opened or written.
    """
    with project_file.open(path) as project:
        project.check_writable()
        return (yield from _read_all(project, article_ids, analyst))


def take_back(path: Path, number: int, analyst: Analyst, by: By | None = None) -> LongCall:
    """Undo the decision with that number, and read the articles again that it touched.

    Raises:
        ProjectError: there is no such decision, or the project cannot be opened or written.
    """
    with project_file.open(path) as project:
        project.check_writable()
        correction = corrections.take_back(project, number, by)
        return (yield from _read_touched(project, correction, analyst))


def rule(path: Path, made: EventRule, analyst: Analyst, by: By | None = None) -> LongCall:
    """Keep a person's rule about events like one that was judged, and read the articles again as `correct` does.

    What a person judged stays as it is.

    Raises:
        ProjectError: the project cannot be opened or written.
    """
    with project_file.open(path) as project:
        project.check_writable()
        event_rules.keep(project, made, by)
        return (yield from _read_touched(project, made, analyst, here=made.here))


def take_back_rule(path: Path, number: int, analyst: Analyst, by: By | None = None) -> LongCall:
    """Turn the rule with that number off, and read the articles again that it touched.

    Raises:
        ProjectError: there is no such rule, or the project cannot be opened or written.
    """
    with project_file.open(path) as project:
        project.check_writable()
        return (yield from _read_touched(project, event_rules.take_back(project, number, by), analyst))


def turn(project: Project, line: Line, analyst: Analyst, by: By | None = None, *, is_undo: bool) -> LongCall:
    """Undo a line about a place name or a rule, or do it again, in an open project; the articles that it touches are read again.

    One that is done again reads, as when it was taken, only the article in which it was taken.
    """
    rows = event_rules if line.action is Action.RULE else corrections
    decision: Correction | EventRule = rows.turn(project, line, by, is_undo=is_undo)
    return (yield from _read_touched(project, decision, analyst, here="" if is_undo else decision.here))


def _read_touched(project: Project, decision: Correction | EventRule, analyst: Analyst, *, here: str = "") -> LongCall:
    touched = event_rules.affected(project, decision) if isinstance(decision, EventRule) else corrections.affected(project, decision)
    changes = yield from _read_all(project, [i for i in touched if here in ("", i)], analyst)
    return replace(changes, waiting=tuple(i for i in touched if here not in ("", i)))


def _read_all(project: Project, touched: Sequence[str], analyst: Analyst) -> LongCall:
    decided = decisions(project)
    changes: list[Changes] = []
    for article_id in touched:
        article = article_rows.get(project, article_id)
        yield Progress(done=len(changes), total=len(touched), label=article.title)
        try:
            changes.append(reread(project, article, analyst, decided))
        except ContentError as error:  # it stays as it was, the others go on
            changes.append(Changes(failures=(Failure(name=article.title, reason=str(error)),)))
    return joined(changes)


def _keep(
    project: Project, item: Article | Failure, analyst: Analyst, decided: Decisions, answer: Future[Analysis] | None = None
) -> Changes:
    if isinstance(item, Failure):
        return article_rows.add_failure(project, item)
    if article_rows.contains(project, item.article_id):
        if item.original is not None:
            with suppress(ContentError):  # its file was changed meanwhile: the article stays without
                originals.keep(project, item.article_id, item.original)
        return Changes()
    article = with_language(item)
    try:
        article = replace(article, original=item.original and originals.read(item.original))
        analysis = read(article, analyst, decided, answered(answer))
    except GeodataError as error:
        name = (item.original.address or item.original.name) if item.original else item.title
        return article_rows.add_failure(project, Failure(name=name, reason=str(error)))
    events = (merged(project, event, decided.merges) for event in analysis.events)
    return article_rows.add(project, article, analysis.resolutions, events, area_of=analyst.area_of)


def reread(project: Project, article: Article, analyst: Analyst, decided: Decisions) -> Changes:
    """Read a kept article again by those of all decisions that hold for it; its events that nobody reviewed are made anew.

    An event that other articles report too is parted and merged again from what each of them tells. A reviewed event stays as the
    person left it; where it would lie elsewhere now, `failures` says so. What a person decided about merges is followed, and what is
    decided while the article is read is not lost: it is read once more.
    """
    while True:
        try:
            return _reread(project, article, analyst, decided)
        except OvertakenError:
            decided = decisions(project)


def _reread(project: Project, article: Article, analyst: Analyst, decided: Decisions) -> Changes:
    article = with_language(article)
    analysis = read(article, analyst, decided)
    known, before = trail.mark(project), event_rows.of_article(project, article.article_id)
    reviewed = [event for event in before if event.review is not Review.UNREVIEWED]
    dropped = [event for event in before if event.review is Review.UNREVIEWED]
    others = {piece.article_id for event in dropped for piece in event.evidence} - {article.article_id}
    told = {other: told_by(project, other, analyst, decided, gone=dropped) for other in others}
    told[article.article_id] = [event for event in analysis.events if not _is_decided(event, before, reviewed)]
    fresh = [event for article_id in article_rows.in_order(project, told) for event in told[article_id]]

    def merged_again() -> Iterable[Event]:
        trail.check(project, known)
        yield from (merged(project, event, decided.merges) for event in fresh)

    written = article_rows.replace_reading(
        project,
        article,
        analysis.resolutions,
        dropped=[event.event_id for event in dropped],
        events=merged_again,
        area_of=analyst.area_of,
    )
    after = {event.event_id: event for event in event_rows.many(project, written)}
    changed = [event.event_id for event in dropped if after.get(event.event_id) != event]
    changed += [event_id for event_id, event in after.items() if event not in dropped]
    return Changes(articles=(article.article_id,), events=tuple(dict.fromkeys(changed)), failures=_left(article, reviewed, analysis.events))


def _is_decided(report: Event, before: list[Event], reviewed: list[Event]) -> bool:
    """Whether a person decided about what is told here: by its words, else by passage, category and place."""
    home = home_of(report, before)
    if home is not None:
        return home in reviewed
    return any(e.category is report.category and e.place == report.place and _same_passage(e, report) for e in reviewed)


def _same_passage(one: Event, other: Event) -> bool:
    pieces = ((mine, theirs) for mine in one.evidence for theirs in other.evidence if mine.article_id == theirs.article_id)
    return any(mine.start_char < theirs.end_char and theirs.start_char < mine.end_char for mine, theirs in pieces)


def _left(article: Article, reviewed: list[Event], found: tuple[Event, ...]) -> tuple[Failure, ...]:
    """Which reviewed events would lie elsewhere now."""
    standing = [kept for kept in reviewed if kept.review is not Review.REJECTED]
    moved = [kept for kept in standing for event in found if same_words(event, kept) and event.place != kept.place]
    reason = "An event of it was reviewed, so it stays where it is: “{}”."
    return tuple(Failure(name=article.title, reason=reason.format(event.location or event.sub_event_type)) for event in moved)
