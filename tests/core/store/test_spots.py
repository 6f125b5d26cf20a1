from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from geodata.model import Article, Category, Event, Evidence, GeoPrecision, Place, Status, TimePrecision
from geodata.store import articles, project
from geodata.store.columns import read_columns
from geodata.store.spots import NamedSpot, named_spots, nowhere

SEBBA = Place(geonameid=1, name="Sebba", latitude=13.4, longitude=0.5, feature_class="P", feature_code="PPL", country_code="BF")
GAO = Place(geonameid=2, name="Gao", latitude=16.3, longitude=-0.1, feature_class="P", feature_code="PPL", country_code="ML")
MALI = Place(geonameid=3, name="Mali", latitude=17.0, longitude=-4.0, feature_class="A", feature_code="PCLI", country_code="ML")


def event(n: int, place: Place, precision: GeoPrecision, location: str) -> Event:
    return Event(
        event_id=f"e{n}", category=Category.ATTACK, event_type="x", sub_event_type="y", status=Status.OCCURRED,
        event_date=None, date_end=None,
        time_precision=TimePrecision.UNKNOWN, place=place, location=location, geo_precision=precision,
        evidence=(Evidence(article_id="a", start_char=0, end_char=9),),
    )  # fmt: skip


def spots_of(path: Path, *events: Event) -> list[NamedSpot]:
    with project.create(path) as made:
        articles.add(made, Article(article_id="a", title="A test", text="Something happened."), (), events)
        return sorted(named_spots(made, read_columns(made)))


def test_a_town_that_stands_in_for_a_village_tells_of_it_and_a_country_is_no_spot(tmp_path: Path) -> None:
    found = spots_of(
        tmp_path / "one.gpkg",
        event(1, SEBBA, GeoPrecision.NEAR, "Solhan"),
        event(2, GAO, GeoPrecision.NEAR, "Gao"),
        event(3, MALI, GeoPrecision.COUNTRY, "Mali"),
    )
    assert found == [NamedSpot("Gao", 16.3, -0.1), NamedSpot("Sebba", 13.4, 0.5, "Solhan")]


def test_a_town_with_an_event_of_its_own_or_standing_in_for_two_villages_keeps_its_name(tmp_path: Path) -> None:
    near = event(1, SEBBA, GeoPrecision.NEAR, "Solhan")
    assert spots_of(tmp_path / "own.gpkg", near, event(2, SEBBA, GeoPrecision.TOWN, "Sebba")) == [NamedSpot("Sebba", 13.4, 0.5)]
    assert spots_of(tmp_path / "two.gpkg", near, event(2, SEBBA, GeoPrecision.NEAR, "Mansila")) == [NamedSpot("Sebba", 13.4, 0.5)]


def test_coordinates_of_no_place_are_counted_and_the_events_are_not_located(tmp_path: Path) -> None:
    spots = [(91.0, 0.0), (10.0, 500.0), (0.0, 0.0), (float("inf"), 3.0), (90.0, 180.0), (0.0, 9.0)]
    places = [replace(SEBBA, geonameid=n, latitude=latitude, longitude=longitude) for n, (latitude, longitude) in enumerate(spots, 1)]
    with project.create(tmp_path / "odd.gpkg") as made:
        events = tuple(event(n, place, GeoPrecision.TOWN, "Sebba") for n, place in enumerate(places))
        articles.add(made, Article(article_id="a", title="A test", text="Something happened."), (), events)
        columns = read_columns(made)
        assert nowhere(made) == 4
        drawn = made.rows("SELECT geom IS NOT NULL FROM event ORDER BY fid")
        assert [row[0] for row in drawn] == [0] * 4 + [1] * 2, "no program draws them from the project's file either"
    unknown = list(GeoPrecision).index(GeoPrecision.UNKNOWN)
    assert (columns.precision == unknown).tolist() == [True] * 4 + [False] * 2
    assert np.isnan(columns.latitude).tolist() == np.isnan(columns.longitude).tolist() == [True] * 4 + [False] * 2
    assert not columns.area.any()
