"""An event to begin with: names that were not recognised are resolved for it."""

from __future__ import annotations

from dataclasses import replace

from geodata.drafting import draft
from geodata.model import Article, Category, Event, Resolution, Toponym
from tests.plain_analyst import plain_analyst
from tests.values import NIAMEY

TEXT = "In Paris, said Niamey radio on Monday, shops near Niamey and in March burnt."


def drafted(words: str, known: tuple[Resolution, ...] = ()) -> tuple[Event, list[tuple[str, bool]]]:
    start = TEXT.index(words)
    article = Article(article_id="a1", title="Shops", text=TEXT)
    event, named = draft(plain_analyst(), article, known, start, start + len(words))
    return event, [(r.toponym.name, r.place is not None) for r in named]


def test_names_behind_a_word_of_place_are_resolved_and_days_and_months_are_none() -> None:
    event, named = drafted("said Niamey radio on Monday, shops near Niamey and in March burnt")
    assert named == [("Niamey", True)], "the one behind “near”; March is a month"
    assert (event.category, event.evidence[0].article_id) == (Category.OTHER, "a1")


def test_what_is_known_of_a_name_stays() -> None:
    start = TEXT.rindex("Niamey")
    known = Resolution(toponym=Toponym(name="Niamey", start_char=start, end_char=start + 6), place=replace(NIAMEY, name="Other"), score=1.0)
    start, place = TEXT.index("shops"), known.place
    _, named = draft(plain_analyst(), Article(article_id="a1", title="", text=TEXT), [known], start, start + 18)
    assert [r.place for r in named] == [place]
