"""The dialog of correction rules: turned off and on by real clicks, looked at before, saved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from geodata import reviewing
from geodata.analyst import default_analyst
from geodata.articles.text import from_text
from geodata.gazetteer.search import Gazetteer
from geodata.model import PlaceRule, Scope
from geodata.pipeline import correct, process
from geodata.store import corrections
from geodata.store import project as project_file
from geodata.store.corrections import Correction
from tests.gui.conftest import NIAMEY

TEXT = "Gunmen attacked a market in Gao on Friday 4 August 2023 and killed nine people, the mayor of Gao said."


@pytest.fixture
def rules(driver, tmp_path: Path, gazetteer_path: Path):
    path = tmp_path / "rules.gpkg"
    project_file.create(path).close()
    with Gazetteer.open(gazetteer_path) as gazetteer:
        analyst = default_analyst(gazetteer)
        for _ in process(path, [from_text(TEXT, published=date(2023, 8, 6))], analyst):
            pass
        rule = PlaceRule(name="Gao", place=NIAMEY, scope=Scope.ALWAYS, reason="a quarter of that name")
        for _ in correct(path, Correction(rule=rule), analyst):
            pass
    driver.open(path)
    driver.window.rules.open()
    yield driver
    driver.window.rules.dialog.close()


def places(driver) -> set[str]:
    columns = driver.window.session.columns
    return {event.place.name for event in driver.window.session.events(columns.ids) if event.place}


def test_a_rule_is_looked_at_turned_off_and_on_again_and_saved(rules, tmp_path: Path) -> None:
    dialog, session = rules.window.rules.dialog, rules.window.session
    assert [dialog.table.item(0, n).text() for n in (0, 1, 2, 4, 5)] == ["gao", "Niamey", "always", "a quarter of that name", "yes"]
    assert places(rules) == {"Niamey"}
    rules.click(dialog.look)
    rules.finish_tasks()
    assert dialog.differences.toPlainText().startswith("1 article would be read again; 1 event would be otherwise.")
    was, now = dialog.differences.toPlainText().splitlines()[1].split("→")
    assert "Niamey (“Gao”), town" in was
    assert "Gao, town" in now
    assert places(rules) == {"Niamey"}, "nothing is done yet"
    rules.click(dialog.turn)
    rules.finish_tasks()
    assert places(rules) == {"Gao"}
    assert corrections.every(session.project) == []
    assert (dialog.table.item(0, 5).text(), dialog.turn.text()) == ("turned off", "Turn on")
    rules.click(dialog.turn)
    rules.finish_tasks()
    assert places(rules) == {"Niamey"}
    rules.window.rules.save(tmp_path / "out.csv")
    assert "a quarter of that name" in (tmp_path / "out.csv").read_text("utf-8-sig")


def test_a_rejection_becomes_a_rule_that_is_tried_kept_listed_and_turned_off(rules, gazetteer_path: Path) -> None:
    window, session = rules.window, rules.window.session
    window.rules.dialog.close()
    with Gazetteer.open(gazetteer_path) as gazetteer:
        later = from_text("Bandits attacked a market in Ayorou on Monday 7 August 2023.", published=date(2023, 8, 8))
        for _ in process(session.project.path, [later], default_analyst(gazetteer)):
            pass
    rules.open(session.project.path)
    wrong = next(event for event in session.events(session.columns.ids) if event.evidence[0].article_id != later.article_id)
    window.ruling.open()
    assert window.ruling.dialog is None, "nothing is selected"
    session.select([wrong.event_id])
    window.review.ask = lambda *_: ("a film", True)
    window.review.reject()
    rules.click(window.detail.review.rule_link)
    dialog = window.ruling.dialog
    assert dialog.rule.currentText() == "“attacked”, coded as Attack on civilians, is no event"
    dialog.scope.setCurrentIndex(dialog.scope.findData(Scope.ALWAYS))
    rules.click(dialog.look)
    rules.finish_tasks()
    assert dialog.differences.toPlainText().splitlines()[1].endswith("→  no event")
    rules.click(dialog.keep)
    rules.finish_tasks()
    assert len(session.columns.ids) == 2, "the other article waits"
    rules.click(window.earlier.dialog.read)
    rules.finish_tasks()
    assert len(session.columns.ids) == 1
    window.rules.open()
    listed = window.rules.dialog
    assert listed.table.item(0, 1).text() == "no event"
    listed.table.selectRow(0)
    rules.click(listed.turn)
    rules.finish_tasks()
    assert len(session.columns.ids) == 2


def test_reading_all_again_shows_the_differences_first_and_leaves_what_was_judged(rules) -> None:
    window, session = rules.window, rules.window.session
    window.rules.dialog.close()
    with session.project.transaction() as connection:  # as an older model had coded it
        connection.execute("UPDATE event SET fatalities = 90, coder = 'encoder of old'")
    rules.open(session.project.path)
    window.actions_by_id["reread"].trigger()
    dialog = window.earlier.dialog
    assert not dialog.read.isEnabled(), "nobody saw what would change"
    rules.click(dialog.look)
    rules.finish_tasks()
    assert dialog.differences.toPlainText().startswith("1 article would be read again; 1 event would be otherwise.")
    assert [event.fatalities for event in session.events(session.columns.ids)] == [90]
    rules.click(dialog.read)
    rules.finish_tasks()
    [event] = session.events(session.columns.ids)
    assert event.fatalities == 9
    reviewing.correct(session.project, replace(event, fatalities=12))
    window.actions_by_id["reread"].trigger()
    rules.click(window.earlier.dialog.look)
    rules.finish_tasks()
    assert window.earlier.dialog.differences.toPlainText() == "1 article would be read again; 0 events would be otherwise."
    rules.click(window.earlier.dialog.read)
    rules.finish_tasks()
    assert [event.fatalities for event in session.events(session.columns.ids)] == [12]
