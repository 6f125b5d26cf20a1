"""Search in articles in the window: by real keys and clicks, from the field to the words and to the events on the map."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.hits_list import EXCERPT, MARKED
from desktop.lines import KEY
from geodata.model import EventFilter


@pytest.fixture
def searching(driver):
    yield driver
    driver.window.finding.field.clear()
    driver.window.finding.shut_down()
    driver.window.session.set_filter(EventFilter())


def search(driver, typed: str) -> None:
    """Type into the field that the command goes to, and wait for the answer."""
    window = driver.window
    QTest.keyClick(window, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    assert window.finding.field.hasFocus()
    with driver.qtbot.waitSignal(window.finding._answered, timeout=5000):
        QTest.keyClicks(window.finding.field, typed)
    driver.qtbot.wait(10)


def test_hits_show_the_words_in_context_and_a_click_opens_the_article_at_them(searching) -> None:
    window = searching.window
    search(searching, "road stayed")
    assert window.finding.told.text() == "1 article"
    item = window.finding.hits.item(0)
    excerpt = item.data(EXCERPT)
    assert [excerpt.encode("utf-16-le")[2 * a : 2 * b].decode("utf-16-le") for a, b in item.data(MARKED)] == ["road", "stayed"]
    searching.click(window.finding.hits.viewport(), window.finding.hits.visualItemRect(item).center())
    reader = window.reader
    assert reader.article_id == "a1"
    assert window.right_tabs.currentWidget() is window.article_page
    assert [shade.cursor.selectedText() for shade in reader.view.extraSelections()] == ["road", "stayed"]
    assert reader.view.textCursor().position() == reader.view.extraSelections()[0].cursor.selectionStart()
    window.finding.field.clear()
    assert reader.view.extraSelections() == []
    assert window.finding.pages.currentWidget() is window.articles


def test_by_keyboard_down_goes_to_what_was_found_enter_opens_it_and_escape_empties_the_field(searching) -> None:
    window = searching.window
    search(searching, "sign")
    QTest.keyClick(window.finding.field, Qt.Key.Key_Down)
    assert window.finding.hits.hasFocus()
    QTest.keyClick(window.finding.hits, Qt.Key.Key_Return)
    assert window.reader.article_id == "a2"
    QTest.keyClick(window.finding.field, Qt.Key.Key_Escape)
    assert window.finding.field.text() == ""
    assert window.session.sought_words == ""


def test_the_events_of_the_articles_found_are_what_the_map_shows(searching) -> None:
    session = searching.window.session
    search(searching, '"two hundred people"')
    shown = int(session.mask.sum())
    searching.click(searching.window.finding.events_link)
    assert session.filter.text == '"two hundred people"'
    assert session.mask.sum() == shown, "all the events are of that article"
    search(searching, "xyzzy")
    assert searching.window.finding.told.text() == "No article holds these words."
    assert not searching.window.finding.events_link.isVisible()
    searching.window.finding.filter_events()
    assert not session.mask.any()


def test_what_is_typed_last_wins_and_hostile_text_is_drawn_as_it_is(searching) -> None:
    window = searching.window
    for typed in ('"', "(", '"bold" OR', "${7"):
        search(searching, typed)
        window.finding.field.clear()
    search(searching, "bold")
    assert [window.finding.hits.item(row).data(KEY) for row in range(window.finding.hits.count())] == ["a2"]
    assert not window.finding.hits.grab().isNull()
