"""Which events with dead most likely tell of the same dead: the same event from an article and a dataset, or a sum and its parts."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from math import cos, hypot, isnan, radians
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from geodata.gazetteer.names import fold
from geodata.store.columns import NO_DAY, EventColumns
from geodata.store.project import Project

MOST_LOOKED_AT = 5000  # events with dead; of more no doubles are looked for
NEAR_KM, NEAR_DAYS = 25.0, 2
_KM = 111.2  # a degree of latitude
_MONTH, _WEEK = 31, 7  # days of an interval
_FEW, _SEVERAL = 3, 5  # so few dead as are told of many events, and so many as make a sum
_PARTS = 8  # events that may be the parts of one sum
_DATASETS = (
    "SELECT event, dataset FROM dataset_row JOIN dataset_file ON dataset_file.fid = file WHERE event IN (SELECT value FROM json_each(?))"
)
_EVIDENCE = "SELECT event, article, start_char, end_char FROM evidence WHERE event IN (SELECT value FROM json_each(?))"
_PLACES = (
    "SELECT event.fid, location, place.name, admin1_code FROM event LEFT JOIN place USING (geonameid)"
    " WHERE event.fid IN (SELECT value FROM json_each(?))"
)

Rows = NDArray[np.intp]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Report:
    """What is compared of an event; days since 1970, degrees (NaN where only an area is known)."""

    first: int
    last: int
    category: int
    deaths: int
    latitude: float
    longitude: float
    admin1: str
    names: frozenset[str]  # of the spot, folded; empty where it is known to a region of that name only
    dataset: int  # 0: of articles
    words: tuple[tuple[int, int, int], ...]  # article, start and end of what it was coded from

    @property
    def articles(self) -> set[int]:
        return {article for article, _, _ in self.words}

    @property
    def is_vague(self) -> bool:
        return self.last - self.first >= _WEEK

    @property
    def is_area(self) -> bool:
        return isnan(self.latitude)


class Double(NamedTuple):
    """Two events by their index in the rows that were given: the dead of `at` are those of `kept`, and of others where they are a sum."""

    at: int
    kept: int
    is_sum: bool = False


def doubles(project: Project, columns: EventColumns, rows: Rows) -> list[Double]:
    """The events in `rows` whose dead another one most likely tells too; of several the one with most dead is kept.

    Raises:
        ProjectError: the file cannot be read.
    """
    if not 1 < len(rows) <= MOST_LOOKED_AT:
        return []
    reports, country = _reports(project, columns, rows), columns.country[rows]
    grouped = _grouped(reports, sorted(_pairs(reports, country)))
    same = [sorted(group, key=lambda at: (-reports[at].deaths, at)) for group in grouped]
    sums = _sums(reports, [group[0] for group in same], country)
    return [*(Double(at, group[0]) for group in same for at in group[1:]), *(Double(at, parts[0], is_sum=True) for at, *parts in sums)]


def _reports(project: Project, columns: EventColumns, rows: Rows) -> list[_Report]:
    fids = columns.fid[rows].tolist()
    these = [json.dumps(fids)]
    datasets = {row["event"]: row["dataset"] for row in project.rows(_DATASETS, these)}
    places = {fid: (location, name, admin1) for fid, location, name, admin1 in project.rows(_PLACES, these)}
    words: defaultdict[int, list[tuple[int, int, int]]] = defaultdict(list)
    for event, *stretch in project.rows(_EVIDENCE, these):
        words[event].append((stretch[0], stretch[1], stretch[2]))
    return [
        _Report(
            first=int(columns.first_day[row]),
            last=int(columns.last_day[row]),
            category=int(columns.category[row]),
            deaths=int(columns.deaths[row]),
            latitude=float(columns.latitude[row]),
            longitude=float(columns.longitude[row]),
            admin1=places[fid][2] or "",
            names=_names(places[fid][0], places[fid][1], is_area=bool(np.isnan(columns.latitude[row]))),
            dataset=datasets.get(fid, 0),
            words=tuple(words[fid]),
        )
        for fid, row in zip(fids, rows, strict=True)
    ]


def _names(location: str | None, place: str | None, *, is_area: bool) -> frozenset[str]:
    """As written and as in the gazetteer; the region that holds a village is no name of it."""
    written, known = fold(location or ""), fold(place or "")
    names = {written} - {known} if is_area else {written, known}
    return frozenset(names - {""})


def _pairs(reports: list[_Report], country: NDArray[np.uint16]) -> Iterator[tuple[bool, int, int, int, int]]:
    """Likely doubles, to be sorted: whether no name is shared, how far apart in dead and days, and both indices."""
    first, last = (np.array([getattr(each, end) for each in reports]) for end in ("first", "last"))
    dataset = np.array([each.dataset for each in reports])
    order = np.lexsort((first, country))
    for n, i in enumerate(order):
        if first[i] == NO_DAY or last[i] - first[i] >= _MONTH:
            continue
        rest = order[n + 1 :]
        rest = rest[: int(np.searchsorted(country[rest], country[i], side="right"))]
        rest = rest[: int(np.searchsorted(first[rest], last[i] + NEAR_DAYS, side="right"))]
        for j in rest[(dataset[rest] != dataset[i]) | (dataset[i] == 0)]:
            one, other = reports[i], reports[j]
            if last[j] - first[j] < _MONTH and _is_double(one, other):
                gap = max(0, other.first - one.last)
                yield not one.names & other.names, abs(one.deaths - other.deaths), gap, int(i), int(j)


def _is_double(one: _Report, other: _Report) -> bool:
    is_equal, is_same_kind = one.deaths == other.deaths, one.category == other.category
    if one.articles & other.articles:
        return is_equal and _share_words(one, other)
    is_named = bool(one.names & other.names)
    if one.is_vague or other.is_vague:
        return is_named and is_equal and is_same_kind
    low, high = sorted((one.deaths, other.deaths))
    if high - low > low // 4 or (low < _FEW and max(one.first, other.first) - min(one.last, other.last) > 1):
        return False
    if is_named or _near(one, other):
        return is_same_kind or is_equal
    holds = (one.is_area and not one.names) or (other.is_area and not other.names)
    may_hold = not (one.admin1 and other.admin1) or one.admin1 == other.admin1
    return holds and may_hold and is_equal and is_same_kind and low >= _FEW


def _share_words(one: _Report, other: _Report) -> bool:
    """Whether both were coded from the same words of an article."""
    return any(a == b and start < until and begin < end for a, start, end in one.words for b, begin, until in other.words)


def _near(one: _Report, other: _Report) -> bool:
    if one.is_area or other.is_area:
        return False
    east = (one.longitude - other.longitude + 180) % 360 - 180
    return hypot(one.latitude - other.latitude, east * cos(radians(one.latitude))) * _KM <= NEAR_KM


def _grouped(reports: list[_Report], pairs: list[tuple[bool, int, int, int, int]]) -> list[list[int]]:
    """The closest joined first; no two rows of a dataset, nor two events of an article with words of their own, become one."""
    group = {at: [at] for at in range(len(reports))}
    for *_, i, j in pairs:
        mine, theirs = group[i], group[j]
        if mine is not theirs and not any(_are_two(reports[a], reports[b]) for a in mine for b in theirs):
            mine += theirs
            group |= dict.fromkeys(theirs, mine)
    return list({id(each): each for each in group.values()}.values())


def _are_two(one: _Report, other: _Report) -> bool:
    if one.dataset or other.dataset:
        return one.dataset == other.dataset
    return bool(one.articles & other.articles) and not _share_words(one, other)


def _sums(reports: list[_Report], leaders: list[int], country: NDArray[np.uint16]) -> list[list[int]]:
    """Events whose dead are those of others of the same article in the same country's region: each with its parts behind it."""
    told: defaultdict[int, list[int]] = defaultdict(list)
    for at in leaders:
        for article in reports[at].articles:
            told[article].append(at)
    found = []
    for at in leaders:
        whole = reports[at]
        if not whole.is_area or whole.deaths < _SEVERAL or whole.first == NO_DAY:
            continue
        beside = {i for article in whole.articles for i in told[article] if i != at and country[i] == country[at]}
        parts = _adding_up(whole, reports, sorted(i for i in beside if _may_be_part(whole, reports[i])))
        if parts:
            found.append([at, *parts])
    return found


def _may_be_part(whole: _Report, part: _Report) -> bool:
    is_there = not (whole.admin1 and part.admin1) or whole.admin1 == part.admin1
    is_then = part.first != NO_DAY and part.last >= whole.first - _WEEK and part.first <= whole.last + _WEEK
    return is_there and is_then and part.deaths < whole.deaths and bool(whole.names or part.names)


def _adding_up(whole: _Report, reports: list[_Report], parts: list[int]) -> list[int]:
    """Those of the parts whose dead add up to the whole's, as few as do; none where there are too many to tell."""
    if len(parts) > _PARTS:
        return parts if sum(reports[i].deaths for i in parts) == whole.deaths else []
    sums: dict[int, list[int]] = {0: []}
    for i in parts:
        for dead, chosen in list(sums.items()):
            more = dead + reports[i].deaths
            if more <= whole.deaths and (more not in sums or len(sums[more]) > len(chosen) + 1):
                sums[more] = [*chosen, i]
    return sums.get(whole.deaths, [])
