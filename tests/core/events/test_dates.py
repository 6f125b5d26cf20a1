from datetime import date

import pytest

from geodata.events.dates import find_dates
from geodata.events.filed import filed_end, reference_day
from geodata.events.frames import Frame
from geodata.events.sentences import folded
from geodata.model import TimePrecision

PUBLISHED = date(2023, 8, 31)  # a Thursday


def first(text: str, reference: date | None = PUBLISHED) -> tuple[str, str, str]:
    found = find_dates(folded(text), 0, len(text), reference)[0]
    return found.first.isoformat(), found.last.isoformat(), found.precision.value


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("They met on Monday.", "2023-08-28", "2023-08-28", "day"),
        ("It happened Thursday night.", "2023-08-31", "2023-08-31", "day"),
        ("They will meet next Friday.", "2023-09-01", "2023-09-01", "day"),
        ("A bomb went off yesterday.", "2023-08-30", "2023-08-30", "day"),
        ("It was two days ago.", "2023-08-29", "2023-08-29", "day"),
        ("The deadline was August 28.", "2023-08-28", "2023-08-28", "day"),
        ("It was on 28 August 2022.", "2022-08-28", "2022-08-28", "day"),
        ("Shots were heard on 30 DECEMBER in the town.", "2022-12-30", "2022-12-30", "day"),
        ("He left last week.", "2023-08-21", "2023-08-27", "week"),
        ("They took over last month.", "2023-07-01", "2023-07-31", "month"),
        ("It came more than one month ago.", "2023-07-01", "2023-07-31", "month"),
        ("Seven died this month.", "2023-08-01", "2023-08-31", "month"),
        ("It began in October.", "2022-10-01", "2022-10-31", "month"),
        ("The war began in 2012.", "2012-01-01", "2012-12-31", "year"),
        ("The camp burned overnight.", "2023-08-30", "2023-08-31", "day"),
        ("It was in the night of 8 to 9 May.", "2023-05-08", "2023-05-09", "day"),
        ("Houses burned on 15, 16 and 17 April.", "2023-04-15", "2023-04-17", "week"),
        ("Clashes on 28-29 July 2022 left ten dead.", "2022-07-28", "2022-07-29", "day"),
        ("It was in the last week of April.", "2023-04-24", "2023-04-30", "week"),
        ("It was in the first week of June.", "2023-06-01", "2023-06-07", "week"),
        ("They clashed earlier this week.", "2023-08-28", "2023-08-31", "week"),
        ("They marched on Saturday and Sunday.", "2023-08-26", "2023-08-27", "day"),
        ("It was hit in January last year.", "2022-01-01", "2022-01-31", "month"),
        ("It was hit in October of last year.", "2022-10-01", "2022-10-31", "month"),
        ("It was hit on 5 March last year.", "2022-03-05", "2022-03-05", "day"),
        ("It was hit on 14.05.2023.", "2023-05-14", "2023-05-14", "day"),
        ("It was hit on 5/14/2023.", "2023-05-14", "2023-05-14", "day"),
        ("7/8, Bariire: the army took the town.", "2023-08-07", "2023-08-07", "day"),
        ("They fought from Friday to Monday.", "2023-08-25", "2023-08-28", "week"),
        ("It had come two days earlier.", "2023-08-29", "2023-08-29", "day"),
    ],
)
def test_a_date_in_words_counts_from_the_day_of_publication(text: str, start: str, end: str, precision: str) -> None:
    assert first(text) == (start, end, precision)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Two days earlier they had taken Gao.", "2023-08-08"),
        ("A day later they took Gao.", "2023-08-11"),
        ("A day earlier the army had taken Gao.", "2023-08-09"),
        ("Three days later the army took Gao.", "2023-08-13"),
        ("Three hours later they took Gao.", "2023-08-10"),
        ("Two weeks before, they had taken Gao.", "2023-07-24"),
    ],
)
def test_days_earlier_and_later_count_from_the_day_that_was_told(text: str, day: str) -> None:
    [found] = find_dates(folded(text), 0, len(text), PUBLISHED, date(2023, 8, 10))
    assert found.first.isoformat() == day


