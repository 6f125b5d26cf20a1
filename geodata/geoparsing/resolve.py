"""Which place a toponym means: a learned ranker weighs all candidates of an article together; every candidate keeps its reasons."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from geodata.gazetteer.entries import Kind
from geodata.gazetteer.search import Gazetteer
from geodata.geoparsing.candidates import Fit, Option
from geodata.geoparsing.company import FEATURES, Company, Floats
from geodata.geoparsing.containers import Stand, stand_in
from geodata.geoparsing.near import APPOSED, Near, near
from geodata.geoparsing.precision import precision_of
from geodata.geoparsing.ranker import Ranker, load
from geodata.geoparsing.reasons import Explainer, what
from geodata.geoparsing.senses import Reading, Sense, read
from geodata.geoparsing.wording import Level
from geodata.model import Candidate, GeoPrecision, PlaceRule, Resolution, Scope, Toponym

KEPT = 10  # candidates shown to the user
_EXPLAINED = 3  # of which so many are explained in full
_LEAST_TRUST = 0.12  # below, "none of these" is the better answer
# Of villages with one name in the country that the article is about the likelier is still an answer: the corpora have none to learn from.
_CLEAR, _AT_HOME = 0.5, 0.3
_ACROSS_KM = 300.0  # over the border is no stranger: from a place that the article names
_NEAREST = FEATURES.index("nearest")
_COUNTRY_SHARE = FEATURES.index("country_share")
_KNOWN_ABROAD = 400_000  # inhabitants from which a town is spoken of without its country
_FAMOUS = 1_000_000  # from which also by another name than its own
_SURE_ELSEWHERE = 2.4  # votes of another country from which a namesake abroad is ruled out
_NO_VOTES = 0.6  # of which its own country has fewer
_LARGER = ("PCLI", "ADM1", "ADM2")
_WIDEST_FIRST = (Scope.ALWAYS, Scope.SOURCE, Scope.ARTICLE)


@dataclass(slots=True)
class _Answer:
    """What one sense means, for all its mentions."""

    candidates: tuple[Candidate, ...] = ()
    is_chosen: bool = False  # the first candidate is the answer
    score: float = 0.0
    reasons: tuple[str, ...] = ()
    stand: Stand | None = None


class RankedResolver:
    """Resolution by trees over the candidates of all names together, in rounds; one sense a name and article."""

    def __init__(self, gazetteer: Gazetteer, ranker: Ranker | None = None) -> None:
        self._gazetteer = gazetteer
        self._ranker = ranker or load()
        self.coder = self._ranker.name

    def resolve(
        self, text: str, toponyms: tuple[Toponym, ...], *, title: str = "", source: str = "", rules: tuple[PlaceRule, ...] = ()
    ) -> tuple[Resolution, ...]:
        """One resolution a toponym, in the same order; `place` is None where none of the candidates is meant.

        A name that the gazetteer lacks takes the place that the words put it in or near, with that place's precision. "40 km north of
        Ouallam" leaves Ouallam at its own point, with the precision NEAR: what happens there is located by `events.locate`.
        """
        order = sorted(range(len(toponyms)), key=lambda i: toponyms[i].start_char)
        found = self._in_order(text, tuple(toponyms[i] for i in order), title, source, rules)
        by_index = dict(zip(order, found, strict=True))
        return tuple(by_index[i] for i in range(len(toponyms)))

    def _in_order(
        self, text: str, toponyms: tuple[Toponym, ...], title: str, source: str, rules: tuple[PlaceRule, ...]
    ) -> list[Resolution]:
        reading = read(self._gazetteer, text, toponyms, title=title, source=source)
        ruled = _narrowed(reading, rules)
        company = Company(reading)
        likely, table = self._ranker.shares(company)
        answers = self._answers(reading, company, likely, table)
        for sense in ruled:  # the others go by it
            answers[sense].is_chosen = bool(answers[sense].candidates)
        told, apposed = _near_words(text, toponyms, reading)
        chosen = {s: a.candidates[0].place for s, a in enumerate(answers) if a.is_chosen}
        for sense, answer in enumerate(answers):
            if not answer.is_chosen and sense not in ruled and reading.senses[sense].mentions:
                answer.stand = stand_in(reading, sense, chosen, apposed)
        return [
            _resolution(t, answers[s], told.get(i), self.coder) for i, (t, s) in enumerate(zip(toponyms, reading.of_toponym, strict=True))
        ]

    def _answers(self, reading: Reading, company: Company, likely: Floats, table: Floats) -> list[_Answer]:
        ranked = [_ranked(company, likely, sense) for sense in range(len(company.senses))]
        chosen = {sense: rows[0] for sense, rows in enumerate(ranked) if rows}
        explainer = Explainer(self._gazetteer, reading, company, table, self._ranker.rounds[-1], chosen)
        explained = explainer.reasons(np.array([row for rows in ranked for row in rows[:_EXPLAINED]], dtype=np.int64))
        votes = company.countries(likely)
        answers = []
        for sense, rows in enumerate(ranked):
            candidates = tuple(
                Candidate(
                    place=company.rows[row].place,
                    score=round(float(likely[row]), 3),
                    reasons=explained.get(row, (what(company.rows[row].place),)),
                )
                for row in rows
            )
            answer = self._answer(reading.senses[sense], company, likely, table, rows, candidates, votes)
            if answer.is_chosen and (outer := _outside(company.rows[rows[0]], sense, reading, company, chosen)):
                answer = _Answer(candidates, reasons=(f"the text puts it in {outer}, where the gazetteer has none of that name",))
            answers.append(answer)
        return answers

    def _answer(
        self, sense: Sense, company: Company, likely: Floats, table: Floats, rows: Sequence[int], candidates: tuple[Candidate, ...],
        votes: Mapping[str, float],
    ) -> _Answer:  # fmt: skip
        if not rows:
            return _Answer(reasons=(f"“{sense.written}” is not in the gazetteer",))
        best = company.rows[rows[0]]
        trust = round(self._ranker.trusted(evidence(likely[rows], table[rows[0]])), 3)
        if stranger := _stranger(best, table[rows[0]], votes):
            return _Answer(candidates, reasons=(stranger,))
        share = candidates[0].score
        if trust < _LEAST_TRUST and (share < _CLEAR or table[rows[0], _COUNTRY_SHARE] < _AT_HOME):
            alike = len(candidates) > 1 and candidates[1].score > share / 3
            why = f"several places called “{sense.written}” fit alike" if alike else f"no place called “{sense.written}” fits this article"
            return _Answer(candidates, reasons=(why,))
        return _Answer(candidates, is_chosen=True, score=trust, reasons=candidates[0].reasons)


def evidence(shares: Floats, features: Floats) -> dict[str, float]:
    """What the trust in a sense's first candidate is reckoned from: its share, its lead, and what it is."""
    second = float(shares[1]) if len(shares) > 1 else 0.0
    column = dict(zip(FEATURES, features, strict=True))
    odds = math.log((float(shares[0]) + 1e-4) / (second + 1e-3))
    names = ("population", "country_share", "region_share", "around", "demonym", "variant", "short", "part", "options", "water", "official")
    kinds = ("country", "admin1", "admin2", "capital", "named_region", "inside_behind", "kind_clashes", "other_feature")
    return {"share": float(shares[0]), "odds": odds, **{name: float(column[name]) for name in (*names, *kinds)}}


