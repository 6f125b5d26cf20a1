"""Names of places by country, from the gazetteer, to put into training texts."""

from __future__ import annotations

import csv
import random
import sqlite3
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from geodata.gazetteer.tables import country_names, read_text

# Where analysts work and news corpora do not look: half of the names come from here.
FOCUS = (
    "NE ML BF MR TD NG SN GN CI TG BJ GH SD SS ET SO ER DJ KE UG RW BI CD CF CG CM GA MZ AO LY DZ TN MA EG SY IQ YE LB PS JO IL SA IR TR "
    "AF PK IN BD MM PH ID TH VN KH CN TW KP KR JP KZ UZ KG TJ UA RU BY MD GE AM AZ RS XK BA GR PL HT CO VE MX HN EC PE BR CU"
)

_SHORT = 3  # how often a country's short name comes for each of its others


@dataclass(slots=True)
class Names:
    """What a country's places are called; every list may be empty."""

    country: list[str] = field(default_factory=list)
    adjective: list[str] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    capital: list[str] = field(default_factory=list)
    region: list[str] = field(default_factory=list)
    town: list[str] = field(default_factory=list)
    french: dict[str, str] = field(default_factory=dict)  # the row of countries_fr.tsv


@dataclass(slots=True)
class Pool:
    """Names by country, and those of no country."""

    countries: dict[str, Names]
    named_regions: list[str]
    waters: list[str]

    def country(self, chance: random.Random) -> Names:
        """A country, one of the focus half of the time."""
        codes = [code for code in FOCUS.split() if code in self.countries] if chance.random() < 0.7 else sorted(self.countries)
        return self.countries[chance.choice(codes)]


def read_pool(gazetteer: Path) -> Pool:
    """All names of a built gazetteer that are written in Latin letters."""
    countries: dict[str, Names] = defaultdict(Names)
    regions: list[str] = []
    waters: list[str] = []
    connection = sqlite3.connect(f"{gazetteer.resolve().as_uri()}?mode=ro", uri=True)
    # By id, so that the same gazetteer gives the same texts.
    for name, code, feature in connection.execute("SELECT name, country_code, feature_code FROM place ORDER BY geonameid"):
        if feature in ("PPL", "PPLC"):
            (countries[code].capital if feature == "PPLC" else countries[code].town).append(name)
        elif feature == "ADM1":
            countries[code].region.append(name)
        elif feature in ("RGN", "CONT"):
            regions.append(name)
        elif feature in ("SEA", "OCN", "GULF", "STRT", "LK", "STM", "BAY"):
            waters.append(name)
        elif feature == "PCLI":
            countries[code].country += [name] * _SHORT
    connection.close()
    for code, table in country_names().items():
        countries[code].country += [name for name in table.alternates if len(name) > 3]
        countries[code].adjective += table.demonyms[:1]
        countries[code].people += [f"{demonym}s" for demonym in table.demonyms[:1] if not demonym.endswith(("s", "ese", "sh", "ch"))]
    for row in csv.DictReader(read_text("countries_fr.tsv").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        countries[row["code"]].french = row
    return Pool({code: names for code, names in countries.items() if names.country and names.town}, regions, waters)
