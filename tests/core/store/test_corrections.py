"""A person's decisions about names: kept, held for what is read later, carried out, and taken back."""

from __future__ import annotations

import gzip
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from geodata.analyst import default_analyst
from geodata.articles.text import from_text
from geodata.errors import ProjectError
from geodata.gazetteer.search import Gazetteer
from geodata.geoparsing.rules import PERSON, followed, parted, with_words
from geodata.model import GeoPrecision, Place, PlaceRule, Resolution, Review, Scope, Toponym
from geodata.pipeline import correct, process, take_back
from geodata.store import articles, corrections, events, project, toponyms
from geodata.store.column_cache import columns_of
from geodata.store.corrections import Correction
from tests.long_call import finished
from tests.plain_analyst import plain_analyst
from tests.values import NIAMEY, an_article, an_event

OLD = Path(__file__).parents[2] / "data" / "schema-0001.gpkg.gz"
DOSSO = Place(geonameid=2445488, name="Dosso", latitude=13.049, longitude=3.1937, feature_class="P", feature_code="PPLA", country_code="NE")
TEXT = "Gunmen attacked the old mill near Niamey."


def read(path: Path, *reports: tuple[str, str]) -> list[str]:
    """Ids of articles of these texts and sources, read into the project."""
    made = [from_text(text, source=source, published=date(2023, 8, 5)) for text, source in reports]
    finished(process(path, made, plain_analyst()))
    return [article.article_id for article in made]


def decision(place: Place | None, scope: Scope = Scope.ARTICLE, within: str = "", *, name: str = "Niamey", written: str | None = None):
    return Correction(rule=PlaceRule(name=name, place=place, scope=scope, within=within, reason="You chose it."), written=written)


def places(path: Path, article_id: str) -> dict[str, str | None]:
    with project.open(path) as opened:
        return {r.toponym.name: r.place and r.place.name for r in toponyms.of_article(opened, article_id)}


def event_places(path: Path, article_id: str) -> list[str | None]:
    with project.open(path) as opened:
        return [e.place and e.place.name for e in events.of_article(opened, article_id)]


@pytest.fixture
def located(monkeypatch: pytest.MonkeyPatch) -> None:
    """The plain detector places its events at the first place that was resolved."""
    from tests.plain_analyst import KnowsNiamey

    plain = KnowsNiamey.detect

    def detect(self, article, resolutions):
        where = next((r.place for r in resolutions if r.place), None)
        return tuple(
            replace(e, place=where, geo_precision=GeoPrecision.TOWN if where else GeoPrecision.UNKNOWN)
            for e in plain(self, article, resolutions)
        )

    monkeypatch.setattr(KnowsNiamey, "detect", detect)


def test_a_place_chosen_for_one_article_moves_its_toponym_and_its_event_and_no_others(path: Path, located: None) -> None:
    one, two = read(path, (TEXT, "Post"), ("Men attacked Niamey in May. It was another day.", "Post"))
    changes = finished(correct(path, decision(DOSSO, within=one), plain_analyst()))
    assert (places(path, one), event_places(path, one)) == ({"Niamey": "Dosso"}, ["Dosso"])
    assert (places(path, two), event_places(path, two)) == ({"Niamey": "Niamey"}, ["Niamey"])
    assert changes.articles == (one,)
    assert changes.events
    with project.open(path) as opened:
        [resolution] = toponyms.of_article(opened, one)
        assert (resolution.coder, resolution.reasons, resolution.score) == (PERSON, ("You chose it.",), 1.0)
        assert resolution.candidates[0].place == DOSSO


def test_a_decision_for_a_source_or_for_always_reaches_kept_articles_and_those_read_later(path: Path) -> None:
    one, two = read(path, ("All quiet in Niamey.", "Post"), ("All quiet in Niamey now.", "Courier"))
    finished(correct(path, decision(DOSSO, Scope.SOURCE, "Post"), plain_analyst()))
    assert (places(path, one), places(path, two)) == ({"Niamey": "Dosso"}, {"Niamey": "Niamey"})
    [later] = read(path, ("Rain fell on Niamey.", "Post"))
    assert places(path, later) == {"Niamey": "Dosso"}
    finished(correct(path, decision(None, Scope.ALWAYS), plain_analyst()))
    assert (places(path, one), places(path, two)) == ({"Niamey": "Dosso"}, {"Niamey": None}), "what is said of a source goes first"


def test_taking_a_decision_back_brings_back_the_one_before_and_at_last_what_was_read(path: Path, located: None) -> None:
    [one] = read(path, (TEXT, "Post"))
    finished(correct(path, decision(DOSSO, within=one), plain_analyst()))
    finished(correct(path, decision(None, within=one), plain_analyst()))
    assert (places(path, one), event_places(path, one)) == ({"Niamey": None}, [None])
    for expected in ("Dosso", "Niamey"):
        with project.open(path) as opened:
            newest = corrections.every(opened)[-1].number
        finished(take_back(path, newest, plain_analyst()))
        assert (places(path, one), event_places(path, one)) == ({"Niamey": expected}, [expected])
    with pytest.raises(ProjectError, match="taken back already"):
        finished(take_back(path, 1, plain_analyst()))


