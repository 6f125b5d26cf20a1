"""An event's village that no gazetteer entry was found for keeps its name and takes the area named with it, or above it."""

from __future__ import annotations

from dataclasses import replace

from geodata.events.standins import with_standins
from geodata.model import GeoPrecision, Place, Resolution, Toponym
from geodata.wording import stands_in
from tests.values import NIAMEY, NIGER, an_event

TAHOUA = replace(NIGER, geonameid=7, name="Tahoua", feature_code="ADM1", latitude=15.8, longitude=5.2)
NAMESAKE = replace(NIAMEY, geonameid=8, name="Tchingaran", country_code="BR", feature_code="PPL", latitude=-4.8, longitude=-40.3)


def found(text: str, name: str, place: Place | None) -> Resolution:
    start = text.index(name)
    return Resolution(toponym=Toponym(name=name, start_char=start, end_char=start + len(name)), place=place, score=0.9)


def likely(start_char: int, end_char: int) -> float:
    return 0.9


def unlikely(start_char: int, end_char: int) -> float:
    return 0.1


def test_an_unknown_village_is_shown_at_the_region_named_with_it() -> None:
    text = "Armed men burned the mast of Tchingaran, Tahoua region."
    village, region = found(text, "Tchingaran", None), found(text, "Tahoua", TAHOUA)
    standin, kept = with_standins(text, [village, region], [], likely)
    assert (standin.toponym.name, standin.place, standin.geo_precision) == ("Tchingaran", TAHOUA, GeoPrecision.ADM1)
    assert standin.reasons[-1] == "not known there; Tahoua, the region named with it, is shown"
    assert kept is region
    reasons = (f"“Tchingaran” is {standin.reasons[-1]}.",)
    assert stands_in(an_event(location="Tchingaran", place=TAHOUA, reasons=reasons)), "what is written there is what is looked for"


def test_a_name_that_is_hardly_the_events_place_takes_none() -> None:
    text = "Armed men burned the mast of Tchingaran, Tahoua region."
    village, region = found(text, "Tchingaran", None), found(text, "Tahoua", TAHOUA)
    assert with_standins(text, [village, region], [], unlikely) == [village, region]


def test_the_region_named_above_holds_where_the_sentence_names_none() -> None:
    text = "TAHOUA\n\nArmed men burned the mast of Tchingaran."
    region = found(text, "TAHOUA", TAHOUA)
    [standin] = with_standins(text, [found(text, "Tchingaran", None)], [region], likely)
    assert standin.place == TAHOUA
    assert "named above it" in standin.reasons[-1]


def test_the_title_of_a_section_holds_where_the_sentence_names_none() -> None:
    text = "Kidal\n\nNiger\n\nTahoua\nArmed men burned the mast of Tchingaran."
    title, country = found(text, "Tahoua", TAHOUA), found(text, "Niger", NIGER)
    village = found(text, "Tchingaran", None)
    [standin] = with_standins(text, [village], [country], likely, head=[title])
    assert standin.place == TAHOUA
    [unheld] = with_standins(text, [village], [], likely, head=[country])
    assert unheld.place is None, "a whole country holds nothing closer"


def test_a_namesake_abroad_gives_way_to_what_the_words_put_around_it() -> None:
    text = "Bandits raided Tchingaran (Tahoua) at night."
    standin, _ = with_standins(text, [found(text, "Tchingaran", NAMESAKE), found(text, "Tahoua", TAHOUA)], [], unlikely)
    assert standin.place == TAHOUA


def test_a_village_told_by_its_town_is_near_it() -> None:
    text = "Bandits raided Tchingaran (Niamey) at night."
    standin, _ = with_standins(text, [found(text, "Tchingaran", None), found(text, "Niamey", NIAMEY)], [], likely)
    assert (standin.geo_precision, standin.radius_km) == (GeoPrecision.NEAR, 25.0)


def test_without_any_area_it_stays_unknown() -> None:
    text = "Bandits raided Tchingaran at night."
    village = found(text, "Tchingaran", None)
    assert with_standins(text, [village], [], likely) == [village]


def test_a_country_that_a_village_borders_does_not_stand_in_for_it() -> None:
    text = "Rebels took Tchingaran, a town on the border with Niger."
    village = found(text, "Tchingaran", None)
    assert with_standins(text, [village, found(text, "Niger", NIGER)], [], likely)[0].place is None
