"""What a change would do is told event by event: those of the same words are one, however many there are."""

from __future__ import annotations

import pytest

from geodata import previewing
from geodata.events.merge import Words
from geodata.model import Category, Evidence
from tests.values import an_event

MANY = 200


def told(event_id: str, article: str, start: int, **changes: object):
    evidence = (Evidence(article_id=article, start_char=start, end_char=start + 20),)
    return an_event(event_id=event_id, evidence=evidence, **changes)


def test_events_are_paired_by_their_ids_else_by_article_category_and_words() -> None:
    kept, changed, moved, gone, other = (told(f"w{n}", "a", n * 100) for n in range(5))
    fresh, turned = told("n1", "a", 210), told("n2", "a", 400, category=Category.PROTEST)
    elsewhere = told("n3", "b", 300)
    after = told("w1", "a", 100, fatalities=9)
    found = previewing._paired([kept, changed, moved, gone, other], [kept, after, fresh, turned, elsewhere])
    assert found == ((changed, after), (moved, fresh), (gone, None), (other, None), (None, turned), (None, elsewhere))


def test_an_event_is_compared_with_those_of_its_article_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[Words] = []
    plain = Words.overlaps
    monkeypatch.setattr(Words, "overlaps", lambda self, other: (calls.append(self), plain(self, other))[1])
    before, after = ([told(f"{when}{n}", f"a{n}", 0) for n in range(MANY)] for when in ("was", "now"))
    assert previewing._paired(before, reversed(after)) == tuple(zip(before, after, strict=True))
    assert len(calls) <= MANY
