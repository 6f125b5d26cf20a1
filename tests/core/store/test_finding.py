"""Search in articles: phrases, beginnings, accents, and nothing that is typed breaks it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.model import Article, Evidence, Failure
from geodata.store import articles, finding, project
from geodata.store.finding import Found, places_in, search
from geodata.store.project import Project
from geodata.store.query import Stretch, full_text_query, stretches, terms_of
from tests.values import an_event

KONE = "Général Koné visited Ségou on Monday. The market was shut; nobody attacked the market hall. <b>Koné</b> left at noon."
RAID = "Gunmen raided the cattle market of Tin-Akof, a trader named Konaté said."


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    with project.create(tmp_path_factory.mktemp("finding") / "p.gpkg") as made:
        for number, (title, text) in enumerate([("A visit", KONE), ("Raid on Tin-Akof", RAID), ("Koné again", "Nothing more is known.")]):
            article = Article(article_id=f"a{number}", title=title, text=text, source="Courier", published=date(2023, 8, number + 1))
            articles.add(made, article, (), ())
        articles.add_failure(made, Failure(name="Koné.pdf", reason="It is encrypted."))
        yield made


def ids(found: Found) -> list[str]:
    return [hit.article_id for hit in found.hits]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Kone", ["a2", "a0"]),  # accents folded, the newest first, in titles too; what could not be read is no article
        ("KONÉ", ["a2", "a0"]),
        ("kon", ["a2", "a1", "a0"]),  # the last word may be unfinished
        ("kon segou", ["a0"] * 0),  # but no other
        ("kon* segou", ["a0"]),
        ('"kon"', []),
        ('"kon"*', ["a2", "a1", "a0"]),
        ("market hall", ["a0"]),
        ('"cattle market"', ["a1"]),
        ('"market cattle"', []),
        ("“cattle market” konaté", ["a1"]),
        ("tin-akof", ["a1"]),
        ("akof-tin", []),
        ('"unfinished phrase', []),
        ('"cattle mark', []),
        ("segou AND nothing", []),
        ("text:market", []),
        ("", []),
        ("*", []),
        ('""', []),
        ("market NEAR(", []),
    ],
)
def test_what_is_typed_finds(opened: Project, typed: str, expected: list[str]) -> None:
    found = search(opened, typed)
    assert (ids(found), found.total) == (expected, len(expected))


def test_a_hit_shows_its_words_in_context_and_where_they_stand(opened: Project) -> None:
    [hit] = search(opened, "segou").hits
    assert hit.excerpt in KONE.replace("…", "") or hit.excerpt.endswith("…")
    assert [hit.excerpt[a:b] for a, b in hit.marked] == ["Ségou"]
    assert (hit.title, hit.source, hit.published, hit.events) == ("A visit", "Courier", date(2023, 8, 1), 0)
    assert [KONE[a:b] for a, b in places_in(opened, "kone", "a0")] == ["Koné", "Koné"]
    assert [KONE[a:b] for a, b in places_in(opened, '"market hall"', "a0")] == ["market hall"]
    assert places_in(opened, "kone", "a2") == (), "it stands in the title only"
    assert places_in(opened, "kone", "nowhere") == places_in(opened, "", "a0") == ()


def test_accents_that_stand_behind_their_letter_are_folded_too() -> None:
    text = "In Te\u0301ra and TÉRA, not in Terakou or Ate\u0301ra; tera_x"
    assert [text[a:b] for a, b in stretches(text, terms_of('"tera"'))] == ["Te\u0301ra", "TÉRA", "tera"]
    assert [text[a:b] for a, b in stretches(text, terms_of("tera"))] == ["Te\u0301ra", "TÉRA", "Terakou", "tera"]
    assert stretches("a b a b a", terms_of('"a b" "b a"')) == (Stretch(0, 9),)


def test_a_hit_tells_how_many_events_its_article_tells_of(tmp_path: Path) -> None:
    with project.create(tmp_path / "p.gpkg") as made:
        for number in range(3):
            pieces = tuple(Evidence(article_id=f"a{number}", start_char=0, end_char=4) for _ in range(2))
            told = [an_event(event_id=f"e{number}{i}", evidence=pieces) for i in range(number)]
            articles.add(made, Article(article_id=f"a{number}", title="T", text="Smoke rose."), (), told)
        assert {hit.article_id: hit.events for hit in search(made, "smoke").hits} == {"a0": 0, "a1": 1, "a2": 2}


def test_so_many_are_told_and_all_are_counted(opened: Project) -> None:
    found = search(opened, "kon", limit=2)
    assert (ids(found), found.total, found.is_by_day) == (["a2", "a1"], 3, True)


def test_of_very_many_those_added_last_are_told_without_counting_on(opened: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "SORTED", 2)
    found = search(opened, "kon", limit=1)
    assert (ids(found), found.total, found.is_by_day) == (["a2"], None, False)


@given(st.text(max_size=200))
def test_nothing_that_is_typed_raises(opened: Project, typed: str) -> None:
    assert search(opened, typed).total >= 0
    assert all(isinstance(stretch, Stretch) for stretch in places_in(opened, typed, "a0"))


@pytest.mark.parametrize(
    "typed",
    ['"' * 5000, "(" * 5000, "a " * 5000, "a* OR " * 900, 'x" NOT "y', "\0", "\ud800 kone", "NEAR/2", "^kone", "{title}: kone", "--"],
)
def test_long_and_hostile_searches_are_searched_for_like_any(opened: Project, typed: str) -> None:
    search(opened, typed)


def test_the_query_says_what_is_a_phrase_and_what_may_go_on() -> None:
    assert full_text_query('the "big market" tin-ak') == '"the" AND "big market" AND "tin ak"*'
    assert full_text_query("  !? ") is None


def test_a_change_made_elsewhere_is_found_and_the_index_is_whole(tmp_path: Path) -> None:
    with project.create(tmp_path / "p.gpkg") as made:
        articles.add(made, Article(article_id="a", title="First", text="Smoke rose over Gao."), (), ())
        articles.add_failure(made, Failure(name="scan.pdf", reason="No text."))
        with made.transaction() as connection:
            connection.execute("UPDATE article SET text = 'Rain fell on Gao.' WHERE article_id = 'a'")
        assert (search(made, "smoke").total, search(made, "rain").total) == (0, 1)
        with made.transaction() as connection:
            connection.execute("DELETE FROM article")
        assert search(made, "gao").total == 0
        with made.transaction() as connection:
            connection.execute("INSERT INTO article_text (article_text, rank) VALUES ('integrity-check', 1)")
