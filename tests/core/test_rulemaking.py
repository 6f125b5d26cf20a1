"""Rules made of what was decided about events: which fit, what they do to other articles, undone, listed, tried on a copy."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from geodata import pipeline, reviewing
from geodata.events.ruling import EventRule, RuleKind, rule_words
from geodata.export import rules
from geodata.model import Actor, Category, Event, Review, Scope, Status
from geodata.previewing import preview
from geodata.rulemaking import proposals
from geodata.store import event_rules, project
from tests.core.test_reviewing import ANA, ONE, TWO, all_events, decide, read, redo, undo
from tests.long_call import finished
from tests.plain_analyst import KnowsNiamey, plain_analyst

GUNMEN = Actor(name="Gunmen", inter=3)

POLICE = Actor(name="police", inter=1)


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    plain = KnowsNiamey.detect
    monkeypatch.setattr(KnowsNiamey, "detect", lambda self, *told: tuple(replace(e, actors=(GUNMEN,)) for e in plain(self, *told)))
    made = tmp_path / "p.gpkg"
    project.create(made).close()
    return made


def offered(path: Path, **changed: object) -> list[EventRule]:
    """What is offered once the first event is so, or rejected where nothing is said."""
    first = all_events(path)[0]
    if changed:
        decide(path, reviewing.correct, replace(first, **changed))
    else:
        decide(path, reviewing.reject, first)
    with project.open(path) as opened:
        return proposals(opened, next(e for e in all_events(path) if e.event_id == first.event_id))


def keep(path: Path, rule: EventRule, scope: Scope = Scope.ALWAYS, within: str = ""):
    return finished(pipeline.rule(path, replace(rule, scope=scope, within=within), plain_analyst(), ANA))


def other(path: Path) -> Event | None:
    return next((event for event in all_events(path) if event.review is Review.UNREVIEWED), None)


def test_what_is_offered_fits_what_was_decided(path: Path) -> None:
    read(path, ONE)
    told = offered(
        path, category=Category.ARREST, sub_event_type="Arrests", status=Status.PLANNED, actors=(replace(GUNMEN, name="police"),)
    )
    assert [rule_words(rule) for rule in told] == [
        "“attacked”, coded as Attack on civilians, is Arrest",
        "Whatever is coded as Attack on civilians is Arrest",
        "“attacked”, coded as occurred, is planned",
        "Whatever is coded as occurred is planned",
        "“Gunmen” as an actor is “police”",
    ]
    undo(path)
    assert offered(path, fatalities=7) == []
    told = [rule_words(rule) for rule in offered(path)]
    assert told == ["“attacked”, coded as Attack on civilians, is no event", "Whatever is coded as Attack on civilians is no event"]


def test_a_rule_reaches_later_articles_and_earlier_ones_only_when_that_is_asked_for(path: Path) -> None:
    [first], [second] = read(path, ONE), read(path, TWO, day=25)
    rule, _ = offered(path, category=Category.ARREST, sub_event_type="Arrests")
    done = keep(path, rule)
    assert (done.articles, done.waiting) == ((first,), (second,))
    assert other(path).category is Category.ATTACK
    [third] = read(path, "Raiders attacked Niamey too.", day=28)
    assert [e.category for e in all_events(path) if e.evidence[0].article_id == third] == [Category.ARREST]
    finished(pipeline.read_again(path, done.waiting, plain_analyst()))
    assert other(path).category is Category.ARREST
    assert other(path).reasons[-1] == "Your rule for all articles: “attacked”, coded as Attack on civilians, is Arrest."
    undo(path)
    assert {e.category for e in all_events(path) if e.review is Review.UNREVIEWED} == {Category.ATTACK}, "what it did is undone everywhere"
    assert redo(path).waiting == (second, third)


def test_a_rejecting_rule_leaves_events_out_and_gives_them_back(path: Path) -> None:
    read(path, ONE)
    read(path, TWO, day=25)
    rule, _ = offered(path)
    found = finished(
        preview(path, lambda copy: pipeline.rule(copy, replace(rule, scope=Scope.ALWAYS, within="", here=""), plain_analyst()))
    )
    assert [now for _, now in found.events] == [None]
    keep(path, replace(rule, here=""))
    assert other(path) is None
    assert [event.review for event in all_events(path)] == [Review.REJECTED], "what a person rejected stays as rejected"
    with project.open(path) as opened:
        [kept] = event_rules.every(opened)
    finished(pipeline.take_back_rule(path, kept.number, plain_analyst(), ANA))
    assert other(path) is not None


def test_the_narrower_rule_wins_and_a_rule_of_another_article_says_nothing(path: Path) -> None:
    [first], [second] = read(path, ONE), read(path, TWO, day=25)
    rule = EventRule(kind=RuleKind.STATUS, coded="occurred", word="attacked", becomes="planned", scope=Scope.ARTICLE)
    keep(path, rule, Scope.ARTICLE, second)
    keep(path, replace(rule, becomes="denied"))
    keep(path, EventRule(kind=RuleKind.ACTOR, coded="gunmen", scope=Scope.ALWAYS), Scope.ARTICLE, first)
    told = {event.evidence[0].article_id: event for event in all_events(path)}
    assert (told[first].status, told[first].actors) == (Status.DENIED, ())
    assert (told[second].status, told[second].actors) == (Status.PLANNED, (GUNMEN,))


def test_a_rule_about_any_word_gives_way_to_one_about_the_very_word(path: Path) -> None:
    read(path, ONE)
    rule = EventRule(kind=RuleKind.STATUS, coded="occurred", word="attacked", becomes="planned", scope=Scope.ALWAYS)
    keep(path, rule)
    assert keep(path, replace(rule, word="", becomes="denied")).articles == (), "of the events coded so none is left"
    assert [event.status for event in all_events(path)] == [Status.PLANNED]
    undo(path)
    undo(path)
    assert len(keep(path, replace(rule, word="", becomes="denied")).articles) == 1
    assert [event.status for event in all_events(path)] == [Status.DENIED]


def test_rules_are_listed_beside_those_about_names(path: Path, tmp_path: Path) -> None:
    read(path, ONE)
    rule, _ = offered(path)
    keep(path, replace(rule, reason="=1+1"))
    with project.open(path) as opened:
        [entry] = rules.entries(opened)
        assert (entry.about, entry.means, entry.in_force, entry.person) == (
            "“attacked”, coded as Attack on civilians",
            "no event",
            True,
            ANA.person,
        )
        assert rules.write(opened, tmp_path / "rules.csv") == 1
    [row] = csv.DictReader((tmp_path / "rules.csv").read_text("utf-8-sig").splitlines())
    assert (row["kind"], row["means"], row["scope"], row["reason"]) == ("reject", "no event", "always", "'=1+1")
    finished(pipeline.take_back_rule(path, entry.correction.number, plain_analyst(), ANA))
    with project.open(path) as opened:
        assert [e.in_force for e in rules.entries(opened)] == [False]
