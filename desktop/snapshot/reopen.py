"""A page and the view that it carries: one made of the other."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from desktop.snapshot import template
from desktop.snapshot.paper import Snapshot
from desktop.snapshot.take import Page
from geodata.export.release import Tlp
from geodata.export.view import View
from geodata.model import EventFilter
from geodata.store.project import Project


def with_view(page: Page, project: Project, event_filter: EventFilter) -> Page:
    """The page with what it shows as a view, to be carried by its file; the project's name stays here where anybody may see the page."""
    snapshot = page.snapshot
    view = View(
        project=project.mark(),
        name="" if snapshot.tlp is Tlp.CLEAR else project.path.stem,
        event_filter=event_filter,
        extent=page.extent,
        shown=page.facts.shown,
        numbered=tuple(each.event_id for each in page.facts.numbered),
        page={"title": snapshot.title, "subtitle": snapshot.subtitle, **template.fields(snapshot)},
        made_by=page.facts.made_by,
    )
    return replace(page, view=view)


def snapshot_of(view: View) -> Snapshot:
    """The page as it was asked for; what is not known here is as at first."""
    told, made = view.page, Snapshot(title=str(view.page.get("title", "")), subtitle=str(view.page.get("subtitle", "")))
    with suppress(ValueError, TypeError, KeyError):
        return template.applied(told, made)
    return made
