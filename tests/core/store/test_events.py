"""Events and articles survive the file, and text search is never syntax."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.errors import ProjectError
from geodata.model import Candidate, Category, Changes, Failure, GeoPrecision, Resolution, Role, Toponym
from geodata.store import articles, events, project, toponyms
from geodata.store.project import Project
from tests.searching import events_with
from tests.values import NIAMEY, NIGER, an_article, an_event
from tests.values import events as any_event


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    with project.create(tmp_path_factory.mktemp("store") / "p.gpkg") as opened:
        articles.add(opened, an_article(), [], [])
        yield opened


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Project]:
    with project.create(tmp_path / "p.gpkg") as opened:
        yield opened


@settings(max_examples=100, deadline=None)
@given(event=any_event())
def test_any_event_comes_back_as_it_went_in(shared: Project, event) -> None:
    with shared.transaction() as connection:
        events.write(connection, event)
    assert events.get(shared, event.event_id) == event


def test_an_article_comes_back_with_its_toponyms_candidates_and_events(opened: Project) -> None:
    article = an_article(
        url="https://news.example/1", language="en", published=date(2023, 8, 5), retrieved=datetime(2023, 8, 6, 7, 8, tzinfo=UTC)
    )
    chosen = Candidate(place=NIAMEY, score=0.9, reasons=("the capital", "named with Niger"))
    resolutions = [
        Resolution(
            toponym=Toponym(name="Niamey", start_char=28, end_char=34, role=Role.ASSOCIATIVE, score=0.8),
            place=NIAMEY,
            score=0.9,
            candidates=(chosen, Candidate(place=NIGER, score=0.1)),
            coder="test",
        ),
        Resolution(toponym=Toponym(name="post", start_char=18, end_char=22), place=None, score=0.2),
    ]
    assert articles.add(opened, article, resolutions, [an_event()]) == Changes(articles=("a1",), events=("e1",))
    assert articles.get(opened, "a1") == article
    assert toponyms.of_article(opened, "a1") == sorted(resolutions, key=lambda r: r.toponym.start_char)
    assert events.of_article(opened, "a1") == [an_event()]
    assert [(row.title, row.events, row.published) for row in articles.list_all(opened)] == [(article.title, 1, date(2023, 8, 5))]


def test_the_same_article_twice_changes_nothing(opened: Project) -> None:
    articles.add(opened, an_article(), [], [an_event()])
    assert not articles.add(opened, an_article(title="Another title"), [], [an_event(fatalities=9)])
    assert events.get(opened, "e1").fatalities == 3
    assert articles.get(opened, "a1").title == "Attack near the capital"


def test_a_failed_input_is_kept_with_its_reason_once(opened: Project) -> None:
    for reason in ("a.txt: The file is empty.", "a.txt: This is not a text file."):
        articles.add_failure(opened, Failure(name="a.txt", reason=reason))
    assert [(row.title, row.reason, row.events) for row in articles.list_all(opened)] == [("a.txt", "a.txt: This is not a text file.", 0)]


def test_many_events_take_the_same_number_of_queries_as_one(opened: Project) -> None:
    articles.add(opened, an_article(), [], [an_event(event_id=f"e{i}") for i in range(300)])
    asked: list[str] = []
    opened._connection.set_trace_callback(asked.append)
    events.many(opened, ["e1"])
    for_one = len(asked)
    asked.clear()
    wanted = [f"e{i}" for i in range(299, -1, -1)]
    assert [e.event_id for e in events.many(opened, [*wanted, "unknown"])] == wanted
    assert len(asked) == for_one


@pytest.mark.parametrize(("text", "found"), [
    ("niamey", {"e1"}),
    ("NIAM", {"e1"}),
    ("capital attacked gunm", {"e1"}),
    ("ecole téra", {"e2"}),
    ("Téra", {"e2"}),
    ("TERA", {"e2"}),
    ("tera niamey", set()),
    ("ara", set()),
    ("%", set()),
    ("", set()),
])  # fmt: skip
def test_text_is_found_in_articles_places_and_actors_whatever_the_accents(opened: Project, text: str, found: set[str]) -> None:
    articles.add(opened, an_article(), [], [an_event()])
    evidence = tuple(type(e)(article_id="a2", start_char=0, end_char=5) for e in an_event().evidence)
    articles.add(opened, an_article(article_id="a2", title="École fermée", text="À Tera rien."), [], [
        an_event(event_id="e2", location="Téra", place=None, actors=(), evidence=evidence)
    ])  # fmt: skip
    assert events_with(opened, text) == found


@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=60) | st.text(st.sampled_from("\"*^():-+{}\0'ANDORNEAR ;%_aé"), max_size=60))
def test_no_text_is_ever_search_syntax(shared: Project, text: str) -> None:
    assert isinstance(events_with(shared, text), set)


def test_alike_events_are_near_in_time_and_in_one_country_or_nearby(opened: Project) -> None:
    kept = [
        an_event(),
        an_event(event_id="late", event_date=date(2023, 9, 1), date_end=date(2023, 9, 1)),
        an_event(event_id="undated", event_date=None, date_end=None),
        an_event(event_id="suburb", place=replace(NIAMEY, geonameid=7, latitude=13.6)),
        an_event(event_id="abroad", place=replace(NIAMEY, geonameid=8, latitude=17.0, country_code="ML")),
        an_event(event_id="border", place=replace(NIAMEY, geonameid=9, latitude=13.2, country_code="BF")),
        an_event(event_id="wide", place=NIGER, geo_precision=GeoPrecision.COUNTRY),
        an_event(event_id="protest", category=Category.PROTEST),
    ]
    articles.add(opened, an_article(), [], kept)
    new = an_event(event_id="new", event_date=date(2023, 8, 6), date_end=date(2023, 8, 6))
    assert {e.event_id for e in events.alike(opened, new)} == {"e1", "suburb", "wide", "border"}
    assert {e.event_id for e in events.alike(opened, replace(new, place=NIGER, geo_precision=GeoPrecision.COUNTRY))} == {
        "e1",
        "suburb",
        "wide",
    }
    assert events.alike(opened, replace(new, event_date=None)) == events.alike(opened, replace(new, place=None)) == []


def test_unknown_ids_are_told(opened: Project) -> None:
    with pytest.raises(ProjectError, match="no event nope"):
        events.get(opened, "nope")
    with pytest.raises(ProjectError, match="no article nope"):
        articles.get(opened, "nope")


def test_hostile_articles_are_kept_to_the_letter(opened: Project) -> None:
    text = "${7*7} </script> \u202eكتب\u202c \u2028 '; DROP TABLE event; --" + "x" * 1_000_000
    articles.add(opened, an_article(title="'); DROP TABLE article; --", text=text), [], [an_event(location="{0.__class__} %s")])
    assert articles.get(opened, "a1").text == text
    assert events.get(opened, "e1").location == "{0.__class__} %s"
    assert events_with(opened, "drop table") == {"e1"}