def _ranked(company: Company, likely: Floats, sense: int) -> list[int]:
    """Rows of a sense's candidates, the likeliest first."""
    rows = range(int(company.first[sense]), int(company.first[sense + 1]))
    return sorted(rows, key=lambda row: (-round(float(likely[row]), 9), company.rows[row].place.geonameid))[:KEPT]


def _stranger(best: Option, features: Floats, votes: Mapping[str, float]) -> str:
    """Why a small town is a namesake: the article speaks of another country, and nothing in it of the town's own."""
    place = best.place
    if place.feature_class == "A" or place.feature_code == "PPLC" or not place.country_code:
        return ""
    if place.population >= _KNOWN_ABROAD and (best.kind is Kind.OFFICIAL or place.population >= _FAMOUS):
        return ""
    if features[FEATURES.index("inside_behind")] > 0 or features[FEATURES.index("inside_ahead")] > 0:
        return ""
    if best.kind is Kind.OFFICIAL and features[_NEAREST] < math.log(_ACROSS_KM):
        return ""
    own = math.expm1(float(features[FEATURES.index("country_support")]))
    elsewhere = max((n for code, n in votes.items() if code and code != place.country_code), default=0.0)
    if elsewhere < _SURE_ELSEWHERE or own > _NO_VOTES:
        return ""
    return f"the {place.name} that the gazetteer has lies in a country that this article does not speak of"


