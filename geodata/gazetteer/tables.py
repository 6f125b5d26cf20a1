"""Our own tables beside the names base: names and demonyms of countries, states of the US, and well-known regions."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from importlib.resources import files
from typing import NamedTuple

Box = tuple[float, float, float, float]
"""South, west, north, east in degrees."""


class Names(NamedTuple):
    """What else a country or state is called: `alternates` as names or abbreviations, `demonyms` as adjectives or people."""

    alternates: tuple[str, ...]
    demonyms: tuple[str, ...]


class Region(NamedTuple):
    """A region that the names base lacks; `box` only where a rectangle is an honest outline."""

    geonameid: int
    name: str
    names: Names
    feature_class: str
    feature_code: str
    latitude: float
    longitude: float
    country_code: str
    box: Box | None


def country_names() -> dict[str, Names]:
    """By ISO 3166-1 alpha-2 code."""
    return {row["code"]: Names(_list(row["names"]), _list(row["demonyms"])) for row in rows("countries.tsv")}


def state_names() -> dict[str, Names]:
    """States of the US by postal code; the alternates are abbreviations as in datelines ("Tex.")."""
    return {row["code"]: Names(_list(row["abbreviations"]), _list(row["demonyms"])) for row in rows("states.tsv")}


def regions() -> Iterator[Region]:
    """Continents, seas and well-known regions; GeoNames' id where it is known, else a negative one of our own."""
    for row in rows("regions.tsv"):
        yield Region(
            geonameid=int(row["geonameid"]) if row["geonameid"] else own_id(row["country"], row["name"]),
            name=row["name"],
            names=Names(_list(row["names"]), _list(row["demonyms"])),
            feature_class=row["class"],
            feature_code=row["code"],
            latitude=float(row["latitude"]),
            longitude=float(row["longitude"]),
            country_code=row["country"],
            box=_box(row["box"]),
        )


def own_id(*parts: str) -> int:
    """A stable negative id for a place that GeoNames does not number."""
    digest = hashlib.sha256("\x1f".join(parts).encode()).digest()
    return -1 - int.from_bytes(digest[:5], "big")


def read_text(name: str) -> str:
    """A data file of this package."""
    return files("geodata.gazetteer").joinpath("data", name).read_text(encoding="utf-8")


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of a data file of this package, by its head."""
    yield from csv.DictReader(read_text(name).splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)


def _list(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


def _box(cell: str) -> Box | None:
    if not cell:
        return None
    south, west, north, east = map(float, cell.split())
    return south, west, north, east
