"""The rule for which facilities are shown on a day, told once more in the plainest way and compared on any tenures and claims."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.events.holdings import Certainty, certainty, certainty_of
from geodata.gazetteer.facilities import Facility, Tenure, first_day, last_day
from geodata.model import FacilityClaim
from tests.values import NIAMEY

days = st.dates(date(1998, 1, 1), date(2032, 12, 31))


@st.composite
def partials(draw: st.DrawFn) -> str:
    return draw(days).isoformat()[: draw(st.sampled_from([4, 7, 10]))]


@st.composite
def tenures(draw: st.DrawFn) -> Tenure:
    first, last = draw(st.none() | partials()), draw(st.none() | partials())
    if first and last and first_day(first) > last_day(last):
        first, last = last, first
    published = draw(st.none() | partials())
    operator = draw(st.sampled_from(["France", "Russia (Wagner Group)", "Mali"]))
    return Tenure(operator=operator, first=first, last=last, publication="A paper" if published else None, published=published)


@st.composite
def claims(draw: st.DrawFn) -> FacilityClaim:
    first = draw(st.none() | days)
    last = first + timedelta(days=draw(st.integers(0, 60))) if first else None
    operator = draw(st.sampled_from(["French", "Wagner", ""]))
    return FacilityClaim(place=NIAMEY, operator=operator, first=first, last=last, article_id="a", words="w", ends=draw(st.booleans()))


def tenure_reaches(tenure: Tenure, day: date) -> bool:
    """Told days and, where an end is not told, ten years beyond what is."""
    told = [t for t in (tenure.first, tenure.last, tenure.published) if t]
    if not told:
        return False
    ten_years = timedelta(days=3652)
    start = first_day(tenure.first) if tenure.first else first_day(min(told)) - ten_years
    end = last_day(tenure.last) if tenure.last else last_day(max(told)) + ten_years
    return start <= day <= end


def claim_reaches(claim: FacilityClaim, day: date, held: list[Tenure], others: list[FacilityClaim]) -> bool:
    """Its own days; then a year more, unless the operator left before, by a verified tenure or by an article."""
    if claim.first is None or claim.last is None:
        return False
    if claim.first <= day <= claim.last:
        return True
    if claim.ends or day < claim.first or day > claim.last + timedelta(days=365):
        return False
    name = {"French": "France", "Wagner": "Russia (Wagner Group)"}.get(claim.operator)
    own = [
        t
        for t in held
        if t.operator == name
        and t.published
        and (not t.first or first_day(t.first) <= claim.last)
        and (not t.last or last_day(t.last) >= claim.first)
    ]
    if own and all(t.last and last_day(t.last) < day for t in own):
        return False
    return not any(o.ends and o.last and claim.last <= o.last < day and o.operator == claim.operator for o in others)


@settings(max_examples=600, deadline=None)
@given(held=st.lists(tenures(), max_size=3), told=st.lists(claims(), max_size=3), day=days)
def test_a_facility_is_shown_where_a_tenure_or_a_claim_covers_the_day_and_nowhere_else(
    held: list[Tenure], told: list[FacilityClaim], day: date
) -> None:
    found = certainty(Facility(place=NIAMEY, tenures=tuple(held)), told, day)
    by_tenure = [t for t in held if tenure_reaches(t, day)]
    by_claim = [c for c in told if claim_reaches(c, day, held, told)]
    assert (found is not None) == bool(by_tenure or by_claim)
    if found in (Certainty.KNOWN, Certainty.OPEN):
        assert any(t.is_verified for t in by_tenure)
    if found is Certainty.UNVERIFIED:
        assert not by_claim
        assert not any(t.is_verified for t in by_tenure)


PUBLISHED = {"publication": "A paper", "published": "2023-08-01"}


@pytest.mark.parametrize(
    ("tenure", "day", "expected"),
    [
        (Tenure(operator="Italy", first="2018", **PUBLISHED), date(2017, 12, 31), None),
        (Tenure(operator="Italy", first="2018", **PUBLISHED), date(2018, 1, 1), Certainty.KNOWN),
        (Tenure(operator="Italy", first="2018", **PUBLISHED), date(2023, 8, 1), Certainty.KNOWN),
        (Tenure(operator="Italy", first="2018", **PUBLISHED), date(2023, 8, 2), Certainty.OPEN),
        (Tenure(operator="Italy", first="2018", **PUBLISHED), date(2034, 1, 1), None),
        (Tenure(operator="Italy", last="2023-07", **PUBLISHED), date(2023, 7, 31), Certainty.KNOWN),
        (Tenure(operator="Italy", last="2023-07", **PUBLISHED), date(2023, 6, 30), Certainty.OPEN),
        (Tenure(operator="Italy", last="2023-07", **PUBLISHED), date(2023, 8, 1), None),
        (Tenure(operator="Italy", last="2023-07", **PUBLISHED), date(1990, 8, 1), None),
        (Tenure(operator="Italy", first="2018"), date(2020, 1, 1), Certainty.UNVERIFIED),
        (Tenure(operator="Italy"), date(2020, 1, 1), None),
    ],
)
def test_how_sure_a_tenure_is_on_a_day(tenure: Tenure, day: date, expected: Certainty | None) -> None:
    assert certainty_of(tenure, day) is expected


def test_a_base_that_is_known_to_be_closed_is_not_shown_by_an_older_claim() -> None:
    left = Tenure(operator="France", first="2014", last="2023-12-22", publication="TASS", published="2023-12-22")
    told = FacilityClaim(place=NIAMEY, operator="French", first=date(2023, 8, 5), last=date(2023, 8, 5), article_id="a", words="w")
    facility = Facility(place=NIAMEY, tenures=(left,))
    assert certainty(facility, [told], date(2023, 12, 22)) is Certainty.KNOWN
    assert certainty(facility, [told], date(2023, 12, 23)) is None
    assert certainty(Facility(place=NIAMEY), [told], date(2023, 12, 23)) is Certainty.CLAIMED
