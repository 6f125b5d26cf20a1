"""Which region and district each place of a country is filed under, where outlines know better than codes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from geodata.gazetteer.containment import outlines
from geodata.gazetteer.entries import Entry

_NEAR_BORDER = 0.1  # degrees; outlines are simplified, so that a code stands within about 11 km of its region


def file_places(entries: Sequence[Entry], countries: Iterable[str]) -> list[Entry]:
    """The entries, those of `countries` filed anew.

    A region that has no outline takes that of its districts, where all have one. A place whose code names no region, or one whose
    outline is far from it, is filed under the region whose outline holds it; then the same with districts.
    """
    touched = set(countries)
    by_country: defaultdict[str, list[Entry]] = defaultdict(list)
    others = []
    for entry in entries:
        if entry.place.country_code in touched:
            by_country[entry.place.country_code].append(entry)
        else:
            others.append(entry)
    return others + [entry for group in by_country.values() for entry in _filed(group)]


def _filed(entries: list[Entry]) -> list[Entry]:
    entries = _outlined(entries)
    # Regions are filed by name, districts under regions, all else under both.
    entries = _under(entries, [e for e in entries if e.place.feature_code == "ADM1"], _code1, _with_code1, skip=("ADM1", "PCLI"))
    districts = [e for e in entries if e.place.feature_code == "ADM2"]
    return _under(entries, districts, _code2, _with_code2, skip=("ADM1", "ADM2", "PCLI"))


def _outlined(entries: list[Entry]) -> list[Entry]:
    """Regions without an outline get the union of their districts', where every district has one."""
    from shapely import from_wkb, to_wkb, union_all

    districts: defaultdict[str, list[bytes | None]] = defaultdict(list)
    for entry in entries:
        if entry.place.feature_code == "ADM2":
            districts[entry.place.admin1_code].append(entry.area)

    def outline(entry: Entry) -> Entry:
        parts = districts.get(entry.place.admin1_code, [])
        if entry.place.feature_code != "ADM1" or entry.area is not None or not parts or None in parts:
            return entry
        return entry._replace(area=to_wkb(union_all(from_wkb(parts))))

    return [outline(entry) for entry in entries]


def _under(entries: list[Entry], holders: list[Entry], code_of: Any, with_code: Any, *, skip: tuple[str, ...]) -> list[Entry]:
    """Each entry under one of `holders`: its code stands where that holder has no outline or one close by."""
    import shapely

    drawn = [holder for holder in holders if holder.area is not None]
    if not drawn:
        return entries
    undrawn = {code_of(holder) for holder in holders if holder.area is None}
    tree = shapely.STRtree(shapely.from_wkb([holder.area for holder in drawn]))
    points = shapely.points([(e.place.longitude, e.place.latitude) for e in entries])
    close, inside = (defaultdict(list), defaultdict(list))  # type: tuple[defaultdict[int, list[int]], defaultdict[int, list[int]]]
    for found, pairs in (
        (close, tree.query(points, predicate="dwithin", distance=_NEAR_BORDER)),
        (inside, tree.query(points, predicate="intersects")),
    ):
        for point, holder in pairs.T.tolist():
            found[point].append(holder)
    filed = []
    for index, entry in enumerate(entries):
        code = code_of(entry)
        is_right = code in undrawn or any(code_of(drawn[holder]) == code for holder in close[index])
        if not is_right and inside[index] and entry.place.feature_code not in skip:
            entry = with_code(entry, drawn[inside[index][0]])
        filed.append(entry)
    return filed


def _code1(entry: Entry) -> str:
    return entry.place.admin1_code


def _code2(entry: Entry) -> tuple[str, str]:
    return entry.place.admin1_code, entry.admin2_code


def _with_code1(entry: Entry, holder: Entry) -> Entry:
    return entry._replace(place=replace(entry.place, admin1_code=holder.place.admin1_code))


def _with_code2(entry: Entry, holder: Entry) -> Entry:
    return _with_code1(entry, holder)._replace(admin2_code=holder.admin2_code)


def in_countries(brought: Iterable[Entry], base: Sequence[Entry]) -> list[Entry]:
    """The entries, those without a country in that whose outline holds their point."""
    lost: list[Entry] = []
    found: list[Entry] = []
    for entry in brought:
        (found if entry.place.country_code else lost).append(entry)
    if lost:
        countries = outlines([(e.place.geonameid, e.area) for e in base if e.place.feature_code == "PCLI" and e.area is not None])
        codes = {e.place.geonameid: e.place.country_code for e in base if e.place.feature_code == "PCLI"}
        for entry in lost:
            country = countries.at(entry.place.latitude, entry.place.longitude)
            found.append(entry._replace(place=replace(entry.place, country_code=codes[country] if country is not None else "")))
    return found
