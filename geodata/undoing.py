"""Undo and redo through the trail of a project: without limit, and after it was opened again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from geodata import merging, pipeline, reviewing, tagging
from geodata.analyst import NO_GROUND, Analyst, Ground
from geodata.errors import ProjectError
from geodata.model import Changes, Event, LongCall
from geodata.store import project as project_file
from geodata.store import trail
from geodata.store.project import Project
from geodata.store.trail import Action, By, Line


def undo(path: Path, analyst: Callable[[], Analyst], by: By | None = None) -> LongCall:
    """Undo the newest line of the trail that is in force; it stays there as undone. `analyst` is asked for where articles are read again.

    Raises:
        ProjectError: there is nothing to undo, or the project cannot be opened or written.
    """
    return _turned(path, analyst, by, is_undo=True)


def redo(path: Path, analyst: Callable[[], Analyst], by: By | None = None) -> LongCall:
    """Do the line again that was undone last.

    Raises:
        ProjectError: there is nothing to do again, or the project cannot be opened or written.
    """
    return _turned(path, analyst, by, is_undo=False)


def next_line(project: Project, *, is_undo: bool) -> Line | None:
    """What the next undo, or redo, would be about."""
    return trail.to_undo(project) if is_undo else trail.to_redo(project)


def is_quick(project: Project, line: Line, *, is_undo: bool) -> bool:
    """Whether no article is read again: then `turn_quickly` does it."""
    if line.action in (Action.PLACE, Action.RULE, Action.MERGE):
        return False
    return not (is_undo and line.before is None and _told_since(project, line))


def turn_quickly(project: Project, line: Line, by: By | None = None, *, is_undo: bool, ground: Ground = NO_GROUND) -> Changes:
    """Undo or do again a line for which `is_quick` holds."""
    if line.action in (Action.TAG, Action.REMARK):
        return tagging.turn(project, line, by, is_undo=is_undo)
    return reviewing.turn(project, line, by, is_undo=is_undo, ground=ground)


def _turned(path: Path, analyst: Callable[[], Analyst], by: By | None, *, is_undo: bool) -> LongCall:
    with project_file.open(path) as project:
        project.check_writable()
        line = next_line(project, is_undo=is_undo)
        if line is None:
            raise ProjectError(f"There is nothing to {'undo' if is_undo else 'do again'}.")
        if line.action in (Action.PLACE, Action.RULE):
            return (yield from pipeline.turn(project, line, analyst(), by, is_undo=is_undo))
        if line.action is Action.MERGE:
            return (yield from merging.turn(project, line, analyst(), by, is_undo=is_undo))
        if is_quick(project, line, is_undo=is_undo):
            return turn_quickly(project, line, by, is_undo=is_undo, ground=analyst().ground if _needs_ground(line) else NO_GROUND)
        event = _told_since(project, line)
        assert event is not None  # else it were quick
        return (yield from merging.without(project, event, line, analyst(), by))


def _needs_ground(line: Line) -> bool:
    return "place" in (line.after or {})


def _told_since(project: Project, line: Line) -> Event | None:
    """The event that a person made, where articles have told of it since."""
    event = trail.event_of(project, line)
    return event if event and any(piece.article_id not in {w.article_id for w in line.words} for piece in event.evidence) else None