def test_words_made_a_place_are_found_as_they_are_written_and_leave_with_the_decision(path: Path) -> None:
    [one] = read(path, (f"{TEXT} The old mill burned; the mill-owner fled the old mills.", "Post"))
    finished(correct(path, decision(DOSSO, within=one, name="the old mill", written="the old mill"), plain_analyst()))
    assert places(path, one) == {"the old mill": "Dosso", "Niamey": "Niamey"}
    with project.open(path) as opened:
        mill = toponyms.of_article(opened, one)[0].toponym
        number = corrections.every(opened)[0].number
    assert (mill.start_char, mill.end_char, mill.score) == (16, 28, 1.0)
    finished(take_back(path, number, plain_analyst()))
    assert places(path, one) == {"Niamey": "Niamey"}


def test_words_made_a_place_take_the_place_of_names_that_overlap_them() -> None:
    text = "Niamey Base lies in Niamey."
    found = (Toponym(name="Niamey", start_char=0, end_char=6), Toponym(name="Niamey", start_char=20, end_char=26))
    assert [(t.name, t.start_char) for t in with_words(text, found, ["Niamey Base"])] == [("Niamey Base", 0), ("Niamey", 20)]


def test_both_spellings_of_words_made_a_place_stay_names_when_the_second_is_made_one(path: Path) -> None:
    [one] = read(path, ("Rain fell on Diffa. DIFFA was quiet.", "Post"))
    finished(correct(path, decision(NIAMEY, within=one, name="Diffa", written="Diffa"), plain_analyst()))
    finished(correct(path, decision(DOSSO, within=one, name="DIFFA", written="DIFFA"), plain_analyst()))
    assert places(path, one) == {"Diffa": "Dosso", "DIFFA": "Dosso"}, "the newest rule holds for the name however it is written"
    with project.open(path) as opened:
        held = corrections.holding(corrections.every(opened), articles.get(opened, one))
    assert [c.number for c in held] == [2, 1], "the one that holds stands first"


def test_a_decision_about_a_name_holds_for_its_possessive_too() -> None:
    toponym = Toponym(name="Niger’s", start_char=0, end_char=7)
    rule = PlaceRule(name="niger", place=None, scope=Scope.ALWAYS)
    assert [r.toponym for r in parted([toponym], [rule])[1]] == [toponym]
    chosen = followed([Resolution(toponym=toponym, place=NIAMEY, score=0.5)], [replace(rule, place=DOSSO)])
    assert chosen[0].place == DOSSO


def test_a_decision_about_a_possessive_touches_the_articles_that_name_the_place(path: Path) -> None:
    [one] = read(path, ("All quiet in Niamey.", "Post"))
    assert finished(correct(path, decision(DOSSO, within=one, name="Niamey's"), plain_analyst())).articles == (one,)
    assert places(path, one) == {"Niamey": "Dosso"}


def test_words_made_a_place_are_found_in_a_text_that_repeats_them_without_end() -> None:
    number = 60_000  # comparing each with each would take minutes
    found = [Toponym(name="Gao", start_char=8 * i, end_char=8 * i + 3) for i in range(number)]
    began = time.monotonic()
    assert len(with_words("Gao Mil " * number, found, ["Gao", "Mil"])) == 2 * number
    assert time.monotonic() - began < 60


def test_an_event_that_two_articles_report_is_parted_where_one_moves_and_joined_again(path: Path, located: None) -> None:
    one, two = read(path, (TEXT, "Post"), ("Men attacked Niamey.", "Courier"))
    with project.open(path) as opened:
        [joined] = events.of_article(opened, two)
        assert {e.article_id for e in joined.evidence} == {one, two}
    finished(correct(path, decision(DOSSO, within=two), plain_analyst()))
    assert (event_places(path, one), event_places(path, two)) == (["Niamey"], ["Dosso"])
    with project.open(path) as opened:
        assert [e.article_id for e in events.of_article(opened, one)[0].evidence] == [one]
        number = corrections.every(opened)[0].number
    finished(take_back(path, number, plain_analyst()))
    with project.open(path) as opened:
        assert events.of_article(opened, one) == events.of_article(opened, two) == [joined]


def test_a_reviewed_event_stays_and_the_person_is_told(path: Path, located: None) -> None:
    [one] = read(path, (TEXT, "Post"))
    with project.open(path) as opened:
        [event] = events.of_article(opened, one)
        accepted = replace(event, review=Review.ACCEPTED)
        with opened.transaction() as connection:
            events.write(connection, accepted)
    changes = finished(correct(path, decision(DOSSO, within=one), plain_analyst()))
    with project.open(path) as opened:
        assert events.of_article(opened, one) == [accepted]
    assert places(path, one) == {"Niamey": "Dosso"}
    assert "reviewed" in changes.failures[0].reason


