from dataclasses import replace
from datetime import date

import pytest

from geodata.claims import Claim, ClaimKind
from geodata.events.actors import UNKNOWN
from geodata.events.merge import merge_across, same_event
from geodata.model import Actor, Category, Event, Evidence, GeoPrecision, Place, Status, TimePrecision

DORI = Place(
    geonameid=1, name="Dori", latitude=14.03, longitude=-0.03, feature_class="P", feature_code="PPL", country_code="BF", admin1_code="12"
)
COUNTRY = replace(DORI, geonameid=2, name="Burkina Faso", feature_class="A", feature_code="PCLI", admin1_code="")
FAR = replace(DORI, geonameid=3, name="Banfora", latitude=10.6, longitude=-4.8)
EVENT = Event(
    event_id="one",
    category=Category.ATTACK,
    event_type="Battles",
    sub_event_type="Armed clash",
    status=Status.OCCURRED,
    event_date=date(2022, 5, 3),
    date_end=date(2022, 5, 3),
    time_precision=TimePrecision.DAY,
    fatalities=10,
    place=DORI,
    location="Dori",
    geo_precision=GeoPrecision.TOWN,
    evidence=(Evidence(article_id="a", start_char=0, end_char=9),),
    coder="triggers-1",
)
OTHER = replace(EVENT, event_id="two", evidence=(Evidence(article_id="b", start_char=3, end_char=8),))


def test_reports_of_the_same_place_and_day_are_one_event() -> None:
    assert same_event(EVENT, OTHER)


def test_another_category_place_or_week_is_another_event() -> None:
    assert not same_event(EVENT, replace(OTHER, category=Category.PROTEST))
    assert not same_event(EVENT, replace(OTHER, place=FAR))
    assert not same_event(EVENT, replace(OTHER, event_date=date(2022, 5, 12), date_end=date(2022, 5, 12)))


def test_an_event_known_to_the_country_is_the_one_of_that_day_and_toll() -> None:
    vague = replace(OTHER, place=COUNTRY, geo_precision=GeoPrecision.COUNTRY)
    assert same_event(EVENT, vague)
    assert not same_event(EVENT, replace(vague, fatalities=None))
    assert not same_event(EVENT, replace(vague, fatalities=11))


def test_a_state_has_one_coup_at_a_time() -> None:
    coup = replace(EVENT, category=Category.COUP, fatalities=None)
    vague = replace(coup, place=COUNTRY, geo_precision=GeoPrecision.COUNTRY, event_date=date(2022, 5, 1), date_end=date(2022, 5, 31))
    assert same_event(coup, vague)
    assert not same_event(coup, replace(vague, place=replace(COUNTRY, country_code="ML")))


def test_tolls_far_apart_contradict() -> None:
    assert same_event(EVENT, replace(OTHER, fatalities=12))
    assert not same_event(EVENT, replace(OTHER, fatalities=60))


def test_undated_reports_are_not_joined() -> None:
    assert not same_event(EVENT, replace(OTHER, event_date=None, date_end=None))


def test_joining_keeps_id_and_coder_unites_evidence_and_takes_the_finer_place_and_date() -> None:
    vague = replace(
        EVENT,
        place=COUNTRY,
        location="Burkina Faso",
        geo_precision=GeoPrecision.COUNTRY,
        event_date=date(2022, 5, 1),
        date_end=date(2022, 5, 31),
        time_precision=TimePrecision.MONTH,
    )
    joined = merge_across(vague, replace(OTHER, coder="triggers-2"))
    assert (joined.event_id, joined.coder) == ("one", "triggers-1")
    assert (joined.place, joined.location, joined.event_date) == (DORI, "Dori", date(2022, 5, 3))
    assert {e.article_id for e in joined.evidence} == {"a", "b"}


def test_merging_twice_changes_nothing() -> None:
    once = merge_across(EVENT, OTHER)
    assert merge_across(once, OTHER) == once
    assert {e.article_id for e in once.evidence} == {"a", "b"}


def test_that_nobody_died_joins_nothing() -> None:
    bloodless = replace(EVENT, fatalities=0, time_precision=TimePrecision.MONTH)
    near = replace(DORI, geonameid=9, latitude=14.2)
    assert not same_event(bloodless, replace(OTHER, fatalities=0, place=near))
    assert same_event(replace(bloodless, fatalities=7), replace(OTHER, fatalities=7, place=near))


