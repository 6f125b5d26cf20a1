"""The trail of a person's decisions in the project: every change with who, when and why; what is undone stays in it as undone."""

from __future__ import annotations

import getpass
import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

from geodata.errors import ProjectError
from geodata.events.merge import Words, words
from geodata.model import Event
from geodata.store import events as event_rows
from geodata.store.fields import Fields
from geodata.store.project import Project

_LINES = (
    "SELECT trail.*, coalesce(trail_step.is_undo, 0) AS is_undone, trail_step.person AS stepped_by, trail_step.added AS stepped"
    " FROM trail LEFT JOIN trail_step"
    " ON trail_step.fid = (SELECT max(fid) FROM trail_step WHERE trail_step.trail = trail.fid)"
)


class OvertakenError(ProjectError):
    """A person decided something while a change was being prepared."""


class Action(StrEnum):
    """What a line of the trail tells of."""

    ACCEPT = "accept"
    REJECT = "reject"
    CORRECT = "correct"
    CREATE = "create"
    TAG = "tag"  # an event was given tags, or they were taken from it
    REMARK = "remark"  # a note on an article, and its tags
    PLACE = "place"  # a decision about a place name, taken or taken back
    MERGE = "merge"  # and about which reports are one event
    RULE = "rule"  # about events like one that was judged, made or turned off
    GRADE = "grade"  # a source's


def login_name() -> str:
    """The name of the person at this machine; empty where the system knows none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class By:
    """Who decides, and why; the reason may be empty."""

    person: str = field(default_factory=login_name)
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One change. `before` and `after` hold the fields that changed; None where there was nothing, or is nothing any more."""

    number: int
    action: Action
    event_id: str | None
    person: str
    reason: str
    before: Fields | None
    after: Fields | None
    words: frozenset[Words]
    added: datetime  # aware, UTC
    is_undone: bool = False
    stepped_by: str | None = None  # who undid it, or did it again, last
    stepped: datetime | None = None


def add(
    connection: sqlite3.Connection,
    action: Action,
    by: By | None,
    *,
    before: Fields | None,
    after: Fields | None,
    event: Event | None = None,
    told: Iterable[Words] = (),
) -> int:
    """Write one line, inside a transaction of the caller; its number. The words are `told`, else those of the event."""
    by = by or By()
    number: int = connection.execute(
        "INSERT INTO trail (action, event_id, person, reason, before, after, added) VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING fid",
        [action, event and event.event_id, by.person, by.reason, _json(before), _json(after), _now()],
    ).fetchone()[0]
    stretches = sorted(frozenset(told) or (words(event) if event else ()))
    connection.executemany(
        "INSERT INTO trail_words (trail, article_id, start_char, end_char) VALUES (?, ?, ?, ?)", ((number, *w) for w in stretches)
    )
    return number


def step(connection: sqlite3.Connection, line: Line, by: By | None, *, is_undo: bool) -> None:
    """Write that a line was undone, or done again, inside a transaction of the caller."""
    by = by or By()
    connection.execute(
        "INSERT INTO trail_step (trail, is_undo, person, added) VALUES (?, ?, ?, ?)", [line.number, is_undo, by.person, _now()]
    )


def turn(
    project: Project, line: Line, by: By | None, *, is_undo: bool, table: str, write: Callable[[sqlite3.Connection, Fields], object]
) -> Fields:
    """Undo a line about a row of `table`, or do it again, and tell which row that was; `write` puts one back that was gone.

    Raises:
        ProjectError: the file cannot be written.
    """
    gone, back = (line.after, line.before) if is_undo else (line.before, line.after)
    with project.transaction() as connection:
        step(connection, line, by, is_undo=is_undo)
        if gone is not None:
            connection.execute(f"DELETE FROM {table} WHERE fid = ?", [gone["number"]])  # noqa: S608 - our own words
        if back is not None:
            write(connection, back)
    return back or gone or {}


def mark(project: Project) -> tuple[int, int]:
    """Where the trail ends: it moves with each decision, undo and redo."""
    [row] = project.rows("SELECT (SELECT coalesce(max(fid), 0) FROM trail), (SELECT coalesce(max(fid), 0) FROM trail_step)")
    return row[0], row[1]


