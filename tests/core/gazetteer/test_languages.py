"""What countries, seas and cities are called by language."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from geodata.gazetteer.cities import gazetteer_cities
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


def test_a_district_with_more_inhabitants_does_not_hide_the_name_of_its_city(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "gazetteer.sqlite"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "CREATE TABLE place (geonameid, name, latitude, longitude, population, feature_class, feature_code, country_code)"
        )
        counted = [(99071, "Al Mawşil al Jadīdah", 2_065_597), (99072, "Mosul", 1_683_000), (1, "Erbil", 932_800)]
        connection.executemany("INSERT INTO place VALUES (?, ?, 36.3, 43.1, ?, 'P', 'PPLA', 'IQ')", counted)
    monkeypatch.setenv("DATELINE_GAZETTEER", str(path))
    assert [city.name for city in gazetteer_cities()] == ["Mosul", "Erbil", "Al Mawşil al Jadīdah"]
    assert gazetteer_cities()[-1].population < 2000
