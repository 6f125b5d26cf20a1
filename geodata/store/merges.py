"""What a person decided about which reports are one event: kept in the project, held in force for what is read later, and taken back."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import product

from geodata.errors import ProjectError
from geodata.events.merge import Words, words
from geodata.events.site import distance_km
from geodata.model import Event
from geodata.store import events as event_rows
from geodata.store.fields import Fields
from geodata.store.project import Project

NEAR_DAYS, NEAR_KM = 31, 300  # an event further off than that is hardly the same
NEAR_MOST = 12
TWICE_DAYS, TWICE_KM = 3, 50  # a dataset and an article that tell of one event differ by no more


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeRule:
    """The reports with the words `one` and those with the words `other` are the same event, or are two; each side is one in itself.

    `number` is its own in the project, 0 until it is kept.
    """

    is_same: bool
    one: frozenset[Words]
    other: frozenset[Words]
    number: int = 0
    added: datetime | None = None  # aware, UTC

    def touches(self, event: Event) -> bool:
        """Whether it says something of a report in `event`."""
        return bool(_articles(self.one | self.other, words(event)))

    def said(self, one: frozenset[Words], other: frozenset[Words]) -> dict[tuple[str, str], bool]:
        """What it says of two events with these words: for each pair of articles whose reports it speaks of, whether they are the same."""
        sides = (self.one, self.other)
        return {
            pair: self.is_same or mine is theirs
            for mine, theirs in product(sides, sides)
            for pair in product(_articles(mine, one), _articles(theirs, other))
        }


def verdict(rules: Iterable[MergeRule], one: Event, other: Event) -> bool | None:
    """Whether a person said that both are one event, or two; None where nothing was said.

    The newest decision about two reports holds. Reports that are two keep their events apart, whatever else binds these.
    """
    said: dict[tuple[str, str], bool] = {}
    for rule in rules:
        said |= rule.said(words(one), words(other))
    return all(said.values()) if said else None


def keep(connection: sqlite3.Connection, rule: MergeRule) -> int:
    """Write one decision, under its own number where it has one, inside a transaction of the caller; its number."""
    number: int = connection.execute(
        "INSERT INTO merge_rule (fid, is_same) VALUES (?, ?) RETURNING fid", [rule.number or None, rule.is_same]
    ).fetchone()[0]
    connection.executemany(
        "INSERT INTO merge_words (merge_rule, side, article_id, start_char, end_char) VALUES (?, ?, ?, ?, ?)",
        ((number, side, *stretch) for side, told in ((1, rule.one), (2, rule.other)) for stretch in sorted(told)),
    )
    return number


def fields(rule: MergeRule) -> Fields:
    """A decision as the trail keeps it."""
    return {"number": rule.number, "is_same": rule.is_same, "one": sorted(rule.one), "other": sorted(rule.other)}


def of_fields(kept: Fields) -> MergeRule:
    """The decision that a line of the trail tells of."""
    one, other = (frozenset(Words(*stretch) for stretch in kept[side]) for side in ("one", "other"))
    return MergeRule(is_same=kept["is_same"], one=one, other=other, number=kept["number"])


def get(project: Project, number: int) -> MergeRule:
    """The decision with that number.

    Raises:
        ProjectError: there is no such decision.
    """
    found = next((rule for rule in every(project) if rule.number == number), None)
    if found is None:
        raise ProjectError("That decision was taken back already.")
    return found


def drop(connection: sqlite3.Connection, number: int) -> None:
    """Delete one decision, inside a transaction of the caller; an earlier one about the same reports holds again."""
    connection.execute("DELETE FROM merge_rule WHERE fid = ?", [number])


def every(project: Project) -> list[MergeRule]:
    """All decisions, the oldest first, with those that a newer one replaced."""
    sides: defaultdict[tuple[int, int], set[Words]] = defaultdict(set)
    for row in project.rows("SELECT * FROM merge_words"):
        sides[row["merge_rule"], row["side"]].add(Words(row["article_id"], row["start_char"], row["end_char"]))
    return [
        MergeRule(
            is_same=bool(row["is_same"]),
            one=frozenset(sides[row["fid"], 1]),
            other=frozenset(sides[row["fid"], 2]),
            number=row["fid"],
            added=datetime.fromisoformat(row["added"]).astimezone(UTC),
        )
        for row in project.rows("SELECT * FROM merge_rule ORDER BY fid")
    ]


def bound(project: Project, rules: Iterable[MergeRule], event: Event) -> list[Event]:
    """Kept events that a person said to be the same as `event`."""
    articles = {stretch.article_id for rule in rules if rule.touches(event) for stretch in rule.one | rule.other}
    found = event_rows.of_articles(project, articles) if articles else []
    return [kept for kept in found if verdict(rules, kept, event)]


def near(project: Project, event: Event) -> list[Event]:
    """Events of its category that might be the same though they were not taken for it, the nearest in time and place first.

    Of an article's event and a dataset's, which are never taken for one, only those in a few days at one place.
    """
    rows = project.rows(
        "SELECT event_id FROM event WHERE category = :category AND event_id != :event_id AND review != 'rejected'"
        " AND NOT EXISTS (SELECT 1 FROM dataset_row WHERE dataset_row.event = event.fid)"
        " AND (event_date IS NULL OR :first IS NULL OR julianday(event_date) <= julianday(:last) + :days"
        "      AND julianday(coalesce(date_end, event_date)) >= julianday(:first) - :days)"
        " ORDER BY abs(julianday(event_date) - julianday(:first)) IS NULL, abs(julianday(event_date) - julianday(:first)), fid LIMIT 500",
        {
            "category": event.category,
            "event_id": event.event_id,
            "first": event.event_date and event.event_date.isoformat(),
            "last": event.event_date and (event.date_end or event.event_date).isoformat(),
            "days": NEAR_DAYS,
        },
    )
    found = event_rows.many(project, (row["event_id"] for row in rows))
    if event.row:
        may_be = [other for other in found if _is_told_twice(event, other)]
    else:
        may_be = [*_in_datasets(project, event), *(other for other in found if _is_near(event, other))]
    return sorted(may_be, key=lambda other: _apart(event, other))[:NEAR_MOST]


def _in_datasets(project: Project, event: Event) -> list[Event]:
    """Those of datasets that may tell of an article's event."""
    if event.event_date is None or event.place is None:
        return []
    days = timedelta(days=TWICE_DAYS)
    rows = project.rows(
        "SELECT event_id FROM event JOIN dataset_row ON dataset_row.event = event.fid WHERE category = ? AND review != 'rejected'"
        " AND event_date <= ? AND coalesce(date_end, event_date) >= ?"
        " AND (country_code = ? OR (abs(latitude - ?) < 1 AND abs(longitude - ?) < 2))"
        " ORDER BY event.fid LIMIT 2000",
        [
            event.category, ((event.date_end or event.event_date) + days).isoformat(), (event.event_date - days).isoformat(),
            event.place.country_code, event.place.latitude, event.place.longitude,
        ],
    )  # fmt: skip
    return [other for other in event_rows.many(project, (row["event_id"] for row in rows)) if _is_told_twice(event, other)]


def _is_told_twice(one: Event, other: Event) -> bool:
    if one.place is None or other.place is None:
        return False
    days, km = _apart(one, other)
    return days <= TWICE_DAYS and (km <= TWICE_KM or bool(_names(one) & _names(other)))


def _names(event: Event) -> set[str]:
    return {name.casefold() for name in (event.location, event.place and event.place.name) if name}


def _is_near(one: Event, other: Event) -> bool:
    if one.place is None or other.place is None or not one.place.country_code or not other.place.country_code:
        return True
    return one.place.country_code == other.place.country_code or distance_km(one.place, other.place) <= NEAR_KM


def _apart(one: Event, other: Event) -> tuple[float, float]:
    days = abs((one.event_date - other.event_date).days) if one.event_date and other.event_date else NEAR_DAYS
    return days, distance_km(one.place, other.place) if one.place and other.place else NEAR_KM


def _articles(mine: frozenset[Words], theirs: frozenset[Words]) -> set[str]:
    """The articles in which both have a stretch in common."""
    return {stretch.article_id for stretch in theirs if any(stretch.overlaps(own) for own in mine)}
