"""Two articles of one attack in a project: joined as they come in, parted by a person, and still parted after all that can happen."""

from __future__ import annotations

from pathlib import Path

import pytest

from geodata.analyst import Analyst, default_analyst
from geodata.articles.files import read_all
from geodata.export.formats import export
from geodata.gazetteer.search import Gazetteer
from geodata.merging import decisions, part, take_back
from geodata.model import Article, Category, Event, EventFilter, LongCall, PlaceRule, Scope
from geodata.pipeline import correct, process, reread
from geodata.store import articles, columns, events, merges, project
from geodata.store.corrections import Correction

FIRST = """date 2022-03-05
source: Courier

Gunmen attacked a gendarmerie post near Dori in northern Burkina Faso on Friday, killing six people, officials said."""
SECOND = """date 2022-03-06
source: Post

Six people were killed when gunmen attacked a village near Dori in Burkina Faso on Friday. A security source spoke of many attackers."""
THIRD = """date 2022-03-07
source: Herald

Residents of Dori in Burkina Faso buried six people who were killed on Friday when gunmen attacked."""


@pytest.fixture(scope="module")
def analyst(gazetteer_path: Path) -> Analyst:
    return default_analyst(Gazetteer.open(gazetteer_path))


def run(call: LongCall) -> None:
    for _ in call:
        pass


def add(path: Path, analyst: Analyst, text: str) -> Article:
    """The article that is added by a file of this text."""
    file = path.parent / f"{len(list(path.parent.iterdir()))}.txt"
    file.write_text(text, encoding="utf-8")
    [article] = read_all([file])
    assert isinstance(article, Article)
    run(process(path, [article], analyst))
    return article


def attacks(path: Path) -> list[Event]:
    with project.open(path) as opened:
        return [event for event in events.many(opened, columns.read_columns(opened).ids) if event.category is Category.ATTACK]


def sources(path: Path) -> set[frozenset[str | None]]:
    """The sources that tell of each attack."""
    found = attacks(path)
    with project.open(path) as opened:
        return {frozenset(articles.get(opened, piece.article_id).source for piece in event.evidence) for event in found}


def test_a_parting_outlives_closing_reading_again_a_correction_and_a_third_article(tmp_path: Path, analyst: Analyst) -> None:
    path = tmp_path / "p.gpkg"
    project.create(path).close()
    first, second = add(path, analyst, FIRST), add(path, analyst, SECOND)
    assert sources(path) == {frozenset({"Courier", "Post"})}
    [joined] = attacks(path)

    run(part(path, joined.event_id, second.article_id, analyst))
    parted = {frozenset({"Courier"}), frozenset({"Post"})}
    assert sources(path) == parted, "the project was closed and opened"
    for article in (second, first):
        with project.open(path) as opened:
            reread(opened, article, analyst, decisions(opened))
        assert sources(path) == parted

    place = joined.place
    assert place is not None
    run(correct(path, Correction(rule=PlaceRule(name="Dori", place=place, scope=Scope.ALWAYS)), analyst))
    assert sources(path) == parted, "all articles were read again"

    add(path, analyst, THIRD)
    assert sources(path) in (
        {frozenset({"Courier", "Herald"}), frozenset({"Post"})},
        {frozenset({"Courier"}), frozenset({"Post", "Herald"})},
    )

    with project.open(path) as opened:
        number = merges.every(opened)[0].number
    run(take_back(path, number, analyst))
    assert sources(path) == {frozenset({"Courier", "Post", "Herald"})}


def test_the_export_tells_articles_and_origins(tmp_path: Path, analyst: Analyst) -> None:
    path = tmp_path / "p.gpkg"
    project.create(path).close()
    for text in (FIRST, f"{FIRST.replace('Courier', 'Gazette')} (AFP)", SECOND):
        add(path, analyst, text)
    with project.open(path) as opened:
        export(opened, tmp_path / "out.csv", ids=columns.read_columns(opened).ids, event_filter=EventFilter())
    header, row = (line.split(",") for line in (tmp_path / "out.csv").read_text(encoding="utf-8").splitlines()[:2])
    told = dict(zip(header, row, strict=False))
    assert (told["articles"], told["origins"]) == ("3", "2")
