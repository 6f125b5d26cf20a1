"""What is new since a person last looked, over several sittings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from geodata import reviewing
from geodata.model import Article, Category, Changes, EventFilter, GeoPrecision
from geodata.store import articles as article_rows
from geodata.store import events
from tests.gui.conftest import MARCH, NIAMEY, TEXT, event, evidence, write_project


def test_events_that_came_since_are_counted_shown_alone_and_marked_as_seen(driver, tmp_path: Path) -> None:
    session, box = driver.window.session, driver.window.filters.fresh
    assert box.isHidden(), "a project that is opened the first time counts as seen"
    assert session.seen.new == 0
    fresh = event("fresh", Category.PROTEST, NIAMEY, GeoPrecision.TOWN, date(2023, 8, 7), evidence=(evidence("a9", MARCH),))
    added = Article(article_id="a9", title="Later", text=TEXT, published=date(2023, 8, 8))
    article_rows.add(session.project, added, (), [fresh])
    session.refresh(Changes(articles=("a9",), events=("fresh",)))
    assert box.check.text() == "1 new since I last looked"
    panel = driver.window.filters
    assert panel.widget().minimumSizeHint().width() <= panel.viewport().width(), "the counts stay in view"
    path = Path(session.project.path)
    driver.open(write_project(tmp_path / "other.gpkg"))
    assert session.seen.new == 0
    driver.open(path)
    assert session.seen.new == 1, "also in the next sitting"
    box.check.click()
    assert session.columns.ids.at(session.mask) == ["fresh"]
    box.all_link.click()
    assert session.filter == EventFilter()
    assert box.isHidden()
    driver.open(path)
    assert session.seen.new == 0


def test_what_the_person_makes_joins_and_takes_back_is_not_new(driver) -> None:
    session = driver.window.session
    made = replace(session.events(["killing"])[0], event_id="", radius_km=10.0)
    changes = reviewing.create(session.project, made)
    session.refresh(changes)
    with session.project.transaction() as connection:  # as joining and parting do: the same report is written as another event
        events.write(connection, replace(session.events(["march"])[0], event_id="march anew"))
        events.delete(connection, ["march"])
    session.refresh(Changes(events=("march", "march anew")))
    assert len(session.columns) == 7
    assert session.seen.new == 0
    assert driver.window.filters.fresh.isHidden()


def test_settings_that_are_no_json_are_as_none(driver) -> None:
    driver.window.preferences.seen = "[broken"
    driver.window.session.seen._look_up()
    assert driver.window.session.seen.new == 0
