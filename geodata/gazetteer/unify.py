"""One place, one entry: what dumps and boundary files bring is joined to what is there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from geodata.gazetteer.distance import km_between
from geodata.gazetteer.entries import Entry
from geodata.gazetteer.names import bare, fold

LEVELS = ("ADM1", "ADM2", "ADM3", "ADM4", "ADM5")
_SAME_KM = 100  # two districts of one name and region further apart are two
_CLOSE_KM = 50


def unify(base: Iterable[Entry], brought: Iterable[Entry]) -> list[Entry]:
    """All entries, each place once: by id, and divisions also by country, level and name.

    GeoNames' id wins over one of our own; the outline stays; names are added.
    """
    joining = _Joining(base)
    regions_first = sorted(brought, key=lambda entry: (_rank(entry), entry.place.geonameid < 0))
    for entry in regions_first:
        joining.join(entry, joining.same(entry))
    for entry in regions_first:
        if entry.place.feature_code == "ADM1":
            joining.join_by_code(entry)
    return _told_apart(list(joining.known.values()), {entry.place.country_code for entry in regions_first})


def _told_apart(entries: list[Entry], countries: set[str]) -> list[Entry]:
    """In these countries "Tahoua Department" is the district, so the region of Tahoua does not bear that name, too."""
    districts = {
        (e.place.country_code, fold(name))
        for e in entries
        if e.place.feature_code == "ADM2" and e.place.country_code in countries
        for name, _ in e.names
        if bare(name) != name
    }

    def cleared(entry: Entry) -> Entry:
        if entry.place.feature_code != "ADM1" or entry.place.country_code not in countries:
            return entry
        own = tuple((name, kind) for name, kind in entry.names if (entry.place.country_code, fold(name)) not in districts)
        return entry._replace(names=own)

    return [cleared(entry) for entry in entries]


class _Joining:
    """The entries by id, and the divisions among them by country, level and name."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.known: dict[int, Entry] = {}
        self._named: defaultdict[tuple[str, str, str], set[int]] = defaultdict(set)
        self._draws_districts: dict[str, bool] = {}
        for entry in entries:
            self.join(entry, self.known.get(entry.place.geonameid))

    def join(self, entry: Entry, same: Entry | None) -> None:
        """Add `entry`, as one with `same` where that is given."""
        if same is not None:
            del self.known[same.place.geonameid]
            for key in _keys(same):
                self._named[key].discard(same.place.geonameid)
            entry = _joined(same, entry)
        self.known[entry.place.geonameid] = entry
        for key in _keys(entry):
            self._named[key].add(entry.place.geonameid)

    def same(self, entry: Entry) -> Entry | None:
        """The entry that is the same place."""
        known = self.known.get(entry.place.geonameid)
        if known is not None:
            return known
        found = [one for one in self._of_name(entry, entry.place.feature_code) if _may_be_one(one, entry)]
        if not found and entry.place.feature_code == "ADM2" and self._has_districts_drawn(entry.place.country_code):
            found = [one for one in self._of_name(entry, "ADM1") if one.place.geonameid < 0 and _holds(one, entry)]
        return min(found, key=lambda one: (one.place.admin1_code != entry.place.admin1_code, _km(one, entry)), default=None)

    def join_by_code(self, brought: Entry) -> None:
        """A region without an outline whose point lies in the only outline of its code is that one, called otherwise."""
        entry = self.known.get(brought.place.geonameid)
        if entry is None or entry.area is not None or not entry.place.admin1_code or self._has_districts_drawn(entry.place.country_code):
            return
        own = [e for e in self._own_regions(entry.place.country_code) if e.place.admin1_code == entry.place.admin1_code]
        if len(own) == 1 and _holds(own[0], entry):
            del self.known[entry.place.geonameid]
            self.join(entry, own[0])

    def _of_name(self, entry: Entry, level: str) -> list[Entry]:
        ids = {geonameid for key in _keys(entry, level) for geonameid in self._named.get(key, ())}
        return [self.known[geonameid] for geonameid in sorted(ids)]

    def _has_districts_drawn(self, country: str) -> bool:
        """Whether the basemap's regions of a country are its districts (Burkina Faso): GeoNames' regions have other names.

        Asked first when all regions are joined; the answer then stays.
        """
        if country not in self._draws_districts:
            left = len(self._own_regions(country))
            regions = (e for e in self.known.values() if (e.place.country_code, e.place.feature_code) == (country, "ADM1"))
            self._draws_districts[country] = left > sum(bool(e.other_ids) for e in regions)
        return self._draws_districts[country]

    def _own_regions(self, country: str) -> list[Entry]:
        return [
            e
            for e in self.known.values()
            if e.place.geonameid < 0 and e.place.feature_code == "ADM1" and e.place.country_code == country and e.area is not None
        ]


def _joined(old: Entry, new: Entry) -> Entry:
    """GeoNames' id and codes; name and point of the older; all names; the newer outline."""
    one, two = old.place, new.place
    is_own = one.geonameid < 0 < two.geonameid
    winner = two if is_own or one.geonameid == two.geonameid else one
    code = two.feature_code if one.geonameid < 0 else winner.feature_code  # GeoNames and OCHA know levels better than the basemap
    place = replace(
        one,
        geonameid=winner.geonameid,
        feature_class=winner.feature_class,
        feature_code="PPLC" if "PPLC" in (one.feature_code, two.feature_code) else code,
        admin1_code=winner.admin1_code or one.admin1_code or two.admin1_code,
        population=max(one.population, two.population) if one.feature_class == "A" else one.population or two.population,
    )
    ids = {*old.other_ids, *new.other_ids, one.geonameid, two.geonameid} - {winner.geonameid}
    codes = (new.admin2_code, old.admin2_code) if winner is two else (old.admin2_code, new.admin2_code)
    return Entry(place, tuple(dict.fromkeys((*old.names, *new.names))), new.area or old.area, codes[0] or codes[1], tuple(sorted(ids)))


def _rank(entry: Entry) -> int:
    """Regions before districts before what is in them."""
    code = entry.place.feature_code
    return LEVELS.index(code) if code in LEVELS else len(LEVELS)


def _keys(entry: Entry, level: str = "") -> Iterator[tuple[str, str, str]]:
    """Country, level, and each name without its word, accents and spaces."""
    place = entry.place
    if place.feature_code in LEVELS:
        for name in {fold(bare(name)).replace(" ", "") for name, _ in entry.names}:
            yield place.country_code, level or place.feature_code, name


def _may_be_one(one: Entry, two: Entry) -> bool:
    """Whether two divisions of one name and level are one.

    Of regions, one of our own and one of GeoNames (which has Kyiv the city and Kyiv the region). Of districts, those that an outline
    or a code joins: Lincoln County is in many states, while GeoNames' own doubles lie in one region.
    """
    if one.place.feature_code == "ADM1":
        return one.place.geonameid < 0 or two.place.geonameid < 0
    if one.area is not None or two.area is not None:
        is_close = (one.area is None or two.area is None) and _km(one, two) < _CLOSE_KM  # GeoNames' points are at times just outside
        return is_close or _holds(one, two) or _holds(two, one)
    return _km(one, two) < _SAME_KM and one.place.admin1_code == two.place.admin1_code


def _holds(one: Entry, two: Entry) -> bool:
    from shapely import Point, from_wkb

    return one.area is not None and bool(from_wkb(one.area).intersects(Point(two.place.longitude, two.place.latitude)))


def _km(one: Entry, two: Entry) -> float:
    return km_between(one.place.latitude, one.place.longitude, two.place.latitude, two.place.longitude)
