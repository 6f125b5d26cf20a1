from dataclasses import replace
from datetime import date

from geodata.claims import Claim, ClaimKind
from geodata.events.merge import merge, merge_across, same_event
from geodata.model import Category, Event, Evidence, GeoPrecision, Place, Status, TimePrecision

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
    assert merge((EVENT, OTHER, EVENT)) == merge(merge((EVENT, OTHER, EVENT)))
    assert len(merge((EVENT, OTHER))) == 1


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
