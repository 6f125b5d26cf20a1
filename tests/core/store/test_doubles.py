"""One event from an article and a dataset, and a sum with its parts, count once where the dead of many are added up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from geodata.gazetteer.search import Gazetteer
from geodata.imports.importing import import_file
from geodata.model import Category, Event, Evidence, GeoPrecision, Place
from geodata.store import articles, project
from geodata.store.columns import read_columns
from geodata.store.tolls import Toll, toll
from geodata.wording import dead_words
from tests.structured import acled
from tests.values import an_article, an_event

REGION = Place(
    geonameid=2439376, name="Tillabéri", latitude=14.2, longitude=1.45, feature_class="A", feature_code="ADM1", country_code="NE",
    admin1_code="09",
)  # fmt: skip
TERA = {"location": "Téra", "place": REGION, "geo_precision": GeoPrecision.ADM1, "event_date": date(2023, 8, 27)}
Counted = Callable[..., Toll]


def a_raid(number: int, deaths: int, *, article: str = "a1", start: int = 0, **changes: object) -> Event:
    """A raid that a sentence of its own tells, at Téra, which is known to its region only, the day before the dataset's clash there."""
    evidence = Evidence(article_id=article, start_char=start, end_char=start + 9)
    values = TERA | {"event_id": f"e{number}", "fatalities": deaths, "evidence": (evidence,)} | changes
    return an_event(**(values | {"date_end": values["event_date"]}))


@pytest.fixture
def counted(tmp_path: Path, gazetteer_path: Path) -> Counted:
    """The toll of some events of articles, with a clash at Téra with 17 dead on 28 August that ACLED tells."""

    def count(*events: Event, dataset: bool = True) -> Toll:
        path = tmp_path / "p.gpkg"
        with project.create(path) as opened:
            for article_id in sorted({e.article_id for event in events for e in event.evidence}):
                told = [event for event in events if event.evidence[0].article_id == article_id]
                articles.add(opened, an_article(article_id=article_id, url=f"https://example.org/{article_id}"), [], told)
        if dataset:
            with Gazetteer.open(gazetteer_path) as gazetteer:
                for _ in import_file(path, acled(tmp_path / "acled.csv", {}), gazetteer):
                    pass
        with project.open(path, read_only=True) as opened:
            columns = read_columns(opened)
            return toll(opened, columns, np.ones(len(columns), dtype=bool))

    return count


def test_an_article_and_a_dataset_that_tell_of_one_event_count_its_dead_once(counted: Counted) -> None:
    told = counted(a_raid(1, 16), a_raid(2, 40, start=20, location="Ayorou"))
    assert (told.best, told.once, len(told.doubles)) == (73, 57, 1)
    assert (told.least, told.most) == (56, 57), "what the double tells widens the range"
    assert dead_words(told).startswith("73 deaths in 3 events, but 57 without 1 likely double (56 to 57 by the lowest")


@pytest.mark.parametrize(
    "otherwise",
    [
        {"deaths": 30},
        {"location": "Ayorou"},
        {"event_date": date(2023, 8, 20)},
        {"category": Category.RIOT, "deaths": 16},
    ],
)
def test_another_toll_place_day_or_kind_is_another_event(counted: Counted, otherwise: dict[str, object]) -> None:
    told = counted(a_raid(1, **({"deaths": 17} | otherwise)))
    assert told.doubles == ()
    assert told.once == told.best


def test_a_region_without_a_village_may_hold_an_event_of_the_same_toll(counted: Counted) -> None:
    assert len(counted(a_raid(1, 17, location="Tillabéri")).doubles) == 1


def test_a_region_and_a_near_toll_is_not_enough(counted: Counted) -> None:
    assert counted(a_raid(1, 16, location="Tillabéri")).doubles == ()


def test_attacks_that_one_article_tells_apart_are_none(counted: Counted) -> None:
    assert counted(a_raid(1, 6), a_raid(2, 6, start=20), dataset=False).doubles == ()


def test_two_kinds_of_event_from_the_same_words_count_once(counted: Counted) -> None:
    told = counted(a_raid(1, 7), a_raid(2, 7, category=Category.PROTEST), dataset=False)
    assert (told.best, told.once) == (14, 7)


def test_a_sum_and_its_parts_count_once(counted: Counted) -> None:
    parts = a_raid(1, 12, start=20), a_raid(2, 7, start=40, location="Ayorou")
    assert counted(a_raid(0, 19, location="Tillabéri"), *parts, dataset=False).once == 19