def test_a_decision_that_changes_no_event_names_none(path: Path, located: None) -> None:
    [one] = read(path, (TEXT, "Post"))
    changes = finished(correct(path, decision(NIAMEY, within=one), plain_analyst()))
    assert (changes.articles, changes.events) == ((one,), ())


def test_stopping_keeps_the_decision_and_whole_articles(path: Path) -> None:
    ids = read(path, *((f"Day {i} in Niamey.", "Post") for i in range(4)))
    call = correct(path, decision(DOSSO, Scope.ALWAYS), plain_analyst())
    steps = [next(call).label for _ in range(3)]
    call.close()
    assert steps == [f"Day {i} in Niamey." for i in range(3)]
    assert [places(path, i)["Niamey"] for i in ids] == ["Dosso", "Dosso", "Niamey", "Niamey"]
    with project.open(path) as opened:
        assert len(corrections.every(opened)) == 1


def test_a_file_of_the_first_schema_opens_with_all_it_holds_and_takes_decisions(tmp_path: Path) -> None:
    path = tmp_path / "old.gpkg"
    path.write_bytes(gzip.decompress(OLD.read_bytes()))
    with project.open(path, read_only=True) as old:
        assert [r.place for r in toponyms.of_article(old, "a1")] == [NIAMEY], "it can be looked at as it is"
        assert [(e.claims, e.facilities) for e in events.of_article(old, "a1")] == [((), ())]
        assert list(columns_of(old).ids) == ["e1"], "and mapped"
    with project.open(path) as opened:
        [resolution] = toponyms.of_article(opened, "a1")
        assert (resolution.place, resolution.geo_precision, resolution.reasons) == (NIAMEY, None, ())
        assert resolution.candidates[0].reasons == ("capital",)
        assert [e.event_id for e in events.of_article(opened, "a1")] == ["e1"]
        done = [row[0] for row in opened.rows("SELECT name FROM schema_migration ORDER BY version")]
        assert done == sorted(script.stem for script in (Path(project.__file__).parent / "schema").glob("*.sql"))
    finished(correct(path, decision(DOSSO, within="a1"), plain_analyst()))
    assert places(path, "a1") == {"Niamey": "Dosso"}


def test_precision_radius_and_reasons_come_back(path: Path) -> None:
    north = replace(NIAMEY, geonameid=-77, name="40 km north of Niamey", latitude=13.87)
    toponym = Toponym(name="Niamey", start_char=28, end_char=34)
    near = Resolution(toponym=toponym, place=north, score=0.5, geo_precision=GeoPrecision.NEAR, radius_km=10.0, reasons=("40 km north",))
    plain = Resolution(toponym=replace(toponym, start_char=40, end_char=46), place=NIAMEY, score=0.5)
    event = an_event(place=north, geo_precision=GeoPrecision.NEAR)
    with project.open(path) as opened:
        articles.add(opened, an_article(), [plain, near], [event])
        assert toponyms.of_article(opened, "a1") == [near, plain]
        assert events.get(opened, "e1") == event


def test_an_article_read_gets_its_language_and_one_that_tells_it_keeps_it(path: Path) -> None:
    french = from_text("Des hommes armés ont attaqué un village près de la frontière dimanche soir, selon des habitants.")
    told = replace(from_text("A short text about nothing in particular, written in plain English words."), language="en-GB")
    finished(process(path, [french, told], plain_analyst()))
    with project.open(path) as opened:
        assert [articles.get(opened, a.article_id).language for a in (french, told)] == ["fr", "en-GB"]


def test_a_chosen_place_without_country_and_region_is_kept_with_those_that_hold_its_point(path: Path, gazetteer_path: Path) -> None:
    [one] = read(path, ("All quiet in Niamey.", "Post"))
    mill = replace(
        DOSSO, geonameid=-5, name="the mill", latitude=16.28, longitude=-0.04, feature_class="S", feature_code="", country_code=""
    )
    with Gazetteer.open(gazetteer_path) as gazetteer:
        filed = default_analyst(gazetteer).filed
        analyst = replace(plain_analyst(), filed=filed)
        gao = gazetteer.named("Gao")[0]
        for place in (mill, replace(mill, geonameid=-6, country_code="ML")):
            finished(correct(path, decision(place, within=one), analyst))
            with project.open(path) as opened:
                kept = toponyms.of_article(opened, one)[0].place
            assert kept == replace(place, country_code="ML", admin1_code=gao.admin1_code)
        assert filed(replace(mill, latitude=0.0, longitude=-30.0)).country_code == "", "at sea"
        assert filed(gao) is gao


def test_decisions_are_read_once_a_call_however_many_articles_it_reads(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    every = corrections.every
    monkeypatch.setattr(corrections, "every", lambda opened: asked.append(1) or every(opened))
    read(path, *((f"Day {i} in Niamey.", "Post") for i in range(5)))
    assert len(asked) == 1
    finished(correct(path, decision(DOSSO, Scope.ALWAYS), plain_analyst()))
    assert len(asked) == 2
