"""Sources are graded in a dialog, and events in theirs; card, filter and table follow, and so does undo."""

from __future__ import annotations

from desktop.event_table import COLUMNS
from geodata.grades import Credibility
from geodata.model import Article
from geodata.store import articles, grades


def shown_credibility(driver, event_id: str) -> str:
    driver.window.session.select([event_id])
    return driver.window.detail.facts["Credibility"]


def test_a_grade_of_a_source_moves_its_events_and_is_undone(driver) -> None:
    window = driver.window
    event_id = window.session.columns.ids[0]
    assert shown_credibility(driver, event_id) == "6 cannot be judged (suggested: 1 origin, not graded)"
    driver.click_row(event_id)
    window.actions_by_id["grade_sources"].trigger()
    dialog = window.grading.dialog
    assert not dialog.keep.isEnabled()
    dialog.choice(0).setCurrentText("B usually reliable")
    dialog.reason.setText("twenty years of work")
    driver.click(dialog.keep)
    assert window.messages.text == "Graded 1 source."
    assert shown_credibility(driver, event_id) == "3 possibly true (suggested: 1 origin)"
    assert "(B)" in window.detail.facts["Sources"]
    column = next(place for place, column in enumerate(COLUMNS) if column.title == "Credibility")
    table = window.events.table
    assert table.text(table.row_of(event_id), column) == "3"
    box = window.filters.credibilities.boxes[Credibility.POSSIBLE]
    assert box.count_text != "–"
    for key, other in window.filters.credibilities.boxes.items():
        if key is not Credibility.POSSIBLE and other.check.isChecked():
            other.check.click()
    assert window.session.filter.credibility == (Credibility.POSSIBLE,)
    assert event_id in window.session.columns.ids.at(window.session.mask)
    window.filters.clear()
    window.actions_by_id["undo"].trigger()
    assert window.messages.text == "Undone: grade of Sahel Courier."
    assert shown_credibility(driver, event_id) == "6 cannot be judged (suggested: 1 origin, not graded)"


def test_a_grade_of_a_source_without_events_is_told_and_undone(driver) -> None:
    window = driver.window
    article = Article(article_id="quiet", title="Nothing", text="It rained.", source="Weather Post")
    articles.add(window.session.project, article, (), ())
    window.actions_by_id["grade_sources"].trigger()
    dialog = window.grading.dialog
    dialog.choice(grades.all_sources(window.session.project).index("Weather Post")).setCurrentText("B usually reliable")
    driver.click(dialog.keep)
    assert window.messages.text == "Graded 1 source."
    assert window.actions_by_id["undo"].text() == "&Undo: grade of Weather Post"
    window.actions_by_id["undo"].trigger()
    assert window.messages.text == "Undone: grade of Weather Post."
    assert grades.of_sources(window.session.project) == {}


def test_a_persons_credibility_stands_on_the_card_with_the_suggestion(driver) -> None:
    window = driver.window
    event_id = window.session.columns.ids[0]
    window.session.select([event_id])
    window.review.edit()
    dialog = window.review.dialog
    assert dialog.credibility.currentText() == "as origins and sources suggest"
    dialog.credibility.setCurrentText("5 improbable")
    driver.click(dialog.keep)
    assert shown_credibility(driver, event_id) == "5 improbable (yours; 6 suggested: 1 origin, not graded)"
    assert window.session.events([event_id])[0].review.value == "accepted"
