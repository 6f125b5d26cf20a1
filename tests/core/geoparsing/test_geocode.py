"""The gazetteer as a geopy geocoder, and look-ups at services by adapters that are given here, never by the network."""

from __future__ import annotations

import contextlib
import json
import re
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from geopy.adapters import AdapterHTTPError, BaseSyncAdapter
from geopy.exc import GeocoderTimedOut, GeocoderUnavailable
from geopy.location import Location

from geodata.errors import ContentError, RateLimited, SourceError
from geodata.gazetteer.search import Gazetteer
from geodata.gazetteer.tables import own_id
from geodata.geoparsing.geocode import GazetteerGeocoder
from geodata.geoparsing.online import OnlineGeocoder, Service, online_geocoder
from geodata.model import Place


@pytest.fixture(scope="module")
def geocoder(gazetteer_path: Path):
    with Gazetteer.open(gazetteer_path) as gazetteer:
        yield GazetteerGeocoder(gazetteer)


def test_a_name_gives_a_location_with_the_place_as_raw(geocoder: GazetteerGeocoder) -> None:
    found = geocoder.geocode("Niamey")
    assert isinstance(found, Location)
    assert (found.address, found.raw["geonameid"], found.raw["feature_code"]) == ("Niamey, Niger", 2440485, "PPLC")
    assert (found.latitude, found.longitude) == (found.raw["latitude"], found.raw["longitude"])
    assert Place(**found.raw).name == "Niamey"


@pytest.mark.parametrize(
    ("query", "country", "region"),
    [("Paris", "FR", None), ("Paris, Texas", "US", "TX"), ("Paris, United States", "US", None), ("Tillaberi region, Niger", "NE", "09")],
)
def test_what_follows_a_comma_holds_the_place(geocoder: GazetteerGeocoder, query: str, country: str, region: str | None) -> None:
    raw = geocoder.geocode(query).raw
    assert raw["country_code"] == country
    assert region is None or raw["admin1_code"] == region


def test_results_are_many_limited_kept_to_countries_or_none(geocoder: GazetteerGeocoder) -> None:
    assert len(geocoder.geocode("Paris", exactly_one=False, limit=3)) == 3
    assert {at.raw["country_code"] for at in geocoder.geocode("Paris", exactly_one=False, country_codes="us")} == {"US"}
    assert geocoder.geocode("Paris", country_codes=["NE"]) is None
    assert geocoder.geocode("Paris, Niger") is None
    assert geocoder.geocode("Nigerien") is None
    assert geocoder.geocode("", exactly_one=False) is None


def test_a_point_gives_the_nearest_towns(geocoder: GazetteerGeocoder) -> None:
    assert geocoder.reverse((13.5137, 2.1098)).raw["name"] == "Niamey"
    assert geocoder.reverse("13 30m 49s N 2 6m 35s E").raw["name"] == "Niamey"
    assert len(geocoder.reverse("48.8566, 2.3522", exactly_one=False, limit=4)) == 4
    assert geocoder.reverse((0, -20)) is None


NOMINATIM = [
    {
        "place_id": 1, "osm_type": "node", "osm_id": 42, "lat": "15.04", "lon": "2.70", "class": "place", "type": "village",
        "addresstype": "village", "name": "Banibangou", "display_name": "Banibangou, Tillabéri, Niger", "address": {"country_code": "ne"},
    },
    {"osm_type": "relation", "osm_id": 7, "lat": "15", "lon": "2", "class": "boundary", "type": "administrative", "addresstype": "county",
     "name": "", "display_name": "Département de Banibangou, Niger", "address": {"country_code": "ne"}},
]  # fmt: skip
PHOTON = {
    "features": [
        {"geometry": {"coordinates": [2.7, 15.04]}, "properties": {
         "osm_type": "N", "osm_id": 42, "osm_key": "place", "osm_value": "village", "name": "Banibangou", "countrycode": "NE"}}
    ]
}  # fmt: skip
GEONAMES = {
    "geonames": [
        {"geonameId": 2447132, "name": "Bani Bangou", "lat": "15.04", "lng": "2.70", "fcl": "P", "fcode": "PPL", "countryCode": "NE",
         "adminCode1": "09", "population": 12, "countryName": "Niger", "adminName1": "Tillabéri"}
    ]
}  # fmt: skip


