"""Names of countries, seas and cities in the languages that a map may be read in: CLDR's by Babel, seas from our own table."""

from __future__ import annotations

import csv
import re
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from geodata.gazetteer.names import fold

if TYPE_CHECKING:
    from babel import Locale


_RARE = re.compile("[^\\u0000-\\u06ff\\u0750-\\u077f\\u10a0-\\u10ff\\u1e00-\\u206f]")
"""Writings that not every machine has a typeface for: all but Latin, Greek, Cyrillic, Armenian, Hebrew, Arabic and Georgian."""


class Language(StrEnum):
    """What the map names are written in; LOCAL is what each country itself mostly writes, where common typefaces have its letters."""

    ENGLISH = "en"
    FRENCH = "fr"
    SPANISH = "es"
    PORTUGUESE = "pt"
    ARABIC = "ar"
    LOCAL = "local"


@lru_cache(maxsize=len(Language))
def country_names(language: Language) -> dict[str, str]:
    """By the country's two letters; empty in English, which is what the basemap is written in."""
    if language is Language.ENGLISH:
        return {}
    locales = ((code, _locale_of(language, code)) for code in _codes().values())
    return {code: locale.territories[code] for code, locale in locales if locale and code in locale.territories}


@lru_cache(maxsize=len(Language))
def city_names(language: Language) -> dict[tuple[str, str], str]:
    """By the country's two letters and the folded name in the gazetteer: cities that stand for time zones, and those of our own table."""
    if language is Language.ENGLISH:
        return {}
    from babel.core import get_global

    found = {}
    for zone, code in get_global("zone_territories").items():
        name = _city(_locale_of(language, code), zone)
        if name and "/" in zone:
            found[code, fold(_city(_locale("en"), zone) or zone.rpartition("/")[2].replace("_", " "))] = name
    for row in _rows("city_names.tsv"):
        locale = _locale_of(language, row["country"])
        if locale and locale.language in row:
            found[row["country"], fold(row["en"])] = row[locale.language]
    return found


def _city(locale: Locale | None, zone: str) -> str | None:
    """The city that stands for a time zone, where it is not written as in the zone's own name."""
    return locale.time_zones.get(zone, {}).get("city") if locale else None


def map_names(language: Language) -> dict[str, str]:
    """What the basemap's labels are called: countries by ISO's number ("562"), seas and what has none by their English name."""
    names = country_names(language)
    countries = {number: names[code] for number, code in _codes().items() if code in names}
    if "XK" in names:
        countries["Kosovo"] = names["XK"]  # the basemap gives it no number
    return countries | {row["en"]: row[language] for row in _rows("map_names.tsv") if language in row}  # seas have no one local name


@lru_cache(maxsize=2)
def _rows(table: str) -> list[dict[str, str]]:
    """A table of ours, its columns by language."""
    with files(__package__).joinpath("data", table).open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    """Two letters by ISO number, as CLDR pairs them."""
    from babel.core import get_global

    aliases = get_global("territory_aliases")
    return {number: codes[0] for number, codes in aliases.items() if number.isdigit() and len(codes) == 1 and len(codes[0]) == 2}


def _locale_of(language: Language, code: str) -> Locale | None:
    """That language, or for LOCAL the one that most people of a country write officially; None where CLDR does not know it."""
    from babel.languages import get_official_languages

    if language is not Language.LOCAL:
        return _locale(language)
    spoken = get_official_languages(code, de_facto=True)
    locale = (_locale(f"{spoken[0]}_{code}") or _locale(spoken[0])) if spoken else None
    return locale if locale and not _RARE.search(locale.territories.get(code, "")) else None


@lru_cache(maxsize=512)
def _locale(name: str) -> Locale | None:
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(name)
    except (UnknownLocaleError, ValueError):
        return None
