"""Events and articles for tests: one of each made plainly, and any of them for hypothesis."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from geodata.claims import Claim, ClaimKind
from geodata.model import (
    Actor,
    Article,
    Category,
    Event,
    Evidence,
    FacilityClaim,
    GeoPrecision,
    Place,
    Review,
    Span,
    SpanKind,
    Status,
    TimePrecision,
)  # fmt: skip

NIAMEY = Place(
    geonameid=2440485, name="Niamey", latitude=13.51366, longitude=2.1098,
    feature_class="P", feature_code="PPLC", country_code="NE", admin1_code="08", population=774235,
)  # fmt: skip
NIGER = Place(
    geonameid=2440476, name="Niger", latitude=18.0, longitude=9.0, feature_class="A", feature_code="PCLI", country_code="NE"
)  # fmt: skip
TEXT = "Gunmen attacked a post near Niamey on 4 August, killing three soldiers.\nCrowds gathered in the capital the next day."


def an_article(**changes: Any) -> Article:
    values: dict[str, Any] = {"article_id": "a1", "title": "Attack near the capital", "text": TEXT, "source": "The Test Post"}
    return Article(**(values | changes))


def an_event(**changes: Any) -> Event:
    evidence = Evidence(article_id="a1", start_char=0, end_char=71, spans=(Span(kind=SpanKind.PLACE, start_char=28, end_char=34),))
    values: dict[str, Any] = {
        "event_id": "e1", "category": Category.ATTACK, "event_type": "Violence against civilians", "sub_event_type": "Attack",
        "status": Status.OCCURRED, "event_date": date(2023, 8, 4), "date_end": date(2023, 8, 4), "time_precision": TimePrecision.DAY,
        "actors": (Actor(name="Gunmen", inter=3),), "fatalities": 3, "location": "Niamey", "place": NIAMEY,
        "geo_precision": GeoPrecision.TOWN, "evidence": (evidence,), "reasons": ("“attacked” tells of an attack",), "coder": "test",
    }  # fmt: skip
    return Event(**(values | changes))


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
_scores = st.floats(0, 1)


@st.composite
def places(draw: st.DrawFn) -> Place:
    latitude, longitude = draw(st.tuples(st.floats(-90, 90), st.floats(-180, 180)).filter(any))  # 0, 0 is of no place
    return Place(
        geonameid=draw(st.integers(-5000, 10**8)), name=draw(texts), latitude=latitude, longitude=longitude,
        feature_class=draw(st.sampled_from("AHLPST")), feature_code=draw(texts),
        country_code=draw(st.sampled_from(["NE", "ML", "BF", ""])), admin1_code=draw(texts), population=draw(st.integers(0, 10**10)),
    )  # fmt: skip


@st.composite
def evidences(draw: st.DrawFn) -> Evidence:
    spans = st.builds(Span, kind=st.sampled_from(SpanKind), start_char=st.integers(0, 99), end_char=st.integers(100, 200))
    return Evidence(article_id="a1", start_char=draw(st.integers(0, 50)), end_char=200, spans=tuple(draw(st.lists(spans, max_size=4))))


_counts = st.none() | st.integers(0, 10**6)
claims = st.builds(
    Claim, kind=st.sampled_from(ClaimKind), minimum=_counts, best=_counts, maximum=_counts, article_id=st.just("a1"),
    start_char=st.integers(0, 99), end_char=st.integers(100, 200), said_by=st.none() | texts, published=st.none() | st.dates(),
)  # fmt: skip
_days = st.dates(date(1900, 1, 1), date(2100, 1, 1))
facility_claims = st.builds(
    FacilityClaim, place=places(), operator=texts, first=st.none() | _days, last=st.none() | _days, article_id=st.just("a1"), words=texts,
    ends=st.booleans(),
)  # fmt: skip


@st.composite
def events(draw: st.DrawFn, event_id: str = "e1") -> Event:
    first = draw(st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1)))
    place = draw(st.none() | places())
    return Event(
        event_id=event_id, category=draw(st.sampled_from(Category)), event_type=draw(texts), sub_event_type=draw(texts),
        status=draw(st.sampled_from(Status)), event_date=first,
        date_end=first + timedelta(days=draw(st.integers(0, 400))) if first else None,
        time_precision=draw(st.sampled_from(TimePrecision)),
        actors=tuple(draw(st.lists(st.builds(Actor, name=texts, inter=st.none() | st.integers(1, 8)), max_size=3))),
        fatalities=draw(st.none() | st.integers(0, 10**6)), injured=draw(st.none() | st.integers(0, 10**6)),
        claims=tuple(draw(st.lists(claims, max_size=3))),
        location=draw(st.none() | texts), place=place, geo_precision=draw(st.sampled_from(GeoPrecision)),
        facilities=tuple(
            claim
            for claim in draw(st.lists(facility_claims, max_size=2, unique_by=lambda c: c.place.geonameid))
            if place is None or claim.place.geonameid != place.geonameid  # one id is one place
        ),
        evidence=tuple(draw(st.lists(evidences(), min_size=1, max_size=3))), reasons=tuple(draw(st.lists(texts, max_size=3))),
        score=draw(_scores), coder=draw(texts), review=draw(st.sampled_from(Review)), note=draw(texts),
        settled=tuple(draw(st.lists(st.sampled_from(ClaimKind), max_size=2, unique=True))),
    )  # fmt: skip
