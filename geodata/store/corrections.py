"""What a person decided about place names: kept in the project, held in force for what is read later, and taken back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime

from geodata.errors import ProjectError
from geodata.gazetteer.names import name_key
from geodata.model import Article, Place, PlaceRule, Scope
from geodata.store import places, trail
from geodata.store.fields import Fields
from geodata.store.project import Project
from geodata.store.scopes import IN_SCOPE, WIDEST_FIRST, covers
from geodata.store.trail import Action, By, Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A rule, and the words that are to be a place name wherever they stand so; without them it holds for names found anyway.

    `number` is its own in the project, 0 until it is kept. `here` is the article in which it was taken: only that one is read again at
    once; empty: all that it touches are.
    """

    rule: PlaceRule
    written: str | None = None
    here: str = ""
    number: int = 0
    added: datetime | None = None  # aware, UTC


def keep(project: Project, correction: Correction, by: By | None = None) -> int:
    """Write one decision, with its line in the trail; its number.

    Raises:
        ProjectError: the file cannot be written.
    """
    by = by or By(reason=correction.rule.reason)
    with project.transaction() as connection:
        number = _write(connection, correction)
        kept = replace(correction, number=number, rule=replace(correction.rule, name=name_key(correction.rule.name)))
        trail.add(connection, Action.PLACE, by, before=None, after=_fields(kept))
    return number


def turn(project: Project, line: Line, by: By | None = None, *, is_undo: bool) -> Correction:
    """Undo a line about a decision, or do it again, and tell which decision that was.

    Raises:
        ProjectError: the file cannot be written.
    """
    kept = trail.turn(
        project, line, by, is_undo=is_undo, table="place_rule", write=lambda connection, back: _write(connection, of_fields(back))
    )
    return of_fields(kept)


def take_back(project: Project, number: int, by: By | None = None) -> Correction:
    """Delete one decision and tell which it was; an earlier one about the same name and scope holds again.

    Raises:
        ProjectError: there is no such decision, or the file cannot be written.
    """
    found = next((c for c in every(project) if c.number == number), None)
    if found is None:
        raise ProjectError("That decision was taken back already.")
    with project.transaction() as connection:
        connection.execute("DELETE FROM place_rule WHERE fid = ?", [number])
        trail.add(connection, Action.PLACE, by, before=_fields(found), after=None)
    return found


def of_fields(fields: Fields) -> Correction:
    """The decision that a line of the trail tells of."""
    place = fields["place"]
    rule = PlaceRule(
        name=fields["name"],
        place=Place(**place) if place else None,
        scope=Scope(fields["scope"]),
        within=fields["within"],
        reason=fields["reason"],
    )
    return Correction(rule=rule, written=fields["written"], here=fields.get("here", ""), number=fields["number"])


def _fields(correction: Correction) -> Fields:
    rule = correction.rule
    return {
        "number": correction.number,
        "name": rule.name,
        "written": correction.written,
        "here": correction.here,
        "scope": rule.scope,
        "within": rule.within,
        "place": asdict(rule.place) if rule.place else None,
        "reason": rule.reason,
    }


def _write(connection: sqlite3.Connection, correction: Correction) -> int:
    """Under its own number where it has one, so that one that comes back stands where it stood."""
    rule = correction.rule
    if rule.place is not None:
        places.write(connection, [rule.place])
    number: int = connection.execute(
        "INSERT INTO place_rule (fid, name, written, scope, within, geonameid, reason) VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING fid",
        [correction.number or None, name_key(rule.name), correction.written, rule.scope, rule.within,
         rule.place.geonameid if rule.place else None, rule.reason],
    ).fetchone()[0]  # fmt: skip
    return number


def every(project: Project) -> list[Correction]:
    """All decisions, the oldest first, with those that a newer one replaced."""
    rows = project.rows("SELECT * FROM place_rule ORDER BY fid")
    chosen = places.many(project, (row["geonameid"] for row in rows if row["geonameid"] is not None))
    return [
        Correction(
            rule=PlaceRule(
                name=row["name"], place=chosen.get(row["geonameid"]), scope=Scope(row["scope"]), within=row["within"], reason=row["reason"]
            ),
            written=row["written"],
            number=row["fid"],
            added=datetime.fromisoformat(row["added"]).astimezone(UTC),
        )
        for row in rows
    ]


def holding(corrections: Iterable[Correction], article: Article) -> tuple[Correction, ...]:
    """Those of `corrections`, oldest first, that hold for `article`: one a name, what is said of the article before what is said of all.

    Behind them come those that only add words of such a name ("Diffa" beside "DIFFA"): they follow the rule that holds for it.
    """
    held: dict[str, Correction] = {}
    made: list[Correction] = []
    given = tuple(corrections)
    for scope in WIDEST_FIRST:
        for correction in given:
            if correction.rule.scope is scope and covers(correction.rule, article):
                held[correction.rule.name] = correction
                made += [correction] if correction.written else []
    others = (replace(c, rule=held[c.rule.name].rule) for c in made if c is not held[c.rule.name])
    return (*held.values(), *others)


def affected(project: Project, correction: Correction) -> list[str]:
    """Ids of the articles that `correction` may change, in the order in which they came in: where its name or its words stand."""
    rule, where = correction.rule, IN_SCOPE[correction.rule.scope]
    values = {"within": rule.within, "written": correction.written}
    rows = project.rows(
        f"SELECT article.fid, article_id, name FROM toponym JOIN article ON article.fid = toponym.article WHERE {where}",  # noqa: S608
        values,
    )
    found = {(row["fid"], row["article_id"]) for row in rows if name_key(row["name"]) == name_key(rule.name)}
    if correction.written:
        rows = project.rows(f"SELECT fid, article_id FROM article WHERE instr(text, :written) > 0 AND {where}", values)  # noqa: S608
        found |= {(row["fid"], row["article_id"]) for row in rows}
    return [article_id for _, article_id in sorted(found)]
