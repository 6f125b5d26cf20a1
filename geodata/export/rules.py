"""The decisions about place names as a table for people and other projects: those in force, and those that were turned off."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from geodata.errors import ExportError
from geodata.export.table import inert
from geodata.model import Scope
from geodata.store import articles, corrections, trail
from geodata.store.corrections import Correction
from geodata.store.project import Project
from geodata.store.trail import Action
from geodata.whole import whole

COLUMNS = (
    "name", "written", "place", "geonameid", "latitude", "longitude", "country", "scope", "within", "reason", "person", "added", "in_force",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One decision with who took it and when; one that is not in force was taken back or undone and can be taken again."""

    correction: Correction
    in_force: bool
    within: str  # the title of the article or the name of the source; empty for always
    person: str = ""
    added: datetime | None = None  # aware, UTC


def entries(project: Project) -> list[Entry]:
    """All decisions about place names, those in force first, each group the newest first.

    Raises:
        ProjectError: the file cannot be read.
    """
    holding = {correction.number: correction for correction in corrections.every(project)}
    taken: dict[int, tuple[Correction, str, datetime]] = {}
    for line in trail.every(project):  # the newest first
        if line.action is Action.PLACE and line.after is not None:
            told = corrections.of_fields(line.after)
            taken.setdefault(told.number, (told, line.person, line.added))
    known = {**{number: told for number, (told, _, _) in taken.items()}, **holding}
    titles = {
        i: a.title for i, a in articles.many(project, (c.rule.within for c in known.values() if c.rule.scope is Scope.ARTICLE)).items()
    }
    found = []
    for number, correction in known.items():
        _, person, added = taken.get(number, (correction, "", correction.added))
        within = titles.get(correction.rule.within, correction.rule.within)
        found.append(Entry(correction=correction, in_force=number in holding, within=within, person=person, added=added))
    return sorted(found, key=lambda entry: (not entry.in_force, -entry.correction.number))


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
    rule, place = entry.correction.rule, entry.correction.rule.place
    where = [place.name, place.geonameid, place.latitude, place.longitude, place.country_code] if place else [None] * 5
    added = entry.added.isoformat(timespec="seconds") if entry.added else None
    told = [rule.scope.value, entry.within, rule.reason, entry.person, added, "yes" if entry.in_force else "no"]
    return [rule.name, entry.correction.written, *where, *told]
