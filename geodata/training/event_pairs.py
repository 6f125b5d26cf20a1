"""Coded events set against those of a careful reader: who pairs with whom, and what share is right."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from math import asin, cos, radians, sin, sqrt
from typing import Any, NamedTuple

from geodata.model import Category

NEAR_KM, NAMED_KM = 50.0, 150.0  # within which a point is the place's; the wider one where the name agrees
_EARTH_KM = 6371.0088

Row = Mapping[str, Any]
"""An event as `extract` writes it; one of the gold has "places" (finest first), "country", "lat", "lon", "place_level" and "optional"."""


class Figures(NamedTuple):
    """Shares from 0 to 1; `invented` is the number of events an article where the reader found none."""

    detected_f1: float
    placed_f1: float
    dated: float
    deaths_exact: float
    status_right: float
    invented: float


def pairs(gold: Sequence[Row], told: Sequence[Row]) -> list[tuple[Row, Row]]:
    """One to one within a category, those first that agree in place, then in date, then in deaths; optional ones last."""
    ranked = sorted(
        (
            ((same_place(g, t), not g.get("optional"), same_date(g, t), _same_deaths(g, t)), -i, -j)
            for i, g in enumerate(gold)
            for j, t in enumerate(told)
            if g["category"] == t["category"]
        ),
        reverse=True,
    )
    found, golds, tolds = [], set(), set()
    for _, i, j in ranked:
        if i not in golds and j not in tolds:
            golds.add(i)
            tolds.add(j)
            found.append((gold[-i], told[-j]))
    return found


def figures(articles: Iterable[tuple[Sequence[Row], Sequence[Row]]]) -> Figures:
    """The figures over the gold and the coded events of articles; optional gold neither helps nor hurts, nor does OTHER."""
    wanted = coded = detected = placed = empty = invented = 0
    dates, deaths, statuses = _Share(), _Share(), _Share()
    for gold, told in articles:
        scored = [g for g in gold if g["category"] != Category.OTHER]
        counted = [t for t in told if t["category"] != Category.OTHER and t["status"] != "denied"]
        matched = pairs(scored, counted)
        needed = [(g, t) for g, t in matched if not g.get("optional")]
        wanted += sum(not g.get("optional") for g in scored)
        coded += len(counted) - (len(matched) - len(needed))
        detected += len(needed)
        empty += not scored
        invented += 0 if scored else len(counted)
        for g, t in needed:
            placed += same_place(g, t)
            dates.add(same_date(g, t), asked=bool(g.get("date")))
            deaths.add(_same_deaths(g, t), asked=g.get("fatalities") is not None)
            statuses.add(g["status"] == t["status"], asked=True)
    return Figures(
        2 * detected / max(1, wanted + coded),
        2 * placed / max(1, wanted + coded),
        dates.share,
        deaths.share,
        statuses.share,
        invented / max(1, empty),
    )


class _Share:
    def __init__(self) -> None:
        self._right = self._asked = 0

    def add(self, right: bool, *, asked: bool) -> None:  # noqa: FBT001
        self._asked += asked
        self._right += asked and right

    @property
    def share(self) -> float:
        return self._right / self._asked if self._asked else 1.0


def same_place(gold: Row, told: Row) -> bool:
    """Near the gold's point; the same country where only that is known; anywhere where the reader could not tell."""
    place = told.get("place")
    if not gold.get("places") or place is None:
        return not gold.get("places")
    if gold.get("place_level") == "country":
        return bool(place["country"] == gold["country"])
    named = folded(place["name"]) in {folded(name) for name in gold["places"]}
    if gold.get("lat") is None or place["lat"] is None:
        return named and gold.get("lat") is None
    return _km(gold, place) <= (NAMED_KM if named else NEAR_KM)


def same_date(gold: Row, told: Row) -> bool:
    """The same, as far as the gold's is told."""
    return bool(gold.get("date") and told.get("date") and str(told["date"]).startswith(gold["date"]))


def _same_deaths(gold: Row, told: Row) -> bool:
    return gold.get("fatalities") is not None and gold["fatalities"] == told.get("fatalities")


def folded(name: str) -> str:
    """A name without case, accents and signs."""
    plain = (c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in plain).casefold().split())


def _km(one: Row, other: Row) -> float:
    south, north = radians(one["lat"]), radians(other["lat"])
    across = radians(other["lon"] - one["lon"]) / 2
    chord = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin(across) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(chord)))
