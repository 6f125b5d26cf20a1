"""The list of decisions about place names, what turning one would do, and the list as a table."""

from __future__ import annotations

import csv
import errno
from dataclasses import replace
from pathlib import Path

import pytest

from geodata import pipeline
from geodata.errors import ExportError
from geodata.export import rules
from geodata.model import PlaceRule, Scope
from geodata.previewing import preview
from geodata.store import project
from geodata.store.corrections import Correction
from tests.core.test_reviewing import ANA, ONE, TWO, all_events, read, redo, undo
from tests.long_call import finished
from tests.plain_analyst import KnowsNiamey, plain_analyst
from tests.values import NIAMEY, NIGER


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "p.gpkg"
    project.create(made).close()
    return made


def decide(path: Path, scope: Scope, within: str = "", reason: str = "") -> None:
    rule = PlaceRule(name="Niamey", place=NIGER, scope=scope, within=within, reason=reason)
    finished(pipeline.correct(path, Correction(rule=rule), plain_analyst(), ANA))


def listed(path: Path) -> list[tuple[str, str, bool, str]]:
    with project.open(path) as opened:
        return [(e.correction.rule.scope.value, e.within, e.in_force, e.person) for e in rules.entries(opened)]


def test_rules_are_listed_with_who_took_them_and_stay_listed_when_they_are_turned_off_and_on(path: Path) -> None:
    [article] = read(path, ONE)
    decide(path, Scope.ALWAYS)
    decide(path, Scope.ARTICLE, article)
    title = ONE.removesuffix(".")
    assert [(scope, on, who) for scope, _, on, who in listed(path)] == [("article", True, "Ana Diallo"), ("always", True, "Ana Diallo")]
    assert listed(path)[0][1].startswith(title[:10])
    with project.open(path) as opened:
        first = rules.entries(opened)[0]
    finished(pipeline.take_back(path, first.correction.number, plain_analyst(), ANA))
    assert [(scope, on) for scope, _, on, _ in listed(path)] == [("always", True), ("article", False)]
    finished(pipeline.correct(path, first.correction, plain_analyst(), ANA))
    assert [(scope, on) for scope, _, on, _ in listed(path)] == [("article", True), ("always", True)]


def test_what_a_rule_would_do_is_told_and_nothing_is_done(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = KnowsNiamey.detect
    monkeypatch.setattr(  # events are where the name is
        KnowsNiamey, "detect", lambda self, article, known: tuple(replace(e, place=known[0].place) for e in plain(self, article, known))
    )
    read(path, ONE)
    read(path, TWO, day=25)
    before = all_events(path)
    rule = Correction(rule=PlaceRule(name="Niamey", place=NIGER, scope=Scope.ALWAYS))
    found = finished(preview(path, lambda copy: pipeline.correct(copy, rule, plain_analyst(), ANA)))
    assert found.articles == 2
    assert [was for was, _ in found.events] == before
    assert [now and now.place and now.place.name for _, now in found.events] == ["Niger", "Niger"]
    assert all_events(path) == before
    assert listed(path) == []


def test_only_the_article_it_was_taken_in_is_read_again_before_a_person_asks_for_the_earlier_ones(path: Path) -> None:
    [first], [second] = read(path, ONE), read(path, TWO, day=25)
    rule = Correction(rule=PlaceRule(name="Niamey", place=NIGER, scope=Scope.ALWAYS), here=second)
    done = finished(pipeline.correct(path, rule, plain_analyst(), ANA))
    assert (done.articles, done.waiting) == ((second,), (first,))
    assert finished(pipeline.read_again(path, done.waiting, plain_analyst())).articles == (first,)
    assert set(undo(path).articles) == {first, second}, "what it may have changed"
    again = redo(path)
    assert (again.articles, again.waiting) == ((second,), (first,))


def _full(_: object) -> object:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_the_table_is_whole_and_runs_no_formula(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read(path, ONE)
    decide(path, Scope.ALWAYS, reason="=HYPERLINK(1)")
    out = tmp_path / "rules.csv"
    with project.open(path) as opened:
        assert rules.write(opened, out) == 1
        with pytest.raises(ExportError, match="cannot be written"):
            rules.write(opened, tmp_path / "nowhere" / "rules.csv")
        before = out.read_bytes()
        monkeypatch.setattr(rules, "inert", _full)
        with pytest.raises(ExportError, match=r"rules.csv cannot be written"):
            rules.write(opened, out)
    assert out.read_bytes() == before
    assert not list(tmp_path.glob(".*"))
    [row] = csv.DictReader(out.read_text("utf-8-sig").splitlines())
    assert (row["name"], row["place"], row["scope"], row["person"], row["in_force"]) == ("niamey", "Niger", "always", "Ana Diallo", "yes")
    assert (row["reason"], row["geonameid"]) == ("'=HYPERLINK(1)", str(NIGER.geonameid))
    assert NIAMEY.name not in row.values()
