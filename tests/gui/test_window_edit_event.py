"""Edit event in the window: every field by real keys, faults told as one types, the correction on card and in the trail."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from geodata.model import Category, Changes, GeoPrecision, Review, Status, TimePrecision
from geodata.store import events, trail

WHY = ("Attack: “killed” is read as “Attack”.", "Place: “Gao” stands nearest to the event's words.", "Deaths: “nine”.")


@pytest.fixture
def editing(driver):
    """The dialog open on the killing near Gao."""
    driver.window.preferences.person = "Ana Diallo"
    project = driver.window.session.project
    sound = replace(event_of(driver), event_type="Violence against civilians", radius_km=10.0, reasons=WHY)
    with project.transaction() as connection:
        events.write(connection, sound)
    driver.window.session.refresh(Changes(events=("killing",)))
    driver.click_row("killing")
    driver.click(driver.window.detail.review.edit)
    driver.dialog = driver.window.review.dialog
    yield driver
    if driver.dialog is not None:
        driver.dialog.reject()


def event_of(driver):
    return driver.window.session.events(["killing"])[0]


def keep(driver) -> None:
    driver.click(driver.dialog.keep)
    driver.dialog = None
    driver.window.activateWindow()  # the dialog was the active one, and keys go there
    driver.qtbot.waitUntil(driver.window.isActiveWindow, timeout=3000)


def type_in(field, text: str) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Tab)


def test_it_opens_on_the_event_as_it_is_and_has_nothing_to_keep(editing) -> None:
    assert editing.dialog.edited() == event_of(editing)
    assert not editing.dialog.keep.isEnabled()
    assert editing.dialog.problem.text() == ""


def test_deaths_are_corrected_with_a_reason_and_undo_brings_them_back(editing) -> None:
    before = event_of(editing)
    type_in(editing.dialog.deaths, "12")
    QTest.keyClicks(editing.dialog.reason, "the morgue counted")
    keep(editing)
    kept = event_of(editing)
    assert (kept.fatalities, kept.fatalities_max, kept.review) == (12, 12, Review.CORRECTED)
    card = editing.window.detail.review
    assert card.state.text().startswith("Corrected by Ana Diallo on ")
    assert card.state.text().endswith(": the morgue counted.")
    assert "Deaths: 9 → 12" in card.lines[0]
    [decided, *read] = editing.window.detail.reasons
    assert decided.startswith("Deaths: 9 → 12. Corrected by Ana Diallo on ")
    assert decided.endswith(": the morgue counted.")
    assert tuple(read) == WHY[:2], "nothing argues for the figure that was read"
    QTest.keyClick(editing.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert event_of(editing) == before
    assert tuple(editing.window.detail.reasons) == WHY


def test_a_month_fills_in_both_days_and_how_well_they_are_known(editing) -> None:
    type_in(editing.dialog.when.first, "2023-07")
    edited = editing.dialog.edited()
    assert (edited.event_date, edited.date_end, edited.time_precision) == (date(2023, 7, 1), date(2023, 7, 31), TimePrecision.MONTH)
    keep(editing)
    assert editing.window.detail.facts["When"] == "July 2023"


def test_what_does_not_hold_together_is_told_at_once_and_cannot_be_kept(editing) -> None:
    type_in(editing.dialog.when.last, "1 Aug 2023")
    assert "before the first" in editing.dialog.problem.text()
    assert not editing.dialog.keep.isEnabled()
    type_in(editing.dialog.when.last, "2 Aug 2023")
    assert editing.dialog.problem.text() == ""
    editing.click(editing.dialog.where.clear_link)
    assert editing.dialog.edited().geo_precision is GeoPrecision.UNKNOWN
    assert editing.dialog.keep.isEnabled()


def test_a_place_is_found_by_coordinates_and_moves_the_event_there(editing) -> None:
    box = editing.dialog.where.box
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, "15.5, 1.25")
    editing.qtbot.waitUntil(lambda: not box.list.isHidden() and box.list.count() == 1, timeout=5000)
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert editing.dialog.isVisible(), "Return chooses the place and closes nothing"
    assert editing.dialog.where.precision.currentData() == GeoPrecision.EXACT
    keep(editing)
    assert event_of(editing).point == (15.5, 1.25)
    [decided, *read] = editing.window.detail.reasons
    assert decided.startswith(
        "Place: Gao → 15.50000, 1.25000; Place known: near a town → site; Within km: 10 → not known. Corrected by Ana Diallo"
    )
    assert tuple(read) == (WHY[0], WHY[2])
    row = editing.window.session.row("killing")
    assert editing.window.session.columns.latitude[row] == 15.5


def test_another_place_brings_its_own_name_and_the_words_of_the_article_can_be_kept(editing) -> None:
    where = editing.dialog.where
    where.box.setFocus()
    where.box.selectAll()
    QTest.keyClicks(where.box, "Niamey")
    editing.qtbot.waitUntil(lambda: not where.box.list.isHidden() and where.box.list.count() > 0, timeout=5000)
    QTest.keyClick(where.box, Qt.Key.Key_Return)
    assert (where.location.text(), where.keep_link.text()) == ("Niamey", "Keep “Gao”")
    assert editing.dialog.edited().geo_precision is GeoPrecision.TOWN
    editing.click(where.keep_link)
    assert where.location.text() == "Gao"
    where.location.setText("Niamey")
    keep(editing)
    assert editing.window.detail.facts["Where"] == "Niamey, town"


def test_category_type_status_and_actors_are_set(editing) -> None:
    dialog = editing.dialog
    dialog.types.category.choose(Category.RIOT)
    dialog.types.type.setCurrentIndex(dialog.types.type.findData("Mob violence"))
    dialog.status.choose(Status.DENIED)
    type_in(dialog.who.rows[0][0], "A crowd")
    dialog.who.rows[0][1].setCurrentIndex(5)
    keep(editing)
    kept = event_of(editing)
    assert (kept.category, kept.event_type, kept.sub_event_type, kept.status) == (Category.RIOT, "Riots", "Mob violence", Status.DENIED)
    assert [(actor.name, actor.inter) for actor in kept.actors] == [("A crowd", 5)]


def test_cancel_keeps_nothing(editing) -> None:
    before = event_of(editing)
    type_in(editing.dialog.deaths, "12")
    QTest.keyClick(editing.dialog, Qt.Key.Key_Escape)
    assert editing.dialog.result() == QDialog.DialogCode.Rejected
    editing.dialog = None
    assert event_of(editing) == before
    assert trail.every(editing.window.session.project) == []


def test_kilometres_are_asked_for_only_beside_what_is_near_a_place_and_say_what_they_are(editing) -> None:
    where = editing.dialog.where
    where.precision.choose(GeoPrecision.TOWN)
    assert not where.radius.isVisible()
    assert editing.dialog.edited().radius_km is None
    where.precision.choose(GeoPrecision.NEAR)
    assert where.radius.isVisible()
    assert where.radius.text() == "within 10 km"