def adapter(answer: Any, asked: list[tuple[str, dict[str, str]]]) -> Callable[..., BaseSyncAdapter]:
    class Adapter(BaseSyncAdapter):
        def get_text(self, url: str, *, timeout: float, headers: dict[str, str]) -> str:
            asked.append((url, headers))
            if isinstance(answer, Exception):
                raise answer
            return answer if isinstance(answer, str) else json.dumps(answer)

        def get_json(self, url: str, *, timeout: float, headers: dict[str, str]) -> Any:
            return json.loads(self.get_text(url, timeout=timeout, headers=headers))

    return Adapter


def online(tmp_path: Path, service: Service, answer: Any, asked: list[Any] | None = None, delay: float = 0) -> OnlineGeocoder:
    factory = adapter(answer, asked if asked is not None else [])
    return online_geocoder(service, tmp_path / "cache" / "online.sqlite", username="someone", adapter_factory=factory, delay=delay)


@pytest.mark.parametrize(
    ("service", "answer", "geonameid"),
    [
        (Service.NOMINATIM, NOMINATIM, own_id("osm", "N", "42")),
        (Service.PHOTON, PHOTON, own_id("osm", "N", "42")),
        (Service.GEONAMES, GEONAMES, 2447132),
    ],
)
def test_each_service_gives_places_under_an_honest_name_over_https(tmp_path: Path, service: Service, answer: Any, geonameid: int) -> None:
    asked: list[Any] = []
    found = online(tmp_path, service, answer, asked).look_up("Banibangou", ["ne"])[0]
    assert (found.place.geonameid, found.place.feature_class, found.place.feature_code) == (geonameid, "P", "PPL")
    assert (found.place.latitude, found.place.longitude, found.place.country_code) == (15.04, 2.70, "NE")
    assert found.raw
    [(url, headers)] = asked
    assert re.search(rf" to {re.escape(url.split('/')[2])} ", online(tmp_path, service, answer).announcement("x"))
    assert url.startswith("https://")
    assert "Banibangou" in url
    assert headers["User-Agent"].startswith("Dateline")


def test_a_district_by_openstreetmap_is_a_district(tmp_path: Path) -> None:
    district = online(tmp_path, Service.NOMINATIM, NOMINATIM).look_up("Banibangou")[1]
    assert (district.place.name, district.place.feature_code) == ("Département de Banibangou", "ADM2")
    assert district.raw["osm_id"] == 7


def test_what_is_sent_is_told_and_an_answer_is_kept(tmp_path: Path) -> None:
    asked: list[Any] = []
    geocoder = online(tmp_path, Service.NOMINATIM, NOMINATIM, asked)
    told = "Sends “Bani bangou” to nominatim.openstreetmap.org (OpenStreetMap)."
    assert geocoder.announcement(" Bani\nbangou ") == told
    first = geocoder.look_up(" Bani\nbangou ")
    assert geocoder.announcement("bani BANGOU") == "“bani BANGOU” was looked up before; nothing is sent."
    again = online(tmp_path, Service.NOMINATIM, AssertionError("asked again"))
    assert again.look_up("bani BANGOU") == first
    assert len(asked) == 1
    assert geocoder.announcement("Bani bangou", ["NE"]) == told, "another question"


def test_nothing_found_is_an_answer_too(tmp_path: Path) -> None:
    asked: list[Any] = []
    geocoder = online(tmp_path, Service.NOMINATIM, [], asked)
    assert geocoder.look_up("Nowhere") == geocoder.look_up("Nowhere") == ()
    assert len(asked) == 1


def test_questions_are_a_second_apart(tmp_path: Path) -> None:
    geocoder = online(tmp_path, Service.NOMINATIM, NOMINATIM, delay=0.3)
    started = time.monotonic()
    for name in ("one", "two", "three"):
        geocoder.look_up(name)
    assert time.monotonic() - started >= 0.55
    default = online_geocoder(Service.PHOTON, tmp_path / "c.sqlite", adapter_factory=adapter(PHOTON, []))
    assert default._ask.min_delay_seconds == 1


def http(status: int, **headers: str) -> AdapterHTTPError:
    return AdapterHTTPError("no", status_code=status, headers={k.replace("_", "-").lower(): v for k, v in headers.items()}, text="busy")


