"""Places that the words join: a list, each with its own event, or the two ends of a road with one event between them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from geodata.events.site import Site, distance_km, known_precision
from geodata.model import GeoPrecision, Resolution

CHAIN_GAP = 40
"""Characters between two places that are still read as one phrase."""

_KINDS = r"(?:\s+the\s+(?:cities|towns|villages|provinces|regions|departments)\s+of)?"
_JOIN = re.compile(rf"^[\s,]*(?:,|\band\b|\bas\s+well\s+as\b|&)(?:\s+(?:in|near|at))?{_KINDS}[\s,]*$")
_AND = re.compile(r"\band\b|&|\bas\s+well\s+as\b")
_ENDS = re.compile(
    rf"\b(?:between|(?:link|connect|join)(?:s|ed|ing)?|(?:road|highway|route|track|motorway|railway|line|stretch)\s+from){_KINDS}\s+"
    r"(?:the\s+)?(?:(?:city|town|village)\s+of\s+)?$"
)
_TO_END = re.compile(rf"^,?\s*(?:and|to|with){_KINDS}(?:\s+the)?(?:\s+(?:city|town|village)\s+of)?\s+$")
_DASH = re.compile(r"^\s*[-–—]\s*$|^\s+to\s+$")
_ROAD = re.compile(r"^\s+(?:[\w-]+\s+)?(?:road|highway|route|axis|track|motorway|expressway|railway|line|stretch)\b")
_LEAST_KM = 2.0
_LOOK = 60  # characters before a place that are looked at


def listed(low: str, best: Resolution, own: Sequence[Resolution]) -> list[Resolution]:
    """The places joined with `best` by commas and "and": each has its own event; of a road's two ends only the first stands."""
    chain, links, position = [best], "", own.index(best)
    for step in (1, -1):
        last, i = best, position + step
        while 0 <= i < len(own) and _alike(own[i], best):
            first, second = (last, own[i]) if step == 1 else (own[i], last)
            gap = low[first.toponym.end_char : second.toponym.start_char]
            if len(gap) > CHAIN_GAP or not _JOIN.match(gap):
                break
            links += gap
            chain.append(own[i])
            last, i = own[i], i + step
    if not _AND.search(links):  # "A, B" is A in B
        chain = [best]
    return list({r.place.geonameid: r for r in chain if r.place}.values())


def road_of(low: str, one: Resolution, own: Sequence[Resolution]) -> tuple[Resolution, Resolution] | None:
    """The two ends of the road or stretch that the words name with `one` as an end: "between A and B", "the A-B road"."""
    position = own.index(one)
    for first, second in ((position, position + 1), (position - 1, position)):
        if first >= 0 and second < len(own) and _are_ends(low, own[first], own[second]):
            return own[first], own[second]
    return None


def on_road(site: Site, first: Resolution, second: Resolution) -> Site:
    """The site at the first end, known no better than that it lies on the way to the second."""
    assert first.place is not None
    assert second.place is not None
    km = max(_LEAST_KM, round(distance_km(first.place, second.place)))
    reason = f"{site.reason} It was on the way between {first.place.name} and {second.place.name}, which are {km:g} km apart."
    return site._replace(precision=GeoPrecision.NEAR, radius_km=float(km), reason=reason)


def _are_ends(low: str, first: Resolution, second: Resolution) -> bool:
    if not (known_precision(first).is_point and known_precision(second).is_point):
        return False
    gap = low[first.toponym.end_char : second.toponym.start_char]
    if _ENDS.search(low, max(0, first.toponym.start_char - _LOOK), first.toponym.start_char):
        return _TO_END.match(gap) is not None
    return _DASH.match(gap) is not None and _ROAD.match(low, second.toponym.end_char) is not None


def _alike(one: Resolution, other: Resolution) -> bool:
    return known_precision(one) == known_precision(other) and one.toponym.role == other.toponym.role
