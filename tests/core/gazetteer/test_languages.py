"""What countries, seas and cities are called by language."""

from __future__ import annotations

import json

import pytest

from geodata.gazetteer.languages import Language, city_names, country_names, map_names
from geodata.resources import asset


@pytest.mark.parametrize(
    ("language", "chad", "algeria"),
    [
        (Language.FRENCH, "Tchad", "Algérie"),
        (Language.SPANISH, "Chad", "Argelia"),
        (Language.PORTUGUESE, "Chade", "Argélia"),
        (Language.ARABIC, "تشاد", "الجزائر"),
    ],
)
def test_countries_are_named_in_each_language(language: Language, chad: str, algeria: str) -> None:
    names = country_names(language)
    assert (names["TD"], names["DZ"]) == (chad, algeria)
    assert map_names(language)["012"] == algeria


def test_a_countrys_own_name_is_in_what_it_mostly_writes() -> None:
    names = country_names(Language.LOCAL)
    assert (names["DZ"], names["DE"], names["NE"], names["RU"]) == ("الجزائر", "Deutschland", "Niger", "Россия")
    assert "ET" not in names  # not every machine can show its letters


@pytest.mark.parametrize("language", [Language.FRENCH, Language.SPANISH, Language.PORTUGUESE, Language.ARABIC])
def test_every_sea_and_every_country_of_the_basemap_has_a_name(language: Language) -> None:
    names = map_names(language)
    seas = [row[0] for row in json.loads(asset("map", "waters.json").read_text(encoding="utf-8"))]
    assert [sea for sea in seas if not names.get(sea)] == []
    countries = json.loads(asset("basemap", "labels.json").read_text(encoding="utf-8"))["countries"]
    numbers = [row[5] for row in countries if row[5]]
    assert len(numbers) > 200
    assert [number for number in numbers if number not in names] == []
    assert {"Kosovo", "Somaliland", "N. Cyprus"} <= set(names)


@pytest.mark.parametrize("language", [language for language in Language if language is not Language.ENGLISH])
def test_no_name_is_empty(language: Language) -> None:
    assert all(country_names(language).values())
    assert all(city_names(language).values())
