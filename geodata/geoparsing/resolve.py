"""Which place a toponym means, by importance and by the other places of the article; every candidate is kept with its reasons."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from geodata.gazetteer.entries import Kind
from geodata.gazetteer.search import Gazetteer, Named, fold, importance
from geodata.model import Candidate, Place, PlaceRule, Resolution, Toponym

_KEPT = 10  # candidates shown to the user
_CONSIDERED = 40  # candidates of one name that are weighed, the most important first
# Fitted by hand on the odd lines of LGL and GeoWebNews; the even lines agree within a point.
_INSIDE = 7.0  # "Paris, Texas": the larger place stands right behind
_COUNTRY_MAX, _COUNTRY_EACH = 2.6, 0.7
_REGION_MAX, _REGION_EACH = 2.2, 0.7
_NEAR_MAX, _NEAR_KM = 1.6, 150.0
_OFFICIAL = 0.6  # the gazetteer's own name before an alternate one
_KNOWN_ABROAD = 200_000  # inhabitants from which a town is spoken of without its country
_SURE_ELSEWHERE = 4  # support of another country from which a namesake abroad is ruled out
_EARTH_KM = 6371.0
_KM_PER_DEGREE = 111.0
_POINTS = 100  # places that others are measured against, the most often named: a list of thousands stays linear
_HEADING = 500  # characters of the title that count
_BETWEEN = re.compile(r"^(?:,| \(|, in| in)? ?(?:the )?(?:(?:state|province|region) of )?$")


@dataclass(slots=True)
class _Support:
    """What the article's places say together."""

    countries: Counter[str] = field(default_factory=Counter)
    regions: Counter[tuple[str, str]] = field(default_factory=Counter)
    places: Counter[int] = field(default_factory=Counter)  # by geonameid
    names: Counter[str] = field(default_factory=Counter)  # names by the country chosen for them
    given: dict[str, tuple[Place, int]] = field(default_factory=dict)  # by folded name: the place it was taken for, its weight
    points: list[tuple[str, Place]] = field(default_factory=list)

    def of_country(self, name: str, code: str) -> int:
        """What other names say for a country."""
        place, weight = self.given.get(name, (None, 0))
        return self.countries[code] - (weight if place is not None and place.country_code == code else 0)

    def of_region(self, name: str, candidate: Place) -> int:
        """What other names say for a candidate's region; another name of the candidate itself says nothing."""
        region = (candidate.country_code, candidate.admin1_code)
        place, weight = self.given.get(name, (None, 0))
        if place is None or (place.country_code, place.admin1_code) != region or place.geonameid == candidate.geonameid:
            weight = 0
        return self.regions[region] - self.places[candidate.geonameid] - weight


