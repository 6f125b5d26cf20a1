"""The timeline in the window, by real drags, keys and clicks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.brush import Period
from desktop.panels.tray import Apart
from desktop.player import Mode
from desktop.timeline_strip import TimelineStrip
from geodata.model import EventFilter
from geodata.store import project as project_file

LEFT = Qt.MouseButton.LeftButton
Y = 40


@pytest.fixture
def strip(driver) -> TimelineStrip:
    strip = driver.window.timeline.strip
    strip.show_all()
    return strip


def x_of(strip: TimelineStrip, day: date) -> int:
    """The middle of the bin of a day."""
    return round(14 + (strip.bins.x_of(day) + strip.bins.x_of(day, after=True)) / 2)


def drag(strip: TimelineStrip, start: int, *stops: int) -> None:
    QTest.mousePress(strip, LEFT, pos=QPoint(start, Y))
    for stop in stops:
        QTest.mouseMove(strip, QPoint(stop, Y))
    QTest.mouseRelease(strip, LEFT, pos=QPoint(stops[-1], Y))


def edges(strip: TimelineStrip) -> tuple[int, int]:
    left, right = strip.edges()
    return round(left), round(right)


def test_a_drag_over_plain_ground_sets_the_period_and_a_double_click_opens_it(driver, strip) -> None:
    window = driver.window
    drag(strip, x_of(strip, date(2023, 8, 4)), x_of(strip, date(2023, 8, 6)))
    assert strip.period == Period(date(2023, 8, 4), date(2023, 8, 6))
    assert (window.filters.period.first.text(), window.filters.period.last.text()) == ("4 Aug 2023", "6 Aug 2023")
    assert "4 August 2023 – 6 August 2023" in window.timeline.words.text()
    QTest.mouseDClick(strip, LEFT, pos=QPoint(30, Y))
    assert window.session.filter == EventFilter()
    assert window.filters.period.first.text() == ""


def test_the_counts_follow_while_the_period_is_dragged(driver, strip) -> None:
    start = x_of(strip, date(2023, 8, 4))
    QTest.mousePress(strip, LEFT, pos=QPoint(start, Y))
    seen = []
    for day in (date(2023, 8, 5), date(2023, 8, 7), date(2023, 8, 9)):
        QTest.mouseMove(strip, QPoint(x_of(strip, day), Y))
        seen.append((strip.period.last, driver.window.events.table.rowCount()))
    QTest.mouseRelease(strip, LEFT, pos=QPoint(x_of(strip, date(2023, 8, 9)), Y))
    assert [last for last, _ in seen] == [date(2023, 8, 5), date(2023, 8, 7), date(2023, 8, 9)]
    assert seen[0][1] <= seen[-1][1]


def test_each_end_is_dragged_alone_and_the_middle_moves_both(driver, strip) -> None:
    strip.set_period(Period(date(2023, 8, 2), date(2023, 8, 5)))
    drag(strip, edges(strip)[1], x_of(strip, date(2023, 8, 8)))
    assert strip.period == Period(date(2023, 8, 2), date(2023, 8, 8))
    drag(strip, edges(strip)[0], x_of(strip, date(2023, 8, 4)))
    assert strip.period == Period(date(2023, 8, 4), date(2023, 8, 8))
    drag(strip, x_of(strip, date(2023, 8, 6)), x_of(strip, date(2023, 8, 7)), x_of(strip, date(2023, 8, 9)))
    assert strip.period == Period(date(2023, 8, 7), date(2023, 8, 11)), "from where it began, not from each step"


def test_keys_move_the_period_its_end_and_open_it(driver, strip) -> None:
    strip.setFocus()
    strip.set_period(Period(date(2023, 8, 2), date(2023, 8, 5)))
    QTest.keyClick(strip, Qt.Key.Key_Right)
    assert strip.period == Period(date(2023, 8, 3), date(2023, 8, 6))
    QTest.keyClick(strip, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert strip.period == Period(date(2023, 8, 3), date(2023, 8, 5))
    QTest.keyClick(strip, Qt.Key.Key_Escape)
    assert strip.period.is_open


def test_the_wheel_looks_closer_and_the_link_shows_all_again(driver, strip) -> None:
    before = strip.bins.last - strip.bins.first
    spot = QPointF(strip.width() / 2, Y)
    for _ in range(3):
        turn = QWheelEvent(spot, strip.mapToGlobal(spot), QPoint(0, 0), QPoint(0, 120), Qt.MouseButton.NoButton,
                           Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False)  # fmt: skip
        QApplication.sendEvent(strip, turn)
    assert strip.bins.last - strip.bins.first < before
    assert driver.window.session.filter == EventFilter(), "looking closer hides no event"
    driver.click(driver.window.timeline.whole_button)
    assert strip.bins.last - strip.bins.first == before


def test_playing_moves_the_window_to_the_end_and_stops_there(driver, strip) -> None:
    timeline = driver.window.timeline
    strip.set_period(Period(date(2023, 8, 1), date(2023, 8, 3)))
    timeline.player.speed = 60.0
    driver.click(timeline.play)
    assert timeline.player.is_playing
    driver.qtbot.waitUntil(lambda: not timeline.player.is_playing, timeout=5000)
    whole = strip.bins.day_at(1e9, last=True)
    assert strip.period.last == whole
    assert (strip.period.last - strip.period.first).days == 2, "the window keeps its length"


def test_playing_from_the_start_lets_the_period_grow(driver, strip) -> None:
    timeline = driver.window.timeline
    timeline.mode.setCurrentIndex(timeline.mode.findData(Mode.CUMULATIVE))
    first = strip.bins.day_at(0)
    QTest.keyClick(strip, Qt.Key.Key_Space)
    assert timeline.player.is_playing
    seen = {strip.period.last}
    driver.qtbot.waitUntil(lambda: seen.add(strip.period.last) or len(seen) > 2, timeout=5000)
    assert strip.period.first == first
    QTest.keyClick(strip, Qt.Key.Key_Space)
    assert not timeline.player.is_playing
    timeline.mode.setCurrentIndex(0)


def test_with_no_motion_nothing_runs_by_itself_and_steps_go_by_hand(driver, strip) -> None:
    window = driver.window
    window.access.set_still(True)
    window.timeline.player.toggle()
    assert not window.timeline.player.is_playing
    assert not window.timeline.play.isEnabled()
    strip.set_period(Period(date(2023, 8, 2), date(2023, 8, 3)))
    driver.click(window.timeline.forward)
    assert strip.period == Period(date(2023, 8, 3), date(2023, 8, 4))
    window.access.set_still(False)
    assert window.timeline.play.isEnabled()


def test_the_day_of_the_facilities_is_dragged_on_the_timeline(driver, strip) -> None:
    layer = driver.window.session.facilities
    assert strip.day_mark() is None
    layer.set_on(True)
    layer.set_day(date(2023, 8, 5))
    drag(strip, round(strip.day_mark()), x_of(strip, date(2023, 8, 8)))
    assert layer.day == date(2023, 8, 8)
    assert strip.period.is_open
    assert driver.window.layers.facilities.day.text() == "8 Aug 2023"
    layer.set_on(False)


def test_a_typed_period_that_is_no_day_changes_nothing_and_stays_to_be_mended(driver, strip) -> None:
    field = driver.window.filters.period.first
    QTest.keyClicks(field, "last spring")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert driver.window.session.filter == EventFilter()
    assert (field.text(), field.property("wrong")) == ("last spring", True)
    field.clear()
    QTest.keyClicks(field, "2023-08-04")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert strip.period == Period(date(2023, 8, 4), None)
    assert not field.property("wrong")


def test_events_without_a_date_are_counted_whatever_the_period(driver, strip) -> None:
    window = driver.window
    before = window.tray.counts[Apart.UNDATED].text()
    window.session.set_filter(replace(window.session.filter, first_date=date(2023, 8, 1)))
    assert window.tray.counts[Apart.UNDATED].text() == before


def test_a_project_without_events_has_no_days_to_play_or_to_go_to(driver, strip, tmp_path) -> None:
    window = driver.window
    project_file.create(tmp_path / "none.gpkg").close()
    driver.open(tmp_path / "none.gpkg")
    strip.setFocus()
    strip.set_period(Period(date(2023, 8, 1), date(2023, 8, 2)))
    for key in (Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Space, Qt.Key.Key_Right):
        QTest.keyClick(strip, key)
    assert not window.timeline.player.is_playing
    assert strip.period == Period(date(2023, 8, 1), date(2023, 8, 2))


def test_the_legend_follows_while_the_time_plays(driver, strip) -> None:
    card = driver.window.map.legend
    seen = []
    driver.qtbot.wait(200)  # for what came before
    shown, card.body.show_sections = card.body.show_sections, seen.append
    try:
        for day in range(1, 13):
            strip.set_period(Period(date(2023, 8, 1), date(2023, 8, day)))
            driver.qtbot.wait(60)
    finally:
        card.body.show_sections = shown
    assert len(seen) >= 2


def test_months_typed_in_the_wrong_order_are_taken_whole(driver, strip) -> None:
    period = driver.window.filters.period
    for field, words in ((period.first, "2023-09"), (period.last, "2023-07")):
        field.clear()
        QTest.keyClicks(field, words)
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert strip.period == Period(date(2023, 7, 1), date(2023, 9, 30))


def test_longer_words_of_a_period_do_not_push_the_panels(driver, strip) -> None:
    panel = driver.window.timeline
    strip.set_period(Period(date(2023, 8, 1), date(2023, 8, 2)))
    width = panel.minimumSizeHint().width()
    panel.words.setText("19 September 2018 – 27 September 2020 · 123 456 events, and more")
    assert panel.minimumSizeHint().width() == width
