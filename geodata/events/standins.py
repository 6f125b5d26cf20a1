"""What stands in, on the map, for an event's village that no gazetteer entry was found for: the area named with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Sequence
from dataclasses import replace
from itertools import takewhile

from geodata.geoparsing.precision import NOT_KNOWN_THERE, precision_of, precision_told
from geodata.model import GeoPrecision, Resolution, Role

Chance = Callable[[int, int], float]
"""How likely the words at two offsets are where an event of their sentence happened."""

LIKELY = 0.5
_ABOVE = 800  # characters above a sentence within which a region named still holds
_AROUND_TOWN = 25.0  # km: a village told by its town
_AREAS = (GeoPrecision.ADM2, GeoPrecision.ADM1, GeoPrecision.COUNTRY)
_LARGER = (GeoPrecision.ADM2, GeoPrecision.ADM1)
_FAR = 200  # characters between a village and the area named with it
_LOCATED = 0.2  # the same where "in" or "at" stands before the name
_STRUCK = 0.4  # the same where it is what was hit or taken
_LETTERS = re.compile(r"[A-Z]{2,}[a-z]?")  # "MONUSCO", "FAMa": a body, not a village
_IN = re.compile(r"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Oo]utside)\s+(?:the\s+)?$")
_HIT = re.compile(
    r"\b(?:hit|struck|shelled|bombed|pounded|attacked|raided|stormed|captured|seized|retook|overran|entered)"
    r"\s+(?:the\s+)?(?:(?:town|village|city)\s+of\s+)?$"
)
_BORDER = re.compile(
    r"\bborders?\s+(?:with|to)\s+(?:the\s+)?$|\b(?:bordering|borders)\s+(?:the\s+)?$"
)  # of the area that the village is not in
_HELD = re.compile(r"\s*[,(]\s*(?:in\s+)?(?:the\s+)?$")  # "Tchingaran (Tahoua", "Solhan, Yagha"


def with_standins(
    text: str,
    own: Sequence[Resolution],
    before: Sequence[Resolution],
    chance: Chance,
    passed: Container[int] = (),
    head: Sequence[Resolution] = (),
) -> list[Resolution]:
    """The resolutions of one sentence; likely places of its event that are not known, or not within what holds them, take an area's place.

    The area is one that the sentence names beside it, but not at an offset of `passed`, where it only passes by; else the one that is the
    `head` of the section; else the last region or district that the text named `before`.
    """
    areas = [o for o in own if _is_area(o) and o.toponym.start_char not in passed and not _only_borders(text, o)]
    above = [o for o in head if _is_area(o) and precision_told(o) is not GeoPrecision.COUNTRY]
    return [_standin(r, areas, above, before) if _needs_one(text, r, own, chance) else r for r in own]


def _needs_one(text: str, r: Resolution, own: Sequence[Resolution], chance: Chance) -> bool:
    if r.toponym.role is not Role.LITERAL:
        return False
    if r.place is None:
        return is_likely(text, r, chance)
    return precision_of(r.place).is_point and any(_holds(text, other, r) for other in own)


def is_likely(text: str, r: Resolution, chance: Chance) -> bool:
    """Whether its sentence says that the event was there; "in" or "at" before the name asks less of the model."""
    start, end = r.toponym.start_char, r.toponym.end_char
    if _LETTERS.fullmatch(r.toponym.name) and not text[max(0, start - 40) : end + 40].isupper():
        return False
    before = text[max(0, start - 30) : start]
    is_label = text[end : end + 1] == ":"  # "- 04 Apr, Minbya: shells hit a clinic"
    return chance(start, end) >= (_LOCATED if is_label or _IN.search(before) else _STRUCK if _HIT.search(before) else LIKELY)


def _holds(text: str, area: Resolution, r: Resolution) -> bool:
    """Whether the words put `r` in an area of another country than that of the namesake that was found."""
    if area.place is None or r.place is None or precision_told(area) not in (*_AREAS, GeoPrecision.TOWN):
        return False
    between = text[r.toponym.end_char : area.toponym.start_char]
    return 0 < len(between) < _FAR and _HELD.fullmatch(between) is not None and area.place.country_code != r.place.country_code


def _standin(r: Resolution, areas: Sequence[Resolution], head: Sequence[Resolution], before: Sequence[Resolution]) -> Resolution:
    beside = [o for o in areas if o is not r and _distance(r, o) <= _FAR]
    area = min(beside, key=lambda o: _distance(r, o)) if beside else head[0] if head else _above(r, before)
    if area is None or area.place is None:
        return r if r.place is None else replace(r, place=None)
    precision = GeoPrecision.NEAR if precision_told(area) is GeoPrecision.TOWN else precision_told(area)
    words = {GeoPrecision.ADM2: "district", GeoPrecision.ADM1: "region", GeoPrecision.NEAR: "town"}.get(precision, "country")
    told = f"{NOT_KNOWN_THERE}; {area.place.name}, the {words} named {'with' if beside else 'above'} it, is shown"
    radius = _AROUND_TOWN if precision is GeoPrecision.NEAR else None
    return replace(r, place=area.place, geo_precision=precision, radius_km=radius, reasons=(*r.reasons, told))


def _above(r: Resolution, before: Sequence[Resolution]) -> Resolution | None:
    """The last region or district named not far above."""
    near = takewhile(lambda o: r.toponym.start_char - o.toponym.end_char <= _ABOVE, reversed(before))
    return next((o for o in near if _is_area(o) and precision_told(o) in _LARGER), None)


def _is_area(r: Resolution) -> bool:
    return r.place is not None and r.toponym.role is Role.LITERAL and precision_told(r) in (*_AREAS, GeoPrecision.TOWN)


def _only_borders(text: str, area: Resolution) -> bool:
    """Whether the words name it as what the village lies beside: "on the border with Algeria"."""
    return _BORDER.search(text, max(0, area.toponym.start_char - 24), area.toponym.start_char) is not None


def _distance(r: Resolution, other: Resolution) -> int:
    """Characters between two toponyms; what stands before counts twice, since areas mostly follow."""
    after = other.toponym.start_char - r.toponym.end_char
    return after if after >= 0 else 2 * (r.toponym.start_char - other.toponym.end_char)
