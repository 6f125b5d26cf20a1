"""A person's tags and notes: given, changed, undone, each with its line in the trail; they code nothing and so are no review."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from geodata.errors import ProjectError
from geodata.events.faults import LONGEST
from geodata.model import Changes
from geodata.remarks import Remarks
from geodata.store import articles, events, tags, trail
from geodata.store.fields import Fields
from geodata.store.project import Project
from geodata.store.trail import Action, By, Line


def tag(
    project: Project, event_ids: Iterable[str], by: By | None = None, *, add: Sequence[str] = (), remove: Sequence[str] = ()
) -> Changes:
    """Give these events tags and take others from them, one line of the trail an event; events that are so already are left.

    Raises:
        ProjectError: there is no such event, or the project cannot be written.
    """
    changed = []
    with project.transaction() as connection:
        for event_id in event_ids:
            event = events.get(project, event_id)
            wanted = tuple(dict.fromkeys((*(t for t in event.tags if t not in remove), *add)))
            if wanted == event.tags:
                continue
            tags.set_of_event(connection, event_id, wanted)
            trail.add(connection, Action.TAG, by, before={"tags": list(event.tags)}, after={"tags": list(wanted)}, event=event)
            changed.append(event_id)
    return Changes(events=tuple(changed))


def remark(project: Project, article_id: str, remarks: Remarks, by: By | None = None) -> Changes:
    """Keep this note and these tags of an article in place of those before.

    Raises:
        ProjectError: the note is too long, there is no such article, or the project cannot be written.
    """
    if len(remarks.note) > LONGEST:
        raise ProjectError(f"The note is longer than {LONGEST:,} characters.")
    with project.transaction() as connection:
        before = articles.get(project, article_id).remarks
        if remarks == before:
            return Changes()
        tags.set_of_article(connection, article_id, remarks)
        trail.add(connection, Action.REMARK, by, before=_fields(article_id, before), after=_fields(article_id, remarks))
    return Changes(articles=(article_id,), events=tags.events_of(project, article_id))


def turn(project: Project, line: Line, by: By | None = None, *, is_undo: bool) -> Changes:
    """Undo a line about tags or notes, or do it again.

    Raises:
        ProjectError: the event is told no more, or the project cannot be written.
    """
    fields = (line.before if is_undo else line.after) or {}
    with project.transaction() as connection:
        trail.step(connection, line, by, is_undo=is_undo)
        if line.action is Action.REMARK:
            article_id = str(fields["article_id"])
            tags.set_of_article(connection, article_id, Remarks(str(fields["note"]), tuple(fields["tags"])))
            return Changes(articles=(article_id,), events=tags.events_of(project, article_id))
        event = trail.event_of(project, line)
        if event is None:
            raise ProjectError("The article tells of that event no more, so its tags cannot be changed.")
        tags.set_of_event(connection, event.event_id, tuple(fields["tags"]))
        return Changes(events=(event.event_id,))


def _fields(article_id: str, remarks: Remarks) -> Fields:
    return {"article_id": article_id, "note": remarks.note, "tags": list(remarks.tags)}
