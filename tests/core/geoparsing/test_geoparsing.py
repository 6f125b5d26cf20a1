"""Places in sentences written for this test, with the real gazetteer."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from geodata.gazetteer.search import Gazetteer
from geodata.geoparsing.precision import precision_of
from geodata.geoparsing.resolve import RankedResolver
from geodata.geoparsing.tagger import TaggerRecognizer
from geodata.model import GeoPrecision, Resolution, Role, Toponym

NIGER, NIGERIA, NIAMEY, FRANCE = 2440476, 2328926, 2440485, 3017382


@pytest.fixture(scope="module")
def gazetteer(gazetteer_path: Path) -> Iterator[Gazetteer]:
    with Gazetteer.open(gazetteer_path) as opened:
        yield opened


@cache
def tagger(gazetteer: Gazetteer) -> TaggerRecognizer:
    return TaggerRecognizer(gazetteer.matches)


def recognise(gazetteer: Gazetteer, text: str) -> tuple[Toponym, ...]:
    return tagger(gazetteer).recognise(text)


def read(gazetteer: Gazetteer, text: str) -> dict[str, Resolution]:
    """Resolutions by the words of the text."""
    toponyms = recognise(gazetteer, text)
    assert all(text[t.start_char : t.end_char] == t.name for t in toponyms)
    assert all(a.end_char <= b.start_char for a, b in itertools.pairwise(toponyms))
    return {r.toponym.name: r for r in RankedResolver(gazetteer).resolve(text, toponyms)}


def test_a_country_its_people_and_its_neighbour_are_told_apart(gazetteer: Gazetteer) -> None:
    found = read(gazetteer, "Nigerien troops left Niger for Nigeria, where Nigerian police met them.")
    assert {name: r.place.geonameid for name, r in found.items() if r.place} == {
        "Nigerien": NIGER,
        "Niger": NIGER,
        "Nigeria": NIGERIA,
        "Nigerian": NIGERIA,
    }


def test_demonyms_and_possessives_are_associative_and_places_literal(gazetteer: Gazetteer) -> None:
    found = read(gazetteer, "In Niamey the crowd jeered at France’s ambassador while Malian officers looked on.")
    assert {name: r.toponym.role for name, r in found.items()} == {
        "Niamey": Role.LITERAL,
        "France": Role.ASSOCIATIVE,
        "Malian": Role.ASSOCIATIVE,
    }


def test_the_larger_place_right_behind_decides(gazetteer: Gazetteer) -> None:
    place = read(gazetteer, "The fair opened in Paris, Texas, on Sunday.")["Paris"].place
    assert place is not None
    assert (place.country_code, place.admin1_code) == ("US", "TX")


def test_without_company_the_capital_is_meant_and_the_others_stay_candidates(gazetteer: Gazetteer) -> None:
    found = read(gazetteer, "The talks were held in Paris.")["Paris"]
    assert found.place is not None
    assert found.place.country_code == "FR"
    assert "US" in {c.place.country_code for c in found.candidates}
    assert [c.score for c in found.candidates] == sorted((c.score for c in found.candidates), reverse=True)
    assert any("capital" in reason for reason in found.candidates[0].reasons)


@pytest.mark.parametrize(
    "text",
    [
        "We were reading a nice book in march.",
        "President Houston Jackson met General Troy Lincoln.",
        "The heart of the matter is turkey on the table.",
    ],
)
def test_words_and_people_are_no_places(gazetteer: Gazetteer, text: str) -> None:
    assert read(gazetteer, text) == {}


def test_wire_text_in_capitals_is_read(gazetteer: Gazetteer) -> None:
    found = read(gazetteer, "GUNMEN ATTACKED A POLICE POST IN BOGOTA, COLOMBIA, ON MONDAY.")
    assert set(found) == {"BOGOTA", "COLOMBIA"}


def test_accents_do_not_matter(gazetteer: Gazetteer) -> None:
    found = read(gazetteer, "Clashes were reported in Tillaberi and in Tillabéri, Niger.")
    ids = {r.place.geonameid for name, r in found.items() if name.startswith("Till") and r.place}
    assert len(ids) == 1


@pytest.mark.parametrize("text", ["", "\x00\x00", "\ud800 Niamey", "مرحبا بالعالم", "A" * 1_000_000, "Niger " * 5_000, ". " * 10_000])
def test_any_text_is_read_without_failing(gazetteer: Gazetteer, text: str) -> None:
    read(gazetteer, text)


def test_precision_follows_the_feature_code(gazetteer: Gazetteer) -> None:
    niamey, niger = gazetteer.place(NIAMEY), gazetteer.place(NIGER)
    assert niamey is not None
    assert niger is not None
    assert (precision_of(niamey), precision_of(niger)) == (GeoPrecision.TOWN, GeoPrecision.COUNTRY)


def test_a_namesake_in_a_country_that_the_article_does_not_speak_of_is_no_answer(gazetteer: Gazetteer) -> None:
    """Solhan of Burkina Faso is too small for the names base; the one that it holds lies in Turkey."""
    found = read(gazetteer, "Gunmen killed villagers in Solhan. Burkina Faso sent troops from Ouagadougou, and Burkinabe leaders mourned.")[
        "Solhan"
    ]
    assert found.place is None
    assert [c.place.country_code for c in found.candidates] == ["TR"]


def test_a_country_stays_the_country_beside_a_region_of_its_name(gazetteer: Gazetteer) -> None:
    text = "Traders came from Niger and Nigeria. In Niger State, near the Niger River, Nigerian police stopped them."
    found = read(gazetteer, text)
    assert found["Niger"].place == gazetteer.place(NIGER)
    region = found["Niger State"].place
    assert region is not None
    assert (region.country_code, region.feature_code) == ("NG", "ADM1")
    assert "Niger River" in found


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Last weekend protesters marched in Tunis.", "TN"),
        ("Gunmen killed three soldiers near Kidal on Monday.", "ML"),
        ("Protesters marched in Kidal and in Malang, Indonesia, on Monday.", "ID"),  # where something speaks for the hamlet
    ],
)
def test_a_name_alone_is_no_hamlet_that_bears_the_name_of_a_town(gazetteer: Gazetteer, text: str, country: str) -> None:
    found = read(gazetteer, text)
    place = next(r.place for name, r in found.items() if name in ("Tunis", "Kidal"))
    assert place is not None
    assert place.country_code == country


def test_thousands_of_different_names_take_as_long_as_there_are_more_of_them(gazetteer: Gazetteer) -> None:
    """A list of towns ten times as long takes about ten times as long: the resolver compares with a bounded number of places."""
    rows = gazetteer._connection.execute("SELECT name FROM place WHERE population BETWEEN 20000 AND 90000 LIMIT 2400")
    names = [name for (name,) in rows]

    def seconds(names: list[str]) -> float:
        text = ", ".join(names)
        toponyms = recognise(gazetteer, text)
        assert len({t.name for t in toponyms}) > len(names) / 2
        started = time.process_time()
        RankedResolver(gazetteer).resolve(text, toponyms)
        return time.process_time() - started

    assert seconds(names) < 40 * seconds(names[::10])  # comparing each with each would take a hundred times as long


def test_a_person_with_a_title_is_no_place(gazetteer: Gazetteer) -> None:
    assert set(read(gazetteer, "In Lyon, Mr Paris thanked Mrs. London for the flowers.")) == {"Lyon"}


def test_text_without_capitals_gives_its_well_known_places_only(gazetteer: Gazetteer) -> None:
    found = read(
        gazetteer, "gunmen killed three soldiers near niamey, niger on monday; police in bamako said nothing nice about mobile phones."
    )
    assert set(found) == {"niamey", "niger", "bamako"}