def check(project: Project, known: tuple[int, int]) -> None:
    """Return where nobody has decided anything since the trail ended at `known`.

    Raises:
        OvertakenError: somebody has, so what was planned on it would overwrite that.
    """
    if mark(project) != known:
        raise OvertakenError("Something else was decided meanwhile, so nothing was changed; please try again.")


def every(project: Project) -> list[Line]:
    """All lines, the newest first, undone ones too."""
    return _lines(project, project.rows(f"{_LINES} ORDER BY trail.fid DESC"))


def of_event(project: Project, event: Event) -> list[Line]:
    """The lines about an event, the newest first: those with its id, and those with its words where no other event bears their id."""
    told = words(event)
    rows = project.rows(
        f"{_LINES} WHERE trail.event_id = :event OR trail.fid IN (SELECT trail FROM trail_words"  # noqa: S608
        " WHERE article_id IN (SELECT value FROM json_each(:articles)))"
        " AND (trail.event_id IS NULL OR trail.event_id NOT IN (SELECT event_id FROM event)) ORDER BY trail.fid DESC",
        {"event": event.event_id, "articles": json.dumps(sorted({stretch.article_id for stretch in told}))},
    )
    return [
        line
        for line in _lines(project, rows)
        if line.event_id == event.event_id or any(own.overlaps(stretch) for own in line.words for stretch in told)
    ]


def to_undo(project: Project) -> Line | None:
    """The newest line in force."""
    rows = project.rows(f"{_LINES} WHERE coalesce(trail_step.is_undo, 0) = 0 ORDER BY trail.fid DESC LIMIT 1")
    return next(iter(_lines(project, rows)), None)


def to_redo(project: Project) -> Line | None:
    """The line that was undone last, unless a newer one is in force: a change after an undo leaves what was undone as it is."""
    newest = to_undo(project)
    rows = project.rows(
        f"{_LINES} WHERE trail_step.is_undo AND trail.fid > ? ORDER BY trail_step.fid DESC LIMIT 1",
        [newest.number if newest else 0],
    )
    return next(iter(_lines(project, rows)), None)


def event_of(project: Project, line: Line) -> Event | None:
    """The event that a line is about as it is now: that of its id, else the one of its words; None where there is none any more."""
    if line.event_id is None:
        return None
    if found := event_rows.many(project, [line.event_id]):
        return found[0]
    if line.action is Action.CREATE:  # made of words that others may have been made of too
        return None
    by_hand, held = made_by_hand(project), event_rows.of_articles(project, {stretch.article_id for stretch in line.words})
    return next(
        (event for event in held if event.event_id not in by_hand and any(own.overlaps(w) for own in words(event) for w in line.words)),
        None,
    )


def made_by_hand(project: Project) -> set[str]:
    """The ids of the events that a person made."""
    return {row["event_id"] for row in project.rows("SELECT DISTINCT event_id FROM trail WHERE action = ?", [Action.CREATE])}


def _lines(project: Project, rows: list[sqlite3.Row]) -> list[Line]:
    told: defaultdict[int, set[Words]] = defaultdict(set)
    numbers = json.dumps([row["fid"] for row in rows])
    for row in project.rows("SELECT * FROM trail_words WHERE trail IN (SELECT value FROM json_each(?))", [numbers]):
        told[row["trail"]].add(Words(row["article_id"], row["start_char"], row["end_char"]))
    return [
        Line(
            number=row["fid"],
            action=Action(row["action"]),
            event_id=row["event_id"],
            person=row["person"],
            reason=row["reason"],
            before=_fields(row["before"]),
            after=_fields(row["after"]),
            words=frozenset(told[row["fid"]]),
            added=datetime.fromisoformat(row["added"]),
            is_undone=bool(row["is_undone"]),
            stepped_by=row["stepped_by"],
            stepped=datetime.fromisoformat(row["stepped"]) if row["stepped"] else None,
        )
        for row in rows
    ]


def _fields(written: str | None) -> Fields | None:
    return None if written is None else json.loads(written)


def _json(fields: Fields | None) -> str | None:
    return None if fields is None else json.dumps(fields, ensure_ascii=False)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