@pytest.mark.parametrize(
    ("answer", "error", "reason"),
    [
        (http(429, Retry_After="7"), RateLimited, "asks to wait"),
        (http(401), SourceError, "does not accept"),
        (http(500), SourceError, "did not answer as it should"),
        (GeocoderTimedOut("slow"), SourceError, "in time"),
        (GeocoderUnavailable("down"), SourceError, "nominatim.openstreetmap.org cannot be reached"),
        ([{"lat": "1", "lon": "2", "display_name": "x"}], SourceError, "cannot be understood"),
    ],
)
def test_what_goes_wrong_is_told_and_not_kept(tmp_path: Path, answer: Any, error: type[SourceError], reason: str) -> None:
    with pytest.raises(error, match=reason) as told:
        online(tmp_path, Service.NOMINATIM, answer).look_up("Banibangou")
    if isinstance(told.value, RateLimited):
        assert told.value.retry_after == 7
    assert online(tmp_path, Service.NOMINATIM, NOMINATIM).look_up("Banibangou")


def test_geonames_needs_a_name_and_a_question_is_a_name(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="user name"):
        online_geocoder(Service.GEONAMES, tmp_path / "c.sqlite")
    asked: list[Any] = []
    geocoder = online(tmp_path, Service.PHOTON, PHOTON, asked)
    for query in ("", " \n", "word " * 100):
        with pytest.raises(ContentError):
            geocoder.look_up(query)
    assert asked == []


def test_answers_are_kept_to_the_countries_that_were_asked_for_by_every_service(tmp_path: Path) -> None:
    abroad = {
        "geometry": {"coordinates": [2.0, 48.0]},
        "properties": PHOTON["features"][0]["properties"] | {"osm_id": 43, "countrycode": "FR"},
    }
    geocoder = online(tmp_path, Service.PHOTON, {"features": [*PHOTON["features"], abroad]})
    for _ in ("asked", "kept"):
        assert [found.place.country_code for found in geocoder.look_up("Banibangou", ["ne"])] == ["NE"]
    assert [found.place.country_code for found in geocoder.look_up("Banibangou")] == ["NE", "FR"]


def test_the_user_name_that_is_sent_along_is_told(tmp_path: Path) -> None:
    told = online(tmp_path, Service.GEONAMES, GEONAMES).announcement("Bani")
    assert told == "Sends “Bani” and the user name “someone” to secure.geonames.org (GeoNames)."
    assert "someone" not in online(tmp_path, Service.PHOTON, PHOTON).announcement("Bani")


def test_a_file_of_answers_that_is_no_database_is_made_anew(tmp_path: Path) -> None:
    file = tmp_path / "cache" / "online.sqlite"
    file.parent.mkdir()
    file.write_text("no database, long enough to be looked at" * 50)
    geocoder = online(tmp_path, Service.PHOTON, PHOTON)
    assert geocoder.announcement("Banibangou").startswith("Sends")
    assert geocoder.look_up("Banibangou")
    assert geocoder.announcement("Banibangou").endswith("nothing is sent.")


@pytest.mark.parametrize("damaged", ["[{", "{}", "7", '[{"raw": {}}]', None])
def test_a_damaged_answer_is_asked_for_anew(tmp_path: Path, damaged: str | None) -> None:
    asked: list[Any] = []
    geocoder = online(tmp_path, Service.PHOTON, PHOTON, asked)
    geocoder.look_up("Banibangou")
    with contextlib.closing(sqlite3.connect(tmp_path / "cache" / "online.sqlite")) as connection, connection:
        connection.execute("UPDATE answer SET locations = ?", (damaged,))
    assert geocoder.announcement("Banibangou").startswith("Sends")
    assert geocoder.look_up("Banibangou") == geocoder.look_up("Banibangou") != ()
    assert len(asked) == 2


def test_an_answer_is_not_lost_where_it_cannot_be_kept(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("in the way of the folder")
    assert online(tmp_path, Service.PHOTON, PHOTON).look_up("Banibangou")
    (tmp_path / "cache").unlink()
    geocoder = online(tmp_path, Service.PHOTON, PHOTON)
    geocoder.look_up("other")
    with contextlib.closing(sqlite3.connect(tmp_path / "cache" / "online.sqlite")) as writer:
        writer.execute("BEGIN EXCLUSIVE")
        started = time.monotonic()
        assert geocoder.announcement("Banibangou").startswith("Sends")
        assert time.monotonic() - started < 2, "a window asks"
        assert geocoder.look_up("Banibangou")
