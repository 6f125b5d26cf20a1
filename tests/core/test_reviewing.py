"""A person's say over events: accepted, rejected, corrected, made by hand; undone and done again; kept whatever is read again."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geodata import merging, pipeline, reviewing, undoing
from geodata.analyst import Ground
from geodata.articles.text import from_text
from geodata.claims import ClaimKind
from geodata.errors import ProjectError
from geodata.events.codebook import CODEBOOK
from geodata.export import formats
from geodata.merging import decisions
from geodata.model import Actor, Category, Changes, Event, EventFilter, GeoPrecision, PlaceRule, Review, Scope, TimePrecision
from geodata.pipeline import process, reread
from geodata.store import articles, columns, corrections, events, fields, merges, project, trail
from geodata.store.corrections import Correction
from geodata.store.project import Project
from geodata.store.trail import Action, By
from tests.exported import words_in
from tests.long_call import finished
from tests.plain_analyst import KnowsNiamey, plain_analyst
from tests.searching import events_with
from tests.values import NIGER, an_event, texts
from tests.values import events as any_event

ONE, TWO = "Gunmen attacked Niamey.", "Men attacked Niamey."
ANA = By(person="Ana Diallo", reason="the army denies it")


def read(path: Path, *given: str, day: int = 5) -> list[str]:
    made = [from_text(text, published=date(2023, 8, day)) for text in given]
    finished(process(path, made, plain_analyst()))
    return [article.article_id for article in made]


def all_events(path: Path) -> list[Event]:
    with project.open(path) as opened:
        return events.many(opened, columns.read_columns(opened).ids)


def read_again(path: Path, article_id: str) -> Changes:
    with project.open(path) as opened:
        return reread(opened, articles.get(opened, article_id), plain_analyst(), decisions(opened))


def undo(path: Path, *, is_undo: bool = True) -> Changes:
    return finished((undoing.undo if is_undo else undoing.redo)(path, plain_analyst, ANA))


def redo(path: Path) -> Changes:
    return undo(path, is_undo=False)


def decide(path: Path, what: object, event: Event, by: By = ANA) -> Changes:
    with project.open(path) as opened:
        return what(opened, event if what in (reviewing.correct, reviewing.create) else event.event_id, by)


def shown(opened: Project, wanted: EventFilter) -> list[str]:
    table = columns.read_columns(opened)
    return table.ids.at(columns.mask(table, wanted))


def test_a_rejected_event_is_kept_and_passes_only_where_rejected_ones_are_asked_for(path: Path, tmp_path: Path) -> None:
    read(path, ONE)
    [event] = all_events(path)
    assert decide(path, reviewing.reject, event).events == (event.event_id,)
    assert all_events(path) == [replace(event, review=Review.REJECTED)]
    with project.open(path) as opened:
        assert shown(opened, EventFilter()) == []
        asked = EventFilter(review=(Review.REJECTED,))
        assert shown(opened, asked) == [event.event_id]
        for suffix in (ending for ending, form in formats.FORMATS.items() if not form.takes_map):  # slides need a picture
            out = tmp_path / f"out{suffix}"
            assert formats.export(opened, out, ids=[event.event_id], event_filter=asked) == 0
            assert event.event_id not in words_in(out)


def test_a_rejected_event_stays_so_when_its_article_is_read_again_or_added_again(path: Path) -> None:
    [article] = read(path, ONE)
    [event] = all_events(path)
    decide(path, reviewing.reject, event)
    for again in (lambda: read_again(path, article), lambda: read(path, ONE)):
        assert again() is not None
        assert [(e.event_id, e.review) for e in all_events(path)] == [(event.event_id, Review.REJECTED)]


def test_it_stays_so_when_a_newer_model_takes_other_words_of_the_sentence_for_the_sign(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    [article] = read(path, ONE)
    decide(path, reviewing.reject, all_events(path)[0])
    plain = KnowsNiamey.detect

    def gunmen(event: Event) -> Event:
        [piece] = event.evidence
        spans = tuple(replace(span, start_char=0, end_char=6) for span in piece.spans)
        return replace(event, event_id="other", evidence=(replace(piece, spans=spans),))

    monkeypatch.setattr(KnowsNiamey, "detect", lambda self, *given: tuple(map(gunmen, plain(self, *given))))
    read_again(path, article)
    assert [event.review for event in all_events(path)] == [Review.REJECTED]


def test_what_another_article_reports_is_not_withdrawn_with_it(path: Path) -> None:
    read(path, ONE)
    [event] = all_events(path)
    decide(path, reviewing.reject, event)
    read(path, TWO)
    assert [e.review for e in all_events(path)] == [Review.REJECTED, Review.UNREVIEWED]


def test_every_field_can_be_corrected_and_no_reading_changes_it(path: Path) -> None:
    [article] = read(path, ONE)
    [event] = all_events(path)
    wanted = replace(
        event, category=Category.RIOT, sub_event_type="Mob violence", status=event.status, event_date=date(2023, 7, 1),
        date_end=date(2023, 7, 31), time_precision=TimePrecision.MONTH, actors=(Actor(name="A crowd", inter=5),), fatalities=7, injured=0,
        location="the capital", place=NIGER, geo_precision=GeoPrecision.COUNTRY, note="Seen on film.",
    )  # fmt: skip
    area = b"\x01outline"
    with project.open(path) as opened:
        reviewing.correct(opened, wanted, ANA, ground=Ground(area_of=lambda _: area))
    kept = replace(wanted, event_type="Riots", review=Review.CORRECTED, settled=(ClaimKind.DEATHS, ClaimKind.INJURED))
    assert all_events(path) == [kept]
    assert (kept.fatalities_min, kept.fatalities_max) == (7, 7)
    assert "reviewed" in read_again(path, article).failures[0].reason
    assert all_events(path) == [kept]
    read(path, TWO)
    read_again(path, article)
    assert kept in all_events(path)
    with project.open(path) as opened:
        assert events_with(opened, "film crowd niger") == {event.event_id}
        assert events_with(opened, "film police") == set()
        assert events_with(opened, "film") == events_with(opened, "crowd") == {event.event_id}
        [line] = trail.every(opened)
        assert (line.action, line.person, line.reason, line.event_id) == (Action.CORRECT, "Ana Diallo", ANA.reason, event.event_id)
        assert line.before is not None
        assert line.after is not None
        assert (line.before["fatalities"], line.after["fatalities"]) == (3, 7)
        assert set(line.before) == set(line.after)
        assert "evidence" not in line.before
        found = columns.read_columns(opened)
        assert list(Review)[found.review[0]] is Review.CORRECTED
        assert found.area[0] == NIGER.geonameid
        assert opened.rows("SELECT geonameid FROM area")[0][0] == NIGER.geonameid


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"sub_event_type": "Picnic"}, "codebook"),
        ({"category": Category.PROTEST}, "codebook"),
        ({"event_date": date(2023, 9, 1)}, "before the first"),
        ({"event_date": None, "date_end": None}, "Give the day"),
        ({"fatalities": -1}, "deaths"),
        ({"injured": 10**9}, "injured"),
        ({"actors": (Actor(name=" "),)}, "name"),
        ({"place": None}, "Choose a place"),
        ({"geo_precision": GeoPrecision.NEAR}, "kilometres"),
        ({"evidence": (), "note": " "}, "observed"),
    ],
)
def test_what_does_not_hold_together_is_not_kept(path: Path, changes: dict[str, object], told: str) -> None:
    read(path, ONE)
    [event] = all_events(path)
    wrong = replace(event, **changes)
    with project.open(path) as opened:
        with pytest.raises(ProjectError, match=told):
            (reviewing.create if "evidence" in changes else reviewing.correct)(opened, wrong, ANA)
        assert trail.every(opened) == []
    assert all_events(path) == [event]


def test_nothing_corrected_leaves_no_line(path: Path) -> None:
    read(path, ONE)
    [event] = all_events(path)
    assert decide(path, reviewing.correct, event) == Changes()
    decide(path, reviewing.accept, event)
    assert decide(path, reviewing.accept, event) == Changes()
    with project.open(path) as opened:
        assert len(trail.every(opened)) == 1


def test_undo_and_redo_go_on_after_the_project_was_opened_again(path: Path) -> None:
    read(path, ONE)
    [event] = all_events(path)
    states = [event]
    for step in range(1, 6):
        decide(path, reviewing.correct, replace(event, fatalities=10 * step))
        states += all_events(path)
    decide(path, reviewing.reject, states[-1])
    states += all_events(path)
    for _ in range(2):
        for state in states[-2::-1]:
            undo(path)
            assert all_events(path) == [state]
        with pytest.raises(ProjectError, match="nothing to undo"):
            undo(path)
        for state in states[1:]:
            redo(path)
            assert all_events(path) == [state]
        with pytest.raises(ProjectError, match="nothing to do again"):
            redo(path)


def test_a_change_after_an_undo_drops_nothing_from_the_trail(path: Path) -> None:
    read(path, ONE)
    [event] = all_events(path)
    decide(path, reviewing.accept, event)
    undo(path)
    decide(path, reviewing.correct, replace(event, fatalities=8))
    with pytest.raises(ProjectError, match="nothing to do again"):
        redo(path)
    with project.open(path) as opened:
        assert [(line.action, line.is_undone, line.stepped_by) for line in trail.of_event(opened, event)] == [
            (Action.CORRECT, False, None),
            (Action.ACCEPT, True, "Ana Diallo"),
        ]
    undo(path)
    redo(path)
    assert [e.fatalities for e in all_events(path)] == [8], "what was undone last is done again first"
    undo(path)
    assert all_events(path) == [event]
    with pytest.raises(ProjectError, match="nothing to undo"):
        undo(path)


def test_undo_brings_back_what_the_change_changed_and_nothing_else(path: Path) -> None:
    read(path, ONE)
    [event] = all_events(path)
    decide(path, reviewing.accept, event)
    read(path, TWO)
    [judged] = all_events(path)
    assert (judged.review, len(judged.evidence)) == (Review.ACCEPTED, 2)
    undo(path)
    assert all_events(path) == [replace(judged, review=Review.UNREVIEWED)]


def test_a_decision_is_done_again_on_the_event_that_bears_another_id_now(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    [article] = read(path, ONE)
    [event] = all_events(path)
    decide(path, reviewing.reject, event)
    undo(path)
    plain = KnowsNiamey.detect
    monkeypatch.setattr(
        KnowsNiamey, "detect", lambda self, *given: tuple(replace(e, event_id="renamed", place=NIGER) for e in plain(self, *given))
    )
    read_again(path, article)
    redo(path)
    assert [(e.event_id, e.review) for e in all_events(path)] == [("renamed", Review.REJECTED)]
    with project.open(path) as opened:
        assert [line.action for line in trail.of_event(opened, all_events(path)[0])] == [Action.REJECT]


def test_an_event_made_of_words_is_kept_and_no_reading_makes_another_of_them(path: Path) -> None:
    [article] = read(path, ONE)
    [found] = all_events(path)
    by_hand = replace(found, event_id="", evidence=(replace(found.evidence[0], spans=()),), fatalities=9)
    decide(path, reviewing.create, by_hand)
    [_, made] = all_events(path)
    assert (made.coder, made.review, made.evidence) == ("Ana Diallo", Review.ACCEPTED, by_hand.evidence)
    assert made.event_id != found.event_id
    read_again(path, article)
    assert {e.event_id for e in all_events(path)} == {found.event_id, made.event_id}
    undo(path)
    assert all_events(path) == [found]
    redo(path)
    assert made in all_events(path)
    with project.open(path) as opened:
        assert trail.made_by_hand(opened) == {made.event_id}


def test_an_observation_has_no_article_and_goes_through_filter_search_and_export(path: Path, tmp_path: Path) -> None:
    seen = an_event(event_id="", evidence=(), reasons=(), note="Smoke over the barracks, seen from the bridge.")
    decide(path, reviewing.create, seen)
    [made] = all_events(path)
    assert (made.evidence, made.note) == ((), seen.note)
    with project.open(path) as opened:
        assert shown(opened, EventFilter()) == [made.event_id]
        assert events_with(opened, "barracks") == {made.event_id}
        for suffix in (ending for ending, form in formats.FORMATS.items() if not form.takes_map):  # slides need a picture
            out = tmp_path / f"out{suffix}"
            assert formats.export(opened, out, ids=[made.event_id], event_filter=EventFilter()) == 1
            assert "Smoke over the barracks" in words_in(out)
    undo(path)
    assert all_events(path) == []
    redo(path)
    assert all_events(path) == [made]


def test_what_articles_told_of_an_event_made_by_hand_stays_when_that_is_undone(path: Path) -> None:
    seen = an_event(event_id="", evidence=(), note="Heard it.", event_date=date(2023, 8, 4), date_end=date(2023, 8, 4))
    decide(path, reviewing.create, seen)
    read(path, ONE)
    [made] = all_events(path)
    assert len(made.evidence) == 1
    undo(path)
    [left] = all_events(path)
    assert (left.review, left.coder, left.note) == (Review.UNREVIEWED, "test", "")
    assert left.event_id != made.event_id


def test_a_decision_about_a_place_is_in_the_trail_and_undone_and_done_again(path: Path) -> None:
    [article] = read(path, ONE)
    rule = PlaceRule(name="Niamey", place=NIGER, scope=Scope.ARTICLE, within=article, reason="the country")
    finished(pipeline.correct(path, Correction(rule=rule, written="Niamey"), plain_analyst(), By(person="Ana", reason="the country")))
    with project.open(path) as opened:
        [kept] = corrections.every(opened)
        [line] = trail.every(opened)
        assert (line.action, line.reason, line.event_id) == (Action.PLACE, "the country", None)
    for _ in range(2):
        assert undo(path).articles == (article,)
        with project.open(path) as opened:
            assert corrections.every(opened) == []
        assert redo(path).articles == (article,)
        with project.open(path) as opened:
            [again] = corrections.every(opened)
            assert replace(again, added=kept.added) == kept
    finished(pipeline.take_back(path, kept.number, plain_analyst()))
    undo(path)
    with project.open(path) as opened:
        assert [c.number for c in corrections.every(opened)] == [kept.number]


@pytest.mark.parametrize("is_judged", [False, True])
def test_a_decision_about_a_merge_is_undone_and_done_again(path: Path, *, is_judged: bool) -> None:
    a, b = read(path, ONE, TWO)
    if is_judged:
        decide(path, reviewing.accept, all_events(path)[0])
    [before] = all_events(path)
    finished(merging.part(path, before.event_id, b, plain_analyst(), ANA))
    parted = {frozenset(p.article_id for p in e.evidence): e.review for e in all_events(path)}
    assert set(parted) == {frozenset({a}), frozenset({b})}
    for _ in range(2):
        undo(path)
        [again] = all_events(path)
        assert (again.review, {p.article_id for p in again.evidence}) == (before.review, {a, b})
        redo(path)
        assert {frozenset(p.article_id for p in e.evidence): e.review for e in all_events(path)} == parted
    with project.open(path) as opened:
        assert [rule.number for rule in merges.every(opened)] == [1]
        assert trail.to_undo(opened).action is Action.MERGE
    one, other = (e.event_id for e in all_events(path))
    finished(merging.join(path, one, other, plain_analyst()))
    assert len(all_events(path)) == 1
    undo(path)
    assert len(all_events(path)) == 2
    redo(path)
    assert len(all_events(path)) == 1


def test_what_is_decided_while_an_article_is_read_again_is_not_lost(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    [article] = read(path, ONE)
    [event] = all_events(path)
    plain, waiting = KnowsNiamey.detect, [event]

    def detect(self, *given):
        if waiting:
            decide(path, reviewing.reject, waiting.pop())
        return plain(self, *given)

    monkeypatch.setattr(KnowsNiamey, "detect", detect)
    read_again(path, article)
    assert [e.review for e in all_events(path)] == [Review.REJECTED]


def test_an_older_project_keeps_its_events_and_their_search(path: Path) -> None:
    read(path, ONE)
    with sqlite3.connect(path) as connection:
        for table in ("trail_step", "trail_words", "trail"):
            connection.execute(f"DROP TABLE {table}")
        connection.execute("DROP INDEX event_reviewed")
        for column in ("note", "settled"):
            connection.execute(f"ALTER TABLE event DROP COLUMN {column}")
        connection.execute("CREATE VIRTUAL TABLE older USING fts5 (location, actors)")
        connection.execute("INSERT INTO older (rowid, location, actors) SELECT rowid, location, actors FROM event_text")
        connection.execute("DROP TABLE event_text")
        connection.execute("ALTER TABLE older RENAME TO event_text")
        connection.execute("DELETE FROM gpkg_contents WHERE table_name LIKE 'trail%'")
        connection.execute("DELETE FROM schema_migration WHERE version = 9")
    connection.close()
    with project.open(path) as opened:
        [event] = events.many(opened, columns.read_columns(opened).ids)
        assert (event.note, event.settled, trail.every(opened)) == ("", (), [])
        assert events_with(opened, "gunmen niamey") == {event.event_id}


def sound(draw: st.DrawFn, event: Event) -> Event:
    """The event as a person might leave it: coded by the codebook, with days and places that hold together."""
    code = draw(st.sampled_from(CODEBOOK))
    is_day = event.event_date is not None and event.event_date == event.date_end
    when = TimePrecision.UNKNOWN if event.event_date is None else TimePrecision.DAY if is_day else TimePrecision.MONTH
    known = [GeoPrecision.TOWN, GeoPrecision.ADM1, GeoPrecision.NEAR]
    where = draw(st.sampled_from(known)) if event.place else GeoPrecision.UNKNOWN
    return replace(
        event, category=code.category, event_type=code.event_type, sub_event_type=code.sub_event_type, time_precision=when,
        geo_precision=where, radius_km=5.0 if where is GeoPrecision.NEAR else None, note=draw(texts),
        actors=tuple(a for a in event.actors if a.name.strip()),
    )  # fmt: skip


@st.composite
def sound_events(draw: st.DrawFn) -> Event:
    return sound(draw, draw(any_event()))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(sound_events(), min_size=1, max_size=4))
def test_any_decisions_come_back_by_undo_and_redo(tmp_path_factory: pytest.TempPathFactory, wanted: list[Event]) -> None:
    path = tmp_path_factory.mktemp("any") / "p.gpkg"
    project.create(path).close()
    with project.open(path) as opened:
        articles.add(opened, from_text("x" * 300), [], [])
        article_id = opened.rows("SELECT article_id FROM article")[0][0]
        start = an_event(evidence=(replace(an_event().evidence[0], article_id=article_id),))
        with opened.transaction() as connection:
            events.write(connection, start)
        states = [start]
        for each in wanted:
            changes = reviewing.correct(opened, replace(each, event_id=start.event_id), ANA)
            now = events.get(opened, start.event_id)
            for name in fields.DECIDED:
                if name not in ("review", "settled"):
                    assert getattr(now, name) == getattr(each, name), name
            assert fields.made_of(fields.whole(now)) == replace(now, claims=(), facilities=())
            states += [now] if changes else []
    for state in states[-2::-1]:
        undo(path)
        assert all_events(path) == [state]
    for state in states[1:]:
        redo(path)
        assert all_events(path) == [state]
