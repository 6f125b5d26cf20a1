"""Tags of events and articles, notes on articles: in the trail, undone, kept whatever is read again, filtered by, exported."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from geodata import tagging
from geodata.errors import ProjectError
from geodata.export import formats
from geodata.export.release import Release, Tlp
from geodata.model import EventFilter, Review
from geodata.remarks import LONGEST_TAG, MOST_TAGS, Remarks, tags_of
from geodata.store import articles, bookmarks, columns, project, tags, trail
from geodata.store.project import Project
from geodata.store.trail import Action
from tests.core.test_reviewing import ANA, ONE, TWO, all_events, read, read_again, redo, undo, words_in
from tests.plain_analyst import KnowsNiamey
from tests.values import NIGER


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "p.gpkg"
    project.create(made).close()
    return made


@pytest.fixture
def opened(path: Path) -> Iterator[Project]:
    with project.open(path) as held:
        yield held


def passing(opened: Project, *wanted: str) -> list[str]:
    table = columns.read_columns(opened)
    return table.ids.at(columns.mask(table, EventFilter(tags=wanted), tagged=tags.tagged(opened, wanted)))


def test_a_line_of_tags_is_read_each_once_and_spelt_as_before() -> None:
    assert tags_of(" to verify, JNIM;jnim ,, To  Verify\n,x", known=["JNIM", "To verify"]) == ("To verify", "JNIM", "x")
    assert tags_of(" , ") == ()
    for wrong in ("x" * (LONGEST_TAG + 1), ",".join(map(str, range(MOST_TAGS + 1)))):
        with pytest.raises(ValueError, match="at most"):
            tags_of(wrong)


def test_tags_of_an_event_are_in_the_trail_and_no_review_and_undone_and_done_again(path: Path) -> None:
    read(path, ONE)
    [event] = all_events(path)
    with project.open(path) as opened:
        assert tagging.tag(opened, [event.event_id], ANA, add=["verify", "JNIM"]).events == (event.event_id,)
        assert not tagging.tag(opened, [event.event_id], ANA, add=["JNIM"], remove=["other"]), "nothing changed"
        [line] = trail.of_event(opened, event)
        assert (line.action, line.person, line.before, line.after) == (Action.TAG, "Ana Diallo", {"tags": []}, {"tags": ["verify", "JNIM"]})
        assert tags.every(opened) == ["JNIM", "verify"]
    [tagged] = all_events(path)
    assert tagged == replace(event, tags=("verify", "JNIM"))
    assert tagged.review is Review.UNREVIEWED
    undo(path)
    assert all_events(path) == [event]
    redo(path)
    assert all_events(path) == [tagged]


def test_a_note_and_tags_of_an_article_are_undone_and_done_again(path: Path, opened: Project) -> None:
    [article] = read(path, ONE)
    remarks = Remarks("Written by a party to the conflict.", ("partisan",))
    changes = tagging.remark(opened, article, remarks, ANA)
    assert (changes.articles, changes.events) == ((article,), (all_events(path)[0].event_id,))
    assert articles.get(opened, article).remarks == remarks
    assert not tagging.remark(opened, article, remarks, ANA)
    undo(path)
    assert articles.get(opened, article).remarks == Remarks()
    redo(path)
    assert articles.get(opened, article).remarks == remarks
    with pytest.raises(ProjectError, match="longer"):
        tagging.remark(opened, article, Remarks("x" * 5000), ANA)
    assert articles.get(opened, article).remarks == remarks


def test_the_filter_takes_events_with_one_of_the_tags_or_of_articles_with_one(path: Path, opened: Project) -> None:
    first, second = *read(path, ONE), *read(path, TWO, day=25)
    by_article = {e.evidence[0].article_id: e.event_id for e in all_events(path)}
    tagging.tag(opened, [by_article[first]], ANA, add=["verify"])
    tagging.remark(opened, second, Remarks("", ("partisan",)), ANA)
    assert passing(opened, "verify") == [by_article[first]]
    assert passing(opened, "partisan") == [by_article[second]]
    assert set(passing(opened, "partisan", "verify")) == set(by_article.values())
    assert passing(opened, "PARTISAN'; DROP TABLE event") == []
    with pytest.raises(ValueError, match="needs the ids"):
        columns.mask(columns.read_columns(opened), EventFilter(tags=("verify",)))


def test_an_article_that_is_read_again_keeps_the_tags_of_its_events_also_where_they_bear_other_ids(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    [article] = read(path, ONE)
    with project.open(path) as opened:
        tagging.tag(opened, [all_events(path)[0].event_id], ANA, add=["verify"])
    read_again(path, article)
    assert [e.tags for e in all_events(path)] == [("verify",)]
    plain = KnowsNiamey.detect
    monkeypatch.setattr(
        KnowsNiamey, "detect", lambda self, *given: tuple(replace(e, event_id="renamed", place=NIGER) for e in plain(self, *given))
    )
    read_again(path, article)
    assert [(e.event_id, e.tags) for e in all_events(path)] == [("renamed", ("verify",))]
    undo(path)
    assert [e.tags for e in all_events(path)] == [()], "the trail finds it by its words"


def test_a_second_article_about_the_event_leaves_its_tags(path: Path) -> None:
    read(path, ONE)
    with project.open(path) as opened:
        tagging.tag(opened, [all_events(path)[0].event_id], ANA, add=["verify"])
    read(path, TWO)
    assert [(e.tags, len(e.evidence)) for e in all_events(path)] == [(("verify",), 2)]


def test_tags_and_notes_leave_with_an_export_and_not_with_a_clear_one(path: Path, opened: Project, tmp_path: Path) -> None:
    [article] = read(path, ONE)
    [event] = all_events(path)
    tagging.tag(opened, [event.event_id], ANA, add=["to-verify"])
    tagging.remark(opened, article, Remarks("Heard on the radio.", ("partisan",)), ANA)
    for suffix in (".csv", ".acled.csv", ".geojson", ".gpkg", ".xlsx", ".html", ".kmz"):
        assert suffix in formats.FORMATS
        for tlp, is_told in ((None, True), (Tlp.CLEAR, False)):
            out = tmp_path / f"{suffix[1:]}-{is_told}{suffix}"
            release = Release(tlp=tlp)
            formats.export(opened, out, ids=[event.event_id], event_filter=EventFilter(), release=release)
            content = out.read_bytes().decode("utf-8", "ignore") if suffix == ".gpkg" else words_in(out)
            if suffix in (".csv", ".acled.csv", ".geojson", ".gpkg", ".xlsx"):
                assert ("to-verify" in content, "Heard on the radio." in content) == (is_told, is_told), suffix
            elif not is_told:
                assert "to-verify" not in content, suffix
                assert "Heard on the radio." not in content, suffix


def test_a_bookmark_keeps_the_tags_of_its_filter() -> None:
    wanted = EventFilter(tags=("verify", "JNIM"))
    assert bookmarks._read(bookmarks._written(wanted)) == wanted
