"""Heads of texts that tell title, day, source and address line by line."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.articles.heads import day_of
from geodata.articles.text import from_text
from geodata.errors import ContentError
from geodata.months import day_words, short_day

BODY = "Gunmen attacked a market near Gao on Monday."


def test_a_head_is_read_and_taken_off() -> None:
    head = "Title: Raid near Gao\r\nPublished: Thursday, 2 May 2024, 14:05 GMT\r\nSource: Own Wire\r\nURL: https://wire.example/1\r\n\r\n"
    read = from_text(head + BODY)
    assert (read.title, read.published, read.source, read.url) == ("Raid near Gao", date(2024, 5, 2), "Own Wire", "https://wire.example/1")
    assert read.text == BODY
    assert read.article_id == from_text(BODY).article_id


def test_what_is_given_goes_before_the_title_and_source_of_the_head() -> None:
    read = from_text(f"Headline: Raid\nPublisher: Wire\n{BODY}", title="Given", source="Mine", published=date(2024, 1, 1))
    assert (read.title, read.source, read.published, read.text) == ("Given", "Mine", date(2024, 1, 1), BODY)


def test_who_wrote_it_stays_in_the_text() -> None:
    read = from_text(f"Title: Raid\nAuthor: A. Person\nDate: May 2, 2024\n\n{BODY}")
    assert read.text == f"Author: A. Person\n{BODY}"
    assert (read.title, read.published) == ("Raid", date(2024, 5, 2))


def test_the_line_after_a_leading_date_is_still_read() -> None:
    read = from_text(f"date 2021-06-06\nsource: Own sample\nRaid\n\n{BODY}")
    assert (read.published, read.source, read.text) == (date(2021, 6, 6), "Own sample", f"Raid\n\n{BODY}")


@pytest.mark.parametrize(
    "text",
    [
        f"Kidal: {BODY}",
        f"Source close to the army: {BODY}",
        f"Published: 02/05/2024\n{BODY}",  # May or February
        f"Source: Own Wire\n{BODY}",
        f"Published: soon\n{BODY}",
        f"The head stands below.\nTitle: Raid\n{BODY}",
        "By: A. Person\nGunmen attacked.",
    ],
)
def test_what_is_no_plain_head_stays_in_the_text(text: str) -> None:
    read = from_text(text)
    assert (read.text, read.published, read.source) == (text, None, None)


def test_a_head_alone_is_no_article() -> None:
    with pytest.raises(ContentError, match="no text"):
        from_text("Title: Raid\nSource: Own Wire\n")


def test_no_script_becomes_an_address() -> None:
    assert from_text(f"Title: Raid\nLink: javascript:alert(1)\n{BODY}").url is None


@pytest.mark.parametrize(
    "words",
    [
        "2024-05-02",
        "2 May 2024",
        "2nd May 2024",
        "2 may  2024",
        "May 2, 2024",
        "Thu",
        "Thursday 2 May 2024",
        "2024/05/02",
        "02.05.2024",
        "2024-05-02T14:05",
    ],
)
def test_days_as_heads_write_them(words: str) -> None:
    assert day_of(words) == (None if words == "Thu" else date(2024, 5, 2))


@pytest.mark.parametrize("words", ["31 June 2024", "2 Mayday 2024", "2 Ma 2024", "2024/13/01", "May 2024", "2 mai 2024"])
def test_what_is_no_day_is_none(words: str) -> None:
    assert day_of(words) is None


def test_months_are_english_whatever_the_language_of_the_system() -> None:
    days = {date(2024, month, 3) for month in range(1, 13)}
    assert {day_of(day_words(day)) for day in days} == {day_of(short_day(day)) for day in days} == days


@given(st.text(alphabet=st.sampled_from("Title:Published Source\n\r 2024-05.x"), max_size=80))
def test_nothing_is_lost_but_the_head(text: str) -> None:
    with suppress(ContentError):  # a leading date that is none
        assert from_text(f"{text}\n\n{BODY}").text.endswith(BODY)
