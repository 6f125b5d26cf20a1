"""The codes of other codebooks in ours: ACLED's sub-event types, UCDP's types of violence, CAMEO's numbers."""

from __future__ import annotations

from typing import NamedTuple

from geodata.events.codebook import CHANGE, CODEBOOK, STRATEGIC, code_of
from geodata.model import Category, Status, TimePrecision


class Coded(NamedTuple):
    """What happened, in our codebook."""

    category: Category
    event_type: str
    sub_event_type: str
    status: Status = Status.OCCURRED


def coded(category: Category, sub_event_type: str, status: Status = Status.OCCURRED) -> Coded:
    """One row of the codebook; KeyError where there is none."""
    return Coded(category, code_of(category, sub_event_type).event_type, sub_event_type, status)


USUAL: dict[Category, str] = {code.category: code.sub_event_type for code in reversed(CODEBOOK)} | {
    Category.ATTACK: "Attack",
    Category.OTHER: "Other",
}
"""The sub-event type of an event of which only the category is told."""

# ACLED: the sub-event type alone tells the category, but for "Other", which is one of strategic developments.
_BY_ACLED = {
    code.sub_event_type.casefold(): coded(code.category, code.sub_event_type) for code in CODEBOOK if code.sub_event_type != "Other"
}
_BY_ACLED |= {
    "other": coded(Category.OTHER, "Other"),
    "excessive force against protestors": coded(Category.PROTEST, "Excessive force against protesters"),
}


def by_sub_event_type(words: str, category: Category | None = None) -> Coded | None:
    """The row that ACLED's words name, in `category` where that is told and the codebook has it there; None where there is none."""
    found = _BY_ACLED.get(words.strip().casefold())
    if found is None or category in (None, found.category):
        return found
    try:
        return coded(category, found.sub_event_type)  # ours has some of ACLED's types in several categories
    except KeyError:
        return found if found.event_type != STRATEGIC else None


UCDP_VIOLENCE = {
    "1": coded(Category.ATTACK, "Armed clash"),  # state-based
    "2": coded(Category.ATTACK, "Armed clash"),  # between groups that are no states
    "3": coded(Category.ATTACK, "Attack"),  # one-sided, against civilians
}
UCDP_DATES = {"1": TimePrecision.DAY, "2": TimePrecision.WEEK, "3": TimePrecision.WEEK, "4": TimePrecision.MONTH, "5": TimePrecision.YEAR}
ACLED_DATES = {"1": TimePrecision.DAY, "2": TimePrecision.WEEK, "3": TimePrecision.MONTH}
INTER = {
    "state forces": 1, "rebel groups": 2, "rebel group": 2, "political militias": 3, "political militia": 3, "identity militias": 4,
    "identity militia": 4, "rioters": 5, "protesters": 6, "civilians": 7, "external/other forces": 8, "other forces": 8,
    **{str(number): number for number in range(1, 9)},
}  # fmt: skip
"""ACLED's kinds of actors, as words (since 2024) and as numbers."""

LAST_ROOT = 20  # of CAMEO
_A, _D, _O = Category.ATTACK, Category.DIPLOMATIC, Category.OTHER
# CAMEO, by the longest beginning of the number. What is not here (talks, aid, statements) is no event of our codebook.
_CAMEO = {
    "057": coded(Category.AGREEMENT, "Agreement"),
    "0871": coded(Category.AGREEMENT, "Agreement"),
    "0873": coded(_O, "Change to group/activity"),
    "0874": coded(_O, "Change to group/activity"),
    "133": coded(Category.PROTEST, "Peaceful protest", Status.THREATENED),
    "138": coded(_A, "Attack", Status.THREATENED),
    "14": coded(Category.PROTEST, "Peaceful protest"),
    "145": coded(Category.RIOT, "Violent demonstration"),
    "15": coded(_O, "Other"),
    "153": coded(Category.DEPLOYMENT, CHANGE),
    "154": coded(Category.DEPLOYMENT, CHANGE),
    "16": coded(_D, "Other"),
    "17": coded(_O, "Other"),
    "171": coded(_A, "Looting/property destruction"),
    "173": coded(Category.ARREST, "Arrests"),
    "175": coded(_A, "Attack"),
    "18": coded(_A, "Attack"),
    "181": coded(_A, "Abduction/forced disappearance"),
    "1821": coded(_A, "Sexual violence"),
    "1831": coded(_A, "Suicide bomb"),
    "183": coded(_A, "Remote explosive/landmine/IED"),
    "19": coded(_A, "Armed clash"),
    "191": coded(_O, "Other"),
    "194": coded(_A, "Shelling/artillery/missile attack"),
    "195": coded(_A, "Air/drone strike"),
    "20": coded(_A, "Attack"),
    "2041": coded(_A, "Chemical weapon"),
}


GDELT_CODES = ("eventcode", "eventbasecode")
"""Columns of GDELT's whose codes have three digits or four, so that two are what a spreadsheet left of three: "19" of "019"."""


def by_cameo(number: str, *, has_roots: bool = True) -> Coded | None:
    """The nearest row for a CAMEO event code, None where that is no event of our codebook; a leading zero that was lost is put back.

    Roots are 01 to 20, so "57" and "231" can only be "057" and "0231". What "19" is, the column tells: where it `has_roots` the use of
    force, else "019", an accord that is announced.
    """
    digits = number.strip()
    if digits.isdecimal() and (len(digits) == 1 or int(digits[:2]) > LAST_ROOT or (len(digits) == 2 and not has_roots)):
        digits = f"0{digits}"
    return next((_CAMEO[digits[:length]] for length in (4, 3, 2) if digits[:length] in _CAMEO), None)
