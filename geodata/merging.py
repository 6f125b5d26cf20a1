"""Reports of one event in a project: joined as they come in, and taken apart or joined by a person, whose word stays."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from sqlite3 import Connection

from geodata.analyst import Analysis, Analyst
from geodata.errors import ProjectError
from geodata.events.merge import Words, event_id, merge_across, same_event, same_words, words
from geodata.events.plausible import withheld
from geodata.events.ruling import EventRule, ruled
from geodata.model import Article, Changes, Event, Evidence, LongCall, Progress, Review, content_id
from geodata.store import articles as article_rows
from geodata.store import corrections, event_rules, merges, trail
from geodata.store import events as event_rows
from geodata.store import project as project_file
from geodata.store.corrections import Correction
from geodata.store.merges import MergeRule
from geodata.store.project import Project
from geodata.store.trail import Action, By, Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """All that a person decided in a project, the oldest first."""

    places: Sequence[Correction]
    merges: Sequence[MergeRule]
    events: Sequence[EventRule] = ()


def decisions(project: Project) -> Decisions:
    """Those in force."""
    return Decisions(places=corrections.every(project), merges=merges.every(project), events=event_rules.every(project))


def read(article: Article, analyst: Analyst, decided: Decisions, analysis: Analysis | None = None) -> Analysis:
    """What an article says by all that a person decided; `analysis` is what another process has read by what holds of its names.

    Raises:
        ContentError: the article cannot be read.
    """
    analysis = analysis or analyst.analyse(article, decided=corrections.holding(decided.places, article))
    rules = event_rules.holding(decided.events, article)
    return replace(analysis, events=ruled(tuple(map(withheld, analysis.events)), rules, {article.article_id: article.text}))


def part(path: Path, event: str, article: str, analyst: Analyst, by: By | None = None) -> LongCall:
    """Take one article's report out of the event with that id: afterwards there are two, each coded from its own articles' words.

    They stay two, whichever article is read again or comes in later. A reviewed event keeps what the person said of it and gives up the
    evidence. Closing the generator leaves all as it was.

    Raises:
        ProjectError: nothing else tells of the event, or the project cannot be opened or written.
    """
    with project_file.open(path) as project:
        project.check_writable()
        joined = event_rows.get(project, event)
        own = _with(joined, lambda piece: piece.article_id == article)
        rest = _with(joined, lambda piece: piece.article_id != article)
        if not own.evidence or not rest.evidence:
            raise ProjectError("Only one article tells of this event.")
        rule = MergeRule(is_same=False, one=words(own), other=words(rest))
        changed = (own, rest) if joined.review is not Review.UNREVIEWED else (joined, None)
        return (yield from _remade(project, [changed], analyst, lambda connection: _keep(connection, rule, by)))


def join(path: Path, event: str, other: str, analyst: Analyst, by: By | None = None) -> LongCall:
    """Make one event of the two with these ids; they stay one, whichever article is read again. A reviewed one keeps its coding.

    Closing the generator leaves all as it was.

    Raises:
        ProjectError: they are of two categories, both reviewed or one and the same, one is of a dataset, or the project cannot be
            opened or written.
    """
    with project_file.open(path) as project:
        project.check_writable()
        both = sorted((event_rows.get(project, i) for i in dict.fromkeys((event, other))), key=lambda e: e.review is Review.UNREVIEWED)
        if len(both) != 2 or both[0].category is not both[1].category:
            raise ProjectError("Only two events of one category can be joined.")
        if any(each.row for each in both):
            raise ProjectError("An event of a dataset stays as the dataset tells it, so it is not joined with another.")
        dropped = [each for each in both if each.review is Review.UNREVIEWED]
        if not dropped:
            raise ProjectError("Both events were reviewed, so neither can take in the other.")
        rule = MergeRule(is_same=True, one=words(both[0]), other=words(both[1]))
        return (yield from _remade(project, [(each, None) for each in dropped], analyst, lambda connection: _keep(connection, rule, by)))


def take_back(path: Path, number: int, analyst: Analyst, by: By | None = None) -> LongCall:
    """Undo the decision with that number: its events are made anew as if it had not been taken. Closing the generator leaves it in force.

    Of a reviewed event that it had made of two, the second's evidence is told apart again; a reviewed event that it had parted takes the
    evidence in again, whatever the person changed since.

    Raises:
        ProjectError: there is no such decision, or the project cannot be opened or written.
    """
    with project_file.open(path) as project:
        project.check_writable()
        rule = merges.get(project, number)
        return (yield from _follow(project, rule, analyst, lambda connection: _drop(connection, rule, by), holds=False))


def turn(project: Project, line: Line, analyst: Analyst, by: By | None = None, *, is_undo: bool) -> LongCall:
    """Undo a line about a decision, or do it again, in an open project. Closing the generator leaves all as it was.

    Raises:
        ProjectError: the project cannot be written.
    """
    back = line.before if is_undo else line.after
    rule = merges.of_fields(back or line.before or line.after or {})

    def decide(connection: Connection) -> None:
        trail.step(connection, line, by, is_undo=is_undo)
        if back is None:
            merges.drop(connection, rule.number)
        else:
            merges.keep(connection, rule)

    return (yield from _follow(project, rule, analyst, decide, holds=back is not None))


def without(project: Project, made: Event, line: Line, analyst: Analyst, by: By | None = None) -> LongCall:
    """Undo that a person made an event of which other articles have told since: those tell their own events again."""
    rest = _with(made, lambda piece: not _stands_in(piece, line.words))
    return (yield from _remade(project, [(rest, None)], analyst, lambda connection: trail.step(connection, line, by, is_undo=True)))


def merged(project: Project, event: Event, rules: Iterable[MergeRule]) -> Event:
    """The kept event that this one reports again, with the new evidence added; else the event as it is.

    What a person decided comes first. One that a person reviewed gains the evidence and the claims and nothing else. Reports of one
    article are different events, for the article tells them apart.
    """
    rules = tuple(rules)
    kept = next(iter(merges.bound(project, rules, event)), None) or next(
        (
            other
            for other in event_rows.alike(project, event)
            if other.review is not Review.REJECTED  # what was withdrawn takes no other report with it
            and not _articles(other) & _articles(event)
            and same_event(other, event)
            and merges.verdict(rules, other, event) is not False
        ),
        None,
    )
    if kept is None:
        return replace(event, event_id=_free(project, event.event_id))
    if kept.review is Review.UNREVIEWED:
        return merge_across(kept, event)
    return replace(
        kept,
        evidence=tuple(dict.fromkeys(kept.evidence + event.evidence)),
        claims=tuple(dict.fromkeys(kept.claims + event.claims)),
        facilities=tuple(dict.fromkeys(kept.facilities + event.facilities)),
    )


def told_by(
    project: Project, article_id: str, analyst: Analyst, decided: Decisions, *, gone: Sequence[Event], staying: Sequence[Event] = ()
) -> list[Event]:
    """What an article tells of the events `gone`, read anew; `staying` are what is left of those that lose but some of their evidence.

    Where the article gives no such event any more, what was told of it before stands for it.
    """
    article = article_rows.get(project, article_id)
    found = read(article, analyst, decided).events
    changed = {event.event_id for event in (*gone, *staying)}
    kept = [event for event in event_rows.of_article(project, article_id) if event.event_id not in changed]
    told = [(event, home_of(event, (*gone, *staying, *kept))) for event in found]
    silent = [event for event in gone if article_id in _articles(event) and not any(home is event for _, home in told)]
    return [event for event, home in told if any(home is lost for lost in gone)] + [_as_told(event, article_id) for event in silent]


def home_of(report: Event, events: Iterable[Event]) -> Event | None:
    """Which of the events was coded from the words of this report; one of the same id, category and place before others."""
    known = [event for event in events if same_words(event, report)]
    alike = lambda e: (e.event_id == report.event_id, e.category is report.category, e.place == report.place)  # noqa: E731
    return max(known, key=alike, default=None)


def _remade(
    project: Project,
    changed: Sequence[tuple[Event, Event | None]],
    analyst: Analyst,
    decide: Callable[[Connection], object],
    *,
    once: Sequence[MergeRule] = (),
) -> LongCall:
    """Make events anew from what their articles tell, by the rules after `decide` has written and those for `once`: all or nothing.

    Each of `changed` is an event to be told again, and what is left of it where it is reviewed.
    """
    gone, staying = [lost for lost, _ in changed], [rest for _, rest in changed if rest is not None]
    decided, known = decisions(project), trail.mark(project)
    told: dict[str, list[Event]] = {}
    articles = article_rows.in_order(project, {piece.article_id for event in gone for piece in event.evidence})
    for article_id in articles:
        yield Progress(done=len(told), total=len(articles), label=article_rows.get(project, article_id).title)
        told[article_id] = told_by(project, article_id, analyst, decided, gone=gone, staying=staying)
    dropped = [lost.event_id for lost, rest in changed if rest is None]

    def fresh() -> Iterable[Event]:
        rules = (*merges.every(project), *once)
        yield from staying
        yield from (merged(project, event, rules) for article_id in articles for event in told[article_id])

    with project.transaction() as connection:
        trail.check(project, known)
        decide(connection)
        written = event_rows.rewrite(connection, dropped=dropped, events=fresh, area_of=analyst.area_of)
    return Changes(articles=tuple(articles), events=tuple(dict.fromkeys((*written, *dropped))))


def _follow(project: Project, rule: MergeRule, analyst: Analyst, decide: Callable[[Connection], object], *, holds: bool) -> LongCall:
    """Make the events anew that a decision touches, once `decide` has written that it holds, or does so no more."""
    held = [e for e in event_rows.of_articles(project, {w.article_id for w in rule.one | rule.other}) if rule.touches(e)]
    is_one = rule.is_same is holds  # what the two sides are to be afterwards
    given_up = rule.one if holds else rule.other
    changed: list[tuple[Event, Event | None]] = []
    for event in held:
        rest = _with(event, lambda piece: not _stands_in(piece, given_up))
        if event.review is Review.UNREVIEWED:
            changed.append((event, None))
        elif not is_one and rest.evidence and rest != event:
            changed.append((_with(event, lambda piece: _stands_in(piece, given_up)), rest))
    is_judged = any(event.review is not Review.UNREVIEWED for event in held)
    once = [replace(rule, is_same=True)] if is_judged and is_one and not holds else []
    return (yield from _remade(project, changed, analyst, decide, once=once))


def _keep(connection: Connection, rule: MergeRule, by: By | None) -> None:
    kept = replace(rule, number=merges.keep(connection, rule))
    trail.add(connection, Action.MERGE, by, before=None, after=merges.fields(kept), told=rule.one | rule.other)


def _drop(connection: Connection, rule: MergeRule, by: By | None) -> None:
    merges.drop(connection, rule.number)
    trail.add(connection, Action.MERGE, by, before=merges.fields(rule), after=None, told=rule.one | rule.other)


def _with(event: Event, wanted: Callable[[Evidence], bool]) -> Event:
    evidence = tuple(piece for piece in event.evidence if wanted(piece))
    articles = {piece.article_id for piece in evidence}
    return replace(
        event,
        evidence=evidence,
        claims=tuple(claim for claim in event.claims if claim.article_id in articles),
        facilities=tuple(claim for claim in event.facilities if claim.article_id in articles),
    )


def _stands_in(piece: Evidence, told: frozenset[Words]) -> bool:
    return any(Words(piece.article_id, piece.start_char, piece.end_char).overlaps(stretch) for stretch in told)


def _as_told(event: Event, article_id: str) -> Event:
    """The event as one article tells it, as far as it is known without reading that again."""
    own = _with(replace(event, review=Review.UNREVIEWED, note="", settled=()), lambda piece: piece.article_id == article_id)
    return replace(own, event_id=event_id(article_id, own))


def _articles(event: Event) -> set[str]:
    return {piece.article_id for piece in event.evidence}


def _free(project: Project, wanted: str) -> str:
    """An id that no kept event has: one that a person reviewed keeps the id of a report that was taken out of it."""
    while event_rows.contains(project, wanted):
        wanted = content_id(wanted, "another")
    return wanted
