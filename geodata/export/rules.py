"""All correction rules as a table for people and other projects: those in force, and those that were turned off."""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from geodata.errors import ExportError
from geodata.events.ruling import EventRule, meant, named
from geodata.export.table import inert
from geodata.model import PlaceRule, Scope
from geodata.store import articles, corrections, event_rules, trail
from geodata.store.corrections import Correction
from geodata.store.project import Project
from geodata.store.trail import Action
from geodata.whole import whole

COLUMNS = (
    "kind", "name", "written", "means", "place", "geonameid", "latitude", "longitude", "country", "scope",
    "within", "reason", "person", "added", "in_force",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One decision with who took it and when; one that is not in force was taken back or undone and can be taken again."""

    correction: Correction | EventRule
    in_force: bool
    within: str  # the title of the article or the name of the source; empty for always
    person: str = ""
    added: datetime | None = None  # aware, UTC

    @property
    def rule(self) -> PlaceRule | EventRule:
        """What it says, with scope and reason."""
        return self.correction if isinstance(self.correction, EventRule) else self.correction.rule

    @property
    def key(self) -> tuple[bool, int]:
        """What tells it from all others."""
        return isinstance(self.correction, EventRule), self.correction.number

    @property
    def about(self) -> str:
        """The name, or which events."""
        if isinstance(self.correction, EventRule):
            return named(self.correction)
        return self.correction.written or self.correction.rule.name

    @property
    def means(self) -> str:
        """The place, or what such events are instead."""
        if isinstance(self.correction, EventRule):
            return meant(self.correction)
        return self.correction.rule.place.name if self.correction.rule.place else "no place"


def entries(project: Project) -> list[Entry]:
    """All decisions, those in force first, each group the newest first.

    Raises:
        ProjectError: the file cannot be read.
    """
    holding = [Entry(correction=each, in_force=True, within="", added=each.added) for each in corrections.every(project)]
    holding += [Entry(correction=each, in_force=True, within="", added=each.added) for each in event_rules.every(project)]
    taken: dict[tuple[bool, int], Entry] = {}
    for line in trail.every(project):  # the newest first
        if line.action in (Action.PLACE, Action.RULE) and line.after is not None:
            told = (event_rules if line.action is Action.RULE else corrections).of_fields(line.after)
            entry = Entry(correction=told, in_force=False, within="", person=line.person, added=line.added)
            taken.setdefault(entry.key, entry)
    known = taken | {e.key: replace(taken.get(e.key, e), correction=e.correction, in_force=True) for e in holding}
    ids = {entry.rule.within for entry in known.values() if entry.rule.scope is Scope.ARTICLE}
    titles = {i: article.title for i, article in articles.many(project, ids).items()}
    found = [replace(entry, within=titles.get(entry.rule.within, entry.rule.within)) for entry in known.values()]
    return sorted(found, key=lambda entry: (not entry.in_force, -(entry.added.timestamp() if entry.added else 0), -entry.correction.number))


def write(project: Project, path: Path) -> int:
    """Write all decisions as a CSV file; how many there are.

    Raises:
        ExportError: the file cannot be written.
        ProjectError: the project cannot be read.
    """
    rows = entries(project)
    try:
        with whole(path) as draft, draft.open("w", newline="", encoding="utf-8-sig") as file:
            table = csv.writer(file)
            table.writerow(COLUMNS)
            table.writerows([inert(value) for value in _row(entry)] for entry in rows)
    except OSError as error:
        raise ExportError(f"{path.name} cannot be written: {error.strerror}.") from error
    return len(rows)


def _row(entry: Entry) -> list[str | int | float | None]:
    rule, place = entry.rule, None if isinstance(entry.rule, EventRule) else entry.rule.place
    kind = entry.correction.kind.value if isinstance(entry.correction, EventRule) else "place"
    written = None if isinstance(entry.correction, EventRule) else entry.correction.written
    name = entry.about if isinstance(rule, EventRule) else rule.name
    where = [place.name, place.geonameid, place.latitude, place.longitude, place.country_code] if place else [None] * 5
    added = entry.added.isoformat(timespec="seconds") if entry.added else None
    told = [rule.scope.value, entry.within, rule.reason, entry.person, added, "yes" if entry.in_force else "no"]
    return [kind, name, written, entry.means, *where, *told]
