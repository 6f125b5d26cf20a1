"""Whose a date is: the event's own, or that of what stands beside it."""

from __future__ import annotations

from datetime import date

import pytest

from geodata.events.dates import DateMention, find_dates
from geodata.events.frames import Frame, is_recalled
from geodata.events.sentences import folded

PUBLISHED = date(2023, 8, 31)  # a Thursday


def dates(text: str, told: date | None = None) -> tuple[DateMention, ...]:
    return find_dates(folded(text), 0, len(text), PUBLISHED, told)


@pytest.mark.parametrize(
    ("text", "frame"),
    [
        ("They gave the ambassador 48 hours to leave the country last week.", Frame.WAIT),
        ("The deadline expired on August 28 and nobody came.", Frame.WAITED),
        ("The truce takes effect on Friday.", Frame.IN_FORCE),
        ("A week before the anniversary of the coup of 1 February 2021 a bomb went off.", Frame.RECALLED),
        ("Protests that began in July spread.", Frame.BEGUN),
        ("The army admitted its losses on Monday.", Frame.REPORTED),
        ("Survivors told of killings in the town on Monday.", Frame.OWN),
        ("Gunmen raided a farm on Monday.", Frame.OWN),
        ("A court on Friday sentenced two men for the bombing.", Frame.REPORTED),
        ("Among the dead were men who had signed the 2016 accord.", Frame.NAMED),
        ("In 2016 gunmen raided a farm.", Frame.OWN),
    ],
)
def test_the_words_beside_a_date_tell_whose_it_is(text: str, frame: Frame) -> None:
    assert dates(text)[0].frame is frame


def test_the_next_day_counts_from_the_day_told_before_it() -> None:
    assert dates("On Monday they came, and the next day they left.")[1].first == date(2023, 8, 29)
    assert dates("The following day gunmen came back.", told=date(2023, 2, 6))[0].first == date(2023, 2, 7)
    assert dates("The following day gunmen came back.") == ()


def test_a_day_of_what_is_to_come_lies_ahead() -> None:
    assert dates("The heads of state are to meet on Sunday.")[0].first == date(2023, 9, 3)
    assert dates("The troops will have left by 15 May.")[0].first == date(2024, 5, 15)
    assert dates("They met on Sunday.")[0].first == date(2023, 8, 27)


def test_a_weekday_of_last_week_is_not_that_of_this_one() -> None:
    assert dates("It fell on Tuesday of last week.")[0].first == date(2023, 8, 22)


def test_months_joined_are_one_span() -> None:
    assert dates("Between June and July people marched.")[0][:2] == (date(2023, 6, 1), date(2023, 7, 31))


def test_what_an_anniversary_recalls_is_not_told_as_news() -> None:
    text = "on the tenth anniversary of the abduction, parents marched"
    assert is_recalled(text, 0, text.index("abduction"))
    assert not is_recalled(text, 0, text.index("marched"))


def test_a_month_that_is_to_come_lies_ahead() -> None:
    assert dates("The camp will be handed over in February.")[0].first == date(2024, 2, 1)
    assert dates("The camp was handed over in February.")[0].first == date(2023, 2, 1)