def _outside(best: Option, sense: int, reading: Reading, company: Company, chosen: Mapping[int, int]) -> str:
    """The country, region or district that stands right behind the name, where the best candidate lies in another one; else empty."""
    for (inner, outer), behind in reading.inside.items():
        if inner == sense and behind and outer in chosen and best.place.feature_class == "P":
            larger = company.rows[chosen[outer]].place
            if best.place.country_code and larger.country_code not in ("", best.place.country_code) and larger.feature_code in _LARGER:
                return larger.name
            is_district = reading.senses[outer].levels[Level.DISTRICT] > 0
            if is_district and best.place.admin1_code and larger.admin1_code not in ("", best.place.admin1_code):
                return larger.name
    return ""


def _near_words(text: str, toponyms: Sequence[Toponym], reading: Reading) -> tuple[dict[int, Near], dict[int, tuple[int, Near]]]:
    """By toponym what the words before it tell of a point near it; by sense from which other sense its own place is told.

    "40 km north of Niamey" tells of a point near Niamey; "Ouallam, 100 km north of Niamey" tells where Ouallam is.
    """
    told: dict[int, Near] = {}
    apposed: dict[int, tuple[int, Near]] = {}
    for index, toponym in enumerate(toponyms):
        found = near(text, toponym)
        if found is None:
            continue
        before = toponyms[index - 1].end_char if index else -1
        if index and before <= found.start_char and APPOSED.match(text[before : found.start_char]):
            apposed.setdefault(reading.of_toponym[index - 1], (reading.of_toponym[index], found))
        else:
            told[index] = found
    return told, apposed


def _narrowed(reading: Reading, rules: Sequence[PlaceRule]) -> set[int]:
    """Leave each sense that has a rule the one place of it, or none, for the others to go by; which those are.

    That the rule is followed, and told, is the work of `rules.parted` and `rules.followed`.
    """
    by_name = {rule.name: rule for rule in sorted(rules, key=lambda rule: _WIDEST_FIRST.index(rule.scope))}
    ruled = {s for s, sense in enumerate(reading.senses) if sense.name in by_name}
    for sense in ruled:
        place = by_name[reading.senses[sense].name].place
        reading.senses[sense].options = (Option(place, Kind.OFFICIAL, Fit.WHOLE),) if place else ()
    return ruled


def _resolution(toponym: Toponym, answer: _Answer, told: Near | None, coder: str) -> Resolution:
    found = Resolution(toponym=toponym, place=None, score=0.0, candidates=answer.candidates, coder=coder, reasons=answer.reasons)
    if answer.is_chosen:
        place = answer.candidates[0].place
        found = replace(found, place=place, score=answer.score)
        if told is not None and precision_of(place).is_point:
            return replace(found, geo_precision=GeoPrecision.NEAR, radius_km=told.radius_km)
        return found
    if answer.stand is not None:
        stand = answer.stand
        return replace(
            found, place=stand.place, score=stand.score, geo_precision=stand.precision, radius_km=stand.radius_km,
            reasons=(*answer.reasons, stand.reason),
        )  # fmt: skip
    return found
