"""The layer of military facilities in the window, with real clicks: the switch, its day, its card."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from desktop.facilities import Facilities
from desktop.facility_card import FacilityCard
from desktop.preferences import Preferences
from geodata.events.holdings import Certainty
from geodata.gazetteer.facilities import Facility, Tenure
from geodata.gazetteer.search import Gazetteer
from geodata.model import Article, Category, Changes, EventFilter, FacilityClaim, GeoPrecision, Place
from geodata.store import articles as article_rows
from geodata.store.facilities import Claimed

HOSTILE = "<b>bold</b> ${7*7}"


@pytest.fixture
def layer(driver):
    yield driver.window.session.facilities
    driver.window.session.facilities.set_day(None)
    driver.window.session.facilities.set_on(False)
    driver.window.session.set_filter(EventFilter())


@pytest.fixture
def niamey_base(gazetteer_path: Path) -> Place:
    with Gazetteer.open(gazetteer_path) as gazetteer:
        [place] = gazetteer.named("Air Base 101 Niamey")
        return place


def on_map(driver) -> set[str]:
    return {name for each in driver.js("Dateline.window.facilities()") for name in each["names"]}


def texts(widget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def switch(driver) -> None:
    driver.window.left_tabs.setCurrentWidget(driver.window.layers)
    driver.click(driver.window.layers.facilities.check, QPoint(8, 10))


def test_the_layer_is_off_and_reads_nothing_until_its_box_is_clicked(driver, layer) -> None:
    driver.look_at(15, 5, 6)
    assert (layer.is_on, layer.marks, layer._facilities) == (False, (), None)
    assert not driver.window.layers.facilities.day.isVisible()
    switch(driver)
    driver.qtbot.waitUntil(lambda: "Ouallam base" in on_map(driver), timeout=3000)
    assert driver.window.layers.facilities.day.isVisible()
    assert driver.window.preferences.facilities
    switch(driver)
    driver.qtbot.waitUntil(lambda: on_map(driver) == set(), timeout=3000)
    assert not driver.window.preferences.facilities


def test_the_day_is_that_of_the_last_event_until_a_period_is_chosen_or_a_day_is_set(driver, layer) -> None:
    control = driver.window.layers.facilities
    switch(driver)
    assert layer.day == date(2023, 8, 9), "of the events shown"
    driver.window.session.set_filter(replace(driver.window.session.filter, last_date=date(2023, 12, 31)))
    assert layer.day == date(2023, 12, 31), "of the timeline's period"
    assert control.day.text() == "31 Dec 2023"
    assert not control.follow.isVisible()
    control.day.clear()
    QTest.keyClicks(control.day, "2019")
    QTest.keyClick(control.day, Qt.Key.Key_Return)
    assert layer.day == date(2019, 12, 31), "a year is as of its end"
    driver.window.session.set_filter(replace(driver.window.session.filter, last_date=date(2023, 8, 31)))
    assert layer.day == date(2019, 12, 31), "what the user set stays"
    driver.click(control.follow)
    assert layer.day == date(2023, 8, 31)
    driver.window.session.set_filter(EventFilter(categories=(Category.ARREST,)))
    assert layer.day == date.today(), "where no event is shown"  # noqa: DTZ011


def test_the_day_decides_which_facilities_show(driver, layer, niamey_base: Place) -> None:
    switch(driver)

    def certain(day: date) -> Certainty | None:
        layer.set_day(day)
        return next((mark.certainty for mark in layer.marks if mark.geonameid == niamey_base.geonameid), None)

    assert certain(date(2023, 8, 31)) is Certainty.KNOWN
    assert certain(date(1990, 1, 1)) is None
    legend = driver.window.layers.facilities.legend
    assert legend.counts[Certainty.KNOWN].text() in ("–", str(sum(mark.certainty is Certainty.KNOWN for mark in layer.marks)))


def test_a_click_on_a_facility_shows_its_card_and_a_click_beside_it_closes_it(driver, layer, niamey_base: Place) -> None:
    driver.window.session.set_filter(EventFilter(categories=(Category.ATTACK,)))
    switch(driver)
    driver.look_at(niamey_base.latitude, niamey_base.longitude, 10)
    driver.qtbot.waitUntil(lambda: "Air Base 101 Niamey" in on_map(driver), timeout=3000)
    [spot] = [each for each in driver.js("Dateline.window.facilities()") if "Air Base 101 Niamey" in each["names"]]
    driver.window.right_tabs.setCurrentWidget(driver.window.article_page)
    with driver.qtbot.waitSignal(layer.opened, timeout=3000):
        QTest.mouseClick(
            driver.window.map.view.web_view.focusProxy(), Qt.MouseButton.LeftButton, pos=QPoint(round(spot["x"]), round(spot["y"]))
        )
    card = driver.window.detail.facility
    assert card.isVisible()
    told = texts(card)
    assert "Air Base 101 Niamey" in told
    assert "France: 24 September 2014 to 22 December 2023" in told
    assert "TASS (AFP), 22 December 2023" in told
    assert "No article of this project speaks of it." in told
    driver.click_map(niamey_base.latitude + 0.2, niamey_base.longitude + 0.2)
    assert "Select an event" in texts(driver.window.detail.currentWidget())


def test_the_card_tells_which_articles_claim_it_and_what_the_gazetteer_knows_instead(driver, layer, make_event, niamey_base: Place) -> None:
    words = f"{HOSTILE} There is a French base in Niamey."
    claim = FacilityClaim(place=niamey_base, operator="French", first=date(2025, 3, 4), last=date(2025, 3, 4), article_id="a9", words=words)
    evidence = replace(make_event("x", Category.PROTEST, None, GeoPrecision.UNKNOWN, None).evidence[0], article_id="a9", spans=())
    base = make_event(
        "base", Category.MILITARY_BASE, niamey_base, GeoPrecision.EXACT, date(2025, 3, 4), facilities=(claim,), evidence=(evidence,)
    )
    article = Article(article_id="a9", title=HOSTILE, text=words * 9, source="Wire", published=date(2025, 3, 4))
    article_rows.add(driver.window.session.project, article, (), (base,))
    driver.window.session.refresh(Changes(articles=("a9",), events=("base",)))
    driver.window.session.select(["base"])
    assert driver.window.detail.facts["Facility"] == "Air Base 101 Niamey (“French”)"
    layer.open([niamey_base.geonameid])
    card = driver.window.detail.facility
    assert "French: 4 March 2025" in texts(card)
    assert f"“{words}”" in texts(card)
    assert "The gazetteer knows France there until 22 December 2023 (TASS (AFP))." in texts(card)
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in card.findChildren(QLabel))
    driver.click(card.findChild(QPushButton))
    assert driver.window.session.selection == ("base",)


def test_what_only_an_article_claims_shows_for_a_year() -> None:
    place = Place(geonameid=-9, name="New camp", latitude=1, longitude=2, feature_class="S", feature_code="INSM", country_code="NE")
    claim = FacilityClaim(place=place, operator="Russian", first=date(2025, 3, 4), last=date(2025, 3, 4), article_id="a", words="w")
    known = Facility(place=replace(place, geonameid=-8), tenures=(Tenure(operator="Niger", first="2020"),))
    facilities = Facilities((known,), (Claimed(claim, "e"),))
    assert [(mark.name, mark.certainty, mark.held) for mark in facilities.marks(date(2026, 3, 4)) if mark.geonameid == -9] == [
        ("New camp", Certainty.CLAIMED, "Russian (by an article here only)")
    ]
    assert [mark.geonameid for mark in facilities.marks(date(2026, 3, 5))] == [-8]


def test_several_on_one_symbol_share_the_card(driver, layer, niamey_base: Place, gazetteer_path: Path) -> None:
    with Gazetteer.open(gazetteer_path) as gazetteer:
        [agadez] = gazetteer.named("Air Base 201 Agadez")
    card = FacilityCard(driver.window.session, (niamey_base.geonameid, agadez.geonameid, -1))
    driver.qtbot.addWidget(card)
    assert "Air Base 101 Niamey" in texts(card)
    assert "Air Base 201 Agadez" in texts(card)


def test_the_switch_is_remembered(tmp_path: Path) -> None:
    assert not Preferences(tmp_path).facilities
    preferences = Preferences(tmp_path)
    preferences.facilities = True
    preferences.save()
    assert Preferences(tmp_path).facilities
