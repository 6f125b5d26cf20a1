"""Who is at a military facility on a day, and how sure that is: by the gazetteer's tenures, and by what articles claim.

A facility is shown on a day where one of these holds, the first that does:

- KNOWN: a publication that was read vouches for that very day;
- OPEN: a publication tells of an operator within `REACH` of that day, but not of the start or of the end that lies between;
- CLAIMED: an article of the project says so, of that day or of a day at most `HOLDS` before it. A claim holds no longer than the operator
  is known to have stayed, than the article or a later one tells of the operator's leaving;
- UNVERIFIED: somebody is said to have been there then, with the same reach, and no publication for it was read.

A tenure that names no day at all is shown on none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum

from geodata.events.operators import operators_in
from geodata.gazetteer.facilities import Facility, Tenure, first_day, last_day
from geodata.model import FacilityClaim
from geodata.months import day_words, month_words

HOLDS = timedelta(days=365)
SLACK = timedelta(days=7)  # an article is written some days after what it tells
REACH = timedelta(days=3652)  # ten years: how far an untold start or end reaches beyond the days that are told


class Certainty(StrEnum):
    """How sure it is that somebody is at a facility on a day, the surest first."""

    KNOWN = "known"
    OPEN = "open"
    CLAIMED = "claimed"
    UNVERIFIED = "unverified"


def certainty(facility: Facility, claims: Sequence[FacilityClaim], day: date) -> Certainty | None:
    """The surest of its tenures and of the claims about it on `day`; None where it is not known to be held then."""
    found = {certainty_of(tenure, day) for tenure in facility.tenures}
    if any(claim_covers(claim, day, facility, claims) for claim in claims):
        found.add(Certainty.CLAIMED)
    return next((certain for certain in Certainty if certain in found), None)


def certainty_of(tenure: Tenure, day: date) -> Certainty | None:
    """How sure the tenure is on `day`; None where it does not reach it."""
    told = [partial for partial in (tenure.first, tenure.last, tenure.published) if partial]
    if not told or not may_hold(tenure, day, day):
        return None
    start = first_day(tenure.first or min(told))
    end = last_day(tenure.last or max(told))
    if not start - REACH <= day <= end + REACH:
        return None
    if not tenure.is_verified:
        return Certainty.UNVERIFIED
    return Certainty.KNOWN if start <= day <= end else Certainty.OPEN


def claim_covers(claim: FacilityClaim, day: date, facility: Facility, claims: Iterable[FacilityClaim]) -> bool:
    """Whether the claim speaks for `day`, among all `claims` about the same facility."""
    if claim.first is None or claim.last is None or day < claim.first:
        return False
    if claim.ends or day <= claim.last:
        return day <= claim.last
    return day <= min([claim.last + HOLDS, *_known_ends(claim, facility), *_told_ends(claim, claims)])


def against(facility: Facility, claim: FacilityClaim) -> str:
    """What the gazetteer knows instead, a sentence; empty where it does not contradict the claim, or the claim names nobody or no day."""
    if not claim.operator or claim.first is None or claim.last is None:
        return ""
    held = [tenure for tenure in facility.tenures if _agree(tenure, claim)]
    if not held:
        return f"The gazetteer does not know {_name(claim)} at {facility.place.name}."
    if any(may_hold(tenure, claim.first - SLACK, claim.last + SLACK) for tenure in held):
        return ""
    ended = [tenure for tenure in held if tenure.last is not None and last_day(tenure.last) < claim.first]
    if ended:
        latest = max(ended, key=lambda tenure: last_day(tenure.last or ""))
        return f"The gazetteer knows {_name(claim)} there until {day_told(latest.last or '')}{_source(latest)}."
    earliest = min(held, key=lambda tenure: first_day(tenure.first or ""))
    return f"The gazetteer knows {_name(claim)} there only from {day_told(earliest.first or '')} on{_source(earliest)}."


def may_hold(tenure: Tenure, first: date, last: date) -> bool:
    """Whether the tenure may reach a day from `first` to `last`: an end that is not known reaches any."""
    starts = tenure.first is None or first_day(tenure.first) <= last
    return starts and (tenure.last is None or last_day(tenure.last) >= first)


def operators_of(held: Facility | Tenure) -> tuple[str, ...]:
    """The operators that a tenure names, its own first, or those of all tenures of a facility."""
    if isinstance(held, Tenure):
        return operators_in(held.operator)
    return tuple(dict.fromkeys(name for tenure in held.tenures for name in operators_of(tenure)))


def day_told(partial: str) -> str:
    """An ISO date as far as it is known in words: "22 December 2023", "December 2023", "2023"."""
    day = first_day(partial)
    return (f"{day.year}", month_words(day), day_words(day))[partial.count("-")]


def _known_ends(claim: FacilityClaim, facility: Facility) -> list[date]:
    """The day on which the operator is known to have gone, of the stays that may hold on the day of the claim."""
    assert claim.first is not None
    assert claim.last is not None
    held = [t for t in facility.tenures if t.is_verified and _agree(t, claim) and may_hold(t, claim.first, claim.last)]
    ends = [last_day(tenure.last) for tenure in held if tenure.last is not None]
    return [max(ends)] if ends and len(ends) == len(held) else []


def _told_ends(claim: FacilityClaim, claims: Iterable[FacilityClaim]) -> list[date]:
    assert claim.last is not None
    return [
        other.last
        for other in claims
        if other.ends and other.last is not None and other.last >= claim.last and _operators(other) == _operators(claim)
    ]


def _agree(tenure: Tenure, claim: FacilityClaim) -> bool:
    return bool(set(operators_of(tenure)) & set(_operators(claim)))


def _operators(claim: FacilityClaim) -> tuple[str, ...]:
    return operators_in(claim.operator)


def _name(claim: FacilityClaim) -> str:
    named = next(iter(_operators(claim)), claim.operator)
    return f"the {named}" if named.startswith(("United", "Central", "European", "African Union", "Syrian")) else named


def _source(tenure: Tenure) -> str:
    return f" ({tenure.publication})" if tenure.is_verified else " (unverified)"
