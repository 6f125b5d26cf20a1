"""The events of an article by keys in its text: one after the other, judged without leaving it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from geodata.model import Changes, Evidence, Review
from geodata.store import events
from tests.gui.conftest import TEXT


@pytest.fixture
def reading(driver):
    """The sample article open, with the keyboard in its text."""
    driver.window.session.read("a1")
    driver.window.reader.view.setFocus()
    driver.qtbot.waitUntil(driver.window.reader.view.hasFocus, timeout=3000)
    return driver


def press(driver, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(driver.window.reader.view, key)


def test_n_and_p_go_through_the_events_at_their_words_and_the_article_stays(reading) -> None:
    window, session = reading.window, reading.window.session
    count = len(session.events_of("a1"))
    seen = []
    for _ in range(count):
        press(reading, Qt.Key.Key_N)
        seen += session.selection
        assert window.right_tabs.currentWidget() is window.article_page
        assert window.reader.view.hasFocus()
    assert len(set(seen)) == count
    assert seen.index("march") < seen.index("killing"), "in the order of the text"
    press(reading, Qt.Key.Key_N)
    assert session.selection == (seen[0],)
    press(reading, Qt.Key.Key_P)
    assert session.selection == (seen[-1],)
    session.select(["killing"])
    session.read("a1")
    assert window.reader.told.text().startswith(f"Event {seen.index('killing') + 1} of {count} · Attack · near Gao")


def test_the_article_of_a_row_is_opened_with_the_keyboard_in_its_text(driver) -> None:
    window, session = driver.window, driver.window.session
    session.select(["killing"])
    window.events.setFocus()
    QTest.keyClick(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert window.reader.view.hasFocus()
    press(driver, Qt.Key.Key_A)
    assert session.events(["killing"])[0].review is Review.ACCEPTED
    assert window.right_tabs.currentWidget() is window.article_page


def test_a_judgement_by_key_leaves_the_article_open_and_the_next_key_goes_on(reading, monkeypatch: pytest.MonkeyPatch) -> None:
    window, session = reading.window, reading.window.session
    monkeypatch.setattr(window.review, "ask", lambda *_, **__: ("a rumour", True))
    press(reading, Qt.Key.Key_N, Qt.Key.Key_A)
    first = session.selection[0]
    assert events.get(session.project, first).review is Review.ACCEPTED
    assert window.reader.told.text().endswith("· accepted")
    assert window.right_tabs.currentWidget() is window.article_page
    press(reading, Qt.Key.Key_N, Qt.Key.Key_R)
    assert session.selection[0] != first
    assert events.get(session.project, session.selection[0]).review is Review.REJECTED
    assert window.right_tabs.currentWidget() is window.article_page
    window.review.undo()
    window.review.undo()


def test_from_the_caret_the_next_event_behind_it_is_selected(reading) -> None:
    view = reading.window.reader.view
    cursor = view.textCursor()
    cursor.setPosition(TEXT.index("Two days earlier") + 1)  # one emoji stands before, two units wide
    view.setTextCursor(cursor)
    press(reading, Qt.Key.Key_N)
    assert reading.window.session.selection == ("killing",)


def test_two_articles_on_one_event_stand_side_by_side_each_at_its_words(reading) -> None:
    window, session = reading.window, reading.window.session
    session.select(["killing"])
    window.reading.side_by_side()
    assert window.messages.text == "Only one article tells of this event."
    killing = session.events(["killing"])[0]
    words = "said the sign"
    second = session.article("a2")
    start = second.text.index(words)
    piece = Evidence(article_id="a2", start_char=start, end_char=start + len(words))
    with session.project.transaction() as connection:
        events.write(connection, replace(killing, evidence=(*killing.evidence, piece)))
    session.refresh(Changes(events=("killing",)))
    window.actions_by_id["side_by_side"].trigger()
    dialog = window.reading.dialog
    reading.qtbot.waitUntil(lambda: all(side.view.toPlainText() for side in dialog.sides), timeout=3000)
    assert [side.choice.currentData() for side in dialog.sides] == ["a1", "a2"]
    assert "gunmen had killed" in dialog.sides[0].view.toPlainText()
    assert words in dialog.sides[1].view.toPlainText()
    dialog.sides[1].choice.setCurrentIndex(0)
    assert dialog.sides[1].view.toPlainText() == dialog.sides[0].view.toPlainText()
    dialog.close()
    window.activateWindow()


def test_an_article_without_events_says_so(reading) -> None:
    reading.window.session.read("a2")
    press(reading, Qt.Key.Key_N)
    assert reading.window.messages.text == "This article tells of no event."
    assert reading.window.reader.told.isHidden()