class ContextResolver:
    """Resolution without a model: one sense a name and article, larger places that stand behind, company, importance."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self.coder = "context 1"

    def resolve(
        self, text: str, toponyms: tuple[Toponym, ...], *, title: str = "", source: str = "", rules: tuple[PlaceRule, ...] = ()
    ) -> tuple[Resolution, ...]:
        """One resolution a toponym, in the same order; `place` is None where the gazetteer knows no such name."""
        del source, rules
        names = [fold(t.name) for t in toponyms]
        options = {name: self._options(name) for name in dict.fromkeys(names)}
        inside = self._insides(text, toponyms, names, options)
        chosen = {name: found[0].place for name, found in options.items() if found}
        ranked: dict[str, list[Candidate]] = {}
        support = _Support()
        # The second round weighs with the places that the first one chose.
        for _ in range(2):
            support = _support(names, chosen, options, title)
            ranked = {name: _rank(name, found, support, inside.get(name, ())) for name, found in options.items()}
            chosen = {name: found[0].place for name, found in ranked.items() if found}
        strangers = {name for name, found in ranked.items() if found and _is_stranger(name, found[0].place, support, inside.get(name, ()))}
        return tuple(
            _resolution(t, ranked[name], self.coder, is_plausible=name not in strangers) for t, name in zip(toponyms, names, strict=True)
        )

    def _options(self, name: str) -> tuple[Named, ...]:
        found = self._gazetteer.matches_folded(name)
        for word in ("city", "town", "village", "county", "the"):
            if not found:
                found = self._gazetteer.matches_folded(re.sub(rf"^{word} | {word}$", "", name))
        return found[:_CONSIDERED]

    def _insides(
        self, text: str, toponyms: Sequence[Toponym], names: Sequence[str], options: dict[str, tuple[Named, ...]]
    ) -> dict[str, tuple[Place, ...]]:
        """For each name the countries and regions that stand right behind it: "Niamey, Niger"."""
        found: dict[str, tuple[Place, ...]] = defaultdict(tuple)
        for index in range(len(toponyms) - 1):
            one, two = toponyms[index], toponyms[index + 1]
            if two.start_char - one.end_char < 30 and _BETWEEN.match(text[one.end_char : two.start_char]):
                larger = [
                    m.place for m in options[names[index + 1]] if m.place.feature_code in ("PCLI", "ADM1") and m.kind is not Kind.DEMONYM
                ]
                found[names[index]] += tuple(larger[:3])
        return found


def _resolution(toponym: Toponym, candidates: Sequence[Candidate], coder: str, *, is_plausible: bool) -> Resolution:
    kept = tuple(candidates[:_KEPT])
    best = kept[0] if kept and is_plausible else None
    return Resolution(toponym=toponym, place=best.place if best else None, score=best.score if best else 0.0, candidates=kept, coder=coder)


def _is_stranger(name: str, place: Place, support: _Support, inside: Sequence[Place]) -> bool:
    """A small town in a country that nothing else in the article speaks of, while it speaks of another: a namesake.

    The village that is meant is then not in the gazetteer, and no answer is better than a wrong pin.
    """
    if place.feature_code != "PPL" or place.population >= _KNOWN_ABROAD or any(_contains(larger, place) for larger in inside):
        return False
    elsewhere = max((n for code, n in support.countries.items() if code != place.country_code), default=0)
    own = name in support.given and support.given[name][0].country_code == place.country_code
    return elsewhere >= _SURE_ELSEWHERE and support.names[place.country_code] <= own


def _support(names: Sequence[str], chosen: dict[str, Place], options: dict[str, tuple[Named, ...]], title: str) -> _Support:
    """Count countries and regions over distinct names; a name with one country among its candidates counts double."""
    support = _Support()
    heading = fold(title[:_HEADING])
    times = Counter(names)
    for name, place in chosen.items():
        sure = 2 if len({m.place.country_code for m in options[name]}) == 1 else 1
        weight = sure + (1 if times[name] > 1 else 0) + (1 if name in heading else 0)
        support.given[name] = (place, weight)
        support.places[place.geonameid] += weight
        if place.country_code:
            support.countries[place.country_code] += weight
            support.names[place.country_code] += 1
        if place.country_code and place.admin1_code:
            support.regions[place.country_code, place.admin1_code] += weight
    local = [name for name, place in chosen.items() if place.feature_code not in ("PCLI", "CONT", "RGN", "SEA", "OCN")]
    support.points = [(name, chosen[name]) for name in sorted(local, key=lambda name: -times[name])[:_POINTS]]
    return support


def _rank(name: str, options: Sequence[Named], support: _Support, inside: Sequence[Place]) -> list[Candidate]:
    """Candidates best first; scores sum to 1 over all of them."""
    weighed: dict[int, tuple[float, Place, tuple[str, ...]]] = {}
    for named in options:
        weight, reasons = _weigh(name, named, support, inside)
        old = weighed.get(named.place.geonameid)
        if old is None or weight > old[0]:
            weighed[named.place.geonameid] = (weight, named.place, reasons)
    ordered = sorted(weighed.values(), key=lambda item: (-item[0], item[1].geonameid))
    top = ordered[0][0] if ordered else 0.0
    total = sum(math.exp(weight - top) for weight, _, _ in ordered)
    return [Candidate(place=place, score=round(math.exp(weight - top) / total, 3), reasons=reasons) for weight, place, reasons in ordered]


def _weigh(name: str, named: Named, support: _Support, inside: Sequence[Place]) -> tuple[float, tuple[str, ...]]:
    place = named.place
    weight = importance(place) + (_OFFICIAL if named.kind is not Kind.ALTERNATE else 0.0)
    reasons = [_what(place)]
    if any(_contains(larger, place) for larger in inside):
        weight += _INSIDE
        reasons.append("the text names its country or region right behind it")
    alike = support.of_country(name, place.country_code)
    if place.country_code and alike > 0 and place.feature_code != "PCLI":
        weight += min(_COUNTRY_MAX, _COUNTRY_EACH * alike)
        reasons.append("in the same country as other places of this article")
    beside = support.of_region(name, place)
    if place.admin1_code and beside > 0:
        weight += min(_REGION_MAX, _REGION_EACH * beside)
        reasons.append("in the same region as other places of this article")
    nearest = _nearest(name, place, support)
    if place.feature_code not in ("PCLI", "CONT", "RGN") and nearest < 3 * _NEAR_KM:
        weight += _NEAR_MAX * math.exp(-nearest / _NEAR_KM)
        reasons.append(f"{nearest:.0f} km from another place of this article")
    return weight, tuple(reasons)


def _nearest(name: str, place: Place, support: _Support) -> float:
    """Kilometres to the nearest place that another name was taken for, infinite where none is within reach."""
    reach = 3 * _NEAR_KM / _KM_PER_DEGREE
    near = (
        _km(place, other.latitude, other.longitude)
        for other_name, other in support.points
        if other_name != name and other.geonameid != place.geonameid and abs(other.latitude - place.latitude) < reach
    )
    return min(near, default=math.inf)


def _what(place: Place) -> str:
    kinds = {"PCLI": "country", "PPLC": "capital", "ADM1": "first-level region", "CONT": "continent", "RGN": "named region"}
    kind = kinds.get(place.feature_code, "place")
    return f"{kind} of {place.population:,} people" if place.population else kind


def _contains(larger: Place, place: Place) -> bool:
    if larger.country_code != place.country_code or larger.geonameid == place.geonameid:
        return False
    return larger.feature_code == "PCLI" or larger.admin1_code == place.admin1_code


def _km(place: Place, latitude: float, longitude: float) -> float:
    """Distance by the haversine formula: thousands of pairs an article, and 0.3 % is enough for a weight."""
    lat1, lat2 = math.radians(place.latitude), math.radians(latitude)
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin(math.radians(longitude - place.longitude) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))
