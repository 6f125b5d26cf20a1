"""The Admiralty code: what origins and grades suggest, what a person says instead, and its way through trail, filter and export."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from geodata import reviewing, undoing
from geodata.export import formats
from geodata.grades import Credibility, Reliability, suggested
from geodata.model import EventFilter, Evidence, Review
from geodata.store import articles, bookmarks, events, grades, project
from geodata.store.columns import mask, read_columns
from geodata.store.project import Project
from geodata.store.refreshing import refreshed
from geodata.store.trail import By
from tests.values import TEXT, an_article, an_event

A, B, C, D, E, F = Reliability
OTHER = (
    "Three soldiers died near Niamey when a post was attacked on Friday, the ministry of defence told the national radio in the evening."
)
THIRD = "A military post outside the capital came under fire; hospital staff counted three bodies and said that the wounded were flown out."


@pytest.mark.parametrize(
    ("origins", "given", "expected"),
    [
        (1, (), "6"), (1, (F,), "6"), (1, (A,), "3"), (1, (C,), "3"), (1, (D,), "4"), (1, (E,), "4"), (1, (D, B), "3"),
        (2, (), "2"), (2, (A, E), "2"), (2, (D, E), "4"), (3, (), "1"), (3, (E,), "2"), (9, (E,), "1"),
    ],
)  # fmt: skip
def test_origins_and_grades_suggest_how_credible_an_event_is(origins: int, given: tuple[Reliability, ...], expected: str) -> None:
    assert suggested(origins, given) == expected


@pytest.fixture
def opened(path: Path) -> Iterator[Project]:
    with project.open(path) as opened:
        for article_id, source, text in (
            ("a1", "Courier", TEXT),
            ("a2", "Radio", OTHER),
            ("a3", "AFP", THIRD),
            ("a4", "Post", f"(AFP) - {THIRD}"),
        ):
            articles.add(opened, an_article(article_id=article_id, source=source, text=text), (), ())
        told = {"one": ("a1",), "two": ("a1", "a2"), "three": ("a1", "a2", "a3", "a4")}
        with opened.transaction() as connection:
            for event_id, sources in told.items():
                pieces = tuple(Evidence(article_id=a, start_char=0, end_char=20) for a in sources)
                events.write(connection, an_event(event_id=event_id, evidence=pieces))
        yield opened


def effective(opened: Project) -> dict[str, int]:
    columns = read_columns(opened)
    return dict(zip(columns.ids, grades.credibility(columns).tolist(), strict=True))


def test_copies_are_no_origins_and_the_grade_of_a_source_moves_its_events(opened: Project) -> None:
    assert {event.event_id: event.origins for event in events.many(opened, ["one", "two", "three"])} == {"one": 1, "two": 2, "three": 3}
    assert effective(opened) == {"one": 6, "two": 2, "three": 1}
    before = read_columns(opened)
    changes = reviewing.grade_source(opened, "Courier", Reliability.D, By(person="Ana", reason="wrong before"))
    assert changes
    columns = refreshed(opened, before, changes.events)
    assert dict(zip(columns.ids, grades.credibility(columns).tolist(), strict=True)) == {"one": 4, "two": 4, "three": 2}
    reviewing.grade_source(opened, "Radio", Reliability.B)
    assert effective(opened) == {"one": 4, "two": 2, "three": 1}
    line = undoing.next_line(opened, is_undo=True)
    assert line is not None
    undoing.turn_quickly(opened, line, is_undo=True)
    assert effective(opened) == {"one": 4, "two": 4, "three": 2}
    first = undoing.next_line(opened, is_undo=True)
    assert first is not None
    assert (first.person, first.reason) == ("Ana", "wrong before")
    undoing.turn_quickly(opened, first, is_undo=True)
    assert grades.of_sources(opened) == {}
    again = undoing.next_line(opened, is_undo=False)
    assert again is not None
    undoing.turn_quickly(opened, again, is_undo=False)
    assert grades.of_sources(opened) == {"Courier": Reliability.D}


def test_what_a_person_says_goes_before_the_suggestion_and_can_be_undone(opened: Project) -> None:
    event = events.get(opened, "two")
    reviewing.correct(opened, replace(event, credibility=Credibility.IMPROBABLE), By(person="Ana", reason="the hospital denies it"))
    kept = events.get(opened, "two")
    assert (kept.credibility, kept.review) == (Credibility.IMPROBABLE, Review.ACCEPTED)
    assert effective(opened)["two"] == 5
    line = undoing.next_line(opened, is_undo=True)
    assert line is not None
    assert (line.before, line.after, line.reason) == (
        {"credibility": None, "review": "unreviewed"}, {"credibility": "5", "review": "accepted"}, "the hospital denies it",
    )  # fmt: skip
    undoing.turn_quickly(opened, line, is_undo=True)
    assert events.get(opened, "two") == event


def test_the_filter_the_bookmark_and_the_export_have_it(opened: Project, tmp_path: Path) -> None:
    reviewing.grade_source(opened, "Courier", Reliability.B)
    wanted = EventFilter(credibility=(Credibility.CONFIRMED, Credibility.PROBABLE))
    columns = read_columns(opened)
    assert columns.ids.at(mask(columns, wanted)) == ["two", "three"]
    extent = bookmarks.Extent(0.0, 0.0, 1.0, 1.0)
    bookmarks.add(opened, bookmarks.Bookmark(0, "Sure", extent, wanted))
    assert bookmarks.every(opened)[0].event_filter == wanted
    formats.export(opened, tmp_path / "out.csv", ids=list(columns.ids), event_filter=wanted)
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["event_id"]: row for row in csv.DictReader(file)}
    assert [(rows[i]["origins"], rows[i]["credibility"], rows[i]["reliability"]) for i in ("one", "two", "three")] == [
        ("1", "3", "Courier: B"), ("2", "2", "Courier: B"), ("3", "1", "Courier: B"),
    ]  # fmt: skip
    assert "credibility 1 and 2" in rows["one"]["filter"]
