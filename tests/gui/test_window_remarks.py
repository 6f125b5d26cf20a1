"""Tags and notes in the window: given by real keys, seen on card, article and in the filter, undone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from geodata.model import EventFilter, Review
from geodata.remarks import SENSITIVE, Remarks

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def tagging(driver):
    yield driver
    driver.window.session.set_filter(EventFilter())
    driver.window.left_tabs.setCurrentWidget(driver.window.filters)


def keep(driver) -> None:
    driver.click(driver.window.remarks.dialog.keep)
    driver.window.activateWindow()
    driver.qtbot.waitUntil(driver.window.isActiveWindow, timeout=3000)


def tag(driver, event_id: str, words: str) -> None:
    driver.click_row(event_id)
    QTest.keyClick(driver.window, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    QTest.keyClicks(driver.window.remarks.dialog.tags, words)
    keep(driver)


def test_an_event_is_tagged_by_keys_and_the_filter_shows_what_bears_the_tag(tagging) -> None:
    session, window = tagging.window.session, tagging.window
    tag(tagging, "killing", "to verify, Gao")
    assert session.events(["killing"])[0].tags == ("to verify", "Gao")
    assert window.detail.review.tags.text() == "Tags: to verify, Gao"
    assert window.detail.review.lines[0].endswith("Tags: none → to verify, Gao")
    assert session.events(["killing"])[0].review is Review.UNREVIEWED
    box = window.filters.tags.boxes["to verify"]
    assert box.count_text == "1"
    box.check.click()
    assert session.filter.tags == ("to verify",)
    assert session.columns.ids.at(session.mask) == ["killing"]
    window.filters.tags.any_link.click()
    assert session.mask.sum() > 1
    window.review.undo()
    assert session.events(["killing"])[0].tags == ()
    assert window.filters.tags.isHidden(), "no tag is in use"


def test_several_events_share_the_line_of_tags_and_keep_their_own(tagging) -> None:
    session = tagging.window.session
    tag(tagging, "killing", "own, both")
    tag(tagging, "march", "both")
    session.select(["killing", "march"])
    tagging.window.remarks.tag_events()
    dialog = tagging.window.remarks.dialog
    assert dialog.tags.text() == "both"
    dialog.tags.setText("third")
    dialog.offers[1].click()
    assert dialog.tags.text() == "third, own"
    dialog.offers[1].click()
    keep(tagging)
    assert [event.tags for event in session.events(["killing", "march"])] == [("own", "third"), ("third",)]


def test_an_article_gets_its_note_and_tags_and_too_long_a_tag_is_told_at_once(tagging) -> None:
    window = tagging.window
    window.session.read("a1")
    tagging.qtbot.wait(20)
    QTest.keyClick(window, Qt.Key.Key_Y, CTRL_SHIFT)
    dialog = window.remarks.dialog
    dialog.tags.setText("x" * 60)
    assert not dialog.keep.isEnabled()
    assert "40 characters" in dialog.problem.text()
    dialog.tags.setText("partisan")
    QTest.keyClicks(dialog.note, "Close to one side.")
    keep(tagging)
    assert window.session.article("a1").remarks == Remarks("Close to one side.", ("partisan",))
    assert window.reader.remarks.words.text() == "Note: Close to one side.\nTags: partisan"
    assert window.filters.tags.boxes["partisan"].count_text == str(int(window.session.mask.sum()))
    window.review.undo()
    assert window.reader.remarks.words.isHidden()


def test_coordinates_are_flagged_on_the_card_and_for_several_by_keys_and_undone(tagging) -> None:
    window, session = tagging.window, tagging.window.session
    control_alt = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    tagging.click_row("killing")
    tagging.click(window.detail.review.sensitive)
    assert session.events(["killing"])[0].tags == (SENSITIVE,)
    assert window.detail.review.sensitive.isChecked()
    assert window.detail.review.tags.isHidden(), "the box tells it"
    assert window.detail.review.lines[0].endswith("Tags: none → sensitive coordinates")
    session.select(["killing", "march"])
    QTest.keyClick(window, Qt.Key.Key_C, control_alt)
    assert [event.tags for event in session.events(["killing", "march"])] == [(SENSITIVE,), (SENSITIVE,)]
    assert window.filters.tags.boxes[SENSITIVE].count_text == "2"
    QTest.keyClick(window, Qt.Key.Key_C, control_alt)
    assert [event.tags for event in session.events(["killing", "march"])] == [(), ()], "all were flagged"
    for _ in range(2):
        window.review.undo()
    assert [event.tags for event in session.events(["killing", "march"])] == [(SENSITIVE,), (SENSITIVE,)]