def test_what_came_later_is_not_dated_beyond_publication_nor_without_a_day_to_count_from() -> None:
    text = folded("A month later he resigned.")
    assert find_dates(text, 0, len(text), PUBLISHED, date(2023, 8, 10)) == ()
    assert find_dates(text, 0, len(text), PUBLISHED) == ()


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("MASERU, Aug 29 - On Sunday, gunmen raided a farm.", date(2023, 8, 29)),
        ("MASERU, 29 August 2023 (Own Agency) - On Sunday, gunmen raided a farm.", date(2023, 8, 29)),
        ("MASERU, March 11 - On Sunday, gunmen raided a farm.", PUBLISHED),  # no report waits for months
        ("MASERU, Sept 2 - On Sunday, gunmen raided a farm.", PUBLISHED),  # nor is it filed after it is printed
        ("On Sunday, gunmen raided a farm.", PUBLISHED),
    ],
)
def test_relative_dates_count_from_the_day_of_filing(head: str, day: date) -> None:
    assert reference_day(folded(head), PUBLISHED) == day


def test_a_relative_date_without_a_day_of_publication_is_not_guessed() -> None:
    assert find_dates("it was on monday.", 0, 17, None) == ()


def test_counts_and_the_verb_may_are_no_dates() -> None:
    text = "rebels may attack 12 villages with 2012 men; the march 300 people joined."
    assert find_dates(text, 0, len(text), PUBLISHED) == ()


def test_the_day_of_a_statement_is_told_apart() -> None:
    text = "Gunmen raided a farm, the army said on Monday."
    assert find_dates(folded(text), 0, len(text), PUBLISHED)[0].frame is Frame.REPORTED


@pytest.mark.parametrize(
    "text", ["Gunmen killed 25 people on Tuesday night, a rights group said.", "An attack on the village was reported on 4 August."]
)
def test_the_day_of_what_is_told_is_no_day_of_a_statement(text: str) -> None:
    assert find_dates(folded(text), 0, len(text), PUBLISHED)[0].frame is not Frame.REPORTED


def test_a_day_at_the_head_of_a_sentence_that_speaks_is_the_statements() -> None:
    text = "On Monday, the army said that the village had burned."
    assert find_dates(folded(text), 0, len(text), PUBLISHED)[0].frame is Frame.REPORTED


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("MASERU, March 11 - Lesotho said", "lesotho said"),
        ("NIAMEY, Niger, 3 May 2023 (Reuters) — Troops", "troops"),
        ("Talks in Maseru\n\nMASERU, March 11 (Reuters) - Lesotho said", "lesotho said"),
        ("In Dori, March 11 was calm - mostly", "in dori, march 11 was calm - mostly"),
        ("Troops left.", "troops left."),
    ],
)
def test_the_head_that_tells_when_a_report_was_filed_is_passed_over(text: str, rest: str) -> None:
    low = folded(text)
    assert low[filed_end(low) :] == rest


def test_since_marks_the_start_of_what_lasts() -> None:
    text = "Since 2013 the town has had no school."
    found = find_dates(folded(text), 0, len(text), PUBLISHED)[0]
    assert found.since
    assert found.precision is TimePrecision.YEAR


def test_a_wire_dateline_gives_the_missing_day_of_publication() -> None:
    assert reference_day(folded("SANTA ROSA, 3 JAN 90 (RADIO) -- [TEXT] A BOMB WENT OFF TODAY."), None) == date(1990, 1, 3)


@pytest.mark.parametrize("published", [date.min, date.max, date(1899, 12, 31)])
@pytest.mark.parametrize(
    "words", ["yesterday", "next week", "on 3 May", "last year", "last weekend", "two years ago", "on Monday", "tomorrow"]
)
def test_a_day_on_which_nothing_was_published_counts_for_nothing(published: date, words: str) -> None:
    assert reference_day("", published) is None
    text = f"it happened {words}."
    assert find_dates(folded(text), 0, len(text), reference_day("", published)) == ()


def test_a_span_over_the_turn_of_a_month_and_a_toll_beside_a_day() -> None:
    assert first("Fighting from 30 to 2 May 2023 left ten dead.") == ("2023-04-30", "2023-05-02", "week")
    assert first("They killed 17 and 3 May was a day of mourning.") == ("2023-05-03", "2023-05-03", "day")


def test_impossible_days_are_left_out() -> None:
    text = "on 31 february 2022 and 2022-13-45"
    assert [d for d in find_dates(text, 0, len(text), PUBLISHED) if d.precision is TimePrecision.DAY] == []


def test_a_day_in_figures_that_may_be_read_two_ways_is_none() -> None:
    text = folded("It was hit on 05/04/2023, said file 2/3.")
    assert find_dates(text, 0, len(text), PUBLISHED) == ()
