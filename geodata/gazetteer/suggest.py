"""Places while a name is being typed: those that bear it first, then those whose names begin with it."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple, Self

from geodata.gazetteer.names import fold
from geodata.gazetteer.opening import COLUMNS, SELECTED, open_read_only, place_of
from geodata.gazetteer.search import default_path
from geodata.model import Place

_LEAST = 2  # letters before names that only begin so are offered
_LAST = "\U0010ffff"
_RANKED = 400  # of the places whose names begin so, the most populous
_BONUS = {"PCLI": 3.0, "PPLC": 1.5, "ADM1": 0.5}  # in tenfolds of inhabitants
_TOWN = 1000  # inhabitants before a region is said to be named after a place
_SQL_EXACT = f"SELECT DISTINCT {SELECTED} FROM name JOIN place USING (geonameid) WHERE folded = ? AND kind != 'abbreviation'"  # noqa: S608
# An own name that begins so goes before another one: "niam" is Niamey rather than Nuremberg, which has a name like it.
_SQL_PREFIX = (
    f"SELECT {SELECTED}, min(kind != 'official') AS rank FROM name JOIN place USING (geonameid)"  # noqa: S608
    f" WHERE folded > ? AND folded < ? AND kind IN ('official', 'alternate')"
    f" GROUP BY geonameid ORDER BY rank, population DESC LIMIT {_RANKED}"
)


class Suggestion(NamedTuple):
    """A place that may be meant, with the names of its region and country; empty where it has none."""

    place: Place
    region: str
    country: str


class Suggester:
    """Reads the gazetteer through a connection of its own: use one a thread."""

    def __init__(self, path: Path | None = None) -> None:
        """Open the gazetteer at `path`, else at $DATELINE_GAZETTEER, else in the user's data folder.

        Raises:
            GazetteerError: it was not built, or the file is no gazetteer.
        """
        self._connection = open_read_only(path or default_path())
        self._larger: dict[tuple[str, str], str] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def suggest(self, typed: str, *, limit: int = 12) -> tuple[Suggestion, ...]:
        """Places for what was typed so far, the likeliest first; a comma narrows to a country or region: "solhan, burk"."""
        name, _, larger = typed.partition(",")
        folded, within = fold(name), fold(larger)
        if not folded:
            return ()
        exact = self._places(_SQL_EXACT, folded)
        begun = self._places(_SQL_PREFIX, folded, folded + _LAST) if len(folded) >= _LEAST else []
        ranked = dict.fromkeys(place for _, place in [*_in_order(exact), *_in_order(begun)])
        described = (self.described(place) for place in ranked)
        fitting = (s for s in described if not within or fold(s.country).startswith(within) or fold(s.region).startswith(within))
        return tuple(suggestion for suggestion, _ in zip(fitting, range(limit), strict=False))

    def described(self, place: Place) -> Suggestion:
        """A place with its region and country in words."""
        country, region = (self._names().get((place.country_code, code), "") for code in ("", place.admin1_code))
        own = fold(place.name)
        is_itself = place.feature_class == "A"
        return Suggestion(
            place,
            "" if region == country or (is_itself and fold(region) == own) else region,
            "" if is_itself and fold(country) == own else country,
        )

    def described_all(self, places: Iterable[Place]) -> tuple[Suggestion, ...]:
        """Each place with its region and country."""
        return tuple(self.described(place) for place in places)

    def _places(self, sql: str, *values: str) -> list[tuple[int, Place]]:
        """Places with their rank, which only the query of beginnings gives."""
        rows = self._connection.execute(sql, values)
        return [(row[len(COLUMNS)] if len(row) > len(COLUMNS) else 0, place_of(row)) for row in rows]

    def _names(self) -> dict[tuple[str, str], str]:
        """Names of countries and first-level regions by their codes, read once: a look-up each would scan the table."""
        if self._larger is None:
            rows = self._connection.execute(
                "SELECT country_code, CASE feature_code WHEN 'PCLI' THEN '' ELSE admin1_code END, name FROM place"
                " WHERE feature_code = 'PCLI' OR (feature_code = 'ADM1' AND admin1_code != '')"
            )
            named: dict[tuple[str, str], set[str]] = defaultdict(set)
            for country, region, name in rows:
                named[country, region].add(name)
            # A code that stands for several regions, as France's do for its departments, tells none.
            self._larger = {codes: next(iter(names)) for codes, names in named.items() if codes[0] and len(names) == 1}
        return self._larger


def _in_order(ranked: list[tuple[int, Place]]) -> list[tuple[int, Place]]:
    """The likeliest first; a region or district right behind the town in it that it is named after."""
    towns: dict[tuple[str, str], list[tuple[str, tuple[int, float, int]]]] = defaultdict(list)
    for entry in ranked:
        if entry[1].feature_class == "P" and entry[1].population >= _TOWN:
            towns[_region(entry[1])].append((fold(entry[1].name), _weight(entry)))

    def key(entry: tuple[int, Place]) -> tuple[tuple[int, float, int], ...]:
        own = _weight(entry)
        name = fold(entry[1].name)
        after = [weight for town, weight in towns[_region(entry[1])] if town in name] if entry[1].feature_code.startswith("ADM") else []
        return (max(own, *after), own) if after else (own,)

    return sorted(ranked, key=key)


def _region(place: Place) -> tuple[str, str]:
    return place.country_code, place.admin1_code


def _weight(ranked: tuple[int, Place]) -> tuple[int, float, int]:
    rank, place = ranked
    return rank, -(math.log10(place.population + 1) + _BONUS.get(place.feature_code, 0.0)), place.geonameid
