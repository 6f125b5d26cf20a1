"""An event made by hand in the window: from selected words, and at a spot of the map."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.event_fields import count_field
from desktop.spot import Spot
from geodata.coordinates import Point
from geodata.model import Category, GeoPrecision, Review, SpanKind
from geodata.store import trail

KILLING = "gunmen had killed nine guards near Gao"


@pytest.fixture
def creating(driver):
    driver.window.preferences.person = "Ana Diallo"
    driver.window.session.read("a1")
    driver.qtbot.wait(20)
    yield driver
    if (dialog := getattr(driver.window.creating, "dialog", None)) is not None:
        dialog.reject()
        driver.window.creating.dialog = None
    driver.window.space.menu.close()


def select(driver, words: str) -> None:
    view = driver.window.reader.view
    start = view.toPlainText().encode("utf-16-le").index(words.encode("utf-16-le")) // 2
    cursor = QTextCursor(view.document())
    cursor.setPosition(start)
    cursor.setPosition(start + len(words), QTextCursor.MoveMode.KeepAnchor)
    view.setTextCursor(cursor)


def form(driver):
    """The dialog once it is there."""
    driver.finish_tasks()
    driver.qtbot.waitUntil(lambda: getattr(driver.window.creating, "dialog", None) is not None, timeout=5000)
    return driver.window.creating.dialog


def make(driver) -> str:
    """Press the button; the id of the event that is selected then."""
    driver.click(driver.window.creating.dialog.keep)
    driver.window.creating.dialog = None
    driver.window.activateWindow()
    driver.qtbot.waitUntil(driver.window.isActiveWindow, timeout=3000)
    [made] = driver.window.session.selection
    return made


def test_selected_words_fill_in_the_form_and_what_is_made_of_them_says_that_a_person_made_it(creating) -> None:
    session, window = creating.window.session, creating.window
    select(creating, "unmen had killed nine guards near Ga")
    QTest.keyClick(window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    dialog = form(creating)
    assert KILLING in dialog.words.text(), "whole words"
    edited = dialog.edited()
    assert (edited.category, edited.fatalities, edited.location, edited.geo_precision) == (Category.ATTACK, 9, "Gao", GeoPrecision.NEAR)
    assert edited.place.country_code == "ML"
    assert dialog.where.named.count() > 1, "what else Gao may mean can be chosen"
    dialog.deaths.setValue(8)
    [made] = session.events([make(creating)])
    assert (made.fatalities, made.coder, made.review) == (8, "Ana Diallo", Review.ACCEPTED)
    [piece] = made.evidence
    text = session.article("a1").text
    assert text[piece.start_char : piece.end_char] == KILLING
    assert SpanKind.DEATHS in {span.kind for span in piece.spans}
    assert window.detail.review.state.text().startswith("Made by hand by Ana Diallo on ")
    table = window.events.table
    assert table.text(table.row_of(made.event_id), 2) == "Attack · by hand"
    assert "by hand" not in table.text(table.row_of("killing"), 2)
    window.review.undo()
    assert session.row(made.event_id) is None
    window.review.redo()
    assert session.events([made.event_id]) == [made]


def test_the_menu_of_selected_words_offers_an_event_and_a_place_and_nothing_where_none_are_selected(creating) -> None:
    reader = creating.window.reader
    select(creating, KILLING)
    reader._show_menu(QPoint(0, 0))
    assert [action.text() for action in reader.menu.actions()[:2]] == ["New event from these words…", "Make this a place…"]
    reader.menu.close()
    reader.view.setTextCursor(QTextCursor(reader.view.document()))
    reader._show_menu(QPoint(0, 0))
    assert "New event from these words…" not in [action.text() for action in reader.menu.actions()]
    assert not creating.window.actions_by_id["new_event"].isEnabled()
    reader.menu.close()


def test_at_a_spot_of_the_map_an_own_observation_needs_its_note_and_gets_country_and_point(creating) -> None:
    window = creating.window
    window.space.open_menu(Spot(Point(14.25, 1.5)), window.mapToGlobal(QPoint(400, 300)))
    next(action for action in window.space.menu.actions() if action.text() == "New event here…").trigger()
    dialog = form(creating)
    assert "Traders closed their stalls" in dialog.words.text(), "the first sentence of the article that is open"
    dialog.source.setCurrentIndex(dialog.source.count() - 1)
    assert not dialog.keep.isEnabled()
    assert "what was observed" in dialog.problem.text()
    dialog.note.setFocus()
    QTest.keyClicks(dialog.note, "Smoke over the depot, seen from the road.")
    dialog.types.category.choose(Category.OTHER)
    creating.click(dialog.when.precision)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert dialog.keep.isEnabled(), dialog.problem.text()
    [made] = window.session.events([make(creating)])
    assert (made.point, made.evidence, made.geo_precision) == ((14.25, 1.5), (), GeoPrecision.EXACT)
    assert (made.place.country_code, made.note) == ("NE", "Smoke over the depot, seen from the road.")
    assert window.detail.facts["Sources"] == "no article: an own observation"
    [line] = trail.every(window.session.project)
    assert line.person == "Ana Diallo"


def test_at_a_town_the_event_is_in_that_town_and_the_selected_words_are_its_source(creating) -> None:
    select(creating, "the road stayed shut")
    creating.window.creating.at_spot(Spot(Point(13.51366, 2.1098), "Niamey"))
    edited = form(creating).edited()
    assert (edited.place.geonameid, edited.geo_precision) == (2440485, GeoPrecision.TOWN)
    text = creating.window.session.article("a1").text
    assert text[edited.evidence[0].start_char : edited.evidence[0].end_char] == "the road stayed shut"


def test_on_plain_ground_the_event_is_near_the_nearest_town_as_exactly_as_a_hand_can_mean_it(creating) -> None:
    creating.window.creating.at_spot(Spot(Point(16.4, -0.1), metres=700))
    edited = form(creating).edited()
    assert (edited.point, edited.place.name, edited.location) == ((16.4, -0.1), "Gao", "Gao")
    assert (edited.geo_precision, edited.radius_km) == (GeoPrecision.NEAR, 7.0)


def test_a_number_that_is_typed_is_seen(creating) -> None:
    field = count_field("Deaths")
    creating.qtbot.addWidget(field)
    field.resize(100, 30)
    field.show()
    pictures = []
    for value in (-1, 12345):
        field.setValue(value)
        creating.qtbot.wait(10)
        pictures.append(field.grab().toImage())
    assert pictures[0] != pictures[1]
