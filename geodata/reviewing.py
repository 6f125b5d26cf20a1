"""A person's say over events: accepted, rejected, corrected or made by hand, each with its line in the trail.

No reading of an article changes what was decided; see `merging.merged` and `pipeline.reread`.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from sqlite3 import Connection

from geodata.analyst import NO_GROUND, Ground
from geodata.claims import ClaimKind
from geodata.errors import ProjectError
from geodata.events.codebook import code_of
from geodata.events.faults import faults
from geodata.grades import Reliability
from geodata.model import Changes, Event, Review, content_id
from geodata.store import events as event_rows
from geodata.store import grades, places, trail
from geodata.store.fields import DECIDED, difference, made_of, whole, with_fields
from geodata.store.project import Project
from geodata.store.trail import Action, By, Line

NOBODY = "a person"  # coder of what is made by one who gave no name
_FIGURES = {"fatalities": ClaimKind.DEATHS, "injured": ClaimKind.INJURED}


def accept(project: Project, event_id: str, by: By | None = None) -> Changes:
    """Say that an event is coded rightly; one that was rejected stands again.

    Raises:
        ProjectError: there is no such event, or the project cannot be written.
    """
    return _judge(project, event_id, Action.ACCEPT, Review.ACCEPTED, by)


def reject(project: Project, event_id: str, by: By | None = None) -> Changes:
    """Withdraw an event: it is kept, but passes a filter only where rejected events are asked for, and no export has it.

    Raises:
        ProjectError: there is no such event, or the project cannot be written.
    """
    return _judge(project, event_id, Action.REJECT, Review.REJECTED, by)


def correct(project: Project, corrected: Event, by: By | None = None, *, ground: Ground = NO_GROUND) -> Changes:
    """Keep the decided fields (`fields.DECIDED`) of `corrected`, whose id tells the event; its evidence and claims stay.

    A figure that the person changed is bounded by no claim any more. Where nothing is changed, nothing is written. Who changes but the
    credibility accepts the coding.

    Raises:
        ProjectError: a field cannot be kept so, there is no such event, or the project cannot be written.
    """
    with project.transaction() as connection:
        before = event_rows.get(project, corrected.event_id)
        wanted = {name: getattr(corrected, name) for name in DECIDED if name not in ("review", "settled")}
        after = _coded(replace(before, **wanted), ground)
        if difference(before, after) == ({}, {}):
            return Changes()
        settled = (kind for name, kind in _FIGURES.items() if getattr(before, name) != getattr(after, name))
        review = Review.CORRECTED if set(difference(before, after)[0]) != {"credibility"} else _seen(before.review)
        after = replace(after, review=review, settled=tuple(dict.fromkeys((*before.settled, *settled))))
        return _keep(connection, Action.CORRECT, before, after, by, ground)


def create(project: Project, made: Event, by: By | None = None, *, ground: Ground = NO_GROUND) -> Changes:
    """Keep an event that a person made, from words of articles or as an own observation; it gets an id of its own.

    Raises:
        ProjectError: a field cannot be kept so, or the project cannot be written.
    """
    by = by or By()
    with project.transaction() as connection:
        event_id = content_id("made by hand", by.person, datetime.now(UTC).isoformat(), str(trail.mark(project)))
        settled = tuple(kind for name, kind in _FIGURES.items() if getattr(made, name) is not None)
        made = replace(
            _coded(made, ground), event_id=event_id, coder=by.person.strip() or NOBODY, score=1.0, review=Review.ACCEPTED, settled=settled
        )
        return _keep(connection, Action.CREATE, None, made, by, ground)


def grade_source(project: Project, source: str, grade: Reliability | None, by: By | None = None) -> Changes:
    """Say how reliable a source is, or take that back; the credibility of its events follows where no person gave it.

    The events themselves stay as they are written; one of them is named, so that the columns are looked at again.

    Raises:
        ProjectError: the project cannot be written.
    """
    with project.transaction() as connection:
        before = grades.of_sources(project).get(source)
        if before is not grade:
            was, now = ({"source": source, "grade": value and value.value} for value in (before, grade))
            trail.add(connection, Action.GRADE, by, before=was, after=now)
            grades.write(connection, source, grade)
    return Changes(events=grades.example(project, source))


def turn(project: Project, line: Line, by: By | None = None, *, is_undo: bool, ground: Ground = NO_GROUND) -> Changes:
    """Undo a line about an event, or do it again: the fields that it changed are as they were before it, or after it.

    An event that was made by hand goes from the map when that is undone; the trail keeps it whole.

    Raises:
        ProjectError: the event is told no more, or the project cannot be written.
    """
    with project.transaction() as connection:
        trail.step(connection, line, by, is_undo=is_undo)
        if line.action is Action.GRADE:
            told = (line.before if is_undo else line.after) or {}
            grades.write(connection, told["source"], Reliability(told["grade"]) if told["grade"] else None)
            return Changes(events=grades.example(project, told["source"]))
        fields, now = line.before if is_undo else line.after, trail.event_of(project, line)
        if fields is None:
            event_rows.delete(connection, [now.event_id] if now else [])
            return _changes(now) if now else Changes()
        if now is None and line.action is not Action.CREATE:
            raise ProjectError("The article tells of that event no more, so the decision about it cannot be taken again.")
        after = made_of(fields) if now is None else with_fields(now, {name: fields[name] for name in fields if name in DECIDED})
        _write(connection, after, ground)
    return _changes(after)


def _judge(project: Project, event_id: str, action: Action, judged: Review, by: By | None) -> Changes:
    with project.transaction() as connection:
        before = event_rows.get(project, event_id)
        if before.review is judged:
            return Changes()
        return _keep(connection, action, before, replace(before, review=judged), by, NO_GROUND)


def _seen(review: Review) -> Review:
    return Review.ACCEPTED if review is Review.UNREVIEWED else review


def _coded(event: Event, ground: Ground) -> Event:
    """The event with the type of its codebook row and its place filed, where all holds together."""
    with suppress(KeyError):  # told by its faults
        event = replace(event, event_type=code_of(event.category, event.sub_event_type).event_type)
    wrong = faults(event)
    if wrong:
        raise ProjectError(next(iter(wrong.values())))
    return replace(event, place=ground.filed(event.place)) if event.place else event


def _keep(connection: Connection, action: Action, before: Event | None, after: Event, by: By | None, ground: Ground) -> Changes:
    _write(connection, after, ground)
    was, now = (None, whole(after)) if before is None else difference(before, after)
    trail.add(connection, action, by, before=was, after=now, event=after)
    return _changes(after)


def _write(connection: Connection, event: Event, ground: Ground) -> None:
    event_rows.write(connection, event)
    places.write_areas(connection, [event.place] if event.place and event.point is None else [], ground.area_of)


def _changes(event: Event) -> Changes:
    return Changes(events=(event.event_id,), articles=tuple(dict.fromkeys(piece.article_id for piece in event.evidence)))
