"""Merges in the window with real clicks: an article's report told apart, taken back, and two events made one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from geodata.analyst import Analyst, default_analyst
from geodata.articles.text import from_text
from geodata.gazetteer.search import Gazetteer
from geodata.model import Category, Event, EventFilter
from geodata.pipeline import process
from geodata.store import project as project_file

WIRE = (
    "Gunmen attacked a market near Gao in northern Mali on Friday and killed nine people, the mayor said. The raiders came on motorcycles"
    " shortly after noon and left towards the border. Nobody has claimed what they did to the traders of the town."
)
ARTICLES = (
    ("Raid on market", "Courier", WIRE),
    ("Nine dead", "Post", f"{WIRE} (AFP)"),
    (
        "Market hit again",
        "Herald",
        "Nine people were killed on Friday when gunmen attacked traders near Gao in Mali, a nurse told this newspaper.",
    ),
    ("Older raid", "Herald", "On 12 July 2023 gunmen attacked a village near Gao in Mali and killed four people, residents said."),
)


@pytest.fixture(scope="module")
def analyst(gazetteer_path: Path) -> Analyst:
    return default_analyst(Gazetteer.open(gazetteer_path))


@pytest.fixture
def merging(driver, analyst: Analyst, tmp_path: Path):
    """The window on three articles of one attack and one of another, the first attack selected."""
    path = tmp_path / "merges.gpkg"
    project_file.create(path).close()
    made = [from_text(text, title=title, source=source, published=date(2023, 8, 6)) for title, source, text in ARTICLES]
    for _ in process(path, made, analyst):
        pass
    driver.open(path)
    driver.ids = {article.title: article.article_id for article in made}
    driver.window.session.set_filter(EventFilter(statuses=()))
    driver.click_row(event_of(driver, "Raid on market").event_id)
    return driver


def event_of(driver, title: str) -> Event:
    return next(e for e in driver.window.session.events_of(driver.ids[title]) if e.category is Category.ATTACK)


def groups(driver) -> set[frozenset[str]]:
    """The titles of the articles of each attack."""
    titles = {article_id: title for title, article_id in driver.ids.items()}
    session = driver.window.session
    attacks = [event for event in session.events(session.columns.ids) if event.category is Category.ATTACK]
    return {frozenset(titles[piece.article_id] for piece in event.evidence) for event in attacks}


ALL = {frozenset({"Raid on market", "Nine dead", "Market hit again"}), frozenset({"Older raid"})}
PARTED = {frozenset({"Raid on market", "Nine dead"}), frozenset({"Market hit again"}), frozenset({"Older raid"})}


def part(driver, title: str) -> None:
    card = driver.window.detail._card
    excerpt = next(e for e in driver.window.detail.excerpts if e.article_id == driver.ids[title] and not e.part_link.isHidden())
    card.ensureWidgetVisible(excerpt.part_link)
    driver.click(excerpt.part_link)
    driver.finish_tasks()


def test_the_card_tells_articles_and_origins(merging) -> None:
    assert groups(merging) == ALL
    assert merging.window.detail.facts["Sources"] == "3 articles, 2 origins (AFP) · Courier, Post, Herald"
    merging.click_row(event_of(merging, "Older raid").event_id)
    assert merging.window.detail.facts["Sources"] == "1 article · Herald"
    assert all(excerpt.part_link.isHidden() for excerpt in merging.window.detail.excerpts), "nothing to part"
    assert not merging.window.actions_by_id["part_article"].isEnabled()


def test_a_click_beside_an_excerpt_makes_two_events_and_ctrl_z_one_again(merging) -> None:
    before = event_of(merging, "Raid on market")
    part(merging, "Market hit again")
    assert groups(merging) == PARTED
    assert len(merging.window.session.selection) == 2, "both are selected"
    assert merging.window.messages.text == "They are two events now, each coded from its own articles."
    assert merging.window.actions_by_id["undo"].isEnabled()
    QTest.keyClick(merging.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    merging.finish_tasks()
    assert groups(merging) == ALL
    assert event_of(merging, "Raid on market") == before
    assert "told apart" in merging.window.messages.text
    assert not merging.window.actions_by_id["undo"].isEnabled()


def test_it_stays_parted_in_a_project_opened_again_and_the_card_takes_it_back(merging) -> None:
    part(merging, "Market hit again")
    path = merging.window.session.project.path
    merging.window.session.close()
    merging.open(path)
    assert groups(merging) == PARTED
    assert merging.window.actions_by_id["undo"].text() == "&Undo: tell an article apart", "the trail is the project's"
    merging.window.session.select([event_of(merging, "Market hit again").event_id])
    detail = merging.window.detail
    [undo] = detail.undo_links
    detail._card.ensureWidgetVisible(undo)
    merging.click(undo)
    merging.finish_tasks()
    assert groups(merging) == ALL
    assert detail.undo_links == []


def test_an_event_is_made_one_with_another_from_the_short_list(merging) -> None:
    detail = merging.window.detail
    detail._card.ensureWidgetVisible(detail.join_link)
    merging.click(detail.join_link)
    dialog = merging.window.merging.dialog
    assert [dialog.list.item(row).text() for row in range(dialog.list.count())] == ["Older raid"]
    assert not dialog.make.isEnabled()
    dialog.list.setFocus()
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    merging.finish_tasks()
    assert dialog.isVisible()
    assert groups(merging) == ALL, "Enter does nothing before a row is chosen"
    merging.click(dialog.list.viewport(), dialog.list.visualItemRect(dialog.list.item(0)).center())
    merging.click(dialog.make)
    merging.finish_tasks()
    assert groups(merging) == {frozenset(merging.ids)}
    assert merging.window.messages.text == "They are one event now."
    assert detail.facts["Sources"].startswith("4 articles, 3 origins")
    [undo] = detail.undo_links
    detail._card.ensureWidgetVisible(undo)
    merging.click(undo)
    merging.finish_tasks()
    assert groups(merging) == ALL


def test_two_selected_events_are_made_one_by_a_click(merging) -> None:
    session, detail = merging.window.session, merging.window.detail
    session.select([event_of(merging, title).event_id for title in ("Older raid", "Raid on market")])
    merging.click(detail.join_two)
    merging.finish_tasks()
    assert groups(merging) == {frozenset(merging.ids)}


def test_the_command_parts_the_excerpt_that_was_clicked_and_asks_where_none_was(merging) -> None:
    command = merging.window.actions_by_id["part_article"]
    merging.window.events.setFocus()
    command.trigger()
    assert merging.window.messages.text == "Click the excerpt that tells of another event first."
    excerpt = next(e for e in merging.window.detail.excerpts if e.article_id == merging.ids["Market hit again"])
    merging.window.detail._card.ensureWidgetVisible(excerpt)
    merging.click(excerpt.view.viewport())
    command.trigger()
    merging.finish_tasks()
    assert groups(merging) == PARTED


def test_a_project_that_takes_no_changes_offers_none(merging) -> None:
    path = merging.window.session.project.path
    merging.window.session.close()
    path.chmod(0o444)
    merging.open(path)
    merging.window.session.select([event_of(merging, "Raid on market").event_id])
    detail = merging.window.detail
    assert detail.join_link.isHidden()
    assert all(excerpt.part_link.isHidden() for excerpt in detail.excerpts)
    assert not merging.window.actions_by_id["join_events"].isEnabled()