def told(article_id: str, best: int | None, *, published: date | None = None, **bounds: int | None) -> Event:
    values = {"minimum": best, "maximum": best, **bounds}
    claim = Claim(kind=ClaimKind.DEATHS, best=best, article_id=article_id, published=published, start_char=0, end_char=9, **values)
    return replace(EVENT if article_id == "a" else OTHER, fatalities=best, claims=(claim,))


def test_claims_stay_source_by_source_and_the_article_published_last_has_the_best_figure() -> None:
    early, late = told("a", 10, published=date(2022, 5, 4)), told("b", 14, published=date(2022, 5, 6))
    joined = merge_across(early, late)
    assert [(c.article_id, c.best) for c in joined.claims] == [("a", 10), ("b", 14)]
    assert (joined.fatalities, joined.fatalities_min, joined.fatalities_max) == (14, 10, 14)
    assert merge_across(late, early).fatalities == 14
    assert merge_across(joined, late).claims == joined.claims


def test_without_days_of_publication_the_first_figure_is_the_best() -> None:
    assert merge_across(told("a", 10), told("b", 14, published=date(2022, 5, 6))).fatalities == 10
    assert merge_across(told("a", 10), told("b", 14)).fatalities == 10
    assert merge_across(told("a", None, minimum=24), told("b", 31)).fatalities == 31


def test_tolls_contradict_by_their_ranges() -> None:
    assert not same_event(told("a", 10), told("b", 60))
    assert same_event(told("a", 10, maximum=40), told("b", 60, minimum=50))
    assert same_event(told("a", None, minimum=24, maximum=None), told("b", 60))
    assert not same_event(told("a", 3), told("b", None, minimum=24, maximum=None))


ARMY, SOLDIERS, REBELS, GUNMEN = (
    Actor(name="army", inter=1),
    Actor(name="Soldiers", inter=1),
    Actor(name="rebels", inter=2),
    Actor(name="Gunmen", inter=3),
)
VILLAGERS, FRENCH, RUSSIANS = Actor(name="villagers", inter=7), Actor(name="French troops", inter=8), Actor(name="Wagner Group", inter=8)
JNIM, ISGS, QAEDA = Actor(name="JNIM", inter=2), Actor(name="Islamic State in the Greater Sahara", inter=2), Actor(name="al-Qaeda", inter=2)


def by(event: Event, *actors: Actor) -> Event:
    return replace(event, actors=actors)


def alike(one: Event, other: Event) -> bool:
    """The answer, which is the same the other way round."""
    answer = same_event(one, other)
    assert same_event(other, one) is answer
    return answer


@pytest.mark.parametrize(("one", "other"), [
    ((JNIM,), (ISGS,)),
    ((JNIM, SOLDIERS), (ISGS, SOLDIERS)),
    ((Actor(name="Ansaru", inter=2),), (Actor(name="Boko Haram", inter=2),)),
    ((ARMY,), (REBELS,)),
    ((ARMY, VILLAGERS), (GUNMEN, VILLAGERS)),
    ((FRENCH,), (RUSSIANS,)),
    ((FRENCH,), (GUNMEN,)),
])  # fmt: skip
def test_attacks_of_one_day_and_place_by_others_are_not_one(one: tuple[Actor, ...], other: tuple[Actor, ...]) -> None:
    assert not alike(by(EVENT, *one), by(replace(OTHER, fatalities=None), *other))


@pytest.mark.parametrize(("one", "other"), [
    ((), (JNIM,)),
    ((VILLAGERS,), (JNIM,)),
    ((GUNMEN,), (JNIM,)),
    ((GUNMEN,), (REBELS,)),
    ((JNIM,), (QAEDA,)),
    ((JNIM,), (Actor(name="Group for the Support of Islam and Muslims", inter=2),)),
    ((Actor(name="Boko Haram", inter=2),), (Actor(name="ISWAP", inter=2),)),
    ((ARMY, REBELS), (REBELS,)),
    ((JNIM, SOLDIERS), (SOLDIERS,)),
    ((FRENCH,), (ARMY,)),
])  # fmt: skip
def test_actors_that_may_be_the_same_do_not_speak_against_it(one: tuple[Actor, ...], other: tuple[Actor, ...]) -> None:
    assert alike(by(EVENT, *one), by(replace(OTHER, fatalities=None), *other))


def test_soldiers_may_be_those_attacked_where_the_toll_is_the_same() -> None:
    assert alike(by(EVENT, SOLDIERS), by(OTHER, REBELS))
    assert not alike(by(EVENT, SOLDIERS), by(replace(OTHER, fatalities=9), REBELS))
    assert not alike(by(EVENT, ARMY), by(OTHER, REBELS)), "an army attacks; it is not what is counted"


