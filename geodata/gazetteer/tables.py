"""Our own tables beside the names base: names and demonyms of countries, states of the US, and well-known regions."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

TABLES = (
    "countries.tsv",
    "countries_fr.tsv",
    "states.tsv",
    "admin1.tsv",
    "regions.tsv",
    "waters.tsv",
    "landmarks.tsv",
    "seats.tsv",
)
"""The data files that the gazetteer is built from."""

Box = tuple[float, float, float, float]
"""South, west, north, east in degrees."""


# "Maurice said", "grenade attack": these countries keep their article in French ("la Grenade", "île Maurice"), in `countries.tsv`.
_FRENCH_WORDS = {"Maurice", "Dominique", "Grenade"}


class Names(NamedTuple):
    """What else a country or state is called: `alternates` as names or abbreviations, `demonyms` as adjectives or people."""

    alternates: tuple[str, ...]
    demonyms: tuple[str, ...]


class Admin1(NamedTuple):
    """A first-level region by GeoNames' code. `names` may be empty: the basemap's name is good; else the first is the name."""

    country_code: str
    admin1_code: str
    geonameid: int
    names: tuple[str, ...]
    demonyms: tuple[str, ...]


class Region(NamedTuple):
    """A region or water that the names base lacks.

    `members` are countries ("NE"), first-level regions ("NE.09") and regions by name, whose outlines together are its area; `box` only
    where a rectangle is an honest outline. `point` is None where the middle of the area serves.
    """

    geonameid: int
    name: str
    names: Names
    feature_class: str
    feature_code: str
    point: tuple[float, float] | None
    country_code: str
    box: Box | None
    members: tuple[str, ...]


def country_names() -> dict[str, Names]:
    """By ISO 3166-1 alpha-2 code."""
    return {row["code"]: Names(_list(row["names"]), _list(row["demonyms"])) for row in _rows("countries.tsv")}


def french_country_names() -> dict[str, Names]:
    """By alpha-2 code: the name, and adjectives and people in their French forms; nothing that is also a common word or given name."""
    found = {}
    for row in _rows("countries_fr.tsv"):
        adjectives = (row["adjective"], row["adjective_f"])
        plurals = (form if form.endswith(("s", "x")) else f"{form}s" for form in adjectives if form)
        demonyms = dict.fromkeys(form for form in (*adjectives, *plurals, row["people"]) if form and form != "vatican")
        names = () if row["name"] in _FRENCH_WORDS else (row["name"],)
        found[row["code"]] = Names(names, tuple(demonyms))
    return found


def state_names() -> dict[str, Names]:
    """States of the US by postal code; the alternates are abbreviations as in datelines ("Tex.")."""
    return {row["code"]: Names(_list(row["abbreviations"]), _list(row["demonyms"])) for row in _rows("states.tsv")}


def first_level() -> dict[str, dict[str, Admin1]]:
    """First-level regions by country code and GeoNames' admin1 code, of the countries that have them in the table."""
    found: dict[str, dict[str, Admin1]] = {}
    for row in _rows("admin1.tsv"):
        country, _, code = row["code"].partition(".")
        found.setdefault(country, {})[code] = Admin1(country, code, int(row["geonameid"]), _list(row["names"]), _list(row["demonyms"]))
    return found


@lru_cache(maxsize=1)
def former_regions() -> dict[int, str]:
    """Today's name of regions that were renamed or joined to another since Natural Earth drew them, by the id that their outline has."""
    return {own_id(row["country"], row["name"], "ADM2"): row["now"] for row in _rows("former_regions.tsv")}


@lru_cache(maxsize=1)
def districts() -> frozenset[int]:
    """Ids of districts, or second entries of a town, with more inhabitants than the town that everybody knows; the table names both."""
    return frozenset(int(row["geonameid"]) for row in _rows("districts.tsv"))


def regions() -> Iterator[Region]:
    """Continents and well-known regions; GeoNames' id where it is known, else a negative one of our own."""
    return map(_region, _rows("regions.tsv"))


def waters() -> Iterator[Region]:
    """Oceans, seas, gulfs, straits, canals, lakes and large rivers. The land is to be taken out of a sea's box."""
    return map(_region, _rows("waters.tsv"))


def landmarks() -> Iterator[Region]:
    """Buildings and sites that stand for a government in the news ("the Kremlin"), and English counties of old: points alone."""
    return map(_region, _rows("landmarks.tsv"))


@lru_cache(maxsize=1)
def seats_of_government() -> dict[int, str]:
    """Places beside the formal capitals whose name stands for a government, and its country's alpha-2 code: The Hague, the Kremlin.

    The European Union is "EU".
    """
    seats = {int(row["geonameid"]): row["country"] for row in _rows("seats.tsv")}
    return seats | {region.geonameid: region.country_code for region in landmarks()}


def _region(row: dict[str, str]) -> Region:
    point = (float(row["latitude"]), float(row["longitude"])) if row["latitude"] else None
    return Region(
        geonameid=int(row["geonameid"]) if row["geonameid"] else own_id(row["country"], row["name"]),
        name=row["name"],
        names=Names(_list(row["names"]), _list(row.get("demonyms", ""))),
        feature_class=row["class"],
        feature_code=row["code"],
        point=point,
        country_code=row["country"],
        box=_box(row.get("box", "")),
        members=_list(row.get("members", "")),
    )


def own_id(*parts: str) -> int:
    """A stable negative id for a place that GeoNames does not number."""
    digest = hashlib.sha256("\x1f".join(parts).encode()).digest()
    return -1 - int.from_bytes(digest[:5], "big")


def read_text(name: str) -> str:
    """A data file of this package."""
    return files("geodata.gazetteer").joinpath("data", name).read_text(encoding="utf-8")


def _rows(name: str) -> Iterator[dict[str, str]]:
    yield from csv.DictReader(read_text(name).splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)


def _list(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


def _box(cell: str) -> Box | None:
    if not cell:
        return None
    south, west, north, east = map(float, cell.split())
    return south, west, north, east
