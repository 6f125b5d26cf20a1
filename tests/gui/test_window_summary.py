"""The summary of what is shown: its words, its numbers as links, its charts, by real clicks."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from desktop.summary import period_before, summary, text_of
from desktop.summary_work import SummaryWork
from geodata import tagging
from geodata.claims import Claim, ClaimKind
from geodata.export.release import Release, Tlp
from geodata.model import Category, EventFilter, TimePrecision
from geodata.remarks import SENSITIVE
from geodata.store import articles as article_rows
from geodata.store import project as project_file
from geodata.store.tolls import toll


@pytest.fixture
def opened(driver):
    driver.window.actions_by_id["summary"].trigger()
    dialog = driver.window.summary.dialog
    driver.qtbot.waitExposed(dialog)
    yield dialog
    if driver.window.summary.dialog is not None:
        dialog.reject()


def _told(driver, wanted: EventFilter | None = None) -> str:
    session = driver.window.session
    session.set_filter(wanted or EventFilter())
    days = period_before(session.filter)
    before = session.mask_where(first_date=days[0], last_date=days[1]) if days else None
    return text_of(
        summary(session.columns, session.mask, session.filter, before, session.events, toll(session.project, session.columns, session.mask))
    )


def _click_on(driver, dialog, words: str) -> None:
    found = dialog.text.document().find(words)
    assert not found.isNull()
    found.setPosition(found.selectionStart() + 1)
    spot = dialog.text.cursorRect(found).center()
    QTest.mouseClick(dialog.text.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(spot.x(), spot.y()))
    driver.qtbot.wait(30)


def test_it_counts_what_is_shown_and_tells_what_is_uncertain(driver) -> None:
    told = _told(driver)
    assert told.startswith("2–9 August 2023: 5 events: 2 protests, 1 attack, 1 coup and 1 agreement.")
    assert "9 deaths in 1 event; no figure told of 3 events; 1 event of kinds whose deaths are not counted." in told
    assert "Deadliest: Attack, Gao, 2 August 2023 (9)." in told
    assert "Newest: Agreement, Niger, 9 August 2023." in told
    assert "Niger (3)" in told
    assert "Mali (1)" in told
    assert "1 known only to an area, 1 not located, 1 without a date and 5 told by one source only." in told


def test_a_period_is_set_against_the_one_before_it(driver) -> None:
    told = _told(driver, EventFilter(first_date=date(2023, 8, 4), last_date=date(2023, 8, 5)))
    assert told.startswith("4–5 August 2023: 2 events: 2 protests.")
    assert "That is 1 more than in the period of equal length before (1, with 9 deaths)." in told
    told = _told(driver, EventFilter(first_date=date(2023, 8, 2), last_date=date(2023, 8, 3)))
    assert "in the period of equal length before (0, without a death)." in told


def test_in_an_export_it_names_places_as_they_may_leave(driver) -> None:
    session = driver.window.session
    deadliest = session.events(session.columns.ids.at(session.columns.deaths == 9))
    tagging.tag(session.project, [deadliest[0].event_id], add=[SENSITIVE])
    told = " ".join(driver.window.summary.paragraphs(Release(tlp=Tlp.CLEAR)))
    assert "Deadliest: Attack, 16.3, 0.0, 2 August 2023 (9)." in told


def test_a_filter_that_nothing_passes_says_so(driver) -> None:
    assert _told(driver, EventFilter(text="nowhere at all")).endswith("no event passes the filter.")


def test_the_range_of_deaths_is_that_of_all_sources(driver, make_event, tmp_path: Path) -> None:
    claims = [
        Claim(kind=ClaimKind.DEATHS, minimum=low, best=low, maximum=high, article_id="a1", start_char=0, end_char=4)
        for low, high in ((12, 12), (15, 20))
    ]
    kept = make_event("raid", Category.ATTACK, None, "unknown", date(2023, 8, 1), fatalities=12, claims=tuple(claims))
    session = driver.window.session
    with project_file.create(tmp_path / "ranged.gpkg") as project:
        article_rows.add(project, session.article("a1"), (), (kept,))
    driver.open(tmp_path / "ranged.gpkg")
    assert "12 deaths in 1 event (12 to 20 by the lowest and highest figures told)" in _told(driver)


def test_an_event_of_some_day_of_a_month_is_not_newer_than_one_of_a_day(driver, make_event, tmp_path: Path) -> None:
    raid = make_event("raid", Category.ATTACK, None, "unknown", date(2023, 8, 1), time_precision=TimePrecision.MONTH)
    vague = replace(raid, date_end=date(2023, 8, 31))
    sharp = make_event("march", Category.PROTEST, None, "unknown", date(2023, 8, 5))
    article = driver.window.session.article("a1")
    with project_file.create(tmp_path / "vague.gpkg") as project:
        article_rows.add(project, article, (), (vague, sharp))
    driver.open(tmp_path / "vague.gpkg")
    told = _told(driver)
    assert "Newest: Peaceful protest, 5 August 2023." in told
    assert told.startswith("5 August 2023: 2 events")


def test_it_opens_at_its_first_words(driver, opened) -> None:
    opened.text.setFixedHeight(60)
    driver.click(opened.again)
    assert opened.text.verticalScrollBar().maximum() > 0
    assert opened.text.verticalScrollBar().value() == 0


def test_a_number_selects_its_events_on_the_map(driver, opened) -> None:
    _click_on(driver, opened, "2 protests")
    assert sorted(driver.window.session.selection) == ["march", "sit-in"]


def test_every_number_of_events_and_deaths_is_a_link(driver) -> None:
    session = driver.window.session
    session.set_filter(EventFilter(first_date=date(2023, 8, 2), last_date=date(2023, 8, 5)))
    before = session.mask_where(first_date=date(2023, 7, 29), last_date=date(2023, 8, 1))
    told = summary(
        session.columns, session.mask, session.filter, before, session.events, toll(session.project, session.columns, session.mask)
    )
    plain = [part.words for sentence in told[1:] for part in sentence if not part.event_ids and re.search(r"[1-9]", part.words)]
    assert plain == ["That is 3 more than in the period of equal length before ("], "a difference counts no events of its own"


def test_charts_are_grey_as_the_map_is(driver, opened) -> None:
    coloured = opened.chart.pixmap().toImage()
    QTest.keyClicks(opened.text, "Mine. ")
    driver.window.session.look.set_grey(True)
    grey = opened.chart.pixmap().toImage()
    driver.window.session.look.set_grey(False)
    assert grey != coloured
    assert opened.chart.pixmap().toImage() == coloured
    assert "Mine. " in opened.text.toPlainText(), "the text is left"


def test_it_follows_the_filter_until_a_person_writes_in_it(driver, opened) -> None:
    session = driver.window.session
    session.set_filter(EventFilter(categories=(Category.ATTACK,)))
    assert opened.text.toPlainText().startswith("2 August 2023: 1 event: 1 attack.")
    QTest.keyClicks(opened.text, "Draft. ")
    session.set_filter(EventFilter())
    assert "1 event: 1 attack." in opened.text.toPlainText()
    assert opened.stale.isVisible()
    driver.click(opened.again)
    assert "5 events" in opened.text.toPlainText()
    assert not opened.stale.isVisible()


def test_names_from_articles_are_plain_text(driver, make_event, tmp_path: Path) -> None:
    hostile = make_event("x", Category.ATTACK, None, "unknown", date(2023, 8, 1), fatalities=3, location="<b>Gao</b><img src=x>")
    article = driver.window.session.article("a1")
    with project_file.create(tmp_path / "hostile.gpkg") as project:
        article_rows.add(project, article, (), (hostile,))
    driver.open(tmp_path / "hostile.gpkg")
    driver.window.actions_by_id["summary"].trigger()
    dialog = driver.window.summary.dialog
    assert "<b>Gao</b><img src=x>" in dialog.text.toPlainText()
    dialog.reject()


def save_as(driver, opened, path: Path) -> None:
    driver.click(opened.save)
    question = opened.findChildren(QFileDialog)[-1]
    question.fileSelected.emit(str(path))
    question.reject()


def test_the_text_is_copied_and_the_charts_are_saved(driver, opened, tmp_path: Path) -> None:
    driver.click(opened.copy)
    assert "5 events" in QGuiApplication.clipboard().text()
    for name, head in (("charts.png", b"\x89PNG"), ("charts.svg", b"<?xml"), ("charts.pdf", b"%PDF")):
        save_as(driver, opened, tmp_path / name)
        assert (tmp_path / name).read_bytes().startswith(head)
    drawing = (tmp_path / "charts.svg").read_text(encoding="utf-8")
    assert all(words in drawing for words in ("Events by", "Deaths by", ">Attack<", ">Protest<"))
    assert "without a date, not in the chart: 1<" in drawing
    picture = QImage(str(tmp_path / "charts.png"))
    assert picture.width() > 1000


def test_charts_that_cannot_be_written_are_told_and_what_was_there_stays(driver, opened, tmp_path: Path) -> None:
    save_as(driver, opened, tmp_path / "gone" / "charts.png")
    assert opened.stale.text().startswith("charts.png cannot be written: ")


def test_charts_of_undated_events_are_none_and_say_so(driver, opened) -> None:
    driver.window.session.set_filter(EventFilter(categories=(Category.COUP,)))
    assert opened.chart.text().startswith("No chart")
    assert not opened.save.isEnabled()


def test_one_summary_at_a_time(driver, opened) -> None:
    driver.window.actions_by_id["summary"].trigger()
    assert driver.window.summary.dialog is opened
    opened.reject()
    assert isinstance(driver.window.summary, SummaryWork)
    assert driver.window.summary.dialog is None
