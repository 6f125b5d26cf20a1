"""The exchange with machines: what a line may ask, and the exact shape of an answer."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from geodata.errors import ContentError
from geodata.export.jsonlines import answer, request
from geodata.model import GeoPrecision, Resolution, Role, TimePrecision, Toponym
from tests.values import NIAMEY, NIGER, TEXT, an_event


def asked(**fields: object):
    return request(json.dumps({"id": 7, "text": TEXT} | fields).encode())


def told(*, resolutions=(), events=(), **fields: object) -> dict:
    line = answer(asked(**fields), resolutions, events)
    assert "\n" not in line
    return json.loads(line)


def test_a_request_keeps_its_text_to_the_letter() -> None:
    text = " date 2023-08-31 \ud83d\ude00 é\0 "
    made = request(json.dumps({"id": None, "text": text, "date": "2023-09-01", "title": "T"}).encode())
    assert made.article.text == json.loads(json.dumps(text))
    assert (made.request_id, made.article.published, made.article.title, made.spans) == (None, date(2023, 9, 1), "T", None)


@pytest.mark.parametrize(("line", "word"), [
    (b"{", "not JSON"),
    (b"[" * 100_000, "not JSON"),
    (b"[1]", "not a JSON object"),
    (b'{"id": 1, "text": "\xff"}', "not in UTF-8"),
    (b'{"text": "x"}', "no “id”"),
    (b'{"id": 1}', "“text”"),
    (b'{"id": 1, "text": 5}', "“text”"),
    (b'{"id": 1, "text": "x", "title": 5}', "“title”"),
    (b'{"id": 1, "text": "x", "date": "2023-13-45"}', "“date”"),
    (b'{"id": 1, "text": "x", "date": {}}', "“date”"),
    (b'{"id": 1, "text": "x", "spans": 5}', "“spans”"),
    (b'{"id": 1, "text": "x", "spans": [5]}', "span"),
    (b'{"id": 1, "text": "x", "spans": [{"start": 0, "end": 2}]}', "span"),
    (b'{"id": 1, "text": "x", "spans": [{"start": true, "end": 1}]}', "span"),
])  # fmt: skip
def test_a_bad_line_says_what_is_wrong(line: bytes, word: str) -> None:
    with pytest.raises(ContentError, match=word):
        request(line)


def test_a_toponym_gives_its_span_and_place_even_a_country() -> None:
    toponym = Toponym(name="Niger", start_char=28, end_char=34, role=Role.ASSOCIATIVE, score=0.5)
    found = told(resolutions=[Resolution(toponym=toponym, place=NIGER, score=0.75)])["toponyms"]
    assert found == [
        {
            "start": 28, "end": 34, "text": "Niamey", "lat": 18.0, "lon": 9.0, "geonameid": 2440476, "name": "Niger", "country": "NE",
            "feature_code": "PCLI", "geo_precision": "country", "radius_km": None, "role": "associative", "score": 0.75,
        }
    ]  # fmt: skip


def test_what_is_not_sure_is_null() -> None:
    toponym = Toponym(name="Niamey", start_char=28, end_char=34)
    [unsure] = told(resolutions=[Resolution(toponym=toponym, place=None, score=0)])["toponyms"]
    assert {key for key, value in unsure.items() if value is None} == {
        "lat",
        "lon",
        "geonameid",
        "name",
        "country",
        "feature_code",
        "geo_precision",
        "radius_km",
    }
    own = replace(NIAMEY, geonameid=-5, country_code="")
    [ours] = told(resolutions=[Resolution(toponym=toponym, place=own, score=1)])["toponyms"]
    assert (ours["geonameid"], ours["country"], ours["name"]) == (None, None, "Niamey")


def test_toponyms_come_in_the_order_of_the_spans_asked_for() -> None:
    spans = [{"start": 28, "end": 34}, {"start": 0, "end": 6}, {"start": 28, "end": 34}]
    resolutions = [
        Resolution(toponym=Toponym(name=TEXT[a:b], start_char=a, end_char=b), place=None, score=0) for a, b in [(0, 6), (28, 34)]
    ]
    assert [t["text"] for t in told(resolutions=resolutions, spans=spans)["toponyms"]] == ["Niamey", "Gunmen", "Niamey"]
    assert told(spans=[])["toponyms"] == []


def test_an_event_has_the_shape_that_machines_rely_on() -> None:
    found = told(events=[an_event()])
    assert (found["id"], found["toponyms"]) == (7, [])
    assert found["events"] == [
        {
            "category": "attack", "event_type": "Violence against civilians", "sub_event_type": "Attack", "status": "occurred",
            "date": "2023-08-04", "date_end": None, "time_precision": "day", "fatalities": 3,
            "fatalities_min": 3, "fatalities_max": 3, "injured": None, "injured_min": None, "injured_max": None, "actors": ["Gunmen"],
            "geo_precision": "town",
            "place": {"name": "Niamey", "start": 28, "end": 34, "lat": 13.51366, "lon": 2.1098, "country": "NE", "geonameid": 2440485,
                      "geo_precision": "town"},
            "evidence": [{"start": 0, "end": 71}], "score": 1.0,
        }
    ]  # fmt: skip


def test_an_event_known_to_a_country_has_no_coordinates() -> None:
    [found] = told(events=[an_event(place=NIGER, location="Niger", geo_precision=GeoPrecision.COUNTRY)])["events"]
    assert (found["place"]["country"], found["place"]["lat"], found["place"]["lon"]) == ("NE", None, None)
    assert told(events=[an_event(place=None, geo_precision=GeoPrecision.UNKNOWN)])["events"][0]["place"] is None


@pytest.mark.parametrize(("first", "last", "precision", "expected"), [
    (date(2023, 8, 4), date(2023, 8, 4), TimePrecision.DAY, ("2023-08-04", None)),
    (date(2023, 7, 1), date(2023, 7, 31), TimePrecision.MONTH, ("2023-07", None)),
    (date(2023, 1, 1), date(2023, 12, 31), TimePrecision.YEAR, ("2023", None)),
    (date(2023, 8, 1), date(2023, 8, 7), TimePrecision.WEEK, ("2023-08-01", "2023-08-07")),
    (None, None, TimePrecision.UNKNOWN, (None, None)),
])  # fmt: skip
def test_a_date_is_told_as_far_as_it_is_known(first, last, precision, expected) -> None:
    [found] = told(events=[an_event(event_date=first, date_end=last, time_precision=precision)])["events"]
    assert (found["date"], found["date_end"]) == expected