def test_a_coup_is_one_whoever_is_said_to_have_made_it() -> None:
    coup = replace(EVENT, category=Category.COUP, fatalities=None)
    assert alike(by(coup, ARMY), by(replace(coup, event_id="two"), REBELS))


def test_deployments_of_different_forces_are_different() -> None:
    deployed = replace(EVENT, category=Category.DEPLOYMENT, fatalities=None)
    assert not alike(by(deployed, FRENCH), by(deployed, RUSSIANS))


@pytest.mark.parametrize(("km", "same"), [(49, True), (51, False)])
def test_fifty_kilometres_are_near(km: float, same: bool) -> None:
    near = replace(DORI, geonameid=9, latitude=DORI.latitude + km / 111.2)
    assert alike(EVENT, replace(OTHER, place=near)) is same


@pytest.mark.parametrize(("day", "same"), [(6, True), (7, False)])
def test_three_days_are_near(day: int, same: bool) -> None:
    assert alike(EVENT, on(OTHER, date(2022, 5, day))) is same


def on(event: Event, day: date, last: date | None = None, precision: TimePrecision = TimePrecision.DAY) -> Event:
    return replace(event, event_date=day, date_end=last or day, time_precision=precision)


MAY = on(replace(OTHER, fatalities=None), date(2022, 5, 1), date(2022, 5, 31), TimePrecision.MONTH)


@pytest.mark.parametrize(
    ("day", "same"), [(date(2022, 4, 30), False), (date(2022, 5, 1), True), (date(2022, 5, 31), True), (date(2022, 6, 1), False)]
)
def test_a_month_holds_its_days_and_no_others(day: date, same: bool) -> None:
    assert alike(on(EVENT, day), MAY) is same


def test_a_month_needs_the_very_place_or_the_same_toll() -> None:
    near = replace(DORI, geonameid=9, latitude=DORI.latitude + 0.2)
    assert not alike(EVENT, replace(MAY, place=near))
    assert alike(EVENT, replace(MAY, place=near, fatalities=10))
    assert not alike(EVENT, replace(MAY, fatalities=11))
    assert alike(MAY, replace(MAY, event_id="three"))


def test_a_year_needs_the_toll_unless_what_it_tells_of_lasts() -> None:
    year = on(MAY, date(2022, 1, 1), date(2022, 12, 31), TimePrecision.YEAR)
    assert not alike(EVENT, year)
    assert alike(EVENT, replace(year, fatalities=10))
    base = replace(EVENT, category=Category.MILITARY_BASE, fatalities=None)
    assert alike(base, replace(year, category=Category.MILITARY_BASE))
    assert not alike(replace(base, category=Category.COUP), replace(year, category=Category.COUP)), "there may be two in a year"


@pytest.mark.parametrize(("status", "same"), [
    (Status.ONGOING, True), (Status.HISTORICAL, True), (Status.PLANNED, False), (Status.THREATENED, False), (Status.DENIED, False),
])  # fmt: skip
def test_what_happened_is_one_however_long_ago_and_what_did_not_is_another(status: Status, same: bool) -> None:
    assert alike(EVENT, replace(OTHER, status=status)) is same
    if same:
        for joined in (merge_across(EVENT, replace(OTHER, status=status)), merge_across(replace(EVENT, status=status), OTHER)):
            assert joined.status is Status.OCCURRED


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ((UNKNOWN, VILLAGERS), (JNIM, VILLAGERS), (JNIM, VILLAGERS)),
        ((JNIM, VILLAGERS), (UNKNOWN, VILLAGERS), (JNIM, VILLAGERS)),
        ((GUNMEN, VILLAGERS), (JNIM,), (JNIM, VILLAGERS, GUNMEN)),
        ((ARMY, REBELS), (GUNMEN,), (ARMY, REBELS, GUNMEN)),
        ((UNKNOWN, VILLAGERS), (), (UNKNOWN, VILLAGERS)),
        ((Actor(name="RSF", inter=2),), (Actor(name="Rapid Support Forces (RSF)", inter=2),), (Actor(name="RSF", inter=2),)),
    ],
)
def test_a_doer_whom_one_report_names_comes_first_and_a_group_stands_once(
    one: tuple[Actor, ...], other: tuple[Actor, ...], together: tuple[Actor, ...]
) -> None:
    assert merge_across(by(EVENT, *one), by(EVENT, *other)).actors == together
