"""Which facility of the gazetteer an event's words fit, and what is kept of it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from geodata.analyst import Analyst, default_analyst
from geodata.articles.text import from_text
from geodata.events.facilities import linked
from geodata.events.merge import merge_across
from geodata.events.operators import operators_in
from geodata.gazetteer.facilities import Facility, Tenure
from geodata.gazetteer.search import Gazetteer
from geodata.model import Category, Event, Evidence, FacilityClaim, GeoPrecision, Place, Status
from geodata.pipeline import process
from geodata.store import events as event_rows
from geodata.store import facilities as claim_rows
from geodata.store import project
from tests.values import NIAMEY, NIGER, an_article, an_event

DAY = date(2023, 8, 5)


@pytest.fixture(scope="module")
def gazetteer(gazetteer_path: Path) -> Iterator[Gazetteer]:
    with Gazetteer.open(gazetteer_path) as opened:
        yield opened


@pytest.fixture(scope="module")
def analyst(gazetteer: Gazetteer) -> Analyst:
    return default_analyst(gazetteer)


def facility(geonameid: int, *tenures: Tenure, code: str = "INSM", name: str = "A base", away: float = 0.05) -> Facility:
    place = Place(
        geonameid=geonameid, name=name, latitude=NIAMEY.latitude + away, longitude=NIAMEY.longitude, feature_class="S", feature_code=code,
        country_code="NE",
    )  # fmt: skip
    return Facility(place=place, tenures=tenures)


FRENCH = Tenure(operator="France", first="2014", last="2023-12-22", publication="TASS", published="2023-12-22")
AIR = facility(-1, FRENCH, code="AIRB", name="Air Base 101")
GERMAN = facility(-2, Tenure(operator="Germany (MINUSMA)", first="2016"), name="Camp Castor")


def found(
    text: str,
    *facilities: Facility,
    place: Place = NIAMEY,
    published: date | None = DAY,
    **more: Any,
) -> Event:
    """A base that lasts, by these words, after linking."""
    article = an_article(text=text, published=published)
    undated = {"category": Category.MILITARY_BASE, "event_date": None, "date_end": None, "status": Status.ONGOING}
    evidence = (Evidence(article_id="a1", start_char=0, end_char=len(text)),)
    return linked(article, an_event(place=place, evidence=evidence, **(undated | more)), facilities)


def names(event: Event) -> list[str]:
    return [claim.place.name for claim in event.facilities]


@pytest.mark.parametrize(
    ("text", "operator"),
    [
        ("There is a French military base in Niamey.", "French"),
        ("France keeps an air base in Niamey.", "France"),
        ("A base of the French army stands in Niamey.", "French"),
        ("The base in Niamey is old; the airfield used by French troops is new.", "French"),
        ("French soldiers stood at the gate of their base in Niamey.", "French"),
    ],
)
def test_the_words_for_the_operator_and_the_base_find_the_facility(text: str, operator: str) -> None:
    event = found(text, AIR, GERMAN)
    [claim] = event.facilities
    assert claim == FacilityClaim(place=AIR.place, operator=operator, first=DAY, last=DAY, article_id="a1", words=text)
    assert event.place == NIAMEY, "the town stays: the words do not name the facility"
    assert any("Air Base 101, 6 km from Niamey" in reason for reason in event.reasons)


@pytest.mark.parametrize(
    "text",
    [
        "There is a Chinese military base in Niamey.",  # never known to be there
        "There is a military base in Niamey, and the French ambassador spoke.",  # whose, the words do not say
        "There is a French naval base in Niamey.",  # another kind
        "French people told us of a base in Niamey.",  # "us" is no operator
        "France spoke when crowds left the base in Niamey.",  # the crowds did, not France
        "There is a French refugee camp in Niamey.",
        "The data base of the French is in Niamey, and based there.",
    ],
)
def test_where_operator_or_kind_do_not_agree_nothing_is_linked(text: str) -> None:
    event = found(text, AIR, GERMAN, place=NIAMEY)
    assert event.facilities == ()
    assert event.reasons == an_event().reasons


def test_of_two_that_fit_equally_none_is_taken() -> None:
    assert names(found("There is a French base in Niamey.", AIR, facility(-3, FRENCH, name="Second base"))) == []


def test_of_two_the_one_that_was_held_then_is_taken() -> None:
    later = facility(-3, Tenure(operator="France", first="2024"), name="Second base")
    assert names(found("There is a French base in Niamey.", AIR, later)) == ["Air Base 101"]


def test_one_held_in_its_own_name_goes_before_one_held_for_a_mission() -> None:
    own = facility(-3, Tenure(operator="United Nations (MINUSMA)", first="2014"), name="Mission camp")
    assert names(found("The UN camp in Niamey was quiet.", GERMAN, own)) == ["Mission camp"]


def test_what_is_far_from_the_town_is_not_meant() -> None:
    assert names(found("There is a French base in Niamey.", facility(-1, FRENCH, away=0.3))) == []


def test_an_event_known_to_a_country_only_is_not_linked() -> None:
    assert names(found("There is a French base in Niger.", AIR, place=NIGER, geo_precision=GeoPrecision.COUNTRY)) == []


@pytest.mark.parametrize("status", [Status.PLANNED, Status.THREATENED, Status.DENIED])
def test_what_is_not_there_yet_or_is_denied_is_no_claim(status: Status) -> None:
    assert names(found("There is a French base in Niamey.", AIR, status=status)) == []


@pytest.mark.parametrize("category", [Category.PROTEST, Category.ATTACK, Category.RIOT])
def test_a_protest_or_an_attack_at_a_base_is_linked_to_it(category: Category) -> None:
    day = {"event_date": date(2023, 8, 3), "date_end": date(2023, 8, 3), "status": Status.OCCURRED}
    [claim] = found("Crowds stood outside the French military base in Niamey.", AIR, category=category, **day).facilities
    assert (claim.first, claim.last) == (date(2023, 8, 3), date(2023, 8, 3)), "the day of the event goes before that of publication"
    assert found("France spoke when crowds left the base in Niamey.", AIR, category=category, **day).facilities == ()


def test_an_arrest_near_a_base_is_not_linked() -> None:
    assert names(found("Police held a man at the French base in Niamey.", AIR, category=Category.ARREST)) == []


def test_without_any_day_the_claim_has_none() -> None:
    [claim] = found("There is a French base in Niamey.", AIR, published=None).facilities
    assert (claim.first, claim.last) == (None, None)
    [claim] = found("There was a French base in Niamey.", AIR, status=Status.HISTORICAL).facilities
    assert (claim.first, claim.last) == (None, None), "what is told as past is not of the day of publication"


def test_a_claim_that_the_gazetteer_contradicts_is_kept_and_told() -> None:
    event = found("There is a French base in Niamey.", AIR, published=date(2025, 3, 4))
    assert names(event) == ["Air Base 101"]
    assert event.reasons[-1] == "The gazetteer knows France there until 22 December 2023 (TASS)."
    early = found("There is a French base in Niamey.", AIR, published=date(2012, 3, 4))
    assert early.reasons[-1] == "The gazetteer knows France there only from 2014 on (TASS)."
    handover = found("There is a French base in Niamey.", AIR, published=date(2023, 12, 24))
    assert not any("gazetteer" in reason for reason in handover.reasons), "an article is written some days later"


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("French troops left their base in Niamey.", True),
        ("They handed the French base in Niamey over to the army.", True),
        ("The French base in Niamey was closed.", True),
        ("Others left the country, but France keeps a base in Niamey.", False),
        ("There is a French base in Niamey.", False),
    ],
)
def test_words_of_leaving_end_the_stay(text: str, ends: bool) -> None:
    [claim] = found(text, AIR).facilities
    assert claim.ends is ends


def test_the_one_whose_base_it_is_may_stand_in_the_sentence_before() -> None:
    text = "The French soldiers went on Monday. They handed over their base in Niamey to the army of Mali."
    article = an_article(text=text, published=DAY)
    evidence = (Evidence(article_id="a1", start_char=text.index("They"), end_char=text.index(" to the army")),)
    event = an_event(category=Category.MILITARY_BASE, evidence=evidence, event_date=None, date_end=None)
    [claim] = linked(article, event, (AIR,)).facilities
    assert (claim.operator, claim.ends) == ("French", True)


def test_a_long_article_of_many_bases_is_linked_in_time_that_grows_with_it() -> None:
    sentence = "France keeps a military base in Niamey. "

    def seconds(times: int) -> float:
        text = sentence * times
        pieces = (Evidence(article_id="a1", start_char=n, end_char=n + len(sentence)) for n in range(0, len(text), len(sentence)))
        events = [an_event(category=Category.MILITARY_BASE, evidence=(piece,)) for piece in pieces]
        article = an_article(text=text, published=DAY)
        start = time.process_time()
        assert all(linked(article, event, (AIR,)).facilities for event in events)
        return time.process_time() - start

    assert seconds(2000) < 6 * seconds(1000) + 0.2


def test_the_place_becomes_the_facility_where_the_words_name_it() -> None:
    event = found("The French left Air Base 101, their base in Niamey.", AIR)
    assert (event.place, event.geo_precision, event.location) == (AIR.place, GeoPrecision.EXACT, "Air Base 101")


def test_an_event_at_a_facility_claims_it_whoever_is_named() -> None:
    event = found("Gunmen attacked Camp Castor.", GERMAN, place=GERMAN.place, geo_precision=GeoPrecision.EXACT, category=Category.ATTACK)
    assert [(claim.place, claim.operator) for claim in event.facilities] == [(GERMAN.place, "")]
    chinese = found("There is a Chinese base at Camp Castor.", GERMAN, place=GERMAN.place, geo_precision=GeoPrecision.EXACT)
    assert chinese.reasons[-1] == "The gazetteer does not know China at Camp Castor."


def test_merging_keeps_what_each_article_claims() -> None:
    first = found("There is a French base in Niamey.", AIR)
    second = found("France has its base in Niamey.", AIR)
    assert [claim.words for claim in merge_across(first, second).facilities] == [first.facilities[0].words, second.facilities[0].words]


def test_every_operator_of_the_gazetteer_has_its_words(gazetteer: Gazetteer) -> None:
    operators = {tenure.operator for facility in gazetteer.facilities() for tenure in facility.tenures}
    assert {operator: operators_in(operator)[:1] for operator in operators} == {o: (o.split(" (")[0],) for o in operators}
    assert operators_in("Germany (MINUSMA)") == ("Germany", "United Nations")
    assert operators_in("Syrian Democratic Forces") == ("Syrian Democratic Forces",)


def test_an_article_of_2025_is_linked_contradicted_and_kept_in_the_project(analyst: Analyst, tmp_path: Path) -> None:
    path = tmp_path / "p.gpkg"
    project.create(path).close()
    article = from_text("There is a French military base in Niamey, the capital of Niger.", published=date(2025, 3, 4))
    for _ in process(path, [article], analyst):
        pass
    with project.open(path) as opened:
        [kept] = claim_rows.every(opened)
        [event] = event_rows.of_article(opened, article.article_id)
        assert (kept.event_id, kept.claim.place.name, kept.claim.last) == (event.event_id, "Air Base 101 Niamey", date(2025, 3, 4))
        assert event.facilities == (kept.claim,)
        assert event.place is not None
        assert event.place.name == "Niamey"
        assert "The gazetteer knows France there until 22 December 2023 (TASS (AFP))." in event.reasons
        with opened.transaction() as connection:
            event_rows.delete(connection, [event.event_id])
        assert claim_rows.every(opened) == []
