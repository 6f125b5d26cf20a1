"""Events accepted and rejected on their card, undone and done again, by real clicks and keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from geodata.model import EventFilter, Review
from geodata.store import events as event_rows


@pytest.fixture
def card(driver, monkeypatch: pytest.MonkeyPatch):
    """The window with the killing selected; a reason is typed as “a rumour”."""
    monkeypatch.setattr(driver.window.review, "ask", lambda *_, **__: ("a rumour", True))
    driver.window.session.select(["killing"])
    return driver


def _review(driver, event_id: str = "killing") -> Review:
    return event_rows.get(driver.window.session.project, event_id).review


def _is_shown(driver, event_id: str = "killing") -> bool:
    return bool(driver.window.session.mask[driver.window.session.row(event_id)])


def _click(driver, button) -> None:
    driver.window.detail._card.ensureWidgetVisible(button)
    driver.click(button)


def test_a_new_event_is_not_reviewed_and_accept_says_who_did_it(card) -> None:
    review_card = card.window.detail.review
    assert review_card.state.text() == "Not reviewed: coded by program."
    _click(card, review_card.accept)
    assert _review(card) is Review.ACCEPTED
    state = card.window.detail.review.state.text()
    assert state.startswith("Accepted by ")
    assert not card.window.detail.review.accept.isEnabled()


def test_a_rejected_event_leaves_the_map_and_its_card_tells_why(card) -> None:
    assert _is_shown(card)
    _click(card, card.window.detail.review.reject)
    assert _review(card) is Review.REJECTED
    assert not _is_shown(card)
    assert "a rumour" in card.window.detail.review.state.text()
    assert not card.js("Dateline.window.symbols()") or "killing" not in str(card.js("Dateline.window.symbols()"))
    _click(card, card.window.detail.review.accept)  # Bring back
    assert _is_shown(card)


def test_rejected_events_can_be_asked_for(card) -> None:
    _click(card, card.window.detail.review.reject)
    card.window.session.set_filter(EventFilter(review=(Review.REJECTED,)))
    assert [_is_shown(card, event) for event in ("killing", "march")] == [True, False]


def test_a_cancelled_reason_rejects_nothing(card, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(card.window.review, "ask", lambda *_, **__: ("", False))
    _click(card, card.window.detail.review.reject)
    assert _review(card) is Review.UNREVIEWED


def test_undo_and_redo_by_keys_also_after_the_project_was_opened_again(card) -> None:
    window, actions = card.window, card.window.actions_by_id
    assert not actions["redo"].isEnabled()
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert _review(card) is Review.REJECTED
    path = Path(window.session.project.path)
    card.open(path)
    assert _review(card) is Review.REJECTED
    for expected in (Review.ACCEPTED, Review.UNREVIEWED):
        QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert _review(card) is expected
    assert not actions["undo"].isEnabled()
    for expected in (Review.ACCEPTED, Review.REJECTED):
        QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
        assert _review(card) is expected
    assert not actions["redo"].isEnabled()
    assert window.messages.text.startswith("Done again: reject attack, Gao")


def test_the_history_keeps_what_was_undone(card) -> None:
    _click(card, card.window.detail.review.reject)
    card.window.review.undo()
    card.window.session.select(["killing"])
    [line] = card.window.session.trail_of(event_rows.get(card.window.session.project, "killing"))
    assert line.is_undone
    assert card.window.detail.review.state.text() == "Not reviewed: coded by program."


def test_several_selected_events_are_accepted_together(card) -> None:
    card.window.session.select(["march", "sit-in"])
    card.window.actions_by_id["accept_event"].trigger()
    assert {_review(card, event) for event in ("march", "sit-in")} == {Review.ACCEPTED}
    assert _review(card) is Review.UNREVIEWED
