"""Events in words, and untrusted text made ready to show."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication

from geodata.claims import Claim, ClaimKind
from geodata.model import Article, Category, Event, GeoPrecision, Place, Review, Status, TimePrecision
from geodata.wording import date_words, display_text, place_words, publication_words, shown, spot_name, toll_words, utf16_offset, what_words

NIAMEY = Place(geonameid=1, name="Niamey", latitude=13.5, longitude=2.1, feature_class="P", feature_code="PPLC", country_code="NE")


def event(**values) -> Event:
    return Event(event_id="e", category=Category.ATTACK, event_type="", sub_event_type="", status=Status.OCCURRED, **values)


@pytest.mark.parametrize(
    ("precision", "location", "words"),
    [
        (GeoPrecision.TOWN, "Niamey", "Niamey, town"),
        (GeoPrecision.TOWN, "the capital", "Niamey (“the capital”), town"),
        (GeoPrecision.NEAR, "Niamey", "near Niamey"),
        (GeoPrecision.COUNTRY, "NIAMEY", "Niamey, country only: no point on the map"),
    ],
)
def test_a_place_is_told_with_its_precision(precision: GeoPrecision, location: str, words: str) -> None:
    assert place_words(event(place=NIAMEY, location=location, geo_precision=precision)) == words


@pytest.mark.parametrize(
    ("precision", "words"),
    [
        (GeoPrecision.NEAR, "Solhan, near Niamey, within 25 km"),
        (GeoPrecision.ADM2, "Solhan, in Niamey, district only: no point on the map"),
    ],
)
def test_a_village_that_the_gazetteer_lacks_comes_before_what_stands_in_for_it(precision: GeoPrecision, words: str) -> None:
    reasons = ("Place: “Solhan” is where the sentence says that it happened. “Solhan” is shown near Niamey, as the text tells.",)
    radius = 25.0 if precision is GeoPrecision.NEAR else None
    stands_in = event(place=NIAMEY, location="Solhan", geo_precision=precision, radius_km=radius, reasons=reasons)
    assert (place_words(stands_in), spot_name(stands_in)) == (words, "Solhan")
    moved = replace(stands_in, place=replace(NIAMEY, name="Dori"), review=Review.CORRECTED)
    assert spot_name(moved) == "Dori", "a person gave it another place, which stands in for nothing"
    other = event(place=NIAMEY, location="the capital", geo_precision=GeoPrecision.TOWN)
    assert spot_name(other) == "Niamey"


def test_the_name_of_a_place_from_any_file_is_one_line_that_turns_nothing_round() -> None:
    hostile = event(place=replace(NIAMEY, name="\u202eNia\nmey" + "x" * 500), geo_precision=GeoPrecision.TOWN)
    for words in (spot_name(hostile), place_words(hostile)):
        assert words.startswith("Nia mey")
        assert len(words) < 100


@pytest.mark.parametrize(
    ("first", "last", "precision", "words"),
    [
        (date(2023, 8, 28), date(2023, 8, 28), TimePrecision.DAY, "28 August 2023"),
        (date(2023, 8, 28), date(2023, 8, 30), TimePrecision.DAY, "28–30 August 2023"),
        (date(2023, 7, 1), date(2023, 7, 31), TimePrecision.MONTH, "July 2023"),
        (date(2023, 5, 1), date(2023, 7, 31), TimePrecision.MONTH, "May 2023 to July 2023"),
        (date(2022, 1, 1), date(2023, 12, 31), TimePrecision.YEAR, "2022 to 2023"),
        (date(2023, 1, 1), date(2023, 12, 31), TimePrecision.YEAR, "2023"),
        (date(2023, 8, 7), date(2023, 8, 13), TimePrecision.WEEK, "week of 7 August 2023"),
        (date(2024, 4, 15), date(2024, 4, 17), TimePrecision.WEEK, "15–17 April 2024"),
        (None, None, TimePrecision.UNKNOWN, "Date not known"),
    ],
)
def test_a_date_is_told_as_far_as_it_is_known(first, last, precision: TimePrecision, words: str) -> None:
    assert date_words(event(event_date=first, date_end=last, time_precision=precision)) == words


@pytest.mark.parametrize(
    ("category", "sub_event_type", "words"),
    [
        (Category.ATTACK, "Armed clash", "Armed clash"),
        (Category.OTHER, "Change to group/activity", "Change to group/activity"),
        (Category.DEPLOYMENT, "Change to group/activity", "Deployment"),
        (Category.MILITARY_BASE, "Headquarters or base established", "Military base"),
        (Category.COUP, "Other", "Coup"),
    ],
)
def test_an_event_is_told_by_its_type_or_where_that_misleads_by_its_category(category: Category, sub_event_type: str, words: str) -> None:
    assert what_words(replace(event(), category=category, sub_event_type=sub_event_type)) == words


def test_a_publication_still_to_come_is_told() -> None:
    today = date(2023, 8, 31)
    assert publication_words(date(2023, 8, 31), today) == "31 August 2023"
    assert publication_words(date(2031, 1, 2), today) == "2 January 2031, a day still to come: check it"
    assert publication_words(None, today) == "publication day not known"


@given(st.text(max_size=400))
def test_a_shown_line_is_one_line_without_control_characters(text: str) -> None:
    line = shown(text, limit=60)
    assert len(line) <= 60
    assert not any(unicodedata.category(c) in ("Cc", "Cs") for c in line)
    assert "\u202e" not in line


@given(st.text(max_size=200), st.integers(min_value=0, max_value=200))
def test_offsets_stay_true_in_a_text_document(qapp: QApplication, text: str, index: int) -> None:
    document = QTextDocument()
    document.setPlainText(display_text(text))
    index = min(index, len(text))
    assert document.characterCount() - 1 == utf16_offset(display_text(text), len(text))
    rest = document.toRawText().replace("\u2029", "\n")
    assert utf16_offset(display_text(text), index) == index + sum(c > "\uffff" for c in text[:index])
    assert len(rest) == len(text)


def claim(
    best: int | None, said_by: str | None = None, *, low: int | None = None, high: int | None = None, article_id: str = "a1"
) -> Claim:
    day = date(2023, 9, 2) if article_id == "a1" else None
    return Claim(
        kind=ClaimKind.DEATHS, minimum=low, best=best, maximum=high, said_by=said_by, article_id=article_id, published=day, start_char=0,
        end_char=9,
    )  # fmt: skip


ARTICLES = {
    "a1": Article(article_id="a1", title="", text="", source="Sahel\u202e Courier"),
    "a2": Article(article_id="a2", title="A headline", text=""),
}


@pytest.mark.parametrize(
    ("claims", "fatalities", "words"),
    [
        ((), None, ""),
        ((), 1200, "1,200"),
        ((claim(17, low=17, high=17),), 17, "17"),
        ((claim(17, "The army", low=17, high=17),), 17, "17, the army said"),
        ((claim(10, low=10),), 10, "at least 10"),
        ((claim(20, high=20),), 20, "up to 20"),
        ((claim(20),), 20, "about 20"),
        ((claim(12, low=12, high=15),), 12, "12 to 15"),
        ((claim(None, low=24),), None, "at least 24"),
        (
            (claim(17, "The army", low=17, high=17), claim(14, "Amnesty", low=14, high=14, article_id="a2"), claim(20, low=20, high=20)),
            17,
            "17 (14 to 20)\n17, the army said (Sahel Courier, 2 Sep 2023)\n14, Amnesty said (A headline)\n20 (Sahel Courier, 2 Sep 2023)",
        ),
        (
            (claim(17, low=17, high=17), claim(20, low=20)),
            17,
            "17 (at least 17)\n17 (Sahel Courier, 2 Sep 2023)\nat least 20 (Sahel Courier, 2 Sep 2023)",
        ),
    ],
)  # fmt: skip
def test_the_dead_are_told_with_their_range_and_each_source(claims: tuple[Claim, ...], fatalities: int | None, words: str) -> None:
    assert toll_words(event(claims=claims, fatalities=fatalities), ClaimKind.DEATHS, ARTICLES) == words


def test_a_claim_of_the_year_of_the_event_is_told_without_the_year() -> None:
    found = event(claims=(claim(9, low=9, high=9), claim(8, low=8, high=8)), fatalities=9, event_date=date(2023, 9, 1))
    assert toll_words(found, ClaimKind.DEATHS, ARTICLES) == "9 (8 to 9)\n9 (Sahel Courier, 2 Sep)\n8 (Sahel Courier, 2 Sep)"
