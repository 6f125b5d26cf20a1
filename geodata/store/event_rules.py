"""Rules about events like one that was judged: kept in the project, held in force for what is read later, and taken back."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from geodata.errors import ProjectError
from geodata.events.ruling import EventRule, RuleKind
from geodata.model import Article, Scope
from geodata.store import trail
from geodata.store.fields import Fields
from geodata.store.project import Project
from geodata.store.scopes import IN_SCOPE, WIDEST_FIRST, covers
from geodata.store.trail import Action, By, Line

_COLUMNS = ("kind", "coded", "word", "becomes", "scope", "within", "reason")
_TOLD = {  # events whose coding is among some values, by what a rule decides
    RuleKind.TYPE: "event.category || '/' || event.sub_event_type IN (SELECT value FROM json_each(:values))",
    RuleKind.STATUS: "event.status IN (SELECT value FROM json_each(:values))",
    RuleKind.ACTOR: "event.fid IN (SELECT event FROM actor WHERE name COLLATE NOCASE IN (SELECT value FROM json_each(:values)))",
}


def keep(project: Project, rule: EventRule, by: By | None = None) -> int:
    """Write one rule, with its line in the trail; its number.

    Raises:
        ProjectError: the file cannot be written.
    """
    by = by or By(reason=rule.reason)
    with project.transaction() as connection:
        number = _write(connection, rule)
        trail.add(connection, Action.RULE, by, before=None, after=_fields(replace(rule, number=number)))
    return number


def take_back(project: Project, number: int, by: By | None = None) -> EventRule:
    """Delete one rule and tell which it was; an earlier one about the same holds again.

    Raises:
        ProjectError: there is no such rule, or the file cannot be written.
    """
    found = next((rule for rule in every(project) if rule.number == number), None)
    if found is None:
        raise ProjectError("That rule was turned off already.")
    with project.transaction() as connection:
        connection.execute("DELETE FROM event_rule WHERE fid = ?", [number])
        trail.add(connection, Action.RULE, by, before=_fields(found), after=None)
    return found


def turn(project: Project, line: Line, by: By | None = None, *, is_undo: bool) -> EventRule:
    """Undo a line about a rule, or do it again, and tell which rule that was.

    Raises:
        ProjectError: the file cannot be written.
    """
    kept = trail.turn(
        project, line, by, is_undo=is_undo, table="event_rule", write=lambda connection, back: _write(connection, of_fields(back))
    )
    return of_fields(kept)


def of_fields(fields: Fields) -> EventRule:
    """The rule that a line of the trail tells of."""
    told = {name: fields[name] for name in (*_COLUMNS, "here", "number")}
    return EventRule(**{**told, "kind": RuleKind(fields["kind"]), "scope": Scope(fields["scope"])})


def every(project: Project) -> list[EventRule]:
    """All rules in force, the oldest first, with those that a newer one replaced."""
    return [
        EventRule(
            kind=RuleKind(row["kind"]),
            coded=row["coded"],
            word=row["word"],
            becomes=row["becomes"],
            scope=Scope(row["scope"]),
            within=row["within"],
            reason=row["reason"],
            number=row["fid"],
            added=datetime.fromisoformat(row["added"]).astimezone(UTC),
        )
        for row in project.rows("SELECT * FROM event_rule ORDER BY fid")
    ]


def holding(rules: Iterable[EventRule], article: Article) -> tuple[EventRule, ...]:
    """Those of `rules`, oldest first, that hold for `article`: of those about the same the narrowest, the newest of these."""
    given = tuple(rules)
    ordered = (rule for scope in WIDEST_FIRST for rule in given if rule.scope is scope and covers(rule, article))
    return tuple({rule.about: rule for rule in ordered}.values())


def affected(project: Project, rule: EventRule) -> list[str]:
    """Ids of the articles that `rule` may change, or has changed, in the order in which they came in.

    They hold its word or the actor's name, and tell of an event that is coded as the rule, or one about the same, says or would say.
    """
    values = {rule.coded, rule.becomes, *(other.becomes for other in every(project) if other.about == rule.about)}
    where = IN_SCOPE[rule.scope]
    if "" not in values or not rule.number:  # one that made nothing of events leaves no trace but its words
        where += f" AND fid IN (SELECT evidence.article FROM event JOIN evidence ON evidence.event = event.fid WHERE {_told(rule)})"  # noqa: S608
    words = rule.coded if rule.kind is RuleKind.ACTOR else rule.word
    if words:
        where += " AND fid IN (SELECT rowid FROM article_text WHERE article_text MATCH :words)"
    rows = project.rows(
        f"SELECT article_id FROM article WHERE {where} ORDER BY fid",  # noqa: S608 - our own words
        {"within": rule.within, "values": json.dumps(sorted(values)), "words": '"' + words.replace('"', '""') + '"'},
    )
    return [row["article_id"] for row in rows]


def _told(rule: EventRule) -> str:
    return _TOLD[RuleKind.TYPE if rule.kind is RuleKind.REJECT else rule.kind]


def _fields(rule: EventRule) -> Fields:
    return {**{name: str(getattr(rule, name)) for name in _COLUMNS}, "here": rule.here, "number": rule.number}


def _write(connection: sqlite3.Connection, rule: EventRule) -> int:
    """Under its own number where it has one, so that one that comes back stands where it stood."""
    number: int = connection.execute(
        f"INSERT INTO event_rule (fid, {', '.join(_COLUMNS)}) VALUES (?, {', '.join('?' * len(_COLUMNS))}) RETURNING fid",  # noqa: S608
        [rule.number or None, *(str(getattr(rule, name)) for name in _COLUMNS)],
    ).fetchone()[0]
    return number
