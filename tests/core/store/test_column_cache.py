"""Columns kept in the file are those of the file, whoever changed it; and so are columns that are brought up to date."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.model import Category
from geodata.store import articles, column_cache, events, project
from geodata.store.column_cache import columns_of, keep
from geodata.store.columns import EventColumns, read_columns
from geodata.store.ids import EventIds
from geodata.store.project import Project
from geodata.store.refreshing import refreshed
from tests.values import an_article, an_event
from tests.values import events as any_event


def same(one: EventColumns, other: EventColumns) -> bool:
    """All columns alike; sources by name, in any order."""
    pairs = [
        (getattr(one, f.name), getattr(other, f.name)) for f in fields(one) if not f.name.startswith(("source", "told", "countr", "grade"))
    ]
    plain = all(np.array_equal(a, b, equal_nan=a.dtype.kind == "f") if isinstance(a, np.ndarray) else a == b for a, b in pairs)
    return plain and told(one) == told(other)


def told(columns: EventColumns) -> tuple[object, ...]:
    countries = [columns.countries[code] for code in columns.country]
    sources = sorted((int(row), columns.sources[code]) for row, code in zip(columns.source_row, columns.source, strict=True))
    return countries, sources, sorted(zip(columns.told_row.tolist(), columns.told_by.tolist(), strict=True))


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Project]:
    monkeypatch.setattr(column_cache, "LEAST", 2)
    with project.create(tmp_path / "p.gpkg") as made:
        articles.add(made, an_article(), [], [an_event(), an_event(event_id="e2", category=Category.PROTEST)])
        articles.add(made, an_article(article_id="a2", source="The Other"), [], [])
        yield made


def kept(opened: Project) -> int:
    return len(opened.rows("SELECT name FROM column_cache"))


def test_what_is_kept_is_what_is_in_the_file(opened: Project) -> None:
    read = read_columns(opened)
    keep(opened, read)
    assert kept(opened) > 1
    assert same(columns_of(opened), read)


def test_what_another_program_changes_is_seen(opened: Project) -> None:
    keep(opened, read_columns(opened))
    with closing(sqlite3.connect(opened.path)) as other, other:
        other.execute("UPDATE event SET fatalities = 99 WHERE event_id = 'e2'")
    assert columns_of(opened).deaths.tolist() == [3, 99]


def test_columns_that_the_file_has_left_behind_are_not_kept(opened: Project) -> None:
    read = read_columns(opened)
    with closing(sqlite3.connect(opened.path)) as other, other:
        other.execute("UPDATE event SET fatalities = 99 WHERE event_id = 'e2'")
    keep(opened, read)
    assert kept(opened) == 0
    assert columns_of(opened).deaths.tolist() == [3, 99]


def test_few_events_are_not_kept(opened: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(column_cache, "LEAST", 3)
    keep(opened, read_columns(opened))
    assert kept(opened) == 0


@settings(max_examples=20, deadline=None)
@given(before=st.lists(any_event(), max_size=5), after=st.lists(any_event(), max_size=5), data=st.data())
def test_columns_brought_up_to_date_are_the_columns_read_anew(
    tmp_path_factory: pytest.TempPathFactory, before: list, after: list, data: st.DataObject
) -> None:
    before = [replace(event, event_id=f"old{n}") for n, event in enumerate(before)]
    after = [replace(event, event_id=f"new{n}") for n, event in enumerate(after)]
    gone = data.draw(st.sets(st.sampled_from([e.event_id for e in before]))) if before else set()
    with project.create(tmp_path_factory.mktemp("columns") / "p.gpkg") as made:
        for article_id, source in (("a1", "The Test Post"), ("a2", "The Other"), ("a3", None)):
            articles.add(made, an_article(article_id=article_id, source=source), [], [])
        with made.transaction() as connection:
            for event in before:
                events.write(connection, event)
        columns = read_columns(made)
        with made.transaction() as connection:
            events.delete(connection, gone)
            for event in after:
                events.write(connection, event)
        assert same(refreshed(made, columns, [*gone, *(e.event_id for e in after)]), read_columns(made))


def test_where_nothing_is_told_all_is_read_again(opened: Project) -> None:
    read = read_columns(opened)
    with opened.transaction() as connection:
        connection.execute("UPDATE event SET fatalities = 99 WHERE event_id = 'e2'")
    assert refreshed(opened, read, ()).deaths.tolist() == [3, 99]


def test_what_is_told_and_does_not_explain_the_file_is_read_again(opened: Project) -> None:
    read = read_columns(opened)
    with opened.transaction() as connection:
        events.delete(connection, ["e2"])
    assert refreshed(opened, read, ["e1"]).ids == ("e1",)


@given(ids=st.lists(st.text("abcé0", min_size=1, max_size=8), unique=True, max_size=30), data=st.data())
def test_rows_are_found_by_few_ids_as_by_many(ids: list[str], data: st.DataObject) -> None:
    known = EventIds.of(ids)
    asked = data.draw(st.lists(st.sampled_from([*ids, "nobody"]), max_size=25))
    assert known.rows_of(asked).tolist() == [ids.index(event_id) for event_id in asked if event_id in ids]
    assert list(known) == ids
    assert known[1:3] == tuple(ids[1:3])
    assert ("nobody" in known) is ("nobody" in ids)
