"""The filter over the columns says what plain Python says of each event."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.model import AreaOfInterest, Category, Event, EventFilter, GeoPrecision, Review, Status
from geodata.store import areas, articles, columns, events, project
from geodata.store.areas import Outlines
from geodata.store.project import Project
from tests.quality import big_project
from tests.values import NIGER, an_article, an_event
from tests.values import events as any_event

AREA = shapely.box(0.17, 11.7, 16.0, 23.5)
SOURCES = {"a1": "The Test Post", "a2": "The Other", "a3": None}


def sources_of(event: Event) -> set[str | None]:
    return {SOURCES[e.article_id] for e in event.evidence}


def passes(event: Event, f: EventFilter) -> bool:
    """The filter's meaning, spelled out for one event."""
    first, last = event.event_date, event.date_end or event.event_date
    in_time = True if not (f.first_date or f.last_date) else first is not None and last is not None and (
        (f.first_date is None or last >= f.first_date) and (f.last_date is None or first <= f.last_date)
    )  # fmt: skip
    order = list(GeoPrecision)
    return (
        (not f.categories or event.category in f.categories)
        and (not f.statuses or event.status in f.statuses)
        and event.review in (f.review or set(Review) - {Review.REJECTED})
        and in_time
        and (f.area is None or inside(event, f))
        and (f.max_geo_precision is None or order.index(event.geo_precision) <= order.index(f.max_geo_precision))
        and (not f.countries or (event.place.country_code if event.place else "") in f.countries)
        and (not f.sources or bool(sources_of(event) & set(f.sources)))
    )


def inside(event: Event, f: EventFilter) -> bool:
    """By its point, or by the outline of the area that it is known to, which is that of Niger here."""
    assert f.area is not None
    west, south, east, north = shapely.from_wkb(f.area.outline).bounds
    if event.point is not None:
        return south <= event.point[0] <= north and west <= event.point[1] <= east
    if event.place is None or event.geo_precision is GeoPrecision.UNKNOWN:
        return False
    left, bottom, right, top = AREA.bounds
    whole = west <= left and right <= east and south <= bottom and top <= north
    return whole or (f.may_be_inside and west < right and left < east and south < top and bottom < north)


def box(south: float, west: float, high: float, wide: float) -> AreaOfInterest:
    return AreaOfInterest(words="in a box", outline=shapely.to_wkb(shapely.box(west, south, west + wide, south + high)))


def some(values: type) -> st.SearchStrategy[tuple]:
    return st.lists(st.sampled_from(list(values)), max_size=3, unique=True).map(tuple)


days = st.none() | st.dates(date(1950, 1, 1), date(2050, 1, 1))
filters = st.builds(
    EventFilter, categories=some(Category), statuses=some(Status), review=some(Review), first_date=days, last_date=days,
    area=st.none() | st.builds(box, st.floats(-60, 20), st.floats(-170, 20), st.floats(1, 70), st.floats(1, 150)),
    may_be_inside=st.booleans(),
    max_geo_precision=st.none() | st.sampled_from(GeoPrecision), countries=some(["NE", "ML", ""]),
    sources=some(["The Test Post", "The Other", "Nobody"]),
)  # fmt: skip


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    with project.create(tmp_path_factory.mktemp("columns") / "p.gpkg") as opened:
        for article_id, source in SOURCES.items():
            articles.add(opened, an_article(article_id=article_id, source=source), [], [])
        yield opened


@settings(max_examples=30, deadline=None)
@given(made=st.lists(st.tuples(any_event(), st.lists(st.sampled_from(["a1", "a2", "a3"]), min_size=1)), max_size=6), f=filters)
def test_the_mask_is_the_filter_in_plain_python(opened: Project, made: list[tuple[Event, list[str]]], f: EventFilter) -> None:
    written = [
        replace(
            event,
            event_id=f"e{i}",
            place=event.place and replace(event.place, geonameid=i + 1),
            evidence=tuple(replace(event.evidence[0], article_id=a) for a in ids),
        )
        for i, (event, ids) in enumerate(made)
    ]
    with opened.transaction() as connection:
        connection.execute("DELETE FROM event")
        for event in written:
            events.write(connection, event)
    table = columns.read_columns(opened)
    shown = columns.mask(table, f, within=f.area and areas.within(table, f.area, Outlines(lambda _: AREA.wkb)))
    assert [table.ids[i] for i in shown.nonzero()[0]] == [event.event_id for event in written if passes(event, f)]
    assert sum(columns.counts(table, shown).values()) == shown.sum()


def test_columns_hold_what_the_events_hold(opened: Project) -> None:
    wide = an_event(event_id="e2", place=NIGER, geo_precision=GeoPrecision.COUNTRY, event_date=None, date_end=None, fatalities=None)
    with opened.transaction() as connection:
        connection.execute("DELETE FROM event")
        events.write(connection, an_event())
        events.write(connection, wide)
    table = columns.read_columns(opened)
    assert table.ids == ("e1", "e2")
    assert (table.latitude[0], table.longitude[0]) == (13.51366, 2.1098)
    assert np.isnan([table.latitude[1], table.longitude[1]]).all()
    assert table.area.tolist() == [0, NIGER.geonameid]
    assert [columns.date_of(day) for day in table.first_day.tolist()] == [date(2023, 8, 4), None]
    assert table.deaths.tolist() == [3, columns.UNKNOWN_DEATHS]
    assert [list(GeoPrecision)[code] for code in table.precision] == [GeoPrecision.TOWN, GeoPrecision.COUNTRY]
    assert [table.countries[code] for code in table.country] == ["NE", "NE"]
    assert columns.counts(table, columns.mask(table, EventFilter()))[Category.ATTACK] == 2


def test_text_narrows_to_the_ids_that_match_and_may_not_be_forgotten(opened: Project) -> None:
    with opened.transaction() as connection:
        connection.execute("DELETE FROM event")
        events.write(connection, an_event())
        events.write(connection, an_event(event_id="e2"))
    table, by_text = columns.read_columns(opened), EventFilter(text="x")
    second, none = table.fid[1:], table.fid[:0]
    assert columns.mask(table, by_text, matched=columns.Matched(events=second, articles=none)).tolist() == [False, True]
    with pytest.raises(ValueError, match="needs what matches it"):
        columns.mask(table, by_text)


def test_the_rows_of_an_area_may_not_be_forgotten(opened: Project) -> None:
    with pytest.raises(ValueError, match="lie within"):
        columns.mask(columns.read_columns(opened), EventFilter(area=box(0, 0, 1, 1)))


def test_an_empty_project_has_empty_columns(opened: Project) -> None:
    with opened.transaction() as connection:
        connection.execute("DELETE FROM event")
    table = columns.read_columns(opened)
    assert len(table) == 0
    assert columns.mask(table, EventFilter(sources=("x",), countries=("NE",))).tolist() == []
    assert set(columns.counts(table, columns.mask(table, EventFilter())).values()) == {0}


def test_the_project_that_figures_are_taken_on_is_one_of_today(tmp_path: Path) -> None:
    big_project.make(tmp_path / "big.gpkg", 300)
    with project.open(tmp_path / "big.gpkg") as opened:
        assert len(columns.read_columns(opened)) == 300
