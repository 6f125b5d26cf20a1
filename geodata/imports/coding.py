"""Rows of a table as drafts of events, by a mapping; a row that cannot be one says why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from hashlib import blake2b, sha256
from operator import itemgetter
from typing import NamedTuple, TypeVar

from geodata.imports import crosswalk
from geodata.imports.crosswalk import Coded
from geodata.imports.mapping import Mapping
from geodata.imports.placing import GDELT, LONGEST_NAME, UCDP, Placer, Where, acled_precision
from geodata.imports.values import Fault, count, days, point, short
from geodata.model import Category, GeoPrecision, Status, TimePrecision
from geodata.store.datasets import Draft, Site, Toll, What, When
from geodata.wording import shown

Value = TypeVar("Value")
Word = TypeVar("Word", Category, Status, TimePrecision, GeoPrecision)
_ALIKE = 100_000  # values in memory
_AS_NEAR = b"\x1enear"  # rows that were read otherwise once are written again
_LONGEST_NOTES = 20_000  # characters; what is longer is cut, and ends in an ellipsis


class OutsideError(Exception):
    """A row of something that is no event of our codebook, such as a talk in GDELT."""


class Cells(NamedTuple):
    """The cells that a mapping names, empty where it names none."""

    id: str
    event_date: str
    date_end: str
    time_precision: str
    date_prec: str
    category: str
    sub_event_type: str
    violence: str
    cameo: str
    status: str
    actor1: str
    inter1: str
    actor2: str
    inter2: str
    latitude: str
    longitude: str
    location: str
    country: str
    fips: str
    admin1: str
    admin2: str
    geo_precision: str
    where_prec: str
    geo_type: str
    radius_km: str
    fatalities: str
    fatalities_min: str
    fatalities_max: str
    injured: str
    source: str
    url: str
    notes: str


_SITE = slice(Cells._fields.index("latitude"), Cells._fields.index("admin2") + 1)


class Coder:
    """Makes drafts of the rows of one table. What many rows have alike is read once."""

    def __init__(self, mapping: Mapping, header: Sequence[str], dataset: str, placer: Placer, former: Sequence[str] = ()) -> None:
        """`former` are the mappings, as written, by which files of the dataset came in before."""
        self._mapping, self._placer = mapping, placer
        self._width = len(header)
        self._digest = blake2b(f"{mapping.written()}\x1e".encode(), digest_size=8)
        self._id = sha256(f"dataset\x1f{dataset}\x1f".encode())  # as model.content_id
        self._former = [blake2b(f"{written}\x1e".encode(), digest_size=8) for written in former]
        self._cells = _picker([header.index(mapping.columns[name]) if name in mapping.columns else self._width for name in Cells._fields])
        self._has_roots = mapping.columns.get("cameo", "").strip().casefold() not in crosswalk.GDELT_CODES
        self._usual = crosswalk.coded(*mapping.usual) if mapping.usual else None
        self._what = lru_cache(maxsize=_ALIKE)(self._read_what)
        self._when = lru_cache(maxsize=_ALIKE)(self._read_when)
        self._site = lru_cache(maxsize=_ALIKE)(self._read_site)

    def draft(self, number: int, row: list[str]) -> Draft:
        """The draft of one row.

        Raises:
            Fault: it cannot be an event; the message says why.
            OutsideError: it tells of something that is no event of our codebook.
        """
        if len(row) != self._width:
            if len(row) != self._width - 1:
                raise Fault(f"it has {len(row)} cells where there are {self._width} columns")
            row = [*row, ""]
        c = self._cells([*row, ""])
        written = "\x1f".join(row).encode("utf-8", "replace")
        digest = self._digest.copy()
        digest.update(written)
        if c.geo_precision.strip() == "2":
            digest.update(_AS_NEAR)
        row_id = c.id.strip()
        event_id = self._id.copy()  # without the mapping: a row is the same event when its columns become something else
        event_id.update(row_id.encode("utf-8", "replace") if row_id else b"row " + blake2b(written, digest_size=8).digest())
        url = c.url.strip()
        return Draft(
            event_id.hexdigest()[:16],
            number,
            row_id,
            int.from_bytes(digest.digest(), "big", signed=True),
            self._what(c.category, c.sub_event_type, c.violence, c.cameo, c.status),
            self._when(c.event_date, c.date_end, c.time_precision, c.date_prec),
            self._site(c[_SITE], c.geo_precision, c.where_prec, c.geo_type, c.radius_km),
            _spelling(c.location),
            _toll(c.fatalities, c.fatalities_min, c.fatalities_max, c.injured, "," if "," in c.latitude + c.longitude else "."),
            _actors(c.actor1, c.inter1, c.actor2, c.inter2),
            _line(c.source),
            _notes(c.notes),
            url if url.startswith(("http://", "https://")) else "",
            () if row_id else self._former_ids(written),
        )

    def _former_ids(self, written: bytes) -> tuple[str, ...]:
        """The ids that a row without one had in projects of an earlier Dateline: from the row and the mapping."""
        found = []
        for mapping in self._former:
            digest, event_id = mapping.copy(), self._id.copy()
            digest.update(written)
            event_id.update(f"row {digest.hexdigest()}".encode())
            found.append(event_id.hexdigest()[:16])
        return tuple(found)

    def _read_what(self, category: str, sub_event_type: str, violence: str, cameo: str, status: str) -> What:
        found = self._read_code(category, sub_event_type, violence, cameo)
        told = found.status
        if status.strip():
            read = _member(Status, status)
            if read is None:
                raise Fault(f"“{short(status)}” is no status")
            told = read
        return What(found.category.value, found.event_type, found.sub_event_type, told.value)

    def _read_when(self, first: str, last: str, time_precision: str, date_prec: str) -> When:
        return days(first, last, _time_precision(time_precision, date_prec), month_first=self._mapping.month_first)

    def _read_site(self, where: tuple[str, ...], geo_precision: str, where_prec: str, geo_type: str, radius: str) -> Site:
        latitude, longitude, location, country, fips, admin1, admin2 = where
        spot = point(latitude, longitude)
        precision = _geo_precision(geo_precision, where_prec, geo_type, admin2, has_point=spot is not None)
        radius_km = _radius(radius) if radius.strip() else None
        told = Where(spot, precision, location, country, fips, admin1, admin2, radius_km)
        return self._placer.site_of(told)

    def _read_code(self, category: str, sub_event_type: str, violence: str, cameo: str) -> Coded:
        if cameo.strip():
            found = crosswalk.by_cameo(cameo, has_roots=self._has_roots)
            if found is None and self._usual is None:
                raise OutsideError(cameo)
            return found or self._sure()
        if violence.strip():
            return crosswalk.UCDP_VIOLENCE.get(violence.strip()) or self._sure(f"“{short(violence)}” is no type of violence of UCDP's")
        known = _member(Category, category)
        if sub_event_type.strip():
            coded = crosswalk.by_sub_event_type(sub_event_type, known)
            return coded or self._sure(f"“{short(sub_event_type)}” is no sub-event type of the codebook")
        if known is not None:
            return crosswalk.coded(known, crosswalk.USUAL[known])
        return self._sure(f"“{short(category)}” is no category" if category.strip() else "")

    def _sure(self, reason: str = "") -> Coded:
        if self._usual is None:
            raise Fault(reason or "nothing tells its type")
        return self._usual


def _picker(places: Sequence[int]) -> Callable[[list[str]], Cells]:
    pick = itemgetter(*places)
    return lambda row: Cells._make(pick(row))


def _time_precision(told: str, date_prec: str) -> TimePrecision | None:
    """As told, None where nothing is; the codes of a few values are known, so others are faults."""
    if date_prec.strip():
        return _known(crosswalk.UCDP_DATES, date_prec, "precision of a date")
    told = told.strip()
    if not told:
        return None
    return crosswalk.ACLED_DATES.get(told) or _member(TimePrecision, told) or _known({}, told, "precision of a date")


def _geo_precision(told: str, where_prec: str, geo_type: str, admin2: str, *, has_point: bool) -> GeoPrecision | None:
    if where_prec.strip():
        return _known(UCDP, where_prec, "precision of a place")
    if geo_type.strip():
        return GDELT.get(geo_type.strip(), GeoPrecision.UNKNOWN)  # 0: no place
    told = told.strip()
    if not told:
        return None
    return acled_precision(told, admin2, has_point=has_point) or _member(GeoPrecision, told) or _known({}, told, "precision of a place")


def _known(codes: dict[str, Value], told: str, what: str) -> Value:
    found = codes.get(told.strip())
    if found is None:
        raise Fault(f"“{short(told)}” is no {what}")
    return found


def _member(kind: type[Word], told: str) -> Word | None:
    try:
        return kind(told.strip().casefold().replace(" ", "_"))
    except ValueError:
        return None


@lru_cache(maxsize=10_000)
def _toll(best: str, least: str, most: str, injured: str, decimal: str) -> Toll:
    """The best figure and its bounds: a bound that says nothing beyond it is left, one that contradicts it is a fault."""
    hurt = count(injured, "injured", decimal=decimal)
    told, low, high = (count(cell, "deaths", decimal=decimal) for cell in (best, least, most))
    dead = next((n for n in (told, low, high) if n is not None), None)
    if dead is None:
        return Toll(None, None, None, hurt)
    if (low is not None and low > dead) or (high is not None and high < dead):
        raise Fault(f"the deaths do not hold together: at least {low}, best {dead}, at most {high}")
    return Toll(dead, low if low != dead else None, high if high != dead else None, hurt)


def _actors(one: str, inter1: str, other: str, inter2: str) -> tuple[tuple[str, int | None], ...]:
    """By themselves: a name is met again far oftener than a pair of names."""
    first, second = _actor(one, inter1), _actor(other, inter2)
    if first is None:
        return () if second is None else (second,)
    return (first,) if second is None else (first, second)


@lru_cache(maxsize=50_000)
def _actor(name: str, inter: str) -> tuple[str, int | None] | None:
    told = " ".join(name.split())
    return (told, crosswalk.INTER.get(inter.strip().casefold())) if told else None


@lru_cache(maxsize=10_000)
def _line(cell: str) -> str:
    return " ".join(cell.split())


@lru_cache(maxsize=50_000)
def _spelling(cell: str) -> str | None:
    return shown(cell, limit=LONGEST_NAME) or None


def _radius(cell: str) -> float:
    try:
        radius = float(cell.replace(",", "."))
    except ValueError:
        raise Fault(f"“{short(cell)}” is no number of kilometres") from None
    if not 0 < radius <= 1000:
        raise Fault(f"“{short(cell)}” kilometres is not between 0 and 1,000")
    return radius


def _notes(cell: str) -> str:
    words = cell.strip()
    return words if len(words) <= _LONGEST_NOTES else f"{words[: _LONGEST_NOTES - 1]}…"
