"""What a person may keep: all that the program itself codes, and no more."""

from dataclasses import replace
from datetime import date

from geodata.events.dates import find_dates
from geodata.events.faults import faults
from geodata.events.sentences import folded
from geodata.model import TimePrecision
from tests.values import an_event


def test_two_days_that_the_program_codes_to_the_day_can_be_kept_and_more_need_a_week() -> None:
    text = "Raiders came in the night of 4 to 5 June."
    told = find_dates(folded(text), 0, len(text), date(2021, 6, 6))[0]
    assert (told.first, told.last, told.precision) == (date(2021, 6, 4), date(2021, 6, 5), TimePrecision.DAY)
    coded = replace(an_event(), event_date=told.first, date_end=told.last, time_precision=told.precision)
    assert "event_date" not in faults(coded)
    assert "several days" in faults(replace(coded, date_end=date(2021, 6, 6)))["event_date"]
