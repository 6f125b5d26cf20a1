"""Review in the window with real clicks and keys: accept, reject, undo, redo, history, the queue, the filter and the measure."""

from __future__ import annotations

import shutil
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop import session
from geodata.model import EventFilter, Review
from geodata.store import events, trail
from geodata.store import project as project_file
from geodata.wording import REVIEW_WORDS

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def reviewing(driver):
    driver.window.preferences.person = "Ana Diallo"
    driver.window.review.ask = lambda *_args, **_more: ("the army denies it", True)
    driver.click_row("killing")
    return driver


def state(driver, event_id: str = "killing") -> Review:
    return driver.window.session.events([event_id])[0].review


def card(driver):
    return driver.window.detail.review


def title(driver, name: str) -> str:
    return driver.window.actions_by_id[name].text()


def test_a_click_accepts_and_the_card_says_who_and_when(reviewing) -> None:
    assert card(reviewing).state.text() == "Not reviewed: coded by program."
    reviewing.click(card(reviewing).accept)
    assert state(reviewing) is Review.ACCEPTED
    assert card(reviewing).state.text().startswith("Accepted by Ana Diallo on ")
    assert not card(reviewing).accept.isEnabled()
    assert reviewing.window.review.measured.text() == "Reviewed 1: 1 accepted as coded, 0 corrected, 0 rejected"


def test_a_rejected_event_leaves_map_and_table_and_its_card_tells_why(reviewing) -> None:
    shown = int(reviewing.window.session.mask.sum())
    reviewing.click(card(reviewing).reject)
    assert state(reviewing) is Review.REJECTED
    assert int(reviewing.window.session.mask.sum()) == shown - 1
    assert reviewing.window.events.table.row_of("killing") is None
    assert card(reviewing).state.text().endswith(": the army denies it.")
    assert card(reviewing).accept.isEnabled()
    reviewing.click(card(reviewing).history_link)
    assert card(reviewing).history.isVisible()
    assert card(reviewing).lines[0].startswith("Rejected by Ana Diallo on ")


def test_the_filter_counts_the_rejected_and_shows_them_when_asked(reviewing) -> None:
    group = reviewing.window.filters.reviews
    reviewing.click(card(reviewing).reject)
    box = group.boxes[Review.REJECTED]
    assert box.count_text == "1"
    assert not box.check.isChecked()
    assert [key for key, b in group.boxes.items() if b.check.isChecked()] == [Review.UNREVIEWED, Review.ACCEPTED, Review.CORRECTED]
    reviewing.window.filters.ensureWidgetVisible(box)
    box.check.click()
    assert reviewing.window.session.filter.review == tuple(Review)
    assert reviewing.window.events.table.row_of("killing") is not None
    assert REVIEW_WORDS[Review.REJECTED] == box.check.text()
    box.check.click()
    assert reviewing.window.session.filter == EventFilter()


def test_undo_and_redo_name_what_they_are_about_and_go_on_in_a_project_opened_again(reviewing) -> None:
    window = reviewing.window
    assert not window.actions_by_id["undo"].isEnabled()
    reviewing.click(card(reviewing).accept)
    reviewing.click(card(reviewing).reject)
    assert title(reviewing, "undo") == "&Undo: reject attack, Gao"
    path = window.session.project.path
    window.session.close()
    reviewing.open(path)
    assert title(reviewing, "undo") == "&Undo: reject attack, Gao"
    QTest.keyClick(window, Qt.Key.Key_Z, CTRL)
    assert state(reviewing) is Review.ACCEPTED
    assert window.session.selection == ("killing",)
    assert window.messages.text == "Undone: reject attack, Gao."
    assert (title(reviewing, "undo"), title(reviewing, "redo")) == ("&Undo: accept attack, Gao", "&Redo: reject attack, Gao")
    QTest.keyClick(window, Qt.Key.Key_Z, CTRL)
    assert state(reviewing) is Review.UNREVIEWED
    assert not window.actions_by_id["undo"].isEnabled()
    for expected in (Review.ACCEPTED, Review.REJECTED):
        QTest.keyClick(window, Qt.Key.Key_Z, CTRL | SHIFT)
        assert state(reviewing) is expected
    assert not window.actions_by_id["redo"].isEnabled()
    assert title(reviewing, "redo") == "&Redo"


def test_the_keys_hold_in_table_and_card_and_not_in_a_text_field(reviewing) -> None:
    window = reviewing.window
    window.events.setFocus()
    QTest.keyClick(window.events, Qt.Key.Key_A)
    assert state(reviewing) is Review.ACCEPTED
    window.detail.focus_card()
    QTest.keyClick(window.detail.focusWidget(), Qt.Key.Key_R)
    assert state(reviewing) is Review.REJECTED
    window.filters.text.setFocus()
    QTest.keyClick(window.filters.text, Qt.Key.Key_A)
    assert state(reviewing) is Review.REJECTED
    assert window.filters.text.text() == "a"
    window.filters.text.clear()


def test_a_reason_that_is_not_given_leaves_the_event(reviewing) -> None:
    reviewing.window.review.ask = lambda *_args, **_more: ("", False)
    reviewing.click(card(reviewing).reject)
    assert state(reviewing) is Review.UNREVIEWED
    assert trail.every(reviewing.window.session.project) == []


def test_next_to_review_goes_through_all_that_is_open_and_says_when_nothing_is(reviewing) -> None:
    window = reviewing.window
    window.session.set_filter(EventFilter(statuses=()))
    shown = set(window.session.columns.ids)
    seen = []
    for _ in shown:
        window.actions_by_id["next_review"].trigger()
        [event_id] = window.session.selection
        seen.append(event_id)
        window.review.accept()
    assert set(seen) == shown
    window.actions_by_id["next_review"].trigger()
    assert window.messages.text == "Everything that passes the filter was reviewed."


def test_a_name_that_was_given_is_kept_for_the_trail(reviewing) -> None:
    reviewing.window.review.ask = lambda *_args, **_more: ("Béatrice", True)
    reviewing.window.actions_by_id["name_person"].trigger()
    reviewing.click(card(reviewing).accept)
    assert trail.every(reviewing.window.session.project)[0].person == "Béatrice"


def test_a_project_that_takes_no_changes_has_no_buttons(reviewing) -> None:
    path = reviewing.window.session.project.path
    reviewing.window.session.close()
    path.chmod(0o444)
    reviewing.open(path)
    reviewing.click_row("killing")
    assert not card(reviewing).accept.isVisible()
    QTest.keyClick(reviewing.window.events, Qt.Key.Key_A)
    assert state(reviewing) is Review.UNREVIEWED
    path.chmod(0o644)


def test_a_copy_of_the_file_made_beside_the_open_window_has_the_decision(reviewing, monkeypatch) -> None:
    monkeypatch.setattr(session, "Settler", partial(session.Settler, look_s=0.05))
    path = reviewing.window.session.project.path
    reviewing.open(path)
    reviewing.click_row("killing")
    reviewing.click(card(reviewing).accept)

    def is_in_the_file() -> bool:
        with project_file.open(shutil.copyfile(path, path.with_name("synced.gpkg")), read_only=True) as copy:
            return events.many(copy, ["killing"])[0].review is Review.ACCEPTED

    reviewing.qtbot.waitUntil(is_in_the_file, timeout=10_000)
